"""Statistics of channels, against NumPy and SciPy's circular mean."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import EFFECTS, SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.statistics import statistics
from tests.lab.colors import photo

PHOTO = photo(64)


@pytest.mark.parametrize("mode", [*SPACES, *EFFECTS])
def test_against_numpy(mode):
    values = transform(PHOTO, "rgb", mode)
    found = statistics(PHOTO, mode, bins=32)
    channels = (SPACES.get(mode) or EFFECTS[mode]).channels
    assert [one.channel for one in found] == list(channels)
    for index, one in enumerate(found):
        column = values[..., index].astype(np.float64)
        low, high = one.channel.low, one.channel.high
        counts, edges = np.histogram(np.clip(column, low, high), 32, (low, high))
        assert one.edges == pytest.approx(edges)
        assert np.abs(one.shares - counts / column.size).max() < 2e-3  # float32 at a bin's edge
        assert one.shares.sum() + one.below + one.above == pytest.approx(1)
        assert (one.minimum, one.maximum) == pytest.approx((column.min(), column.max()))
        if one.channel.angle:
            assert one.percentiles == {}
        else:
            assert one.mean == pytest.approx(column.mean(), abs=1e-5 * (high - low))
            for percent, value in one.percentiles.items():
                assert value == pytest.approx(np.percentile(column, percent), abs=1e-5 * (high - low))


def test_the_mean_of_an_angle_is_a_direction():
    from scipy.stats import circmean

    picture = transform(np.float32([[[350, 1, 1], [30, 1, 1], [355, 1, 1]]]), "hsv", "rgb")
    (hue, *_) = statistics(picture, "hsv")
    assert hue.mean == pytest.approx(np.rad2deg(circmean(np.deg2rad([350, 30, 355]))), abs=1e-2)


def test_what_lies_beyond_the_range():
    picture = np.float32([[[1.5, 0.5, -0.2], [0.5, 0.5, 0.5], [0.5, 0.5, 1.0], [0.0, 0.5, 0.5]]])
    red, green, blue = statistics(picture, "rgb", bins=2)
    assert (red.below, red.above, red.maximum) == (0, 0.25, 1.5)
    assert (blue.below, blue.above) == (0.25, 0)
    assert blue.minimum == pytest.approx(-0.2)
    assert red.shares.tolist() == [0.25, 0.5]
    assert green.shares.tolist() == [0, 1]
    assert blue.shares.tolist() == [0, 0.75]  # the highest value belongs to the last bin


def test_the_picture_is_not_changed():
    picture = np.random.default_rng(1).random((20, 20, 3)).astype(np.float32)
    before = picture.copy()
    statistics(picture, "rgb")
    assert np.array_equal(picture, before)


def test_rows_for_a_plot():
    (gray,) = statistics(np.zeros((1, 1, 3)), "gray_bt601", bins=4)
    assert gray.rows() == [
        {"channel": "gray", "x": 0.125, "y": 100.0}, {"channel": "gray", "x": 0.375, "y": 0.0},
        {"channel": "gray", "x": 0.625, "y": 0.0}, {"channel": "gray", "x": 0.875, "y": 0.0},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((PHOTO, "lab", 1), "histogram of 1 bins cannot be made. Choose a whole number from 2 to 4096"),
        ((PHOTO, "lab", 2.5), "histogram of 2.5 bins"),
        ((PHOTO, "none"), "no color mode 'none'"),
        ((np.zeros((0, 0, 3)), "lab"), "at least one pixel"),
        ((np.full((1, 1, 3), np.nan), "lab"), "NaN or infinite"),
        ((np.zeros((1, 1, 2)), "lab"), "has the shape"),
    ],
)
def test_refusals(arguments, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        statistics(*arguments)
    assert caught.value.text.zh != caught.value.text.en
