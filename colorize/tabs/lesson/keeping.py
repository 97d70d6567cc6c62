"""What outlives a run: the link to it, the script that repeats it, and its curves among the training curves.

Kept runs live in the visitor's browser and nowhere else: they are no checkpoints, and nobody else sees them.
"""

from __future__ import annotations

import math

import gradio as gr
import numpy as np

from colorize.errors import ColorizeError
from colorize.lesson.settings import NAMES, Settings
from colorize.tabs.lesson.board import run_title, status
from colorize.tabs.lesson.controls import link_of, read_link, settings_of, show_settings, suggested
from colorize.tabs.lesson.session import Session
from colorize.tabs.preview import keep_file
from colorize.tabs.text import page_error, say
from colorize.text import Text

MOST_KEPT = 8
KEPT = "lesson:"
"""Before the number of a kept run, where checkpoints have their names."""
COLUMNS = ("epoch", "loss", "validation_loss", "psnr", "colorfulness", "seconds")


def keep(session: Session | None, kept: list | None, language: str) -> tuple:
    """Keep the last run's curves in the browser; the oldest goes when there are too many."""
    if session is None or not session.over or session.epochs < 1:
        raise page_error("error.lesson_none")
    record = session.tracks[-1].record
    rows = [[_plain(row[name]) for name in COLUMNS] for row in record.rows[1:]]
    known = kept_runs(kept)
    if not any((each["query"], each["rows"]) == (record.settings.query(), rows) for each in known):
        number = max((each["number"] for each in known), default=0) + 1
        known.append({"number": number, "query": record.settings.query(), "rows": rows})
    known = known[-MOST_KEPT:]
    return known, status(say("lesson.kept", language, count=len(known)))


def forget(language: str) -> tuple:
    """Forget all kept runs."""
    return [], status(say("lesson.forgotten", language))


def _plain(value: float) -> float | str:
    return float(f"{value:.6g}") if math.isfinite(value) else str(value)


def kept_runs(kept) -> list[dict]:
    """What the browser holds, as far as it was written by `keep`; a visitor may change it, so all else is passed over."""
    return [entry for entry in kept if _read(entry)] if isinstance(kept, list) else []


def kept_histories(kept) -> dict[str, tuple[Text, str, dict[str, np.ndarray]]]:
    """Kept runs by name: title, the loss's name, and a history with columns of a checkpoint's."""
    found = {}
    for entry in kept_runs(kept)[-MOST_KEPT:]:
        number, (settings, columns) = entry["number"], _read(entry)
        title = run_title(settings)
        epochs = columns["epoch"]
        history = {name: columns[name] for name in ("epoch", "loss", "validation_loss", "psnr", "colorfulness")}
        history |= {"stage": np.array(["lesson"] * len(epochs)), "hours": columns["seconds"] / 3600}
        history |= {"learning_rate": np.full(len(epochs), settings.learning_rate), "pictures": epochs * settings.pictures}
        title = Text(f"Lesson {number}: {title.en}", f"课程 {number}：{title.zh}")
        found[f"{KEPT}{number}"] = (title, settings.loss, history)
    return found


def _read(entry) -> tuple[Settings, dict[str, np.ndarray]] | None:
    try:
        settings = Settings.from_query(entry["query"])
        rows = np.array([[float(value) for value in row] for row in entry["rows"]]).reshape(-1, len(COLUMNS))
    except (ColorizeError, KeyError, TypeError, ValueError):
        return None
    if not 1 <= len(rows) <= settings.epochs or not isinstance(entry.get("number"), int):
        return None
    return settings, dict(zip(COLUMNS, rows.T, strict=True))


def make_link(other: str, value: str, *controls) -> str:
    """The link's query for what the controls say; the one before stays where they are out of bounds."""
    *values, _language = controls
    return link_of(settings_of(tuple(values)), other, value or "")


def follow_link(address: str, language: str) -> list:
    """Set all controls to what the page's address says, when the page is opened."""
    found = read_link(address or "")
    if found is None:
        return [gr.skip()] * (len(NAMES) + 2)
    settings, other, value = found
    values = tuple(getattr(settings, name) for name in NAMES)
    return [other, suggested(other, values, value), *show_settings(settings)]


def make_script(session: Session | None, *controls) -> str:
    """The Keras script of the last run, or, before there is one, of what the controls say."""
    *values, _language = controls
    settings = session.tracks[-1].record.settings if session else settings_of(tuple(values))
    from colorize.lesson.script import as_script  # loads TensorFlow

    return keep_file(as_script(settings).encode(), "lesson.py")
