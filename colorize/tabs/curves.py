"""Training curves: how each checkpoint came about, epoch by epoch, with its card beside."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from html import escape
from types import SimpleNamespace

import gradio as gr
import numpy as np

from colorize import checkpoint
from colorize.tabs.card_view import bare_view, card_view
from colorize.tabs.charts import COLORS, Axes, Line, chart
from colorize.tabs.lesson.keeping import KEPT, kept_histories
from colorize.tabs.menus import Checks
from colorize.tabs.page import Page
from colorize.tabs.preview import keep_file
from colorize.tabs.text import say, t

TITLE = "curves.title"
LOGARITHMIC = "log"
COLUMNS = ("psnr", "colorfulness", "accuracy", "learning_rate")
"""What is drawn beside the loss, where a run has it: a colorizer has no accuracy, a classifier nothing but."""


ACROSS = {"epochs": ("epoch", False), "epochs_log": ("epoch", True), "hours": ("hours", False)}
"""Horizontal axes to choose from: a history's column, and whether it is logarithmic."""


@dataclass(frozen=True)
class View:
    """How runs are looked at: the column across, logarithmic axes, the page's language."""

    across: str
    log_x: bool
    log_y: bool
    language: str | None


@dataclass(frozen=True)
class Run:
    """A checkpoint's history, with what is needed to draw it."""

    name: str
    title: str
    color: str
    loss: str
    history: dict[str, np.ndarray]


def read_runs(names: list[str], language: str | None, kept: list | None = None) -> list[Run]:
    """The chosen runs as they are in the folder now, and those of lessons that the visitor's browser keeps; a run keeps its
    color whatever else is chosen.
    """
    cards, known = checkpoint.cards(), checkpoint.histories()
    runs = []
    for place, name in enumerate(known):
        if name in names and len((history := checkpoint.read_history(name)).get("epoch", ())):
            card = cards.get(name)
            title = card.title.pick(language) if card else name
            loss = card.output.get("head", name) if card else name
            runs.append(Run(name, title, COLORS[place % len(COLORS)], loss, history))
    for place, (name, (title, loss, history)) in enumerate(kept_histories(kept).items(), len(known)):
        if name in names:
            runs.append(Run(name, title.pick(language), COLORS[place % len(COLORS)], loss, history))
    return runs


def draw(
    names: list[str], across: str, upward: str, smoothing: float, kept: list | None, language: str
) -> tuple:
    """Everything that the tab shows for a choice of runs: legend, charts, cards, CSV."""
    runs = read_runs(names or [], language, kept)
    column_x, log_x = ACROSS.get(across, ACROSS["epochs"])
    view = View(column_x, log_x, upward == LOGARITHMIC, language)
    charts = [_loss_chart(runs, view, smoothing)]
    for column in COLUMNS:
        having = [run for run in runs if column in run.history]
        lines = [Line(run.title, run.color, "", run.history[view.across], run.history[column]) for run in having]
        # PSNR is logarithmic already, and colorfulness has no decades to spread.
        shown = replace(view, log_y=view.log_y and column == "learning_rate")
        axes = _axes(say(f"curves.{column}", language), having, shown)
        charts.append(chart(lines, axes, 0.0 if column == "learning_rate" else smoothing))
    return (_legend(runs, language), *charts, _cards(runs, language), _csv(runs))


def refresh(
    names: list[str], across: str, upward: str, smoothing: float, kept: list | None, known: list[str] | None, language: str
) -> tuple:
    """Read the folder again: colorizers that are new since the last look are drawn too; others stay as they were chosen."""
    choices = run_choices(language, kept)
    there = [name for _, name in choices]
    classifiers = checkpoint.cards(task="classify")
    chosen = [n for n in there if n in (names or []) or (n not in (known or []) and n not in classifiers)]
    return (gr.update(choices=choices, value=chosen), *draw(chosen, across, upward, smoothing, kept, language), there)


def run_choices(language: str | None, kept: list | None = None) -> list[tuple[str, str]]:
    """(title, name) of every checkpoint with a history, and of every kept run of a lesson."""
    cards = checkpoint.cards()
    found = [(cards[name].title.pick(language) if name in cards else name, name) for name in checkpoint.histories()]
    return [*found, *((title.pick(language), name) for name, (title, _, _) in kept_histories(kept).items())]


def _axes(title: str, runs: list[Run], view: View) -> Axes:
    across = say(f"curves.{view.across}", view.language)
    described = say("curves.alt", view.language, title=title, across=across, runs=", ".join(run.title for run in runs))
    words = {"value": "curves.value", "run": "curves.run", "above": "curves.above"}
    return Axes(
        title, across, description=described, log_x=view.log_x, log_y=view.log_y, whole_x=view.across == "epoch",
        **{k: say(v, view.language) for k, v in words.items()},
    )  # fmt: skip


