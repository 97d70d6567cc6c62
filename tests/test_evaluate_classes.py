"""Accuracy is measured on what a classifier can judge, with its interval, and kept in its card."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import replace

import cv2
import numpy as np
import pytest

from colorize import checkpoint, evaluate
from colorize.errors import ColorizeError
from colorize.evaluate import classes as module
from colorize.evaluate.classes import Classification, compare_classes, measure_classes, report_classes
from colorize.metrics import METRICS


def options(data, model, **more) -> Namespace:
    plain = {
        "data": data, "model": model, "study": None, "limit": 0, "json": None, "sheet": None, "against": None,
        "record": False, "vividness": 1.0, "half": None,
    }  # fmt: skip
    return Namespace(**plain | more)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """200 digits of which the networks get some wrong: those that are shipped."""
    from colorize.digits import kept

    path, shipped = tmp_path_factory.mktemp("few") / "mnist.npz", kept()
    arrays = {"x_test": shipped.digits[:200], "y_test": shipped.labels[:200]}
    np.savez(path, **arrays, x_train=shipped.digits[:1], y_train=shipped.labels[:1])
    return path, shipped


def test_what_the_shipped_answers_say_is_what_evaluate_finds(few, tmp_path, capsys):
    path, shipped = few
    evaluate.main(options(path, "mnist_dense", json=tmp_path / "found.json", against="mnist_conv"))
    found = json.loads((tmp_path / "found.json").read_text())
    right = float((shipped.answers["mnist_dense"][:200] == shipped.labels[:200]).mean())
    figure = found["metrics"]["accuracy"]
    assert figure["value"] == pytest.approx(right) and figure["low"] < right < figure["high"]
    assert found["count"] == 200 and found["model"] == "mnist_dense" and set(found["metrics"]) == {"accuracy", "accuracy_top5"}
    assert set(figure) == {"value", "low", "high", "gray", "mean_color"}
    text = capsys.readouterr().out
    assert "Accuracy" in text and "in gray" not in text
    assert "mnist_dense against mnist_conv, the same 200 pictures" in text and "worse" in text


@pytest.fixture
def photo_set(tmp_path):
    rng = np.random.default_rng(0)
    for number, label in enumerate(("n01440764", "n03888257", "n03888257", "n99999999")):
        path = tmp_path / "imagenette" / label / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path), rng.integers(0, 255, (40, 40, 3), "uint8"))
    return tmp_path


def test_photos_are_also_asked_about_in_gray_and_in_the_mean_color(photo_set, monkeypatch):
    asked = []

    def ask(network, picture):
        asked.append(np.ptp(picture.astype(int), axis=2).mean())
        return np.eye(1000)[0 if asked[-1] > 20 else 701]

    monkeypatch.setattr(module, "ask", ask)
    result = measure_classes(photo_set, "objects")
    assert result.labels.tolist() == [0, 701, 701], "a label that the classifier does not know is passed over"
    assert result.data.endswith("(imagenette)")
    assert result.metrics["accuracy"]["value"] == pytest.approx(1 / 3)
    assert result.metrics["accuracy"]["gray"] == result.metrics["accuracy"]["mean_color"] == pytest.approx(2 / 3)
    assert max(asked[1::3]) < 1 < min(asked[2::3])
    assert "in gray" in report_classes(result)


def test_data_that_do_not_fit_are_refused(few, photo_set):
    with pytest.raises(ColorizeError, match=r"mnist_dense judges digits.*Pass mnist\.npz"):
        measure_classes(photo_set, "mnist_dense")
    with pytest.raises(ColorizeError, match=r"objects judges photos.*Pass photos-val\.zip"):
        measure_classes(few[0], "objects")
    for label in ("n01440764", "n03888257"):
        for path in (photo_set / "imagenette" / label).iterdir():
            path.unlink()
    with pytest.raises(ColorizeError, match="holds no photo named imagenette/<label>"):
        measure_classes(photo_set, "objects")


@pytest.mark.parametrize(("more", "word"), [({"vividness": 1.5}, "--vividness"), ({"half": "odd"}, "--half")])
def test_what_is_for_colorizers_is_refused(few, more, word):
    with pytest.raises(ColorizeError, match=f"{word} is for colorizers"):
        evaluate.main(options(few[0], "mnist_dense", **more))


def test_figures_of_a_part_are_not_recorded(few):
    with pytest.raises(ColorizeError, match="whole set"):
        evaluate.main(options(few[0], "mnist_dense", limit=5, record=True))


@pytest.fixture
def idle(monkeypatch):
    """Nothing may be measured: what is wrong is said before."""
    monkeypatch.setattr(module, "measure_classes", lambda *_, **__: pytest.fail("measured"))


@pytest.mark.parametrize("other", ["scenes", "mnist_dense"])
def test_classifiers_of_different_things_are_refused_before_measuring(idle, photo_set, other):
    with pytest.raises(ColorizeError, match=f"objects knows imagenet, {other} knows .*: they cannot be compared"):
        evaluate.main(options(photo_set, "objects", against=other))


@pytest.mark.parametrize("other", ["nope", "flagship"])
def test_what_is_no_classifier_is_refused_before_measuring(idle, few, other):
    with pytest.raises(ColorizeError, match=f"There is no model named '{other}'"):
        evaluate.main(options(few[0], "mnist_dense", against=other))


@pytest.mark.parametrize("model", ["mnist_dense", "objects"])
def test_a_limit_below_zero_is_refused(few, photo_set, model):
    with pytest.raises(ColorizeError, match="The limit is -5"):
        measure_classes(few[0] if model == "mnist_dense" else photo_set, model, limit=-5)


def test_the_better_of_two_is_named():
    labels = np.arange(100) % 10
    sure, blind = np.eye(10)[labels], np.eye(10)[np.zeros(100, int)]
    one, other = (Classification(n, "d", labels, dict.fromkeys(("model", "gray", "mean_color"), p)) for n, p in (("a", sure), ("b", blind)))
    assert compare_classes(one, other).splitlines()[1].endswith("better")
    assert compare_classes(one, one).splitlines()[1].endswith("no clear difference")


@pytest.mark.parametrize("other", [{"data": "e"}, {"labels": np.zeros(100, int)}])
def test_classifiers_of_different_pictures_are_not_compared(other):
    one = Classification("a", "d", np.arange(100) % 10, dict.fromkeys(("model", "gray", "mean_color"), np.eye(10)[np.arange(100) % 10]))
    with pytest.raises(ColorizeError, match="they cannot be compared"):
        compare_classes(one, replace(one, **other))


def test_a_few_photos_are_taken_from_everywhere(photo_set):
    card = checkpoint.read_card("objects")
    every = module.labelled_photos(photo_set, card)
    few = module.labelled_photos(photo_set, card, 2)
    assert [label for _, label in few] == [every[0][1], every[-1][1]]


@pytest.mark.parametrize("name", checkpoint.cards(task="classify"))
def test_every_classifier_was_measured(name):
    for result in checkpoint.read_card(name).results.values():
        assert set(result["metrics"]) == {"accuracy", "accuracy_top5"} <= set(METRICS)
        for figure in result["metrics"].values():
            assert figure["low"] - 1e-9 <= figure["value"] <= figure["high"] + 1e-9
    assert checkpoint.read_card(name).results
