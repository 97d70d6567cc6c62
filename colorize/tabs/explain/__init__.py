"""Explain: point at a photo, and see what the network thought there, how sure it was, and where it looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import gradio as gr

from colorize.explain.distribution import COOLEST, HOTTEST
from colorize.explain.sight import Sight
from colorize.image import Picture
from colorize.tabs import layout
from colorize.tabs.examples import example_photo
from colorize.tabs.explain import views
from colorize.tabs.explain.found import Held, ask, look_once_more, see
from colorize.tabs.limits import HEAVY
from colorize.tabs.menus import Menu, model_choices
from colorize.tabs.page import Page
from colorize.tabs.photo_input import Photo, PhotoInput
from colorize.tabs.preview import show, still_there
from colorize.tabs.report import line_of
from colorize.tabs.text import page_error, say, t
from colorize.tabs.work import open_photo

TITLE = "explain.title"
EMPTY = f'<div class="empty small">{t("explain.empty")}</div>'
MIDDLE = (0.5, 0.5)
SECTIONS = 5
"""The photo to point at, the distribution, entropy, where it looked, the stages."""
PLACE_JS = (
    "(held, x, y, temperature, language) => "
    "[held, ...window.colorizeCorrect.place(), temperature, document.documentElement.lang]"
)


def choose_photo(photo: Photo | None, model: str, temperature: float, language: str) -> Iterator[tuple]:
    """Decode an upload, and show what the network thought of it; the middle is asked about first."""
    if photo is None:
        # The box is left alone: a camera reports that it is empty just before it delivers its picture.
        yield gr.skip(), layout.LIMITS, *nothing()
        return
    picture = open_photo(photo)
    held = Held(photo, show(picture, "before.png"), line_of(picture, photo.name))
    yield held.preview, held.line.pick(language), *looking(held, language)
    for screen in thoughts(picture, held, model, temperature, language):
        yield gr.skip(), gr.skip(), *screen


def choose_example(name: str, model: str, temperature: float, language: str) -> Iterator[tuple]:
    """Take one of the example photos, in gray, as if it had been uploaded."""
    yield from choose_photo(example_photo(name, gray=True), model, temperature, language)


def change_model(held: Held | None, model: str, temperature: float, language: str) -> Iterator[tuple]:
    """Ask another model about the same photo and the same place."""
    if held is None:
        yield (gr.skip(),) * (SECTIONS + 3)
        return
    yield looking(held, language)
    yield from thoughts(open_photo(held.photo), held, model, temperature, language)


def point(held: Held | None, x: float | None, y: float | None, temperature: float, language: str) -> Iterator[tuple]:
    """Ask about the place of a click, in shares of width and height."""
    if held is None or held.seen is None or None in (x, y) or not (0 <= x <= 1 and 0 <= y <= 1):
        yield (gr.skip(),) * (SECTIONS + 3)
        return
    yield from asked_about(held, look_once_more(held.seen), (x, y), temperature, language)


def type_place(held: Held | None, x: float | None, y: float | None, temperature: float, language: str) -> Iterator[tuple]:
    """Ask about a place given in pixels of the photo."""
    if held is None or held.seen is None:
        raise page_error("error.no_picture")
    width, height = held.seen.size
    if None in (x, y) or not (0 <= x < width and 0 <= y < height):
        raise page_error("explain.outside", x=x or 0, y=y or 0, width=width, height=height)
    place = ((x + 0.5) / width, (y + 0.5) / height)
    yield from asked_about(held, look_once_more(held.seen), place, temperature, language)


def change_temperature(held: Held | None, temperature: float, language: str) -> str:
    """Sharpen or flatten the distribution at the place."""
    if held is None or held.asked is None:
        return gr.skip()
    return views.likely_view(held, temperature, language)


def thoughts(picture: Picture, held: Held, model: str, temperature: float, language: str) -> Iterator[tuple]:
    """What the network makes of a photo, in steps; the place stays where it was."""
    seen, sight = see(picture, model)
    place = held.asked.place if held.asked else MIDDLE
    yield from asked_about(replace(held, seen=seen, asked=None), sight, place, temperature, language)


def asked_about(held: Held, sight: Sight, place: tuple, temperature: float, language: str | None) -> Iterator[tuple]:
    """What the network made of a place, in steps: its colors first, then each of the two maps."""
    for number, asked in enumerate(ask(sight, place)):
        held = replace(held, asked=asked, wishes=(temperature, language))
        if number == 0:
            yield screen(held, temperature, language)
        else:
            kept = (gr.skip(),) * 3
            yield *kept, views.looked_view(held, language), gr.skip(), *(gr.skip(),) * 2, held


def screen(held: Held, temperature: float, language: str | None) -> tuple:
    """All sections, the place in pixels, and what is held."""
    x, y = (
        min(int(share * side), side - 1) for share, side in zip(held.asked.place, held.seen.size, strict=True)
    )
    return (
        views.point_view(held, language),
        views.likely_view(held, temperature, language),
        views.undecided_view(held, language),
        views.looked_view(held, language),
        views.stages_view(held, language),
        x,
        y,
        held,
    )


def catch_up(held: Held | None, temperature: float, language: str) -> tuple:
    """Show an answer once more whose temperature or language has changed while it was worked out."""
    if held is None or held.asked is None or held.wishes == (temperature, language):
        return (gr.skip(),) * (SECTIONS + 3)
    return screen(replace(held, wishes=(temperature, language)), temperature, language)


def looking(held: Held, language: str | None) -> tuple:
    """That the network is at work; what it said before is cleared away."""
    words = f'<p class="status">{say("explain.looking", language)}</p>'
    return words, *("",) * (SECTIONS - 1), gr.skip(), gr.skip(), held


def nothing() -> tuple:
    """What stands before there is a photo."""
    return EMPTY, *("",) * (SECTIONS - 1), None, None, None


def put_back(held: Held | None, language: str) -> tuple:
    """After a file that could not be read, show the photo of before again; without one, empty the box."""
    if held is None or held.asked is None or not still_there(held.preview):
        return None, layout.LIMITS, *nothing()
    return held.preview, held.line.pick(language), *(gr.skip(),) * (SECTIONS + 3)


def say_again(held: Held | None, temperature: float, language: str) -> tuple:
    """Say what was found once more, in the language now in force, and offer the models by their titles."""
    menu = gr.update(choices=model_choices(language))
    if held is None or held.seen is None or held.asked is None:
        return menu, *nothing()
    return menu, *screen(held, temperature, language)


def build(page: Page) -> None:
    """The tab: photo and model on the left, the answers on the right, the stages below; all wiring at the bottom."""
    with gr.Row(elem_classes="studio"):
        with gr.Column(scale=4, min_width=300):
            source = _source()
        with gr.Column(scale=8, min_width=320):
            point_at = gr.HTML(EMPTY, elem_id="explain-picture")
            with gr.Row(elem_classes=["correct-row", "explain-place"]):
                x = gr.Number(label=t("explain.across"), precision=0, minimum=0, min_width=120, elem_id="explain-x")
                y = gr.Number(label=t("explain.down"), precision=0, minimum=0, min_width=120, elem_id="explain-y")
                go = gr.Button(t("explain.ask"), size="sm", min_width=120, elem_id="explain-ask")
            likely = gr.HTML(elem_id="explain-likely", elem_classes="explain-part")
            temperature = gr.Slider(
                COOLEST, HOTTEST, 1, step=0.05, label=t("explain.temperature"), elem_id="explain-temperature"
            )
            undecided = gr.HTML(elem_id="explain-undecided", elem_classes="explain-part")
            looked = gr.HTML(elem_id="explain-looked", elem_classes="explain-part")
    stages = gr.HTML(elem_id="explain-stages", elem_classes="explain-part")
    shown = [point_at, likely, undecided, looked, stages, x, y, gr.State()]
    _wire(page, source, SimpleNamespace(point=point_at, likely=likely, x=x, y=y, go=go, temperature=temperature), shown)


def _source() -> SimpleNamespace:
    photo = PhotoInput(
        label=t("studio.photo"), placeholder=t("studio.drop"), sources=["upload", "webcam", "clipboard"], height=230,
        format="png", buttons=["fullscreen"], alt_text=t("studio.photo_alt"), elem_id="explain-photo",
    )  # fmt: skip
    line = gr.HTML(layout.LIMITS, elem_id="explain-photo-line")
    gr.HTML(f'<p class="examples-title">{t("explain.examples")}</p>')
    examples = layout.example_buttons()
    model = Menu(model_choices("en"), value="auto", label=t("studio.model"), filterable=False, elem_id="explain-model")
    return SimpleNamespace(photo=photo, line=line, examples=examples, model=model)


def _wire(page: Page, source: SimpleNamespace, parts: SimpleNamespace, shown: list) -> None:
    held, temperature, outputs = shown[-1], parts.temperature, [source.photo, source.line, *shown]
    # A status stands in the sections themselves.
    quiet = {"show_progress": "hidden", "trigger_mode": "always_last"}
    wishes = [source.model, temperature]
    events = {
        "photo": page.on(
            source.photo.input, choose_photo, [source.photo, *wishes], outputs, api_name="explain_photo", **quiet, **HEAVY
        )
    }
    for name, button in source.examples.items():
        events[f"example_{name}"] = page.on(
            button.click, partial(choose_example, name), wishes, outputs, api_name=f"explain_example_{name}", **quiet,
            **HEAVY,
        )  # fmt: skip
    for name, event in events.items():
        page.on_failure(event, put_back, [held], outputs, api_name=f"explain_{name}_failed")
        page.on_success(event, catch_up, [held, temperature], shown, api_name=f"explain_{name}_late")
    x, y = gr.Number(visible=False), gr.Number(visible=False)  # shares, as the browser knows them
    questions = {
        "model": page.on(
            source.model.input, change_model, [held, *wishes], shown, api_name="explain_model", **quiet, **HEAVY
        ),
        "point": page.on(
            parts.point.click, point, [held, x, y, temperature], shown, api_name="explain_point", js=PLACE_JS, **quiet,
            **HEAVY,
        ),
        "place": page.on(
            [parts.go.click, parts.x.submit, parts.y.submit], type_place, [held, parts.x, parts.y, temperature], shown,
            api_name="explain_place", **quiet, **HEAVY,
        ),
    }  # fmt: skip
    for name, event in questions.items():
        page.on_failure(
            event, say_again, [held, temperature], [source.model, *shown], api_name=f"explain_{name}_failed"
        )
        page.on_success(event, catch_up, [held, temperature], shown, api_name=f"explain_{name}_late")
    page.on(
        temperature.input, change_temperature, [held, temperature], parts.likely, api_name="explain_temperature",
        queue=False, **quiet,
    )  # fmt: skip
    page.on(
        [page.blocks.load, page.language_changed.click], say_again, [held, temperature], [source.model, *shown],
        api_name="explain_language", queue=False, **quiet,
    )  # fmt: skip