def _loss_chart(runs: list[Run], view: View, smoothing: float):
    """Training and validation loss; runs that minimize different functions are shown relative to their start."""
    relative = len({run.loss for run in runs}) > 1
    lines = []
    for run in runs:
        start = run.history["validation_loss"][0] if relative else 1.0
        for column, kind in (("loss", "training"), ("validation_loss", "validation")):
            values = run.history[column]
            label, x = say(f"curves.{kind}", view.language), run.history[view.across]
            lines.append(Line(run.title, run.color, label, x, values / start, values))
    key = "curves.loss_relative" if relative else "curves.loss"
    return chart(lines, _axes(say(key, view.language), runs, view), smoothing)


def _legend(runs: list[Run], language: str | None) -> str:
    if not checkpoint.histories():
        return f'<p class="note">{say("curves.none", language)}</p>'
    if not runs:
        return f'<p class="note">{say("curves.choose", language)}</p>'
    chips = "".join(
        f'<li><span class="chip" style="background:{run.color}"></span>{escape(run.title)}</li>' for run in runs
    )
    return f'<ul class="legend">{chips}</ul>'


def _cards(runs: list[Run], language: str | None) -> str:
    """The cards of the runs that are drawn, and of published networks, which have no run to draw."""
    cards, recorded = checkpoint.cards(), checkpoint.histories()
    views = [
        card_view(cards[run.name], run.color, language, is_open=number == 0)
        if run.name in cards
        else bare_view(run.name, run.color, language)
        for number, run in enumerate(runs)
        if not run.name.startswith(KEPT)
    ]
    published = [card for name, card in cards.items() if name not in recorded]
    return "".join([*views, *(card_view(card, "transparent", language) for card in published)])


def _csv(runs: list[Run]) -> dict:
    if not runs:
        return gr.update(value=None, interactive=False)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("run", *checkpoint.HISTORY_COLUMNS))
    for run in runs:
        blank = [""] * len(run.history["epoch"])
        columns = [run.history.get(name, blank) for name in checkpoint.HISTORY_COLUMNS]
        writer.writerows((run.name, *row) for row in zip(*columns, strict=True))
    return gr.update(value=keep_file(text.getvalue().encode(), "training-curves.csv"), interactive=True)


def build(page: Page) -> None:
    """The tab: what to draw on top, charts on the left, cards on the right; all wiring at the bottom."""
    runs = Checks(label=t("curves.runs"), choices=run_choices("en"), elem_id="runs")
    with gr.Row(elem_classes="curve-settings"):
        ends = [(t("curves.linear"), "linear"), (t("curves.log"), LOGARITHMIC)]
        ways = [(t(f"curves.across_{name}"), name) for name in ACROSS]
        across = gr.Radio(ways, value="epochs", label=t("curves.across"), min_width=240, elem_id="across")
        upward = gr.Radio(ends, value="linear", label=t("curves.upward"), min_width=240, elem_id="upward")
        smoothing = gr.Slider(0, 0.95, 0, step=0.05, label=t("curves.smoothing"), min_width=240, elem_id="smoothing")
    with gr.Row(elem_classes="curve-buttons"):
        again = gr.Button(t("curves.refresh"), size="sm", elem_id="refresh")
        download = gr.DownloadButton(t("curves.csv"), size="sm", interactive=False, elem_id="csv")
    with gr.Row():
        with gr.Column(scale=7, min_width=320):
            legend = gr.HTML(elem_id="legend")
            with gr.Row(elem_classes="charts"):
                charts = [gr.Plot(show_label=False, min_width=300, elem_classes="chart") for _ in range(1 + len(COLUMNS))]
        with gr.Column(scale=4, min_width=320):
            cards = gr.HTML(elem_id="cards")
    known = gr.State([])
    drawn = SimpleNamespace(inputs=[runs, across, upward, smoothing, page.kept], outputs=[legend, *charts, cards, download])
    light = {"queue": False, "show_progress": "hidden"}
    page.on(
        [runs.input, across.input, upward.input, smoothing.release], draw, drawn.inputs, drawn.outputs,
        api_name="curves_draw", trigger_mode="always_last", **light,
    )  # fmt: skip
    page.on(
        [page.blocks.load, again.click, page.language_changed.click, page.kept.change], refresh, [*drawn.inputs, known],
        [runs, *drawn.outputs, known], api_name="curves_refresh", trigger_mode="always_last", **light,
    )  # fmt: skip
