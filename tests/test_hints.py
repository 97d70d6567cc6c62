"""Hints are laid out in rows, and are drawn for training as a person might give them."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.errors import ColorizeError
from colorize.hints import FINE, MOST, MOST_GIVEN, SCALE, Patch, hint_rows, mean_color, patches_of, random_hints


def test_rows_say_place_and_color_and_what_is_left_over_is_zeros():
    rows = hint_rows([Patch(7.5, 12, 40, -20), Patch(0, 0, 0, 0)], 4)
    np.testing.assert_allclose(rows[0], [7.5, 12, 40 / SCALE, -20 / SCALE, 1], rtol=1e-6)
    np.testing.assert_array_equal(rows[1:], [[0, 0, 0, 0, 1], [0] * 5, [0] * 5])
    assert hint_rows([]).shape == (1, 5) and not hint_rows([]).any()


def test_mean_color_is_weighted_by_area():
    cells = np.zeros((4, 4, 2), "float32")
    cells[:, 2:] = 10
    np.testing.assert_allclose(mean_color(cells, 2, 2, 2), [5, 5])
    np.testing.assert_allclose(mean_color(cells, 2, 2.25, 1), [7.5, 7.5])


def test_random_hints_tell_the_truth_and_are_absent_half_of_the_time():
    cells = np.stack(np.mgrid[:32, :32], -1).astype("float32")  # a slope in a* downwards, one in b* to the right
    rows = np.stack([random_hints(cells, np.random.default_rng(i)) for i in range(400)])
    assert rows.shape == (400, MOST, 5)
    given = rows[rows[..., 4].any(1)]
    assert 0.42 < len(given) / len(rows) < 0.58
    counts = given[..., 4].sum(1)
    assert counts.min() == 1 and counts.max() == MOST and np.median(counts) < 10
    hints = given[given[..., 4] == 1]
    assert hints[:, :2].min() >= 0 and hints[:, :2].max() <= 32 * FINE
    np.testing.assert_allclose(hints[:, 2:4] * SCALE, hints[:, :2] / FINE - 0.5, atol=1.1)  # half a cell more at the rim
    assert not given[given[..., 4] == 0].any()


@pytest.mark.parametrize(
    "given", [(1, 2), (1, 2, "red"), (1, 2, "#12345"), (-1, 2, "#123456"), (1, 99, "#123456"), (None, 1, "#123456"), 5]
)
def test_a_hint_that_is_none_is_refused(given):
    with pytest.raises(ColorizeError, match="a place in the picture, 40 by 30 pixels, and a color as #rrggbb"):
        patches_of([given], (30, 40), (30, 40))


def test_a_hint_lies_where_it_was_given_also_where_sides_are_reduced_unlike():
    (patch,) = patches_of([(2000, 5, "#ff0000")], (10, 3000), (3, 768))
    assert (patch.y, patch.x) == (1.5, 512)


@pytest.mark.parametrize("given", ["#ff0000", 3])
def test_hints_that_are_no_list_are_refused(given):
    with pytest.raises(ColorizeError, match=r"they are a list, each \(x, y, color\)"):
        patches_of(given, (30, 40), (30, 40))


def test_too_many_hints_are_refused():
    given = [(1, 2, "#123456")] * MOST_GIVEN
    assert len(patches_of(given, (30, 40), (30, 40))) == MOST_GIVEN
    with pytest.raises(ColorizeError, match="There are 201 hints; a picture takes at most 200"):
        patches_of([*given, given[0]], (30, 40), (30, 40))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_of_hints_can_be_none_or_all(share):
    cells = np.random.default_rng(0).normal(0, 20, (8, 8, 2)).astype("float32")
    found = [random_hints(cells, np.random.default_rng(i), share).any() for i in range(50)]
    assert all(found) == any(found) == bool(share)
