"""A run that was stopped, and a stage after another, go on as if nothing had been between."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import numpy as np
import pytest

from colorize import checkpoint
from colorize.errors import ColorizeError
from colorize.train import loop, train


@pytest.mark.parametrize(
    "options", [{"stage": "features"}, {"dropout": 0.3}, {"recall": 0.5, "init": "published", "dropout": 0.1}]
)
def test_resumed_run_equals_an_uninterrupted_one(settings, tmp_path, monkeypatch, published_file, options):
    settings = replace(settings, **options)
    train(settings, tmp_path / "whole")
    show = loop._show

    def interrupt(given, state):
        show(given, state)
        if state.step == 3:
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(loop, "_show", interrupt)
        with pytest.raises(KeyboardInterrupt):
            train(settings, tmp_path / "parts")
    assert (tmp_path / "parts/small/state.npz").exists()
    train(settings, tmp_path / "parts")
    assert not (tmp_path / "parts/small/state.npz").exists()
    whole, parts = (checkpoint.load("small", tmp_path / name)[0].get_weights() for name in ("whole", "parts"))
    for a, b in zip(whole, parts, strict=True):
        np.testing.assert_array_equal(a, b)
    one, other = (checkpoint.read_history("small", tmp_path / name) for name in ("whole", "parts"))
    for column in ("epoch", "pictures", "loss", "validation_loss", "psnr", "colorfulness", "learning_rate"):
        np.testing.assert_array_equal(one[column], other[column], column)


def test_unfinished_run_with_other_settings_is_told(settings, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(loop, "_show", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        with pytest.raises(KeyboardInterrupt):
            train(settings, tmp_path)
    with pytest.raises(ColorizeError, match=r"other settings \(batch: 8 there, 4 now\)"):
        train(replace(settings, batch=4), tmp_path)
    train(replace(settings, batch=4, restart=True), tmp_path)


def test_second_stage_continues_history_and_card(settings, tmp_path, monkeypatch):
    train(settings, tmp_path)
    second = replace(settings, init="small", pictures=24, epoch_pictures=8, train_from=10)
    with monkeypatch.context() as patch:  # stopped after its first epoch, and continued
        patch.setattr(loop, "_show", lambda _, state: state.step == 2 and os.kill(os.getpid(), signal.SIGTERM))
        with pytest.raises(KeyboardInterrupt):
            train(second, tmp_path)
    train(second, tmp_path)
    card, history = checkpoint.read_card("small", tmp_path), checkpoint.read_history("small", tmp_path)
    assert history["epoch"].tolist() == [1, 2, 3, 4, 5, 6]
    assert history["pictures"].tolist() == [16, 32, 48, 56, 64, 72]
    assert card.pictures == 72
    assert "--init small" in card.stages[1]["command"]
    assert card.stages[0]["settings"]["seed"] == 0


def test_an_alias_s_history_is_continued(settings, tmp_path):
    train(replace(settings, out="flagship", pictures=8), tmp_path)
    train(replace(settings, out="next", init="auto", pictures=8), tmp_path)
    card, history = checkpoint.read_card("next", tmp_path), checkpoint.read_history("next", tmp_path)
    assert history["pictures"].tolist() == [8, 16] and card.pictures == 16
    assert "--init flagship" in card.stages[1]["command"]
