"""Colors outside sRGB give up chroma: exactly as much as needed, and nothing else."""

from __future__ import annotations

import colour
import numpy as np
import pytest

from colorize.color import into_gamut, lab_to_rgb, rgb_to_lab, rgb_to_lightness
from colorize.color.gamut import BLOCK
from colorize.errors import ColorizeError
from tests.color.oracles import D65, MATRIX

INVERSE = np.linalg.inv(MATRIX)
RNG = np.random.default_rng(11)


def linear(lab):
    """Linear sRGB by an independent implementation, in float64."""
    return colour.Lab_to_XYZ(lab, illuminant=D65) @ INVERSE.T


def is_inside(lab, slack=1e-9):
    values = linear(lab)
    return (values.min(axis=-1) >= -slack) & (values.max(axis=-1) <= 1 + slack)


def wild(count):
    """Lab colors over all hues and lightnesses, most of them outside sRGB."""
    angle, chroma = RNG.uniform(0, 2 * np.pi, count), RNG.uniform(0, 140, count)
    return np.stack([RNG.uniform(0.5, 99.5, count), chroma * np.cos(angle), chroma * np.sin(angle)], axis=1)


def largest_share(lab):
    """The largest share of chroma that is inside, by trying all of them: slow and plain."""
    shares = np.linspace(0, 1, 2001)
    best = np.zeros(len(lab))
    for share in shares:
        fits = is_inside(lab * [1, share, share])
        best[fits] = share
    return best


def test_agrees_with_a_slow_search():
    lab = wild(1500)
    rgb, _ = into_gamut(lab)
    assert rgb.dtype == np.float32
    assert rgb.min() >= 0
    assert rgb.max() <= 1
    best = largest_share(lab)
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    result = colour.XYZ_to_Lab(colour.cctf_decoding(rgb.astype(float), function="sRGB") @ MATRIX.T, illuminant=D65)
    kept = np.hypot(result[:, 1], result[:, 2])
    assert kept == pytest.approx(best * chroma, abs=0.08)  # the search has steps of up to 0.07
    assert result[:, 0] == pytest.approx(lab[:, 0], abs=2e-3)
    across = result[:, 1] * lab[:, 2] - result[:, 2] * lab[:, 1]  # 0 where the hue is kept
    assert np.abs(across / chroma).max() < 2e-3


def test_never_farther_than_the_boundary():
    lab = wild(3000)
    rgb, _ = into_gamut(lab)
    outside = ~is_inside(lab)
    touching = (rgb[outside].min(axis=1) < 2e-3) | (rgb[outside].max(axis=1) > 1 - 2e-3)
    assert touching.mean() > 0.999


def test_lightness_survives_rounding_to_8_bits():
    lab = wild(200_000).astype(np.float32)
    rgb, _ = into_gamut(lab)
    rounded = np.rint(rgb * 255).astype(np.uint8)
    assert np.abs(rgb_to_lightness(rounded) - lab[:, 0]).max() <= 100 / 255


def test_colors_inside_stay_as_they_are():
    rgb = RNG.random((400, 300, 3)).astype(np.float32)
    lab = rgb_to_lab(rgb)
    result, share = into_gamut(lab)
    assert share == 0
    assert result == pytest.approx(np.clip(lab_to_rgb(lab), 0, 1), abs=2e-5)
    assert np.abs(result - rgb).max() < 3e-5


def test_counts_only_what_is_visibly_outside():
    def at(red):  # a color whose red channel is that far outside, in 8-bit steps
        return rgb_to_lab(np.array([[red, 0.4, 0.5]]))[0]

    lab = np.stack([at(-0.3 / 255), at(-0.7 / 255), at(1 + 0.3 / 255), at(1 + 0.7 / 255), at(0.5)])
    rgb, share = into_gamut(lab)
    assert share == 2 / 5
    assert rgb_to_lab(rgb)[:, 0] == pytest.approx(lab[:, 0], abs=2e-3)


def test_blocks_do_not_show():
    lab = wild(BLOCK + 1000).astype(np.float32)
    whole, share = into_gamut(lab)
    for span in (slice(0, 3000), slice(BLOCK - 1500, BLOCK + 1000)):
        part, _ = into_gamut(lab[span])
        assert part == pytest.approx(whole[span], abs=1e-4)
    outside = np.abs(lab_to_rgb(lab) - 0.5).max(axis=1) > 0.5 + 0.5 / 255
    assert share == pytest.approx(outside.mean(), abs=1e-5)


@pytest.mark.parametrize(("lightness", "value"), [(-3, 0), (0, 0), (100, 1), (107, 1)])
def test_beyond_black_and_white(lightness, value):
    rgb, _ = into_gamut(np.array([[lightness, 30, -40], [lightness, 0, 0]], np.float32))
    assert rgb == pytest.approx(np.full((2, 3), value), abs=1e-6)


@pytest.mark.parametrize("shape", [(3,), (0, 3), (1, 1, 3), (6, 5, 3)])
def test_any_shape(shape):
    lab = np.full(shape, 50, np.float64)
    before = lab.copy()
    rgb, share = into_gamut(lab)
    assert rgb.shape == shape
    assert share == 0
    assert np.array_equal(lab, before)


def test_values_that_are_no_numbers():
    with pytest.raises(ColorizeError, match="not numbers"):
        into_gamut(np.full((2, 2, 3), np.nan))
    with pytest.raises(ColorizeError, match="has the shape"):
        into_gamut(np.zeros((4, 2)))
