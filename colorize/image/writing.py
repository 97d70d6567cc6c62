"""Pictures into files: what the format can hold is kept, what it cannot is named, and a failed write leaves nothing."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from colorize.errors import ColorizeError
from colorize.image.atomic import write_bytes
from colorize.image.color_tags import gray_profile, srgb_profile
from colorize.image.exif import written_block
from colorize.image.formats import FORMATS, Format, family, format_by_name, format_by_suffix
from colorize.image.picture import Picture
from colorize.image.pillow_modes import check_range, unit_integers
from colorize.image.png import encode_png
from colorize.image.quiet import quiet

QUALITY = {"jpeg": 95, "avif": 90}
"""Where no quality is asked for. WebP is lossless then."""

_CHROMA = ("4:4:4", "4:2:2", "4:2:0")


def encode(picture: Picture, format: str, *, keep_location: bool = False, **options) -> bytes:
    """The picture as the bytes of a file.

    Args:
        picture: not changed.
        format: a key of `FORMATS`.
        keep_location: pass on GPS position and maker notes.
        options: `depth` (8 or 16; PNG, TIFF; the picture's own by default), `quality` (1 to 100; JPEG 95, AVIF 90
            by default, WebP is lossless without it), `subsampling` ("4:4:4" by default, "4:2:2", "4:2:0"; JPEG, AVIF).

    Returns:
        The file's content, with an sRGB profile (ink: that of its press, where one is known), EXIF upright and without
        thumbnail. `losses` tells beforehand what the format cannot hold. NumPy files hold `.array` alone; TIFF files
        hold modes other than rgb, gray, bilevel and cmyk as float32 planes.

    Raises:
        ColorizeError: for an unknown format or option, a mode or size that the format cannot hold, or values
            outside the mode's range.

    Example:
        >>> encode(Picture(np.zeros((2, 2, 3), np.float32)), "png")[:4]
        b'\\x89PNG'
    """
    kind = format_by_name(format)
    check_writable(picture, kind, options)
    if kind.name == "npy":
        file = io.BytesIO()
        np.save(file, np.ascontiguousarray(picture.array, np.float32))
        return file.getvalue()
    try:
        with quiet():
            if is_raw(picture.mode, kind):
                from colorize.image.tiff_writing import encode_raw_tiff

                return encode_raw_tiff(picture)
            depth = written_depth(picture, kind, options)
            return _encoded_values(picture, kind, _integers(picture, kind, depth), keep_location, options)
    except (MemoryError, OSError, ValueError, RuntimeError) as error:  # what encoders raise
        raise ColorizeError(
            "The picture of {width} × {height} pixels could not be encoded as {title}: {reason}. Save it as PNG.",
            "{width} × {height} 像素的图片无法编码为 {title}：{reason}。请保存为 PNG。",
            width=picture.width,
            height=picture.height,
            title=kind.title,
            reason="not enough memory" if isinstance(error, MemoryError) else error,
        ) from error


def save(picture: Picture, path: str | Path, *, keep_location: bool = False, **options) -> Path:
    """Write a picture to a file; see `Picture.save`."""
    path = Path(path)
    kind = format_by_suffix(path)
    write_bytes(path, encode(picture, kind.name, keep_location=keep_location, **options))
    if picture.alpha is not None and not kind.alpha and kind.name != "npy":
        picture.flags["alpha_on_white"] = float(np.mean(picture.alpha < 1))
    return path


def check_writable(picture: Picture, kind: Format, options: dict) -> None:
    """Refuse what this format cannot do, before any work is done."""
    for option in options:
        if option not in kind.options:
            raise ColorizeError(
                "{title} has no option {option!r}. Its options: {choices}.",
                "{title} 没有选项 {option!r}。可用选项：{choices}。",
                title=kind.title,
                option=option,
                choices=", ".join(kind.options) or "-",
            )
    for option, valid, expected in (
        ("depth", lambda value: value in (8, 16), "8, 16"),
        ("quality", lambda value: isinstance(value, int) and 1 <= value <= 100, "1 - 100"),
        ("subsampling", lambda value: value in _CHROMA, ", ".join(_CHROMA)),
    ):
        if option in options and not valid(options[option]):
            raise ColorizeError(
                "{option} is {value!r}; expected: {expected}.",
                "{option} 为 {value!r}；应为：{expected}。",
                option=option,
                value=options[option],
                expected=expected,
            )
    if not kind.holds(picture.mode):
        raise ColorizeError(
            "{title} cannot hold a picture of mode {mode}. Save it as .npy or TIFF, or convert it to rgb.",
            "{title} 无法保存 {mode} 模式的图片。请保存为 .npy 或 TIFF，或转换为 rgb。",
            title=kind.title,
            mode=picture.mode,
        )
    if max(picture.width, picture.height) > kind.largest_side:
        raise ColorizeError(
            "{title} holds at most {limit} pixels a side; the picture is {width} × {height}. Save it as PNG or TIFF.",
            "{title} 每边最多 {limit} 像素；图片为 {width} × {height}。请保存为 PNG 或 TIFF。",
            title=kind.title,
            limit=kind.largest_side,
            width=picture.width,
            height=picture.height,
        )


def is_raw(mode: str, kind: Format) -> bool:
    """Whether files of this format hold the mode's own float values instead of a picture."""
    return kind.name == "npy" or (kind.name == "tiff" and family(mode) not in ("rgb", "gray", "bilevel", "cmyk"))


