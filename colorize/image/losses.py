"""Says before a picture is written what the file will not hold."""

from __future__ import annotations

from colorize.image.formats import family, format_by_name
from colorize.image.picture import Picture
from colorize.image.writing import QUALITY, check_writable, is_raw, written_depth
from colorize.text import Text

_NO_ALPHA = Text("{title} holds no transparency: it is left out.", "{title} 不保存透明度：将被舍弃。")
_ON_WHITE = Text(
    "{title} has no transparency: the picture is put on white.", "{title} 不支持透明：图片将置于白色背景上。"
)
_ASKED = Text(
    "8 bits a channel were asked for: the 16 bits of the picture are rounded.",
    "要求每通道 8 位：图片的 16 位将被舍入。",
)
_EIGHT = Text(
    "{title} holds 8 bits a channel: the 16 bits of the picture are rounded.",
    "{title} 每通道只有 8 位：图片的 16 位将被舍入。",
)
_APPROXIMATE = Text(
    "{title} stores colors approximately (quality {quality}).", "{title} 为有损存储（质量 {quality}）。"
)
_NO_EXIF = Text("Raw values in {title} come without EXIF.", "{title} 中的原始数值不带 EXIF。")


def losses(picture: Picture, format: str, **options) -> list[Text]:
    """What would not survive writing the picture in this format, in sentences; empty when everything does.

    Args:
        picture, format, options: as for `encode`.

    Raises:
        ColorizeError: where `encode` would refuse.

    Example:
        >>> import numpy as np
        >>> losses(Picture(np.zeros((2, 2, 3), np.float32)), "png")
        []
        >>> losses(Picture(np.zeros((2, 2, 3), np.float32), depth=16), "webp")[0].en
        'WebP holds 8 bits a channel: the 16 bits of the picture are rounded.'
    """
    kind = format_by_name(format)
    check_writable(picture, kind, options)
    raw, found = is_raw(picture.mode, kind), []
    if picture.alpha is not None and not kind.alpha:
        found.append(_NO_ALPHA if raw else _ON_WHITE)
    deep = picture.depth == 16 and family(picture.mode) != "bilevel" and not raw
    if deep and written_depth(picture, kind, options) == 8:
        found.append(_ASKED if kind.deep else _EIGHT)
    if not kind.lossless or "quality" in options:
        found.append(_APPROXIMATE)
    if raw and picture.metadata.exif:
        found.append(_NO_EXIF)
    quality = options.get("quality", QUALITY.get(kind.name))
    return [text.format(title=kind.title, quality=quality) for text in found]
