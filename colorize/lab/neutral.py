"""What a mode's channels hold for grays: known from the conversions themselves, so that every new mode is included."""

from __future__ import annotations

from functools import cache

import numpy as np

from colorize.color import transform
from colorize.lab.given import reversible

GRAYS = np.repeat(np.float32([0.1, 0.3, 0.5, 0.7, 1.0])[:, None], 3, axis=1)
SAME = 1e-4
"""Channels that differ by less than this share of their range hold the same value."""


@cache
def neutral(mode: str) -> tuple[float, ...]:
    """The values of the middle gray (R = G = B = 0.5): what takes the place of a channel that is dropped.

    Example:
        >>> neutral("ycbcr")
        (0.5, 0.5, 0.5)
    """
    space = reversible(mode)
    values = transform(np.full((1, 3), 0.5, np.float32), "rgb", mode)[0]
    return tuple(_tidied(float(v), c.low, c.high) for v, c in zip(values, space.channels, strict=True))


def _tidied(value: float, low: float, high: float) -> float:
    """The value, or the middle or lowest of its range where only rounding parts them."""
    near = [mark for mark in ((low + high) / 2, low, 0.0) if abs(value - mark) < SAME * (high - low)]
    return near[0] if near else value


@cache
def _same_for_grays(mode: str) -> tuple[bool, ...]:
    """Which channels hold one value for all grays, black apart."""
    space = reversible(mode)
    values = transform(GRAYS, "rgb", mode)
    spread = values.max(axis=0) - values.min(axis=0)
    return tuple(bool(s < SAME * (c.high - c.low)) for s, c in zip(spread, space.channels, strict=True))


def differences(mode: str) -> tuple[bool, ...]:
    """Which channels are color differences: grays sit in the middle of their range, as in a* or Cb.

    Example:
        >>> differences("lab"), differences("hsv")
        ((False, True, True), (False, False, False))
    """
    space = reversible(mode)
    return tuple(
        same and not channel.angle and value == (channel.low + channel.high) / 2
        for same, channel, value in zip(_same_for_grays(mode), space.channels, neutral(mode), strict=True)
    )


def strengths(mode: str) -> tuple[bool, ...]:
    """Which channels say how far a color is from gray beside a hue: chroma and saturation, which end at 0.

    Example:
        >>> strengths("lch"), strengths("cmyk")
        ((False, True, False), (False, False, False, False))
    """
    channels = reversible(mode).channels
    polar = any(channel.angle for channel in channels)
    return tuple(
        polar and same and not channel.angle and value == channel.low == 0
        for same, channel, value in zip(_same_for_grays(mode), channels, neutral(mode), strict=True)
    )
