"""Photos of one's own: read once, kept small in a file that is deleted with the uploads."""

from __future__ import annotations

import io
from pathlib import Path

import gradio as gr
import numpy as np

from colorize.lesson.pictures import Pictures, own_photos
from colorize.tabs.lesson.board import status
from colorize.tabs.limits import max_megabytes
from colorize.tabs.preview import keep_file
from colorize.tabs.text import page_error, say


def bring(files: list[str] | None, language: str) -> tuple:
    """Read photos, a folder or zips that were brought, keep them small until the visitor leaves, and choose them."""
    if not files:
        return None, "", gr.skip()
    megabytes = sum(Path(file).stat().st_size for file in files) / 1e6
    if megabytes > max_megabytes():
        raise page_error("error.too_heavy", found=megabytes, limit=max_megabytes())
    found = own_photos(files)
    return keep_own(found), _told(found, language), "upload"


def say_again(own: str | None, language: str) -> str:
    """What was brought, in the language now in force."""
    return _told(read_own(own), language) if own and Path(own).is_file() else ""


def _told(found: Pictures, language: str | None) -> str:
    counts = {"train": len(found.train), "validation": len(found.validation), "left": found.left_out}
    return status(say("lesson.brought", language, **counts))


def keep_own(pictures: Pictures) -> str:
    """Pictures as a file; returns its path."""
    data = io.BytesIO()
    arrays = {f"train{i:04d}": picture for i, picture in enumerate(pictures.train)}
    arrays |= {f"validation{i:04d}": picture for i, picture in enumerate(pictures.validation)}
    np.savez(data, left_out=pictures.left_out, **arrays)
    return keep_file(data.getvalue(), "lesson-photos.npz")


def read_own(path: str) -> Pictures:
    """The opposite of `keep_own`.

    Raises:
        ColorizeError: it was deleted, as uploads are after an hour.
    """
    if not Path(path).is_file():
        raise page_error("error.gone")
    with np.load(path) as arrays:
        parts = [[arrays[name] for name in sorted(arrays.files) if name.startswith(part)] for part in ("train", "validation")]
        return Pictures(*parts, int(arrays["left_out"]))
