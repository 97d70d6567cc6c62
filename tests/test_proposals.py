"""The likely colors of a place: several, apart from each other, at the lightness of the place."""

from __future__ import annotations

import numpy as np
import pytest

import colorize
from colorize import checkpoint
from colorize.color import rgb_to_lab, rgb_to_lightness
from colorize.errors import ColorizeError
from colorize.proposals import APART, apart, likely_colors
from tests.conftest import read_example


def lab_of(color: str) -> np.ndarray:
    return rgb_to_lab(np.uint8([[int(color[i : i + 2], 16) for i in (1, 3, 5)]]))[0]


def test_they_are_apart_and_as_light_as_the_place():
    photo = read_example("chelsea.png")
    colors = likely_colors(photo, 230, 150, "classification")
    assert 2 <= len(colors) <= 6
    found = np.stack([lab_of(color) for color in colors])
    # What moved into the gamut kept its lightness; 8 bits cost up to half a unit.
    block = rgb_to_lightness(photo[146:154, 226:234]).mean()
    assert np.abs(found[:, 0] - block).max() < 12 and np.ptp(found[:, 0]) < 1
    distances = np.linalg.norm(found[:, None, 1:] - found[None, :, 1:], axis=-1)[np.triu_indices(len(found), 1)]
    assert distances.min() > 5


def test_in_the_dark_they_can_still_be_told_apart():
    colors = likely_colors(np.full((64, 64), 5, "uint8"), 32, 32, "classification")
    assert [round(float(lab_of(color)[0])) for color in colors] == [40] * len(colors)


def test_the_first_is_the_color_that_the_network_gives():
    photo = read_example("rocket.jpg")
    first = lab_of(likely_colors(photo, 320, 20, "classification")[0])[1:]
    given = rgb_to_lab(colorize.colorize(photo, "classification").array[20:21, 320:321])[0, 0, 1:]
    assert np.linalg.norm(first - given) < 15


def test_given_colors_change_what_is_likely(hinted_checkpoint, monkeypatch):
    monkeypatch.setattr(checkpoint, "CHECKPOINTS", hinted_checkpoint)
    photo = read_example("coffee.png")
    free = likely_colors(photo, 300, 200, "hinted")
    assert likely_colors(photo, 300, 200, "hinted", hints=[(300, 200, "#e02010")]) != free


def test_neighbors_count_as_one_answer():
    bins = np.float32([[0, 0], [10, 0], [0, 10], [60, 0], [-60, 0]])
    found = apart(bins, np.float32([0.2, 0.2, 0.2, 0.3, 0.1]), 5)
    np.testing.assert_allclose(found, [[60, 0], [10 / 3, 10 / 3], [-60, 0]], atol=1e-4)
    assert len(apart(bins, np.float32([0.2, 0.2, 0.2, 0.3, 0.1]), 2)) == 2
    assert np.linalg.norm(found[0] - found[1]) > APART


def test_a_model_without_a_distribution_is_refused():
    with pytest.raises(ColorizeError, match=r"one color for each place.*classification"):
        likely_colors(np.zeros((8, 8), "uint8"), 1, 1, "regression")


def test_a_place_outside_is_refused():
    with pytest.raises(ColorizeError, match=r"\(9, 1\) is outside the picture, which has 8 by 4"):
        likely_colors(np.zeros((4, 8), "uint8"), 9, 1, "classification")
