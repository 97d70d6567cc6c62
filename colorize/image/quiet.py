"""Keeps the libraries' own warnings from reaching the user: what matters is said by errors and flags."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_depth = 0
_filters: warnings.catch_warnings | None = None


@contextmanager
def quiet() -> Iterator[None]:
    """Ignore warnings inside the block, also when several threads are in such blocks at once.

    `warnings.catch_warnings` alone restores the wrong filters when threads leave in another order than they came;
    here the first one in saves the filters and the last one out restores them.

    Example:
        >>> with quiet():
        ...     warnings.warn("palette has no transparency", stacklevel=1)
    """
    global _depth, _filters
    with _lock:
        if _depth == 0:
            _filters = warnings.catch_warnings()
            _filters.__enter__()
            warnings.simplefilter("ignore")
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if _depth == 0:
                _filters.__exit__(None, None, None)
                _filters = None
