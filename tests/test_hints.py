"""Hints are laid out by area, mix where they overlap, and are drawn as a person might give them."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.errors import ColorizeError
from colorize.hints import MOST, SCALE, Patch, hint_map, mean_color, patches_of, random_hints


def test_a_patch_covers_its_own_area():
    result = hint_map(20, 30, [Patch(7.3, 12.9, 2.6, 40, -20)])
    assert result[..., 2].sum() == pytest.approx(2.6**2, rel=1e-5)
    hinted = result[..., 2] > 0
    np.testing.assert_allclose(result[hinted][:, 0] / result[hinted][:, 2], 40 / SCALE, rtol=1e-5)
    rows, columns = np.nonzero(hinted)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (6, 8, 11, 14)


def test_patches_on_one_place_mix():
    result = hint_map(4, 4, [Patch(1.5, 1.5, 1, 40, 0), Patch(1.5, 1.5, 1, 0, 20)])
    np.testing.assert_allclose(result[1, 1], [20 / SCALE, 10 / SCALE, 1], rtol=1e-5)


@pytest.mark.parametrize("patch", [Patch(-9, 2, 1, 10, 10), Patch(3.9, 3.9, 3, 10, 10), Patch(0, 0, 30, 10, 10)])
def test_patches_may_reach_beyond(patch):
    result = hint_map(4, 4, [patch])
    assert np.isfinite(result).all()
    assert result[..., 2].min() >= 0 and result[..., 2].max() <= 1


def test_mean_color_is_weighted_by_area():
    cells = np.zeros((4, 4, 2), "float32")
    cells[:, 2:] = 10
    np.testing.assert_allclose(mean_color(cells, 2, 2, 2), [5, 5])
    np.testing.assert_allclose(mean_color(cells, 2, 2.25, 1), [7.5, 7.5])


def test_random_hints_tell_the_truth_and_are_absent_half_of_the_time():
    cells = np.random.default_rng(0).uniform(-50, 50, (16, 16, 2)).astype("float32")
    maps = [random_hints(np.tile(cells[:1, :1], (16, 16, 1)), np.random.default_rng(i)) for i in range(400)]
    given = [m for m in maps if m.any()]
    assert 0.42 < len(given) / len(maps) < 0.58
    for m in given:
        seen = m[..., 2] > 1e-3
        np.testing.assert_allclose(m[seen][:, :2] / m[seen][:, 2:] * SCALE, cells[:1, 0].repeat(seen.sum(), 0), atol=0.02)
    areas = np.array([m[..., 2].sum() for m in given])
    assert areas.min() < 3 and areas.max() > 30
    assert areas.max() <= 9 * MOST


@pytest.mark.parametrize(
    "given", [(1, 2), (1, 2, "red"), (1, 2, "#12345"), (-1, 2, "#123456"), (1, 99, "#123456"), (None, 1, "#123456"), 5]
)
def test_a_hint_that_is_none_is_refused(given):
    with pytest.raises(ColorizeError, match="a place in the picture, 40 by 30 pixels, and a color as #rrggbb"):
        patches_of([given], 30, 40, 1.0)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_of_hints_can_be_none_or_all(share):
    cells = np.random.default_rng(0).normal(0, 20, (8, 8, 2)).astype("float32")
    found = [random_hints(cells, np.random.default_rng(i), share)[..., 2].any() for i in range(50)]
    assert all(found) == any(found) == bool(share)
