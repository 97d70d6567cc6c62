"""Between Pillow's modes and ours: which bytes mean which value."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from colorize.errors import ColorizeError
from colorize.image.formats import family
from colorize.image.picture import Picture
from colorize.image.samples import Samples, floats_in_range, samples_from

# Byte = value * scale + offset, per channel. Pillow's hue has 255 steps for the full turn; its Cb and Cr are neutral
# at 128 (ours at 0.5, which is 127.5); its Lab is that of LittleCMS at 8 bits.
_BYTES: dict[str, tuple[str, tuple[float, ...], tuple[float, ...]]] = {
    "rgb": ("RGB", (255.0,) * 3, (0.0,) * 3),
    "gray": ("L", (255.0,), (0.0,)),
    "bilevel": ("1", (255.0,), (0.0,)),
    "cmyk": ("CMYK", (255.0,) * 4, (0.0,) * 4),
    "hsv": ("HSV", (255 / 360, 255.0, 255.0), (0.0,) * 3),
    "lab": ("LAB", (2.55, 1.0, 1.0), (0.0, 128.0, 128.0)),
    "ycbcr": ("YCbCr", (255.0,) * 3, (0.0, 0.5, 0.5)),
}

_SIGNED = np.uint8([0, 128, 128])  # inside Pillow a and b are bytes around 128, in and out of it they are signed


def pillow_image(picture: Picture) -> Image.Image:
    """The picture in its natural Pillow mode; see `Picture.to_pil`."""
    kind = family(picture.mode)
    if kind not in _BYTES:
        raise ColorizeError(
            "Pillow has no image mode for {mode}. Take the values from .array, or save them as .npy or TIFF.",
            "Pillow 没有对应 {mode} 的图像模式。请直接使用 .array 中的数值，或保存为 .npy 或 TIFF。",
            mode=picture.mode,
        )
    values = mode_bytes(picture)
    if kind == "bilevel":
        return Image.fromarray(values).convert("1", dither=Image.Dither.NONE)
    if picture.alpha is not None and kind in ("rgb", "gray"):
        values = np.dstack([values, unit_integers(picture.alpha)])
        return Image.fromarray(values)
    if kind in ("rgb", "gray"):
        return Image.fromarray(values)
    if kind == "lab":
        values ^= _SIGNED
    image = Image.frombytes(_BYTES[kind][0], (picture.width, picture.height), values.tobytes())
    if kind == "cmyk" and picture.metadata.press_profile:
        image.info["icc_profile"] = picture.metadata.press_profile
    return image


def mode_bytes(picture: Picture) -> np.ndarray:
    """A picture's values as uint8 (H, W) or (H, W, C) in the convention of its natural Pillow mode.

    Raises:
        ColorizeError: for values that the mode does not have.
    """
    kind = family(picture.mode)
    _, scales, offsets = _BYTES[kind]
    if kind == "lab":
        low, high = (0.0, -128.0, -128.0), (100.0, 127.0, 127.0)
    elif kind == "hsv":
        low, high = (0.0,) * 3, (360.0, 1.0, 1.0)
    else:
        low, high = (0.0,) * len(scales), (1.0,) * len(scales)
    check_range(picture, low, high)
    if kind in ("rgb", "gray", "cmyk"):
        values = unit_integers(picture.array)
    else:
        values = np.empty(picture.array.shape, np.uint8)
        for channel, (scale, offset) in enumerate(zip(scales, offsets, strict=True)):
            plane = np.rint(picture.array[..., channel] * np.float32(scale) + np.float32(offset))
            values[..., channel] = np.clip(plane, 0, 255)
    return values[..., 0] if values.ndim == 3 and values.shape[2] == 1 else values


def unit_integers(values: np.ndarray, depth: int = 8) -> np.ndarray:
    """Floats in [0, 1] as rounded uint8 or uint16 that cover the range.

    Example:
        >>> unit_integers(np.float32([[0, 0.5, 1]]), 16)
        array([[    0, 32768, 65535]], dtype=uint16)
    """
    values = np.ascontiguousarray(values)
    if depth == 8:
        # Twice as fast as cv2.multiply; what it does to negative values does not matter in [0, 1].
        result = cv2.convertScaleAbs(values.reshape(len(values), -1), alpha=255.0)
    else:
        result = cv2.multiply(values.reshape(len(values), -1), 65535.0, dtype=cv2.CV_16U)
    return result.reshape(values.shape)


def check_range(picture: Picture, low: tuple[float, ...], high: tuple[float, ...]) -> None:
    """Refuse values that a file or image of this mode cannot hold; half an 8-bit step of rounding is allowed."""
    array = picture.array
    if len(set(low)) == len(set(high)) == 1 and _within(float(array.min()), float(array.max()), low[0], high[0]):
        return
    for channel in range(array.shape[2]):
        smallest, largest = float(array[..., channel].min()), float(array[..., channel].max())  # NaN shows in both
        if _within(smallest, largest, low[channel], high[channel]):
            continue
        raise ColorizeError(
            "Channel {number} of this {mode} picture goes from {smallest:.4g} to {largest:.4g}; "
            "{low:g} to {high:g} fits. Bring the values into range, or save them as .npy.",
            "此 {mode} 图片的第 {number} 个通道取值从 {smallest:.4g} 到 {largest:.4g}，"
            "应在 {low:g} 到 {high:g} 之间。请先调整数值，或保存为 .npy。",
            number=channel + 1,
            mode=picture.mode,
            smallest=smallest,
            largest=largest,
            low=low[channel],
            high=high[channel],
        )


def _within(smallest: float, largest: float, low: float, high: float) -> bool:
    slack = (high - low) / 510
    return smallest >= low - slack and largest <= high + slack


def pillow_samples(image: Image.Image, name: str = "The image") -> Samples:
    """The pixels of a Pillow image of any mode.

    Args:
        image: not changed.
        name: for messages.
    """
    mode = image.mode
    if mode in ("I", "F"):
        return _scaled_samples(np.asarray(image), name)
    if mode.startswith("I;16"):
        return samples_from(np.asarray(image).astype(np.uint16, copy=False))
    if mode == "LAB":
        return Samples(lab_values(np.asarray(image) ^ _SIGNED), "lab")
    if mode == "CMYK":
        return Samples(np.asarray(image), "cmyk")
    if mode in ("P", "PA") or "transparency" in image.info:
        see_through = mode == "PA" or "transparency" in image.info or getattr(image.palette, "mode", "") == "RGBA"
        image = image.convert("RGBA" if see_through else "RGB")
    elif mode in ("RGBa", "La"):
        image = image.convert("RGBA" if mode == "RGBa" else "LA")
    elif mode == "1":
        image = image.convert("L")
    elif mode not in ("L", "LA", "RGB", "RGBA"):  # YCbCr, HSV, RGBX
        image = image.convert("RGB")
    return samples_from(np.asarray(image))


def _scaled_samples(values: np.ndarray, name: str) -> Samples:
    """Samples of Pillow's 32-bit modes: 16-bit integers where they fit, otherwise scaled to [0, 1]."""
    if values.dtype.kind == "i" and values.min() >= 0 and values.max() <= 65535:
        return samples_from(values.astype(np.uint16))
    scaled, mapped = floats_in_range(values, name)
    return Samples(scaled, "gray", depth=16, flags={"float_scaled": mapped} if mapped else {})


def lab_values(values: np.ndarray) -> np.ndarray:
    """L*, a*, b* of Pillow's LAB bytes: L in 255 steps, a and b with 128 as neutral.

    Example:
        >>> lab_values(np.uint8([[[255, 128, 28]]]))
        array([[[ 100.,    0., -100.]]], dtype=float32)
    """
    result = values.astype(np.float32)
    result *= np.float32([100 / 255, 1, 1])
    result -= np.float32([0, 128, 128])
    return result
