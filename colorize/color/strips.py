"""Work on large pictures in strips that stay in the processor's cache, on every core."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

STRIP = 65536
"""Pixels of a strip: few enough for a core's caches, and so many that a step is long against its call. With a quarter
of them threads spend their time waiting for each other: Lab took twice as long."""


def spans(start: int, stop: int, size: int = STRIP) -> list[slice]:
    """The range from `start` to `stop` in slices of at most `size`."""
    return [slice(first, min(first + size, stop)) for first in range(start, stop, size)]


def keep_blocks() -> None:
    """Let the C library keep freed blocks of a strip's size for the next strip; twice as fast with it.

    It hands such blocks back to the system, and clears them anew each time, until a larger block has been freed once.
    The one freed here is never written, so it costs nothing.
    """
    np.empty(1 << 24, np.uint8)


def each_strip(work: Callable[[slice], object], count: int, size: int = STRIP) -> list:
    """Call `work(span)` for consecutive spans of `count` pixels and return the results in order.

    OpenCV and NumPy let other threads run while they compute, so as many threads as OpenCV may use
    (`cv2.setNumThreads`) take strip after strip.

    Example:
        >>> each_strip(lambda span: span.stop - span.start, 40000, size=16384)
        [16384, 16384, 7232]
    """
    parts = spans(0, count, size)
    threads = min(cv2.getNumThreads(), len(parts))
    if threads < 2:
        return [work(part) for part in parts]
    keep_blocks()
    results: list = [None] * len(parts)
    waiting = iter(range(len(parts)))  # shared: each strip is taken by one thread

    def run() -> None:
        for index in waiting:
            results[index] = work(parts[index])

    with ThreadPoolExecutor(threads) as pool:
        for job in [pool.submit(run) for _ in range(threads)]:
            job.result()
    return results
