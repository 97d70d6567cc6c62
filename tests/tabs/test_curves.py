"""Training curves come from `history.csv`, cards from `card.json`, both from the folder as it is now."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import gradio as gr
import numpy as np
import pytest

from colorize import checkpoint
from colorize.tabs import curves
from colorize.tabs.charts import COLORS, LARGEST, Axes, Line, chart, smooth
from colorize.tabs.lesson.keeping import MOST_KEPT
from tests.tabs.conftest import write_run

BOTH = ["classification", "regression"]
pytestmark = pytest.mark.usefixtures("checkpoints")


def drawn(names=BOTH, across="epochs", upward="linear", smoothing=0.0, language="en"):
    """(legend, the four charts' specifications, cards, CSV)."""
    legend, *charts, cards, download = curves.draw(names, across, upward, smoothing, [], language)
    return legend, [json.loads(c.plot) if c else None for c in charts], cards, download


def column(spec: dict, run: str, field: str = "y", kind: str = "") -> list[float]:
    return [row[field] for row in spec["data"]["values"] if row["run"] == run and row["kind"] == kind]


def test_every_column_is_drawn_as_recorded():
    legend, (loss, psnr, colorfulness, accuracy, rate), _, _ = drawn()
    assert accuracy is None
    history = checkpoint.read_history("regression")
    assert column(psnr, "The regression") == pytest.approx(history["psnr"])
    assert column(colorfulness, "The regression") == pytest.approx(history["colorfulness"])
    assert column(rate, "The regression") == pytest.approx(history["learning_rate"])
    assert column(loss, "The regression", "value", "training") == pytest.approx(history["loss"])
    assert column(loss, "The regression", "value", "validation") == pytest.approx(history["validation_loss"])
    assert legend.count("<li>") == 2
    assert len(column(psnr, "The classification")) == 6


def test_hours_lie_across_where_they_are_chosen():
    _, (loss, psnr, *_), _, _ = drawn(["regression"], across="hours")
    hours = checkpoint.read_history("regression")["hours"]
    assert column(psnr, "The regression", "x") == pytest.approx(hours)
    assert column(loss, "The regression", "x", "validation") == pytest.approx(hours)
    assert psnr["encoding"]["x"]["title"] == "Hours of training"


def test_different_losses_are_shown_relative_and_one_alone_as_it_is():
    _, (together, *_), _, _ = drawn()
    _, (alone, *_), _, _ = drawn(["regression"])
    history = checkpoint.read_history("regression")
    assert "relative" in together["title"]["text"]
    start = history["validation_loss"][0]
    assert column(together, "The regression", kind="validation") == pytest.approx(history["validation_loss"] / start)
    assert alone["title"]["text"] == "Loss"
    assert column(alone, "The regression", kind="validation") == pytest.approx(history["validation_loss"])


def test_axes_follow_the_choice():
    _, linear, _, _ = drawn()
    _, logarithmic, _, _ = drawn(across="epochs_log", upward="log")
    linear, logarithmic = ([spec for spec in specs if spec] for specs in (linear, logarithmic))
    for spec in linear:
        assert spec["encoding"]["x"]["scale"]["type"] == spec["encoding"]["y"]["scale"]["type"] == "linear"
    assert [s["encoding"]["x"]["scale"]["type"] for s in logarithmic] == ["log"] * 4
    assert [s["encoding"]["y"]["scale"]["type"] for s in logarithmic] == ["log", "linear", "linear", "log"]


def test_smoothing_keeps_what_was_recorded_as_a_trace():
    _, (_, plain, *_), _, _ = drawn()
    _, (_, smoothed, _, _, rate), _, _ = drawn(smoothing=0.8)
    assert len(smoothed["layer"]) == len(plain["layer"]) + 1
    assert len(rate["layer"]) == len(plain["layer"]), "a learning rate is set, not measured: it is never smoothed"
    assert column(smoothed, "The regression", "raw") == column(plain, "The regression")
    assert max(np.diff(column(smoothed, "The regression"))) < max(np.diff(column(plain, "The regression")))


def test_words_are_in_the_language_in_force():
    legend, (loss, *_), cards, _ = drawn(language="zh-CN")
    assert "模型 regression" in legend and loss["encoding"]["x"]["title"] == "轮次"
    assert "在此训练部分" in cards and "猜得&lt;离谱&gt;" in cards and "24 张中 11 张可信" in cards
    assert "峰值信噪比" in cards and "__i18n__" not in legend + cards + json.dumps(loss)


def test_cards_tell_what_was_published_what_was_trained_and_how():
    _, _, cards, _ = drawn()
    for part in (
        "A published &lt;encoder&gt; (Apache-2.0)", "1.5 hours on 48,000 pictures",
        "python -m colorize train --out regression", "1,200 steps, seed 7",
        "900 photos to train, 90 others", "6 gray, sepia or unreadable", "24.5", "24.1 – 24.9",
        "22.8", "Guesses &lt;wildly&gt;.", "MIT", "5.90 million parameters, 12.3 MB", "2 cores",
    ):  # fmt: skip
        assert part in cards, part
    assert cards.count("<details") == 2 and cards.count('<details class="card" open>') == 1


def test_a_published_network_has_a_card_and_no_curves(checkpoints):
    write_run(checkpoints, "published", epochs=0, stages=[])
    legend, _, cards, _ = drawn()
    assert "The published" not in legend
    assert "without training here has no curves" in cards and "nothing: used as published" in cards


def test_a_classifier_has_accuracy_instead_and_waits_to_be_chosen(checkpoints):
    write_run(checkpoints, "digits", epochs=3, task="classify", output={"head": "classes", "names": "digits"})
    rows = [
        {"epoch": e, "stage": "digits", "pictures": 60_000 * e, "hours": 0.01 * e, "loss": 1 / e, "validation_loss": 2 / e,
         "accuracy": 0.9 + 0.01 * e, "learning_rate": 1e-3, "pictures_per_second": 5000.0}
        for e in (1, 2, 3)
    ]  # fmt: skip
    checkpoint.write_history("digits", rows, checkpoints)
    assert curves.refresh([], "linear", "linear", 0.0, [], [], "en")[0]["value"] == BOTH
    _, (loss, psnr, colorfulness, accuracy, rate), cards, download = drawn(["digits"])
    assert psnr is colorfulness is None
    assert column(accuracy, "The digits") == pytest.approx([0.91, 0.92, 0.93])
    assert loss["title"]["text"] == "Loss" and rate["title"]["text"] == "Learning rate"
    assert "900 digits to train, 90 others to validate." in cards
    with Path(download["value"]).open(encoding="utf-8") as file:
        assert [(row["psnr"], row["accuracy"]) for row in csv.DictReader(file)] == [("", "0.91"), ("", "0.92"), ("", "0.93")]
    _, (_, psnr, _, accuracy, _), _, _ = drawn(["digits", "regression"])
    assert column(psnr, "The regression") and not column(psnr, "The digits")
    assert column(accuracy, "The digits") and not column(accuracy, "The regression")


def test_a_run_that_still_trains_has_curves_and_no_card(checkpoints):
    write_run(checkpoints, "young", epochs=2, card=False)
    legend, (_, psnr, *_), cards, _ = drawn(["young"])
    assert "young" in legend and len(column(psnr, "young")) == 2
    assert "Still training" in cards


def test_no_color_stands_for_two_runs_even_beside_all_kept_lessons():
    shipped = list((Path(checkpoint.__file__).parents[1] / "checkpoints").glob("*/history.csv"))
    assert shipped and len(set(COLORS)) == len(COLORS) >= len(shipped) + MOST_KEPT


def test_refresh_draws_runs_that_are_new_and_leaves_others_as_chosen(checkpoints):
    first = curves.refresh([], "linear", "linear", 0.0, [], [], "en")
    assert first[0]["value"] == BOTH == first[-1]
    write_run(checkpoints, "newer", head="regression")
    second = curves.refresh(["regression"], "linear", "linear", 0.0, [], first[-1], "en")
    assert second[0]["value"] == ["newer", "regression"]
    assert ("The newer", "newer") in second[0]["choices"]
    third = curves.refresh(["regression"], "linear", "linear", 0.0, [], second[-1], "en")
    assert third[0]["value"] == ["regression"]


def test_nothing_chosen_and_nothing_there_are_said(monkeypatch, tmp_path):
    legend, charts, _, download = drawn([])
    assert "Choose at least one run" in legend and charts == [None] * 5 and not download["interactive"]
    assert drawn(["../../etc"])[1] == [None] * 5
    monkeypatch.setattr(checkpoint, "CHECKPOINTS", tmp_path / "nothing")
    assert "No run has been recorded" in drawn([])[0]


def test_a_history_that_was_just_begun_breaks_nothing(checkpoints):
    checkpoint.write_history("begun", [], checkpoints)
    assert drawn(["begun", "regression"])[0].count("<li>") == 1


def test_the_csv_holds_every_row_of_the_chosen_runs():
    path = Path(drawn()[3]["value"])
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert path.name == "training-curves.csv"
    assert [row["run"] for row in rows] == ["classification"] * 6 + ["regression"] * 4
    assert float(rows[6]["psnr"]) == pytest.approx(23.1) and rows[0]["stage"] == "features"


def axes(**scales) -> Axes:
    return Axes("Loss", "Epoch", "Value", "Run", "Loss over epochs", "above the frame: {points}", **scales)


def test_a_first_value_far_above_stays_out_of_the_frame_and_is_named():
    line = Line("one", "#000", "", np.arange(1.0, 5), np.array([90.0, 3.0, 2.0, 1.0]))
    spec = json.loads(chart([line], axes(), 0.5).plot)
    assert spec["encoding"]["y"]["scale"]["domain"] == [1.0, 3.0]
    assert spec["title"]["subtitle"] == "above the frame: one 90"
    assert column(spec, "one")[1] == 3.0, "the value above the frame must not pull up the smoothed line"
    spec = json.loads(chart([line], axes(log_y=True)).plot)
    assert "domain" not in spec["encoding"]["y"]["scale"] and "subtitle" not in spec["title"]


def test_values_that_are_not_finite_or_not_positive_leave_gaps():
    line = Line("one", "#000", "", np.arange(1.0, 5), np.array([1.0, np.nan, -1.0, np.inf]))
    assert column(json.loads(chart([line], axes()).plot), "one") == [1.0, -1.0]
    assert column(json.loads(chart([line], axes(log_y=True)).plot), "one") == [1.0]


def test_long_histories_are_thinned_with_their_ends():
    line = Line("one", "#000", "", np.arange(1.0, 5001), np.ones(5000))
    values = column(json.loads(chart([line], axes()).plot), "one", "x")
    assert len(values) == LARGEST and (values[0], values[-1]) == (1, 5000)


def test_smoothing_starts_unbiased_and_steps_over_gaps():
    assert smooth(np.array([4.0, np.nan, 4.0]), 0.9).tolist() == pytest.approx([4.0, 4.0, 4.0])
    assert smooth(np.array([1.0, 5.0]), 0.0).tolist() == [1.0, 5.0]


def test_the_tab_reads_the_folder_when_it_is_drawn(checkpoints):
    assert curves.run_choices("zh") == [("模型 classification", "classification"), ("模型 regression", "regression")]
    assert gr.skip() not in curves.draw(BOTH, "linear", "linear", 0.0, [], "en")
