"""Where things stand in the Studio. Each function makes one group of components, to be wired in `studio.py`."""

from __future__ import annotations

from types import SimpleNamespace

import gradio as gr

from colorize.tabs import corrections
from colorize.tabs.examples import EXAMPLES, thumbnail
from colorize.tabs.menus import Menu, format_choices, mode_choices, model_choices
from colorize.tabs.photo_input import PhotoInput
from colorize.tabs.text import t
from colorize.tabs.work import BY_MODEL, formats_of

LIMITS = f'<p class="limits">{t("studio.limits")}</p>'


def source() -> SimpleNamespace:
    photo = PhotoInput(
        label=t("studio.photo"), placeholder=t("studio.drop"), sources=["upload", "webcam", "clipboard"], height=270,
        format="png", buttons=["fullscreen"], alt_text=t("studio.photo_alt"), elem_id="photo",
    )  # fmt: skip
    line = gr.HTML(LIMITS, elem_id="photo-line")
    with gr.Column(elem_classes="examples"):
        gr.HTML(f'<p class="examples-title">{t("studio.examples")}</p>')
        examples = example_buttons()
    return SimpleNamespace(photo=photo, line=line, examples=examples)


def example_buttons() -> dict[str, gr.Button]:
    """One row of thumbnails, each a button."""
    with gr.Row(elem_classes="example-row"):
        return {name: _example_button(name) for name in EXAMPLES}


def _example_button(name: str) -> gr.Button:
    button = gr.Button(t(f"example.{name}"), icon=thumbnail(name), min_width=56, size="sm")
    button.keep_in_cache.add(button.icon["path"])  # or it would be deleted after an hour, like an upload
    return button


def settings() -> SimpleNamespace:
    with gr.Row(elem_classes="menus"):
        mode = Menu(
            mode_choices(), value=BY_MODEL, label=t("studio.mode"), min_width=180, filterable=False, elem_id="mode"
        )
        model = Menu(
            model_choices("en"), value="auto", label=t("studio.model"), min_width=180, filterable=False, elem_id="model"
        )
    # The button stands above what can be left as it is, so that a small screen shows it without scrolling.
    run_button = gr.Button(t("studio.run_model"), variant="primary", size="lg", elem_id="run")
    about = gr.HTML(elem_id="about")
    vividness = gr.Slider(0, 2, 1, step=0.05, label=t("studio.vividness"), elem_id="vividness")
    return SimpleNamespace(mode=mode, model=model, about=about, vividness=vividness, run=run_button)


def result() -> SimpleNamespace:
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
        form = Menu(
            format_choices(formats_of(BY_MODEL)), label=t("studio.format"), min_width=120, filterable=False,
            elem_id="format",
        )  # fmt: skip
        download = gr.DownloadButton(t("studio.download"), interactive=False, elem_id="download")
    correct = corrections.panel()
    return SimpleNamespace(
        empty=empty, slider=slider, channels=channels, report=report, form=form, download=download, correct=correct,
        all=[empty, slider, channels, report, form, download, correct.panel, correct.figure, correct.colors, correct.place],
    )  # fmt: skip
