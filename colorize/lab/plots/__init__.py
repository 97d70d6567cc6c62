"""Plots where a person would rather look: matplotlib Figures, made without pyplot. Loads matplotlib."""

from colorize.lab.plots.ab_plane import ab_plane, planes
from colorize.lab.plots.chromaticity import chromaticity
from colorize.lab.plots.hue_wheel import hue_wheel, wheels

__all__ = ["ab_plane", "chromaticity", "hue_wheel", "planes", "wheels"]
