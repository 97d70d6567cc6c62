"""The diagnosis on made-up curves whose trouble is plain to see, and the cures."""

from __future__ import annotations

import json

import numpy as np
import pytest

from colorize.lesson.diagnosis import diagnose
from colorize.lesson.families import FAMILIES
from colorize.lesson.record import COLUMNS, Record
from colorize.lesson.settings import Settings
from colorize.lesson.troubles import TROUBLES, cured, sound_rate, title_of

FALL = 2.5 + 1.8 * np.exp(-np.arange(17) / 2)
NOISE = 0.02 * np.random.default_rng(0).normal(size=17)


def made_up(validation, training=None, recalls=None, shares=None, **settings) -> Record:
    """A record with these curves; recalls and shares of the families where they matter."""
    validation = np.asarray(validation, float)
    training = validation if training is None else np.asarray(training, float)
    recalls = dict.fromkeys(FAMILIES, 0.3) | (recalls or {})
    rows = [
        dict.fromkeys(COLUMNS, 0.0)
        | {"epoch": epoch, "loss": float(loss), "validation_loss": float(check)}
        | {f"recall_{name}": value for name, value in recalls.items()}
        for epoch, (loss, check) in enumerate(zip(training, validation, strict=True))
    ]
    steps = [float(loss) for loss in training[1:]]
    end = "epochs" if np.isfinite(training[-1]) else "nan"
    return Record(Settings(**settings), rows, steps, shares or [0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], end)


SHAPES = {
    "healthy": made_up(FALL + NOISE),
    "exploding": made_up([4.3, np.nan], [4.3, np.nan]),
    "oscillating": made_up([4.3, *[3.0, 5.5] * 8]),
    "crawling": made_up(np.linspace(4.3, 4.2, 17)),
    "overfitting": made_up(FALL + 0.05 * np.arange(17), FALL - 0.08 * np.arange(17)),
    "imbalance": made_up(
        FALL / 4 + NOISE, recalls=dict.fromkeys(FAMILIES, 0.0) | {"gray": 1.0},
        shares=[0.94, *[0.01] * 6],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_each_trouble_is_named_with_figures_in_both_languages(name):
    found = diagnose(SHAPES[name])
    assert found.name == name
    assert any(letter.isdigit() for letter in found.evidence.en) and any(letter >= "\u4e00" for letter in found.evidence.zh)
    assert "{" not in found.evidence.en + found.evidence.zh and "nan" not in found.evidence.en


def test_a_loss_that_stays_far_above_its_start_has_exploded_without_nan():
    found = diagnose(made_up([4.3, *[4e9, 5e8, 9e8] * 5]))
    assert found.name == "exploding" and "stays at" in found.evidence.en


def test_one_high_epoch_on_the_way_is_no_trouble():
    losses = FALL + NOISE
    losses[4] += 0.6
    assert diagnose(made_up(losses)).name == "healthy"


def test_a_network_that_does_not_move_at_all_crawls():
    found = diagnose(made_up(np.full(10, 4.25)))
    assert found.name == "crawling" and "hardly moved" in found.evidence.en


def test_a_quick_start_with_a_steady_way_down_is_not_crawling():
    steadily = np.linspace(3.4, 2.6, 9)
    assert diagnose(made_up([4.3, *steadily])).name == "healthy"
    assert diagnose(made_up([4.3, *(steadily + 0.8)])).name == "crawling"


def test_a_plateau_after_a_fall_is_not_crawling():
    assert diagnose(made_up([0.13, *(0.12 + NOISE[:14] / 30)])).name == "healthy"


def test_a_gap_without_a_rise_is_not_called_overfitting():
    assert diagnose(made_up(FALL + NOISE, 0.75 * FALL + NOISE)).name == "healthy"


def test_common_colors_alone_are_no_imbalance_where_others_are_recognized():
    assert diagnose(made_up(FALL + NOISE, recalls={"gray": 0.9}, shares=[0.94, *[0.01] * 6])).name == "healthy"
    unseen = dict.fromkeys(FAMILIES, 0.0) | {"gray": np.nan}
    assert diagnose(made_up(FALL + NOISE, recalls=unseen, shares=[0.94, *[0.01] * 6])).name == "imbalance"
    unknown = dict.fromkeys(FAMILIES, np.nan) | {"gray": 1.0}
    assert diagnose(made_up(FALL + NOISE, recalls=unknown, shares=[0.94, *[0.01] * 6])).name == "healthy"


@pytest.mark.parametrize("count", [1, 2, 4])
def test_too_few_epochs_are_said_to_be_too_few(count):
    assert diagnose(made_up(FALL[:count])).name == "early"
    assert title_of("early").zh


def test_a_record_survives_being_written(tmp_path):
    plain = json.loads(json.dumps(SHAPES["exploding"].plain()))
    again = Record.from_plain(plain)
    assert again.settings == SHAPES["exploding"].settings and again.end == "nan"
    assert np.isnan(again.rows[1]["loss"]) and again.rows[0]["loss"] == pytest.approx(4.3)
    with pytest.raises(ValueError, match="zip"):
        Record.from_plain(plain | {"rows": [[1, 2]]})


@pytest.mark.parametrize("name", TROUBLES)
def test_a_cure_changes_the_settings_and_stays_within_their_bounds(name):
    for settings in (TROUBLES[name].setup, Settings(), Settings(learning_rate=1000.0), Settings(learning_rate=1e-8)):
        assert cured(settings, name) != settings or settings.learning_rate in (1e-8, 1000.0), "no way further"
    assert cured(Settings(), "healthy") == Settings()
    assert cured(cured(TROUBLES[name].setup, name), name).learning_rate > 0


def test_cures_of_rates_lead_towards_a_sound_one():
    for name, wrong in (("exploding", 300.0), ("oscillating", 10.0), ("crawling", 0.001)):
        settings = Settings(learning_rate=sound_rate(Settings()) * wrong)
        better = cured(settings, name).learning_rate / sound_rate(settings)
        assert abs(np.log10(better)) < abs(np.log10(wrong))
