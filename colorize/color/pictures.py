"""Conversion of a whole picture, with everything that belongs to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from colorize.color.mode import Effect
from colorize.color.walk import find, transform
from colorize.errors import ColorizeError
from colorize.image import Picture, as_picture


def settings(mode, options: dict) -> dict:
    """The mode's options with their defaults filled in; unknown names and values out of range raise."""
    known = {option.name: option for option in getattr(mode, "options", ())}
    for name, value in options.items():
        if name not in known:
            raise ColorizeError(
                "Mode {mode} has no option {name!r}. {choices}",
                "模式 {mode} 没有选项 {name!r}。{choices_zh}",
                mode=mode.name,
                name=name,
                choices=f"Its options: {', '.join(known)}." if known else "It has no options.",
                choices_zh=f"可用选项：{'、'.join(known)}。" if known else "它没有任何选项。",
            )
        known[name].check(value)
    return {name: option.default for name, option in known.items()} | options


def parse_options(mode: str, words: list[str]) -> dict:
    """Options as the command line has them, `name=value`, with each value as its option understands it.

    Raises:
        ColorizeError: unknown mode, or a word without `=`. Unknown names and values are left for `convert` to refuse.

    Example:
        >>> parse_options("posterize", ["count=5", "dither=true"])
        {'count': 5.0, 'dither': True}
    """
    known = {option.name: option for option in getattr(find(mode), "options", ())}
    options = {}
    for word in words:
        name, sign, text = word.partition("=")
        if not sign:
            raise ColorizeError(
                "{word!r} is no option. Write it as name=value, such as threshold=0.5.",
                "{word!r} 不是选项。请写成 name=value，例如 threshold=0.5。",
                word=word,
            )
        options[name] = known[name].parse(text) if name in known else text
    return options


def convert(image, mode: str, **options) -> Picture:
    """A picture in another color mode; alpha, depth, flags and metadata are kept.

    Args:
        image: a path, a PIL image, an array (H, W), (H, W, 3) or (H, W, 4) of uint8, uint16 or float in [0, 1],
            or a `Picture` in any mode.
        mode: a name from `modes()`.
        options: those of the mode, see `EFFECTS[mode].options`.

    Returns:
        A new `Picture` whose `array` is float32 (H, W, channels) in the units of `SPACES[mode]` or `EFFECTS[mode]`.

    Raises:
        ColorizeError: unknown mode or option, an option out of range, or an image that cannot be used.

    Example:
        >>> picture = convert(np.zeros((2, 3, 3), np.uint8), "cmyk")
        >>> picture.mode, picture.array.shape, picture.array[0, 0].tolist()
        ('cmyk', (2, 3, 4), [0.0, 0.0, 0.0, 1.0])
    """
    target = find(mode)
    chosen = settings(target, options)
    picture = as_picture(image)
    if isinstance(target, Effect):
        array = target.apply(as_rgb(picture), **chosen)
    elif isinstance(find(picture.mode), Effect):
        array = transform(as_rgb(picture), "rgb", mode)
    else:
        array = transform(picture.array, picture.mode, mode)
    channels = tuple((channel.name, channel.low, channel.high, channel.unit) for channel in target.channels)
    metadata = replace(picture.metadata, channels=channels)
    return replace(picture, array=array, mode=mode, flags=dict(picture.flags), metadata=metadata)


def as_rgb(picture: Picture) -> np.ndarray:
    """The picture as it is shown: sRGB (H, W, 3); one channel of an effect is grey."""
    if isinstance(find(picture.mode), Effect):
        return np.ascontiguousarray(np.broadcast_to(picture.array, (*picture.array.shape[:2], 3)))
    return transform(picture.array, picture.mode, "rgb")
