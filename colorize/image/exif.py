"""EXIF: orientation out, thumbnail out, and the place of the photograph out unless it is asked for."""

from __future__ import annotations

from PIL import Image
from PIL.ExifTags import IFD, Base

from colorize.image.quiet import quiet

ORIENTATION = Base.Orientation
_MAKER_NOTE = Base.MakerNote
_INTEROPERABILITY = IFD.Interop
_WIDTH, _HEIGHT = Base.ExifImageWidth, Base.ExifImageHeight

# Only tags that describe the photograph: a TIFF file keeps its layout (strips, bits) in the same directory.
_DESCRIPTIVE = {
    Base.ImageDescription,
    Base.Make,
    Base.Model,
    Base.Software,
    Base.DateTime,
    Base.Artist,
    Base.Copyright,
    Base.HostComputer,
    Base.Rating,
    Base.RatingPercent,
    Base.XPTitle,
    Base.XPComment,
    Base.XPAuthor,
    Base.XPKeywords,
    Base.XPSubject,
}
_LARGEST = 65_000  # a JPEG segment holds 65,533 bytes


def understand(exif: Image.Exif) -> tuple[bytes | None, int, bool]:
    """What is worth keeping of an EXIF block.

    Args:
        exif: as Pillow read it, possibly damaged.

    Returns:
        The block with orientation 1 and without thumbnail (None when nothing is left), the orientation it asked
        for (1 to 8), and whether it declares Adobe RGB in the way cameras do (interoperability index R03).
    """
    with quiet():
        try:
            orientation = exif.get(ORIENTATION, 1)
            main = {tag: exif[tag] for tag in exif if tag in _DESCRIPTIVE}
        except Exception:
            return None, 1, False
        details, place = _directory(exif, IFD.Exif), _directory(exif, IFD.GPSInfo)
        interoperability = _directory(exif, IFD.Interop) if _INTEROPERABILITY in details else {}
        details.pop(_INTEROPERABILITY, None)
        block = _block(main, details, place) if main or details or place else None
    valid = isinstance(orientation, int) and 1 <= orientation <= 8
    return block, orientation if valid else 1, interoperability.get(1) == "R03"


def understand_bytes(block: bytes | None) -> tuple[bytes | None, int, bool]:
    """`understand` for the bytes of a block, with or without its "Exif" prefix; (None, 1, False) for none."""
    if not block:
        return None, 1, False
    exif = Image.Exif()
    with quiet():
        try:
            exif.load(block)
        except Exception:  # Pillow raises whatever a damaged block leads to
            return None, 1, False
    return understand(exif)


def written_block(block: bytes | None, size: tuple[int, int], keep_location: bool) -> bytes | None:
    """The EXIF block for a written file.

    Args:
        block: as `understand` gave it.
        size: width and height of the written picture.
        keep_location: keep the GPS directory and the maker's notes, which may hold the place too.

    Returns:
        A block that starts with "Exif" and two zeros, or None when there is nothing to write.
    """
    if not block:
        return None
    exif = Image.Exif()
    with quiet():
        try:
            exif.load(block)
            main = {tag: exif[tag] for tag in exif if tag in _DESCRIPTIVE}
        except Exception:
            return None
        details, place = _directory(exif, IFD.Exif), _directory(exif, IFD.GPSInfo)
        if not keep_location:
            details.pop(_MAKER_NOTE, None)
            place = {}
        for tag, value in ((_WIDTH, size[0]), (_HEIGHT, size[1])):
            if tag in details:
                details[tag] = value
        if not (main or details or place):
            return None
        written = _block(main, details, place)
        if written and len(written) > _LARGEST:
            details.pop(_MAKER_NOTE, None)
            written = _block(main, details, place)
    return written if written and len(written) <= _LARGEST else None


def _directory(exif: Image.Exif, which: int) -> dict:
    """One of the directories inside the block; empty where it is missing or damaged."""
    try:
        return dict(exif.get_ifd(which))
    except Exception:
        return {}


def _block(main: dict, details: dict, place: dict) -> bytes | None:
    """Put directories together; values that cannot be written (damaged ones) are left out."""
    for checked in (False, True):
        exif = Image.Exif()
        for tag, value in main.items():
            if not checked or _writable(tag, value):
                exif[tag] = value
        exif[ORIENTATION] = 1
        for which, directory in ((IFD.Exif, details), (IFD.GPSInfo, place)):
            kept = {tag: value for tag, value in directory.items() if not checked or _writable(tag, value, which)}
            if kept:
                exif[which] = kept
        try:
            return exif.tobytes()
        except Exception:
            continue
    return None


def _writable(tag: int, value: object, which: int | None = None) -> bool:
    """Whether Pillow can write this one value."""
    exif = Image.Exif()
    if which is None:
        exif[tag] = value
    else:
        exif[which] = {tag: value}
    try:
        return bool(exif.tobytes())
    except Exception:
        return False
