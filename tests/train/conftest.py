"""A small run on small photos, and a file like the published encoder's."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from colorize.networks import efficientnet
from colorize.train import Settings


@pytest.fixture
def settings(photo_folder, tmp_path, monkeypatch):
    monkeypatch.delenv("COLORIZE_DATA", raising=False)
    return Settings(
        out="small", head="regression", init="none", data=str(photo_folder), validation=str(photo_folder), size=64, batch=8,
        pictures=48, epoch_pictures=16, cache=str(tmp_path / "cache"), train_from=0, learning_rate=1e-3, encoder_rate=1.0,
    )  # fmt: skip


@pytest.fixture
def published_file(tmp_path, monkeypatch):
    """A file like the published encoder's, of random weights."""
    keras.utils.set_random_seed(5)
    arrays = {}
    for layer in efficientnet.classifier().layers:
        for part, array in zip(("kernel", "bias"), layer.get_weights(), strict=False):
            arrays[f"{layer.name.replace('_', '/')}/{part}"] = array
    path = tmp_path / "data" / efficientnet.file_name("lite0")
    path.parent.mkdir()
    np.savez(path, **arrays)
    monkeypatch.setenv("COLORIZE_DATA", str(path.parent))
    return path
