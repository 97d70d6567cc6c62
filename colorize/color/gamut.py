"""Bring Lab colors into sRGB by giving up chroma, never lightness or hue."""

from __future__ import annotations

import numpy as np

from colorize.color.cie import LAB, RELATIVE, XYZ, cube
from colorize.color.pixels import check, load
from colorize.color.registry import SPACES
from colorize.color.srgb import SLOPE, decode, encode
from colorize.color.strips import STRIP, each_strip, spans

TO_ROOTS = LAB.inverse()
TO_LINEAR = RELATIVE.inverse().then(XYZ.inverse())

ROUNDING = 1e-5
"""Linear light this far outside [0, 1] is rounding of the conversion, and is cut off: a hundredth of an 8-bit step."""
VISIBLE_LOW = -0.5 / 255 / SLOPE
VISIBLE_HIGH = float(decode(np.full((1, 1), 1 + 0.5 / 255, np.float32))[0, 0])
"""Linear light beyond these is more than half an 8-bit step outside sRGB."""
BLOCK = 16 * STRIP

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
    """Linear sRGB, inside [0, 1], of colors (N, 3) outside of it: the share of chroma kept is found by halving.

    It runs on planes, channel by channel: Y stays, the roots of X and Z move on straight lines from the root of Y.
    """
    root_y = lab[:, 0] / np.float32(116) + np.float32(16 / 116)
    lines = np.stack([lab[:, 1] / np.float32(500), lab[:, 2] / np.float32(-200)])
    from_xz = np.ascontiguousarray(TO_LINEAR.matrix[:, ::2], np.float32)
    from_y = np.float32(TO_LINEAR.matrix[:, 1:2]) * cube(root_y[None])

    def linear(share: np.ndarray) -> np.ndarray:
        roots = lines * share
        roots += root_y
        result = from_xz @ cube(roots)
        result += from_y
        return result

    share = np.zeros(len(lab), np.float32)
    for width in np.float32(0.5) ** np.arange(1, HALVINGS + 1, dtype=np.float32):
        off_center = linear(share + width)
        off_center -= np.float32(0.5)
        np.abs(off_center, out=off_center)
        share += width * (off_center.max(axis=0) <= np.float32(0.5))
    return linear(share).T


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
        >>> print(share, rgb.round(3))
        0.5 [[0.466 0.466 0.466]
         [0.906 0.    0.479]]
    """
    pixels = check(lab, SPACES["lab"]).reshape(-1, 3)
    result = np.empty((len(pixels), 3), np.float32)

    def store(where, linear: np.ndarray) -> None:
        result[where] = np.clip(encode(linear), np.float32(0), np.float32(1))

    def work(block: slice) -> int:
        outside, visible = [], 0
        for span in spans(block.start, block.stop):
            linear = to_linear(load(pixels[span]))
            store(span, linear)
            if linear.min() < -ROUNDING or linear.max() > 1 + ROUNDING:
                low, high = extremes(linear)
                outside.append(span.start + np.flatnonzero((low < -ROUNDING) | (high > 1 + ROUNDING)))
                visible += np.count_nonzero((low < VISIBLE_LOW) | (high > VISIBLE_HIGH))
        # Few pixels of a strip are outside as a rule: gathered from a block, they are worth the calls.
        where = np.concatenate(outside) if outside else ()
        for span in spans(0, len(where)):
            store(where[span], reduce_chroma(load(pixels[where[span]])))
        return visible

    moved = sum(each_strip(work, len(pixels), size=BLOCK))
    return result.reshape(np.shape(lab)), moved / max(len(pixels), 1)
