"""What a metric is, and what all of them ask of the pictures they compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from colorize.errors import ColorizeError
from colorize.text import Text


@dataclass(frozen=True)
class Metric:
    """One way to measure.

    Args:
        name: its key in `METRICS`.
        title: what tables show.
        unit: of the value.
        higher_is_better: None where closeness to 1 or to the truth is meant.
        source: of the definition.
        record: (result, truth) to a 1-D float array; for pictures both are (H, W, 3) uint8 sRGB of one size, for
            classifiers probabilities (classes,) and the true class.
        pool: the mean record, or many of them as rows, to the value or values.
    """

    name: str
    title: Text
    unit: str
    higher_is_better: bool | None
    source: str
    record: Callable
    pool: Callable

    def __call__(self, result, truth) -> float:
        """The value for one picture."""
        return float(self.pool(self.record(result, truth)))


def check_pair(result: np.ndarray, truth: np.ndarray) -> None:
    """Metrics are defined on 8-bit pictures of one size; floats in [0, 1] would give plausible nonsense."""
    same = np.shape(result) == np.shape(truth) and np.ndim(truth) == 3 and np.shape(truth)[-1] == 3
    if not same or result.dtype != np.uint8 or truth.dtype != np.uint8 or not truth.size:
        raise ColorizeError(
            "Metrics compare two 8-bit RGB pictures of one size; these are {result} {first} and {truth} {second}. "
            "Resize one and round both to uint8.",
            "指标比较两张尺寸相同的 8 位 RGB 图片；现在是 {result} {first} 和 {truth} {second}。"
            "请缩放其中一张，并都取整为 uint8。",
            result=np.shape(result),
            first=result.dtype,
            truth=np.shape(truth),
            second=truth.dtype,
        )
