"""Classifiers learn, go on where they were stopped, and write cards that tell what they are."""

from __future__ import annotations

import shutil
from argparse import Namespace
from dataclasses import replace

import cv2
import numpy as np
import pytest

from colorize import checkpoint
from colorize.__main__ import build_parser, main
from colorize.errors import ColorizeError
from colorize.networks import CLASSIFIERS, efficientnet, scenes
from colorize.train.card import OWN_LICENSE
from colorize.train.classifiers import RECIPES, ClassifierSettings, run, train_classifier
from colorize.train.classifiers.digits import shift
from colorize.train.classifiers.features import cached_features
from colorize.train.classifiers.photos import HELD_OUT, Labelled, hold_out, load_labelled, pale, view
from colorize.train.classifiers.scenes import assemble
from colorize.train.settings import Settings


@pytest.fixture(scope="module")
def few_digits(tmp_path_factory):
    """1,200 printed digits, a little moved, with noise: an easy MNIST."""
    path, rng = tmp_path_factory.mktemp("digits") / "mnist.npz", np.random.default_rng(0)
    labels = rng.integers(0, 10, 1200).astype("uint8")
    digits = rng.integers(0, 60, (1200, 28, 28)).astype("uint8")
    for digit, label, (x, y) in zip(digits, labels, rng.integers(-2, 3, (1200, 2)), strict=True):
        cv2.putText(digit, str(label), (6 + int(x), 21 + int(y)), cv2.FONT_HERSHEY_SIMPLEX, 0.75, 250, 2)
    np.savez(path, x_train=digits[:1000], y_train=labels[:1000], x_test=digits[1000:], y_test=labels[1000:])
    return path


def settings_for(network: str, data, **more) -> ClassifierSettings:
    return ClassifierSettings.of({"out": "small", "network": network, "data": str(data), "epochs": 3} | more)


@pytest.mark.parametrize("network", ["mnist_dense", "mnist_conv"])
def test_a_network_for_digits_learns_and_tells(network, few_digits, tmp_path):
    train_classifier(settings_for(network, few_digits, batch=16), tmp_path)
    history, card = checkpoint.read_history("small", tmp_path), checkpoint.read_card("small", tmp_path)
    assert history["loss"][-1] < 0.7 * history["loss"][0] and history["accuracy"][-1] > 0.6
    assert "psnr" not in history and history["pictures"][-1] == card.pictures == card.stages[0]["steps"] * 16
    assert card.task == "classify" and card.output["names"] == "digits"
    assert f"--network {network}" in card.stages[0]["command"] and "--epochs 3" in card.stages[0]["command"]
    assert card.bytes < 2.2 * card.parameters + 60_000, "the optimizer was saved too"
    assert not (tmp_path / "small/state.npz").exists()


def test_the_article_s_network_is_the_article_s():
    model = CLASSIFIERS["mnist_dense"]()
    assert [type(layer).__name__ for layer in model.layers[1:]] == ["Flatten", "Dense", "Dense"]
    assert [layer.units for layer in model.layers[2:]] == [128, 10]
    assert [layer.activation.__name__ for layer in model.layers[2:]] == ["relu", "softmax"]
    assert RECIPES["mnist_dense"] == {"epochs": 5, "batch": 32, "learning_rate": 1e-3}
    card = checkpoint.read_card("mnist_dense")
    assert card.stages[0]["settings"]["epochs"] == 5 and card.pictures == 300_000


@pytest.mark.parametrize("name", ["mnist_dense", "mnist_conv", "scenes"])
def test_the_goals_are_reached(name):
    data = "photos-val.zip (miniplaces)" if name == "scenes" else "mnist.npz"
    result = checkpoint.read_card(name).results[data]
    goals = {"mnist_dense": 0.975, "mnist_conv": 0.992, "scenes": 0.45}
    assert result["metrics"]["accuracy"]["value"] >= goals[name]
    assert result["count"] == (500 if name == "scenes" else 10_000)
    if name == "scenes":
        assert result["metrics"]["accuracy_top5"]["value"] >= 0.74


def test_a_run_in_parts_equals_the_whole_run(few_digits, tmp_path, monkeypatch):
    settings = settings_for("mnist_conv", few_digits)
    train_classifier(settings, tmp_path / "whole")
    save, saved = run.save_state, []

    def stop(*arguments):
        save(*arguments)
        saved.append(1)
        if len(saved) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "save_state", stop)
        with pytest.raises(KeyboardInterrupt):
            train_classifier(settings, tmp_path / "parts")
    train_classifier(settings, tmp_path / "parts")
    whole, parts = (checkpoint.load("small", tmp_path / name)[0].get_weights() for name in ("whole", "parts"))
    for one, other in zip(whole, parts, strict=True):
        np.testing.assert_array_equal(one, other)
    with monkeypatch.context() as patch:
        saved.clear()
        patch.setattr(run, "save_state", stop)
        with pytest.raises(KeyboardInterrupt):
            train_classifier(replace(settings, out="other"), tmp_path)
    with pytest.raises(ColorizeError, match=r"other settings \(batch: 64 there, 32 now\)"):
        train_classifier(replace(settings, out="other", batch=32), tmp_path)


