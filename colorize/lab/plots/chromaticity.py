"""The chromaticity diagrams of 1931 and 1976: all colors there are, what screens can show, and where a picture lies."""

from __future__ import annotations

import csv
from functools import cache, partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline

from colorize.color import transform
from colorize.color.primaries import D65, SRGB
from colorize.color.wide import ADOBE_PRIMARIES, P3_PRIMARIES
from colorize.errors import ColorizeError
from colorize.lab.plots.frame import Words, density, framed, sample
from colorize.text import Text

OBSERVER = Path(__file__).with_name("cie_1931_2_degree.csv")
"""The CIE 1931 2-degree color-matching functions, 380 to 780 nm at 5 nm, from CIE 018:2019, table 6."""

GAMUTS = {
    "sRGB": (SRGB, "-"),
    "Display P3": (P3_PRIMARIES, "--"),
    "Adobe RGB": (ADOBE_PRIMARIES, ":"),
}
"""Primaries and line of the triangles drawn."""
MARKED = (460, 480, 490, 500, 510, 520, 540, 560, 580, 600, 620, 700)
"""Wavelengths that are written beside the locus."""
DIAGRAMS = {
    "xy": ("x", "y", (-0.02, 0.78, -0.04, 0.88), Text("Chromaticity, CIE 1931", "色品图，CIE 1931")),
    "uv": ("u′", "v′", (-0.03, 0.66, -0.03, 0.62), Text("Chromaticity, CIE 1976", "色品图，CIE 1976")),
}
"""Axes, extent and title by name."""
DARKEST = 2e-3
"""Luminance below which a pixel's chromaticity says little: about 6 of 255."""


@cache
def spectral_locus() -> tuple[np.ndarray, np.ndarray]:
    """Wavelengths (n,) in nanometers and the chromaticities (x, y) of their light, (n, 2).

    Example:
        >>> wavelengths, xy = spectral_locus()
        >>> xy[wavelengths == 520].round(4).tolist()
        [[0.0743, 0.8338]]
    """
    with OBSERVER.open(encoding="utf-8", newline="") as file:
        table = np.array([[float(value) for value in row] for row in list(csv.reader(file))[1:]])
    wavelengths, xy = table[:, 0], table[:, 1:3] / table[:, 1:].sum(axis=1, keepdims=True)
    wavelengths.flags.writeable = xy.flags.writeable = False
    return wavelengths, xy


def project(xy: np.ndarray, diagram: str) -> np.ndarray:
    """Chromaticities (..., 2) as the diagram has them: u' = 4x / (12y - 2x + 3), v' = 9y / (12y - 2x + 3)."""
    if diagram == "xy":
        return np.asarray(xy)
    x, y = np.moveaxis(np.asarray(xy), -1, 0)
    below = 12 * y - 2 * x + 3
    return np.stack([4 * x / below, 9 * y / below], axis=-1)


def unproject(points: np.ndarray, diagram: str) -> np.ndarray:
    """The inverse of `project`."""
    if diagram == "xy":
        return np.asarray(points)
    u, v = np.moveaxis(np.asarray(points), -1, 0)
    below = 6 * u - 16 * v + 12
    return np.stack([9 * u / below, 4 * v / below], axis=-1)


def _tongue(diagram: str, extent: tuple[float, float, float, float], size: int = 320) -> np.ndarray:
    """All colors inside the locus, (size, size, 4), each as bright as sRGB can show it; those outside sRGB are cut."""
    left, right, bottom, top = extent
    across = left + (np.arange(size) + 0.5) / size * (right - left)
    up = bottom + (np.arange(size) + 0.5) / size * (top - bottom)
    points = np.stack(np.meshgrid(across, up), axis=-1)
    x, y = np.moveaxis(unproject(points, diagram), -1, 0)
    y = np.maximum(y, 1e-6)
    linear = transform(np.stack([x / y, np.ones_like(y), (1 - x - y) / y], axis=-1), "xyz", "linear_rgb")
    linear = np.maximum(linear, 0)
    shown = transform(linear / np.maximum(linear.max(axis=-1, keepdims=True), 1e-6), "linear_rgb", "rgb")
    inside = Outline(project(spectral_locus()[1], diagram)).contains_points(points.reshape(-1, 2)).reshape(size, size)
    return np.dstack([np.clip(shown, 0, 1), inside * 0.28])


def _draw_locus(axes: Axes, diagram: str, ink: str) -> None:
    """The spectral locus with its wavelengths, closed by the line of purples."""
    wavelengths, xy = spectral_locus()
    points = project(xy, diagram)
    axes.plot(*np.vstack([points, points[:1]]).T, color=ink, linewidth=1)
    center = project(np.array(D65), diagram)
    for mark in MARKED:
        point = points[wavelengths == mark][0]
        outward = (point - center) / np.linalg.norm(point - center)
        axes.annotate(
            str(mark), point, xytext=outward * 9, textcoords="offset points", fontsize=7, ha="center", va="center"
        )


def _draw(axes: Axes, dark: bool, rgb: np.ndarray, diagram: str, words: Words) -> None:
    across, up, extent, title = DIAGRAMS[diagram]
    ink = "#c0c0c0" if dark else "#555555"
    xyz = transform(rgb, "rgb", "xyz")
    bright = xyz[:, 1] > DARKEST
    xyz, rgb = xyz[bright], rgb[bright]
    points = project(xyz[:, :2] / xyz.sum(axis=1, keepdims=True), diagram)
    place = {"extent": extent, "origin": "lower", "aspect": "equal"}
    axes.imshow(_tongue(diagram, extent), zorder=0.5, interpolation="bilinear", **place)
    axes.imshow(density(*points.T, rgb, extent, 300), zorder=2, interpolation="nearest", **place)
    _draw_locus(axes, diagram, ink)
    for name, (primaries, style) in GAMUTS.items():
        corners = project(np.array([*primaries, primaries[0]]), diagram)
        axes.plot(*corners.T, style, color="white" if dark else "black", linewidth=1.3, label=name, zorder=3)
    axes.plot(*project(np.array(D65), diagram), "+", color="white" if dark else "black", label="D65", zorder=4)
    axes.legend(fontsize=8, loc="upper right", framealpha=0.0, labelcolor=ink)
    axes.set(xlabel=across, ylabel=up, title=words(title), xlim=extent[:2], ylim=extent[2:])


def chromaticity(rgb: np.ndarray, diagram: str = "xy", language: str = "en", dark: bool = False) -> Figure:
    """Where a picture's pixels lie among all colors, with the triangles of sRGB, Display P3 and Adobe RGB.

    Pixels darker than about 6 of 255 are left out: their chromaticity is mostly rounding. The more pixels share a
    place, the more opaque it is (logarithmic), in their own mean color.

    Args:
        rgb: sRGB (H, W, 3), float, uint8 or uint16; values outside [0, 1] are cut off.
        diagram: `"xy"` (CIE 1931) or `"uv"` (CIE 1976 u'v', in which distances are more even).
        language: of the words, a browser's tag.
        dark: for a dark page; the background is transparent.

    Raises:
        ColorizeError: a picture that cannot be used, or another diagram.
    """
    if diagram not in DIAGRAMS:
        raise ColorizeError(
            "There is no chromaticity diagram {diagram!r}. Choose one of: {choices}.",
            "没有名为 {diagram!r} 的色品图。可选：{choices}。",
            diagram=diagram,
            choices=", ".join(DIAGRAMS),
        )
    words = Words(language)
    pixels, note = sample(rgb)
    return framed(partial(_draw, rgb=pixels, diagram=diagram, words=words), words, [note], dark)
