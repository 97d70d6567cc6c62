"""The script of a run does what the run did: it is executed, and its losses are compared."""

from __future__ import annotations

import runpy

import numpy as np
import pytest

from colorize.lesson.pictures import own_photos, pictures_for
from colorize.lesson.run import Run
from colorize.lesson.script import as_script
from colorize.lesson.settings import Settings
from tests.lesson.conftest import SMALL, carry_on

SHORT = SMALL | {"epochs": 2}


def losses(source: str, folder) -> tuple[list[float], list[float]]:
    """Execute a script in this process: its training and validation losses."""
    path = folder / "lesson.py"
    path.write_text(source, encoding="utf-8")
    history = runpy.run_path(str(path))["history"]
    return history["error"], history["val_error"]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(**SHORT),
        Settings(**SHORT, loss="rebalanced", optimizer="rmsprop", clip=1.0, dropout=0.2, l2=1e-4, seed=3),
        Settings(**SHORT, loss="mse", optimizer="momentum", learning_rate=0.01, augment=False, gray=0.5),
        Settings(**SHORT | {"depth": 1}, loss="mae", optimizer="adamw", network="published"),
        Settings(**SHORT, optimizer="sgd", learning_rate=0.02),
    ],
    ids=["plain", "rebalanced", "mse", "published", "sgd"],
)
def test_the_script_reproduces_the_run(settings, tmp_path, capsys):
    run = Run(settings, pictures_for(settings))
    carry_on(run)
    training, validation = losses(as_script(settings), tmp_path)
    np.testing.assert_allclose(training, run.record.column("loss")[1:], rtol=2e-3)
    np.testing.assert_allclose(validation, run.record.column("validation_loss")[1:], rtol=2e-3)
    printed = capsys.readouterr().out
    assert f"epoch 2: loss {training[1]:.6f}, validation {validation[1]:.6f}" in printed


def test_own_photos_are_read_from_the_file_that_is_named(photo_folder, tmp_path):
    settings = Settings(**SHORT, source="upload")
    files = sorted(photo_folder.rglob("*.png"))[:12]
    source = as_script(settings)
    assert 'own_photos(["my-photos.zip"])' in source
    run = Run(settings, pictures_for(settings, own_photos(files)))
    carry_on(run)
    training, _ = losses(source.replace('["my-photos.zip"]', repr([str(file) for file in files])), tmp_path)
    np.testing.assert_allclose(training, run.record.column("loss")[1:], rtol=2e-3)


def test_the_script_lists_what_differs_from_the_defaults():
    assert "settings = Settings(loss='mse', epochs=5)" in as_script(Settings(loss="mse", epochs=5))
