"""The Studio: a photo in, the photo in color or in another color mode out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace

import gradio as gr

from colorize.tabs import corrections, layout
from colorize.tabs.correct_view import color_buttons, correct_figure
from colorize.tabs.examples import example_photo
from colorize.tabs.limits import HEAVY
from colorize.tabs.menus import about, model_choices
from colorize.tabs.page import Page
from colorize.tabs.photo_input import Photo
from colorize.tabs.preview import show, still_there
from colorize.tabs.report import captioned, line_of
from colorize.tabs.screen import Chosen, Screen, Shown, carry_out, file, given, no_file, once_more, reported
from colorize.tabs.text import page_error, say, t
from colorize.tabs.warming import warm_in_background
from colorize.tabs.work import BY_MODEL, Wish, fulfil, open_photo, write

TITLE = "studio.title"


def choose_photo(photo: Photo | None, language: str) -> tuple:
    """Decode an upload once; show it as we read it, in a form that every browser can show."""
    if photo is None:
        # The box is left alone: a camera reports that it is empty just before it delivers its picture.
        return gr.skip(), layout.LIMITS, None
    picture = open_photo(photo)
    preview = show(picture, "before.png")
    line = line_of(picture, photo.name)
    return preview, line.pick(language), Chosen(photo, preview, line)


def choose_example(name: str, mode: str, language: str) -> tuple:
    """Take one of the example photos as if it had been uploaded: gray for a model, in color for a color mode."""
    return choose_photo(example_photo(name, gray=mode == BY_MODEL), language)


def put_back(chosen: Chosen | None, language: str) -> tuple:
    """After a file that could not be read, show the photo of before again; without one, empty the box."""
    if chosen is None or not still_there(chosen.preview):
        return None, layout.LIMITS, None
    return chosen.preview, chosen.line.pick(language), gr.skip()


def warm_model(language: str) -> None:
    """Start loading the model, now that somebody is here."""
    warm_in_background()


def choose_mode(mode: str, model: str, language: str) -> tuple:
    """Show what belongs to a color mode: the model's settings or not."""
    by_model = mode == BY_MODEL
    return (
        about(mode, model, language),
        gr.update(visible=by_model),
        gr.update(visible=by_model),
        gr.update(value=t("studio.run_model" if by_model else "studio.run_mode")),
    )


def choose_model(mode: str, model: str, language: str) -> str:
    """Say what to expect of a model."""
    return about(mode, model, language)


def run(chosen: Chosen | None, mode: str, model: str, vividness: float, form: str, language: str) -> Iterator[Screen]:
    """Color or convert the chosen photo at full size; show it first, then make the file to download."""
    if chosen is None:
        raise page_error("error.no_picture")
    yield from carry_out(chosen, Wish(mode, model, vividness), form, language)


def change_vividness(shown: Shown | None, vividness: float, form: str, language: str) -> Iterator[Screen]:
    """Color the photo that is shown once more; before there is a result, there is nothing to change."""
    if shown is None or shown.wish.mode != BY_MODEL:
        yield Screen()
        return
    yield from once_more(shown, language, form, vividness=vividness)


def change_format(shown: Shown | None, form: str, language: str) -> Iterator[tuple]:
    """Make the file again, from the same photo by the same settings, in another format."""
    if shown is None:
        yield gr.skip(), gr.skip()
        return
    yield no_file(say("studio.preparing", language)), reported(shown, form, language)
    result, _ = fulfil(shown.chosen.photo, shown.wish)
    yield file(write(result, shown.chosen.photo, shown.wish, form)), gr.skip()


def after_failure(shown: Shown | None, form: str, language: str) -> tuple:
    """Take back what was announced when it could not be carried out."""
    return (reported(shown, form, language) if shown else ""), no_file()


