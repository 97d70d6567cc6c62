"""An upload that Gradio does not decode: it would clip 16 bit, drop alpha, and ignore profiles (and some rotations)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from gradio.data_classes import ImageData

from colorize.image import Picture, read
from colorize.tabs.handler import handler
from colorize.tabs.limits import max_megabytes, max_megapixels
from colorize.tabs.text import page_error

NAME_LENGTH = 60


def file_stem(name: str) -> str:
    """The name to give a result's file: that of the upload, without folder, suffix and what file systems dislike.

    Example:
        >>> file_stem("../grand mother: 1921.scan.jpg"), file_stem("合影.png"), file_stem("///")
        ('grand mother 1921.scan', '合影', 'picture')
    """
    base = re.split(r"[/\\]", name)[-1]
    stem = re.sub(r'[<>:"|?*\x00-\x1f]', "", base[: base.rindex(".")] if "." in base[1:] else base)
    return stem.strip(" .")[:NAME_LENGTH] or "picture"


@dataclass(frozen=True)
class Photo:
    """An uploaded file and the name it had on its owner's machine."""

    path: str
    name: str

    def read(self) -> Picture:
        """Decode it with `colorize.image.read` within the page's limits.

        Raises:
            ColorizeError: deleted meanwhile, too large, or no picture.
        """
        path = Path(self.path)
        if not path.is_file():
            raise page_error("error.gone")
        megabytes = path.stat().st_size / 1e6
        if megabytes > max_megabytes():
            raise page_error("error.too_heavy", found=megabytes, limit=max_megabytes())
        return read(path, max_pixels=round(max_megapixels() * 1e6))

from gradio.events import Dependency

class PhotoInput(gr.Image):
    """`gr.Image` to the browser; hands its file over untouched, and decoding happens in the handler, by our reader."""

    is_template = True  # keeps the frontend of gr.Image

    @handler
    def preprocess(self, payload: ImageData | None) -> Photo | None:
        """The file that came, or None where the box is empty."""
        if payload is None:
            return None
        if not payload.path:  # a data: URL, or a link
            raise page_error("error.no_file")
        return Photo(payload.path, payload.orig_name or Path(payload.path).name)
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component