"""Greys by name: five answers to how bright a color is, and pure black and white."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from colorize.color.cie import LUMINANCE, root
from colorize.color.luma import BT601, BT709
from colorize.color.mode import Channel, Effect, Step
from colorize.color.options import Number
from colorize.color.pixels import run
from colorize.color.srgb import decode, encode
from colorize.color.steps import Affine
from colorize.text import Text


def pixelwise(*steps: Step) -> Callable[[np.ndarray], np.ndarray]:
    """An effect that turns every sRGB pixel into one grey value by itself."""
    return lambda rgb: run(rgb, 1, steps)


def otsu(gray: np.ndarray) -> float:
    """The threshold that parts grey values best into two groups (Otsu 1979): the least variance within them.

    Args:
        gray: any shape, [0, 1]; looked at in 256 steps.

    Returns:
        A threshold between two steps, in the middle of all that are equally good; 0.5 for a uniform picture.
    """
    levels = np.clip(np.rint(gray.ravel() * np.float32(255)), 0, 255).astype(np.uint8)
    counts = np.bincount(levels, minlength=256).astype(np.float64)
    dark = np.cumsum(counts)[:-1]
    bright = counts.sum() - dark
    sums = np.cumsum(counts * np.arange(256))
    difference = (sums[-1] - sums[:-1]) / np.maximum(bright, 1) - sums[:-1] / np.maximum(dark, 1)
    between = dark * bright * difference**2
    if not between.any():
        return 0.5
    best = np.flatnonzero(between >= between.max() * (1 - 1e-12))
    return float((best[0] + best[-1]) / 2 + 0.5) / 255


LUMA_601 = Affine([BT601])


def bilevel(rgb: np.ndarray, threshold: float | None = None) -> np.ndarray:
    """Black and white only: 1 where the luma (BT.601) is above the threshold, by default Otsu's; (..., 1) float32."""
    gray = run(rgb, 1, (LUMA_601,))
    return (gray > np.float32(otsu(gray) if threshold is None else threshold)).astype(np.float32)


def gray(name: str, title: Text, steps: tuple[Step, ...], source: str, summary: Text) -> Effect:
    """An entry for a grey of one channel from 0 to 1."""
    return Effect(name, title, (Channel("gray", 0.0, 1.0, title),), pixelwise(*steps), source, summary)


EFFECTS = (
    gray(
        "gray_bt601",
        Text("Gray: luma BT.601", "灰度：BT.601 亮度"),
        (LUMA_601,),
        "ITU-R BT.601-7, 2.5.1",
        Text(
            "0.299 R + 0.587 G + 0.114 B of the encoded values: what most programs call grayscale.",
            "对编码值取 0.299 R + 0.587 G + 0.114 B：大多数软件所说的灰度。",
        ),
    ),
    gray(
        "gray_bt709",
        Text("Gray: luma BT.709", "灰度：BT.709 亮度"),
        (Affine([BT709]),),
        "ITU-R BT.709-6, 3.2",
        Text(
            "0.2126 R + 0.7152 G + 0.0722 B of the encoded values: the right weights for sRGB, on the wrong scale.",
            "对编码值取 0.2126 R + 0.7152 G + 0.0722 B：权重适合 sRGB，但未换算到线性光。",
        ),
    ),
    gray(
        "gray_luminance",
        Text("Gray: luminance", "灰度：光亮度"),
        (decode, LUMINANCE, encode),
        "CIE 015:2018 (Y), IEC 61966-2-1",
        Text(
            "The gray that sends out as much light as the color: worked out in linear light, then encoded again.",
            "与原色发出同样多光的灰：在线性光中算出光亮度，再重新编码。",
        ),
    ),
    gray(
        "gray_lightness",
        Text("Gray: lightness L*", "灰度：明度 L*"),
        (decode, LUMINANCE, root, Affine([[1.16]], offset=[-0.16])),
        "CIE 015:2018 (L*)",
        Text(
            "The lightness L* of CIE Lab, divided by 100 and shown as a gray value.",
            "CIE Lab 的明度 L*，除以 100 后当作灰度值显示。",
        ),
    ),
    gray(
        "gray_average",
        Text("Gray: average", "灰度：平均值"),
        (Affine([[1 / 3, 1 / 3, 1 / 3]]),),
        "(R + G + B) / 3; intensity of HSI",
        Text(
            "The plain average: it makes blues too bright and greens too dark.",
            "简单平均：蓝色会过亮，绿色会过暗。",
        ),
    ),
    Effect(
        name="bilevel",
        title=Text("Black and white (1 bit)", "黑白二值（1 位）"),
        channels=(Channel("white", 0.0, 1.0, Text("White", "白")),),
        apply=bilevel,
        source="N. Otsu, A threshold selection method from gray-level histograms, IEEE Trans. SMC 9, 1979",
        summary=Text(
            "Only black and white: the luma (BT.601) is cut where Otsu's method parts dark from bright best.",
            "只有黑和白：在大津法最能区分明暗之处切分 BT.601 亮度。",
        ),
        options=(Number("threshold", None, 0.0, 1.0, Text("Threshold (else Otsu's)", "阈值（缺省用大津法）")),),
    ),
)
