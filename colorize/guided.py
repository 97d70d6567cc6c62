"""Enlarging color along the edges of a full-resolution picture: the fast guided filter, held to what was predicted.

Source: He and Sun 2015, "Fast Guided Filter". Around every point of the small picture, color is fitted as a straight
line of lightness; the lines' coefficients, which vary slowly, are enlarged, and the full lightness is put into them.
By itself the filter blurs: its windows are wider than a predicted cell. So what each cell's mean has lost is added
again (Irani and Peleg 1991, "back-projection", one round), which halves the error; `evaluate --study edges` measures it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

RADIUS = 4
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


def enlarge(cells: np.ndarray, stride: int, size: tuple[int, int]) -> np.ndarray:
    """Cells (rows, columns, channels) on their pixels, `stride` along each side, cut off to `size`; float32."""
    rows, columns = cells.shape[:2]
    pixels = cv2.resize(cells, (columns * stride, rows * stride), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(pixels[: size[0], : size[1]])


def cell_means(pixels: np.ndarray, stride: int, shape: tuple[int, int]) -> np.ndarray:
    """The opposite: means of `stride` x `stride` pixels (h, w, ...), what lacks at the bottom and right mirrored."""
    bottom, right = shape[0] * stride - pixels.shape[0], shape[1] * stride - pixels.shape[1]
    padded = cv2.copyMakeBorder(pixels, 0, bottom, 0, right, cv2.BORDER_REFLECT)
    return cv2.resize(padded, shape[::-1], interpolation=cv2.INTER_AREA)


def fit_lines(lightness: np.ndarray, color: np.ndarray, radius: int = RADIUS, epsilon: float = EPSILON) -> ColorLines:
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


def color_lines(lightness: np.ndarray, cells: np.ndarray, stride: int) -> ColorLines:
    """Lines of lightness by which the cells of a small picture keep the means that were predicted.

    Args:
        lightness: (h, w) float32 L*.
        cells: (rows, columns, 2) float32 a*, b* of `stride` x `stride` pixels each; together they may reach beyond the
            picture's bottom and right.
        stride: see above.
    """
    lines = fit_lines(lightness, enlarge(cells, stride, lightness.shape))
    slope, offset = lines.coefficients[..., :2], lines.coefficients[..., 2:]
    fitted = slope * lightness[..., None] + offset
    offset += enlarge(cells - cell_means(fitted, stride, cells.shape[:2]), stride, lightness.shape)
    return lines
