"""What all plots share: a Figure of their own, colors for light and dark pages, and a font that has the words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock

import matplotlib.text
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import same_color
from matplotlib.figure import Figure

from colorize.lab.given import picture
from colorize.text import Text

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
)
"""With simplified Chinese, in order of preference."""
FILES = ("NotoSansCJK-Regular", "NotoSansSC", "SourceHanSans", "wqy-zenhei", "msyh", "PingFang")
"""How their files are called: matplotlib's list of fonts may be older than the fonts."""
NO_FONT = "No Chinese font on this machine (fonts-noto-cjk): labels in English"
LATIN = "DejaVu Sans"

LARGEST = 1_000_000
"""Pixels that a plot looks at; of larger pictures an even grid of rows and columns, as the plot then says."""

PAPER = {False: "#b4b4b4", True: "#505050"}
"""Neutral gray behind pixels, on light and on dark pages: black and white ones are seen on both."""

_searching = Lock()


@cache
def _chinese_font() -> str | None:
    """The name of a font with Chinese that matplotlib can draw with; None where there is none."""
    with _searching:
        known = {entry.name for entry in font_manager.fontManager.ttflist}
        if not known & set(FONTS):
            for file in font_manager.findSystemFonts():
                if Path(file).name.startswith(FILES):
                    font_manager.fontManager.addfont(file)
            known = {entry.name for entry in font_manager.fontManager.ttflist}
    return next((font for font in FONTS if font in known), None)


class Words:
    """The language in which a plot speaks, and the fonts it takes.

    Args:
        language: a browser's tag; Chinese becomes English where no font has it, and `note` says so.
    """

    def __init__(self, language: str | None):
        chinese = Text("", "zh").pick(language) == "zh"
        font = _chinese_font() if chinese else None
        self.language = "zh" if font else "en"
        self.fonts = [LATIN, font] if font else [LATIN]
        self.note = NO_FONT if chinese and not font else ""

    def __call__(self, text: Text) -> str:
        return text.pick(self.language)


def sample(rgb: np.ndarray) -> tuple[np.ndarray, str]:
    """The pixels to look at, (N, 3) float32 within [0, 1], and what to say where these are not all."""
    array = picture(rgb)
    height, width = array.shape[:2]
    step = int(np.ceil(np.sqrt(height * width / LARGEST)))
    pixels = np.ascontiguousarray(array[::step, ::step]).reshape(-1, 3)
    return np.clip(pixels, 0, 1), "" if step == 1 else f"{len(pixels):,} / {height * width:,} px"


def framed(
    draw: Callable[[Axes, bool], None], words: Words, notes: list[str], dark: bool, polar: bool = False
) -> Figure:
    """A Figure without a background of its own, drawn by `draw(axes, dark)`, with its notes below.

    Made without pyplot, so that plots for several people may be drawn at once.
    """
    figure = Figure(figsize=(6.4, 6.0), dpi=110, layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.add_subplot(polar=polar)
    ink = "#d6d6d6" if dark else "#333333"
    axes.set_facecolor("#00000000")
    axes.tick_params(colors=ink, labelsize=9, labelfontfamily=words.fonts)
    for spine in axes.spines.values():
        spine.set_color("#7f7f7f")
    axes.grid(color="#7f7f7f", alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)
    draw(axes, dark)
    if text := "   ".join(note for note in [*notes, words.note] if note):
        figure.supxlabel(text, fontsize=8, color="#7f7f7f")
    for label in figure.findobj(matplotlib.text.Text):
        label.set_fontfamily(words.fonts)
        if same_color(label.get_color(), "black"):
            label.set_color(ink)
    return figure


def density(x: np.ndarray, y: np.ndarray, rgb: np.ndarray, extent: tuple[float, float, float, float], bins: int):
    """How many of the points (N,) fall into each cell, on a logarithmic scale, in the points' own mean color.

    Args:
        x, y: (N,) where the points lie; those outside the extent are left out.
        rgb: (N, 3) their colors in [0, 1].
        extent: left, right, bottom, top.
        bins: cells along each side.

    Returns:
        float32 (bins, bins, 4), row 0 at the bottom: mean color, and how opaque: 0 where there is no point.
    """
    left, right, bottom, top = extent
    column = np.floor((x - left) / (right - left) * bins).astype(np.int64)
    row = np.floor((y - bottom) / (top - bottom) * bins).astype(np.int64)
    inside = (column >= 0) & (column < bins) & (row >= 0) & (row < bins)
    cell = row[inside] * bins + column[inside]
    counts = np.bincount(cell, minlength=bins * bins)
    image = np.zeros((bins * bins, 4), np.float32)
    for channel in range(3):
        total = np.bincount(cell, rgb[inside, channel], bins * bins)
        image[:, channel] = np.clip(total / np.maximum(counts, 1), 0, 1)
    if counts.any():
        image[:, 3] = np.where(counts, 0.35 + 0.65 * np.log1p(counts) / np.log1p(counts.max()), 0)
    return image.reshape(bins, bins, 4)
