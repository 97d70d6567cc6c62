"""The exact result at full size: the edited photo as a picture, or its channels' numbers."""

from __future__ import annotations

from dataclasses import replace

import gradio as gr

from colorize.color.pictures import convert
from colorize.image import FORMATS, encode
from colorize.tabs.lab.bench import Bench, Chosen, Setting
from colorize.tabs.lab.edits import cured, edited
from colorize.tabs.limits import HEAVY
from colorize.tabs.menus import Menu
from colorize.tabs.photo_input import file_stem
from colorize.tabs.preview import keep_file
from colorize.tabs.text import page_error, t
from colorize.tabs.work import formats_of, open_photo

PICTURE, NUMBERS = "picture", "numbers"


def write_result(chosen: Chosen | None, setting: Setting, form: str, language: str) -> dict:
    """Read the photo once more, edit it at full size, and write the file that is asked for."""
    if chosen is None:
        raise page_error("error.no_picture")
    kind, _, form = form.partition(".")
    source = open_photo(chosen.photo)
    result = replace(source, array=edited(source.array, setting))
    if kind == NUMBERS:
        result = convert(result, setting.mode)
    else:
        result.array = cured(result.array, setting.cure)
    word = setting.mode if kind == NUMBERS else f"{setting.mode}-edit"
    name = f"{file_stem(chosen.photo.name)}-{word}{FORMATS[form].suffixes[0]}"
    return gr.update(value=keep_file(encode(result, form), name))


def forms(mode: str) -> list[tuple[str, str]]:
    """What can be downloaded, as (title, name): the picture in every format, then the mode's own numbers."""
    pictures = [(FORMATS[form].title, f"{PICTURE}.{form}") for form in formats_of("rgb")]
    return pictures + [(f"{mode}: {FORMATS[form].title}", f"{NUMBERS}.{form}") for form in formats_of(mode)]


def choose_form(setting: Setting, form: str, language: str) -> dict:
    """Offer what the mode in force can be written as; keep the choice where it still stands."""
    choices = forms(setting.mode)
    kept = form if form in [name for _, name in choices] else choices[0][1]
    return gr.update(choices=choices, value=kept)


def build(bench: Bench) -> None:
    """A menu of files, and a button that makes the one that is wanted and hands it over."""
    page = bench.page
    with gr.Row(elem_classes="lab-row"):
        form = Menu(
            forms(Setting().mode), label=t("studio.format"), filterable=False, min_width=150, elem_id="lab-format"
        )
        make = gr.Button(t("lab.download"), variant="primary", min_width=150, elem_id="lab-make")
        file = gr.DownloadButton(t("studio.download"), visible="hidden", elem_id="lab-file")
    page.on(
        bench.setting.change, choose_form, [bench.setting, form], form, api_name="lab_forms", queue=False,
        show_progress="hidden",
    )  # fmt: skip
    made = page.on(
        make.click, write_result, [bench.chosen, bench.setting, form], file, api_name="lab_download",
        trigger_mode="once", show_progress_on=make, **HEAVY,
    )  # fmt: skip
    page.live_after(made, "() => window.colorizeLab.save('#lab-file')")
