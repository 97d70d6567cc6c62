"""Pixels as a decoder gives them, before profile and orientation are taken into account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np

from colorize.errors import ColorizeError

CHANNELS = {"gray": 1, "rgb": 3, "cmyk": 4, "lab": 3}
"""Color kinds of samples. CMYK counts ink (0 = none); Lab is in units of L*, a*, b* relative to D50."""


@dataclass
class Samples:
    """Decoded pixels.

    Attributes:
        values: (H, W) or (H, W, C), uint8, uint16 or float32; with alpha the last channel is alpha.
        color: a key of `CHANNELS`.
        alpha: "" (none), "straight" or "premultiplied".
        white: the integer that stands for full intensity (255, 1023 ...); floats are in [0, 1] already.
        depth: 8 or 16.
        flags: to be passed on to the picture.
    """

    values: np.ndarray
    color: str
    alpha: str = ""
    white: int = 255
    depth: int = 8
    flags: dict[str, float | str] = field(default_factory=dict)


@dataclass
class Source:
    """An opened file: what its header says, and how to decode the rest.

    Attributes:
        format: one of `READABLE`.
        width, height: as stored, before orientation.
        decode: reads the pixels.
        frames: pictures in the file.
        orientation: EXIF orientation, 1 to 8.
        exif: cleaned EXIF block or None.
        profile: ICC profile or None.
        resolution: dots per inch, as stored, or None.
        flags: known from the header.
    """

    format: str
    width: int
    height: int
    decode: Callable[[], Samples]
    frames: int = 1
    orientation: int = 1
    exif: bytes | None = None
    profile: bytes | None = None
    resolution: tuple[float, float] | None = None
    flags: dict[str, float | str] = field(default_factory=dict)

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height after orientation."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


def samples_from(values: np.ndarray, white: int | None = None) -> Samples:
    """Samples whose color kind follows from the number of channels: gray, gray and alpha, RGB, RGBA.

    Example:
        >>> samples_from(np.zeros((2, 2, 4), np.uint16)).depth
        16
    """
    if values.ndim == 3 and values.shape[2] == 1:
        values = values[..., 0]
    channels = 1 if values.ndim == 2 else values.shape[2]
    deep = values.dtype != np.uint8
    return Samples(
        values,
        "gray" if channels <= 2 else "rgb",
        "straight" if channels in (2, 4) else "",
        white or (65535 if deep else 255),
        16 if deep else 8,
    )


def turn_upright(values: np.ndarray, orientation: int) -> np.ndarray:
    """Undo an EXIF orientation (1 to 8); anything else leaves the pixels alone.

    Example:
        >>> turn_upright(np.array([[1, 2], [3, 4]], np.uint8), 6)
        array([[3, 1],
               [4, 2]], dtype=uint8)
    """
    steps: dict[int, Callable[[np.ndarray], np.ndarray]] = {
        2: lambda values: cv2.flip(values, 1),
        3: lambda values: cv2.flip(values, -1),
        4: lambda values: cv2.flip(values, 0),
        5: cv2.transpose,
        6: lambda values: cv2.rotate(values, cv2.ROTATE_90_CLOCKWISE),
        7: lambda values: cv2.transpose(cv2.flip(values, -1)),
        8: lambda values: cv2.rotate(values, cv2.ROTATE_90_COUNTERCLOCKWISE),
    }
    if orientation not in steps:
        return values
    return steps[orientation](np.ascontiguousarray(values))


def floats_in_range(values: np.ndarray, what: str) -> tuple[np.ndarray, str]:
    """Floating-point or very deep integer samples as float32 in [0, 1].

    Values that lie in [0, 1] already stay as they are. Others are mapped linearly: the lowest negative value (or 0)
    to 0, the highest to 1.

    Args:
        values: any real dtype.
        what: name of the picture for the message.

    Returns:
        The array and "" or the range that was mapped, e.g. "0 to 4095".

    Raises:
        ColorizeError: when values are NaN or infinite.
    """
    low, high = (float(values.min()), float(values.max()))
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ColorizeError(
            "Not every value of {what} is a number: {count} NaN or infinite, so there is no picture to show there. "
            "Replace them by numbers and try again.",
            "{what} 含有 {count} 个非数值（NaN 或无穷），这些位置没有图像内容。请先用数值替换再试。",
            what=what,
            count=int(values.size - np.count_nonzero(np.isfinite(values))),
        )
    if low >= 0 and high <= 1:
        return values.astype(np.float32), ""
    low, high = min(low, 0.0), max(high, 1.0)
    scaled = values.astype(np.float32 if values.dtype.itemsize <= 4 and values.dtype.kind == "f" else np.float64)
    scaled -= low
    scaled *= 1 / (high - low)
    return np.clip(scaled, 0, 1).astype(np.float32, copy=False), f"{low:g} to {high:g}"
