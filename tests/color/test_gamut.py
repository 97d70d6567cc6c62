"""Colors outside sRGB give up chroma: exactly as much as needed, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import into_gamut, lab_to_rgb, rgb_to_lab, rgb_to_lightness
from colorize.color.gamut import BLOCK
from colorize.errors import ColorizeError
from tests.color.oracles import D65, MATRIX, colour

INVERSE = np.linalg.inv(MATRIX)
RNG = np.random.default_rng(11)


HALF_A_STEP = (-0.5 / 255 / 12.92, ((1 + 0.5 / 255 + 0.055) / 1.055) ** 2.4)
"""Linear light that is cut off without a word."""


def linear(lab):
    """Linear sRGB by an independent implementation, in float64."""
    return colour.Lab_to_XYZ(lab, illuminant=D65) @ INVERSE.T


def is_inside(lab, low=-1e-9, high=1 + 1e-9):
    values = linear(lab)
    return (values.min(axis=-1) >= low) & (values.max(axis=-1) <= high)


def wild(count):
    """Lab colors over all hues and lightnesses, most of them outside sRGB."""
    angle, chroma = RNG.uniform(0, 2 * np.pi, count), RNG.uniform(0, 140, count)
    return np.stack([RNG.uniform(0.5, 99.5, count), chroma * np.cos(angle), chroma * np.sin(angle)], axis=1)


def largest_share(lab, *bounds):
    """The largest share of chroma that is inside, by trying all of them: slow and plain."""
    shares = np.linspace(0, 1, 2001)
    best = np.zeros(len(lab))
    for share in shares:
        fits = is_inside(lab * [1, share, share], *bounds)
        best[fits] = share
    return best


def test_agrees_with_a_slow_search():
    lab = wild(1500)
    rgb, _ = into_gamut(lab)
    assert rgb.dtype == np.float32
    assert rgb.min() >= 0
    assert rgb.max() <= 1
    best, loosest = largest_share(lab), largest_share(lab, *HALF_A_STEP)
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    result = colour.XYZ_to_Lab(colour.cctf_decoding(rgb.astype(float), function="sRGB") @ MATRIX.T, illuminant=D65)
    kept = np.hypot(result[:, 1], result[:, 2])
    assert (kept > best * chroma - 0.1).all()
    assert (kept < loosest * chroma + 0.1).all()  # the search has steps of up to 0.07
    assert np.median(np.abs(kept - best * chroma)) < 0.05
    assert result[:, 0] == pytest.approx(lab[:, 0], abs=0.1)  # up to half an 8-bit step is cut off
    assert np.median(np.abs(result[:, 0] - lab[:, 0])) < 1e-4
    across = result[:, 1] * lab[:, 2] - result[:, 2] * lab[:, 1]  # 0 where the hue is kept
    assert np.abs(across / chroma).max() < 0.1
    assert np.median(np.abs(across / chroma)) < 1e-4


def test_yellow_stays_yellow():
    """On the way from gray to light yellows colors leave sRGB and come back: stopping there would make them pale."""
    inside = rgb_to_lab(1 - RNG.random((4000, 3)) * [0.04, 0.04, 0] - RNG.random((4000, 3)) * [0, 0, 1])
    chroma = np.hypot(inside[:, 1], inside[:, 2])
    dented = ~is_inside(inside * [1, 0.6, 0.6], *HALF_A_STEP)
    assert dented.sum() > 100  # such colors are among them
    for gain in (1.02, 1.1, 1.5):
        result = rgb_to_lab(into_gamut(inside * [1, gain, gain])[0])
        lost = chroma - np.hypot(result[:, 1], result[:, 2])
        assert (lost < 0.1).mean() > 0.999  # but for a tip of the gamut narrower than the steps of the search
        assert np.abs(result[:, 0] - inside[:, 0]).max() < 0.2
    corner = rgb_to_lab(np.array([[255, 255, 0]], np.uint8))
    assert into_gamut(corner * [1, 1.03, 1.03])[0] == pytest.approx(np.array([[1, 1, 0]]), abs=0.004)


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
    assert rgb_to_lab(rgb)[:, 0] == pytest.approx(lab[:, 0], abs=0.1)


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
    with pytest.raises(ColorizeError, match="NaN or infinite"):
        into_gamut(np.full((2, 2, 3), np.nan))
    with pytest.raises(ColorizeError, match="has the shape"):
        into_gamut(np.zeros((4, 2)))
