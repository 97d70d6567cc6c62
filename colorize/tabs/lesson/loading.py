"""TensorFlow is loaded when the tab is opened, and a run of a moment goes through, so that the first lesson need not wait."""

from __future__ import annotations

import threading
from functools import cache

from colorize.lesson.pictures import pictures_for
from colorize.lesson.settings import Settings


def _load() -> None:
    from colorize.lesson.run import Run

    tiny = Settings(pictures=4, batch=4, width=4, depth=0, epochs=1)
    run = Run(tiny, pictures_for(tiny))
    while run.go_on() is not None:
        pass


@cache
def load() -> threading.Thread:
    """Start loading, once in the life of the process; returns the thread at once."""
    thread = threading.Thread(target=_load, name="warm-lesson", daemon=True)
    thread.start()
    return thread


def loaded() -> bool:
    """Whether it was started, and is done."""
    return load.cache_info().currsize > 0 and not load().is_alive()
