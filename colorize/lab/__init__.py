"""The lab: what a picture's pixels are in every color mode, what is lost on the way, and what to do about it."""
