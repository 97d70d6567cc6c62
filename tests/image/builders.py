"""Picture files and color profiles made on the spot, byte by byte where no library makes them."""

from __future__ import annotations

import io
import struct
import zlib

import cv2
import numpy as np
import pillow_heif
import tifffile
from PIL import Image, TiffImagePlugin

# A picture whose corners all differ, so that each of the eight orientations gives other pixels.
CORNERS = np.zeros((24, 40, 3), np.uint8)
CORNERS[:12, :20] = (250, 10, 10)
CORNERS[:12, 20:] = (10, 240, 10)
CORNERS[12:, :20] = (10, 10, 230)
CORNERS[12:, 20:] = (240, 240, 240)


def photo(height: int = 40, width: int = 60, seed: int = 0) -> np.ndarray:
    """A smooth color picture (H, W, 3) uint8."""
    coarse = np.random.default_rng(seed).integers(0, 256, (4, 5, 3)).astype(np.uint8)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def deep(height: int = 20, width: int = 30, channels: int = 3, seed: int = 0) -> np.ndarray:
    """Random uint16 values, of which nearly none is an 8-bit step."""
    values = np.random.default_rng(seed).integers(0, 65536, (height, width, channels)).astype(np.uint16)
    return values[..., 0] if channels == 1 else values


def pillow_bytes(image: Image.Image | np.ndarray, format: str, **options) -> bytes:
    """An encoded file."""
    image = image if isinstance(image, Image.Image) else Image.fromarray(image)
    file = io.BytesIO()
    if format == "HEIF":
        pillow_heif.from_pillow(image).save(file, **options)
    else:
        image.save(file, format, **options)
    return file.getvalue()


def tiff_bytes(values: np.ndarray, **options) -> bytes:
    """A TIFF file by tifffile."""
    file = io.BytesIO()
    tifffile.imwrite(file, values, **({"metadata": None} | options))
    return file.getvalue()


def png_bytes(width: int, height: int, bits: int, color_type: int, rows: bytes, extra: bytes = b"") -> bytes:
    """A PNG from raw filtered rows."""
    header = struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, 0)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunk(png: bytes, kind: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk after its header."""
    return png[:33] + chunk(kind, content) + png[33:]


def exif_block(orientation: int = 1, *, place: bool = False, details: bool = True, thumbnail: bool = False) -> bytes:
    """An EXIF block as cameras write it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    exif[0x0110] = "Model 1"
    if details:
        exif[0x8769] = {0x829A: 0.01, 0x9003: "2001:02:03 04:05:06", 0xA002: 9999, 0xA003: 8888, 0x927C: b"NOTE" * 8}
    if place:
        exif[0x8825] = {1: "N", 2: (60.0, 10.0, 5.0), 3: "E", 4: (24.0, 56.0, 7.0)}
    block = exif.tobytes()
    if not thumbnail:
        return block
    # The thumbnail hangs on a second directory; Pillow does not write it, so it is appended here.
    picture = pillow_bytes(np.full((12, 16, 3), 77, np.uint8), "JPEG")
    stream = bytearray(block[6:])
    order = "<" if stream[:2] == b"II" else ">"
    first = struct.unpack(order + "I", stream[4:8])[0]
    count = struct.unpack(order + "H", stream[first : first + 2])[0]
    stream += bytes(len(stream) % 2)
    start = len(stream)
    stream[first + 2 + 12 * count : first + 6 + 12 * count] = struct.pack(order + "I", start)
    directory = TiffImagePlugin.ImageFileDirectory_v2(b"II*\0\x08\0\0\0" if order == "<" else b"MM\0*\0\0\0\x08")
    directory[0x0103] = 6
    directory[0x0201] = 0
    directory[0x0202] = len(picture)
    size = len(directory.tobytes(start))
    directory[0x0201] = start + size
    return block[:6] + bytes(stream) + directory.tobytes(start) + picture


# Primaries of Display P3, white D65, adapted to D50 as ICC wants it (published in the profile itself).
P3_D50 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_D50 = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
SRGB_D50 = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
D50 = (0.96420, 1.0, 0.82491)


def icc(space: bytes, tags: dict[bytes, bytes], *, pcs: bytes = b"XYZ ", kind: bytes = b"mntr") -> bytes:
    """An ICC version 2 profile."""
    tags = {b"cprt": b"text\0\0\0\0none\0", b"wtpt": xyz(D50)} | tags
    table, content, offset = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += name + struct.pack(">II", offset + len(content), len(value))
        content += value
    header = struct.pack(">I4sI4s4s4s", 132 + len(table) - 4 + len(content), b"none", 0x02400000, kind, space, pcs)
    header += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", *(round(value * 65536) for value in D50))
    return header.ljust(128, b"\0") + table + content


def xyz(values: tuple[float, float, float]) -> bytes:
    """An XYZ tag."""
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def gamma_curve(gamma: float) -> bytes:
    """A curve tag with one exponent."""
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))


def table_curve(values: np.ndarray) -> bytes:
    """A curve tag with a table of values in [0, 1]."""
    numbers = np.rint(np.asarray(values) * 65535).astype(">u2")
    return b"curv\0\0\0\0" + struct.pack(">I", len(numbers)) + numbers.tobytes()


def description(name: str) -> bytes:
    """A description tag."""
    text = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(8) + bytes(3) + bytes(67)


def rgb_profile(name: str, columns: tuple, curve: bytes) -> bytes:
    """A profile of one curve and a matrix."""
    tags = {b"desc": description(name)}
    tags |= {letter + b"XYZ": xyz(column) for letter, column in zip((b"r", b"g", b"b"), columns, strict=True)}
    tags |= {letter + b"TRC": curve for letter in (b"r", b"g", b"b")}
    return icc(b"RGB ", tags)


def gray_profile(name: str, curve: bytes) -> bytes:
    """A gray profile."""
    return icc(b"GRAY", {b"desc": description(name), b"kTRC": curve})


def table_profile(name: str, space: bytes, to_lab) -> bytes:
    """A profile that is a table to Lab (lut16Type) with nine grid points an axis.

    Args:
        space: b"CMYK" or b"RGB ".
        to_lab: function from device values (..., channels) in [0, 1] to L*, a*, b*.
    """
    channels = 4 if space == b"CMYK" else 3
    axis = np.linspace(0, 1, 9)
    grid = np.stack(np.meshgrid(*[axis] * channels, indexing="ij"), axis=-1)
    lab = to_lab(grid)
    encoded = np.stack([lab[..., 0] / 100 * 0xFF00, *((lab[..., k] + 128) * 256 for k in (1, 2))], axis=-1)
    body = b"mft2\0\0\0\0" + bytes([channels, 3, 9, 0])
    body += struct.pack(">9i", *(65536 if k % 4 == 0 else 0 for k in range(9))) + struct.pack(">HH", 2, 2)
    body += struct.pack(">HH", 0, 65535) * channels
    body += np.clip(np.rint(encoded), 0, 65535).astype(">u2").tobytes() + struct.pack(">HH", 0, 65535) * 3
    tags = {b"desc": description(name), b"A2B0": body, b"A2B1": body}
    return icc(space, tags, pcs=b"Lab ", kind=b"prtr")
