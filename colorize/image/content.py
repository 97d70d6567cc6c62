"""Tells from a file's first bytes what it is, whatever its suffix says."""

from __future__ import annotations

from colorize.errors import ColorizeError
from colorize.image.formats import ACCEPTED
from colorize.text import Text

HEAD = 4096
"""How many bytes `recognize` wants to see."""

_AVIF_BRANDS = (b"avif", b"avis")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
)

_OTHERS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("a PDF document", "PDF 文档")),
    (b"%!PS", Text("a PostScript file", "PostScript 文件")),
    (b"8BPS", Text("a Photoshop document", "Photoshop 文档")),
    (b"\x00\x00\x00\x0cjP  ", Text("a JPEG 2000 picture", "JPEG 2000 图片")),
    (b"\xff\x4f\xff\x51", Text("a JPEG 2000 picture", "JPEG 2000 图片")),
    (b"\x00\x00\x00\x0cJXL ", Text("a JPEG XL picture", "JPEG XL 图片")),
    (b"\xff\x0a", Text("a JPEG XL picture", "JPEG XL 图片")),
    (b"\x00\x00\x01\x00", Text("an icon file", "图标文件")),
    (b"PK\x03\x04", Text("a ZIP archive or an office document", "ZIP 压缩包或办公文档")),
    (b"\x1f\x8b", Text("a gzip archive", "gzip 压缩包")),
    (b"Rar!", Text("a RAR archive", "RAR 压缩包")),
    (b"7z\xbc\xaf", Text("a 7-Zip archive", "7-Zip 压缩包")),
    (b"RIFF", Text("a sound or video file", "音频或视频文件")),
    (b"OggS", Text("a sound or video file", "音频或视频文件")),
    (b"\x1aE\xdf\xa3", Text("a video file", "视频文件")),
    (b"\x93NUMPY", Text("a NumPy array (load it with numpy.load)", "NumPy 数组（请用 numpy.load 读取）")),
)
_SVG = Text("an SVG drawing, which has no pixels (export it as PNG first)", "SVG 矢量图，没有像素（请先导出为 PNG）")
_TEXT = Text("a text file", "文本文件")
_VIDEO = Text("a video file", "视频文件")
_UNKNOWN = Text("not a kind of picture that is known here", "无法识别的文件类型")


def recognize(head: bytes, name: str) -> str:
    """The picture format of a file that starts with these bytes.

    Args:
        head: the first `HEAD` bytes (fewer when the file is shorter).
        name: for the message.

    Returns:
        One of `READABLE`.

    Raises:
        ColorizeError: when the file is empty or something else than an accepted picture; says what it is.

    Example:
        >>> recognize(b"GIF89a" + bytes(20), "flag.png")
        'GIF'
    """
    if not head:
        raise ColorizeError(
            "{name} is empty (0 bytes). A {accepted} picture is expected: copy or download the file again.",
            "{name} 是空文件（0 字节）。应为 {accepted_zh} 图片：请重新复制或下载该文件。",
            name=name,
            accepted=ACCEPTED.en,
            accepted_zh=ACCEPTED.zh,
        )
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        length = int.from_bytes(head[:4], "big")
        brands = [head[8:12]] + [head[start : start + 4] for start in range(16, min(length, len(head)), 4)]
        if any(brand in _AVIF_BRANDS for brand in brands):
            return "AVIF"
        if any(brand in _HEIC_BRANDS for brand in brands):
            return "HEIC"
    for start, format in _PICTURES:
        if head.startswith(start):
            return format
    what = _describe(head)
    raise ColorizeError(
        "{name} is not a picture that can be opened: it is {what_en}. A {accepted} picture is expected.",
        "{name} 不是可以打开的图片：它是{what_zh}。应为 {accepted_zh} 图片。",
        name=name,
        what_en=what.en,
        what_zh=what.zh,
        accepted=ACCEPTED.en,
        accepted_zh=ACCEPTED.zh,
    )


def _describe(head: bytes) -> Text:
    """In a few words, what a file is that is no accepted picture."""
    for start, what in _OTHERS:
        if head.startswith(start):
            return what
    if head[4:8] == b"ftyp":
        return _VIDEO
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in text:
        return _SVG
    if _is_text(head):
        return _TEXT
    return _UNKNOWN


def _is_text(head: bytes) -> bool:
    """Whether the bytes read as UTF-8 text; the last character may be cut in two."""
    for end in range(len(head), max(len(head) - 4, 0), -1):
        try:
            text = head[:end].decode()
        except UnicodeDecodeError:
            continue
        return all(letter.isprintable() or letter in "\t\r\n\f" for letter in text)
    return False
