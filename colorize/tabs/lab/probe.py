"""Pixel probe: one pixel of the photo in every mode, and as the libraries write it."""

from __future__ import annotations

from html import escape

import gradio as gr

from colorize.lab.probe import Answer, Probe, probe
from colorize.tabs.lab.bench import HINT, Bench, Chosen, Order, hint
from colorize.tabs.limits import HEAVY
from colorize.tabs.text import channel_name, say, t
from colorize.tabs.work import open_photo

TITLE = "lab.probe"
ASK_JS = "(x, y, other, language) => [...window.colorizeLab.ASK(x, y), other, document.documentElement.lang]"
"""The browser knows where the photo was clicked (`place`), and forgets it when a person types (`typed`)."""


def probe_pixel(x: float, y: float, chosen: Chosen | None, language: str) -> tuple:
    """Read one pixel of the photo, at full size, and tell it in every way."""
    if chosen is None:
        return x, y, hint(language)
    if x is None or y is None:  # emptied, to be filled in anew
        return gr.skip(), gr.skip(), gr.skip()
    picture = open_photo(chosen.photo)
    found = probe(picture.array, _whole(x), _whole(y))
    return found.x, found.y, report(found, chosen.token, language)


def start_probe(x: float | None, y: float | None, order: Order | None, language: str) -> tuple:
    """Look at the same place of a new photo, or at its middle; what a person may be typing meanwhile is left alone."""
    if order is None or order.chosen is None:
        return x, y, hint(language)
    chosen = order.chosen
    placed = x is not None and y is not None and (x, y) != (0, 0)  # Gradio's empty box says 0
    if placed and x < chosen.width and y < chosen.height:
        return gr.skip(), gr.skip(), probe_pixel(x, y, chosen, order.language)[2]
    return probe_pixel(chosen.width // 2, chosen.height // 2, chosen, order.language)


def _whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value


def report(found: Probe, token: str, language: str | None) -> str:
    """A pixel as HTML: swatch and CSS, then the libraries with their snippets, then all modes.

    The browser marks its place in the photo of that token.
    """
    color = "#{:02x}{:02x}{:02x}".format(*found.rgb_8bit)
    place = say("lab.pixel", language, x=found.x, y=found.y)
    rounded = "" if found.exact else f'<p class="note">{escape(say("lab.rounded", language))}</p>'
    css = "".join(
        f"<dt translate=no>{escape(answer.convention.function)}</dt><dd><code>{escape(answer.text)}</code></dd>"
        for answer in found.answers
        if answer.convention.library == "CSS"
    )
    return (
        f'<div class="probe" data-photo="{token}" data-x="{found.x}" data-y="{found.y}"><div class="swatch-row">'
        f'<span class="swatch" style="background:{color}"></span><div><strong>{escape(place)}</strong>'
        f'<dl class="css">{css}</dl></div></div>{rounded}{_libraries(found, language)}{_modes(found, language)}</div>'
    )


def _libraries(found: Probe, language: str | None) -> str:
    libraries: dict[str, list[str]] = {}
    for answer in found.answers:
        if answer.convention.library != "CSS":
            libraries.setdefault(answer.convention.library, []).append(_answer(answer, language))
    groups = "".join(
        f'<details class="library"{"" if index else " open"}><summary><h4 translate=no>{escape(library)}</h4></summary>{"".join(rows)}'
        "</details>"
        for index, (library, rows) in enumerate(libraries.items())
    )
    return f'<h3>{escape(say("lab.libraries", language))}</h3><div class="libraries">{groups}</div>'


def _answer(answer: Answer, language: str | None) -> str:
    convention = answer.convention
    channels = ", ".join(f"{channel_name(name, language)} {low:g}–{high:g}" for name, low, high in convention.channels)
    return (
        f"<details><summary><code>{escape(convention.function)}</code><b>{escape(answer.text)}</b></summary>"
        f"<p>{escape(channels)}</p><p>{escape(convention.meaning.pick(language))}</p>"
        f'<p class="fine">{escape(convention.catch.pick(language))}</p>'
        f'<div class="snippet"><button type="button" class="copy">{escape(say("lab.copy", language))}</button>'
        f"<pre><code>{escape(answer.snippet)}</code></pre></div></details>"
    )


def _modes(found: Probe, language: str | None) -> str:
    rows = []
    for reading in found.readings:
        values = ", ".join(
            f"<span>{escape(channel_name(channel.name, language))} {escape(value)}</span>"
            for channel, value in zip(reading.mode.channels, reading.shown, strict=False)
        )
        text = escape(reading.note.pick(language)) if reading.note else values
        title = reading.mode.title
        name = " translate=no" if title.zh == title.en else ""
        rows.append(f"<tr><th scope=row{name}>{escape(title.pick(language))}</th><td>{text}</td></tr>")
    return f'<h3>{escape(say("lab.all_modes", language))}</h3><table class="lab-table">{"".join(rows)}</table>'


def build(bench: Bench) -> None:
    """The section: two numbers, which a click on the photo fills in, and the report."""
    gr.HTML(f'<p class="note">{t("lab.probe_how")}</p>')
    with gr.Row(elem_classes="lab-row"):
        x = gr.Number(None, label=t("lab.x"), precision=0, min_width=100, elem_id="lab-x")
        y = gr.Number(None, label=t("lab.y"), precision=0, min_width=100, elem_id="lab-y")
    told = gr.HTML(HINT, elem_id="lab-pixel")
    outputs, shown = [x, y, told], {"show_progress": "hidden", "trigger_mode": "always_last", **HEAVY}
    for triggers, function, ask, other, name in (
        (bench.order.change, start_probe, "place", bench.order, "lab_probe_start"),
        (bench.picture.click, probe_pixel, "place", bench.chosen, "lab_probe_click"),
        ([x.submit, y.submit, x.blur, y.blur], probe_pixel, "typed", bench.chosen, "lab_probe"),
    ):
        js = ASK_JS.replace("ASK", ask)
        bench.page.on(triggers, function, [x, y, other], outputs, api_name=name, js=js, **shown)