def test_a_loss_that_is_no_number_stops_the_run(few_digits, tmp_path):
    with pytest.raises(ColorizeError, match=r"became (nan|inf) at step \d+.*--learning-rate"):
        train_classifier(settings_for("mnist_dense", few_digits, learning_rate=1e30), tmp_path)


def test_options_of_colorizers_are_refused_and_defaults_are_the_recipes():
    with pytest.raises(ColorizeError, match="--encoder-rate does not apply to the classifier scenes"):
        ClassifierSettings.of({"network": "scenes", "out": "x", "encoder_rate": 0.5})
    assert ClassifierSettings.of({"network": "scenes", "out": "x"}).views == RECIPES["scenes"]["views"]
    choices = next(f for f in Settings.__dataclass_fields__.values() if f.name == "network").metadata["choices"]
    assert set(choices) - {"colorizer", "hinted"} == set(CLASSIFIERS) == set(RECIPES)


@pytest.mark.parametrize(
    ("given", "refused", "known"),
    [
        ({"network": "objects", "epochs": 7, "batch": 3}, "--epochs, --batch", "--out, --network, --replace"),
        (
            {"network": "mnist_dense", "size": 99, "views": 7, "weight_decay": 3.0, "cache": "x"},
            "--size, --views, --weight-decay, --cache",
            "--out, --network, --replace, --epochs, --batch, --learning-rate, --data, --seed, --restart",
        ),
    ],
)
def test_options_that_a_training_does_not_read_are_refused(given, refused, known):
    with pytest.raises(ColorizeError) as error:
        ClassifierSettings.of({"out": "x"} | given)
    told = f"{refused} does not apply to the classifier {given['network']}. Its options are: {known}."
    assert str(error.value) == told


def test_the_command_line_reaches_the_classifier(monkeypatch, capsys):
    from colorize.train import classifiers

    given = []
    monkeypatch.setattr(classifiers, "train_classifier", lambda settings: given.append(settings) or "there", raising=False)
    assert main(["train", "--out", "mine", "--network", "mnist_conv", "--epochs", "2"]) == 0
    assert (given[0].epochs, given[0].batch, given[0].out) == (2, RECIPES["mnist_conv"]["batch"], "mine")
    assert main(["train", "--out", "mine", "--epochs", "2"]) == 2
    assert "--epochs is for classifiers" in capsys.readouterr().err
    assert "epochs" not in vars(build_parser().parse_args(["train", "--out", "x"]))


def test_digits_are_moved_by_two_pixels_at_most():
    digits = np.zeros((50, 28, 28, 1), "float32")
    digits[:, 13, 13] = 1
    moved = shift(digits, np.random.default_rng(0))
    places = np.argwhere(moved[..., 0])
    assert len(places) == 50 and set(np.unique(places[:, 1:])) == {11, 12, 13, 14, 15}


@pytest.fixture(scope="module")
def labelled(tmp_path_factory) -> Labelled:
    folder, rng = tmp_path_factory.mktemp("photos"), np.random.default_rng(0)
    for number in range(60):
        label, color = ("abbey", (30, 60, 200)) if number % 2 else ("bar", (200, 90, 20))
        picture = np.clip(np.float32(color) + rng.normal(0, 25, (48, 48, 3)), 0, 255).astype("uint8")
        path = folder / "miniplaces" / label / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path), picture[..., ::-1])
    (folder / "faces/_").mkdir(parents=True)
    cv2.imwrite(str(folder / "faces/_/1.png"), picture)
    return Namespace(folder=folder, photos=load_labelled([folder], ["abbey", "bar"]))


def test_photos_are_found_by_label_and_every_twentieth_is_held_out(labelled):
    photos = labelled.photos
    assert len(photos) == 60 and photos.classes.sum() == 30
    training, others = hold_out(photos)
    assert len(others) == 2 * round(30 / HELD_OUT - 0.5) and not set(training.names) & set(others.names)
    assert all((name.split("/")[1] == "bar") == kind for name, kind in zip(others.names, others.classes, strict=True))
    with pytest.raises(ColorizeError, match=r"No photo named miniplaces/<label>/<number>"):
        load_labelled([labelled.folder], ["no such label"])


def test_views_are_whole_gray_or_cropped(labelled):
    picture, rng = labelled.photos.pictures[0], np.random.default_rng(0)
    whole, gray = (view(picture, number, 32, rng) for number in (0, 1))
    assert np.ptp(whole.astype(int), axis=2).mean() > 50 > 2 > np.ptp(gray.astype(int), axis=2).max()
    colors = [np.ptp(view(picture, 2, 32, rng).astype(int), axis=2).mean() for _ in range(60)]
    assert 10 < sum(c < 1 for c in colors) < 35, "about a third is gray"
    np.testing.assert_allclose(pale(picture, 1.0), picture, atol=1)


