"""Which part of a picture decided the color of one place: by gradient, and by covering parts of it as a check."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from colorize.explain.occlusion import covered, over_pixels
from colorize.explain.sight import Sight, inside

NOISY_COPIES = 8
NOISE = 0.05
"""Standard deviation of the noise on the gray, which goes from 0 to 1."""
BLUR = 3.0
"""Standard deviation in pixels by which a map of slopes is smoothed, so that an eye can follow it."""
COVERED = 4
"""A cover's side is so small a part of the picture's short side; its places are half a side apart."""
SEED = 7
BATCH = 4
"""Copies at once: a CPU is no faster with more, and the maps of many leave its cache."""


@dataclass(frozen=True)
class Agreement:
    """How well two maps name the same places, over all squares that were covered.

    Args:
        gradient: Spearman's rank correlation of the gradient's mean over a square with what covering it changes.
        nearness: the same of the square's nearness to the place: what a map would reach that knows the place alone.
        squares: how many there were.
    """

    gradient: float
    nearness: float
    squares: int


def gradient_map(sight: Sight, cell: tuple[int, int], copies: int = NOISY_COPIES) -> np.ndarray:
    """How steeply the decision at a cell changes with each pixel of the gray picture.

    The decision is the log-probability of the likeliest color; of a network that says one color, how far that color is
    from gray. The magnitude of its gradient is averaged over noisy copies (SmoothGrad, Smilkov et al. 2017): that of
    one clean copy alone jumps from pixel to pixel.

    Args:
        sight: what the network saw.
        cell: (row, column).
        copies: how many noisy ones; 0 takes the clean picture alone.

    Returns:
        (h, w) float32, 0 or above, of the network's copy.
    """
    rng, gray = np.random.default_rng(SEED), sight.gray
    pictures = gray[None]
    if copies:
        pictures = gray + rng.normal(0, NOISE, (copies, *gray.shape)).astype("float32")
    slopes, direction = inside(sight.network).slopes, _direction(sight, cell)
    each = [slopes(picture[None], *sight.padding, np.int32(cell), direction).numpy()[0] for picture in pictures]
    return np.abs(each).mean(0)


def _direction(sight: Sight, cell: tuple[int, int]) -> np.ndarray:
    """(channels,): the likeliest color of a distribution, or the direction in which one color leaves gray."""
    said = sight.output[cell]
    if sight.has_distribution:
        return np.eye(len(said), dtype="float32")[said.argmax()]
    return said / max(float(np.linalg.norm(said)), 1e-6)


def cover_changes(sight: Sight, cell: tuple[int, int]) -> tuple[dict, int]:
    """How far the color of a cell moves when a square of the picture is covered with its mean gray.

    Args:
        sight: what the network saw.
        cell: (row, column).

    Returns:
        {(top, left): distance in a* b*} for every place of the square, and the square's side, in pixels of the
        network's copy.
    """
    before, at = sight.colors_alone(sight.output[cell][None]), inside(sight.network).at
    side = max(8, min(sight.gray.shape) // COVERED)

    def moved(copies: np.ndarray) -> np.ndarray:
        return np.linalg.norm(sight.colors_alone(at(copies, *sight.padding, np.int32(cell)).numpy()) - before, axis=-1)

    return covered(moved, sight.gray, side, side // 2, BATCH), side


def cover_map(sight: Sight, changes: dict, side: int) -> np.ndarray:
    """What `cover_changes` found as a map over the network's copy, (h, w) float32, in units of a* b*."""
    return over_pixels(changes, side, sight.gray.shape)


def agreement(sight: Sight, cell: tuple[int, int], slopes: np.ndarray, changes: dict, side: int) -> Agreement:
    """How well the gradient names the squares that matter when they are covered.

    Args:
        sight, cell: what was asked about.
        slopes: as `gradient_map` gives them.
        changes, side: as `cover_changes` gives them.
    """
    from scipy.stats import spearmanr

    y, x = sight.middle(cell)
    steep = [slopes[top : top + side, left : left + side].mean() for top, left in changes]
    near = [-np.hypot(top + side / 2 - y, left + side / 2 - x) for top, left in changes]
    moved = list(changes.values())
    if len(changes) < 3 or np.ptp(moved) == 0 or np.ptp(steep) == 0:
        return Agreement(float("nan"), float("nan"), len(changes))
    return Agreement(*(float(spearmanr(guess, moved).statistic) for guess in (steep, near)), len(changes))


def as_heat(values: np.ndarray, blur: float = 0.0) -> np.ndarray:
    """A map of values from 0 up as heat in [0, 1], its strongest place 1; all 0 where there is nothing."""
    smooth = cv2.GaussianBlur(values, (0, 0), blur) if blur else values
    highest = float(smooth.max())
    return smooth / highest if highest > 0 else np.zeros_like(smooth)
