"""Families of color: what a person would call a color, as classes whose recall can be measured."""

from __future__ import annotations

import numpy as np

from colorize.text import Text

NEUTRAL = 12.0
"""Chroma below which a color counts as gray, Lab units."""
FAMILIES: dict[str, Text] = {
    "gray": Text("gray", "灰"),
    "red": Text("red", "红"),
    "orange": Text("orange", "橙"),
    "yellow": Text("yellow", "黄"),
    "green": Text("green", "绿"),
    "blue": Text("blue", "蓝"),
    "purple": Text("purple", "紫"),
}
ENDS = (40.0, 75.0, 110.0, 200.0, 300.0, 330.0)
"""Hues of the a* b* plane at which red, orange, yellow, green, blue and purple end; red goes on from the last."""
SWATCHES = dict(zip(FAMILIES, ("#808080", "#d3473f", "#d3803a", "#cbb13a", "#4b9a51", "#3f83c4", "#9a58b0"), strict=True))
LEAST_CELLS = 30
"""Cells of a family that must be there for its recall to say something."""


def family(ab: np.ndarray) -> np.ndarray:
    """The number of the family in `FAMILIES` of each a* b*.

    Args:
        ab: (..., 2) in Lab units.

    Returns:
        (...) int.

    Example:
        >>> family(np.array([[0.0, 3.0], [50.0, 20.0], [-40.0, 30.0], [60.0, -20.0]])).tolist()
        [0, 1, 4, 1]
    """
    hue = np.degrees(np.arctan2(ab[..., 1], ab[..., 0])) % 360
    place = np.searchsorted(ENDS, hue, side="right") % len(ENDS)
    return np.where(np.hypot(ab[..., 0], ab[..., 1]) < NEUTRAL, 0, place + 1)


def shares(ab: np.ndarray) -> list[float]:
    """The share of each family among colors (..., 2)."""
    found = np.bincount(family(ab).ravel(), minlength=len(FAMILIES))
    return (found / found.sum()).tolist()


def recalls(true: np.ndarray, guess: np.ndarray) -> list[float]:
    """Of each family's true cells the share that was guessed to be of it; NaN where there are fewer than `LEAST_CELLS`.

    Args:
        true, guess: (..., 2) a* b*; a guess that is not finite counts as wrong.
    """
    finite = np.isfinite(guess).all(-1)
    right = (family(true) == family(np.where(finite[..., None], guess, 0.0))) & finite
    found = []
    for number in range(len(FAMILIES)):
        cells = family(true) == number
        found.append(float(right[cells].mean()) if cells.sum() >= LEAST_CELLS else float("nan"))
    return found
