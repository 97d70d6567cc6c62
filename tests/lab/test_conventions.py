"""The libraries' conventions: what is shown is what they say, what the snippets print, and what we say they mean."""

from __future__ import annotations

import contextlib
import io
import itertools

import numpy as np
import pytest

from colorize.color import EFFECTS, SPACES
from colorize.lab.conventions import CONVENTIONS
from colorize.text import Text
from tests.lab.colors import COLORS
from tests.lab.conventions_in_our_terms import EXPECTED, HUES, numbers

NAMES = list(CONVENTIONS)


def printed(snippet: str) -> str:
    """What a snippet prints when it is run with nothing around it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(snippet, "<snippet>", "exec"), {"__name__": "__main__"})
    return out.getvalue().strip()


@pytest.mark.parametrize("name", NAMES)
def test_snippets_print_exactly_what_is_shown(name):
    convention = CONVENTIONS[name]
    for color in COLORS:
        text, output = convention.shown(color), printed(convention.snippet(color))
        if convention.library == "CSS":
            assert output == text, color
        else:
            assert [float(n) for n in output.split()] == [float(n) for n in text.split(", ")], color


def test_the_comparison_notices_another_color():
    assert printed(CONVENTIONS["skimage_lab"].snippet((51, 102, 153))) != printed(
        CONVENTIONS["skimage_lab"].snippet((51, 102, 154))
    )


@pytest.mark.parametrize("name", NAMES)
def test_numbers_mean_what_we_say(name):
    """Against our own modes, with the ranges, orders and whites that the table states."""
    expected, tolerance = EXPECTED[name]
    hue, turn = HUES.get(name, (None, 1))
    for color in COLORS:
        got, wanted = numbers(CONVENTIONS[name].shown(color)), np.array(expected(np.float32(color) / 255))
        assert got.shape == wanted.shape, color
        difference = np.abs(got - wanted)
        if hue is not None:
            difference[hue] = min(difference[hue], abs(difference[hue] - turn))
            if max(color) - min(color) < 3:  # grays have no hue, the nearest to gray hardly one
                difference[hue] = 0
        assert difference.max() <= tolerance, (color, got, wanted)


@pytest.mark.parametrize("name", NAMES)
def test_ranges_hold_and_are_reached(name):
    convention = CONVENTIONS[name]
    grid = [*itertools.product((0, 85, 128, 170, 255), repeat=3), *((255, 0, blue) for blue in range(1, 160, 6))]
    values = np.array([numbers(convention.shown(color)) for color in grid])
    for index, (_, low, high) in enumerate(convention.channels):
        slack = 1e-9 + 0.5 * 10.0**-convention.digits
        assert values[:, index].min() >= low - slack
        assert values[:, index].max() <= high + slack
        room = 0.02 * (high - low)
        assert values[:, index].min() <= low + room
        assert values[:, index].max() >= high - room


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_complete(name):
    convention = CONVENTIONS[name]
    assert convention.name == name
    for text in (convention.meaning, convention.catch):
        assert isinstance(text, Text)
        assert text.en.endswith(".")
        assert text.zh.endswith("。")
    assert convention.mode in {**SPACES, **EFFECTS}
    assert convention.function
    assert convention.channels or convention.name == "css_hexadecimal"
    assert all(low <= high for _, low, high in convention.channels)


def test_libraries_disagree_as_the_table_says():
    blue = (51, 102, 153)
    shown = {name: numbers(CONVENTIONS[name].shown(blue)) for name in NAMES}
    assert shown["opencv_hsv_8bit"][0] == 105
    assert shown["pillow_hsv"][0] == 148
    assert shown["opencv_hsv_full_8bit"][0] == 149
    assert shown["opencv_hsv_float"][0] == pytest.approx(210)
    assert abs(shown["pillow_lab"][1] - shown["opencv_lab_8bit"][1]) > 3  # D50 against D65
    assert abs(shown["opencv_xyz_float"][0] - shown["skimage_xyz"][0]) > 0.2  # encoded against linear
    assert shown["pillow_cmyk"][3] == 0
    assert numbers(CONVENTIONS["skimage_ycbcr"].shown((0, 0, 0)))[0] == 16
    assert np.abs(numbers(CONVENTIONS["colorsys_yiq"].shown((255, 0, 0)))[1] - 0.5959) > 0.002
    assert numbers(CONVENTIONS["opencv_luv_8bit"].shown((128, 128, 128)))[1:].tolist() == [96, 136]
    assert numbers(CONVENTIONS["css_oklch"].shown((0, 0, 255)))[2] == pytest.approx(264, abs=0.5)
    assert numbers(CONVENTIONS["css_lch"].shown((0, 0, 255)))[2] == pytest.approx(301, abs=0.5)


def test_pillow_lab_has_two_faces():
    """The catch that the table names: getpixel adds 128, np.asarray does not."""
    from PIL import Image, ImageCms

    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    image = ImageCms.applyTransform(Image.new("RGB", (1, 1), (51, 102, 153)), to_lab)
    bytes_, pixel = np.asarray(image)[0, 0], image.getpixel((0, 0))
    assert [int(b) for b in bytes_[1:]] == [(value - 128) % 256 for value in pixel[1:]]
