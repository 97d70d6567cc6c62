"""The Studio: a photo in, the photo in color or in another color mode out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace

import gradio as gr

from colorize import predict
from colorize.color import SPACES
from colorize.image import FORMATS
from colorize.tabs.examples import EXAMPLES, example_photo, thumbnail
from colorize.tabs.limits import HEAVY
from colorize.tabs.menus import about, mode_choices, model_choices
from colorize.tabs.page import Page
from colorize.tabs.photo_input import Photo, PhotoInput
from colorize.tabs.preview import ChannelView, channels_of, show, show_channels
from colorize.tabs.report import Report, picture_line, render
from colorize.tabs.text import page_error, say, t
from colorize.tabs.warming import warm_in_background
from colorize.tabs.work import BY_MODEL, Wish, formats_of, fulfil, open_photo, write

TITLE = "studio.title"
_LIMITS = f'<p class="limits">{t("studio.limits")}</p>'


@dataclass(frozen=True)
class Chosen:
    """What one person has uploaded: the file, and its preview as the page shows it."""

    photo: Photo
    preview: str


@dataclass(frozen=True)
class Shown:
    """What one person sees as the result; no pixels, so that a visitor costs next to nothing."""

    photo: Photo
    wish: Wish
    report: Report
    views: tuple[ChannelView, ...] = ()


def choose_photo(photo: Photo | None, language: str) -> tuple:
    """Decode an upload once; show it as we read it, in a form that every browser can show."""
    if photo is None:
        return None, _LIMITS, None
    picture = open_photo(photo)
    preview = show(picture, f"{picture.metadata.format or 'picture'}.png")
    return preview, picture_line(picture, photo.name, language), Chosen(photo, preview)


def choose_example(name: str, mode: str, language: str) -> tuple:
    """Take one of the example photos as if it had been uploaded: gray for a model, in color for a color mode."""
    return choose_photo(example_photo(name, gray=mode == BY_MODEL), language)


def forget_photo() -> tuple:
    """Empty the upload box, after a file that could not be read."""
    return None, _LIMITS, None


def warm_model() -> None:
    """Start loading the model, now that somebody is here."""
    warm_in_background()


def choose_mode(mode: str, model: str, form: str, language: str) -> tuple:
    """Show what belongs to a color mode: the model's settings or not, and the formats that can hold it."""
    by_model, forms = mode == BY_MODEL, formats_of(mode)
    return (
        about(mode, model, language),
        gr.update(visible=by_model),
        gr.update(visible=by_model),
        gr.update(value=t("studio.run_model" if by_model else "studio.run_mode")),
        gr.update(choices=_format_choices(forms), value=form if form in forms else forms[0]),
    )


def choose_model(mode: str, model: str, language: str) -> str:
    """Say what to expect of a model."""
    return about(mode, model, language)


def run(chosen: Chosen | None, mode: str, model: str, vividness: float, form: str, language: str) -> Iterator[tuple]:
    """Color or convert the chosen photo at full size; show it first, then make the file to download."""
    if chosen is None:
        raise page_error("error.no_picture")
    wish = Wish(mode, model, vividness)
    if mode == BY_MODEL and not predict.loaded(model):
        status = f'<p class="status">{say("report.loading", language)}</p>'
        yield gr.skip(), gr.skip(), gr.skip(), status, gr.update(interactive=False), gr.skip()
        predict.warm(model)
    source, result, report = fulfil(chosen.photo, wish)
    shown = Shown(chosen.photo, wish, report, () if mode == BY_MODEL else tuple(show_channels(result)))
    del source
    after = None if mode in SPACES else show(result, "after.png")
    preparing = gr.update(value=None, label=say("studio.preparing", language), interactive=False)
    yield (
        gr.update(visible=False),
        gr.update(value=(chosen.preview, after) if after else None, visible=after is not None),
        gr.update(value=_captioned(shown, language), visible=bool(shown.views)),
        _report(shown, form, language),
        preparing,
        shown,
    )
    file = write(result, chosen.photo, wish, form)
    yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), _ready(file), gr.skip()


