"""Hints: a few given colors that a hinted network takes into account, and how they are laid out for it.

The network is given one row of `HINT_CHANNELS` numbers for each hint: y and x of its middle in pixels of the network's
copy, a* / 110 and b* / 110, and 1. A row of zeros is no hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from colorize.color import rgb_to_lab
from colorize.errors import ColorizeError

HINT_CHANNELS = 5
SCALE = 110.0  # a* and b* of sRGB stay within +-110
SIDE = 7 / 224
"""Side of the square whose mean color a hint is, as a share of the picture's short side."""
MOST = 30
"""Hints given to a training picture at most."""
MOST_GIVEN = 200
"""Hints that a picture may be given; what they say together takes time that grows with the cube of their number."""
FINE = 4
"""Pixels along the side of the cells from which a training picture's hints take their true colors."""


class Patch(NamedTuple):
    """A square of one known color.

    Args:
        y, x: its middle, in pixels of the network's copy.
        a, b: a* and b* of its color.
    """

    y: float
    x: float
    a: float
    b: float


class Hint(NamedTuple):
    """A color that a person gives for one place of a picture.

    Args:
        x, y: in pixels of the picture, from its left and upper edge.
        color: as `#rrggbb`, sRGB. Its hue and chroma count; the lightness is the picture's own.
    """

    x: float
    y: float
    color: str


def patches_of(hints: Iterable | None, size: tuple[int, int], copy: tuple[int, int]) -> list[Patch]:
    """Hints as patches of the network's copy.

    Args:
        hints: each a `Hint`, or what makes one: (x, y, color); None is none.
        size: height and width of the picture, pixels.
        copy: the same of the network's copy of it.

    Raises:
        ColorizeError: there are more than `MOST_GIVEN`, one is not of that form, lies outside the picture, or its color is
            no `#rrggbb`.

    Example:
        >>> [tuple(round(float(v), 1) for v in patch) for patch in patches_of([(24, 16, "#ff0000")], (448, 448), (224, 224))]
        [(8.0, 12.0, 80.1, 67.2)]
    """
    (height, width), hints = size, listed(hints)
    if len(hints) > MOST_GIVEN:
        raise ColorizeError(
            "There are {count} hints; a picture takes at most {limit}.", "共有 {count} 个颜色提示；一张图片最多 {limit} 个。",
            count=len(hints), limit=MOST_GIVEN,
        )  # fmt: skip
    patches = []
    for given in hints:
        x, y, color = _checked(given, height, width)
        red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
        _, a, b = rgb_to_lab(np.uint8([[red, green, blue]]))[0]
        patches.append(Patch(y * copy[0] / height, x * copy[1] / width, float(a), float(b)))
    return patches


def listed(hints: Iterable | None) -> list:
    """Hints as a list, which None and nothing leave empty.

    Raises:
        ColorizeError: they are no list of anything.
    """
    if hints is None:
        return []
    if isinstance(hints, str) or not isinstance(hints, Iterable):
        raise ColorizeError(
            "Hints came as {given!r}; they are a list, each (x, y, color).",
            "颜色提示为 {given!r}；应为列表，每项为 (x, y, 颜色)。",
            given=hints,
        )
    return list(hints)


def _checked(given, height: int, width: int) -> Hint:
    try:
        x, y, color = given
        inside = 0 <= float(x) <= width and 0 <= float(y) <= height
        known = bool(re.fullmatch("#[0-9a-fA-F]{6}", color))
    except (TypeError, ValueError):
        inside = known = False
    if not (inside and known):
        raise ColorizeError(
            "A hint came as {given!r}; it is (x, y, color): a place in the picture, {width} by {height} pixels, and a "
            "color as #rrggbb.",
            "颜色提示为 {given!r}；应为 (x, y, 颜色)：图片（{width}×{height} 像素）中的位置和 #rrggbb 形式的颜色。",
            given=given, width=width, height=height,
        )  # fmt: skip
    return Hint(float(x), float(y), color)


def hint_rows(patches: Sequence[Patch], count: int | None = None) -> np.ndarray:
    """Patches as the network wants them.

    Args:
        patches: in any order.
        count: how many rows; what the patches leave over is zeros. Default as many as there are patches, one at least.

    Returns:
        (count, 5) float32.

    Example:
        >>> hint_rows([Patch(8, 12, 55, -22)], 2).astype(float).round(2).tolist()
        [[8.0, 12.0, 0.5, -0.2, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0]]
    """
    rows = np.zeros((max(len(patches), 1) if count is None else count, HINT_CHANNELS), "float32")
    for row, patch in zip(rows, patches, strict=False):
        row[:] = patch.y, patch.x, patch.a / SCALE, patch.b / SCALE, 1
    return rows


def _cover(middle: float, side: float, count: int) -> tuple[slice, np.ndarray]:
    """The cells that a stretch touches, and the share of each that it covers."""
    low, high = middle - side / 2, middle + side / 2
    first, last = max(0, int(np.floor(low))), min(count, int(np.ceil(high)))
    edges = np.arange(first, last)
    return slice(first, last), np.clip(np.minimum(edges + 1, high) - np.maximum(edges, low), 0, 1).astype("float32")


def mean_color(cells: np.ndarray, y: float, x: float, side: float) -> np.ndarray:
    """Mean a*, b* (2,) of a square of a picture's cells (height, width, 2); its middle and side are in cells."""
    rows, down = _cover(y, side, len(cells))
    columns, along = _cover(x, side, cells.shape[1])
    weight = down[:, None] * along
    return (cells[rows, columns] * weight[..., None]).sum((0, 1)) / max(weight.sum(), 1e-6)


def random_hints(cells: np.ndarray, rng: np.random.Generator, share: float = 0.5) -> np.ndarray:
    """Hints for one training picture, as a person might give them: none, or 1 to 30, one alone for a quarter.

    Args:
        cells: (height, width, 2) float32, true a* b* of the picture's cells of `FINE` x `FINE` pixels.
        share: of the pictures that get any.

    Returns:
        (30, 5) float32, see `hint_rows`.
    """
    height, width = cells.shape[:2]
    if rng.random() < 1 - share:
        return hint_rows([], MOST)
    patches, square = [], SIDE * min(height, width)
    for _ in range(round(MOST ** rng.random() ** 1.5)):
        y, x, side = rng.uniform(0, height), rng.uniform(0, width), square * rng.uniform(1, 2)
        patches.append(Patch(y * FINE, x * FINE, *mean_color(cells, y, x, side)))
    return hint_rows(patches, MOST)
