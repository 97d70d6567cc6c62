"""What the ways to ink and back have in common."""

from __future__ import annotations

import numpy as np

from colorize.errors import ColorizeError
from colorize.image.profiles import INTENTS, Rendering

MODE = "cmyk_icc"
"""The mode of pictures that hold a press's ink; their metadata hold its profile."""

STRIP = 1 << 18
"""Pixels converted together: LittleCMS reads the profile anew for each strip, which takes up to 10 ms."""


def rendering_of(intent: str, black_point: bool) -> Rendering:
    """The two settings, or a sentence that says what is wrong with them."""
    if intent not in INTENTS:
        raise ColorizeError(
            "There is no rendering intent {intent!r}. Choose one of: {choices}.",
            "没有渲染意图 {intent!r}。可选：{choices}。",
            intent=intent,
            choices=", ".join(INTENTS),
        )
    if not isinstance(black_point, bool | np.bool_):
        raise ColorizeError(
            "black_point is {value!r}; True or False is expected.",
            "black_point 为 {value!r}；应为 True 或 False。",
            value=black_point,
        )
    return Rendering(intent, bool(black_point))
