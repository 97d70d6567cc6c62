"""How much ink lies on the paper: too much of it does not dry."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from colorize.errors import ColorizeError
from colorize.image import Picture
from colorize.image.formats import family

INK_LIMIT = 300.0
"""Percent: the usual limit of sheet-fed offset on coated paper. Newspapers take 240, some presses 400."""

OVER = (0.86, 0.08, 0.24)
"""sRGB of places with too much ink in `ink_map`, which is gray elsewhere."""


@dataclass(frozen=True)
class Ink:
    """The total area coverage of a picture.

    Attributes:
        mean, maximum: in percent, 0 to 400.
        share_over: of the pixels, 0 to 1, those with more than `limit`.
        limit: in percent.
    """

    mean: float
    maximum: float
    share_over: float
    limit: float


def ink_coverage(picture: Picture) -> np.ndarray:
    """Total area coverage of every pixel: the four inks together, in percent.

    Args:
        picture: of mode `cmyk_icc` or `cmyk`. Where it is transparent there is that much less ink.

    Returns:
        float32 (H, W), 0 to 400.

    Raises:
        ColorizeError: the picture holds no ink.

    Source: ISO 12647-1:2013, tone value sum.

    Example:
        >>> print(ink_coverage(Picture(np.float32([[[1, 0.5, 0.5, 0.25]]]), "cmyk")))
        [[225.]]
    """
    if family(picture.mode) != "cmyk":
        raise ColorizeError(
            "Ink is counted in pictures of mode cmyk or cmyk_icc; this one is {mode}. Convert it first.",
            "只有 cmyk 或 cmyk_icc 模式的图片才能统计油墨；这张是 {mode}。请先转换。",
            mode=picture.mode,
        )
    coverage = cv2.transform(np.ascontiguousarray(picture.array, np.float32), np.full((1, 4), 100, np.float32))
    coverage = coverage.reshape(picture.height, picture.width)
    return coverage if picture.alpha is None else coverage * picture.alpha


def measure_ink(picture: Picture, limit: float = INK_LIMIT) -> Ink:
    """Mean and maximum of the coverage, and how much of the picture has more than the limit.

    Example:
        >>> measure_ink(Picture(np.float32([[[1, 1, 1, 1], [0, 0, 0, 0]]]), "cmyk"), 320)
        Ink(mean=200.0, maximum=400.0, share_over=0.5, limit=320.0)
    """
    coverage, limit = ink_coverage(picture), _limit(limit)
    over = np.mean(coverage > _with_rounding(limit))
    return Ink(float(coverage.mean(dtype=np.float64)), float(coverage.max()), float(over), limit)


def ink_map(picture: Picture, limit: float = INK_LIMIT) -> np.ndarray:
    """A picture of the coverage: the more ink, the darker the gray; red where there is more than the limit.

    Returns:
        sRGB, float32 (H, W, 3) in [0, 1].

    Example:
        >>> print(ink_map(Picture(np.float32([[[1, 1, 1, 1], [0, 0, 0, 0]]]), "cmyk")))
        [[[0.86 0.08 0.24]
          [1.   1.   1.  ]]]
    """
    coverage, limit = ink_coverage(picture), _limit(limit)
    result = cv2.cvtColor(1 - coverage / np.float32(400), cv2.COLOR_GRAY2RGB)
    result[coverage > _with_rounding(limit)] = OVER
    return result


def _with_rounding(limit: float) -> np.float32:
    """Four float32 inks that make up the limit exactly do not exceed it."""
    return np.float32(limit + 1e-3)


def _limit(value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not 0 < value <= 400:
        raise ColorizeError(
            "The ink limit is {value!r}; a percentage above 0 and up to 400 is expected, 300 for example.",
            "油墨上限为 {value!r}；应为大于 0 且不超过 400 的百分数，例如 300。",
            value=value,
        )
    return float(value)
