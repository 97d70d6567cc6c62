"""Changes of channels: each does what it says, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.color import hsv2rgb, rgb2hsv

from colorize.color import EFFECTS, SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.edit import Change, Edit, edit
from colorize.lab.neutral import differences, neutral, strengths
from tests.color.oracles import D65, MATRIX, colour
from tests.lab.colors import photo

PHOTO = photo(40)
FLOAT = PHOTO / np.float32(255)


def changed(mode, *changes, **settings):
    return edit(FLOAT, mode, Edit(changes=changes, **settings))


@pytest.mark.parametrize("mode", SPACES)
def test_neutral_settings_change_nothing_at_all(mode):
    first, second = SPACES[mode].channels[:2]
    nothing = (Edit(), Edit(changes=(Change(first.name),)), Edit(swap=(second.name, second.name)))
    for settings in nothing:
        assert settings.is_neutral
        result = edit(FLOAT, mode, settings)
        assert np.array_equal(result, FLOAT)
        assert not np.shares_memory(result, FLOAT)


@pytest.mark.parametrize("mode", SPACES)
def test_the_caller_keeps_the_picture(mode):
    before = FLOAT.copy()
    FLOAT.flags.writeable = False
    name = SPACES[mode].channels[-1].name
    result = edit(FLOAT, mode, Edit(changes=(Change(name, shift=0.01),)))
    assert np.array_equal(FLOAT, before)
    assert result.dtype == np.float32
    assert result.shape == FLOAT.shape
    assert np.isfinite(result).all()


def test_a_shift_of_lightness_by_colour_science():
    lab = colour.XYZ_to_Lab(colour.cctf_decoding(FLOAT.astype(float), function="sRGB") @ MATRIX.T, illuminant=D65)
    lab[..., 0] += 7
    linear = colour.Lab_to_XYZ(lab, illuminant=D65) @ np.linalg.inv(MATRIX).T
    expected = colour.cctf_encoding(np.maximum(linear, 0), function="sRGB")
    inside = linear.min(axis=-1) > 0
    assert changed("lab", Change("L", shift=7))[inside] == pytest.approx(expected[inside], abs=1e-4)


def test_a_hue_shift_by_scikit_image():
    hsv = rgb2hsv(FLOAT)
    hsv[..., 0] = (hsv[..., 0] + 200 / 360) % 1
    assert changed("hsv", Change("H", shift=200)) == pytest.approx(hsv2rgb(hsv), abs=1e-4)
    assert changed("hsv", Change("H", shift=-160)) == pytest.approx(hsv2rgb(hsv), abs=1e-4)


def test_a_full_turn_is_none():
    assert changed("oklch", Change("h", shift=360)) == pytest.approx(FLOAT, abs=1e-4)


@pytest.mark.parametrize("mode", [m for m in SPACES if any(differences(m))])
def test_gain_of_differences_turns_on_gray(mode):
    names = [c.name for c, yes in zip(SPACES[mode].channels, differences(mode), strict=True) if yes]
    gray = changed(mode, *(Change(name, gain=0) for name in names))
    assert np.ptp(gray, axis=-1).max() < 2e-4
    grays = np.repeat(np.linspace(0, 1, 11, dtype=np.float32)[None, :, None], 3, axis=2)
    settings = Edit(changes=tuple(Change(name, gain=3) for name in names))
    assert edit(grays, mode, settings) == pytest.approx(grays, abs=1e-4)


@pytest.mark.parametrize("mode", [m for m in SPACES if any(strengths(m))])
def test_nothing_is_less_colorful_than_gray(mode):
    name = next(c.name for c, yes in zip(SPACES[mode].channels, strengths(mode), strict=True) if yes)
    shifted = changed(mode, Change(name, shift=-1000))
    assert np.ptp(shifted, axis=-1).max() < 2e-3


def test_gain_then_shift():
    assert changed("rgb", Change("green", gain=0.5, shift=0.25))[..., 1] == pytest.approx(FLOAT[..., 1] * 0.5 + 0.25)
    assert changed("rgb", Change("green", gain=0.5, shift=0.25))[..., ::2] == pytest.approx(FLOAT[..., ::2])


def test_what_leaves_srgb_is_not_cut_off():
    assert changed("rgb", Change("red", gain=2)).max() > 1.2
    assert changed("lab", Change("a", shift=100)).min() < 0


def test_swap():
    assert np.array_equal(changed("rgb", swap=("red", "blue")), FLOAT[..., ::-1])
    lab, swapped = transform(FLOAT, "rgb", "lab"), transform(changed("lab", swap=("a", "b")), "rgb", "lab")
    assert swapped == pytest.approx(lab[..., [0, 2, 1]], abs=1e-2)
    again = transform(changed("lab", swap=("L", "a")), "rgb", "lab")
    assert again[..., 0] == pytest.approx((lab[..., 1] + 125) / 2.5, abs=1e-2)
    assert again[..., 1] == pytest.approx(lab[..., 0] * 2.5 - 125, abs=0.2)


def test_constant_and_drop():
    assert np.all(changed("rgb", Change("red", constant=0.25))[..., 0] == 0.25)
    assert np.all(changed("rgb", drop=("red",))[..., 0] == 0.5)
    dropped = transform(changed("lab", drop=("L",)), "rgb", "lab")
    assert dropped[..., 0] == pytest.approx(neutral("lab")[0], abs=1e-2)
    assert np.ptp(changed("ycbcr", drop=("Cb", "Cr")), axis=-1).max() < 1e-5
    assert np.ptp(changed("lch", drop=("C",)), axis=-1).max() < 1e-4
    without_black = changed("cmyk", Change("K", constant=0))
    assert (without_black >= FLOAT - 1e-6).all()


def test_order_is_swap_change_drop():
    result = edit(FLOAT, "rgb", Edit(("red", "green"), (Change("red", shift=0.1), Change("blue", shift=9)), ("blue",)))
    assert result[..., 0] == pytest.approx(FLOAT[..., 1] + 0.1)
    assert result[..., 1] == pytest.approx(FLOAT[..., 0])
    assert np.all(result[..., 2] == 0.5)


@pytest.mark.parametrize("mode", SPACES)
def test_neutral_is_the_middle_gray_of_the_mode(mode):
    assert transform(np.float32(neutral(mode)), mode, "rgb") == pytest.approx([0.5] * 3, abs=2e-4)


def test_kinds_of_channels():
    assert [m for m in SPACES if sum(differences(m)) == 2][:3] == ["lab", "luv", "oklab"]
    assert not any(any(differences(mode)) for mode in ("rgb", "xyz", "hsv", "lch", "cmyk", "lms", "hwb", "xyy"))
    assert strengths("hsv") == (False, True, False) == strengths("oklch")
    assert not any(strengths("cmyk"))


@pytest.mark.parametrize("name", EFFECTS)
def test_effects_have_no_way_back(name):
    with pytest.raises(ColorizeError, match=f"{name} is a one-way effect"):
        edit(FLOAT, name, Edit())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((FLOAT, "labb", Edit()), "no color mode 'labb'"),
        ((FLOAT, "lab", Edit(drop=("red",))), "Mode lab has no channel 'red'. Its channels: L, a, b"),
        ((FLOAT, "lab", Edit(swap=("L", "C"))), "no channel 'C'"),
        ((FLOAT, "lab", Edit(changes=(Change("h", shift=1),))), "no channel 'h'"),
        ((FLOAT, "lch", Edit(changes=(Change("h", gain=2),))), "h is an angle and has no gain of 2. Shift it"),
        ((FLOAT, "lab", Edit(changes=(Change("L", shift=float("nan")),))), "changed by nan. Give a number"),
        ((FLOAT, "lab", Edit(changes=(Change("L", gain="2"),))), "changed by '2'. Give a number"),
        ((FLOAT, "lab", Edit(changes=(Change("L", gain=1e30),))), "stand for no color. Change the channels less"),
        ((np.full((1, 1, 3), np.inf), "lab", Edit()), "NaN or infinite"),
        ((np.zeros((3, 0, 3)), "lab", Edit()), "at least one pixel"),
        ((np.zeros((3, 3, 4)), "lab", Edit()), "has the shape"),
    ],
)
def test_refusals(arguments, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        edit(*arguments)
    assert caught.value.text.zh != caught.value.text.en


def test_one_pixel():
    assert edit(np.float32([[[0.5, 0.5, 0.5]]]), "rgb", Edit(drop=("red",))).tolist() == [[[0.5, 0.5, 0.5]]]
