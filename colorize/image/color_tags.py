"""ICC profiles: those that are written into files, and those that stand for a file's short color codes."""

from __future__ import annotations

from functools import cache

import imagecodecs
import numpy as np

WHITE = (0.3127, 0.3290)
"""CIE xy of D65."""

PRIMARIES = {
    "bt709": (0.640, 0.330, 0.300, 0.600, 0.150, 0.060),
    "bt2020": (0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    "p3": (0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
}
"""CIE xy of red, green, blue: ITU-R BT.709, ITU-R BT.2020, Display P3 (SMPTE EG 432-1)."""

_CODED_PRIMARIES = {9: "bt2020", 12: "p3"}  # ITU-T H.273, table 2; the others are BT.709 or hardly differ
_CODED_GAMMA = {4: 2.2, 5: 2.8, 8: 1.0}  # ITU-T H.273, table 3
_CODED_HDR = {16: "PQ", 18: "HLG"}

ADOBE_RGB = b"Adobe RGB"
"""Stands for the Adobe RGB profile, which cameras name in EXIF without embedding it."""


@cache
def srgb_profile() -> bytes:
    """The sRGB profile that written files carry: IEC 61966-2-1, ICC version 4, the same bytes every time."""
    return _without_date(imagecodecs.cms_profile("srgb"))


@cache
def linear_profile() -> bytes:
    """A profile with the primaries and white of sRGB and linear light."""
    return imagecodecs.cms_profile("rgb", whitepoint=WHITE, primaries=PRIMARIES["bt709"], gamma=1.0)


@cache
def gray_profile() -> bytes:
    """A gray profile with the tone curve of sRGB: the sRGB profile's own tags under a gray header."""
    rgb = srgb_profile()
    tags = {}
    for index in range(int.from_bytes(rgb[128:132])):
        entry = rgb[132 + 12 * index : 144 + 12 * index]
        start, length = int.from_bytes(entry[4:8]), int.from_bytes(entry[8:12])
        tags[entry[:4]] = rgb[start : start + length]
    kept = {b"desc": _text("sRGB gray"), b"cprt": tags[b"cprt"], b"wtpt": tags[b"wtpt"], b"kTRC": tags[b"rTRC"]}
    table, content, offset = len(kept).to_bytes(4), b"", 132 + 12 * len(kept)
    for name, tag in kept.items():
        table += name + (offset + len(content)).to_bytes(4) + len(tag).to_bytes(4)
        content += tag + bytes(-len(tag) % 4)
    header = bytearray(rgb[:128])
    header[16:20] = b"GRAY"
    header[:4] = (len(header) + len(table) + len(content)).to_bytes(4)
    return bytes(header) + table + content


def profile_bytes(profile: bytes) -> bytes:
    """The profile itself, where only its name stands for it."""
    return imagecodecs.cms_profile("adobergb") if profile == ADOBE_RGB else profile


def coded_profile(primaries: int, transfer: int) -> tuple[bytes | None, dict[str, str]]:
    """The profile for color codes of ITU-T H.273, as HEIC, AVIF and PNG store them.

    Returns:
        A profile, or None where the codes mean sRGB or are not known; and flags: `hdr_transfer` for HDR pictures,
        whose brightness curve (PQ, HLG) has no sRGB counterpart and is shown as it is.
    """
    if transfer in _CODED_HDR:
        return None, {"hdr_transfer": _CODED_HDR[transfer]}
    if primaries not in _CODED_PRIMARIES and transfer not in _CODED_GAMMA:
        return None, {}
    points = PRIMARIES[_CODED_PRIMARIES.get(primaries, "bt709")]
    return _rgb_profile(points, WHITE, _CODED_GAMMA.get(transfer)), {}


def tagged_profile(gamma: float, points: list[float] | None, *, gray: bool) -> bytes | None:
    """The profile for a PNG's gAMA and cHRM values.

    Args:
        gamma: of the file, 1 / 2.2 for the usual screen.
        points: CIE xy of white, red, green, blue; None for those of sRGB.
        gray: for a gray picture.

    Returns:
        A profile; None where the values mean sRGB (a gamma of 1 / 2.2 is what sRGB files carry for old readers).
    """
    if not 0.1 <= gamma <= 10:
        return None
    white, primaries = (tuple(points[:2]), tuple(points[2:])) if points else (WHITE, PRIMARIES["bt709"])
    usual_curve = abs(gamma - 1 / 2.2) < 0.005
    usual_points = np.abs(np.subtract((*white, *primaries), (*WHITE, *PRIMARIES["bt709"]))).max() < 0.002
    if usual_curve and (gray or usual_points):
        return None
    exponent = None if usual_curve else 1 / gamma
    try:
        if gray:
            return imagecodecs.cms_profile("gray", whitepoint=WHITE, gamma=exponent)
        return _rgb_profile(primaries, white, exponent)
    except Exception:
        return b"damaged"


def _rgb_profile(primaries: tuple, white: tuple, gamma: float | None) -> bytes:
    """A profile of these primaries; without a gamma its curve is that of sRGB."""
    if gamma is not None:
        return imagecodecs.cms_profile("rgb", whitepoint=white, primaries=primaries, gamma=gamma)
    level = np.linspace(0, 1, 4096)
    curve = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4).astype(np.float32)
    return imagecodecs.cms_profile("rgb", whitepoint=white, primaries=primaries, transferfunction=curve)


def _without_date(profile: bytes) -> bytes:
    """LittleCMS stamps the time of making; equal pictures should make equal files."""
    return profile[:24] + bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]) + profile[36:]


def _text(sentence: str) -> bytes:
    """An ICC text tag (multiLocalizedUnicodeType) with one English record."""
    letters = sentence.encode("utf-16-be")
    return (
        b"mluc"
        + bytes(4)
        + (1).to_bytes(4)
        + (12).to_bytes(4)
        + b"enUS"
        + len(letters).to_bytes(4)
        + (28).to_bytes(4)
        + letters
    )
