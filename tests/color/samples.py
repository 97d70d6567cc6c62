"""The colors that every mode is tried on."""

from __future__ import annotations

import itertools

import numpy as np

CORNERS = np.array(list(itertools.product((0.0, 1.0), repeat=3)))
GRAYS = np.repeat(np.linspace(0, 1, 256)[:, None], 3, axis=1)
RANDOM = np.random.default_rng(20).random((10_000, 3))
DARK = np.random.default_rng(21).random((2_000, 3)) * 0.06
"""Mostly on the straight piece of sRGB's curve, and across its end."""

PALE = np.float32(1 - np.random.default_rng(22).random((500, 3)) * 0.02).astype(np.float64)
"""Close to white, where HSL divides by next to nothing."""

COLORS = np.float32(np.concatenate([CORNERS, GRAYS, RANDOM, DARK])).astype(np.float64)
"""All of them, (N, 3) float64 that float32 holds exactly, so that the input is the same for both sides."""


def every(step: int) -> np.ndarray:
    """The 8-bit colors whose channels are multiples of `step`, and all greys, as (N, 3) uint8."""
    levels = np.arange(0, 256, step, dtype=np.uint8)
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    return np.concatenate([grid, np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)])