def rerun(
    shown: Shown | None, chosen: Chosen | None, model: str, vividness: float, form: str, language: str
) -> Iterator[tuple]:
    """Color again when the vividness changes; before there is a result, there is nothing to change."""
    if shown is None or chosen is None or shown.wish.mode != BY_MODEL:
        yield (gr.skip(),) * 6
    else:
        yield from run(chosen, BY_MODEL, model, vividness, form, language)


def change_format(shown: Shown | None, form: str, language: str) -> Iterator[tuple]:
    """Make the file again, from the same photo by the same settings, in another format."""
    if shown is None or form not in formats_of(shown.wish.mode):
        yield gr.skip(), gr.skip()
        return
    preparing = gr.update(value=None, label=say("studio.preparing", language), interactive=False)
    yield preparing, _report(shown, form, language)
    _, result, _ = fulfil(shown.photo, shown.wish)
    yield _ready(write(result, shown.photo, shown.wish, form)), gr.skip()


def say_again(shown: Shown | None, mode: str, model: str, form: str, language: str) -> tuple:
    """Say everything that handlers have said once more, in the language now in force."""
    captions = gr.update(value=_captioned(shown, language)) if shown and shown.views else gr.skip()
    return (
        gr.update(choices=model_choices(language)),
        about(mode, model, language),
        captions,
        _report(shown, form, language) if shown else "",
    )


def _ready(file: str) -> dict:
    return gr.update(value=file, label=t("studio.download"), interactive=True)


def _report(shown: Shown, form: str, language: str) -> str:
    return render(shown.report, form, language, same_look=shown.wish.mode in SPACES)


def _captioned(shown: Shown, language: str) -> list[tuple[str, str]]:
    captions = []
    for channel, view in zip(channels_of(shown.wish.mode) if shown.views else (), shown.views, strict=True):
        known = {"name": channel.name, "title": channel.title.pick(language), "unit": channel.unit}
        range_ = say("report.channel", language, low=_plain(channel.low), high=_plain(channel.high), **known)
        found = say("report.measured", language, low=_plain(view.low), high=_plain(view.high))
        captions.append((view.path, f"{range_} ({found})"))
    return captions


def _plain(value: float) -> str:
    """A number as people write it: three digits after the point at most, no exponent, no minus zero."""
    return f"{round(value, 3) + 0.0:.7g}"


def _format_choices(forms: list[str]) -> list[tuple[str, str]]:
    return [(FORMATS[form].title, form) for form in forms]


def build(page: Page) -> None:
    """The tab: photo and settings on the left, the result on the right; all wiring at the bottom."""
    with gr.Row(elem_classes="studio"):
        with gr.Column(scale=5, min_width=320):
            source = _source_layout()
            settings = _settings_layout()
        with gr.Column(scale=7, min_width=320):
            result = _result_layout()
    chosen, shown = gr.State(), gr.State()
    _wire_source(page, source, settings.mode, chosen)
    _wire_settings(page, settings, result, shown)
    _wire_result(page, settings, result, chosen, shown)


def _source_layout() -> SimpleNamespace:
    photo = PhotoInput(
        label=t("studio.photo"), placeholder=t("studio.drop"), sources=["upload", "webcam", "clipboard"], height=290,
        format="png", buttons=["fullscreen"], alt_text=t("studio.photo_alt"), elem_id="photo",
    )  # fmt: skip
    line = gr.HTML(_LIMITS, elem_id="photo-line")
    with gr.Column(elem_classes="examples"):
        gr.HTML(f'<p class="examples-title">{t("studio.examples")}</p>')
        with gr.Row(elem_classes="example-row"):
            examples = {
                name: gr.Button(t(f"example.{name}"), icon=thumbnail(name), min_width=56, size="sm")
                for name in EXAMPLES
            }
    return SimpleNamespace(photo=photo, line=line, examples=examples)


