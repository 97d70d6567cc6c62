"""Corrections: a person points at a wrong color, is shown what else the model holds likely there, and gives the right one.

Only for models that take given colors. What was given stays with the result and travels with every new wish for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import gradio as gr

from colorize.proposals import likely_colors
from colorize.tabs.correct_view import color_buttons, correct_figure
from colorize.tabs.limits import HEAVY
from colorize.tabs.page import Page
from colorize.tabs.screen import Screen, Shown, given, on_preview, once_more
from colorize.tabs.text import page_error, t

FIRST_COLOR = "#b5523b"
PLACE_JS = "(shown, x, y, language) => [shown, ...window.colorizeCorrect.place(), document.documentElement.lang]"
COLOR_JS = (
    "(shown, place, color, form, language) => "
    "[shown, place, window.colorizeCorrect.color(), form, document.documentElement.lang]"
)


def point(shown: Shown | None, x: float | None, y: float | None, language: str) -> tuple:
    """Take a click on the picture: mark the place, and offer the colors that the model holds likely there."""
    if shown is None or not shown.correctable or x is None or y is None:
        return gr.skip(), gr.skip(), gr.skip()
    place = (x * shown.report.width, y * shown.report.height)
    across, down = on_preview(place, shown)
    hints = [on_preview(hint, shown) for hint in shown.wish.hints]
    colors = likely_colors(shown.chosen.preview, across, down, shown.wish.model, hints=hints)
    return place, correct_figure(shown.after, given(shown), language, (x, y)), color_buttons(colors, language)


def give(shown: Shown | None, place: tuple | None, color: str | None, form: str, language: str) -> Iterator[Screen]:
    """Color the photo once more with one color given: of the buttons, or of the color box."""
    if shown is None or not shown.correctable or color is None:
        yield Screen()
        return
    if place is None:
        raise page_error("correct.no_place")
    others = tuple(hint for hint in shown.wish.hints if hint[:2] != tuple(place))
    yield from once_more(shown, language, form, hints=(*others, (*place, as_hex(color))))


def take_back(shown: Shown | None, form: str, language: str) -> Iterator[Screen]:
    """Color the photo once more without the color given last."""
    if shown is not None and shown.wish.hints:
        yield from once_more(shown, language, form, hints=shown.wish.hints[:-1])
    else:
        yield Screen()


def start_over(shown: Shown | None, form: str, language: str) -> Iterator[Screen]:
    """Color the photo once more without any given color."""
    if shown is not None and shown.wish.hints:
        yield from once_more(shown, language, form, hints=())
    else:
        yield Screen()


def as_hex(color: str) -> str:
    """`#rrggbb` of what Gradio's color box gives: that itself, or `rgb()` and `rgba()` with decimals.

    Example:
        >>> as_hex("rgba(181.4, 82, 59.00001, 1)"), as_hex("#B5523B")
        ('#b5523b', '#b5523b')
    """
    found = re.fullmatch(r"rgba?\(([^)]*)\)", color.strip())
    if not found:
        return color.strip().lower()
    channels = [min(255, max(0, round(float(part)))) for part in found[1].split(",")[:3]]
    return "#{:02x}{:02x}{:02x}".format(*channels)


def panel() -> SimpleNamespace:
    """The picture to point at, the likely colors, any other color, and two ways back; hidden at first."""
    with gr.Column(visible=False, elem_id="correct") as box:
        gr.HTML(f'<h3 class="correct-title">{t("correct.title")}</h3>')
        figure = gr.HTML(elem_id="correct-picture")
        colors = gr.HTML(f'<p class="note">{t("correct.how")}</p>', elem_id="correct-colors")
        with gr.Row(elem_classes="correct-row"):
            picker = gr.ColorPicker(FIRST_COLOR, label=t("correct.other"), min_width=140, elem_id="correct-picker")
            use = gr.Button(t("correct.use"), size="sm", min_width=90, elem_id="correct-use")
            back = gr.Button(t("correct.back"), size="sm", min_width=90, elem_id="correct-back")
            clear = gr.Button(t("correct.clear"), size="sm", min_width=90, elem_id="correct-clear")
    return SimpleNamespace(
        panel=box, figure=figure, colors=colors, place=gr.State(), picker=picker, use=use, back=back, clear=clear
    )


def wire(page: Page, parts: SimpleNamespace, form, shown: gr.State, outputs: list, places: list) -> dict:
    """Wire the panel; returns the events that make a new result, by name."""
    x, y, chosen_color = gr.Number(visible=False), gr.Number(visible=False), gr.Textbox(visible=False)
    page.on(
        parts.figure.click, point, [shown, x, y], [parts.place, parts.figure, parts.colors], api_name="studio_point",
        js=PLACE_JS, show_progress="hidden", trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    shows = {"show_progress_on": places, **HEAVY}
    return {
        "likely": page.on(
            parts.colors.click, give, [shown, parts.place, chosen_color, form], outputs, api_name="studio_likely",
            js=COLOR_JS, trigger_mode="once", **shows,
        ),
        "give": page.on(
            parts.use.click, give, [shown, parts.place, parts.picker, form], outputs, api_name="studio_give",
            trigger_mode="once", **shows,
        ),
        "take_back": page.on(
            parts.back.click, take_back, [shown, form], outputs, api_name="studio_take_back", trigger_mode="once", **shows
        ),
        "start_over": page.on(
            parts.clear.click, start_over, [shown, form], outputs, api_name="studio_start_over", trigger_mode="once",
            **shows,
        ),
    }  # fmt: skip
