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
    whole = float(probability(picture[None])[0, chosen])
    falls = covered(lambda batch: whole - probability(batch)[:, chosen], picture, patch, step)
    return over_pixels(falls, patch, picture.shape[:2])


def covered(
    change: Callable[[np.ndarray], np.ndarray], picture: np.ndarray, patch: int, step: int, batch: int = BATCH
) -> dict:
    """What changes when a square is covered, for every place of the square.

    Args:
        change: pictures (n, H, W, ...) to (n,).
        picture: (H, W, ...) float32.
        patch: side of the square, pixels; it is filled with the picture's mean color.
        step: pixels between two places of the square.
        batch: pictures that are asked about at once.

    Returns:
        {(top, left): change}, in rows.
    """
    height, width = picture.shape[:2]
    places = [(y, x) for y in _starts(height, patch, step) for x in _starts(width, patch, step)]
    mean, changes = picture.mean((0, 1)), []
    for first in range(0, len(places), batch):
        part = places[first : first + batch]
        copies = np.repeat(picture[None], len(part), 0)
        for one, (y, x) in zip(copies, part, strict=True):
            one[y : y + patch, x : x + patch] = mean
        changes.extend(np.asarray(change(copies), "float32").tolist())
    return dict(zip(places, changes, strict=True))


def over_pixels(changes: dict, patch: int, shape: tuple[int, int]) -> np.ndarray:
    """The mean change over all squares that cover a pixel, for every pixel: (H, W) float32.

    Args:
        changes: as `covered` gives them.
        patch: side of the square, pixels.
        shape: (H, W).
    """
    total, counts = np.zeros((2, *shape), "float32")
    for (y, x), value in changes.items():
        total[y : y + patch, x : x + patch] += value
        counts[y : y + patch, x : x + patch] += 1
    return total / counts


def _starts(length: int, patch: int, step: int) -> list[int]:
    """Where squares begin so that every pixel is covered, the last one at the end."""
    last = max(0, length - patch)
    return sorted({*range(0, last, step), last})
