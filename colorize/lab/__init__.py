"""The lab: what a picture's pixels are in every mode, what a way there and back loses, and what lies out of gamut."""
