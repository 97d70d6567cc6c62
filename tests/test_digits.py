"""A drawing becomes what MNIST has; the shipped digits are the ones that they should be."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from colorize import checkpoint
from colorize.digits import as_mnist, is_mnist, kept, load_mnist
from colorize.digits.drawing import ink_of
from colorize.digits.kept import FILE, NETWORKS, RIGHT, choose, pack
from colorize.errors import ColorizeError


def center_of_mass(digit: np.ndarray) -> tuple[float, float]:
    rows, columns = np.mgrid[: digit.shape[0], : digit.shape[1]]
    return float((rows * digit).sum() / digit.sum()), float((columns * digit).sum() / digit.sum())


def test_a_drawing_is_scaled_into_twenty_pixels_around_its_center_of_mass():
    ink = np.zeros((300, 400), "float32")
    cv2.line(ink, (40, 20), (160, 20), 1.0, 14)
    cv2.line(ink, (160, 20), (90, 280), 1.0, 14)
    digit = as_mnist(ink)
    assert digit.shape == (28, 28) and digit.dtype == np.float32 and digit.max() == 1
    rows, columns = np.flatnonzero(digit.any(1)), np.flatnonzero(digit.any(0))
    assert np.ptp(rows) + 1 == 20 and np.ptp(columns) + 1 < 20
    assert center_of_mass(digit) == pytest.approx((14, 14), abs=0.51)


def test_where_and_how_large_it_is_drawn_does_not_matter():
    large = np.zeros((300, 300), "float32")
    cv2.polylines(large, [np.array([[37, 32], [157, 44], [79, 212]])], False, 1.0, 18, cv2.LINE_8)
    small = np.zeros((280, 280), "float32")
    small[150:250, 130:230] = 0.5 * cv2.resize(large, (100, 100), interpolation=cv2.INTER_AREA)
    assert np.abs(as_mnist(small) - as_mnist(large)).mean() < 0.02


def test_a_test_digit_comes_back_as_it_is():
    shipped = kept()
    digits = shipped.digits.astype("float32") / 255
    same = [np.abs(as_mnist(digit) - digit).mean() < 0.002 for digit in digits]
    assert np.mean(same) > 0.99, "all but those whose middle lies between two pixels"


@pytest.mark.parametrize("ink", [np.zeros((50, 60), "float32"), np.full((4, 4), 0.0)])
def test_an_empty_drawing_is_told(ink):
    with pytest.raises(ColorizeError, match="no digit yet"):
        as_mnist(ink)


@pytest.mark.parametrize("paper", [0.95, 0.05])
def test_ink_is_what_differs_from_the_paper(paper):
    picture = np.full((60, 60), paper, "float32") + np.random.default_rng(0).normal(0, 0.01, (60, 60)).astype("float32")
    picture[20:40, 28:32] = 1 - paper
    ink = ink_of(picture)
    assert ink[20:40, 28:32].min() > 0.8 and np.delete(ink, slice(28, 32), 1).max() < 0.05


def test_wrong_digits_and_ten_right_ones_of_each_are_kept():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, 500)
    answers = {name: np.where(rng.random(500) < 0.05, (labels + 1) % 10, labels) for name in NETWORKS}
    rows = choose(labels, answers)
    wrong = np.flatnonzero((answers["mnist_dense"] != labels) | (answers["mnist_conv"] != labels))
    assert set(wrong) <= set(rows)
    right = np.setdiff1d(rows, wrong)
    assert np.bincount(labels[right], minlength=10).tolist() == [RIGHT] * 10
    assert pack(np.zeros((500, 28, 28), "uint8"), labels, answers) == pack(np.zeros((500, 28, 28), "uint8"), labels, answers)


def test_the_shipped_file_is_small_and_tells_of_all_ten_thousand():
    assert FILE.stat().st_size < 0.5e6
    shipped = kept()
    for name in NETWORKS:
        confusion = shipped.confusion[name].astype(int)
        assert confusion.sum() == 10_000
        for truth, answer in np.ndindex(10, 10):
            held = len(shipped.cell(name, truth, answer))
            assert held == confusion[truth, answer] if truth != answer else held >= RIGHT
        value = checkpoint.read_card(name).results["mnist.npz"]["metrics"]["accuracy"]["value"]
        assert np.trace(confusion) / 10_000 == pytest.approx(value)


def test_the_shipped_digits_are_those_of_the_test_set(data_folder):
    mnist, shipped = load_mnist(data_folder / "mnist.npz"), kept()
    np.testing.assert_array_equal(mnist.x_test[shipped.numbers], shipped.digits)
    np.testing.assert_array_equal(mnist.y_test[shipped.numbers], shipped.labels)


def test_what_is_not_mnist_is_refused(tmp_path):
    (tmp_path / "text.npz").write_text("no arrays")
    np.savez(tmp_path / "other.npz", x_train=np.zeros((3, 5, 5)), y_train=[1], x_test=np.zeros((3, 5, 5)), y_test=[1])
    np.savez(tmp_path / "part.npz", x_train=np.zeros((3, 28, 28), "uint8"))
    for name in ("text", "other", "part", "nothing"):
        with pytest.raises(ColorizeError, match=f"{name}.npz is not MNIST"):
            load_mnist(tmp_path / f"{name}.npz")
    assert is_mnist("x/mnist.npz") and not is_mnist("photos.zip")


def test_without_the_file_keras_is_asked_and_its_refusal_told(monkeypatch):
    import keras

    def refuse():
        raise OSError("no network")

    monkeypatch.delenv("COLORIZE_DATA", raising=False)
    monkeypatch.setattr(keras.datasets.mnist, "load_data", refuse)
    with pytest.raises(ColorizeError, match=r"could not be fetched \(no network\)"):
        load_mnist()
