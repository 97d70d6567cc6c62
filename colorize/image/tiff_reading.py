"""TIFF at its own precision: any bit depth, float, CMYK, Lab, tiles, planes and compressions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import tifffile
from PIL import Image

from colorize.errors import ColorizeError
from colorize.image.exif import understand
from colorize.image.pillow_files import pillow_open, plausible_resolution
from colorize.image.pillow_modes import lab_values, pillow_samples
from colorize.image.samples import Samples, Source, floats_in_range

RAW_MARK = "colorize raw values"
"""In the description of a TIFF that holds a mode's raw values instead of a picture."""

_KINDS = {0: "gray", 1: "gray", 2: "rgb", 3: "palette", 5: "cmyk", 6: "ycbcr", 8: "lab", 9: "lab"}
_COLORS = {"gray": 1, "rgb": 3, "palette": 1, "cmyk": 4, "ycbcr": 3, "lab": 3}
_SENSOR = (32803, 34892)  # color filter array, linear raw
# None, CCITT, LZW, JPEG, Deflate, PackBits, LZMA, Zstandard, WebP. Decoders of rarer ones hang on damaged files.
_COMPRESSIONS = (1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946, 34925, 50000, 50001)
_MOST_PAGES, _MOST_TAGS = 10_000, 4096
_THUMBNAIL_OR_MASK = 1 | 4  # bits of NewSubfileType
_ORDER = {"<": "little", ">": "big"}
_BYTES_OF_TYPE = {3: 2, 4: 4, 5: 8, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_JPEG = (6, 7, 34892, 33007)


def open_tiff(file: BinaryIO, name: str) -> Source:
    """TIFF; of several pages the first that is a picture of its own (no thumbnail or mask)."""
    file.seek(0)
    document = tifffile.TiffFile(file)
    kinds = list(_kinds_of_pages(file, document))
    pictures = [number for number, kind in enumerate(kinds) if not kind & _THUMBNAIL_OR_MASK] or [0]
    page = document.pages[pictures[0]]
    if isinstance(page, tifffile.TiffFrame):
        page = page.aspage()
    _check_directory(file, document, page)
    _refuse_what_is_no_picture(page, name)
    raw_profile = page.iccprofile
    exif, orientation, _ = _exif(file, page)

    def decode() -> Samples:
        return _decode(page, file, name)

    return Source(
        "TIFF",
        page.imagewidth,
        page.imagelength,
        decode,
        len(pictures),
        orientation,
        exif,
        bytes(raw_profile) if raw_profile and page.photometric not in (8, 9) else None,
        plausible_resolution(page.get_resolution(tifffile.RESUNIT.INCH)),
    )


def _entries(file: BinaryIO, document: tifffile.TiffFile, offset: int, most: int) -> list[tuple[int, int, int]]:
    """Tag, length of its value in bytes, and value or offset, of the first entries of the directory at an offset.

    The file is left at the offset of the next directory.
    """
    layout, order = document.tiff, _ORDER[document.byteorder]
    file.seek(offset)
    count = int.from_bytes(file.read(layout.tagnosize), order)
    content = file.read(min(count, most) * layout.tagsize)
    file.seek(offset + layout.tagnosize + count * layout.tagsize)
    entries = []
    for start in range(0, len(content) - layout.tagsize + 1, layout.tagsize):
        entry = content[start : start + layout.tagsize]
        length = int.from_bytes(entry[4 : 4 + layout.offsetsize], order)
        length *= _BYTES_OF_TYPE.get(int.from_bytes(entry[2:4], order), 1)
        value = entry[4 + layout.offsetsize :]
        value = value[:2] if entry[2:4] in (b"\3\0", b"\0\3") and length == 2 else value
        entries.append((int.from_bytes(entry[:2], order), length, int.from_bytes(value, order)))
    return entries


def _kinds_of_pages(file: BinaryIO, document: tifffile.TiffFile) -> Iterator[int]:
    """What each page is for (tag NewSubfileType), by a walk that a damaged chain of pages cannot lead astray."""
    layout, order = document.tiff, _ORDER[document.byteorder]
    offset, seen = document.pages.first.offset, set()
    while offset and offset not in seen and len(seen) < _MOST_PAGES:
        seen.add(offset)
        entries = _entries(file, document, offset, 1)
        if not entries and len(seen) > 1:
            return
        yield next((value for tag, _, value in entries if tag == 254), 0)  # the lowest tag comes first
        offset = int.from_bytes(file.read(layout.offsetsize), order)


def _check_directory(file: BinaryIO, document: tifffile.TiffFile, page: tifffile.TiffPage) -> None:
    """Raise when a tag's value lies beyond the end: tifffile would go on without it, a profile say."""
    end = file.seek(0, 2)
    for tag, length, start in _entries(file, document, page.offset, _MOST_TAGS):
        if length > document.tiff.offsetsize and start + length > end:
            raise ValueError(f"tag {tag} lies beyond the end of the file")


def _refuse_what_is_no_picture(page: tifffile.TiffPage, name: str) -> None:
    if page.photometric in _SENSOR or 50706 in page.tags:  # DNGVersion
        raise ColorizeError(
            "{name} is a camera's raw file, which still has to be developed. "
            "Export it as TIFF or JPEG with the camera's program and open that.",
            "{name} 是相机 RAW 文件，尚需冲洗。请先用相机软件导出为 TIFF 或 JPEG 再打开。",
            name=name,
        )
    if page.compression not in _COMPRESSIONS:
        raise ColorizeError(
            "{name} is a TIFF compressed by {method}, which is not read here. "
            "Save it again with LZW or Deflate compression.",
            "{name} 是用 {method} 压缩的 TIFF，此处不支持。请用 LZW 或 Deflate 压缩重新保存。",
            name=name,
            method=getattr(page.compression, "name", page.compression),
        )
    if RAW_MARK in (page.description or ""):
        raise ColorizeError(
            "{name} holds a color mode's raw values, not a picture to look at. "
            "Read the values with tifffile, or open the picture they were made from.",
            "{name} 保存的是颜色模式的原始数值，不是可显示的图片。请用 tifffile 读取数值，或打开原来的图片。",
            name=name,
        )


def _exif(file: BinaryIO, page: tifffile.TiffPage) -> tuple[bytes | None, int, bool]:
    """EXIF lives in the page's own directory."""
    exif = Image.Exif()
    try:
        file.seek(0)
        exif.load_from_fp(file)
        exif.fp = file
    except Exception:
        tag = page.tags.get(274)
        return None, tag.value if tag and tag.value in range(1, 9) else 1, False
    return understand(exif)


def _decode(page: tifffile.TiffPage, file: BinaryIO, name: str) -> Samples:
    kind = _KINDS.get(page.photometric)
    end = file.seek(0, 2)
    segments = list(zip(page.dataoffsets, page.databytecounts, strict=False))
    if len(segments) < math.prod(page.chunked) or any(not 0 < count <= end - start for start, count in segments):
        raise ValueError("strips are missing or lie beyond the end of the file")  # tifffile would leave them black
    if kind is None or (kind == "ycbcr" and page.compression not in _JPEG) or page.imagedepth != 1:
        return _by_pillow(page, file, name)
    try:
        values = page.asarray(squeeze=False, maxworkers=2)
    except MemoryError:
        raise
    except Exception:
        return _by_pillow(page, file, name)
    values = np.moveaxis(values[:, 0], 0, -2).reshape(page.imagelength, page.imagewidth, -1)
    return _interpret(page, values, kind, name)


def _by_pillow(page: tifffile.TiffPage, file: BinaryIO, name: str) -> Samples:
    """Kinds that tifffile leaves alone (subsampled YCbCr, LogLuv, old JPEG): libtiff has them, at 8 bits."""
    samples = pillow_samples(pillow_open(file, "TIFF"), name)
    if page.bitspersample > samples.depth:
        samples.flags["reduced_to_8bit"] = page.bitspersample
    return samples


def _interpret(page: tifffile.TiffPage, values: np.ndarray, kind: str, name: str) -> Samples:
    """Give raw sample values their meaning."""
    colors, flags = _COLORS[kind], {}
    kinds_of_extra = [int(extra) for extra in page.extrasamples]
    wanted = colors + (1 if kinds_of_extra and kinds_of_extra[0] in (1, 2) else 0)
    if values.shape[2] > wanted:
        flags["extra_channels"] = values.shape[2] - wanted
        values = values[..., :wanted]
    alpha = {0: "", 1: "premultiplied", 2: "straight"}[kinds_of_extra[0] if wanted > colors else 0]
    if kind == "palette":
        values = _looked_up(page, values)
        return Samples(values, "rgb", depth=8, flags=flags)
    if kind == "lab":
        return _lab(page, values[..., :3], flags)
    if kind == "ycbcr":  # the JPEG decoder has already made RGB of it
        kind = "rgb"
    samples = _with_white(page, values, kind, alpha, name)
    samples.flags.update(flags)
    if page.photometric == 0:
        samples.values = (1.0 if samples.values.dtype.kind == "f" else samples.white) - samples.values
        samples.values = samples.values.astype(values.dtype if values.dtype.kind == "u" else np.float32, copy=False)
    return samples


def _with_white(page: tifffile.TiffPage, values: np.ndarray, kind: str, alpha: str, name: str) -> Samples:
    """Samples with the level that means full intensity; floats and very deep integers are scaled."""
    bits = page.bitspersample
    if values.dtype == bool:
        return Samples(values.view(np.uint8), kind, alpha, 1, 8)
    if values.dtype.kind == "u" and bits <= 16:
        return Samples(values, kind, alpha, (1 << bits) - 1, 8 if bits <= 8 else 16)
    colors = _COLORS[kind]
    scaled, mapped = floats_in_range(values[..., :colors], name)
    if alpha:
        see_through, _ = floats_in_range(values[..., colors:], name)
        scaled = np.concatenate([scaled, see_through], axis=2)
    return Samples(scaled, kind, alpha, 1, 16, {"float_scaled": mapped} if mapped else {})


def _looked_up(page: tifffile.TiffPage, values: np.ndarray) -> np.ndarray:
    """Palette entries are 16 bits, yet nearly every writer means 8: they keep those in the high byte."""
    palette = np.asarray(page.colormap, np.uint16)
    if palette.max() > 255:
        palette = palette >> 8
    return np.ascontiguousarray(palette.astype(np.uint8).T)[values[..., 0]]


def _lab(page: tifffile.TiffPage, values: np.ndarray, flags: dict) -> Samples:
    """L*, a*, b* of the TIFF encodings CIELab (signed a and b) and ICCLab (offset a and b)."""
    deep = values.dtype.itemsize > 1
    if page.photometric == 8:
        signed = values.astype(np.uint16 if deep else np.uint8).view(np.int16 if deep else np.int8)
        result = signed.astype(np.float32)
        result[..., 0] = values[..., 0]
        result *= np.float32([100 / 65535, 1 / 256, 1 / 256] if deep else [100 / 255, 1, 1])
    elif deep:
        result = values.astype(np.float32) * np.float32([100 / 65280, 1 / 256, 1 / 256]) - np.float32([0, 128, 128])
    else:
        result = lab_values(values)
    return Samples(result, "lab", depth=16 if deep else 8, flags=flags)
