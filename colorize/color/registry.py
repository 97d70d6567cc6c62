"""The color modes: a new one is one entry in the file of its kind."""

from __future__ import annotations

from collections.abc import Iterable

from colorize.color import (
    bilevel,
    chromaticity,
    cie,
    color_vision,
    cones,
    gray,
    hexcone,
    ink,
    looks,
    luma,
    negative,
    oklab,
    posterize,
    srgb,
    wide,
)
from colorize.color.mode import Effect, Space


def table(modes: Iterable[Space | Effect], taken: Iterable[str] = ()) -> dict:
    """The modes by name; a name that occurs twice, or is `taken`, raises `ValueError`."""
    result: dict[str, Space | Effect] = {}
    for mode in modes:
        if mode.name in result or mode.name in set(taken):
            raise ValueError(f"two color modes are called {mode.name!r}: give one of them another name")
        result[mode.name] = mode
    return result


SPACES: dict[str, Space] = table(
    space for file in (srgb, cie, chromaticity, oklab, cones, hexcone, luma, ink, wide) for space in file.SPACES
)
EFFECTS: dict[str, Effect] = table(
    (effect for file in (gray, looks, bilevel, posterize, color_vision, negative) for effect in file.EFFECTS),
    taken=SPACES,
)
