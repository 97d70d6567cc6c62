"""`colorize.convert`: any image in, a picture of the asked mode out, with all that belongs to it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

import colorize
from colorize.color import EFFECTS, SPACES, modes, transform
from colorize.errors import ColorizeError
from colorize.image import Picture, as_picture

RNG = np.random.default_rng(5)
PIXELS = RNG.integers(0, 256, (9, 7, 3), dtype=np.uint8)


@pytest.mark.parametrize("name", modes())
def test_every_mode_gives_the_pixels_of_transform(name):
    picture = colorize.convert(PIXELS, name)
    assert isinstance(picture, Picture)
    assert picture.mode == name
    assert picture.array.dtype == np.float32
    assert picture.array == pytest.approx(transform(PIXELS, "rgb", name), abs=2e-5)


def test_accepts_what_colorize_accepts(tmp_path):
    path = tmp_path / "photo.png"
    Image.fromarray(PIXELS).save(path)
    expected = colorize.convert(PIXELS, "hsv").array
    for image in (path, str(path), Image.fromarray(PIXELS), PIXELS / 255, PIXELS.astype(np.uint16) * 257):
        assert colorize.convert(image, "hsv").array == pytest.approx(expected, abs=1e-4)


def test_keeps_alpha_depth_flags_and_metadata():
    source = as_picture(np.dstack([PIXELS, PIXELS[..., 0]]))
    source.depth, source.flags, source.metadata.name = 16, {"first_frame": 3.0}, "old.png"
    result = colorize.convert(source, "lab")
    assert np.array_equal(result.alpha, source.alpha)
    assert (result.depth, result.flags, result.metadata.name) == (16, {"first_frame": 3.0}, "old.png")
    result.flags["new"] = 1.0
    assert "new" not in source.flags
    assert source.mode == "rgb"


def test_goes_on_from_any_mode():
    lab = colorize.convert(PIXELS, "lab")
    back = colorize.convert(lab, "rgb")
    assert np.array_equal(np.rint(back.array * 255).astype(np.uint8), PIXELS)
    assert colorize.convert(lab, "gray_bt601").array == pytest.approx(transform(PIXELS, "rgb", "gray_bt601"), abs=2e-5)


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_goes_on_as_it_is_shown(name):
    shown = colorize.convert(colorize.convert(PIXELS, name), "rgb")
    value = transform(PIXELS, "rgb", name)
    assert shown.array == pytest.approx(value.repeat(3 // value.shape[-1], axis=-1), abs=1e-6)


def test_never_hands_out_the_callers_array():
    pixels = PIXELS / np.float32(255)
    result = colorize.convert(pixels, "rgb")
    assert not np.shares_memory(result.array, pixels)


def test_options():
    assert colorize.convert(PIXELS, "bilevel", threshold=0.9).array.mean() < 0.1
    default = colorize.convert(PIXELS, "bilevel").array
    assert np.array_equal(colorize.convert(PIXELS, "bilevel", threshold=None).array, default)


@pytest.mark.parametrize(
    ("mode", "options", "sentence"),
    [
        ("lab", {"vividness": 1}, "Mode lab has no option 'vividness'. It has no options."),
        ("bilevel", {"level": 1}, "no option 'level'. Its options: method, threshold."),
        ("bilevel", {"threshold": 3}, "threshold is 3. Give a number from 0 to 1."),
        ("bilevel", {"threshold": float("nan")}, "threshold is nan. Give a number"),
        ("bilevel", {"threshold": "half"}, "threshold is 'half'. Give a number"),
        ("sepai", {}, "no color mode 'sepai'. Choose one of: rgb"),
    ],
)
def test_refusals(mode, options, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        colorize.convert(PIXELS, mode, **options)
    assert caught.value.text.zh != caught.value.text.en


@pytest.mark.parametrize("name", modes())
def test_one_pixel_is_a_picture(name):
    for pixel in ([0, 0, 0], [255, 255, 255], [0, 0, 255], [7, 120, 200]):
        result = colorize.convert(np.uint8([[pixel]]), name)
        assert result.array.shape[:2] == (1, 1)
        assert np.isfinite(result.array).all()


@pytest.mark.parametrize("name", EFFECTS)
def test_looks_stay_pictures_when_colors_outside_srgb_come(name):
    lab = np.random.default_rng(4).uniform([0, -120, -120], [100, 120, 120], (20, 30, 3)).astype(np.float32)
    result = colorize.convert(Picture(lab, "lab"), name)
    assert np.isfinite(result.array).all()
    if len(EFFECTS[name].channels) == 3:
        assert result.array.min() >= 0 and result.array.max() <= 1
        result.to_pil()


@pytest.mark.parametrize("name", ["oklch", "luv", "hsi", "sepia", "posterize", "negative", "bilevel", "color_vision"])
@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.zeros((0, 4, 3), np.uint8), "has no pixels: it is 4 × 0"),
        (np.full((2, 2, 3), np.nan), "array is a number: 12 NaN"),
        (np.full((2, 2, 3), 1.5), "goes from 1.5 to 1.5; 0 to 1 is expected"),
        (np.full((2, 2, 3), -0.5, np.float32), "goes from -0.5 to -0.5; 0 to 1 is expected"),
        (np.zeros((2, 2, 5), np.uint8), r"shape \(2, 2, 5\) is no picture"),
        (np.zeros((2, 2, 3), np.int32), "An array of int32 is ambiguous"),
        (Picture(np.zeros((2, 2, 4), np.float32)), "has the shape .* Mode rgb needs"),
        (Picture(np.full((2, 2, 3), np.inf, np.float32)), "picture is a number: 12 NaN"),
        ("no such file.png", "no such file.png"),
        (17, "a path, a Pillow image or an array; int came"),
    ],
)
def test_what_is_no_picture_gets_a_sentence(name, image, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        colorize.convert(image, name)
    assert caught.value.text.zh != caught.value.text.en


def test_modes_are_those_of_the_registries():
    assert [name for name in colorize.modes() if name != "cmyk_icc"] == [*SPACES, *EFFECTS]
