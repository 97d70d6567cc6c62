"""`convert` and `modes` with the press among the color modes."""

from __future__ import annotations

import inspect

import numpy as np

from colorize import color
from colorize.color.pictures import as_rgb
from colorize.errors import ColorizeError
from colorize.image import Picture, as_picture
from colorize.press.proof import soft_proof
from colorize.press.rendering import MODE
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
        return separate(image, **options)
    if not isinstance(mode, str) or mode not in color.modes():
        raise ColorizeError(
            "There is no color mode {name!r}. Choose one of: {choices}.",
            "没有名为 {name!r} 的颜色模式。可选：{choices}。",
            name=mode,
            choices=", ".join(modes()),
        )
    picture = as_picture(image)
    return color.convert(soft_proof(picture) if picture.mode == MODE else picture, mode, **options)


def as_shown(picture: Picture) -> np.ndarray:
    """A picture of any mode as a screen shows it: sRGB, float32 (H, W, 3); press ink by its soft proof."""
    return soft_proof(picture).array if picture.mode == MODE else as_rgb(picture)
