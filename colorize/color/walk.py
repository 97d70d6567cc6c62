"""Conversion between any two modes along the tree of their bases."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from colorize.color.mode import Effect, Space, Step
from colorize.color.registry import EFFECTS, SPACES
from colorize.color.srgb import decode
from colorize.color.steps import join
from colorize.color.strips import each_strip
from colorize.errors import ColorizeError


def modes() -> list[str]:
    """The names of all color modes, reversible ones first.

    Example:
        >>> modes()[:4]
        ['rgb', 'linear_rgb', 'xyz', 'lab']
    """
    return [*SPACES, *EFFECTS]


def find(name: str) -> Space | Effect:
    """The mode of that name.

    Raises:
        ColorizeError: there is none; the message lists all names.
    """
    mode = SPACES.get(name) or EFFECTS.get(name)
    if mode is None:
        raise ColorizeError(
            "There is no color mode {name!r}. Choose one of: {choices}.",
            "没有名为 {name!r} 的颜色模式。可选：{choices}。",
            name=name,
            choices=", ".join(modes()),
        )
    return mode


def path(name: str) -> list[str]:
    """The reversible mode and its bases up to the root.

    Example:
        >>> path("lab")
        ['lab', 'xyz', 'linear_rgb', 'rgb']
    """
    names = [name]
    while (base := SPACES[names[-1]].base) is not None:
        names.append(base)
    return names


@cache
def steps_between(source: str, target: str) -> tuple[Step, ...]:
    """The steps from one reversible mode to another, up to their nearest common base and down again."""
    up, down = path(source), path(target)
    shared = next(name for name in up if name in down)
    steps: list[Step] = []
    for name in up[: up.index(shared)]:
        steps += SPACES[name].to_base
    for name in reversed(down[: down.index(shared)]):
        steps += SPACES[name].from_base
    return join(steps)


def load(pixels: np.ndarray) -> np.ndarray:
    """One strip of pixels, of any accepted type, as float32: integers become shares of their type's largest value.

    Raises:
        ColorizeError: a value is not a number, or infinite.
    """
    if pixels.dtype.kind == "u":
        return pixels.astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)
    pixels = np.ascontiguousarray(pixels, np.float32)
    if not np.isfinite(pixels).all():
        raise ColorizeError(
            "{count} values of the picture are not numbers (NaN or infinite). Replace them first.",
            "图片中有 {count} 个值不是有效数字（NaN 或无穷大）。请先替换它们。",
            count=int(pixels.size - np.isfinite(pixels).sum()),
        )
    return pixels


DECODED = decode(load(np.arange(256, dtype=np.uint8).reshape(1, 256)))
"""Linear light of the 256 values of 8-bit sRGB."""


def start(pixels: np.ndarray, steps: tuple[Step, ...]) -> tuple[np.ndarray, tuple[Step, ...]]:
    """The loaded strip and the steps still to do: 8-bit sRGB comes out of a table already decoded."""
    if pixels.dtype == np.uint8 and steps and steps[0] is decode:
        return cv2.LUT(pixels, DECODED), steps[1:]
    return load(pixels), steps


def run(array: np.ndarray, channels: int, steps: tuple[Step, ...], clip: bool = False) -> np.ndarray:
    """Apply the steps to every pixel of `array` (..., C); float32 (..., `channels`)."""
    pixels = array.reshape(-1, array.shape[-1])
    result = np.empty((len(pixels), channels), np.float32)

    def work(span: slice) -> None:
        strip, rest = start(pixels[span], steps)
        for step in rest:
            strip = step(strip)
        if clip:
            np.clip(strip, np.float32(0), np.float32(1), out=result[span])
        else:
            result[span] = strip

    each_strip(work, len(pixels))
    return result.reshape(*array.shape[:-1], channels)


def check(array: np.ndarray, mode: Space | Effect) -> np.ndarray:
    """`array` as pixels of `mode`, or a sentence that says what is wrong with it."""
    array = np.asarray(array)
    count = len(mode.channels)
    if array.ndim < 2 or array.shape[-1] != count:
        raise ColorizeError(
            "The array has the shape {shape}. Mode {mode} needs (..., {count}): {channels}.",
            "数组的形状是 {shape}。模式 {mode} 需要 (..., {count})：{channels}。",
            shape=array.shape,
            mode=mode.name,
            count=count,
            channels=", ".join(channel.name for channel in mode.channels),
        )
    whole = array.dtype in (np.uint8, np.uint16) and mode.name == "rgb"
    if not whole and array.dtype.kind != "f":
        raise ColorizeError(
            "The array holds {dtype}. Mode {mode} needs floating-point values{also}.",
            "数组的类型是 {dtype}。模式 {mode} 需要浮点数{also_zh}。",
            dtype=array.dtype,
            mode=mode.name,
            also=", uint8 or uint16" if mode.name == "rgb" else "",
            also_zh="、uint8 或 uint16" if mode.name == "rgb" else "",
        )
    return array


def transform(array: np.ndarray, source_mode: str, target_mode: str) -> np.ndarray:
    """Convert pixels from one color mode to another, exactly and without clipping.

    Args:
        array: (..., channels) of `source_mode`, in its units (see `SPACES`); any floating type, and for `rgb` also
            uint8 or uint16. It is not changed.
        source_mode: a reversible mode.
        target_mode: any mode; effects get their default options.

    Returns:
        float32 (..., channels) in the units of `target_mode`. Colors outside sRGB keep values below 0 or above 1.

    Raises:
        ColorizeError: unknown mode, wrong number of channels, wrong type, or values that are not numbers.

    Example:
        >>> transform(np.array([[255, 0, 0]], np.uint8), "rgb", "lab").round(2).tolist()
        [[53.24, 80.09, 67.2]]
    """
    source, target = find(source_mode), find(target_mode)
    array = check(array, source)
    if isinstance(source, Effect):
        raise ColorizeError(
            "Mode {mode} is a one-way effect: what it left out is gone. Start from the original picture.",
            "模式 {mode} 是单向效果，丢掉的信息无法恢复。请从原图开始。",
            mode=source.name,
        )
    if isinstance(target, Effect):
        return target.apply(transform(array, source_mode, "rgb"))
    return run(array, len(target.channels), steps_between(source_mode, target_mode))
