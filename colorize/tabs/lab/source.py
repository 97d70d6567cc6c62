"""The photo that the lab works on: uploaded or an example, in color, with its preview beside all sections."""

from __future__ import annotations

from functools import partial
from html import escape
from types import SimpleNamespace

import gradio as gr

from colorize.color import SPACES
from colorize.tabs import layout
from colorize.tabs.examples import example_photo
from colorize.tabs.lab.bench import Chosen, Setting
from colorize.tabs.lab.views import address, keep_preview
from colorize.tabs.limits import HEAVY
from colorize.tabs.menus import Menu
from colorize.tabs.page import Page
from colorize.tabs.photo_input import Photo, PhotoInput
from colorize.tabs.preview import still_there
from colorize.tabs.report import line_of
from colorize.tabs.text import say, t
from colorize.tabs.work import open_photo

FIRST_EXAMPLE = "astronaut"
THINNEST = 0.02
"""A picture that is thinner still is drawn as thick as this, so that a single row can be seen and clicked."""


def choose_photo(photo: Photo | None, setting: Setting, language: str) -> tuple:
    """Decode an upload once; keep a preview of at most half a megapixel, which all sections work on."""
    if photo is None:
        # The box is left alone: a camera reports that it is empty just before it delivers its picture.
        return gr.skip(), layout.LIMITS, None, ""
    picture = open_photo(photo)
    line = line_of(picture, photo.name, flags=True)
    preview, small = keep_preview(picture)
    chosen = Chosen(photo, preview, picture.width, picture.height, small, line)
    return preview, line.pick(language), chosen, figure(chosen, setting, language)


def choose_example(name: str, setting: Setting, language: str) -> tuple:
    """Take one of the example photos, in color, as if it had been uploaded."""
    return choose_photo(example_photo(name, gray=False), setting, language)


def first_example(chosen: Chosen | None, setting: Setting, language: str) -> tuple:
    """When the lab is opened for the first time, take an example, so that there is something to see."""
    return (gr.skip(),) * 4 if chosen else choose_example(FIRST_EXAMPLE, setting, language)


def say_again(chosen: Chosen | None, setting: Setting, language: str) -> tuple:
    """Say what the file is and what the figure shows once more, in the language now in force."""
    return (chosen.line.pick(language), figure(chosen, setting, language)) if chosen else (gr.skip(), gr.skip())


def put_back(chosen: Chosen | None, language: str) -> tuple:
    """After a file that could not be read, show the photo of before again; without one, empty the box."""
    if chosen is None or not still_there(chosen.preview):
        return None, layout.LIMITS, None, ""
    return chosen.preview, chosen.line.pick(language), gr.skip(), gr.skip()


def figure(chosen: Chosen | None, setting: Setting, language: str | None) -> str:
    """The edited preview, and what it is a preview of; the browser shows another edit by another address."""
    if chosen is None:
        return ""
    words = "lab.preview_reduced" if chosen.reduced else "lab.preview_whole"
    size = {"width": chosen.width, "height": chosen.height, "across": chosen.small[0], "down": chosen.small[1]}
    aspect = min(max(chosen.width / chosen.height, THINNEST), 1 / THINNEST)
    reduced = " data-reduced" if chosen.reduced else ""
    return (
        f'<figure class="lab-figure"{reduced} data-width="{chosen.width}" data-height="{chosen.height}">'
        f'<span class="frame" style="--aspect: {aspect:.5f}">'
        f'<img src="{escape(address(chosen, setting))}" alt="{escape(say("lab.preview_alt", language))}" '
        f'width="{chosen.small[0]}" height="{chosen.small[1]}"></span>'
        f"<figcaption>{escape(say(words, language, **size))}</figcaption></figure>"
    )


def mode_menu() -> Menu:
    """The reversible color modes; one-way looks have a section of their own."""
    choices = [(t(f"mode.{name}"), name) for name in SPACES]
    return Menu(choices, value=Setting().mode, label=t("studio.mode"), filterable=False, elem_id="lab-mode")


def build_source() -> SimpleNamespace:
    """Upload box, preview and examples."""
    photo = PhotoInput(
        label=t("studio.photo"), placeholder=t("studio.drop"), sources=["upload", "webcam", "clipboard"], height=160,
        format="png", buttons=["fullscreen"], alt_text=t("studio.photo_alt"), elem_id="lab-photo",
    )  # fmt: skip
    line = gr.HTML(layout.LIMITS, elem_id="lab-photo-line")
    picture = gr.HTML(elem_id="lab-picture")
    examples = layout.example_buttons()
    return SimpleNamespace(photo=photo, line=line, examples=examples, picture=picture)


def wire_source(page: Page, source: SimpleNamespace, setting: gr.State, chosen: gr.State) -> None:
    """Upload, examples, and the first look at the tab."""
    outputs = [source.photo, source.line, chosen, source.picture]
    shown = {"show_progress_on": source.photo, "trigger_mode": "always_last", **HEAVY}
    uploaded = page.on(
        source.photo.input, choose_photo, [source.photo, setting], outputs, api_name="lab_photo", **shown
    )
    page.on_failure(uploaded, put_back, [chosen], outputs, api_name="lab_photo_failed", queue=True)
    for name, button in source.examples.items():
        page.on(
            button.click, partial(choose_example, name), [setting], outputs, api_name=f"lab_example_{name}", **shown
        )
    page.on(page.tab.select, first_example, [chosen, setting], outputs, api_name="lab_first_example", **shown)
    page.on(
        page.language_changed.click, say_again, [chosen, setting], [source.line, source.picture], api_name="lab_language",
        queue=False, show_progress="hidden",
    )  # fmt: skip
