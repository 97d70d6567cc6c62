"""Takes what callers hand over - a path, a Pillow image, an array - as one `Picture`."""

from __future__ import annotations

import math
import os

import numpy as np
from PIL import Image

from colorize.errors import ColorizeError
from colorize.image.color_tags import ADOBE_RGB
from colorize.image.exif import understand
from colorize.image.names import shown_name
from colorize.image.picture import Picture
from colorize.image.pillow_files import plausible_resolution
from colorize.image.pillow_modes import pillow_samples
from colorize.image.quiet import quiet
from colorize.image.reading import picture_from, read
from colorize.image.samples import Source, samples_from
from colorize.image.to_srgb import to_srgb

ROUNDING = 1e-3
"""Floats may lie this far outside [0, 1]: what earlier arithmetic leaves. They are clipped."""


def as_picture(image: object) -> Picture:
    """Any accepted form of a picture as a `Picture`.

    Args:
        image: a path (see `read`); a Pillow image of any mode, turned by its EXIF orientation and converted by its
            ICC profile; an array (H, W), (H, W, 1), (H, W, 3) or (H, W, 4) of uint8, uint16, bool or float in
            [0, 1], taken as sRGB, the fourth channel as alpha; or a `Picture`, which is given back as it is.

    Returns:
        A picture that shares no memory with `image`. The depth of a float array is 8 when all its values are whole
        8-bit steps, otherwise 16.

    Raises:
        ColorizeError: for anything else; says what came.

    Example:
        >>> as_picture(np.zeros((4, 5), np.uint16)).array.shape
        (4, 5, 3)
    """
    if isinstance(image, Picture):
        return image
    if isinstance(image, str | os.PathLike):
        return read(image)
    if isinstance(image, Image.Image):
        return _from_pillow(image)
    if isinstance(image, np.ndarray) or hasattr(image, "__array__"):
        return _from_array(np.asarray(image))
    raise ColorizeError(
        "A picture is expected as a path, a Pillow image or an array; {kind} came.",
        "图片应为路径、Pillow 图像或数组；收到的是 {kind}。",
        kind=type(image).__name__,
    )


def _from_pillow(image: Image.Image) -> Picture:
    name = shown_name(getattr(image, "filename", "") or "")
    _check_not_empty(image.height, image.width)
    try:
        with quiet():
            exif, orientation, adobe = understand(image.getexif())
            profile = image.info.get("icc_profile") or (ADOBE_RGB if adobe else None)
            samples = pillow_samples(image, name or "The image")
            source = Source(
                image.format or "",
                image.width,
                image.height,
                lambda: samples,
                1,
                orientation,
                exif,
                profile,
                plausible_resolution(image.info.get("dpi")),
            )
            return picture_from(samples, source, name)
    except ColorizeError:
        raise
    except Exception as error:  # a lazily loaded image decodes only here
        raise ColorizeError(
            "The Pillow image of mode {mode} cannot be read: its file is damaged or closed. Open it again.",
            "无法读取模式为 {mode} 的 Pillow 图像：其文件已损坏或已关闭。请重新打开。",
            mode=image.mode,
        ) from error


def _from_array(array: np.ndarray) -> Picture:
    if not (array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (1, 3, 4))):
        raise ColorizeError(
            "An array of shape {shape} is no picture: (height, width), (height, width, 3) or (height, width, 4) "
            "is expected.",
            "形状为 {shape} 的数组不是图片：应为（高, 宽）、（高, 宽, 3）或（高, 宽, 4）。",
            shape=array.shape,
        )
    _check_not_empty(*array.shape[:2])
    if array.dtype == bool:
        array = array.view(np.uint8) * np.uint8(255)
    if array.dtype.kind == "f":
        return _from_floats(array)
    if array.dtype.kind != "u" or array.dtype.itemsize > 2:
        raise ColorizeError(
            "An array of {dtype} is ambiguous: uint8, uint16, bool or floats in [0, 1] are expected. "
            "Convert it, for example with .astype('uint8').",
            "{dtype} 类型的数组含义不明：应为 uint8、uint16、bool 或 [0, 1] 内的浮点数。"
            "请先转换，例如 .astype('uint8')。",
            dtype=array.dtype,
        )
    samples = samples_from(np.ascontiguousarray(array, array.dtype.newbyteorder("=")))
    rgb, alpha, flags = to_srgb(samples, None)
    return Picture(rgb, "rgb", alpha, samples.depth, flags)


def _from_floats(array: np.ndarray) -> Picture:
    values = np.ascontiguousarray(array, np.float32)
    low, high = float(values.min()), float(values.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ColorizeError(
            "Not every value of the array is a number: {count} NaN or infinite. Replace them and try again.",
            "数组含有 {count} 个非数值（NaN 或无穷）。请替换后再试。",
            count=int(values.size - np.count_nonzero(np.isfinite(values))),
        )
    if low < -ROUNDING or high > 1 + ROUNDING:
        raise ColorizeError(
            "The float array goes from {low:.4g} to {high:.4g}; 0 to 1 is expected. "
            "Divide by its full intensity (255 for 8-bit values), or pass uint8 or uint16.",
            "浮点数组取值从 {low:.4g} 到 {high:.4g}，应在 0 到 1 之间。"
            "请除以满幅值（8 位数据为 255），或传入 uint8、uint16。",
            low=low,
            high=high,
        )
    samples = samples_from(np.clip(values, 0, 1) if low < 0 or high > 1 else values)
    samples.white = 1
    rgb, alpha, flags = to_srgb(samples, None)
    return Picture(rgb, "rgb", alpha, 8 if _whole_steps(values) else 16, flags)


def _whole_steps(values: np.ndarray) -> bool:
    """Whether all values are multiples of 1/255, apart from float rounding."""
    rows = max(1, 500_000 // (values.size // len(values)))
    for start in range(0, len(values), rows):
        steps = values[start : start + rows] * np.float32(255)
        if np.abs(steps - np.rint(steps)).max() > 1e-3:
            return False
    return True


def _check_not_empty(height: int, width: int) -> None:
    if height < 1 or width < 1:
        raise ColorizeError(
            "The image has no pixels: it is {width} × {height}.",
            "图像没有像素：尺寸为 {width} × {height}。",
            width=width,
            height=height,
        )
