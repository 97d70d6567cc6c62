"""What one person may ask of the page; whoever runs it sets the sizes by environment variables."""

from __future__ import annotations

import os

KEPT_SECONDS = 3600
"""Uploads and results are deleted after this time; the page says so."""
QUEUE_LENGTH = 24
"""Jobs that may wait; further callers are told that the page is busy."""
HEAVY = {"concurrency_id": "heavy", "concurrency_limit": 1}
"""For every event that decodes, converts or colorizes a picture: one such job at a time in the whole page."""
PREVIEW = {"concurrency_id": "preview", "concurrency_limit": 2}
"""For events that work on the lab's half-megapixel preview: short, but not more than two at a time."""
LESSON = {"concurrency_id": "lesson", "concurrency_limit": 8}
"""For events that train a network; those beyond `LESSONS` wait within, where they can say so."""
LESSONS = 2
"""Networks that are trained at the same time in the whole page."""
PREVIEW_SIDE = 1600
"""Longest side of what the page shows; downloads have the full size."""


def _number(name: str, default: float) -> float:
    value = os.environ.get(name, "")
    try:
        number = float(value or default)
    except ValueError:
        number = -1.0
    if not 0 < number < float("inf"):
        raise SystemExit(f"{name} is {value!r}; it must be a number above 0, such as {default:g}.")
    return number


def max_megapixels() -> float:
    """Largest accepted picture, from `COLORIZE_MAX_MEGAPIXELS`."""
    return _number("COLORIZE_MAX_MEGAPIXELS", 50)


def max_megabytes() -> float:
    """Largest accepted file, from `COLORIZE_MAX_MEGABYTES`."""
    return _number("COLORIZE_MAX_MEGABYTES", 50)
