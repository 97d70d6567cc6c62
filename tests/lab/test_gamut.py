"""Out of gamut: the mask, and the two cures, against coloraide and colour-science."""

from __future__ import annotations

import numpy as np
import pytest
from coloraide import Color
from skimage.color import deltaE_ciede2000

from colorize.color import rgb_to_lab, transform
from colorize.color.strips import STRIP
from colorize.errors import ColorizeError
from colorize.lab.cures import cures, reduce_chroma
from colorize.lab.edit import Change, Edit, edit
from colorize.lab.gamut import GAMUTS, device, outside
from colorize.text import Text
from tests.lab.colors import photo

CSS = {"rgb": "srgb", "display_p3": "display-p3", "adobe_rgb": "a98-rgb"}
RNG = np.random.default_rng(8)
WILD = (RNG.random((400, 3)) * 1.6 - 0.3).astype(np.float32)
VIVID = edit(photo(64), "oklch", Edit(changes=(Change("C", gain=1.8),)))


def coloraide(rgb, space="srgb-linear"):
    """coloraide mirrors negative encoded values, where ours go on in a straight line: so from linear light."""
    return Color("srgb-linear", transform(rgb, "rgb", "linear_rgb").astype(float).tolist()).convert(space)


@pytest.mark.parametrize("gamut", GAMUTS)
def test_the_mask_by_coloraide(gamut):
    mask, share = outside(WILD[None], gamut)
    assert mask.shape == (1, len(WILD))
    assert share == mask.mean()
    assert 0.1 < share < 0.99
    for color, out in zip(WILD, mask[0], strict=True):
        channels = np.array(coloraide(color, CSS[gamut]).coords())
        beyond = max(-channels.min(), channels.max() - 1)
        if gamut == "adobe_rgb":  # its curve is steep at 0, and half a step is measured on sRGB's
            assert out == (beyond > 0) or beyond < 0.025, color
        else:
            assert out == (beyond > 0.5 / 255) or abs(beyond - 0.5 / 255) < 2e-4, color


@pytest.mark.parametrize("gamut", GAMUTS)
def test_chroma_reduction_by_coloraide(gamut):
    """coloraide's reduction follows CSS Color 4; with a just noticeable difference of 0 it has no clipping step."""
    colors = WILD[outside(WILD[None], gamut)[0][0]]
    result = reduce_chroma(colors, gamut)
    for color, mine in zip(colors, result, strict=True):
        wished = coloraide(color, "oklch")
        fitted = wished.clone().fit(CSS[gamut], method="oklch-chroma", jnd=0)
        expected = np.array(fitted.convert("srgb-linear").coords())
        encoded = transform(expected, "linear_rgb", "rgb")
        assert mine == pytest.approx(encoded, abs=2e-3), color


@pytest.mark.parametrize("gamut", GAMUTS)
def test_reduction_keeps_lightness_and_hue_and_ends_at_the_boundary(gamut):
    colors = WILD[outside(WILD[None], gamut)[0][0]]
    before = transform(colors, "rgb", "oklch")
    between = (before[:, 0] > 0.02) & (before[:, 0] < 0.98)
    colors, before = colors[between], before[between]
    result = reduce_chroma(colors, gamut)
    after = transform(result, "rgb", "oklch")
    assert after[:, 0] == pytest.approx(before[:, 0], abs=1e-4)
    assert (after[:, 1] < before[:, 1]).all()
    turned = np.deg2rad(after[:, 2] - before[:, 2])
    assert np.abs(np.sin(turned) * after[:, 1]).max() < 1e-4
    own = transform(transform(result, "rgb", "xyz"), "xyz", "rgb" if gamut == "rgb" else gamut)
    assert own.min() > -6e-3  # 1e-5 of linear light on Adobe RGB's steep curve
    assert own.max() < 1 + 1e-4
    touching = (own.min(axis=1) < 0.02) | (own.max(axis=1) > 1 - 1e-3)
    assert touching.all()


def test_beyond_white_and_black():
    result = reduce_chroma(np.float32([[1.4, 1.3, 1.5], [-0.3, -0.2, -0.4]]))
    assert result == pytest.approx(np.float32([[1, 1, 1], [0, 0, 0]]), abs=1e-3)


