"""Bring Lab colors into sRGB by giving up chroma, never lightness or hue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from colorize.color.cie import LAB, RELATIVE, XYZ, cube
from colorize.color.pixels import check, load
from colorize.color.registry import SPACES
from colorize.color.srgb import SLOPE, decode, encode
from colorize.color.strips import LEAN, each_strip, spans

TO_ROOTS = LAB.inverse()
TO_LINEAR = RELATIVE.inverse().then(XYZ.inverse())
FROM_XZ = np.ascontiguousarray(TO_LINEAR.matrix[:, ::2], np.float32)

LOWEST = -0.5 / 255 / SLOPE
HIGHEST = float(decode(np.full((1, 1), 1 + 0.5 / 255, np.float32))[0, 0])
"""Linear light of half an 8-bit step outside sRGB. What lies within is cut off, what lies beyond gives up chroma."""

BLOCK = 4 * LEAN
"""Pixels whose few outside colors are worked on together."""

HALVINGS = 7
"""Steps of the search for the boundary, before the last one along a line."""
DENT_STEPS = 32
"""Places at which light yellows are looked at for a second time."""


def to_linear(lab: np.ndarray) -> np.ndarray:
    """Lab to linear sRGB, (N, 3) float32."""
    return TO_LINEAR(cube(TO_ROOTS(lab)))


def extremes(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Smallest and largest channel of every pixel (N, 3); by planes, ten times as fast as along the short axis."""
    red, green, blue = pixels.T
    low = np.minimum(red, green)
    high = np.maximum(red, green)
    return np.minimum(low, blue, out=low), np.maximum(high, blue, out=high)


@dataclass(frozen=True)
class Rays:
    """Colors on their way from gray to full chroma, as planes: Y stays, the roots of X and Z move on straight lines.

    Args:
        root_y: (N,) the root of Y.
        lines: (2, N) how far the roots of X and Z are from it at full chroma.
        from_y: (3, N) what Y contributes to linear red, green and blue.
    """

    root_y: np.ndarray
    lines: np.ndarray
    from_y: np.ndarray

    @classmethod
    def of(cls, lab: np.ndarray) -> Rays:
        """The rays to colors (N, 3)."""
        root_y = lab[:, 0] / np.float32(116) + np.float32(16 / 116)
        lines = np.stack([lab[:, 1] / np.float32(500), lab[:, 2] / np.float32(-200)])
        return cls(root_y, lines, np.float32(TO_LINEAR.matrix[:, 1:2]) * cube(root_y[None]))

    def __getitem__(self, chosen: np.ndarray) -> Rays:
        return Rays(self.root_y[chosen], self.lines[:, chosen], self.from_y[:, chosen])

    def linear(self, share: np.ndarray) -> np.ndarray:
        """Linear sRGB, (3, N), at a share of the chroma, (N,)."""
        roots = self.lines * share
        roots += self.root_y
        linear = FROM_XZ @ cube(roots)
        linear += self.from_y
        return linear

    def boundary(self, low: np.ndarray, limit: np.ndarray, excess: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """The share between `low` and `limit`, both (N,), at which the excess of a linear color passes 0.

        Halving finds it within a chroma of 1, where the excess runs straight enough to read the share off a line.
        """
        share, width = low, limit - low
        for _ in range(HALVINGS):
            width = width * np.float32(0.5)
            share = share + width * (excess(self.linear(share + width)) <= 0)
        near = np.minimum(excess(self.linear(share)), 0)
        far = np.maximum(excess(self.linear(share + width)), np.float32(1e-9))
        return share + width * near / (near - far)

    def beyond_dent(self, low: np.ndarray, limit: np.ndarray) -> np.ndarray:
        """The boundary of those colors that come back inside after `low`, found by steps; `low` of all others."""
        step = (limit - low) / np.float32(DENT_STEPS)
        back, found = low, np.zeros(len(low), bool)
        for number in range(1, DENT_STEPS):
            share = low + step * np.float32(number)
            inside = above(self.linear(share)) <= HIGHEST - 1
            back, found = np.where(inside, share, back), found | inside
        outer = self.boundary(back, np.minimum(back + step, limit), lambda linear: above(linear) - (HIGHEST - 1))
        return np.where(found, outer, low)


def below(linear: np.ndarray) -> np.ndarray:
    """How far the lowest channel of planes (3, N) is below 0."""
    return -linear.min(axis=0)


def above(linear: np.ndarray) -> np.ndarray:
    """How far the highest channel of planes (3, N) is above 1."""
    return linear.max(axis=0) - np.float32(1)


def reduce_chroma(lab: np.ndarray) -> np.ndarray:
    """Linear sRGB of colors (N, 3) with the largest share of their chroma that is inside.

    Channels fall below 0 once and for all, so that is looked at first; where the color found is inside, it is the one.
    Above 1 there is one dent in the gamut: yellows of L* 92 to 98 leave it and come back before blue reaches 0.
    """
    rays = Rays.of(lab)
    share, gray = np.ones(len(lab), np.float32), np.zeros(len(lab), np.float32)
    low = np.flatnonzero(below(rays.linear(share)) > 0)
    if low.size:
        share[low] = rays[low].boundary(gray[low], share[low], below)
    high = np.flatnonzero(above(rays.linear(share)) > HIGHEST - 1)
    if high.size:
        limit = share[high]
        share[high] = rays[high].boundary(gray[high], limit, above)
        # Yellow as wide as the dent: hue 97 to 108, with -a / b from 0.12 to 0.33.
        lightness, a, b = lab[high].T
        yellow = np.flatnonzero((lightness > 92) & (lightness < 99) & (-a > b * 0.12) & (-a < b * 0.33))
        if yellow.size:
            dented = high[yellow]
            share[dented] = rays[dented].beyond_dent(share[dented], limit[yellow])
    return rays.linear(share).T


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

    def work(block: slice) -> int:
        outside = []
        for span in spans(block.start, block.stop):
            linear = to_linear(load(pixels[span]))
            np.clip(encode(linear), np.float32(0), np.float32(1), out=result[span])
            if linear.min() < LOWEST or linear.max() > HIGHEST:
                low, high = extremes(linear)
                outside.append(span.start + np.flatnonzero((low < LOWEST) | (high > HIGHEST)))
        # Few pixels of a strip are outside as a rule: gathered from a block, they are worth the calls.
        where = np.concatenate(outside) if outside else ()
        for span in spans(0, len(where)):
            linear = reduce_chroma(load(pixels[where[span]]))
            result[where[span]] = np.clip(encode(linear), np.float32(0), np.float32(1))
        return len(where)

    moved = sum(each_strip(work, len(pixels), size=BLOCK))
    return result.reshape(np.shape(lab)), moved / max(len(pixels), 1)


def hex_in_gamut(lab: np.ndarray) -> list[str]:
    """`#rrggbb` of Lab colors (n, 3); those outside sRGB give up the chroma that does not fit.

    Example:
        >>> hex_in_gamut(np.array([[50, 0, 0], [50, 100, 0.0]]))
        ['#777777', '#e7007a']
    """
    levels = np.rint(into_gamut(lab)[0] * 255).astype(int)
    return ["#{:02x}{:02x}{:02x}".format(*color) for color in levels]
