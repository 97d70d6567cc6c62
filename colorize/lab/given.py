"""What the lab's functions take: a picture as sRGB, and modes by name. Everything else is met with a sentence."""

from __future__ import annotations

import numpy as np

from colorize.color import SPACES, Space
from colorize.color.pixels import check, load
from colorize.color.walk import find
from colorize.errors import ColorizeError

ROUNDING = 1e-4
"""How far beyond 0 and 1 a value may lie that conversions have rounded: a fortieth of an 8-bit step."""


def picture(rgb: np.ndarray, within: bool = False) -> np.ndarray:
    """`rgb` as float32 (H, W, 3), the caller's own array where it is one already.

    Args:
        rgb: sRGB (H, W, 3), float, uint8 or uint16.
        within: refuse values outside [0, 1], which 8 bits cannot hold.

    Raises:
        ColorizeError: another shape or type, no pixel, values that are not numbers, or outside [0, 1].
    """
    array = check(rgb, SPACES["rgb"])
    if array.ndim != 3 or not array.size:
        raise ColorizeError(
            "The picture has the shape {shape}, expected (height, width, 3) with at least one pixel.",
            "图片的形状是 {shape}，应为（高, 宽, 3），且至少有一个像素。",
            shape=array.shape,
        )
    array = load(array)
    if within and not -ROUNDING <= array.min() <= array.max() <= 1 + ROUNDING:
        raise ColorizeError(
            "The picture's values go from {low:.3f} to {high:.3f}, and 8 bits hold 0 to 1. Bring it into gamut first.",
            "图片的值从 {low:.3f} 到 {high:.3f}，而 8 位只能表示 0 到 1。请先把它收进色域。",
            low=float(array.min()),
            high=float(array.max()),
        )
    return array


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
