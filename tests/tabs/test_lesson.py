"""The Loss lab's handlers, called as the page calls them: a lesson begun, paused, stepped, guessed, cured, kept and shared."""

from __future__ import annotations

import json
import re
import threading
import zipfile

import gradio as gr
import numpy as np
import pytest

from colorize.errors import ColorizeError
from colorize.lesson.settings import KNOBS, NAMES, Settings
from colorize.lesson.troubles import TROUBLES, Trouble
from colorize.tabs import curves
from colorize.tabs.lesson import controls, keeping, session, training, two_losses, uploads
from tests.lesson.test_diagnosis import SHAPES

TINY = Settings(pictures=8, batch=4, width=4, depth=0, epochs=5)


def values(settings: Settings = TINY, language: str = "en") -> tuple:
    """What the controls would say, and the language."""
    return (*(getattr(settings, name) for name in NAMES), language)


def begun(settings: Settings = TINY, other: str = "", value: str = "", before=None, language: str = "en") -> list:
    """Every screen of a lesson carried through."""
    return list(training.begin(before, None, other, value, *values(settings, language)))


def lesson_of(screens) -> session.Session:
    """The session that the last screen which has one holds."""
    return next(screen.session for screen in reversed(screens) if isinstance(screen.session, session.Session))


@pytest.fixture(scope="module")
def finished() -> list:
    return begun()


def test_a_lesson_shows_curves_pictures_and_colors_and_ends_with_a_verdict(finished):
    told = [str(screen.status) for screen in finished]
    assert any("Measured before training" in text for text in told) and any("Epoch" in text for text in told)
    pictures = [screen.pictures for screen in finished if isinstance(screen.pictures, str) and screen.pictures]
    assert len(pictures) >= 6 and "after epoch 0" in pictures[0] and "after epoch 5" in pictures[-1]
    last = finished[-1]
    assert "Done: 5 epochs" in last.status and "<svg" in last.curves and last.curves.count("<polyline") == 3
    assert "Verdict:" in last.verdict and "recognized" in last.families and last.families.count("<tr>") == 8
    assert last.scrub["maximum"] == last.scrub["value"] == 5 and last.scrub["interactive"]
    assert last.start["interactive"] and not last.pause["interactive"] and last.keep["interactive"]


def test_two_runs_stand_side_by_side_with_one_setting_different():
    screens = begun(other="loss", value="mse")
    last, lesson = screens[-1], lesson_of(screens)
    assert [track.record.settings.loss for track in lesson.tracks] == ["cross_entropy", "mse"]
    assert "Loss: Cross-entropy" in last.pictures and "Loss: Mean squared error" in last.pictures
    assert "relative to before training" in last.curves and last.curves.count("<polyline") == 6
    assert last.verdict.count("<h4>") == 2
    ahead = [abs(np.diff([len(track.record.rows) for track in lesson.tracks]))]
    assert max(ahead) <= 1


@pytest.mark.parametrize(
    ("other", "value", "message"),
    [("speed", "3", "No setting of this name"), ("loss", "cross_entropy", "the same as the first"), ("epochs", "x", "came as 'x'")],
)
def test_a_second_run_that_makes_no_sense_is_told(other, value, message):
    with pytest.raises(ColorizeError, match=message):
        begun(other=other, value=value)


def test_values_for_a_second_run_are_offered():
    offered = controls.suggest("loss", *values())
    assert [value for _, value in offered["choices"]] == ["mse", "mae", "rebalanced"] and offered["visible"]
    assert controls.suggest("learning_rate", *values())["value"] == "0.02"
    assert controls.suggest("augment", *values())["value"] == "0"
    assert not controls.suggest("", *values())["visible"] and not controls.suggest("speed", *values())["visible"]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_offered_can_be_trained(name):
    for settings in (Settings(), TINY, Settings(**{name: KNOBS[name].high} if hasattr(KNOBS[name], "high") else {})):
        for _, value in controls.suggest(name, *values(settings))["choices"]:
            assert controls.other_settings(settings, name, value) != settings


