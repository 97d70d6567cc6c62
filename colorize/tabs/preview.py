"""What the page shows of a picture: PNG files no larger than a screen needs, and the files people download."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from gradio.context import LocalContext
from gradio.processing_utils import hash_bytes
from gradio.utils import get_upload_folder

from colorize.checkpoint import write_atomically
from colorize.color import EFFECTS, SPACES
from colorize.color.pictures import as_rgb
from colorize.image import Picture
from colorize.image.png import encode_png
from colorize.tabs.limits import PREVIEW_SIDE

CHANNEL_SIDE = 900


def keep_file(data: bytes, name: str) -> str:
    """Put a file where the page may serve it until it is deleted with the uploads; returns its path.

    Gradio deletes what it knows of: files that a component hands out. Those that are only named in HTML or kept for a
    later question are therefore entered in its list here.
    """
    path = Path(get_upload_folder(), hash_bytes(data), Path(name).name).resolve()
    try:
        os.utime(path)  # its hour begins anew
    except FileNotFoundError:
        write_atomically(path, data)
    if blocks := LocalContext.blocks.get(None):
        blocks.upload_file_set.add(str(path))
    return str(path)


def still_there(path: str) -> bool:
    """Whether a file of the page was not deleted meanwhile, as all are."""
    return Path(path).is_file()


def reduced_size(width: int, height: int, side: int = PREVIEW_SIDE) -> tuple[int, int]:
    """(width, height) with the longer one at most `side`, the aspect kept.

    Example:
        >>> reduced_size(4000, 3000), reduced_size(1600, 20), reduced_size(64_000, 3)
        ((1600, 1200), (1600, 20), (1600, 1))
    """
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def reduce_to(array: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """(H, W) or (H, W, C) averaged down to a (width, height); the array itself where it has that size."""
    return array if size == (array.shape[1], array.shape[0]) else cv2.resize(array, size, interpolation=cv2.INTER_AREA)


def _reduce(array: np.ndarray, side: int) -> np.ndarray:
    return reduce_to(array, reduced_size(array.shape[1], array.shape[0], side))


def png_bytes(pixels: np.ndarray) -> bytes:
    """(H, W), (H, W, 3) RGB or (H, W, 4) uint8 as PNG, fast rather than small: on all cores, twice as fast as OpenCV."""
    return encode_png(pixels)


def as_bytes(values: np.ndarray) -> np.ndarray:
    """Values from 0 to 1 as uint8, rounded; what lies outside is cut off."""
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def show(picture: Picture, name: str = "preview.png") -> str:
    """A PNG of an sRGB picture or an effect's, reduced to `PREVIEW_SIDE`, with its transparency; returns its path."""
    small = picture
    if max(picture.width, picture.height) > PREVIEW_SIDE:
        small = Picture(_reduce(picture.array, PREVIEW_SIDE), picture.mode)
        small.array = small.array.reshape(*small.array.shape[:2], -1)
    pixels = as_bytes(as_rgb(small))
    if picture.alpha is not None:
        pixels = np.dstack([pixels, as_bytes(_reduce(picture.alpha, PREVIEW_SIDE))])
    return keep_file(png_bytes(pixels), name)


@dataclass(frozen=True)
class ChannelView:
    """One channel as a gray picture: its file, and the lowest and highest value found."""

    path: str
    low: float
    high: float


def channels_of(mode: str):
    """The channels of a space or an effect, in the order of its arrays."""
    return (SPACES.get(mode) or EFFECTS[mode]).channels


def show_channels(picture: Picture) -> list[ChannelView]:
    """One view a channel of a picture's mode, black at the low end of the channel's range and white at the high one."""
    views = []
    for index, channel in enumerate(channels_of(picture.mode)):
        values = np.ascontiguousarray(picture.array[..., index])
        # Averaging angles would invent hues between 359 and 0 degrees: single pixels are taken instead.
        size = reduced_size(picture.width, picture.height, CHANNEL_SIDE)
        small = (
            cv2.resize(values, size, interpolation=cv2.INTER_NEAREST)
            if channel.angle
            else _reduce(values, CHANNEL_SIDE)
        )
        gray = as_bytes((small - channel.low) / (channel.high - channel.low))
        path = keep_file(png_bytes(gray), f"{picture.mode}-{channel.name}.png")
        views.append(ChannelView(path, float(values.min()), float(values.max())))
    return views
