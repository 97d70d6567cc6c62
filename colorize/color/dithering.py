"""Error diffusion: what one pixel gets too much or too little of, its neighbors make up for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

RIGHT, BELOW_LEFT, BELOW, BELOW_RIGHT = 7 / 16, 3 / 16, 5 / 16, 1 / 16
"""Shares of the error that go to the neighbors which still wait."""


def as_lines(array: np.ndarray) -> np.ndarray:
    """Pixels (..., C) of any shape as one picture (H, W, C) whose rows they keep."""
    return array.reshape(-1, array.shape[-2] if array.ndim > 1 else 1, array.shape[-1])


def diffuse(values: np.ndarray, nearest: Callable[[np.ndarray], np.ndarray], palette: np.ndarray) -> np.ndarray:
    """The palette's entry for every pixel, by the error diffusion of Floyd and Steinberg, rows from left to right.

    A pixel waits for its left neighbor and for three above it, so all pixels of equal x + 2 y are ready at once: the
    picture is swept along such lines instead of pixel by pixel, with the same sums in the same order.

    Args:
        values: float32 (H, W, C).
        nearest: gives the entries (N,) for values (N, C).
        palette: float32 (entries, C).

    Returns:
        intp (H, W).
    """
    height, width, channels = values.shape
    result = np.zeros((height, width), np.intp)
    errors = np.zeros((4, height + 1, channels), np.float32)  # of the lines that come next, by number modulo 4
    for line in range(width + 2 * (height - 1)):
        first, end = max(0, (line - width + 2) // 2), min(height - 1, line // 2) + 1
        here, below = slice(first, end), slice(first + 1, end + 1)
        rows = np.arange(first, end)
        columns = line - 2 * rows
        wanted = values[rows, columns] + errors[line % 4, here]
        errors[line % 4] = 0
        chosen = nearest(wanted)
        result[rows, columns] = chosen
        wanted -= palette[chosen]
        errors[(line + 1) % 4, below] += wanted * np.float32(BELOW_LEFT)
        errors[(line + 1) % 4, here] += wanted * np.float32(RIGHT)
        errors[(line + 2) % 4, below] += wanted * np.float32(BELOW)
        errors[(line + 3) % 4, below] += wanted * np.float32(BELOW_RIGHT)
    return result
