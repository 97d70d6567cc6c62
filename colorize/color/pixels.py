"""Run a chain of steps over an array of pixels, after a look at what came."""

from __future__ import annotations

import cv2
import numpy as np

from colorize.color.mode import Effect, Space, Step
from colorize.color.srgb import decode
from colorize.color.steps import Affine, Into
from colorize.color.strips import each_strip
from colorize.errors import ColorizeError

INFINITE = np.float32(np.inf).view(np.uint32)
"""Infinity's bits as a whole number: floats from 0 up have smaller ones, in their order; NaN and what is below 0 larger."""


def floats(pixels: np.ndarray) -> np.ndarray:
    """One strip of pixels, of any accepted type, as float32: integers become shares of their type's largest value."""
    if pixels.dtype.kind == "u":
        return pixels.astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)
    return np.ascontiguousarray(pixels, np.float32)


def expect_numbers(pixels: np.ndarray, result: np.ndarray) -> None:
    """Refuse float32 pixels that are not numbers; `result` is what one step made of them, or the pixels themselves.

    Raises:
        ColorizeError: a value is not a number, or infinite.
    """
    # The bits take the least time, and a sum less than a look at each value: nothing infinite or undefined gets lost in
    # it. OpenCV's, as NumPy's product of the values with themselves would start threads of its own, which the threads of
    # the other strips then wait for.
    if result.view(np.uint32).max(initial=0) < INFINITE or np.isfinite(cv2.sumElems(result.reshape(1, -1))[0]):
        return
    if not np.isfinite(pixels).all():
        raise ColorizeError(
            "Not every value of the picture is a number: {count} NaN or infinite. Replace them first.",
            "图片中有 {count} 个值不是有效数字（NaN 或无穷大）。请先替换它们。",
            count=int(pixels.size - np.isfinite(pixels).sum()),
        )


def load(pixels: np.ndarray) -> np.ndarray:
    """The same, after a look for values that are not numbers, which integers cannot hold."""
    loaded = floats(pixels)
    if pixels.dtype.kind == "f":
        expect_numbers(loaded, loaded)
    return loaded


DECODED = decode(load(np.arange(256, dtype=np.uint8).reshape(1, 256)))
"""Linear light of the 256 values of 8-bit sRGB."""


def start(pixels: np.ndarray, steps: tuple[Step, ...]) -> tuple[np.ndarray, tuple[Step, ...]]:
    """The loaded strip and the steps still to do: 8-bit sRGB comes out of a table already decoded."""
    if pixels.dtype == np.uint8 and steps and steps[0] is decode:
        return cv2.LUT(pixels, DECODED), steps[1:]
    return load(pixels), steps


def one_step(pixels: np.ndarray, step: Affine | Into, out: np.ndarray) -> np.ndarray:
    """A strip through its only step, into `out`: what tells of values that are no numbers is looked through afterwards."""
    pixels = floats(pixels)
    with np.errstate(invalid="ignore", over="ignore"):  # what is no number is told below
        shows = step.work(pixels, out) if isinstance(step, Into) else step(pixels, out)
    if shows is not None:
        expect_numbers(pixels, shows)
    return out


def run(array: np.ndarray, channels: int, steps: tuple[Step, ...], clip: bool = False) -> np.ndarray:
    """Apply the steps to every pixel of `array` (..., C); float32 (..., `channels`)."""
    pixels = array.reshape(-1, array.shape[-1])
    result = np.empty((len(pixels), channels), np.float32)

    alone = len(steps) == 1 and getattr(steps[0], "tells", False)

    def chain(span: slice, out: np.ndarray) -> np.ndarray:
        strip, rest = start(pixels[span], steps)
        for step in rest[:-1]:
            strip = step(strip)
        if rest and isinstance(rest[-1], Affine | Into):
            return rest[-1](strip, out)
        return rest[-1](strip) if rest else strip

    def work(span: slice) -> None:
        out = result[span]
        strip = one_step(pixels[span], steps[0], out) if alone else chain(span, out)
        if clip:
            np.clip(strip, np.float32(0), np.float32(1), out=out)
        elif not np.shares_memory(strip, out):
            out[:] = strip

    each_strip(work, len(pixels))
    return result.reshape(*array.shape[:-1], channels)


def check(array: np.ndarray, mode: Space | Effect) -> np.ndarray:
    """`array` as pixels of `mode`, or a sentence that says what is wrong with it."""
    array = np.asarray(array)
    count = len(mode.channels)
    if array.ndim < 1 or array.shape[-1] != count:
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