def written_depth(picture: Picture, kind: Format, options: dict) -> int:
    """Bits per channel of the file."""
    return options.get("depth", picture.depth) if kind.deep else 8


def _integers(picture: Picture, kind: Format, depth: int) -> np.ndarray:
    """The values to store: bool, uint8 or uint16, (H, W) or (H, W, C), alpha last or put on white."""
    array, alpha = picture.array, picture.alpha
    check_range(picture, (0.0,) * array.shape[2], (1.0,) * array.shape[2])
    black_or_white = family(picture.mode) == "bilevel"
    if alpha is not None and not kind.alpha:
        paper = 0.0 if family(picture.mode) == "cmyk" else 1.0
        array = array * alpha[..., None] + np.float32(paper) * (1 - alpha[..., None])
    if black_or_white and alpha is None and kind.name in ("png", "tiff"):
        return array[..., 0] > 0.5
    values = unit_integers(array, depth)
    if alpha is not None and kind.alpha:
        values = np.dstack([values, unit_integers(alpha, depth)])
    return values[..., 0] if values.shape[2] == 1 else values


def _encoded_values(picture: Picture, kind: Format, values: np.ndarray, keep_location: bool, options: dict) -> bytes:
    """Pixels, profile and EXIF in a file's bytes."""
    ink = family(picture.mode) == "cmyk"
    channels = 1 if values.ndim == 2 else values.shape[2]
    profile = picture.metadata.press_profile if ink else gray_profile() if channels <= 2 else srgb_profile()
    exif = written_block(picture.metadata.exif, (picture.width, picture.height), keep_location)
    resolution = picture.metadata.resolution
    plain = exif.removeprefix(b"Exif\0\0") if exif else None
    if kind.name == "png":
        return encode_png(values, profile=profile, exif=plain, resolution=resolution)
    if kind.name == "tiff":
        from colorize.image.tiff_writing import encode_tiff

        return encode_tiff(values, ink=ink, profile=profile, exif=plain, resolution=resolution)
    return _by_pillow(kind, values, ink, {"icc_profile": profile, "exif": exif, "dpi": resolution}, options)


def _by_pillow(kind: Format, values: np.ndarray, ink: bool, extras: dict, options: dict) -> bytes:
    """JPEG, WebP and AVIF."""
    image = (
        Image.frombuffer("CMYK", values.shape[1::-1], values, "raw", "CMYK", 0, 1) if ink else Image.fromarray(values)
    )
    arguments = {name: value for name, value in extras.items() if value}
    if kind.name == "webp":
        arguments |= {"lossless": True, "quality": 0, "method": 0, "exact": True}
        if "quality" in options:
            arguments |= {"lossless": False, "quality": options["quality"], "method": 4}
    else:
        arguments["quality"] = options.get("quality", QUALITY[kind.name])
        arguments["subsampling"] = options.get("subsampling", _CHROMA[0])
    if kind.name == "avif":
        arguments["speed"] = 8
    if kind.name in ("webp", "avif"):  # they know no gray
        image = image.convert({"L": "RGB", "LA": "RGBA"}.get(image.mode, image.mode))
        if "icc_profile" in arguments:
            arguments["icc_profile"] = srgb_profile()
    file = io.BytesIO()
    image.save(file, FORMATS[kind.name].title.upper(), **arguments)
    return file.getvalue()
