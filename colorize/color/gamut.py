"""Bring Lab colors into sRGB by giving up chroma, never lightness or hue."""

from __future__ import annotations

import numpy as np

from colorize.color.cie import LAB, RELATIVE, XYZ, cube
from colorize.color.registry import SPACES
from colorize.color.srgb import SLOPE, decode, encode
from colorize.color.strips import each_strip
from colorize.color.walk import check, load

TO_ROOTS = LAB.inverse()
TO_LINEAR = RELATIVE.inverse().then(XYZ.inverse())

ROUNDING = 1e-5
"""Linear light this far outside [0, 1] is rounding of the conversion, and is cut off: a hundredth of an 8-bit step."""
VISIBLE_LOW = -0.5 / 255 / SLOPE
VISIBLE_HIGH = float(decode(np.full((1, 1), 1 + 0.5 / 255, np.float32))[0, 0])
"""Linear light beyond these is more than half an 8-bit step outside sRGB."""
HALVINGS = 14
"""Leaves the chroma less than 0.01 below the boundary."""


def to_linear(lab: np.ndarray) -> np.ndarray:
    """Lab to linear sRGB, (N, 3) float32."""
    return TO_LINEAR(cube(TO_ROOTS(lab)))


def extremes(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Smallest and largest channel of every pixel (N, 3); by planes, ten times as fast as along the short axis."""
    red, green, blue = pixels.T
    low = np.minimum(red, green)
    high = np.maximum(red, green)
    return np.minimum(low, blue, out=low), np.maximum(high, blue, out=high)


def reduce_chroma(lab: np.ndarray) -> np.ndarray:
    """Linear sRGB, inside [0, 1], of colors (N, 3) outside of it: the share of chroma kept is found by halving."""
    inside = np.zeros(len(lab), np.float32)
    width = np.float32(1)
    trial = np.empty_like(lab)
    trial[:, 0] = lab[:, 0]
    for _ in range(HALVINGS):
        width *= np.float32(0.5)
        share = inside + width
        trial[:, 1] = lab[:, 1] * share
        trial[:, 2] = lab[:, 2] * share
        low, high = extremes(to_linear(trial))
        inside += width * ((low >= 0) & (high <= 1))
    trial[:, 1:] = lab[:, 1:] * inside[:, None]
    return to_linear(trial)


def into_gamut(lab: np.ndarray) -> tuple[np.ndarray, float]:
    """sRGB of Lab colors; those outside sRGB keep lightness and hue and lose only the chroma that does not fit.

    Args:
        lab: float (..., 3): L* 0-100, a* and b* unscaled.

    Returns:
        rgb: float32 (..., 3) in [0, 1].
        share_moved: share of the pixels that were outside by more than half an 8-bit step, 0-1.

    Raises:
        ColorizeError: wrong number of channels or type, or values that are not numbers.

    Example:
        >>> rgb, share = into_gamut(np.array([[50, 0, 0], [50, 100, 0.0]]))
        >>> share, rgb.min() >= 0, rgb.max() <= 1
        (0.5, True, True)
    """
    pixels = check(lab, SPACES["lab"]).reshape(-1, 3)
    result = np.empty((len(pixels), 3), np.float32)

    def work(span: slice) -> int:
        strip = load(pixels[span])
        linear = to_linear(strip)
        moved = 0
        if linear.min() < -ROUNDING or linear.max() > 1 + ROUNDING:
            low, high = extremes(linear)
            outside = np.flatnonzero((low < -ROUNDING) | (high > 1 + ROUNDING))
            moved = np.count_nonzero((low < VISIBLE_LOW) | (high > VISIBLE_HIGH))
            linear[outside] = reduce_chroma(strip[outside])
        np.clip(encode(linear), np.float32(0), np.float32(1), out=result[span])
        return moved

    moved = sum(each_strip(work, len(pixels)))
    return result.reshape(np.shape(lab)), moved / max(len(pixels), 1)
