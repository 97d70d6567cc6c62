"""A run: what happens in which order, that it can be paused, that it is bounded, and the same again for the same seed."""

from __future__ import annotations

import threading

import keras
import numpy as np
import pytest

from colorize.errors import ColorizeError
from colorize.lesson import encoder, run
from colorize.lesson.pictures import Pictures
from colorize.lesson.run import Run
from colorize.lesson.settings import KNOBS, Settings
from colorize.networks import efficientnet
from tests.lesson.conftest import SMALL, carry_on


@pytest.fixture(scope="module")
def finished(small_pictures) -> Run:
    done = Run(Settings(**SMALL), small_pictures)
    done.happened = carry_on(done)
    return done


def test_an_epoch_is_its_batches_and_then_a_row(finished):
    assert [(p.epoch, p.step, p.row is not None) for p in finished.happened] == [
        (0, 0, True), (1, 1, False), (1, 2, False), (1, 2, True), (2, 1, False), (2, 2, False), (2, 2, True),
        (3, 1, False), (3, 2, False), (3, 2, True),
    ]  # fmt: skip
    record = finished.record
    assert record.end == "epochs" and finished.over and finished.go_on() is None
    assert record.column("epoch").tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(record.column("loss")[1:], np.reshape(record.steps, (3, 2)).mean(1), rtol=1e-6)
    assert record.column("loss")[-1] < record.column("loss")[0]
    assert sum(record.shares) == pytest.approx(1)
    assert (record.column("psnr") > 10).all()


@pytest.mark.parametrize("kind", ["scratch", "published"])
def test_what_is_shown_is_what_was_trained(small_pictures, kind):
    under_way = Run(Settings(**SMALL | {"network": kind, "depth": 2}), small_pictures)
    while len(under_way.record.rows) < 3:
        under_way.go_on()
    seen = under_way._check_seen
    called = keras.ops.convert_to_numpy(under_way.network(seen, training=False))
    np.testing.assert_allclose(under_way.network.predict_on_batch(seen), called, atol=1e-3)


def test_the_same_pictures_are_recolored_every_epoch_and_keep_their_lightness(finished):
    assert len(finished.frames) == 4 and {frame.shape for frame in finished.frames} == {(128, 512, 3)}
    assert finished.frames[0].dtype == np.uint8 and finished.truth().shape == (128, 512, 3)
    assert (finished.frames[-1] != finished.frames[0]).any()
    from colorize.color import rgb_to_lightness

    light = [rgb_to_lightness(picture.astype("float32") / 255) for picture in (finished.frames[-1], finished.truth())]
    assert np.abs(light[0] - light[1]).max() < 0.6


def test_the_same_seed_gives_the_same_run_and_another_one_does_not(finished, small_pictures):
    again = Run(Settings(**SMALL), small_pictures)
    carry_on(again)
    np.testing.assert_allclose(again.record.steps, finished.record.steps, rtol=1e-4)
    other = Run(Settings(**SMALL | {"seed": 1, "epochs": 1}), small_pictures)
    carry_on(other)
    assert abs(other.record.steps[0] / finished.record.steps[0] - 1) > 1e-4


@pytest.mark.parametrize("loss", KNOBS["loss"].choices)
@pytest.mark.parametrize("optimizer", ["sgd", "adamw"])
def test_every_loss_trains(small_pictures, loss, optimizer):
    settings = Settings(**SMALL | {"epochs": 1}, loss=loss, optimizer=optimizer, augment=False, dropout=0.2, l2=1e-4, clip=1.0)
    done = Run(settings, small_pictures)
    carry_on(done)
    assert np.isfinite(done.record.steps).all()


def test_a_loss_that_is_no_number_ends_the_run(small_pictures):
    wild = SMALL | {"epochs": 9, "depth": 2, "loss": "mse", "optimizer": "sgd", "learning_rate": 100.0}
    done = Run(Settings(**wild), small_pictures)
    carry_on(done)
    assert done.record.end == "nan" and len(done.record.rows) < 9
    assert not np.isfinite(done.record.rows[-1]["loss"])
    assert done.frames[-1].shape == (128, 512, 3)


def test_a_run_can_be_stopped_and_lets_go_of_its_network(small_pictures):
    done = Run(Settings(**SMALL), small_pictures)
    for _ in range(4):
        done.go_on()
    done.stop()
    assert done.over and done.go_on() is None and done.network is None
    assert done.record.end == "stopped" and done.record.epochs == 1


def test_a_run_ends_when_its_time_is_over(small_pictures, monkeypatch):
    monkeypatch.setattr(run, "MOST_SECONDS", 0.0)
    done = Run(Settings(**SMALL), small_pictures)
    happened = carry_on(done)
    assert done.record.end == "time" and happened[-1].epoch == 1 and happened[-1].step == 1


def test_a_network_that_is_too_large_is_refused(small_pictures, monkeypatch):
    monkeypatch.setattr(run, "MOST_PARAMETERS", 1000)
    with pytest.raises(ColorizeError, match="parameters to train; a lesson's has at most 1,000"):
        Run(Settings(**SMALL), small_pictures)


def test_the_largest_network_of_the_knobs_is_within_bounds_or_refused():
    """Every combination either is small enough or says so; the bound is not above what the knobs can reach."""
    from colorize.lesson.network import build_network

    largest = build_network(Settings(width=KNOBS["width"].high, depth=KNOBS["depth"].high), 80)
    assert largest.count_params() > run.MOST_PARAMETERS


def test_two_who_carry_on_the_same_run_take_turns(small_pictures):
    shared = Run(Settings(**SMALL), small_pictures)
    threads = [threading.Thread(target=carry_on, args=(shared,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shared.record.rows) == 4 and len(shared.record.steps) == 6


def test_only_the_decoder_trains_on_the_published_encoder(small_pictures):
    done = Run(Settings(**SMALL | {"epochs": 1}, network="published"), small_pictures)
    network = done.network
    before = {layer: network.get_layer(layer).get_weights() for layer in ("encoder", "colors")}
    carry_on(done)
    for old, new in zip(before["encoder"], network.get_layer("encoder").get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
    assert (before["colors"][0] != network.get_layer("colors").get_weights()[0]).any()
    assert "published encoder" in done.encoder_note.en


def test_the_encoder_is_the_published_one(data_folder):
    found, _ = encoder.published_encoder()
    file = data_folder / efficientnet.file_name("lite0")
    for weights, published in zip(
        found.get_weights(), efficientnet.load_published(efficientnet.encoder(), file).get_weights(), strict=True
    ):
        np.testing.assert_allclose(weights, published, rtol=2e-3, atol=2e-4)  # a checkpoint's files hold 16 bits


def test_gray_pictures_count_in_the_loss_but_recall_is_measured_in_color(small_pictures):
    settings = Settings(**SMALL | {"epochs": 1}, gray=0.5)
    done = Run(settings, Pictures(small_pictures.train, small_pictures.validation))
    assert done.record.shares[0] > 0.5
    happened = carry_on(done)
    assert np.isfinite(happened[0].row["recall_orange"])
