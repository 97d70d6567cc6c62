"""Classify: a digit, a place or a thing, named by networks that show why."""

from __future__ import annotations

from types import ModuleType

import gradio as gr

from colorize.tabs.classify import digits, photos
from colorize.tabs.page import Page
from colorize.tabs.text import t

TITLE = "classify.title"
PARTS: tuple[ModuleType, ...] = (digits, photos)
"""In the order in which they stand; each has a title and a `build`."""


def build(page: Page) -> None:
    """The tab: two parts, each with its own pictures."""
    with gr.Tabs(elem_id="classify-parts"):
        for part in PARTS:
            name = part.__name__.rpartition(".")[2]
            with gr.Tab(t(part.TITLE), id=name, elem_id=f"classify-{name}") as tab:
                part.build(page)
            page.follow(tab, part.TITLE)
