"""CMYK in earnest: ink by a press profile, how it will look in print, and how much of it there is."""

from colorize.image.profiles import INTENTS
from colorize.press.conversion import as_shown, check, convert, modes, parse_options
from colorize.press.coverage import INK_LIMIT, Ink, ink_coverage, ink_map, measure_ink
from colorize.press.gamut import outside_press
from colorize.press.profiles import NONE_FOUND, PressProfile, choose, find_profiles, load_profile, profile_called
from colorize.press.proof import soft_proof
from colorize.press.rendering import MODE
from colorize.press.separation import separate

__all__ = [
    "INK_LIMIT",
    "INTENTS",
    "MODE",
    "NONE_FOUND",
    "Ink",
    "PressProfile",
    "as_shown",
    "check",
    "choose",
    "convert",
    "find_profiles",
    "ink_coverage",
    "ink_map",
    "load_profile",
    "measure_ink",
    "modes",
    "outside_press",
    "parse_options",
    "profile_called",
    "separate",
    "soft_proof",
]
