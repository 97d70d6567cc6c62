"""What the lab's sections share: the photo that is chosen, what is wanted of it, and where to show it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from colorize.tabs.photo_input import Photo
from colorize.tabs.text import say, t
from colorize.text import Text

if TYPE_CHECKING:
    from colorize.tabs.page import Page


@dataclass(frozen=True)
class Chosen:
    """What one person has uploaded: the file and its preview's; no pixels, so that a visitor costs next to nothing.

    Args:
        photo: the file as it came, under the name it had at home.
        preview: path of its preview, a PNG of at most `PREVIEW_PIXELS`.
        width, height: of the photo.
        small: (width, height) of the preview.
        line: what is said of the file.
    """

    photo: Photo
    preview: str
    width: int
    height: int
    small: tuple[int, int]
    line: Text = field(default=Text("", ""), compare=False)

    @property
    def token(self) -> str:
        """By what the browser asks for views of the preview: the hash that Gradio keeps it under."""
        return Path(self.preview).parent.name

    @property
    def reduced(self) -> bool:
        """Whether the preview is smaller than the photo."""
        return self.small != (self.width, self.height)


@dataclass(frozen=True)
class Setting:
    """What is done with the photo.

    Args:
        mode: a reversible color mode's name.
        edit: what its channels' controls say, see `edits.py`; "" leaves them alone.
        cure: what becomes of colors that the edit has led out of sRGB, `clip` or `reduce`.
    """

    mode: str = "lab"
    edit: str = ""
    cure: str = "clip"


@dataclass(frozen=True)
class Order:
    """What an open section is asked to show; the same order again changes nothing.

    Args:
        chosen: None before there is a photo.
        setting: what is done with it.
        language: the page's language tag.
    """

    chosen: Chosen | None
    setting: Setting
    language: str


@dataclass(frozen=True)
class Bench:
    """What a section's `build` is given.

    Args:
        page: to wire events by.
        chosen: holds a `Chosen` or None.
        setting: holds the `Setting` in force.
        mode: menu of color modes.
        summary: where the mode's purpose is said.
        picture: where the preview stands.
        order: holds this section's `Order`, which changes when the section is to be worked out; None at first.
        own: holds the visitor's own press profile, an `OwnProfile`, or None.
    """

    page: Page
    chosen: gr.State
    setting: gr.State
    mode: gr.Dropdown
    summary: gr.HTML
    picture: gr.HTML
    order: gr.State
    own: gr.State


def measured_on(chosen: Chosen, language: str | None) -> str:
    """Says of what the figures of a section were measured, where that is not the whole photo."""
    if not chosen.reduced:
        return ""
    return f'<p class="note">{say("lab.measured_on", language, across=chosen.small[0], down=chosen.small[1])}</p>'


def measured_whole(chosen: Chosen, start: float, language: str | None) -> str:
    """Says that the figures of a section are those of the whole photo, and how long it took since `start`."""
    seconds = time.perf_counter() - start
    words = say("lab.measured_whole", language, width=chosen.width, height=chosen.height, seconds=seconds)
    return f'<p class="note whole">{words}</p>'


def whole_button(section: str) -> gr.Button:
    """The button that asks for a section's figures of the whole photo; the page hides it where they are so already."""
    return gr.Button(
        t("lab.measure_whole"), size="sm", min_width=150, elem_id=f"lab-{section}-whole", elem_classes="lab-whole"
    )


HINT = str(t("lab.at_first"))
"""What stands in a section at first, in the language of the browser: the page shows what holds, no photo or no answer yet."""


def hint(language: str | None) -> str:
    """What stands in a section before there is a photo."""
    return f'<p class="status">{say("lab.no_photo", language)}</p>'
