"""The model loads after the first visit, so that the page is up before TensorFlow is."""

from __future__ import annotations

import logging
import threading
from functools import cache

from colorize import predict
from colorize.errors import ColorizeError

log = logging.getLogger("colorize.page")


def _warm() -> None:
    try:
        predict.warm("auto")
    except ColorizeError as error:
        log.warning("The model could not be loaded ahead of time: %s", error)


@cache
def warm_in_background() -> threading.Thread:
    """Start loading the default model, once in the life of the process; returns the thread at once."""
    thread = threading.Thread(target=_warm, name="warm-model", daemon=True)
    thread.start()
    return thread
