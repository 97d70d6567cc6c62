"""Enlarging color along the edges of a full-resolution picture: the fast guided filter.

Source: He and Sun 2015, "Fast Guided Filter". Around every point of the small picture, color is fitted as a straight
line of lightness; the lines' coefficients, which vary slowly, are enlarged, and the full lightness is put into them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

RADIUS = 8
"""Half the window, in pixels of the small picture: about one cell of the predicted color."""
EPSILON = 12.0
"""Variance of L* below which a window counts as flat, so that grain does not become color."""


@dataclass(frozen=True)
class ColorLines:
    """Color as a line of lightness at each point of a small picture: a*, b* = slope L* + offset.

    Args:
        coefficients: (h, w, 4) float32: slope of a*, slope of b*, offset of a*, offset of b*.
    """

    coefficients: np.ndarray

    def strip(self, lightness: np.ndarray, top: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        """a*, b* of some rows of a picture of full size.

        Args:
            lightness: (rows, W) float32 L* of these rows.
            top: number of the first of them.
            height: rows of the whole picture.

        Returns:
            a* and b*, each (rows, W) float32.
        """
        rows, width = lightness.shape
        small = self.coefficients
        # Rows by hand and columns by OpenCV, so that any strip equals the same rows of the whole.
        position = (np.arange(top, top + rows, dtype="float32") + 0.5) * np.float32(len(small) / height) - 0.5
        position = np.clip(position, 0, len(small) - 1)
        above = position.astype(int)
        below = np.minimum(above + 1, len(small) - 1)
        weight = (position - above)[:, None, None].astype("float32")
        stretched = small[above] * (1 - weight) + small[below] * weight
        wide = cv2.resize(stretched, (width, rows), interpolation=cv2.INTER_LINEAR)
        a, b, a_offset, b_offset = cv2.split(wide)
        for color, offset in ((a, a_offset), (b, b_offset)):
            color *= lightness
            color += offset
        return a, b


def color_lines(lightness: np.ndarray, color: np.ndarray, radius: int = RADIUS, epsilon: float = EPSILON) -> ColorLines:
    """Fit color as lines of lightness in windows of a small picture.

    Args:
        lightness: (h, w) float32 L*, the guide.
        color: (h, w, 2) float32 a*, b*.
        radius: half the window.
        epsilon: see `EPSILON`.
    """

    def mean(values):
        return cv2.blur(values, (2 * radius + 1, 2 * radius + 1), borderType=cv2.BORDER_REFLECT)

    guide = lightness[..., None]
    mean_guide, mean_color = mean(lightness)[..., None], mean(color)
    variance = mean(lightness * lightness)[..., None] - mean_guide**2
    covariance = mean(guide * color) - mean_guide * mean_color
    slope = covariance / (variance + epsilon)
    offset = mean_color - slope * mean_guide
    return ColorLines(mean(np.concatenate([slope, offset], -1).astype("float32")))
