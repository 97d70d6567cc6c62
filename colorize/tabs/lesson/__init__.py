"""The Loss lab: a small colorizer trained before the class, broken, diagnosed and cured."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import gradio as gr

from colorize.tabs.lesson import controls, keeping, layout, training, two_losses, uploads
from colorize.tabs.limits import HEAVY, LESSON
from colorize.tabs.page import Page
from colorize.tabs.text import t

TITLE = "lesson.title"
ADDRESS_JS = "() => [window.location.search, document.documentElement.lang]"
LIGHT = {"show_progress": "hidden", "queue": False}


def build(page: Page) -> None:
    """The tab: training in one section, the losses explained in the other; all wiring at the bottom."""
    with gr.Tabs(elem_id="lesson-sections"):
        with gr.Tab(t("lesson.train"), id="train", elem_id="lesson-train") as train_tab:
            breaks = layout.breaking()
            with gr.Row(elem_classes="lesson"):
                with gr.Column(scale=5, min_width=300):
                    wanted = layout.settings()
                    shared = layout.sharing()
                with gr.Column(scale=8, min_width=300):
                    board = layout.board()
            with gr.Accordion(t("lesson.credits"), open=False, elem_classes="lesson-group"):
                gr.HTML(layout.owed(), elem_id="lesson-credits")
        with gr.Tab(t(two_losses.TITLE), id="losses", elem_id="lesson-losses") as losses_tab:
            two_losses.build(page)
    page.follow(train_tab, "lesson.train")
    page.follow(losses_tab, two_losses.TITLE)
    own = gr.State()
    _wire_training(page, wanted, breaks, board, own)
    _wire_board(page, board)
    _wire_settings(page, wanted, own)
    _wire_sharing(page, wanted, shared, board)


def _wire_training(page: Page, wanted, breaks, board: SimpleNamespace, own: gr.State) -> None:
    """Whatever trains: each may be cancelled by Pause and Stop, and by the visitor's leaving."""
    going = {"show_progress": "hidden", "trigger_mode": "once", **LESSON}
    asked = [board.session, own, wanted.other, wanted.value, *wanted.controls]
    shown = [*board.all, wanted.other, *wanted.controls]
    ways = {
        "start": page.on(board.start.click, training.begin, asked, board.all, api_name="lesson_start", **going),
        "step": page.on(board.step.click, training.step, asked, board.all, api_name="lesson_step", **going),
        "go_on": page.on(board.go_on.click, training.go_on, [board.session], board.all, api_name="lesson_go_on", **going),
        "cure": page.on(board.cure.click, training.cure, [board.session, own], shown, api_name="lesson_cure", **going),
        "surprise": page.on(
            breaks.surprise.click, training.surprise, [board.session, own], board.all, api_name="lesson_surprise", **going
        ),
    }
    for name, button in breaks.buttons.items():
        ways[name] = page.on(
            button.click, partial(training.break_it, name), [board.session, own], shown, api_name=f"lesson_break_{name}", **going
        )
    for name, way in ways.items():
        page.on_failure(way, training.fallen, [board.session], board.all, api_name=f"lesson_{name}_failed")
    # A step that follows a pause at once would be cancelled with what the pause has ended; it is over soon anyway.
    longer = [way for name, way in ways.items() if name != "step"]
    page.on(board.pause.click, training.pause, [board.session], board.all, api_name="lesson_pause", cancels=longer, **LIGHT)
    page.on(
        board.stop.click, training.stop, [board.session], board.all, api_name="lesson_stop", cancels=list(ways.values()), **LIGHT
    )


def _wire_board(page: Page, board: SimpleNamespace) -> None:
    page.on(page.tab.select, training.open_tab, [board.session], board.status, api_name="lesson_open", show_progress="hidden")
    page.on(
        board.scrub.input, training.scrub, [board.session, board.scrub], [board.pictures, board.curves],
        api_name="lesson_scrub", trigger_mode="always_last", **LIGHT,
    )  # fmt: skip
    page.on(
        board.guess.input, training.guess, [board.session, board.guess], [board.verdict, board.cure], api_name="lesson_guess",
        **LIGHT,
    )  # fmt: skip
    page.on(page.language_changed.click, training.say_again, [board.session], board.all, api_name="lesson_language", **LIGHT)
    kept = [page.kept, board.status]
    page.on(board.keep.click, keeping.keep, [board.session, page.kept], kept, api_name="lesson_keep", **LIGHT)
    page.on(board.forget.click, keeping.forget, [], kept, api_name="lesson_forget", **LIGHT)


def _wire_settings(page: Page, wanted: SimpleNamespace, own: gr.State) -> None:
    found = [own, wanted.brought, wanted.source]
    page.on(
        wanted.files.change, uploads.bring, [wanted.files], found, api_name="lesson_photos", show_progress_on=wanted.files,
        trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    page.on(
        wanted.folder.upload, uploads.bring, [wanted.folder], found, api_name="lesson_folder", show_progress_on=wanted.brought,
        trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    page.on(page.language_changed.click, uploads.say_again, [own], wanted.brought, api_name="lesson_photos_language", **LIGHT)
    page.on(
        wanted.other.input, controls.suggest, [wanted.other, *wanted.controls], wanted.value, api_name="lesson_suggest", **LIGHT
    )


def _wire_sharing(page: Page, wanted: SimpleNamespace, shared: SimpleNamespace, board: SimpleNamespace) -> None:
    everything = [wanted.other, wanted.value, *wanted.controls]
    link = gr.Textbox(visible=False, label="link")
    linked = page.on(
        [control.change for control in everything], keeping.make_link, everything, link, api_name="lesson_link",
        trigger_mode="always_last", **LIGHT,
    )  # fmt: skip
    page.live_after(linked, "(query) => window.colorizeLesson.link(query)", [link])
    page.live(shared.copy.click, [], "() => window.colorizeLesson.copy()")
    address = gr.Textbox(visible=False, label="address")
    opened = page.on(
        page.blocks.load, keeping.follow_link, [address], everything, api_name="lesson_address", js=ADDRESS_JS,
        show_progress="hidden", concurrency_limit=None,
    )  # fmt: skip
    page.live_after(opened, "() => window.colorizeLesson.open()")
    made = page.on(
        shared.script.click, keeping.make_script, [board.session, *wanted.controls], shared.file, api_name="lesson_script",
        **LIGHT,
    )  # fmt: skip
    page.live_after(made, "() => window.colorizeLab.save('#lesson-file')")