def say_again(chosen: Chosen | None, shown: Shown | None, mode: str, model: str, form: str, language: str) -> tuple:
    """Say everything that handlers have said once more, in the language now in force."""
    return (
        chosen.line.pick(language) if chosen else gr.skip(),
        gr.update(choices=model_choices(language)),
        about(mode, model, language),
        gr.update(value=captioned(shown.views, shown.wish.mode, language)) if shown else gr.skip(),
        reported(shown, form, language) if shown else gr.skip(),
        correct_figure(shown.after, given(shown), language) if shown and shown.correctable else gr.skip(),
        color_buttons((), language),
        None,
    )


def build(page: Page) -> None:
    """The tab: photo and settings on the left, the result on the right; all wiring at the bottom."""
    with gr.Row(elem_classes="studio"):
        with gr.Column(scale=5, min_width=320):
            source = layout.source()
            settings = layout.settings()
        with gr.Column(scale=7, min_width=320):
            result = layout.result()
    chosen, shown = gr.State(), gr.State()
    _wire_source(page, source, settings.mode, chosen)
    _wire_settings(page, settings)
    _wire_language(page, source, settings, result, chosen, shown)
    _wire_result(page, settings, result, chosen, shown)


def _wire_source(page: Page, source: SimpleNamespace, mode: gr.Dropdown, chosen: gr.State) -> None:
    outputs = [source.photo, source.line, chosen]
    uploaded = page.on(
        source.photo.input, choose_photo, [source.photo], outputs, api_name="studio_photo",
        show_progress_on=source.photo, trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    page.on_failure(uploaded, put_back, [chosen], outputs, api_name="studio_photo_failed")
    for name, button in source.examples.items():
        page.on(
            button.click, partial(choose_example, name), [mode], outputs,
            api_name=f"studio_example_{name}", show_progress_on=source.photo, **HEAVY,
        )  # fmt: skip


def _wire_settings(page: Page, settings: SimpleNamespace) -> None:
    light = {"queue": False, "show_progress": "hidden"}
    page.on(
        settings.mode.input, choose_mode, [settings.mode, settings.model],
        [settings.about, settings.model, settings.vividness, settings.run],
        api_name="studio_mode", **light,
    )  # fmt: skip
    page.on(
        settings.model.input, choose_model, [settings.mode, settings.model], settings.about, api_name="studio_model",
        **light,
    )  # fmt: skip
    page.on(page.blocks.load, warm_model, [], None, api_name="studio_warm", **light)


def _wire_language(
    page: Page, source: SimpleNamespace, settings: SimpleNamespace, result: SimpleNamespace, chosen: gr.State, shown: gr.State
) -> None:
    page.on(
        [page.blocks.load, page.language_changed.click], say_again,
        [chosen, shown, settings.mode, settings.model, result.form],
        [source.line, settings.model, settings.about, result.channels, result.report, result.correct.figure,
         result.correct.colors, result.correct.place],
        api_name="studio_language", trigger_mode="always_last", queue=False, show_progress="hidden",
    )  # fmt: skip


def _wire_result(
    page: Page, settings: SimpleNamespace, result: SimpleNamespace, chosen: gr.State, shown: gr.State
) -> None:
    places, outputs = [result.empty, result.slider, result.channels], [*result.all, shown]
    ran = page.on(
        settings.run.click, run, [chosen, settings.mode, settings.model, settings.vividness, result.form], outputs,
        api_name="studio_run", show_progress_on=places, trigger_mode="once", **HEAVY,
    )  # fmt: skip
    changed = page.on(
        settings.vividness.release, change_vividness, [shown, settings.vividness, result.form], outputs,
        api_name="studio_vividness", show_progress_on=places, trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    written = page.on(
        result.form.input, change_format, [shown, result.form], [result.download, result.report],
        api_name="studio_format", show_progress_on=result.download, trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    corrected = corrections.wire(page, result.correct, result.form, shown, outputs, places)
    for name, event in ({"run": ran, "vividness": changed, "format": written} | corrected).items():
        page.on_failure(
            event,
            after_failure,
            [shown, result.form],
            [result.report, result.download],
            api_name=f"studio_{name}_failed",
        )
