"""Looks: the one-way modes, with controls made from their options."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import NamedTuple

import gradio as gr
from gradio.components import Component

from colorize.color import EFFECTS
from colorize.color.options import Choice, Color, Flag, Option
from colorize.color.pictures import convert, settings
from colorize.image import FORMATS, encode
from colorize.tabs.lab.about import LATEX, explanation
from colorize.tabs.lab.bench import HINT, Bench, Chosen, Order, hint
from colorize.tabs.lab.edits import as_options, as_text
from colorize.tabs.lab.views import address
from colorize.tabs.limits import HEAVY
from colorize.tabs.menus import Menu, format_choices
from colorize.tabs.photo_input import file_stem
from colorize.tabs.preview import keep_file
from colorize.tabs.text import page_error, say, t
from colorize.tabs.work import formats_of, open_photo

TITLE = "lab.looks"
FIRST = next(iter(EFFECTS))


class Look(NamedTuple):
    """A look and its options as text, see `edits.py`."""

    name: str = FIRST
    options: str = ""


def show_look(order: Order | None, look: Look, language: str) -> str:
    """The photo in the chosen look."""
    return look_figure(order.chosen if order else None, order, look, language)


def look_figure(chosen: Chosen | None, order: Order | None, look: Look, language: str | None) -> str:
    """The preview in a look; the browser shows other options by another address."""
    if chosen is None or order is None:
        return hint(language)
    source = address(chosen, order.setting, look=look.name, options=look.options)
    alt = say("lab.look_alt", language, look=EFFECTS[look.name].title.pick(language))
    return f'<figure class="lab-figure"><img src="{escape(source)}" alt="{escape(alt)}"></figure>'


def choose_look(name: str, order: Order | None, form: str, language: str) -> tuple:
    """Another look with its own controls, as they stood; its explanation; and what it can be written as."""
    forms = formats_of(name)
    return (
        Look(name),
        look_figure(order.chosen if order else None, order, Look(name), language),
        explanation(name, language),
        gr.update(choices=format_choices(forms), value=form if form in forms else forms[0]),
        *(gr.update(visible=panel == name) for panel in EFFECTS if EFFECTS[panel].options),
    )


def change_options(name: str, order: Order | None, *values) -> tuple:
    """Take over what a look's controls say, once they are let go."""
    *options, language = values
    look = Look(name, as_text(tuple(options)))
    settings(EFFECTS[name], as_options(name, look.options))  # refuses what the picture could not be drawn with
    return look, look_figure(order.chosen if order else None, order, look, language)


def explain_look(look: Look, language: str) -> str:
    """Explain the look that is chosen."""
    return explanation(look.name, language)


def write_look(chosen: Chosen | None, look: Look, form: str, language: str) -> dict:
    """The photo at full size in the chosen look, as `colorize.convert` gives it, in a file."""
    if chosen is None:
        raise page_error("error.no_picture")
    result = convert(open_photo(chosen.photo), look.name, **as_options(look.name, look.options))
    name = f"{file_stem(chosen.photo.name)}-{look.name}{FORMATS[form].suffixes[0]}"
    return gr.update(value=keep_file(encode(result, form), name))


def _control(effect: str, option: Option) -> Component:
    """The control that fits an option."""
    key = f"look.{effect}.{option.name}"
    known = {"label": t(key), "elem_id": f"lab-{effect}-{option.name}"}
    if isinstance(option, Choice):
        choices = [(t(f"{key}.{value}"), value) for value, _ in option.choices]
        return Menu(choices, value=option.default, filterable=False, min_width=240, **known)
    if isinstance(option, Color):
        return gr.ColorPicker(option.default, min_width=160, **known)
    if isinstance(option, Flag):
        return gr.Checkbox(option.default, min_width=160, **known)
    if option.default is None:  # found by the effect itself as long as the box is empty; a `gr.Number` is never empty
        return gr.Textbox("", placeholder=t("lab.automatic"), min_width=160, **known)
    whole = getattr(option, "whole", False)
    step = 1 if whole else (option.high - option.low) / 100
    return gr.Slider(option.low, option.high, option.default, step=step, min_width=160, **known)


def _let_go(control: Component):
    """The event of a control that is done with."""
    if isinstance(control, gr.Slider):
        return control.release
    return control.blur if isinstance(control, gr.Textbox) else control.input


def build(bench: Bench) -> None:
    """The section: a menu, a panel of controls for every look that has options, the picture, the download."""
    page, order = bench.page, bench.order
    gr.HTML(f'<p class="note">{t("lab.looks_how")}</p>')
    menu = Menu([(t(f"mode.{name}"), name) for name in EFFECTS], value=FIRST, label=t("lab.look"), filterable=False,
                elem_id="lab-look")  # fmt: skip
    panels, controls = {}, {}
    for name, effect in EFFECTS.items():
        if effect.options:
            with gr.Row(visible=name == FIRST, elem_classes="lab-row", elem_id=f"lab-panel-{name}") as panels[name]:
                controls[name] = [_control(name, option) for option in effect.options]
    shown = gr.HTML(HINT, elem_id="lab-look-picture")
    with gr.Row(elem_classes="lab-row"):
        form = Menu(format_choices(formats_of(FIRST)), label=t("studio.format"), filterable=False, min_width=150,
                    elem_id="lab-look-format")  # fmt: skip
        make = gr.Button(t("lab.download"), variant="primary", min_width=150, elem_id="lab-look-make")
        file = gr.DownloadButton(t("studio.download"), visible="hidden", elem_id="lab-look-file")
    text = gr.Markdown(latex_delimiters=LATEX, elem_classes="lab-about")
    look, hidden = gr.State(Look()), {"show_progress": "hidden", "trigger_mode": "always_last"}

    page.on(order.change, show_look, [order, look], shown, api_name="lab_look_show", **hidden)
    page.on(
        menu.input, choose_look, [menu, order, form], [look, shown, text, form, *panels.values()],
        api_name="lab_look", queue=False, **hidden,
    )  # fmt: skip
    for name, parts in controls.items():
        live_js = "(...options) => window.colorizeLab.show('#lab-look-picture img', 'options', options)"
        page.live([part.input for part in parts], parts, live_js)
        page.on(
            [_let_go(part) for part in parts],
            partial(change_options, name), [order, *parts], [look, shown], api_name=f"lab_look_{name}",
            **hidden,  # through the queue: errors show in no other way
        )  # fmt: skip
    page.on(
        [page.blocks.load, page.language_changed.click], explain_look, [look], text, api_name="lab_look_language",
        queue=False, **hidden,
    )  # fmt: skip
    made = page.on(
        make.click, write_look, [bench.chosen, look, form], file, api_name="lab_look_download", trigger_mode="once",
        show_progress_on=make, **HEAVY,
    )  # fmt: skip
    page.live_after(made, "() => window.colorizeLab.save('#lab-look-file')")
