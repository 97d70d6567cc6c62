"""Medians of several tries, taken in turn so that a slow minute of the machine falls on all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def medians(jobs: dict[str, Callable[[], object]], tries: int = 5) -> dict[str, float]:
    """Median milliseconds of each job, after one try that is not counted.

    Example:
        >>> sorted(medians({"nothing": lambda: None}, tries=1))
        ['nothing']
    """
    times = {name: [] for name in jobs}
    for turn in range(tries + 1):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if turn:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}
