"""The color modes: a new one is one entry in the file of its kind."""

from __future__ import annotations

from collections.abc import Iterable

from colorize.color import bilevel, cie, gray, hexcone, ink, luma, srgb
from colorize.color.mode import Effect, Space


def table(modes: Iterable[Space | Effect], taken: Iterable[str] = ()) -> dict:
    """The modes by name; a name that occurs twice, or is `taken`, raises `ValueError`."""
    result: dict[str, Space | Effect] = {}
    for mode in modes:
        if mode.name in result or mode.name in set(taken):
            raise ValueError(f"two color modes are called {mode.name!r}: give one of them another name")
        result[mode.name] = mode
    return result


SPACES: dict[str, Space] = table((*srgb.SPACES, *cie.SPACES, *hexcone.SPACES, *luma.SPACES, *ink.SPACES))
EFFECTS: dict[str, Effect] = table((*gray.EFFECTS, *bilevel.EFFECTS), taken=SPACES)
