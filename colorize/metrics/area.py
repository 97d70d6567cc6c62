"""The area under the curve of color errors (AuC), plain and rebalanced by how rare the true colors are."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np

from colorize.color import rgb_to_lab
from colorize.metrics.metric import check_pair

FREQUENCIES = Path(__file__).parents[1] / "ab_frequencies.csv"
GRID = 10
"""Side of a color bin, in units of a* and b*."""
FLOOR = 3e-5
"""Least frequency of a color in the rebalanced weights."""
THRESHOLDS = 151
"""0, 1, ... 150 units of a* b*."""


def ab_cells(lab: np.ndarray) -> np.ndarray:
    """The 10-unit bin of each pixel: (..., 2) int, a* / 10 and b* / 10 rounded.

    Example:
        >>> ab_cells(np.array([[50.0, 14.0, -27.0]])).tolist()
        [[1, -3]]
    """
    return np.round(lab[..., 1:] / GRID).astype(int)


@cache
def ab_frequencies() -> tuple[np.ndarray, np.ndarray]:
    """How often colors occur in the training photographs.

    Returns:
        bins (n, 2) int, a* / 10 and b* / 10 rounded, and their frequency (n,), of sum 1.
    """
    with FREQUENCIES.open(encoding="utf-8", newline="") as file:
        table = np.array([(int(row["a"]), int(row["b"]), int(row["pixels"])) for row in csv.DictReader(file)])
    bins, frequency = table[:, :2].copy(), table[:, 2] / table[:, 2].sum()
    bins.flags.writeable = frequency.flags.writeable = False  # every caller gets the same arrays
    return bins, frequency


@cache
def _rebalancing() -> np.ndarray:
    """Weight of each bin, indexed by a* / 10 + 20, b* / 10 + 20: 1 / max(frequency, floor)."""
    weights = np.full((41, 41), 1 / FLOOR)
    bins, frequency = ab_frequencies()
    weights[bins[:, 0] + 20, bins[:, 1] + 20] = 1 / np.maximum(frequency, FLOOR)
    return weights


def _error_histogram(result: np.ndarray, truth: np.ndarray, rebalanced: bool) -> np.ndarray:
    """Weight of the pixels by the first threshold above their a* b* error; the last entry holds those beyond 150."""
    check_pair(result, truth)
    lab, true = rgb_to_lab(result), rgb_to_lab(truth)
    error = np.hypot(lab[..., 1] - true[..., 1], lab[..., 2] - true[..., 2]).ravel()
    first = np.minimum(np.floor(error).astype(int) + 1, THRESHOLDS)
    cells = ab_cells(true).reshape(-1, 2) + 20
    weights = _rebalancing()[cells[:, 0], cells[:, 1]] if rebalanced else None
    return np.bincount(first, weights, THRESHOLDS + 1).astype("float64")


def auc(result: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Histogram of a* b* errors of the pixels, to be pooled over all pictures.

    Its pool is the area under the curve, in percent: the mean over t = 0, 1, ... 150 of the share of pixels whose
    error is below t.
    """
    return _error_histogram(result, truth, rebalanced=False)


def auc_rebalanced(result: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """As `auc`, each pixel weighted by 1 / max(p, 3e-5), p the frequency of its true color in the training photos."""
    return _error_histogram(result, truth, rebalanced=True)


def area(histogram: np.ndarray) -> np.ndarray:
    """Percent of the area under the curve of histograms (..., THRESHOLDS + 1), summed or averaged over pictures."""
    shares = np.cumsum(histogram[..., :THRESHOLDS], -1) / histogram.sum(-1, keepdims=True)
    return 100 * shares.mean(-1)
