"""Color modes: exact and fast conversions of whole pictures. No Keras, no Gradio."""

from colorize.color.gamut import hex_in_gamut, into_gamut
from colorize.color.lightness import gray_from_lightness, lab_to_rgb, rgb_to_lab, rgb_to_lightness
from colorize.color.mode import Channel, Effect, Space
from colorize.color.options import Choice, Color, Flag, Number, Option
from colorize.color.pictures import convert
from colorize.color.registry import EFFECTS, SPACES
from colorize.color.walk import modes, transform

__all__ = [
    "EFFECTS",
    "SPACES",
    "Channel",
    "Choice",
    "Color",
    "Effect",
    "Flag",
    "Number",
    "Option",
    "Space",
    "convert",
    "gray_from_lightness",
    "hex_in_gamut",
    "into_gamut",
    "lab_to_rgb",
    "modes",
    "rgb_to_lab",
    "rgb_to_lightness",
    "transform",
]
