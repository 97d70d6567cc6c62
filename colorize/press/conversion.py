"""`convert` and `modes` with the press among the color modes."""

from __future__ import annotations

import inspect

import numpy as np

from colorize import color
from colorize.color.pictures import as_rgb, settings
from colorize.color.pictures import parse_options as color_options
from colorize.color.walk import find
from colorize.errors import ColorizeError
from colorize.image import Picture, as_picture
from colorize.press.profiles import choose
from colorize.press.proof import soft_proof
from colorize.press.rendering import MODE, rendering_of
from colorize.press.separation import separate

OPTIONS = tuple(inspect.signature(separate).parameters)[1:]
"""What `convert` takes for `cmyk_icc`."""


def modes() -> list[str]:
    """The names of all color modes, that of press ink after that of ink by formula.

    Example:
        >>> [name for name in modes() if name.startswith("cmyk")]
        ['cmyk', 'cmyk_icc']
    """
    names = color.modes()
    place = names.index("cmyk") + 1
    return [*names[:place], MODE, *names[place:]]


def expect_mode(mode: str) -> None:
    """Refuse what is no mode's name; the message lists all names, that of press ink among them."""
    if not isinstance(mode, str) or mode not in modes():
        raise ColorizeError(
            "There is no color mode {name!r}. Choose one of: {choices}.",
            "没有名为 {name!r} 的颜色模式。可选：{choices}。",
            name=mode,
            choices=", ".join(modes()),
        )


def check(mode: str, options: dict) -> None:
    """Refuse an unknown mode, option or profile before any picture is read."""
    if mode == MODE:
        for name in options:
            if name not in OPTIONS:
                raise ColorizeError(
                    "Mode {mode} has no option {name!r}. Its options: {choices}.",
                    "模式 {mode} 没有选项 {name!r}。可用选项：{choices}。",
                    mode=mode,
                    name=name,
                    choices=", ".join(OPTIONS),
                )
        rendering_of(options.get("intent", "relative"), options.get("black_point", True))
        choose(options.get("profile"))
        return
    expect_mode(mode)
    settings(find(mode), options)


def parse_options(mode: str, words: list[str]) -> dict:
    """Options as the command line has them, `name=value`; a press profile may be a name or a file.

    Example:
        >>> parse_options("cmyk_icc", ["intent=absolute", "black_point=false"])
        {'intent': 'absolute', 'black_point': False}
    """
    expect_mode(mode)
    if mode != MODE:
        return color_options(mode, words)
    options: dict = dict(word.partition("=")[::2] for word in words)
    if "black_point" in options:
        options["black_point"] = {"true": True, "false": False}.get(options["black_point"].lower(), options["black_point"])
    return options


def convert(image, mode: str, **options) -> Picture:
    """A picture in another color mode, as `colorize.color.convert` does it, with press ink as one more mode.

    Args:
        image: a path, a PIL image, an array, or a `Picture` in any mode; press ink is taken as its soft proof.
        mode: a name from `modes()`.
        options: those of the mode; for `cmyk_icc` those of `separate`: `profile`, `intent`, `black_point`.

    Raises:
        ColorizeError: unknown mode or option, or an image or profile that cannot be used.

    Example:
        >>> convert(np.zeros((2, 3, 3), np.uint8), "cmyk").array.shape
        (2, 3, 4)
    """
    check(mode, options)
    if mode == MODE:
        return separate(image, **options)
    picture = as_picture(image)
    return color.convert(soft_proof(picture) if picture.mode == MODE else picture, mode, **options)


def as_shown(picture: Picture) -> np.ndarray:
    """A picture of any mode as a screen shows it: sRGB, float32 (H, W, 3); press ink by its soft proof."""
    return soft_proof(picture).array if picture.mode == MODE else as_rgb(picture)
