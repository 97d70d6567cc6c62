"""The same training on TensorFlow and on JAX: two steps from the same weights and pictures, each in its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

from colorize import checkpoint
from colorize.networks.heads import HEADS
from colorize.train import Settings, loop
from colorize.train.card import describe
from colorize.train.state import State

TRAIN = """
import sys
from pathlib import Path
from colorize.train import Settings, train
photos, folder = sys.argv[1:]
train(Settings(
    out="run", network="hinted", attention=1, init="start", data=photos, validation=photos, size=64, batch=4, pictures=8,
    epoch_pictures=4, train_from=0, warm_up=0.0, limit=8,
), Path(folder))
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory, photo_folder):
    """A checkpoint of random weights, the same for both."""
    folder = tmp_path_factory.mktemp("checkpoints")
    keras.utils.set_random_seed(0)
    settings = Settings(out="start", network="hinted", attention=1, init="none", data=str(photo_folder))
    head = HEADS[settings.head]()
    photos = loop.data.load_photos([photo_folder], 64)
    network, _ = loop.build_network(settings, head, folder, photos)
    checkpoint.save(network, describe(settings, head, photos, photos, State(), 4), folder)
    return folder


def history(backend: str, start: Path, photos: Path, folder: Path) -> dict[str, np.ndarray]:
    """Train in a process of its own; the rows it has written."""
    (folder / backend).mkdir()
    (folder / backend / "start").symlink_to(start / "start")
    done = subprocess.run(
        [sys.executable, "-c", TRAIN, str(photos), str(folder / backend)],
        env=os.environ | {"KERAS_BACKEND": backend, "JAX_PLATFORMS": "cpu"},
        cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    card = checkpoint.read_card("run", folder / backend)
    assert backend in card.stages[-1]["versions"]
    return checkpoint.read_history("run", folder / backend)


def test_two_steps_on_tensorflow_and_on_jax_agree(start, photo_folder, tmp_path):
    one, other = (history(backend, start, photo_folder, tmp_path) for backend in ("tensorflow", "jax"))
    assert len(one["loss"]) == 2
    assert one["loss"][0] != one["loss"][1]
    for column in ("loss", "validation_loss"):
        np.testing.assert_allclose(one[column], other[column], rtol=2e-3, err_msg=column)
