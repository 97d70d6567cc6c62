"""What the lab's functions take: a picture as sRGB, and modes by name. Everything else is met with a sentence."""

from __future__ import annotations

import numpy as np

from colorize.color import SPACES, Space
from colorize.color.pixels import check, load
from colorize.color.strips import each_strip
from colorize.color.walk import find
from colorize.errors import ColorizeError

ROUNDING = 1e-4
"""How far beyond 0 and 1 a value may lie that conversions have rounded: a fortieth of an 8-bit step."""


def checked(rgb: np.ndarray) -> np.ndarray:
    """`rgb` as it came, after a look at its shape and type; its values are looked at when they are loaded.

    Raises:
        ColorizeError: not (H, W, 3), no pixel, or a type that holds no colors.
    """
    array = check(rgb, SPACES["rgb"])
    if array.ndim != 3 or not array.size:
        raise ColorizeError(
            "The picture has the shape {shape}, expected (height, width, 3) with at least one pixel.",
            "图片的形状是 {shape}，应为（高, 宽, 3），且至少有一个像素。",
            shape=array.shape,
        )
    return array


def picture(rgb: np.ndarray) -> np.ndarray:
    """`rgb` as float32 (H, W, 3), the caller's own array where it is one already.

    Args:
        rgb: sRGB (H, W, 3), float, within or beyond [0, 1], or uint8 or uint16.

    Raises:
        ColorizeError: another shape or type, no pixel, or values that are not numbers.
    """
    return load(checked(rgb))


def picture_8bit(rgb: np.ndarray) -> np.ndarray:
    """`rgb` rounded to uint8 (H, W, 3), in strips; the caller's own array where it is one already.

    Args:
        rgb: sRGB (H, W, 3), float in [0, 1], uint8 or uint16.

    Raises:
        ColorizeError: as `picture`, and for values outside [0, 1], which 8 bits cannot hold.
    """
    array = checked(rgb)
    if array.dtype == np.uint8:
        return array
    pixels = array.reshape(-1, 3)
    result = np.empty(pixels.shape, np.uint8)

    def work(span: slice) -> tuple[float, float]:
        values = load(pixels[span])
        result[span] = to_8bit(values)
        return float(values.min()), float(values.max())

    lows, highs = zip(*each_strip(work, len(pixels)), strict=True)
    low, high = min(lows), max(highs)
    if low < -ROUNDING or high > 1 + ROUNDING:
        raise ColorizeError(
            "The picture's values go from {low:.3f} to {high:.3f}, and 8 bits hold 0 to 1. Bring it into gamut first.",
            "图片的值从 {low:.3f} 到 {high:.3f}，而 8 位只能表示 0 到 1。请先把它收进色域。",
            low=low,
            high=high,
        )
    return result.reshape(array.shape)


def reversible(mode: str) -> Space:
    """The reversible mode of that name.

    Raises:
        ColorizeError: there is none, or it is a one-way effect.
    """
    found = find(mode)
    if not isinstance(found, Space):
        raise ColorizeError(
            "Mode {mode} is a one-way effect, and there is no way back from it. Choose one of: {choices}.",
            "模式 {mode} 是单向效果，无法返回。可选：{choices}。",
            mode=mode,
            choices=", ".join(SPACES),
        )
    return found


def to_8bit(rgb: np.ndarray) -> np.ndarray:
    """sRGB floats to uint8, rounded; what lies outside [0, 1] is cut off."""
    return np.clip(np.rint(rgb * np.float32(255)), 0, 255).astype(np.uint8)
