"""Otsu's threshold and the black-and-white picture made by it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from colorize.color import transform
from colorize.color.bilevel import bilevel, otsu


@pytest.mark.parametrize("seed", range(5))
def test_the_threshold_is_opencvs(seed):
    rng = np.random.default_rng(seed)
    levels = np.clip(np.concatenate([rng.normal(60, 20, 4000), rng.normal(170, 30, 2500)]), 0, 255).astype(np.uint8)
    expected, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    assert otsu(levels / np.float32(255)) * 255 == pytest.approx(expected + 0.5, abs=1e-6)


def test_a_picture_of_two_levels_is_cut_in_the_middle():
    gray = np.array([0.2] * 30 + [0.8] * 10, np.float32)
    assert otsu(gray) == pytest.approx(0.5, abs=0.003)


@pytest.mark.parametrize(("level", "expected"), [(0.2, 0), (0.8, 1)])
def test_a_uniform_picture_takes_the_nearer_of_black_and_white(level, expected):
    picture = np.full((4, 5, 3), level, np.float32)
    assert (transform(picture, "rgb", "bilevel") == expected).all()


def test_only_two_values_and_the_threshold_given():
    picture = np.linspace(0, 1, 101, dtype=np.float32)[:, None].repeat(3, axis=1)
    result = bilevel(picture, threshold=0.755)
    assert np.unique(result).tolist() == [0, 1]
    assert result.sum() == 25
