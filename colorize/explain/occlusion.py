"""Occlusion: how much less likely a class becomes when a part of the picture is covered (Zeiler and Fergus 2014)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

BATCH = 32


def occlusion_map(
    probability: Callable[[np.ndarray], np.ndarray], picture: np.ndarray, chosen: int, patch: int, step: int
) -> np.ndarray:
    """How much the probability of a class falls when a square is covered, for every pixel.

    Args:
        probability: pictures (n, H, W, channels) to (n, classes).
        picture: (H, W, channels) float32.
        chosen: the class.
        patch: side of the square, pixels; it is filled with the picture's mean color.
        step: pixels between two places of the square.

    Returns:
        (H, W) float32: the mean fall over all squares that cover a pixel; negative where covering helps.
    """
    height, width = picture.shape[:2]
    places = [(y, x) for y in _starts(height, patch, step) for x in _starts(width, patch, step)]
    mean, whole = picture.mean((0, 1)), float(probability(picture[None])[0, chosen])
    falls, counts = np.zeros((2, height, width), "float32")
    for first in range(0, len(places), BATCH):
        part = places[first : first + BATCH]
        covered = np.repeat(picture[None], len(part), 0)
        for one, (y, x) in zip(covered, part, strict=True):
            one[y : y + patch, x : x + patch] = mean
        for value, (y, x) in zip(probability(covered)[:, chosen], part, strict=True):
            falls[y : y + patch, x : x + patch] += whole - value
            counts[y : y + patch, x : x + patch] += 1
    return falls / counts


def _starts(length: int, patch: int, step: int) -> list[int]:
    """Where squares begin so that every pixel is covered, the last one at the end."""
    last = max(0, length - patch)
    return sorted({*range(0, last, step), last})
