"""Conversion between any two modes along the tree of their bases."""

from __future__ import annotations

from functools import cache

import numpy as np

from colorize.color.mode import Effect, Space, Step
from colorize.color.pixels import check, run
from colorize.color.registry import EFFECTS, SPACES
from colorize.color.steps import join
from colorize.errors import ColorizeError


def modes() -> list[str]:
    """The names of all color modes, reversible ones first.

    Example:
        >>> modes()[:4]
        ['rgb', 'linear_rgb', 'xyz', 'lab']
    """
    return [*SPACES, *EFFECTS]


def find(name: str) -> Space | Effect:
    """The mode of that name.

    Raises:
        ColorizeError: there is none; the message lists all names.
    """
    mode = (SPACES.get(name) or EFFECTS.get(name)) if isinstance(name, str) else None
    if mode is None:
        raise ColorizeError(
            "There is no color mode {name!r}. Choose one of: {choices}.",
            "没有名为 {name!r} 的颜色模式。可选：{choices}。",
            name=name,
            choices=", ".join(modes()),
        )
    return mode


def path(name: str) -> list[str]:
    """The reversible mode and its bases up to the root.

    Example:
        >>> path("lab")
        ['lab', 'xyz', 'linear_rgb', 'rgb']
    """
    names = [name]
    while (base := SPACES[names[-1]].base) is not None:
        names.append(base)
    return names


@cache
def steps_between(source: str, target: str) -> tuple[Step, ...]:
    """The steps from one reversible mode to another, up to their nearest common base and down again."""
    up, down = path(source), path(target)
    shared = next(name for name in up if name in down)
    steps: list[Step] = []
    for name in up[: up.index(shared)]:
        steps += SPACES[name].to_base
    for name in reversed(down[: down.index(shared)]):
        steps += SPACES[name].from_base
    return join(steps)


def transform(array: np.ndarray, source_mode: str, target_mode: str) -> np.ndarray:
    """Convert pixels from one color mode to another, exactly and without clipping.

    Args:
        array: (..., channels) of `source_mode`, in its units (see `SPACES`); any floating type, and for `rgb` also
            uint8 or uint16. It is not changed.
        source_mode: a reversible mode.
        target_mode: any mode; effects get their default options.

    Returns:
        float32 (..., channels) in the units of `target_mode`. Colors outside sRGB keep values below 0 or above 1.

    Raises:
        ColorizeError: unknown mode, wrong number of channels, wrong type, or values that are not numbers.

    Example:
        >>> print(transform(np.array([[255, 0, 0]], np.uint8), "rgb", "lab").round(2))
        [[53.24 80.09 67.2 ]]
    """
    source, target = find(source_mode), find(target_mode)
    array = check(array, source)
    if isinstance(source, Effect):
        raise ColorizeError(
            "Mode {mode} is a one-way effect: what it left out is gone. Start from the original picture.",
            "模式 {mode} 是单向效果，丢掉的信息无法恢复。请从原图开始。",
            mode=source.name,
        )
    if isinstance(target, Effect):
        ready = source_mode == "rgb" and array.dtype == np.float32
        defaults = {option.name: option.default for option in target.options}
        return target.apply(array if ready else transform(array, source_mode, "rgb"), **defaults)
    return run(array, len(target.channels), steps_between(source_mode, target_mode))
