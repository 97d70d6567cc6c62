"""95 % intervals by bootstrap: what the value would have been with other pictures of the same kind."""

from __future__ import annotations

import numpy as np

from colorize.errors import ColorizeError
from colorize.metrics.registry import METRICS

DRAWS = 1000
"""Samples of the pictures, each as large as the set, drawn with replacement."""


def _draws(count: int, seed: int) -> np.ndarray:
    """How often each of `count` pictures is drawn in each of the bootstrap's samples: (DRAWS, count), rows of sum 1."""
    if not count:
        raise ColorizeError(
            "There are no pictures to draw from. Measure at least one.", "没有可供抽样的图片。请至少测量一张。"
        )
    rng = np.random.default_rng(seed)
    return rng.multinomial(count, np.full(count, 1 / count), DRAWS) / count


def bootstrap_interval(metric: str, records: np.ndarray, seed: int = 0) -> tuple[float, float, float]:
    """A metric over pictures with its 95 % interval.

    Args:
        metric: a key of `METRICS`.
        records: (pictures, k), one record a row.
        seed: of the draws.

    Returns:
        value, low, high.

    Raises:
        ColorizeError: there is no record.

    Example:
        >>> value, low, high = bootstrap_interval("psnr", np.array([[20.0], [22.0], [24.0]]))
        >>> value, 20 <= low < 22 < high <= 24
        (22.0, True)
    """
    pool = METRICS[metric].pool
    values = pool(_draws(len(records), seed) @ records)
    return float(pool(records.mean(0))), *(float(v) for v in np.quantile(values, (0.025, 0.975)))


def paired_interval(metric: str, records: np.ndarray, others: np.ndarray, seed: int = 0) -> tuple[float, float, float]:
    """How much a metric is above another's on the same pictures, with the 95 % interval of the difference.

    Args:
        metric: a key of `METRICS`.
        records: (pictures, k) of the one.
        others: (pictures, k) of the other, row for row the same pictures.
        seed: of the draws, which both share.

    Returns:
        difference, low, high.

    Raises:
        ColorizeError: the records are not of as many pictures, or there are none.

    Example:
        >>> records = np.array([[20.0], [30.0], [40.0]])
        >>> print(*np.round(paired_interval("psnr", records + 1, records), 6))
        1.0 1.0 1.0
    """
    if len(records) != len(others):
        raise ColorizeError(
            "{first} pictures cannot be paired with {second}. Measure both on the same pictures.",
            "{first} 张图片无法与 {second} 张配对。请在相同的图片上测量两者。",
            first=len(records),
            second=len(others),
        )
    pool, draws = METRICS[metric].pool, _draws(len(records), seed)
    values = pool(draws @ records) - pool(draws @ others)
    difference = pool(records.mean(0)) - pool(others.mean(0))
    return float(difference), *(float(v) for v in np.quantile(values, (0.025, 0.975)))