def test_pause_go_on_step_and_stop():
    going = training.begin(None, None, "", "", *values())
    screens = []
    for screen in going:
        screens.append(screen)
        if "after epoch 1" in str(screen.pictures):
            break
    lesson = lesson_of(screens)
    assert lesson.going
    going.close()  # as Gradio does when Pause is pressed, or the visitor leaves
    assert not lesson.going and session.TURNS._value == session.LESSONS

    paused = training.pause(lesson, "zh")
    assert paused.go_on["interactive"] and paused.step["interactive"] and not paused.pause["interactive"]
    steps = len(lesson.tracks[0].record.steps)
    [stepped] = training.step(lesson, None, "", "", *values())
    assert len(lesson.tracks[0].record.steps) == steps + 1 and "now" in stepped.pictures and "batch" in stepped.status
    for _ in training.go_on(lesson, "en"):
        if lesson.epochs >= 3:
            break
    stopped = training.stop(lesson, "en")
    assert "Stopped after 3 epochs" in stopped.status and lesson.over and stopped.start["interactive"]
    assert list(training.go_on(lesson, "en"))[-1].status == stopped.status


def test_what_ended_with_an_error_changes_the_buttons_alone():
    *_, last = training.step(None, None, "", "", *values())
    fallen = training.fallen(last.session, "en")
    assert fallen.go_on["interactive"] and not fallen.pause["interactive"]
    assert {name for name, value in fallen._asdict().items() if value != gr.skip()} == {"start", "pause", "go_on", "step", "stop"}
    last.session.going = True
    assert all(value == gr.skip() for value in training.fallen(last.session, "en"))
    assert training.fallen(None, "en").start["interactive"]


def test_a_step_begins_a_lesson_where_there_is_none():
    screens = list(training.step(None, None, "", "", *values()))
    lesson = lesson_of(screens)
    assert not lesson.over and lesson.tracks[0].record.steps == [] and screens[-1].step["interactive"]


def test_a_new_lesson_takes_the_place_of_the_one_before():
    first = training.begin(None, None, "", "", *values())
    screens = [next(first)]
    while not isinstance(screens[-1].session, session.Session):
        screens.append(next(first))
    lesson = lesson_of(screens)
    next(training.begin(lesson, None, "", "", *values()))
    assert lesson.pulled and not lesson.over
    assert all("Done" not in str(screen.status) for screen in first), "the old lesson ends without a word"


def test_who_comes_third_waits_and_is_told(monkeypatch):
    monkeypatch.setattr(session, "TURNS", threading.BoundedSemaphore(1))
    monkeypatch.setattr(session, "PATIENCE", 0.01)
    assert session.TURNS.acquire()
    going = training.begin(None, None, "", "", *values())
    for screen in going:
        if "Other visitors" in str(screen.status):
            break
    session.TURNS.release()
    assert "Done" in [str(screen.status) for screen in going][-1]


def test_without_a_lesson_buttons_answer_in_sentences():
    assert training.pause(None, "en").start["interactive"] and training.stop(None, "zh").step["interactive"]
    for refused in (lambda: list(training.go_on(None, "en")), lambda: list(training.cure(None, None, "en"))):
        with pytest.raises(ColorizeError, match=r"no run yet|nothing to cure"):
            refused()
    with pytest.raises(ColorizeError, match="no run yet"):
        keeping.keep(None, [], "en")


@pytest.fixture
def quick_troubles(monkeypatch):
    """Set-ups that are over at once."""
    from dataclasses import replace

    explode = replace(TINY, optimizer="sgd", learning_rate=100.0)
    found = {name: Trouble(t.title, t.why, t.cure, explode if name == "exploding" else TINY) for name, t in TROUBLES.items()}
    monkeypatch.setattr(training, "TROUBLES", found)


