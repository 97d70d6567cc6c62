"""Values that others have printed."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import rgb_to_lab, transform
from colorize.color.primaries import rgb_to_xyz_matrix
from tests.color.oracles import srgb_curve

# hex, HSV and HSL hue, V, L, luma BT.601, average, saturation of HSV, of HSL; red, green, blue come first.
# From the table of examples in the article "HSL and HSV" of Wikipedia, which rounds to three digits.
HEXCONE = """
1.000 1.000 1.000    0.0 1.000 1.000 1.000 1.000 0.000 0.000
0.500 0.500 0.500    0.0 0.500 0.500 0.500 0.500 0.000 0.000
0.000 0.000 0.000    0.0 0.000 0.000 0.000 0.000 0.000 0.000
1.000 0.000 0.000    0.0 1.000 0.500 0.299 0.333 1.000 1.000
0.750 0.750 0.000   60.0 0.750 0.375 0.664 0.500 1.000 1.000
0.000 0.500 0.000  120.0 0.500 0.250 0.293 0.167 1.000 1.000
0.500 1.000 1.000  180.0 1.000 0.750 0.850 0.833 0.500 1.000
0.500 0.500 1.000  240.0 1.000 0.750 0.557 0.667 0.500 1.000
0.750 0.250 0.750  300.0 0.750 0.500 0.457 0.583 0.667 0.500
0.628 0.643 0.142   61.8 0.643 0.393 0.581 0.471 0.779 0.638
0.255 0.104 0.918  251.1 0.918 0.511 0.242 0.426 0.887 0.832
0.116 0.675 0.255  134.9 0.675 0.396 0.460 0.349 0.828 0.707
0.941 0.785 0.053   49.5 0.941 0.497 0.748 0.593 0.944 0.893
0.704 0.187 0.897  283.7 0.897 0.542 0.423 0.596 0.792 0.775
0.931 0.463 0.316   14.3 0.931 0.624 0.586 0.570 0.661 0.817
0.998 0.974 0.532   56.9 0.998 0.765 0.931 0.835 0.467 0.991
0.099 0.795 0.591  162.4 0.795 0.447 0.564 0.495 0.875 0.779
0.211 0.149 0.597  248.3 0.597 0.373 0.219 0.319 0.750 0.601
0.495 0.493 0.721  240.5 0.721 0.607 0.520 0.570 0.316 0.290
"""


def test_hsv_hsl_and_grays_of_a_printed_table():
    table = np.array([line.split() for line in HEXCONE.strip().splitlines()], float)
    rgb, (hue, value, lightness, luma, average, of_hsv, of_hsl) = table[:, :3], table[:, 3:].T
    hsv, hsl = transform(rgb, "rgb", "hsv"), transform(rgb, "rgb", "hsl")
    assert hsv[:, 0] == pytest.approx(hue, abs=0.25)
    assert hsl[:, 0] == pytest.approx(hue, abs=0.25)
    assert hsv[:, 1] == pytest.approx(of_hsv, abs=2e-3)
    assert hsl[:, 1] == pytest.approx(of_hsl, abs=3e-3)
    assert hsv[:, 2] == pytest.approx(value, abs=1e-3)
    assert hsl[:, 2] == pytest.approx(lightness, abs=1e-3)
    assert transform(rgb, "rgb", "gray_bt601")[:, 0] == pytest.approx(luma, abs=1e-3)
    assert transform(rgb, "rgb", "gray_average")[:, 0] == pytest.approx(average, abs=1e-3)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [  # Bruce Lindbloom's calculator, sRGB, D65, no adaptation
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 255, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
        ((255, 255, 0), (97.14, -21.55, 94.48)),
        ((0, 255, 255), (91.11, -48.09, -14.13)),
        ((255, 0, 255), (60.32, 98.23, -60.82)),
        ((128, 128, 128), (53.585, 0.0, 0.0)),
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
    ],
)
def test_lab_of_the_corners(rgb, lab):
    assert rgb_to_lab(np.array([rgb], np.uint8))[0] == pytest.approx(lab, abs=0.02)


def test_matrix_rounds_to_the_one_printed_in_the_standard():
    printed = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    assert rgb_to_xyz_matrix() == pytest.approx(np.array(printed), abs=5.1e-5)
    more = [[0.4123908, 0.3575843, 0.1804808], [0.2126390, 0.7151687, 0.0721923], [0.0193308, 0.1191948, 0.9505322]]
    assert rgb_to_xyz_matrix() == pytest.approx(np.array(more), abs=5.1e-8)  # as in CSS Color 4


def test_ycbcr_of_jpeg():
    colors = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]], np.uint8)
    eight_bit = transform(colors, "rgb", "ycbcr") * 255 + np.array([0, 0.5, 0.5])  # T.871 puts neutral at 128
    printed = np.array([[0.299, -0.1687, 0.5], [0.587, -0.3313, -0.4187], [0.114, 0.5, -0.0813], [1, 0, 0]]) * 255
    assert eight_bit == pytest.approx(printed + np.array([0, 128, 128]), abs=0.02)


def test_the_curve_of_the_standard_across_its_cut():
    """Close enough to see one percent of any constant, the cut itself included."""

    linear, encoded = srgb_curve()
    assert transform(linear, "linear_rgb", "rgb") == pytest.approx(encoded, abs=5e-7)
    assert transform(encoded, "rgb", "linear_rgb") == pytest.approx(linear, rel=5e-6, abs=3e-8)


def test_the_middle_gray_of_photographers():
    gray = transform(np.array([[0.184187] * 3]), "linear_rgb", "lab")
    assert gray[0] == pytest.approx([50, 0, 0], abs=1e-3)


def test_black_and_white_are_exact():
    corners = np.array([[0, 0, 0], [255, 255, 255]], np.uint8)
    for mode in ("linear_rgb", "gray_luminance", "gray_lightness", "gray_bt601", "gray_bt709", "gray_average"):
        assert transform(corners, "rgb", mode)[:, 0] == pytest.approx([0, 1], abs=2e-7), mode
    assert transform(corners, "rgb", "cmyk").tolist() == [[0, 0, 0, 1], [0, 0, 0, 0]]
