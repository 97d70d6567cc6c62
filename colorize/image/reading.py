"""Opens picture files: what is it, is it small enough, and then its pixels as sRGB."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import imagecodecs

from colorize.errors import ColorizeError
from colorize.image.content import HEAD, recognize
from colorize.image.formats import ACCEPTED, MAX_PIXELS
from colorize.image.names import shown_name
from colorize.image.picture import Metadata, Picture
from colorize.image.profiles import profile_name
from colorize.image.quiet import quiet
from colorize.image.samples import Samples, Source, turn_upright
from colorize.image.to_srgb import to_srgb


def read(path: str | os.PathLike, *, max_pixels: int = MAX_PIXELS) -> Picture:
    """Read a picture file: JPEG, PNG, WebP, AVIF, TIFF, BMP, GIF or HEIC, whatever its suffix says.

    Args:
        path: of the file.
        max_pixels: larger pictures are refused before they are decoded.

    Returns:
        The upright picture in sRGB, float32 (H, W, 3) in [0, 1], alpha apart. Its flags may be:
        `profile_converted` (name of the ICC profile), `gamut_clipped` (share of pixels that sRGB could not hold, see
        `GAMUT_THRESHOLD`), `profile_unusable` (name of a profile that was ignored), `cmyk_without_profile`
        ("naive"), `hdr_transfer` ("PQ" or "HLG": shown as it is), `float_scaled` (the range that became 0 to 1),
        `reduced_to_8bit` (the file's bits per channel), `first_frame` (number of frames or pages, of which the
        first was taken), `extra_channels` (number of channels left out).

    Raises:
        ColorizeError: for whatever is no picture, is damaged or too large; nothing else, whatever the file.
    """
    name = shown_name(path)
    with _opened(path, name) as file:
        return _read(file, name, max_pixels)


def read_bytes(content: bytes, name: str = "", *, max_pixels: int = MAX_PIXELS) -> Picture:
    """The same of a file's content, as `read` gives it.

    Args:
        content: of the file.
        name: that it is called by in messages; folders are left out.
        max_pixels: larger pictures are refused before they are decoded.

    Raises:
        ColorizeError: for whatever is no picture, is damaged or too large.
    """
    return _read(io.BytesIO(content), shown_name(name), max_pixels)


def _read(file: BinaryIO, name: str, max_pixels: int) -> Picture:
    with _understood(name):
        source = _open(file, name)
        _check_size(source, name, max_pixels)
        samples = source.decode()
        if samples.values.shape[:2] != (source.height, source.width):
            raise ValueError("the pixels are not as many as the header says")
        return picture_from(samples, source, name)


def measure(path: str | os.PathLike) -> tuple[int, int, str]:
    """Width, height (upright) and format of a picture file, from its header alone.

    Raises:
        ColorizeError: for whatever is no picture; the size is not limited.
    """
    name = shown_name(path)
    with _opened(path, name) as file, _understood(name):
        source = _open(file, name)
        _check_size(source, name, None)
        return (*source.upright_size, source.format)


def picture_from(samples: Samples, source: Source, name: str) -> Picture:
    """The upright sRGB picture of decoded samples."""
    samples.values = turn_upright(samples.values, source.orientation)
    profile = source.profile
    if samples.color == "lab":
        profile = imagecodecs.cms_profile("lab4")
    array, alpha, flags = to_srgb(samples, profile)
    flags.update(source.flags)
    if source.frames > 1:
        flags["first_frame"] = source.frames
    resolution = source.resolution
    if resolution and source.orientation >= 5:
        resolution = resolution[::-1]
    metadata = Metadata(
        name, source.format, source.exif, profile_name(source.profile) if source.profile else "", resolution
    )
    return Picture(array, "rgb", alpha, samples.depth, flags, metadata)


def _open(file: BinaryIO, name: str) -> Source:
    """Read the header with the reader that the content calls for."""
    format = recognize(file.read(HEAD), name)
    if format == "TIFF":
        from colorize.image.tiff_reading import open_tiff

        return open_tiff(file, name)
    if format == "HEIC":
        from colorize.image.heic import open_heic

        return open_heic(file)
    from colorize.image import pillow_files, png

    readers = {
        "JPEG": pillow_files.open_jpeg,
        "PNG": png.open_png,
        "WebP": pillow_files.open_webp,
        "AVIF": pillow_files.open_avif,
        "BMP": pillow_files.open_bmp,
        "GIF": pillow_files.open_gif,
    }
    return readers[format](file)


def _check_size(source: Source, name: str, max_pixels: int | None) -> None:
    width, height = source.upright_size
    if width < 1 or height < 1:
        raise ColorizeError(
            "{name} has no pixels: its header says {width} × {height}. Save it again from its source.",
            "{name} 没有像素：文件头写着 {width} × {height}。请从来源重新保存。",
            name=name,
            width=width,
            height=height,
        )
    if max_pixels is not None and width * height > max_pixels:
        raise ColorizeError(
            "{name} is {width} × {height} = {size:.4g} megapixels; at most {limit:.4g} are accepted. "
            "Make it smaller and try again.",
            "{name} 为 {width} × {height}，共 {size:.4g} 百万像素；最多接受 {limit:.4g} 百万像素。请缩小后再试。",
            name=name,
            width=width,
            height=height,
            size=width * height / 1e6,
            limit=max_pixels / 1e6,
        )


@contextmanager
def _understood(name: str) -> Iterator[None]:
    """Turn whatever a decoder raises into a sentence."""
    try:
        with quiet():
            yield
    except ColorizeError:
        raise
    except MemoryError:
        raise ColorizeError(
            "There is not enough memory to open {name}. Close other programs or make the picture smaller.",
            "内存不足，无法打开 {name}。请关闭其他程序或缩小图片。",
            name=name,
        ) from None
    except Exception as error:  # decoders raise every kind of error for damaged files
        raise ColorizeError(
            "{name} is damaged or cut short: its picture data cannot be read to the end. "
            "Copy or download it again, or save it anew as {accepted}.",
            "{name} 已损坏或不完整：图片数据无法完整读取。请重新复制或下载，或另存为 {accepted_zh}。",
            name=name,
            accepted=ACCEPTED.en,
            accepted_zh=ACCEPTED.zh,
        ) from error


@contextmanager
def _opened(path: str | os.PathLike, name: str) -> Iterator[BinaryIO]:
    """Open a regular file for reading; every refusal of the system in a sentence."""
    try:
        path = Path(path)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError
        if not stat.S_ISREG(mode):
            raise OSError("not a regular file")
        file = path.open("rb")
    except (OSError, ValueError, TypeError) as error:
        raise _cannot_open(error, name) from None
    with file:
        yield file


def _cannot_open(error: Exception, name: str) -> ColorizeError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ColorizeError(
            "There is no file {name!r}. Check the name and the folder.",
            "找不到文件 {name!r}。请检查文件名和所在文件夹。",
            name=name,
        )
    if isinstance(error, IsADirectoryError):
        return ColorizeError(
            "{name} is a folder. A {accepted} picture is expected: name a file in it.",
            "{name} 是文件夹。应为 {accepted_zh} 图片：请指定其中的文件。",
            name=name or ".",
            accepted=ACCEPTED.en,
            accepted_zh=ACCEPTED.zh,
        )
    if isinstance(error, PermissionError):
        return ColorizeError(
            "{name} may not be read: permission is missing. Change the file's permissions or copy it elsewhere.",
            "没有读取 {name} 的权限。请修改文件权限或复制到别处。",
            name=name,
        )
    return ColorizeError(
        "{name!r} cannot be opened as a file. A {accepted} picture is expected.",
        "无法将 {name!r} 作为文件打开。应为 {accepted_zh} 图片。",
        name=name,
        accepted=ACCEPTED.en,
        accepted_zh=ACCEPTED.zh,
    )
