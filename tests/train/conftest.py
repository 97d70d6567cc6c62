"""A small run on small photos, and a file like the published encoder's."""

from __future__ import annotations

from pathlib import Path

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


def save_as_published(model: keras.Model, path: Path) -> None:
    """Write a network's weights as a published encoder's file has them."""
    arrays = {}
    for layer in model.layers:
        if layer.weights:
            for part, values in zip(("kernel", "bias"), layer.get_weights(), strict=True):
                arrays[f"{layer.name.replace('_', '/')}/{part}"] = values
    np.savez(path, **arrays)


@pytest.fixture
def published_file(tmp_path, monkeypatch):
    """A file like the published encoder's, of random weights."""
    keras.utils.set_random_seed(5)
    path = tmp_path / "data" / efficientnet.file_name("lite0")
    path.parent.mkdir()
    save_as_published(efficientnet.classifier(), path)
    monkeypatch.setenv("COLORIZE_DATA", str(path.parent))
    return path
