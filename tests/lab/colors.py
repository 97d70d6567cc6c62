"""The colors that the lab's tests try: corners, grays, and others."""

from __future__ import annotations

import itertools

import numpy as np

RNG = np.random.default_rng(33)
CORNERS = [tuple(255 * bit for bit in bits) for bits in itertools.product((0, 1), repeat=3)]
GRAYS = [(1, 1, 1), (17, 17, 17), (128, 128, 128), (254, 254, 254)]
OTHERS = [(51, 102, 153), (1, 0, 0), (255, 128, 0), (12, 200, 199)]
RANDOM = [tuple(int(value) for value in color) for color in RNG.integers(0, 256, (20, 3))]
COLORS = [*CORNERS, *GRAYS, *OTHERS, *RANDOM]


def photo(size: int = 96) -> np.ndarray:
    """A piece of a color photograph that comes with scikit-image, (size, size, 3) uint8."""
    from tests.conftest import read_example

    return read_example("coffee.png")[100 : 100 + size, 150 : 150 + size].copy()
