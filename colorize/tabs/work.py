"""What the page and the API both do: a picture in, a picture and its report out, a file to download."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from colorize.checkpoint import ALIASES
from colorize.image import FORMATS, Picture, encode, losses
from colorize.predict import colorize, warm
from colorize.press import convert
from colorize.tabs.photo_input import Photo, file_stem
from colorize.tabs.preview import keep_file
from colorize.tabs.report import Report

BY_MODEL = "model"
"""The menu's first color mode: not a mode of the registry, but color by a model."""


@dataclass(frozen=True)
class Wish:
    """What a person asks for.

    Args:
        mode: `BY_MODEL` or a color mode's name.
        model: a checkpoint's name or `auto`; only for `BY_MODEL`.
        vividness: 0 to 2; only for `BY_MODEL`.
        hints: colors given for places, (x, y, "#rrggbb"); only for `BY_MODEL`.
        options: of the color mode, by name.
    """

    mode: str = BY_MODEL
    model: str = "auto"
    vividness: float = 1.0
    hints: tuple = ()
    options: dict = field(default_factory=dict)


def open_photo(photo: Photo) -> Picture:
    """Decode an upload, under the name that it had at home."""
    picture = photo.read()
    return replace(picture, metadata=replace(picture.metadata, name=photo.name))


def fulfil(photo: Photo, wish: Wish) -> tuple[Picture, Report]:
    """Read a photo and color or convert it, at full size.

    Returns:
        The result and the report on it.
    """
    by_model = wish.mode == BY_MODEL
    if by_model:
        warm(wish.model)  # loading is not part of the time that is reported
    start = time.perf_counter()
    source = open_photo(photo)
    if by_model:
        result = colorize(source, wish.model, vividness=wish.vividness, hints=wish.hints)
    else:
        result = convert(source, wish.mode, **wish.options)
    report = Report(
        width=result.width,
        height=result.height,
        mode=wish.mode,
        model=ALIASES.get(wish.model, wish.model) if by_model else "",
        vividness=wish.vividness if by_model else None,
        seconds=time.perf_counter() - start,
        given=len(wish.hints) if by_model else 0,
        flags=dict(result.flags),
        losses={form: losses(result, form) for form in formats_of(wish.mode)},
    )
    return result, report


def formats_of(mode: str) -> list[str]:
    """Names of the download formats that hold a mode, the best first."""
    return [name for name, form in FORMATS.items() if form.holds("rgb" if mode == BY_MODEL else mode)]


def write(result: Picture, photo: Photo, wish: Wish, form: str) -> str:
    """Encode a result at full size under a name made from the upload's; returns the file's path.

    Raises:
        ColorizeError: unknown format, or one that cannot hold the mode.
    """
    data = encode(result, form)
    word = "colorized" if wish.mode == BY_MODEL else wish.mode
    return keep_file(data, f"{file_stem(photo.name)}-{word}{FORMATS[form].suffixes[0]}")
