"""Opens JPEG, WebP, AVIF, BMP and GIF: Pillow reads the header, the quickest exact decoder the pixels."""

from __future__ import annotations

from typing import BinaryIO

import cv2
import imagecodecs
import numpy as np
from PIL import Image

from colorize.image.color_tags import ADOBE_RGB, coded_profile
from colorize.image.exif import understand
from colorize.image.pillow_modes import pillow_samples
from colorize.image.samples import Samples, Source, samples_from


def pillow_open(file: BinaryIO, format: str) -> Image.Image:
    """Read the header with the plugin of this format alone.

    `Image.open` would do the same, but refuses large pictures by a limit that is global to the process.
    """
    Image.init()
    factory, _ = Image.OPEN[format]
    file.seek(0)
    return factory(file, "")


def open_jpeg(file: BinaryIO) -> Source:
    """JPEG, also CMYK; of a file with several pictures (MPO) the first."""
    image = pillow_open(file, "JPEG")
    source = _source(image, "JPEG", lambda: _decode_jpeg(file, image))
    source.frames = 1  # further pictures in a JPEG are previews and depth maps, not frames
    return source


def _decode_jpeg(file: BinaryIO, image: Image.Image) -> Samples:
    data = _all_bytes(file)
    if not _jpeg_is_complete(data):
        # Pillow knows whether all rows came all the same (some cameras leave the end mark out).
        return pillow_samples(image)
    values = imagecodecs.jpeg8_decode(data)
    if image.mode == "CMYK":
        # Every writer in use follows Adobe's habit of storing CMYK inverted, as Pillow assumes too.
        return Samples(255 - values, "cmyk")
    return samples_from(values)


def _jpeg_is_complete(data: bytes) -> bool:
    """Whether an end mark follows the first scan. Decoders fill a cut picture with gray and say nothing."""
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            position += 1
            continue
        marker = data[position + 1]
        if marker == 0xDA:
            return data.find(b"\xff\xd9", position) >= 0
        alone = marker in (0xFF, 0x00, 0x01) or 0xD0 <= marker <= 0xD8
        position += (1 if marker == 0xFF else 2) if alone else 2 + int.from_bytes(data[position + 2 : position + 4])
    return False


def open_webp(file: BinaryIO) -> Source:
    """WebP; of an animation the first frame."""
    image = pillow_open(file, "WEBP")

    def decode() -> Samples:
        if source.frames > 1:  # a frame may cover a part of the canvas; Pillow puts it in place
            return pillow_samples(image)
        return samples_from(imagecodecs.webp_decode(_all_bytes(file)))

    source = _source(image, "WebP", decode)
    return source


def open_avif(file: BinaryIO) -> Source:
    """AVIF of 8, 10 or 12 bits; of a sequence the first picture."""
    image = pillow_open(file, "AVIF")
    data = _all_bytes(file)
    bits = _avif_bits(data)
    source = _source(image, "AVIF", lambda: pillow_samples(image) if bits == 8 else _decode_deep_avif(data, bits))
    if not source.profile:
        start = data.find(b"colrnclx")
        if start >= 0:
            codes = [int.from_bytes(data[at : at + 2]) for at in (start + 8, start + 10)]
            source.profile, source.flags = coded_profile(*codes)
    return source


def _avif_bits(data: bytes) -> int:
    """Bits per channel, from two bits in the third byte of the codec's configuration record."""
    start = data.find(b"av1C")
    setting = data[start + 6] if 0 <= start < len(data) - 6 else 0
    return 8 if not setting & 0x40 else 12 if setting & 0x20 else 10


def _decode_deep_avif(data: bytes, bits: int) -> Samples:
    """Pillow would give 8 bits, and imagecodecs crashes on sequences."""
    values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if values.ndim == 3:
        values = cv2.cvtColor(values, cv2.COLOR_BGRA2RGBA if values.shape[2] == 4 else cv2.COLOR_BGR2RGB)
    return samples_from(values, (1 << bits) - 1)


def open_bmp(file: BinaryIO) -> Source:
    """BMP, with alpha where its masks name one."""
    image = pillow_open(file, "BMP")
    return _source(image, "BMP", lambda: pillow_samples(image))


def open_gif(file: BinaryIO) -> Source:
    """GIF; of an animation the first frame."""
    image = pillow_open(file, "GIF")
    return _source(image, "GIF", lambda: pillow_samples(image))


def _source(image: Image.Image, format: str, decode) -> Source:
    """What Pillow read from the header."""
    exif, orientation, adobe = understand(image.getexif())
    profile = image.info.get("icc_profile") or (ADOBE_RGB if adobe else None)
    dpi = image.info.get("dpi")
    frames = getattr(image, "n_frames", 1)
    return Source(format, *image.size, decode, frames, orientation, exif, profile, plausible_resolution(dpi))


def plausible_resolution(dpi: object) -> tuple[float, float] | None:
    """Dots per inch when they can be true; many files carry 0 or 1."""
    try:
        across, down = (float(value) for value in dpi)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if 2 < across < 100_000 and 2 < down < 100_000 else None


def _all_bytes(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()
