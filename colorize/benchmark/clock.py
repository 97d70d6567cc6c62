"""Several tries of each job, taken in turn so that a slow minute of the machine falls on all alike."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable


def medians(jobs: dict[str, Callable[[], object]], tries: int = 5) -> dict[str, float]:
    """Median milliseconds of each job, after one try that is not counted.

    Example:
        >>> sorted(medians({"nothing": lambda: None}, tries=1))
        ['nothing']
    """
    return {name: statistics.median(values) for name, values in _rounds(jobs, tries).items()}


def least(jobs: dict[str, Callable[[], object]], tries: int = 15, seconds: float = 6.0) -> dict[str, float]:
    """Least milliseconds of each job: what a function takes by itself, on a machine that has other work too.

    Args:
        jobs: by name.
        tries: rounds, after one that is not counted.
        seconds: no further round is begun once so many have passed and three are done.

    Example:
        >>> sorted(least({"nothing": lambda: None}, tries=1))
        ['nothing']
    """
    return {name: min(values) for name, values in _rounds(jobs, tries, seconds).items()}


def _rounds(jobs: dict[str, Callable[[], object]], tries: int, seconds: float = math.inf) -> dict[str, list[float]]:
    """Milliseconds of every counted try of each job; see `least`."""
    times, begun = {name: [] for name in jobs}, time.perf_counter()
    for turn in range(tries + 1):
        if turn > 3 and time.perf_counter() - begun > seconds:
            break
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if turn:
                times[name].append((time.perf_counter() - start) * 1000)
    return times
