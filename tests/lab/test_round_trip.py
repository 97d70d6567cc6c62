"""What a way to a mode and back loses, against plain arithmetic and other implementations."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2hsv, rgb2lab

from colorize.color import EFFECTS, SPACES, transform
from colorize.color.strips import STRIP
from colorize.errors import ColorizeError
from colorize.lab.difference import strip_delta_e
from colorize.lab.round_trip import BITS, quantizer, round_trip
from tests.color.oracles import D65, MATRIX, colour
from tests.lab.colors import COLORS, photo

PHOTO = photo()
PALETTE = np.array(COLORS, np.uint8)[None]


def lab_to_8bit(lab):
    linear = colour.Lab_to_XYZ(lab, illuminant=D65) @ np.linalg.inv(MATRIX).T
    return np.clip(np.rint(colour.cctf_encoding(linear, function="sRGB") * 255), 0, 255)


def test_lab_in_8_bits_by_hand():
    trip = round_trip(PHOTO, "lab", "8-bit")
    xyz = colour.cctf_decoding(PHOTO / 255, function="sRGB") @ MATRIX.T
    lab = colour.XYZ_to_Lab(xyz, illuminant=D65)
    codes = np.stack([np.rint(lab[..., 0] * 2.55), *(np.rint(lab[..., i] * 255 / 250 + 128) for i in (1, 2))], axis=-1)
    back = np.stack([codes[..., 0] / 2.55, *((codes[..., i] - 128) * 250 / 255 for i in (1, 2))], axis=-1)
    expected = lab_to_8bit(back)
    assert (trip.result != expected).mean() < 1e-3  # a value just between two steps may fall on either side
    assert np.abs(trip.result - expected).max() <= 1
    assert trip.share_changed == pytest.approx((expected != PHOTO).any(axis=-1).mean(), abs=2e-3)


def test_hsv_in_8_bits_by_hand():
    trip = round_trip(PHOTO, "hsv", "8-bit")
    hsv = rgb2hsv(PHOTO)
    rounded = np.stack(
        [np.rint(hsv[..., 0] * 256) % 256 / 256, *(np.rint(hsv[..., i] * 255) / 255 for i in (1, 2))], -1
    )
    expected = np.rint(colour.HSV_to_RGB(rounded) * 255)
    assert (trip.result != expected).mean() < 2e-3


def test_delta_e_and_its_summary():
    trip = round_trip(PHOTO, "xyz", "8-bit")
    expected = deltaE_ciede2000(rgb2lab(PHOTO), rgb2lab(trip.result))
    assert trip.delta_e == pytest.approx(expected, abs=5e-3)
    assert trip.mean == pytest.approx(expected.mean(), abs=1e-3)
    assert trip.maximum == trip.delta_e.max() == trip.delta_e[trip.worst[1], trip.worst[0]]
    assert np.array_equal(trip.changed, (trip.result != PHOTO).any(axis=-1))
    assert np.array_equal(trip.changed, trip.delta_e > 0)
    steps = np.abs(trip.result.astype(int) - PHOTO).reshape(-1, 3).max(axis=0)
    assert trip.largest == tuple(steps)
    assert trip.share_changed == trip.changed.mean() > 0.3


@pytest.mark.parametrize("mode", SPACES)
def test_float32_loses_nothing_and_16_bits_hardly_anything(mode):
    whole = round_trip(PALETTE, mode, "float32")
    assert np.array_equal(whole.result, PALETTE)
    assert (whole.maximum, whole.share_changed, whole.largest) == (0, 0, (0, 0, 0))
    fine, coarse = round_trip(PHOTO, mode, "16-bit"), round_trip(PHOTO, mode, "8-bit")
    assert fine.share_changed <= 0.02
    assert fine.mean <= coarse.mean


@pytest.mark.parametrize("mode", SPACES)
def test_srgb_lies_within_every_declared_range(mode):
    grid = np.stack(np.meshgrid(*[np.arange(0, 256, 51, dtype=np.uint8)] * 3), axis=-1).reshape(1, -1, 3)
    assert round_trip(grid, mode, "8-bit").share_outside == 0


@pytest.mark.parametrize("mode", SPACES)
@pytest.mark.parametrize("bits", [8, 16])
def test_grays_stay_gray_and_codes_are_whole(mode, bits):
    space, quantize = SPACES[mode], quantizer(mode, bits)
    grays = transform(np.float32(np.linspace(0, 1, 256))[:, None].repeat(3, axis=1), "rgb", mode)
    held, _ = quantize(grays)
    colored = transform(np.random.default_rng(1).random((4000, 3)), "rgb", mode)
    values, _ = quantize(colored)
    for index, channel in enumerate(space.channels):
        distinct = len(np.unique(np.round(values[:, index] / (channel.high - channel.low), 7)))
        assert distinct <= 2**bits
        step = (channel.high - channel.low) / (2**bits - 1)
        away = np.abs(values[:, index] - colored[:, index])
        away = np.minimum(away, 360 - away) if channel.angle else away
        assert away.max() <= step * 0.51 + 1e-4 * (channel.high - channel.low) * (bits == 16)
        if channel.name in ("a", "b", "u", "v", "U", "V", "I", "Q", "Cb", "Cr", "Co", "Cg"):
            # A tint of half a step would show in every gray.
            assert np.abs(held[:, index] - grays[:, index]).max() < 1e-6 * (channel.high - channel.low)


def test_a_hue_goes_round():
    held, _ = quantizer("hsv", 8)(np.float32([[359.9, 1, 1], [0, 1, 1], [358, 1, 1]]))
    assert held[0, 0] == held[1, 0] == 0
    assert held[2, 0] == pytest.approx(255 * 360 / 256)


def test_what_lies_beyond_the_range_is_counted():
    held, beyond = quantizer("lab", 8)(np.float32([[50, 140, 0], [101, 0, 0], [50, 0, 0]]))
    assert beyond.tolist() == [True, True, False]
    assert held[0, 1] == pytest.approx(125, abs=1)
    assert held[1, 0] == 100


def test_strips_do_not_show():
    tall = np.random.default_rng(2).integers(0, 256, (2 * STRIP // 64 + 7, 64, 3), dtype=np.uint8)
    whole, part = round_trip(tall, "lab"), round_trip(tall[-20:], "lab")
    assert np.array_equal(whole.result[-20:], part.result)
    assert whole.delta_e[-20:] == pytest.approx(part.delta_e, abs=1e-4)
    assert whole.mean == pytest.approx(whole.delta_e.mean(dtype=float), rel=1e-5)


def test_memory_grows_with_the_result_alone():
    picture = np.random.default_rng(3).integers(0, 256, (1500, 1000, 3), dtype=np.uint8)
    round_trip(picture[:300], "lab")
    tracemalloc.start()
    round_trip(picture, "lab")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # 8 bits (3 bytes), the map (4), masks, and strips in flight; no float picture (12), let alone several.
    assert peak < picture.shape[0] * picture.shape[1] * 10 + 40e6


def test_equal_colors_differ_by_exactly_nothing():
    colors = np.random.default_rng(4).random((1000, 3)).astype(np.float32)
    other = colors.copy()
    other[::7] += 0.01
    difference = strip_delta_e(colors, other)
    assert (difference[::7] > 0).all()
    assert np.count_nonzero(difference) == len(colors[::7])


def test_one_pixel():
    trip = round_trip(np.array([[[255, 255, 255]]], np.uint8), "lab")
    assert trip.result.tolist() == [[[255, 255, 255]]]
    assert trip.worst == (0, 0)


@pytest.mark.parametrize("name", EFFECTS)
def test_effects_have_no_way_back(name):
    with pytest.raises(ColorizeError, match=f"{name} is a one-way effect.*Choose one of: rgb"):
        round_trip(PALETTE, name)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((PALETTE, "lba", "8-bit"), "no color mode 'lba'"),
        ((PALETTE, "lab", "12-bit"), "no precision '12-bit'. Choose one of: 8-bit, 16-bit, float32"),
        ((np.full((2, 2, 3), np.nan), "lab"), "NaN or infinite"),
        ((np.zeros((0, 3, 3)), "lab"), "at least one pixel"),
        ((np.full((2, 2, 3), -0.5), "lab"), "Bring it into gamut first"),
        ((np.zeros((2, 2, 1)), "lab"), "has the shape"),
    ],
)
def test_refusals(arguments, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        round_trip(*arguments)
    assert caught.value.text.zh != caught.value.text.en


def test_precisions_are_those_of_the_task():
    assert BITS == {"8-bit": 8, "16-bit": 16, "float32": None}
