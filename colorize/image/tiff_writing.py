"""TIFF files: 1, 8 and 16 bits, CMYK, alpha, and any mode's raw values as float32 planes."""

from __future__ import annotations

import io
import json

import numpy as np
import tifffile
from PIL import Image, TiffImagePlugin
from PIL.ExifTags import IFD, Base

from colorize.image.picture import Picture
from colorize.image.tiff_reading import RAW_MARK

_ASCII = (Base.Make, Base.Model, Base.DateTime, Base.Artist, Base.Copyright, Base.HostComputer)
_PHOTOMETRIC = {1: "minisblack", 2: "minisblack", 3: "rgb", 4: "rgb"}


def encode_tiff(
    values: np.ndarray,
    *,
    ink: bool = False,
    profile: bytes | None = None,
    exif: bytes | None = None,
    resolution: tuple[float, float] | None = None,
) -> bytes:
    """A TIFF file of these pixels, losslessly packed.

    Args:
        values: (H, W) or (H, W, C) of bool, uint8 or uint16; with two, four (five for ink) channels the last is
            alpha, not multiplied into the colors.
        ink: the colors are CMYK.
        profile: ICC profile.
        exif: block without the "Exif" prefix.
        resolution: dots per inch.
    """
    channels = 1 if values.ndim == 2 else values.shape[2]
    see_through = channels == 5 or (channels in (2, 4) and not ink)
    main, details = _exif_tags(exif)
    file = io.BytesIO()
    tifffile.imwrite(
        file,
        values,
        photometric="separated" if ink else _PHOTOMETRIC[channels],
        planarconfig="contig" if values.ndim == 3 else None,
        extrasamples=["unassalpha"] if see_through else None,
        compression=None if values.dtype == bool else "zlib",
        compressionargs=None if values.dtype == bool else {"level": 1},
        predictor=None if values.dtype == bool else True,
        iccprofile=profile,
        resolution=resolution,
        resolutionunit="INCH" if resolution else None,
        description=main.pop(Base.ImageDescription, None),
        software=main.pop(Base.Software, None) or False,
        metadata=None,
        # tifffile leaves these two pointers out, so their entries are held by the code before, and filled in below.
        extratags=[(tag, 2, 0, value, True) for tag, value in main.items()]
        + [(which - 1, 4, 1, 0, True) for which in details],
    )
    return _with_directories(file, details)


def encode_raw_tiff(picture: Picture) -> bytes:
    """A TIFF of the mode's own values, float32, one plane per channel; alpha is the last plane.

    The description is JSON: mode, and each plane's name, lowest and highest value and unit.
    """
    array = picture.array
    channels = [
        {"name": name, "low": low, "high": high, "unit": unit} for name, low, high, unit in picture.metadata.channels
    ] or [{"name": f"{picture.mode} {number + 1}"} for number in range(array.shape[2])]
    planes = [array[..., channel] for channel in range(array.shape[2])]
    if picture.alpha is not None:
        planes.append(picture.alpha)
        channels.append({"name": "alpha", "low": 0, "high": 1, "unit": ""})
    for channel, plane in zip(channels, planes, strict=True):
        channel["smallest"], channel["largest"] = float(plane.min()), float(plane.max())
    description = {"content": RAW_MARK, "mode": picture.mode, "channels": channels}
    file = io.BytesIO()
    tifffile.imwrite(
        file,
        np.stack(planes),
        photometric="minisblack",
        planarconfig="separate",
        compression="zlib",
        compressionargs={"level": 1},
        predictor=True,
        description=json.dumps(description),
        metadata=None,
        software=False,
    )
    return file.getvalue()


def _exif_tags(block: bytes | None) -> tuple[dict[int, str], dict[int, dict]]:
    """The block's main tags as texts, and its directories by the tag that points to them."""
    if not block:
        return {}, {}
    exif = Image.Exif()
    exif.load(block)
    main = {tag: _seven_bits(exif[tag]) for tag in (*_ASCII, Base.ImageDescription, Base.Software) if tag in exif}
    details = {which: dict(exif.get_ifd(which)) for which in (IFD.Exif, IFD.GPSInfo)}
    return main, {which: directory for which, directory in details.items() if directory}


def _seven_bits(value: object) -> str:
    return str(value).encode("ascii", "replace").decode()


def _with_directories(file: io.BytesIO, details: dict[int, dict]) -> bytes:
    """Append EXIF directories to a finished TIFF and point to them."""
    if not details:
        return file.getvalue()
    file.seek(0)
    with tifffile.TiffFile(file) as document:
        places = {which: document.pages[0].tags[which - 1] for which in details}
        order = "little" if document.byteorder == "<" else "big"
    content = bytearray(file.getvalue())
    header = b"II*\0\x08\0\0\0" if order == "little" else b"MM\0*\0\0\0\x08"
    for which, tags in details.items():
        content += bytes(len(content) % 2)
        directory = TiffImagePlugin.ImageFileDirectory_v2(header, group=which)
        for tag, value in tags.items():
            directory[tag] = value
        start, place = len(content), places[which]
        content[place.offset : place.offset + 2] = int(which).to_bytes(2, order)
        content[place.valueoffset : place.valueoffset + 4] = start.to_bytes(4, order)
        content += directory.tobytes(start)
    return bytes(content)
