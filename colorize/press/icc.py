"""What an ICC file says of itself in its header and tags, and whether it can make ink of colors."""

from __future__ import annotations

from colorize.image.profiles import INTENTS
from colorize.text import Text

HEAD = 132
"""Bytes of the header and the number of tags."""

_SPACES = {
    b"RGB ": Text("RGB", " RGB "),
    b"GRAY": Text("gray", "灰度"),
    b"Lab ": Text("Lab", " Lab "),
    b"XYZ ": Text("XYZ", " XYZ "),
    b"CMY ": Text("three inks", "三色油墨"),
}
_OTHER_SPACE = Text("other colors", "其他颜色")
_TABLES = {"perceptual": b"B2A0", "relative": b"B2A1", "saturation": b"B2A2", "absolute": b"B2A1"}


def is_press(content: bytes) -> bool:
    """Whether a file's first `HEAD` bytes are those of a measured press: an output profile from Lab to CMYK.

    Ghostscript brings formulas in the shape of CMYK profiles, too; they go by XYZ, as no measured press does.
    """
    return content[12:24] == b"prtrCMYKLab " and content[36:40] == b"acsp"


def tags(content: bytes) -> set[bytes]:
    """The names of a profile's tags; of a cut one those that are there."""
    count = min(int.from_bytes(content[128:132]), (len(content) - HEAD) // 12)
    return {content[HEAD + 12 * index : HEAD + 12 * index + 4] for index in range(max(count, 0))}


def intents(content: bytes) -> tuple[str, ...]:
    """The rendering intents that a press profile has a table for.

    `absolute` has none of its own: it is `relative` with the white of the paper.
    """
    found = tags(content)
    return tuple(intent for intent in INTENTS if _TABLES[intent] in found)


def complaint(content: bytes) -> Text | None:
    """Why these bytes are no press profile, to follow its name in a sentence; None where nothing speaks against it."""
    if not content:
        return Text("is empty (0 bytes)", "是空文件（0 字节）")
    if len(content) < HEAD or content[36:40] != b"acsp":
        return Text("is not an ICC profile", "不是 ICC 配置文件")
    length = int.from_bytes(content[:4])
    if length > len(content):  # LittleCMS would make do with the tables that are left
        return Text(
            f"is cut short: {len(content):,} of {length:,} bytes are there",
            f"不完整：{length:,} 字节中只有 {len(content):,} 字节",
        )
    if content[16:20] != b"CMYK":
        space = _SPACES.get(content[16:20], _OTHER_SPACE)
        return Text(f"is a profile for {space.en}, not for CMYK", f"是{space.zh}配置文件，而不是 CMYK")
    if content[12:16] != b"prtr":
        return Text("is a CMYK profile, but not that of a press (output class)", "是 CMYK 配置文件，但不属于印刷输出类")
    if b"B2A0" not in tags(content):  # the one that stands in for all others
        return Text(
            "has no table from color to ink: it only tells how ink looks", "没有从颜色到油墨的表，只说明油墨的外观"
        )
    return None
