"""One function says what a picture shows; colorizers and classifiers are not mistaken for each other."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage

import colorize
from colorize import checkpoint, classify
from colorize.errors import ColorizeError
from colorize.predict import warm


@pytest.mark.parametrize(("photo", "word"), [("chelsea.png", "cat"), ("coffee.png", "espresso"), ("rocket.jpg", "missile")])
def test_objects_names_the_examples(photo, word):
    answer = classify.classify(Path(skimage.data_dir) / photo)
    assert any(word in answer.names[place].en.lower() for place in answer.top(5)), answer.top(5)
    assert answer.probability.sum() == pytest.approx(1, abs=1e-4)
    assert min(answer.picture.shape[:2]) == 224


def test_an_uploaded_digit_is_read_whatever_its_size_and_paper():
    for digit, paper in ((3, 1.0), (7, 0.0)):
        picture = np.full((200, 150, 3), 255 * paper, "uint8")
        cv2.putText(picture, str(digit), (40, 140), cv2.FONT_HERSHEY_SIMPLEX, 4, (255 * (1 - paper),) * 3, 14)
        answer = classify.classify(picture, "mnist_conv")
        assert answer.top(1) == [digit] and answer.picture.shape == (28, 28, 1)


def test_an_empty_page_is_no_digit():
    with pytest.raises(ColorizeError, match="no digit yet"):
        classify.classify(np.ones((50, 50, 3), "float32"), "mnist_dense")


def test_a_photo_and_its_mirror_get_the_same_answer():
    photo = cv2.imread(str(Path(skimage.data_dir) / "coffee.png"), cv2.IMREAD_COLOR_RGB)
    one, other = (classify.classify(p).probability for p in (photo, np.ascontiguousarray(photo[:, ::-1])))
    np.testing.assert_allclose(one, other, atol=1e-4)


def test_colorizers_and_classifiers_are_apart():
    assert not set(classify.classifiers()) & set(colorize.models())
    assert {"mnist_dense", "mnist_conv", "objects"} <= set(classify.classifiers())
    gray = np.zeros((32, 32), "uint8")
    with pytest.raises(ColorizeError, match=r"no model named 'mnist_dense'\. Choose from: auto, .*regression"):
        colorize.colorize(gray, "mnist_dense")
    with pytest.raises(ColorizeError, match="no model named 'objects'"):
        warm("objects")
    with pytest.raises(ColorizeError, match=r"no model named 'regression'\. Choose from: mnist_conv, mnist_dense, objects"):
        classify.classify(gray, "regression")
    assert checkpoint.ALIASES["auto"] in colorize.models()
