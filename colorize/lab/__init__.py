"""The lab: what a picture's pixels are in every mode, what a way there and back loses, and what lies out of gamut.

The plots are in `colorize.lab.plots`, which loads matplotlib.
"""

from colorize.lab.color_solid import SCRIPT, solid, solids
from colorize.lab.conventions import CONVENTIONS, Convention
from colorize.lab.cure import Cure, Cures, cures, reduce_chroma
from colorize.lab.edits import Change, Edit, edit
from colorize.lab.gamut import GAMUTS, Gamut, device, outside
from colorize.lab.grays import neutral
from colorize.lab.histograms import ChannelStatistics, statistics
from colorize.lab.pixel import Answer, Probe, Reading, probe
from colorize.lab.round_trips import BITS, HOW, RoundTrip, round_trip

__all__ = [
    "BITS",
    "CONVENTIONS",
    "GAMUTS",
    "HOW",
    "SCRIPT",
    "Answer",
    "Change",
    "ChannelStatistics",
    "Convention",
    "Cure",
    "Cures",
    "Edit",
    "Gamut",
    "Probe",
    "Reading",
    "RoundTrip",
    "cures",
    "device",
    "edit",
    "neutral",
    "outside",
    "probe",
    "reduce_chroma",
    "round_trip",
    "solid",
    "solids",
    "statistics",
]
