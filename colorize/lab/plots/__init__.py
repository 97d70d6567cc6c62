"""Plots where a person would rather look: matplotlib Figures, made without pyplot. Loads matplotlib."""

from colorize.lab.plots.diagram import chromaticity
from colorize.lab.plots.plane import ab_plane, planes
from colorize.lab.plots.wheel import hue_wheel, wheels

__all__ = ["ab_plane", "chromaticity", "hue_wheel", "planes", "wheels"]
