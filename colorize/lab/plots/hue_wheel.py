"""Which hues a picture has, and how much of each."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from colorize.color import SPACES, into_gamut, transform
from colorize.errors import ColorizeError
from colorize.lab.neutral import strengths
from colorize.lab.plots.frame import PAPER, Words, framed, sample
from colorize.text import Text

SECTORS = 72
TITLE = Text("Hues, weighted by {strength} ({mode})", "色相分布，以{strength}加权（{mode}）")
GRAY = Text("No hue: the picture is gray.", "没有色相：图片是灰色的。")


def wheels() -> list[str]:
    """The modes with a hue and one channel that says how colorful: LCh, HSV and their like.

    Example:
        >>> wheels()[0], "hsv" in wheels(), "lab" in wheels()
        ('lch', True, False)
    """
    return [name for name in SPACES if sum(strengths(name)) == 1]


def hue_weights(rgb: np.ndarray, mode: str) -> tuple[np.ndarray, np.ndarray]:
    """How much of each hue: the sum of chroma (or saturation) of the pixels in each sector, as a share of all.

    Args:
        rgb: sRGB (N, 3).
        mode: one of `wheels()`.

    Returns:
        shares (SECTORS,), of sum 1, or all 0 for gray pixels; and the mean sRGB of each sector (SECTORS, 3),
        weighted alike.
    """
    values = transform(rgb, "rgb", mode)
    angle = [channel.angle for channel in SPACES[mode].channels].index(True)
    strength = values[:, strengths(mode).index(True)].astype(np.float64)
    sector = np.minimum((values[:, angle] / 360 * SECTORS).astype(np.int64), SECTORS - 1)
    weights = np.bincount(sector, strength, SECTORS)
    means = np.stack([np.bincount(sector, strength * rgb[:, i], SECTORS) for i in range(3)], axis=1)
    return weights / max(weights.sum(), 1e-9), means / np.maximum(weights, 1e-9)[:, None]


def _rim(mode: str) -> np.ndarray:
    """A ring of plain colors, one a sector, that shows which hue lies where in the mode: sRGB (SECTORS, 3)."""
    hues = (np.arange(SECTORS) + 0.5) * 360 / SECTORS
    channels = SPACES[mode].channels
    colors = np.empty((SECTORS, len(channels)), np.float32)
    for index, channel in enumerate(channels):
        if channel.angle:
            colors[:, index] = hues
        elif strengths(mode)[index]:
            colors[:, index] = channel.high * 0.5
        else:
            colors[:, index] = channel.low + (channel.high - channel.low) * 0.68
    return into_gamut(transform(colors, mode, "lab"))[0]


def _draw(axes: Axes, dark: bool, rgb: np.ndarray, mode: str, words: Words) -> None:
    shares, colors = hue_weights(rgb, mode)
    angles = (np.arange(SECTORS) + 0.5) * 2 * np.pi / SECTORS
    width = 2 * np.pi / SECTORS
    # The area of a sector, not its length, says how much: a wheel exaggerates what is far out.
    inner = 0.25
    peak = max(float(shares.max()), 1e-9)
    outer = np.sqrt(inner**2 + (1 - inner**2) * shares / peak)
    axes.bar(angles, outer - inner, width, bottom=inner, color=colors, edgecolor="none", zorder=2)
    axes.bar(angles, np.full(SECTORS, 0.05), width * 1.02, bottom=1.04, color=_rim(mode), edgecolor="none", zorder=2)
    axes.bar(angles, np.full(SECTORS, 1.0), width * 1.02, color=PAPER[dark], edgecolor="none", zorder=0)
    axes.set_theta_zero_location("E")
    axes.set_xticks(np.deg2rad(np.arange(0, 360, 30)), [f"{degrees}°" for degrees in range(0, 360, 30)])
    axes.set_yticks([])
    axes.set_ylim(0, 1.1)
    axes.spines["polar"].set_visible(False)
    strength = SPACES[mode].channels[strengths(mode).index(True)]
    title = TITLE.format(strength="{strength}", mode=words(SPACES[mode].title))
    axes.set_title(words(title).format(strength=words(strength.title).lower()))
    if shares.any():
        top = int(shares.argmax())
        said = f"{top * 360 // SECTORS}-{(top + 1) * 360 // SECTORS}°\n{100 * shares[top]:.1f} %"
    else:
        said = words(GRAY)
    axes.text(0, 0, said, ha="center", va="center", fontsize=9)


def hue_wheel(rgb: np.ndarray, mode: str = "lch", language: str = "en", dark: bool = False) -> Figure:
    """How much of each hue a picture has: pixels count by their chroma, so that grays do not count.

    The area of each of the 72 sectors says how much, in the mean color of its pixels; the rim shows which hue lies
    where. The most frequent hue is written in the middle with its share.

    Args:
        rgb: sRGB (H, W, 3), float, uint8 or uint16; values outside [0, 1] are cut off.
        mode: one of `wheels()`.
        language: of the words, a browser's tag.
        dark: for a dark page; the background is transparent.

    Raises:
        ColorizeError: a picture that cannot be used, or a mode without a hue.
    """
    if mode not in wheels():
        raise ColorizeError(
            "Mode {mode!r} has no hue to draw a wheel of. Choose one of: {choices}.",
            "模式 {mode!r} 没有可以画成色相环的色相。可选：{choices}。",
            mode=mode,
            choices=", ".join(wheels()),
        )
    words = Words(language)
    pixels, note = sample(rgb)
    return framed(partial(_draw, rgb=pixels, mode=mode, words=words), words, [note], dark, polar=True)