@pytest.mark.parametrize("gamut", GAMUTS)
def test_both_cures(gamut):
    both = cures(VIVID, gamut)
    mask, share = outside(VIVID, gamut)
    assert np.array_equal(both.outside, mask)
    assert both.share == pytest.approx(share)
    assert share > 0.1
    for cure in (both.clip, both.reduce):
        assert cure.left_outside == 0
        assert np.abs(cure.rgb[~mask] - VIVID[~mask]).max() < 0.01  # what was cut off is half a step at most
        expected = deltaE_ciede2000(rgb_to_lab(VIVID).astype(float), rgb_to_lab(cure.rgb).astype(float))
        assert cure.delta_e == pytest.approx(expected, abs=2e-2)
        assert cure.mean == pytest.approx(expected[mask].mean(), abs=1e-2)
        assert cure.maximum == cure.delta_e.max()
        assert outside(cure.rgb, gamut)[1] == 0
    # What the two are for: clipping turns hues, giving up chroma does not.
    wished, clipped, reduced = (transform(a, "rgb", "oklab")[mask] for a in (VIVID, both.clip.rgb, both.reduce.rgb))
    assert np.abs(reduced[:, 0] - wished[:, 0]).max() < 2e-3
    assert np.abs(clipped[:, 0] - wished[:, 0]).max() > 0.02


def test_clipping_srgb_is_cutting_its_channels():
    assert np.array_equal(cures(VIVID).clip.rgb, np.clip(VIVID, 0, 1))


def test_clipping_p3_is_cutting_its_channels():
    own = np.clip(transform(VIVID, "rgb", "display_p3"), 0, 1)
    assert cures(VIVID, "display_p3").clip.rgb == pytest.approx(transform(own, "display_p3", "rgb"), abs=2e-3)


@pytest.mark.parametrize("gamut", GAMUTS)
def test_pictures_inside_stay_as_they_are(gamut):
    picture = photo(32) / np.float32(255)
    both = cures(picture, gamut)
    assert (both.share, both.clip.maximum, both.reduce.maximum, both.reduce.mean) == (0, 0, 0, 0)
    assert np.array_equal(both.clip.rgb, picture)
    assert np.array_equal(both.reduce.rgb, picture)
    assert not np.shares_memory(both.clip.rgb, picture)


def test_a_press_is_asked_by_its_own_function():
    """A press that prints nothing too dark, too light or too colorful, and has no channels of light."""

    def inside(rgb):
        assert rgb.dtype == np.float32
        lab = transform(rgb, "rgb", "lab")
        return (np.hypot(lab[:, 1], lab[:, 2]) <= 30) & (lab[:, 0] > 15) & (lab[:, 0] < 95)

    press = device("press", Text("Press", "印刷机"), inside)
    picture = np.float32([[[0.5, 0.5, 0.5], [0.9, 0.1, 0.1], [0, 0, 0], [0.2, 0.2, 0.9]]])
    both = cures(picture, press)
    assert both.clip is None
    assert both.outside.tolist() == [[False, True, True, True]]
    chroma = np.hypot(*np.moveaxis(rgb_to_lab(both.reduce.rgb)[..., 1:], -1, 0))[0]
    assert chroma[[1, 3]] == pytest.approx([30, 30], abs=0.1)
    assert both.reduce.left_outside == 1 / 4  # black stays too dark: only its chroma could give way
    proof = device("proof", Text("Proof", "打样"), inside, lambda rgb: np.full_like(rgb, 0.5))
    assert np.all(cures(picture, proof).clip.rgb == 0.5)


def test_strips_do_not_show():
    wild = (RNG.random((300, 60 + STRIP // 200, 3)) * 1.4 - 0.2).astype(np.float32)
    whole, part = cures(wild), cures(wild[-40:])
    assert np.array_equal(whole.outside[-40:], part.outside)
    assert whole.reduce.rgb[-40:] == pytest.approx(part.reduce.rgb, abs=1e-5)
    assert whole.clip.delta_e[-40:] == pytest.approx(part.clip.delta_e, abs=1e-4)


def test_one_pixel():
    both = cures(np.float32([[[1.2, 0, 0]]]))
    assert both.outside.tolist() == [[True]]
    assert both.clip.rgb.tolist() == [[[1, 0, 0]]]


@pytest.mark.parametrize("work", [outside, cures])
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((VIVID, "p3"), "no gamut 'p3'. Choose one of: rgb, display_p3, adobe_rgb"),
        ((VIVID, None), "no gamut None"),
        ((np.full((2, 2, 3), np.nan),), "NaN or infinite"),
        ((np.zeros((0, 2, 3)),), "at least one pixel"),
        ((np.zeros((5, 3)),), "expected .height, width, 3."),
    ],
)
def test_refusals(work, arguments, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        work(*arguments)
    assert caught.value.text.zh != caught.value.text.en