def test_the_class_guesses_before_the_lab_tells_and_the_cure_is_a_click(quick_troubles):
    screens = list(training.break_it("exploding", None, None, "en"))
    board = [training.Screen(*screen[: len(training.Screen._fields)]) for screen in screens]
    shown = screens[0][len(training.Screen._fields) :]
    assert shown[0] == "" and shown[1 + NAMES.index("learning_rate")]["value"] == 100.0
    lesson, last = lesson_of(board), board[-1]
    assert last.guess["visible"] and "Guess first" in last.verdict and not last.cure["visible"]
    assert "no number (NaN)" in last.curves
    verdict, cure = training.guess(lesson, "overfitting", "en")
    assert "the curves say otherwise" in verdict and "Exploding" in verdict and "Why:" in verdict and cure["visible"]
    assert "猜对了" in training.guess(lesson, "exploding", "zh")[0]

    cured = list(training.cure(lesson, None, "en"))
    board = [training.Screen(*screen[: len(training.Screen._fields)]) for screen in cured]
    lesson = lesson_of(board)
    assert lesson.tracks[1].record.settings.clip == 1.0 and lesson.tracks[1].record.end == "epochs"
    assert "before the cure" in board[-1].pictures and "after the cure" in board[-1].pictures
    assert board[-1].verdict.count("<h4>") == 1 and "Exploding" not in board[-1].verdict


def test_a_surprise_does_not_give_itself_away(quick_troubles):
    screens = list(training.surprise(None, None, "en"))
    said = re.sub('src="data:[^"]*"', "", screens[-1].pictures)  # a picture's bytes may spell anything
    assert "a surprise" in said and "SGD" not in said and screens[-1].guess["visible"]


def test_earlier_epochs_can_be_looked_at_again(finished):
    lesson = lesson_of(finished)
    pictures, drawn = training.scrub(lesson, 2, "en")
    assert "after epoch 2" in pictures and 'class="chosen"' in drawn
    assert training.scrub(lesson, 99, "zh")[0].count("第 5 轮之后") and training.scrub(None, 1, "en") == (gr.skip(), gr.skip())


def test_everything_is_said_again_when_the_language_changes(finished):
    lesson = lesson_of(finished)
    said = training.say_again(lesson, "zh-CN")
    assert "完成" in said.status and "判断" in said.verdict and "轮次" in said.curves and "颜色" in said.families
    assert not re.search("[A-Za-z]{8,}", re.sub("<[^>]*>", "", said.verdict))
    training.say_again(lesson, "en")
    assert training.say_again(None, "en").session == gr.skip()


def test_photos_of_ones_own_are_trained_on(photo_folder, tmp_path):
    archive = tmp_path / "mine.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for file in sorted(photo_folder.rglob("*.png"))[:12]:
            out.write(file, file.name)
    own, told, chosen = uploads.bring([str(archive)], "en")
    assert chosen == "upload" and "8 photos to train on, 4 to validate on" in told
    assert "8 张用于训练" in uploads.say_again(own, "zh") and uploads.say_again(None, "zh") == ""
    settings = Settings(**{name: getattr(TINY, name) for name in NAMES} | {"source": "upload", "epochs": 1})
    last = list(training.begin(None, own, "", "", *values(settings)))[-1]
    assert "Done: 1 epochs" in last.status
    assert uploads.bring(None, "en") == (None, "", gr.skip())
    with pytest.raises(ColorizeError, match="deleted"):
        uploads.read_own(str(tmp_path / "gone.npz"))
    with pytest.raises(ColorizeError, match="No photos of your own"):
        list(training.begin(None, None, "", "", *values(settings)))


def test_a_pile_of_photos_that_is_too_heavy_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("COLORIZE_MAX_MEGABYTES", "0.001")
    (tmp_path / "big.jpg").write_bytes(bytes(5000))
    with pytest.raises(ColorizeError, match=r"at most 0\.001 MB"):
        uploads.bring([str(tmp_path / "big.jpg")], "en")


# --- what outlives a run ----------------------------------------------------------------------------------------------


