"""The pixel probe: every mode and every convention, of the right pixel."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import EFFECTS, SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.conventions import CONVENTIONS
from colorize.lab.probe import looks_at_one_pixel, probe, read_pixel
from tests.color.oracles import expected
from tests.lab.colors import COLORS, photo

PHOTO = photo(32)


def test_every_mode_and_convention_is_there():
    pixel = probe(PHOTO, 3, 5)
    assert [reading.mode.name for reading in pixel.readings] == [*SPACES, *EFFECTS]
    assert [answer.convention.name for answer in pixel.answers] == list(CONVENTIONS)
    assert (pixel.x, pixel.y, pixel.exact) == (3, 5, True)
    assert pixel.rgb_8bit == tuple(PHOTO[5, 3])
    assert pixel.rgb == pytest.approx(PHOTO[5, 3] / 255)


@pytest.mark.parametrize("name", [*SPACES, *EFFECTS])
def test_values_against_other_implementations(name):
    if name in EFFECTS and not looks_at_one_pixel(name):
        reading = read_pixel([0.2, 0.4, 0.6], name)
        assert reading.values == reading.shown == ()
        assert "whole picture" in reading.note.en
        return
    mode = SPACES.get(name) or EFFECTS[name]
    for color in COLORS:
        rgb = np.float32(color) / 255
        reading = read_pixel(rgb, name)
        assert len(reading.values) == len(reading.shown) == len(mode.channels)
        assert np.allclose(reading.values, transform(rgb, "rgb", name), atol=1e-6)
        others = np.asarray(expected(mode, rgb.astype(np.float64)[None]))[0]
        for value, other, channel in zip(reading.values, others, mode.channels, strict=True):
            width = channel.high - channel.low
            away = abs(value - other) / width
            # The hue of a color that is hardly one is rounding.
            assert min(away, 1 - away if channel.angle else 1) < (1 if channel.angle and np.ptp(color) < 3 else 1e-3)


def test_shown_values_have_units_and_no_minus_zero():
    assert read_pixel([1, 0, 0], "hsv").shown == ("0.00°", "1.0000", "1.0000")
    assert read_pixel([0.5, 0.5, 0.5], "lab").shown == ("53.39", "0.00", "0.00")


def test_the_right_pixel():
    picture = np.zeros((2, 3, 3), np.uint8)
    picture[1, 2] = (255, 0, 0)
    assert probe(picture, 2, 1).rgb_8bit == (255, 0, 0)
    assert probe(picture, 1, 1).rgb_8bit == (0, 0, 0)


def test_a_pixel_of_16_bits_says_that_8_are_not_all():
    pixel = probe(np.full((1, 1, 3), 20000, np.uint16), 0, 0)
    assert not pixel.exact
    assert pixel.rgb[0] == pytest.approx(20000 / 65535)
    assert pixel.rgb_8bit == (78, 78, 78)


def test_effects_that_look_at_the_whole_picture_are_told_apart():
    assert not looks_at_one_pixel("bilevel")
    assert looks_at_one_pixel("gray_bt601")


@pytest.mark.parametrize(("x", "y"), [(-1, 0), (0, -1), (32, 0), (0, 32), (0.5, 0), ("1", 0), (None, 0)])
def test_a_place_outside_the_picture(x, y):
    with pytest.raises(ColorizeError, match=r"no pixel .* in a picture of 32 x 32.*x from 0 to 31") as caught:
        probe(PHOTO, x, y)
    assert "没有像素" in caught.value.text.zh


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (np.zeros((0, 0, 3)), r"shape \(0, 0, 3\), expected"),
        (np.zeros((2, 2, 4)), "needs"),
        (np.zeros((4, 3)), r"shape \(4, 3\), expected"),
        (np.full((1, 1, 3), np.nan), "NaN or infinite"),
        (np.full((1, 1, 3), 1.5), "from 1.500 to 1.500, and 8 bits hold 0 to 1"),
        (np.zeros((1, 1, 3), np.int32), "holds int32"),
    ],
)
def test_pictures_that_cannot_be_used(picture, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        probe(picture, 0, 0)
    assert caught.value.text.zh != caught.value.text.en
