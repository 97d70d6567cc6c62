"""Total ink: counted again by hand."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import convert
from colorize.errors import ColorizeError
from colorize.image import Picture
from colorize.press import ink_coverage, ink_map, measure_ink, separate
from colorize.press.coverage import OVER
from tests.press.test_separation import colors

INK = np.float32([[[0, 0, 0, 0], [0.5, 0.25, 0, 0]], [[1, 1, 1, 0], [1, 1, 1, 0.5]]])


@pytest.mark.parametrize("mode", ["cmyk", "cmyk_icc"])
def test_coverage_adds_the_inks_up(mode):
    picture = Picture(INK, mode)
    assert ink_coverage(picture).dtype == np.float32
    assert np.abs(ink_coverage(picture) - [[0, 75], [300, 350]]).max() < 1e-3
    ink = measure_ink(picture)
    assert ink.mean == pytest.approx(181.25) and ink.maximum == pytest.approx(350)
    assert ink.share_over == 0.25 and ink.limit == 300  # exactly the limit is allowed
    assert measure_ink(picture, 299.5).share_over == 0.5
    assert measure_ink(picture, 400).share_over == 0
    assert measure_ink(picture, np.float32(50)).share_over == 0.75


def test_transparent_ink_is_less_ink():
    picture = Picture(INK, "cmyk_icc", np.float32([[1, 0.5], [0.5, 0]]))
    assert np.abs(ink_coverage(picture) - [[0, 37.5], [150, 0]]).max() < 1e-3


def test_the_map_shows_ink_as_gray_and_too_much_as_red():
    shown = ink_map(Picture(INK, "cmyk"), 320)
    assert shown.dtype == np.float32 and shown.shape == (2, 2, 3)
    assert np.abs(shown[0, 1] - (1 - 75 / 400)).max() < 1e-6
    assert np.abs(shown[1, 0] - 0.25).max() < 1e-6
    assert np.abs(shown[1, 1] - np.float32(OVER)).max() == 0
    assert np.abs(shown[0, 0] - 1).max() == 0


def test_a_press_knows_its_limit_and_the_formula_does_not(press):
    rgb = np.concatenate([colors().reshape(-1, 3), [[0, 0, 0]]])[None].astype(np.uint8)
    by_press, by_formula = measure_ink(separate(rgb, press)), measure_ink(convert(rgb, "cmyk"))
    assert by_press.maximum != pytest.approx(by_formula.maximum, abs=1)
    assert 0 < by_formula.mean < 400 and 0 < by_press.mean < 400
    assert ink_coverage(convert(np.zeros((1, 1, 3)), "cmyk"))[0, 0] == 100


@pytest.mark.parametrize("limit", [0, -1, 401, "300", None, True, float("nan")])
def test_limits_that_are_none(limit):
    for count in (measure_ink, ink_map):
        with pytest.raises(ColorizeError, match=r"ink limit is .*; a percentage above 0 and up to 400") as caught:
            count(Picture(INK, "cmyk"), limit)
        assert "油墨上限" in caught.value.text.zh


def test_other_modes_have_no_ink():
    with pytest.raises(
        ColorizeError, match="Ink is counted in pictures of mode cmyk or cmyk_icc; this one is rgb"
    ) as caught:
        ink_coverage(Picture(np.zeros((2, 2, 3), np.float32)))
    assert "油墨" in caught.value.text.zh