def test_a_link_holds_the_whole_lesson():
    settings = Settings(loss="mse", epochs=7, augment=False)
    query = keeping.make_link("optimizer", "sgd", *values(settings))
    found = keeping.follow_link("?" + query, "en")
    assert found[0] == "optimizer" and found[1]["value"] == "sgd" and found[1]["visible"]
    assert [each["value"] for each in found[2:]] == [getattr(settings, name) for name in NAMES]
    assert keeping.make_link("", "", *values(Settings())) == "tab=lesson"
    assert keeping.follow_link("?__theme=dark", "en") == [gr.skip()] * (2 + len(NAMES))
    assert keeping.follow_link(None, "en") == [gr.skip()] * (2 + len(NAMES))
    with pytest.raises(ColorizeError, match="'speed', which is unknown"):
        keeping.follow_link("?tab=lesson&speed=1", "en")


def test_a_kept_run_appears_under_training_curves(finished, checkpoints):
    lesson = lesson_of(finished)
    kept, told = keeping.keep(lesson, None, "en")
    assert "1 runs are in this browser" in told and json.loads(json.dumps(kept)) == kept
    assert keeping.keep(lesson, kept, "en")[0] == kept, "the same run is kept once"
    names = [name for _, name in curves.run_choices("zh", kept)]
    assert names[-1] == "lesson:1"
    legend, loss, psnr, *_ = curves.draw(["lesson:1"], "linear", "linear", 0.0, kept, "en")
    assert "Lesson 1: Cross-entropy, Adam" in legend
    rows = [row["y"] for row in json.loads(psnr.plot)["data"]["values"]]
    np.testing.assert_allclose(rows, lesson.tracks[0].record.column("psnr")[1:], rtol=1e-4)
    assert len(json.loads(loss.plot)["data"]["values"]) == 10
    assert keeping.forget("en")[0] == []


def test_a_run_that_became_nan_can_be_kept_and_drawn(checkpoints):
    entry = {"number": 1, "query": "optimizer=sgd&learning_rate=100", "rows": [[1, "nan", "nan", 9.0, 0.0, 1.0]]}
    legend, *_ = curves.draw(["lesson:1"], "linear", "linear", 0.0, [entry], "en")
    assert "Lesson 1" in legend


@pytest.mark.parametrize("kept", [None, 7, "x", [None], [{"query": "loss=x", "rows": [], "number": 1}], [{"rows": 3}], [[1]]])
def test_what_a_browser_holds_besides_is_passed_over(kept):
    assert keeping.kept_histories(kept) == {}


def test_only_so_many_runs_are_kept(finished):
    record = lesson_of(finished).tracks[0].record
    rows = [[keeping._plain(row[name]) for name in keeping.COLUMNS] for row in record.rows[1:]]
    many = [{"number": n, "query": f"seed={n}", "rows": rows} for n in range(1, keeping.MOST_KEPT + 1)]
    kept, _ = keeping.keep(lesson_of(finished), many, "en")
    assert len(kept) == keeping.MOST_KEPT and kept[0]["number"] == 2 and kept[-1]["number"] == keeping.MOST_KEPT + 1


def test_the_script_is_of_the_run_or_of_the_controls(finished):
    from pathlib import Path

    of_run = Path(keeping.make_script(lesson_of(finished), *values(Settings(loss="mae")))).read_text(encoding="utf-8")
    of_controls = Path(keeping.make_script(None, *values(Settings(loss="mae")))).read_text(encoding="utf-8")
    assert "width=4" in of_run and "loss='mae'" in of_controls
    compile(of_run, "lesson.py", "exec")


# --- the two losses ---------------------------------------------------------------------------------------------------


def test_the_movable_example_answers_gray_by_squares_and_both_by_entropy():
    told, drawn = two_losses.answer(20, 200, 55, 0.5, "en")
    assert "chroma 0" in told and told.count("50%") == 4 and drawn.count("<svg") == 2
    assert "chroma 55" in two_losses.answer(20, 20, 55, 0.5, "en")[0]
    assert "均方误差的答案" in two_losses.answer(20, 200, 55, 0.3, "zh")[0]


def test_curves_of_every_shape_can_be_drawn():
    from colorize.tabs.lesson.curve_svg import curves as draw

    for record in SHAPES.values():
        drawn = draw([record], ["one"], 1, "zh")
        assert "nan," not in drawn and ",nan" not in drawn and "inf" not in drawn and drawn.count("<svg") >= 1
