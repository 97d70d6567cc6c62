"""Two equally likely colors: what each loss holds to be best, against a search of its own."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.lesson.two_colors import Dilemma, color_of

RED, CYAN = (50.0, 20.0), (-50.0, -20.0)


@pytest.mark.parametrize("chance", [0.2, 0.5, 0.85])
def test_squared_error_is_least_at_the_mean_and_cross_entropy_at_the_chance(chance):
    dilemma = Dilemma(RED, CYAN, chance)
    mean = chance * np.array(RED) + (1 - chance) * np.array(CYAN)
    np.testing.assert_allclose(dilemma.least_squares(), mean, atol=0.1)
    assert dilemma.least_entropy() == pytest.approx(chance, abs=2e-3)


def test_errors_are_what_a_draw_of_many_pixels_gives():
    dilemma = Dilemma(RED, (10.0, 60.0), 0.3)
    rng = np.random.default_rng(0)
    true = np.where(rng.random((200_000, 1)) < 0.3, RED, (10.0, 60.0)) / 110
    answer = dilemma.between(0.4) / 110
    assert dilemma.squared_error(0.4) == pytest.approx(np.square(true - answer).mean(), rel=0.02)
    assert dilemma.absolute_error(0.4) == pytest.approx(np.abs(true - answer).mean(), rel=0.02)
    share = np.where((true == np.array(RED) / 110).all(1), 0.6, 0.4)
    assert dilemma.entropy(0.6) == pytest.approx(-np.log(share).mean(), rel=0.02)


def test_the_mean_of_opposite_colors_is_gray():
    gray = color_of(Dilemma(RED, CYAN).least_squares())
    values = [int(gray[place : place + 2], 16) for place in (1, 3, 5)]
    assert max(values) - min(values) <= 1
    assert color_of(np.array(RED)) != gray
