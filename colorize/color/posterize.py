"""A picture in a few colors of its own, found by k-means where distances agree with the eye."""

from __future__ import annotations

import numpy as np

from colorize.color.cie import XYZ
from colorize.color.dithering import as_lines, diffuse
from colorize.color.mode import Effect
from colorize.color.oklab import CONES, OPPONENTS, cube, cube_root
from colorize.color.options import Flag, Number
from colorize.color.pixels import run
from colorize.color.srgb import ENCODED, decode, encode
from colorize.color.steps import Affine, join
from colorize.text import Text

TO_OKLAB = join((decode, XYZ, CONES, cube_root, OPPONENTS))
FROM_OKLAB = join((OPPONENTS.inverse(), cube, CONES.inverse(), XYZ.inverse(), encode))

SAMPLE = 1 << 15
"""So many pixels, drawn at random but always the same, say which colors are chosen."""

PASSES = 100
"""The most that k-means may take; it stops when nothing changes any more."""


class Palette:
    """A few colors, and which of them is nearest.

    Args:
        colors: Oklab (k, 3).
    """

    def __init__(self, colors: np.ndarray):
        self.colors = np.asarray(colors)
        # |p - c|^2 without |p|^2, which is the same for all c.
        self._distances = Affine(-2 * self.colors, offset=(self.colors**2).sum(axis=1))

    def nearest(self, pixels: np.ndarray) -> np.ndarray:
        """The index of the nearest color for pixels (N, 3); the first of equals."""
        distances = pixels @ self._distances.matrix.T.astype(pixels.dtype)
        distances += self._distances.offset.astype(pixels.dtype)
        return distances.argmin(axis=1)


def spread_seeds(pixels: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Colors to start from, each drawn with odds of its squared distance from those before: k-means++.

    Args:
        pixels: float64 (N, 3).

    Returns:
        (k, 3), fewer than `count` when there are fewer colors.
    """
    seeds = [pixels[rng.integers(len(pixels))]]
    distances = ((pixels - seeds[0]) ** 2).sum(axis=1)
    while len(seeds) < count and distances.max() > 1e-9:
        seeds.append(pixels[rng.choice(len(pixels), p=distances / distances.sum())])
        distances = np.minimum(distances, ((pixels - seeds[-1]) ** 2).sum(axis=1))
    return np.array(seeds)


def k_means(pixels: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """Centers moved to the mean of the pixels nearest to them until they stay; (k, 3) float64."""
    centers, before = seeds.copy(), None
    for _ in range(PASSES):
        labels = Palette(centers).nearest(pixels)
        if before is not None and np.array_equal(labels, before):
            break
        counts = np.bincount(labels, minlength=len(centers))
        for channel in range(3):
            sums = np.bincount(labels, pixels[:, channel], minlength=len(centers))
            centers[:, channel] = np.where(counts > 0, sums / np.maximum(counts, 1), centers[:, channel])
        before = labels
    return centers


def palette_of(rgb: np.ndarray, count: int) -> Palette:
    """The colors that stand best for a picture's, by k-means in Oklab; the same every time."""
    rng = np.random.default_rng(0)
    pixels = rgb.reshape(-1, 3)
    if len(pixels) > SAMPLE:
        pixels = pixels[rng.integers(len(pixels), size=SAMPLE)]
    oklab = run(pixels, 3, TO_OKLAB).astype(np.float64)
    return Palette(k_means(oklab, spread_seeds(oklab, count, rng)))


def posterize(rgb: np.ndarray, count: int, dither: bool) -> np.ndarray:
    """The picture in `count` colors; (..., 3) float32."""
    if rgb.size == 0:
        return np.empty(rgb.shape, np.float32)
    palette = palette_of(rgb, int(count))
    shown = run(palette.colors, 3, FROM_OKLAB, clip=True)
    if not dither:
        return run(rgb, 3, (*TO_OKLAB, lambda pixels: shown[palette.nearest(pixels)]))
    lines = as_lines(run(rgb, 3, TO_OKLAB))
    chosen = diffuse(lines, palette.nearest, palette.colors.astype(np.float32))
    return shown[chosen].reshape(rgb.shape)


EFFECTS = (
    Effect(
        name="posterize",
        title=Text("Few colors", "少量颜色"),
        channels=ENCODED,
        apply=posterize,
        formula=r"\min_{c_1 \ldots c_k} \sum_p \min_i \lVert p - c_i \rVert^2 \quad \text{(in Oklab)}",
        source="S. P. Lloyd, 1982 (k-means); D. Arthur and S. Vassilvitskii, 2007 (k-means++); "
        "R. W. Floyd and L. Steinberg, 1976 (dithering)",
        summary=Text(
            "The picture in a few colors of its own, flat as a poster or with dots that blend from afar.",
            "用图片自身的少量颜色表现画面：像海报一样平涂，或用远看会融合的网点。",
        ),
        catch=Text(
            "Small things in rare colors lose their own color to what is large. "
            "Resizing or JPEG brings back other colors, most of all after dithering.",
            "面积小而颜色特殊的物体会失去自己的颜色。缩放或存为 JPEG 会再产生其他颜色，抖动后尤其明显。",
        ),
        options=(
            Number("count", 8, 2, 64, Text("Number of colors", "颜色数量"), whole=True),
            Flag("dither", False, Text("Blend by dots (Floyd-Steinberg)", "用网点过渡（Floyd-Steinberg 抖动）")),
        ),
    ),
)
