"""The plane of color without lightness: how many pixels of a picture lie where, in their own color."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from colorize.color import SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.neutral import differences
from colorize.lab.plots.frame import PAPER, Words, density, framed, sample
from colorize.text import Text

TITLE = Text("{mode}: {across} and {up} of all pixels", "{mode}：全部像素的 {across} 与 {up}")
BINS = 256


def planes() -> list[str]:
    """The modes with two color differences to draw, Lab and Oklab among them.

    Example:
        >>> planes()[0]
        'lab'
    """
    return [name for name in SPACES if sum(differences(name)) == 2]


def _hull(mode: str, indices: list[int]) -> np.ndarray:
    """Where the edges of the sRGB cube lie in the plane: (12, 32, 2)."""
    steps = np.linspace(0, 1, 32, dtype=np.float32)
    edges = []
    for axis in range(3):
        for first in (0, 1):
            for second in (0, 1):
                edge = np.empty((32, 3), np.float32)
                edge[:, axis], edge[:, axis - 1], edge[:, axis - 2] = steps, first, second
                edges.append(transform(edge, "rgb", mode)[:, indices])
    return np.stack(edges)


def _draw(axes: Axes, dark: bool, rgb: np.ndarray, mode: str, words: Words) -> None:
    indices = [index for index, yes in enumerate(differences(mode)) if yes]
    channels = [SPACES[mode].channels[index] for index in indices]
    edges = _hull(mode, indices)
    # As wide as all of sRGB, and square, so that the same picture is never larger in one direction than the other.
    middle = [(channel.low + channel.high) / 2 for channel in channels]
    reach = float(max(np.abs(edges[..., i] - middle[i]).max() for i in (0, 1))) * 1.05
    extent = (middle[0] - reach, middle[0] + reach, middle[1] - reach, middle[1] + reach)
    values = transform(rgb, "rgb", mode)[:, indices]
    image = density(*values.T, rgb, extent, BINS)
    axes.imshow(image, extent=extent, origin="lower", aspect="equal", interpolation="nearest", zorder=2)
    axes.set_facecolor(PAPER[dark])
    ink = "#e6e6e6" if dark else "#444444"
    for edge in edges:
        axes.plot(*edge.T, color=ink, linewidth=0.5, alpha=0.7, zorder=1)
    for line, value in ((axes.axvline, middle[0]), (axes.axhline, middle[1])):
        line(value, color=ink, linewidth=0.8, zorder=1)
    title = TITLE.format(mode=words(SPACES[mode].title), across=channels[0].name, up=channels[1].name)
    axes.set(xlabel=words(channels[0].title), ylabel=words(channels[1].title), title=words(title))
    axes.set(xlim=extent[:2], ylim=extent[2:])


def ab_plane(rgb: np.ndarray, mode: str = "lab", language: str = "en", dark: bool = False) -> Figure:
    """How many pixels have which color, lightness apart: more opaque the more there are (logarithmic).

    The thin lines are the edges of the sRGB cube: what a screen can show lies within.

    Args:
        rgb: sRGB (H, W, 3), float, uint8 or uint16; values outside [0, 1] are cut off.
        mode: one of `planes()`.
        language: of the words, a browser's tag.
        dark: for a dark page; the background is transparent.

    Raises:
        ColorizeError: a picture that cannot be used, or a mode without two color differences.
    """
    if mode not in planes():
        raise ColorizeError(
            "Mode {mode!r} has no plane of two color differences. Choose one of: {choices}.",
            "模式 {mode!r} 没有由两个色差构成的平面。可选：{choices}。",
            mode=mode,
            choices=", ".join(planes()),
        )
    words = Words(language)
    pixels, note = sample(rgb)
    return framed(partial(_draw, rgb=pixels, mode=mode, words=words), words, [note], dark)
