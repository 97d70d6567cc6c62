"""The formats that pictures come in and go out by: suffixes, and what each can hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from colorize.errors import ColorizeError
from colorize.text import Text

MAX_PIXELS = 100_000_000
"""The largest picture that is opened unless the caller says otherwise, in pixels."""

READABLE = ("JPEG", "PNG", "WebP", "AVIF", "TIFF", "BMP", "GIF", "HEIC")
"""Every format that `read` accepts. The content of a file decides, not its suffix."""

ACCEPTED = Text("JPEG, PNG, WebP, AVIF, TIFF, BMP, GIF or HEIC", "JPEG、PNG、WebP、AVIF、TIFF、BMP、GIF 或 HEIC")

EVERY_MODE = ("*",)


@dataclass(frozen=True)
class Format:
    """One format that pictures are written in.

    Attributes:
        name: as in `encode(picture, name)`.
        title: as people write it.
        suffixes: of file names, the usual one first.
        alpha: whether it holds transparency.
        deep: whether it holds 16 bits a channel.
        lossless: whether, by default, every value comes back as it was written at its depth.
        families: which families of modes it holds (see `family`), or `EVERY_MODE`.
        options: what `encode` and `save` accept for it.
        largest_side: in pixels.
        media_type: for downloads.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    alpha: bool
    deep: bool
    lossless: bool
    families: tuple[str, ...]
    options: tuple[str, ...]
    largest_side: int
    media_type: str

    def holds(self, mode: str) -> bool:
        """Whether a picture of this color mode can be written in this format."""
        return self.families == EVERY_MODE or family(mode) in self.families


_GRAYS = ("gray", "bilevel")
_LIST = (
    Format("png", "PNG", (".png",), True, True, True, ("rgb", *_GRAYS), ("depth",), 2**31 - 1, "image/png"),
    Format(
        "jpeg",
        "JPEG",
        (".jpg", ".jpeg", ".jpe", ".jfif"),
        False,
        False,
        False,
        ("rgb", *_GRAYS, "cmyk"),
        ("quality", "subsampling"),
        65_500,
        "image/jpeg",
    ),
    Format("webp", "WebP", (".webp",), True, False, True, ("rgb", *_GRAYS), ("quality",), 16_383, "image/webp"),
    Format("tiff", "TIFF", (".tif", ".tiff"), True, True, True, EVERY_MODE, ("depth",), 2**31 - 1, "image/tiff"),
    Format(
        "avif",
        "AVIF",
        (".avif",),
        True,
        False,
        False,
        ("rgb", *_GRAYS),
        ("quality", "subsampling"),
        65_535,
        "image/avif",
    ),
    Format("npy", "NumPy", (".npy",), False, True, True, EVERY_MODE, (), 2**31 - 1, "application/octet-stream"),
)

FORMATS: dict[str, Format] = {}
for _format in _LIST:
    if _format.name in FORMATS:
        raise ValueError(f"two formats are called {_format.name}")
    FORMATS[_format.name] = _format
"""Every format that pictures are written in, by name."""


LOOKS = ("sepia", "duotone", "invert", "posterize", "color_vision", "negative")
"""One-way looks whose values are sRGB; a test of the color modes holds this against their registry."""


def family(mode: str) -> str:
    """The modes that files treat alike: `gray` for every gray, `cmyk` for ink of any kind, `rgb` for every look.

    Any other is its own family.

    Example:
        >>> family("gray_luminance"), family("cmyk_icc"), family("lab")
        ('gray', 'cmyk', 'lab')
    """
    if mode in LOOKS:
        return "rgb"
    return next((name for name in ("gray", "cmyk") if mode.startswith(name)), mode)


def format_by_name(name: str) -> Format:
    """The format of this name.

    Raises:
        ColorizeError: for an unknown name; lists the choices.

    Example:
        >>> format_by_name("jpeg").title
        'JPEG'
    """
    try:
        return FORMATS[name]
    except (KeyError, TypeError):
        raise ColorizeError(
            "There is no format {name!r} to write. Choose one of: {choices}.",
            "没有可写的格式 {name!r}。可选：{choices}。",
            name=name,
            choices=", ".join(FORMATS),
        ) from None


def format_by_suffix(path: str | Path) -> Format:
    """The format that a file name asks for.

    Raises:
        ColorizeError: when the suffix is missing or unknown; lists the choices.

    Example:
        >>> format_by_suffix("harbor.JPG").name
        'jpeg'
    """
    suffix = Path(path).suffix.lower()
    for format in FORMATS.values():
        if suffix in format.suffixes:
            return format
    raise ColorizeError(
        "Cannot tell which format to write from the file name {name!r}. End it with one of: {choices}.",
        "无法从文件名 {name!r} 判断要写的格式。请使用以下后缀之一：{choices}。",
        name=Path(path).name,
        choices=", ".join(suffix for format in FORMATS.values() for suffix in format.suffixes),
    )
