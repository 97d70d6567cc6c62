"""Strength and angle of two opponent channels: what every mode with a hue of the CIE's kind is made with."""

from __future__ import annotations

import numpy as np

from colorize.color.mode import Step
from colorize.color.steps import pixels_of, planes


def to_polar(no_chroma: float) -> Step:
    """The step from lightness and two opponents to lightness, chroma and hue in degrees, [0, 360).

    Args:
        no_chroma: chroma below this is rounding: it becomes 0, and so does the hue.
    """

    def step(pixels: np.ndarray) -> np.ndarray:
        lightness, a, b = planes(pixels)
        chroma = np.sqrt(a * a + b * b)
        hue = np.arctan2(b, a)
        hue *= np.float32(180 / np.pi)
        hue += np.float32(360) * (hue < 0)
        colored = chroma >= np.float32(no_chroma)
        hue *= colored & (hue < np.float32(360))  # the smallest negative hues round up to a full turn
        chroma *= colored
        return pixels_of(lightness, chroma, hue)

    return step


def from_polar(pixels: np.ndarray) -> np.ndarray:
    """Lightness, chroma and hue in degrees to lightness and two opponents; (N, 3) float32."""
    lightness, chroma, hue = planes(pixels)
    hue = hue * np.float32(np.pi / 180)
    return pixels_of(lightness, chroma * np.cos(hue), chroma * np.sin(hue))