def test_features_are_computed_once_and_go_on_after_a_stop(labelled, tmp_path):
    encoder = scenes.encoder()

    def stop(done, of):
        raise KeyboardInterrupt

    arguments = (tmp_path, labelled.photos, encoder, 32, 2, 0)
    with pytest.raises(KeyboardInterrupt):
        cached_features(*arguments, stop)
    calls = []
    found = cached_features(*arguments, lambda *done: calls.append(done))
    assert calls == [(120, 120)] and found.shape == (120, 1280)
    again = view(labelled.photos.pictures[7], 1, 32, np.random.default_rng([0, 67])).astype("float32") / 255
    np.testing.assert_allclose(found[67], encoder.predict_on_batch(again[None])[0], atol=0.02)
    cached_features(*arguments, stop)  # nothing is left to do


def test_two_parts_make_the_whole():
    encoder, head = scenes.encoder(), scenes.head()
    picture = np.random.default_rng(0).random((1, 64, 96, 3), "float32")
    whole = assemble(encoder, head).predict_on_batch(picture)
    np.testing.assert_allclose(whole, head.predict_on_batch(encoder.predict_on_batch(picture)), atol=1e-5)


def test_scenes_are_learned_from_photos(labelled, data_folder, tmp_path):
    settings = settings_for("scenes", labelled.folder, size=64, views=3, batch=8, epochs=4, learning_rate=3e-3, cache=str(tmp_path))
    train_classifier(settings, tmp_path)
    card, history = checkpoint.read_card("small", tmp_path), checkpoint.read_history("small", tmp_path)
    assert history["loss"][-1] < 0.7 * history["loss"][0]
    assert history["validation_loss"][-1] < 0.5 * np.log(100), "two of the hundred classes are left in question"
    assert card.input["short_side"] == 64 and card.data["training"] == {"miniplaces": 58}
    assert card.init["name"] == "EfficientNet-Lite0"


def test_a_photo_that_cannot_be_read_is_left_out_and_counted(labelled, data_folder, tmp_path):
    folder = tmp_path / "photos"
    shutil.copytree(labelled.folder, folder)
    (folder / "miniplaces/abbey/1.png").write_bytes(b"no picture")
    train_classifier(settings_for("scenes", folder, size=32, views=1, batch=8, epochs=1, cache=str(tmp_path)), tmp_path)
    card = checkpoint.read_card("small", tmp_path)
    assert card.data["left_out"] == {"unreadable": 1} and card.data["training_count"] == 57
    assert card.data["license"] == OWN_LICENSE and "57 pictures that its trainer named, at 32 pixels" in card.limits[-1].en
    for path in folder.rglob("*.png"):
        path.write_bytes(b"")
    with pytest.raises(ColorizeError, match="None of the 60 photos can be read"):
        load_labelled([folder], ["abbey", "bar"])


def test_too_few_photos_are_told_before_their_features_are_computed(labelled, tmp_path):
    for number in range(12):
        path = tmp_path / "photos/miniplaces" / ("abbey" if number % 2 else "bar") / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path), labelled.photos.pictures[number])
    settings = settings_for("scenes", tmp_path / "photos", cache=str(tmp_path / "cache"))
    with pytest.raises(ColorizeError, match=r"12 pictures to train on, less than one batch of 256.*--batch"):
        train_classifier(settings, tmp_path)
    with pytest.raises(ColorizeError, match=r"None of the 12 pictures can be held out.*11 or more"):
        train_classifier(replace(settings, batch=4), tmp_path)
    assert not (tmp_path / "cache").exists()


def test_digits_that_the_user_names_are_not_called_mnist(few_digits, tmp_path):
    train_classifier(settings_for("mnist_dense", few_digits, epochs=1), tmp_path)
    card = checkpoint.read_card("small", tmp_path)
    assert card.data["training"] == {"mnist.npz": 1000} and card.data["license"] == OWN_LICENSE
    assert [limit.en[:10] for limit in card.limits] == ["Knows ten ", "Learned fr"]


def test_what_was_published_says_that_it_was_not_trained_here(data_folder, tmp_path):
    train_classifier(ClassifierSettings.of({"network": "objects", "out": "things"}), tmp_path)
    text = (tmp_path / "things/README.md").read_text(encoding="utf-8")
    assert "Not trained here" in text and "Apache-2.0" in text and "## Training" not in text
    model, card = checkpoint.load("things", tmp_path)
    whole = efficientnet.load_published(efficientnet.classifier(), data_folder / "efficientnet_lite0.npz")
    for one, other in zip(model.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    assert card.output["channels"] == 1000 and not checkpoint.read_history("things", tmp_path)
