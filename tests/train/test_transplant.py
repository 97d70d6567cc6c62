"""A decoder moved to another encoder says what it said before, as far as the new features let it."""

from __future__ import annotations

from dataclasses import replace

import keras
import numpy as np
import pytest

from colorize import checkpoint, data
from colorize.networks import colorizer, efficientnet
from colorize.train import Settings, loop, train
from colorize.train.transplant import calibrate, transplant
from tests.train.conftest import save_as_published

SIZE = 64
STANDARDIZE = [f"standardize{stride}" for stride in efficientnet.STRIDES]


@pytest.fixture(scope="module")
def grays():
    """Pictures with edges, surfaces and noise, (24, 64, 64, 1)."""
    rng = np.random.default_rng(0)
    rows, columns = np.mgrid[:SIZE, :SIZE] / SIZE
    pictures = [
        0.5 + 0.3 * np.sin(rng.uniform(2, 20) * (rows * np.cos(turn) + columns * np.sin(turn))) * (columns > rng.random())
        for turn in rng.uniform(0, 3.1, 24)
    ]
    return np.clip(np.stack(pictures) + rng.normal(0, 0.05, (24, SIZE, SIZE)), 0, 1)[..., None].astype("float32")


def network(seed: int, encoder: str, grays) -> keras.Model:
    keras.utils.set_random_seed(seed)
    made = colorizer.build(2, encoder=encoder)
    calibrate(made.get_layer("decoder"), made.get_layer("encoder").predict_on_batch(grays))
    return made


def test_on_the_same_encoder_the_answer_is_the_same(grays):
    old, new = network(1, "lite0", grays), network(2, "lite0", grays)
    new.get_layer("encoder").set_weights(old.get_layer("encoder").get_weights())
    before = np.abs(new.predict_on_batch(grays) - old.predict_on_batch(grays)).mean()
    # What reads the features is worked out anew, even where it could have been copied.
    transplant(old, new, [grays])
    after = np.abs(new.predict_on_batch(grays) - old.predict_on_batch(grays)).mean()
    assert after < 0.02 * before


def test_on_another_encoder_the_answer_is_nearer_than_with_a_new_decoder(grays):
    old, new = network(1, "lite0", grays), network(2, "lite1", grays)
    wanted = old.predict_on_batch(grays)
    before = np.abs(new.predict_on_batch(grays) - wanted).mean()
    transplant(old, new, [grays[:16], grays[16:]])
    assert np.abs(new.predict_on_batch(grays) - wanted).mean() < 0.5 * before
    # Both encoders have as many channels here, but not the same features.
    for layer, values in zip(STANDARDIZE, new.get_layer("encoder").predict_on_batch(grays[:16]), strict=True):
        values = np.asarray(new.get_layer("decoder").get_layer(layer)(values))
        np.testing.assert_allclose(values.mean((0, 1, 2)), 0, atol=1e-3)


def test_training_goes_on_from_a_checkpoint_on_another_encoder(photo_folder, tmp_path, monkeypatch):
    first = Settings(
        out="small", head="regression", init="none", data=str(photo_folder), validation=str(photo_folder), size=64, batch=8,
        pictures=8, epoch_pictures=8,
    )  # fmt: skip
    monkeypatch.delenv("COLORIZE_DATA", raising=False)
    train(first, tmp_path)
    published = efficientnet.encoder(variant="lite1")
    save_as_published(published, tmp_path / efficientnet.file_name("lite1"))
    monkeypatch.setattr(data, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(loop, "PICTURES", 64)
    train(replace(first, out="large", init="small", encoder="lite1", learning_rate=1e-9), tmp_path)
    (_, small), (grown, large) = (checkpoint.load(name, tmp_path) for name in ("small", "large"))
    assert (large.encoder, large.init["name"]) == ("lite1", "EfficientNet-Lite1")
    assert large.pictures == 2 * small.pictures and len(large.stages) == 2
    kernel = grown.get_layer("encoder").get_layer("block03_expand").get_weights()[0]
    np.testing.assert_allclose(kernel, published.get_layer("block03_expand").get_weights()[0], atol=1e-3)