def _settings_layout() -> SimpleNamespace:
    with gr.Row(elem_classes="menus"):
        mode = gr.Dropdown(
            mode_choices(), value=BY_MODEL, label=t("studio.mode"), min_width=180, filterable=False, elem_id="mode"
        )
        model = gr.Dropdown(
            model_choices("en"), value="auto", label=t("studio.model"), min_width=180, filterable=False, elem_id="model"
        )
    about = gr.HTML(elem_id="about")
    vividness = gr.Slider(0, 2, 1, step=0.05, label=t("studio.vividness"), elem_id="vividness")
    run_button = gr.Button(t("studio.run_model"), variant="primary", size="lg", elem_id="run")
    return SimpleNamespace(mode=mode, model=model, about=about, vividness=vividness, run=run_button)


def _result_layout() -> SimpleNamespace:
    empty = gr.HTML(f'<div class="empty">{t("studio.empty")}</div>', elem_id="empty")
    slider = gr.ImageSlider(
        label=t("studio.result"), format="png", interactive=False, visible=False, buttons=["fullscreen"],
        max_height=620, elem_id="result",
    )  # fmt: skip
    channels = gr.Gallery(
        label=t("studio.channels"), format="png", columns=2, object_fit="contain", height="auto", visible=False,
        interactive=False, buttons=["fullscreen"], elem_id="channels",
    )  # fmt: skip
    report = gr.HTML(elem_id="report")
    with gr.Row(elem_classes="download-row"):
        form = gr.Dropdown(
            _format_choices(formats_of(BY_MODEL)), label=t("studio.format"), min_width=120, filterable=False,
            elem_id="format",
        )  # fmt: skip
        download = gr.DownloadButton(t("studio.download"), interactive=False, elem_id="download")
    return SimpleNamespace(
        empty=empty, slider=slider, channels=channels, report=report, form=form, download=download,
        all=[empty, slider, channels, report, download],
    )  # fmt: skip


def _wire_source(page: Page, source: SimpleNamespace, mode: gr.Dropdown, chosen: gr.State) -> None:
    outputs = [source.photo, source.line, chosen]
    uploaded = page.on(
        source.photo.input, choose_photo, [source.photo], outputs, api_name="studio_photo",
        show_progress_on=source.photo, **HEAVY,
    )  # fmt: skip
    uploaded.failure(forget_photo, None, outputs, api_name="studio_forget", queue=False)
    for name, button in source.examples.items():
        page.on(
            button.click, partial(choose_example, name), [mode], outputs,
            api_name=f"studio_example_{name}", show_progress_on=source.photo, **HEAVY,
        )  # fmt: skip


def _wire_settings(page: Page, settings: SimpleNamespace, result: SimpleNamespace, shown: gr.State) -> None:
    light = {"queue": False, "show_progress": "hidden"}
    page.on(
        settings.mode.input, choose_mode, [settings.mode, settings.model, result.form],
        [settings.about, settings.model, settings.vividness, settings.run, result.form],
        api_name="studio_mode", **light,
    )  # fmt: skip
    page.on(
        settings.model.input, choose_model, [settings.mode, settings.model], settings.about, api_name="studio_model",
        **light,
    )  # fmt: skip
    page.on(
        [page.blocks.load, page.language_changed.click], say_again, [shown, settings.mode, settings.model, result.form],
        [settings.model, settings.about, result.channels, result.report], api_name="studio_language", **light,
    )  # fmt: skip
    page.blocks.load(warm_model, None, None, api_name="studio_warm", queue=False)


def _wire_result(
    page: Page, settings: SimpleNamespace, result: SimpleNamespace, chosen: gr.State, shown: gr.State
) -> None:
    places = [result.empty, result.slider, result.channels]
    outputs = [*result.all, shown]
    page.on(
        settings.run.click, run, [chosen, settings.mode, settings.model, settings.vividness, result.form], outputs,
        api_name="studio_run", show_progress_on=places, trigger_mode="once", **HEAVY,
    )  # fmt: skip
    page.on(
        settings.vividness.release, rerun, [shown, chosen, settings.model, settings.vividness, result.form], outputs,
        api_name="studio_vividness", show_progress_on=places, trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    page.on(
        result.form.input, change_format, [shown, result.form], [result.download, result.report],
        api_name="studio_format", show_progress_on=result.download, trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
