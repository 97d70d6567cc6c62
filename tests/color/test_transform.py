"""What `transform` accepts, what it refuses and how it says so; the registries themselves."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from colorize.color import EFFECTS, SPACES, lab_to_rgb, modes, rgb_to_lab, rgb_to_lightness, transform
from colorize.color import gray_from_lightness as gray_of
from colorize.color.mode import Space
from colorize.color.registry import table
from colorize.color.strips import STRIP
from colorize.errors import ColorizeError
from colorize.text import Text

RNG = np.random.default_rng(7)


@pytest.mark.parametrize("name", modes())
@pytest.mark.parametrize("shape", [(3,), (1, 3), (0, 3), (1, 1, 3), (5, 3), (4, 0, 3), (4, 7, 3), (2, 3, 4, 3)])
def test_any_shape(name, shape):
    result = transform(RNG.random(shape), "rgb", name)
    channels = len((SPACES.get(name) or EFFECTS[name]).channels)
    assert result.shape == (*shape[:-1], channels)
    assert result.dtype == np.float32
    assert np.isfinite(result).all()
    if name in SPACES:
        assert transform(result, name, "rgb").shape == shape


@pytest.mark.parametrize("name", SPACES)
def test_strips_and_threads_do_not_show(name):
    pixels = RNG.random((3 * STRIP + 77, 3)).astype(np.float32)
    whole = transform(pixels, "rgb", name)
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        alone = transform(pixels, "rgb", name)
    finally:
        cv2.setNumThreads(threads)
    assert np.array_equal(whole, alone)
    middle = slice(STRIP - 5, STRIP + 5)
    assert transform(pixels[middle], "rgb", name) == pytest.approx(whole[middle], rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("name", modes())
def test_the_input_stays_as_it_is(name):
    pixels = RNG.random((50, 3)).astype(np.float32)
    before = pixels.copy()
    pixels.flags.writeable = False
    result = transform(pixels, "rgb", name)
    assert np.array_equal(pixels, before)
    assert not np.shares_memory(result, pixels)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float16, np.float32, np.float64])
def test_types_of_values(dtype):
    levels = RNG.integers(0, 256, (300, 3))
    whole = {np.uint8: levels, np.uint16: levels * 257}.get(dtype, levels / 255).astype(dtype)
    tolerance = 0.2 if dtype == np.float16 else 1e-4
    assert rgb_to_lab(whole) == pytest.approx(rgb_to_lab(levels / 255), abs=tolerance)
    assert rgb_to_lightness(whole) == pytest.approx(rgb_to_lab(whole)[:, 0], abs=1e-4)


def test_arrays_with_gaps():
    pixels = RNG.random((40, 30, 4)).astype(np.float32)
    assert np.array_equal(rgb_to_lab(pixels[::2, ::-1, :3]), rgb_to_lab(pixels[::2, ::-1, :3].copy()))


def test_between_any_two_modes():
    rgb = RNG.random((200, 3)).astype(np.float32) * 0.8 + 0.1
    for source in SPACES:
        there = transform(rgb, "rgb", source)
        for target in SPACES:
            expected = transform(rgb, "rgb", target)
            assert transform(there, source, target) == pytest.approx(expected, abs=0.02), (source, target)


def test_colors_outside_srgb_are_not_cut_off():
    lab = np.array([[60, 120, 0], [50, -100, 90], [80, 0, -110]], np.float32)
    rgb = lab_to_rgb(lab)
    assert rgb.min() < -0.1
    assert rgb.max() > 1.1
    assert rgb_to_lab(rgb) == pytest.approx(lab, abs=1e-3)
    cut = lab_to_rgb(lab, clip=True)
    assert np.array_equal(cut, np.clip(rgb, 0, 1))


def test_gray_from_lightness_is_the_neutral_color_of_that_lightness():
    lightness = np.linspace(0, 100, 1001).reshape(7, 143)
    gray = gray_of(lightness)
    assert gray.shape == lightness.shape
    assert gray.dtype == np.float32
    lab = np.stack([lightness, 0 * lightness, 0 * lightness], axis=-1)
    assert gray[..., None].repeat(3, axis=-1) == pytest.approx(lab_to_rgb(lab), abs=1e-6)
    assert gray_of(np.float32([-5, 120])).tolist() == [0, 1]
    assert gray_of(np.float32(50)).shape == ()


def test_an_unknown_mode_lists_the_choices():
    with pytest.raises(ColorizeError, match=r"no color mode 'cmy'.*rgb, linear_rgb.*bilevel") as caught:
        transform(np.zeros((1, 3)), "rgb", "cmy")
    assert "没有名为 'cmy'" in caught.value.text.zh
    with pytest.raises(ColorizeError, match="no color mode"):
        transform(np.zeros((1, 3)), "lba", "rgb")
    with pytest.raises(ColorizeError, match=r"no color mode \['lab'\]"):
        transform(np.zeros((1, 3)), "rgb", ["lab"])


@pytest.mark.parametrize(("shape", "mode"), [((4, 4), "rgb"), ((2, 4, 4), "lab"), ((5, 3), "cmyk"), ((), "rgb")])
def test_a_wrong_number_of_channels(shape, mode):
    with pytest.raises(ColorizeError, match=rf"has the shape .*{mode} needs") as caught:
        transform(np.zeros(shape), mode, "rgb")
    assert "数组的形状" in caught.value.text.zh


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", [0, 3 * STRIP])
def test_values_that_are_no_numbers(bad, place):
    pixels = np.zeros((4 * STRIP, 3), np.float32)
    pixels[place, 1] = bad
    to_modes = [lambda p, mode=mode: transform(p, "rgb", mode) for mode in ("gray_bt601", "hsv", "hsl")]
    for work in (rgb_to_lab, rgb_to_lightness, lab_to_rgb, *to_modes):
        with pytest.raises(ColorizeError, match="picture is a number: 1 NaN") as caught:
            work(pixels)
        assert "不是有效数字" in caught.value.text.zh


@pytest.mark.parametrize("mode", ["hsv", "hsl"])
@pytest.mark.parametrize("count", [1, 21])
@pytest.mark.parametrize("others", [(0.25, 0.25, 0.25), (0.25, 0.251, 0.25), (0.9, 0.2, 0.4), (1, 1, 0.999)])
def test_no_color_hides_a_value_that_is_no_number(mode, count, others):
    """These modes' steps tell where to look for such a value, or that there is none: nothing may get lost on the way."""
    levels = [np.nan, np.inf, -np.inf, -3e38, -1.0, 0.0, 1e-6, 0.2, 0.5, 0.999, 1.0, 2.0, 3e38]
    for color in itertools.product(levels, repeat=3):
        if np.isfinite(color).all():
            continue
        for place in {0, count // 2, count - 1}:
            pixels = np.array([others] * count, np.float32)
            pixels[place] = color
            with pytest.raises(ColorizeError, match="picture is a number"):
                transform(pixels, "rgb", mode)


@pytest.mark.parametrize(("dtype", "mode"), [(np.int32, "rgb"), (bool, "rgb"), (np.uint8, "lab"), (complex, "rgb")])
def test_values_of_a_wrong_type(dtype, mode):
    with pytest.raises(ColorizeError, match=f"The array holds .*Mode {mode} needs floating-point"):
        transform(np.zeros((2, 3), dtype), mode, "xyz")


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_is_no_source(name):
    channels = len(EFFECTS[name].channels)
    with pytest.raises(ColorizeError, match=f"{name} is a one-way effect.*Start from the original"):
        transform(np.zeros((2, channels)), name, "rgb")


def test_two_modes_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two color modes are called 'rgb'"):
        table([SPACES["rgb"], SPACES["rgb"]])
    with pytest.raises(ValueError, match="two color modes are called 'lab'"):
        table([SPACES["lab"]], taken=SPACES)


@pytest.mark.parametrize("name", modes())
def test_entries_are_complete(name):
    mode = SPACES.get(name) or EFFECTS[name]
    assert mode.name == name
    names = [channel.name for channel in mode.channels]
    assert len(set(names)) == len(names)
    assert all(channel.low < channel.high for channel in mode.channels)
    texts = [mode.title, mode.summary, mode.catch, *(channel.title for channel in mode.channels)]
    texts += [option.title for option in getattr(mode, "options", ())]
    for text in texts:
        assert isinstance(text, Text)
        assert text.en.strip() and text.zh.strip()
    assert mode.summary.en.endswith(".") and mode.summary.zh.endswith("。")
    assert mode.catch.en.endswith(".") and mode.catch.zh.endswith("。")
    assert len(mode.source) > 5
    assert mode.formula.count("{") == mode.formula.count("}") and mode.formula.isascii() and "$" not in mode.formula
    assert mode.formula.count(r"\begin") == mode.formula.count(r"\end") and len(mode.formula) > 5
    assert 0 < mode.accuracy <= 1e-4
    if isinstance(mode, Space):
        assert mode.base in SPACES or name == "rgb"
