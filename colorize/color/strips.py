"""Work on large pictures in strips that stay in the processor's cache, on every core."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

STRIP = 1 << 18
"""Most pixels of a strip: few enough for the cache that all cores share, and so many that a step is long against its
call. With fewer, threads spend their time waiting for each other to enter Python: with a quarter of them HSV and Luv
took half as long again."""

LEAN = 1 << 16
"""Pixels of a strip for work that makes many more values of each than a conversion does: a quarter of the memory. So
many pixels, or fewer, are not cut up further only to give each thread some."""


def spans(start: int, stop: int, size: int = LEAN) -> list[slice]:
    """The range from `start` to `stop` in slices of at most `size`."""
    return [slice(first, min(first + size, stop)) for first in range(start, stop, size)]


def keep_blocks() -> None:
    """Let the C library keep freed blocks of a strip's size for the next strip; twice as fast with it.

    It hands such blocks back to the system, and clears them anew each time, until a larger block has been freed once.
    The one freed here is never written, so it costs nothing.
    """
    np.empty(1 << 24, np.uint8)


def fair_size(count: int) -> int:
    """Pixels of each strip of `count`: an even number of strips, which two, four or more threads can share fairly.

    Example:
        >>> fair_size(12_000_000), fair_size(500_000), fair_size(100)
        (260870, 250000, 65536)
    """
    pairs = -(-count // (2 * STRIP))
    return max(LEAN, -(-count // max(2, 2 * pairs)))


def each_strip(work: Callable[[slice], object], count: int, size: int | None = None) -> list:
    """Call `work(span)` for consecutive spans of `count` pixels, `size` or `fair_size` each; the results in order.

    OpenCV and NumPy let other threads run while they compute, so as many threads as OpenCV may use
    (`cv2.setNumThreads`) take strip after strip.

    Example:
        >>> each_strip(lambda span: span.stop - span.start, 40000, size=16384)
        [16384, 16384, 7232]
    """
    parts = spans(0, count, fair_size(count) if size is None else size)
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
