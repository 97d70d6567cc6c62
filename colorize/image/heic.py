"""HEIC, through libheif (pillow-heif). Loaded only when such a file comes."""

from __future__ import annotations

import io
from typing import BinaryIO

import numpy as np

from colorize.errors import ColorizeError
from colorize.image.color_tags import coded_profile
from colorize.image.exif import understand_bytes
from colorize.image.samples import Samples, Source, samples_from


def open_heic(file: BinaryIO) -> Source:
    """The main picture of a HEIC file, at its own depth (8, 10 or 12 bits); libheif turns it upright."""
    try:
        import pillow_heif
    except ImportError:
        raise ColorizeError(
            "This is a HEIC picture, and the package that reads it is missing here: pip install pillow-heif.",
            "这是 HEIC 图片，但此处缺少读取它的软件包：pip install pillow-heif。",
        ) from None
    file.seek(0)
    container = pillow_heif.open_heif(io.BytesIO(file.read()), convert_hdr_to_8bit=False, hdr_to_16bit=False)
    image = container[container.primary_index]
    bits = image.info.get("bit_depth", 8)
    exif, _, _ = understand_bytes(image.info.get("exif"))
    profile, flags = image.info.get("icc_profile"), {}
    coded = image.info.get("nclx_profile")
    if not profile and coded:
        profile, flags = coded_profile(coded["color_primaries"], coded["transfer_characteristics"])

    def decode() -> Samples:
        samples = samples_from(np.asarray(image), (1 << bits) - 1)
        if image.premultiplied_alpha:
            samples.alpha = "premultiplied"
        return samples

    return Source("HEIC", *image.size, decode, len(container), 1, exif, profile or None, None, flags)
