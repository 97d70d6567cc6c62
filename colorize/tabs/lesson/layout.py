"""Where things stand in the Loss lab: settings on the left, what becomes of them on the right."""

from __future__ import annotations

from types import SimpleNamespace

import gradio as gr

from colorize.lesson.pictures import credits
from colorize.lesson.settings import KNOBS
from colorize.lesson.troubles import TROUBLES
from colorize.tabs.lesson.controls import GROUPS, NO_OTHER, build_control
from colorize.tabs.menus import Menu
from colorize.tabs.text import t


def settings() -> SimpleNamespace:
    """The controls, in groups; what a second run has differently; photos of one's own."""
    controls = {}
    for number, (title, names) in enumerate(GROUPS.items()):
        with gr.Accordion(t(title), open=number < 2, elem_classes="lesson-group"), gr.Row(elem_classes="lesson-knobs"):
            for name in names:
                controls[name] = build_control(name)
        if number == 0:
            with gr.Accordion(t("lesson.own"), open=False):
                files = gr.File(
                    label=t("lesson.files"), file_count="multiple", height=150, elem_id="lesson-files",
                    file_types=["image", ".zip"],
                )  # fmt: skip
                folder = gr.UploadButton(
                    t("lesson.folder"), file_count="directory", size="sm", min_width=120, elem_id="lesson-folder"
                )
                brought = gr.HTML(elem_id="lesson-brought")
    with gr.Accordion(t("lesson.second"), open=False), gr.Row(elem_classes="lesson-knobs"):
        choices = [(t("lesson.no_second"), NO_OTHER), *((t(f"knob.{name}"), name) for name in KNOBS)]
        other = Menu(choices, value=NO_OTHER, label=t("lesson.other"), filterable=False, min_width=140, elem_id="lesson-other")
        value = Menu(
            [], value="", label=t("lesson.value"), info=t("lesson.value_how"), allow_custom_value=True, visible=False,
            min_width=140, elem_id="lesson-value",
        )  # fmt: skip
    return SimpleNamespace(
        controls=[controls[name] for name in KNOBS], source=controls["source"], other=other, value=value, files=files,
        folder=folder, brought=brought,
    )  # fmt: skip


def breaking() -> SimpleNamespace:
    """A button for each trouble, and one for a trouble by chance."""
    gr.HTML(f'<p class="note">{t("lesson.break_how")}</p>')
    with gr.Row(elem_classes="lesson-breaks"):
        buttons = {
            name: gr.Button(t(f"trouble.{name}"), size="sm", min_width=120, elem_id=f"lesson-break-{name}") for name in TROUBLES
        }
        surprise = gr.Button(t("lesson.surprise"), size="sm", min_width=120, elem_id="lesson-surprise")
    return SimpleNamespace(buttons=buttons, surprise=surprise)


def board() -> SimpleNamespace:
    """The buttons, and what there is to see."""
    with gr.Row(elem_classes="lesson-buttons"):
        start = gr.Button(t("lesson.start"), variant="primary", min_width=90, elem_id="lesson-start")
        pause, go_on, step, stop = (
            gr.Button(t(f"lesson.{name}"), interactive=name == "step", min_width=80, elem_id=f"lesson-{name.replace('_', '-')}")
            for name in ("pause", "go_on", "step", "stop")
        )
    state = gr.HTML(elem_id="lesson-status")
    curves = gr.HTML(elem_id="lesson-curves")
    pictures = gr.HTML(elem_id="lesson-pictures")
    scrub = gr.Slider(0, 1, 0, step=1, label=t("lesson.scrub"), interactive=False, elem_id="lesson-scrub")
    choices = [(t(f"trouble.{name}"), name) for name in (*TROUBLES, "healthy")]
    guess = gr.Radio(choices, label=t("lesson.guess"), visible=False, elem_id="lesson-guess")
    verdict = gr.HTML(elem_id="lesson-verdict")
    cure = gr.Button(t("lesson.cure_it"), variant="primary", visible=False, elem_id="lesson-cure")
    families = gr.HTML(elem_id="lesson-families")
    with gr.Row(elem_classes="lesson-buttons"):
        keep = gr.Button(t("lesson.keep"), size="sm", interactive=False, min_width=120, elem_id="lesson-keep")
        forget = gr.Button(t("lesson.forget"), size="sm", min_width=120, elem_id="lesson-forget")
    session = gr.State(None, time_to_live=1800)
    return SimpleNamespace(
        session=session, start=start, pause=pause, go_on=go_on, step=step, stop=stop, status=state, curves=curves,
        pictures=pictures, scrub=scrub, guess=guess, verdict=verdict, cure=cure, families=families, keep=keep, forget=forget,
        all=[session, state, curves, pictures, scrub, families, start, pause, go_on, step, stop, guess, verdict, cure, keep],
    )  # fmt: skip


def sharing() -> SimpleNamespace:
    """The link, and the script."""
    with gr.Row(elem_classes="lesson-buttons"):
        copy = gr.Button(t("lesson.copy_link"), size="sm", min_width=120, elem_id="lesson-copy")
        script = gr.Button(t("lesson.script"), size="sm", min_width=120, elem_id="lesson-script")
        file = gr.DownloadButton(t("lesson.script"), visible="hidden", elem_id="lesson-file")
    return SimpleNamespace(copy=copy, script=script, file=file)


def owed() -> str:
    """Whom the built-in photos are owed to."""
    from html import escape

    rows = "".join(
        f'<li><a href="{escape(row["source"])}" rel="noreferrer">{escape(row["title"])}</a>, {escape(row["licence"])}</li>'
        for row in credits()
    )
    return f'<ol class="fine">{rows}</ol>'
