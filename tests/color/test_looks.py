"""What the one-way looks promise beyond their oracles: dots, few colors, negatives, color blindness, refusals."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
import skimage.data
from PIL import Image, ImageOps

import colorize
from colorize.color import rgb_to_lab, transform
from colorize.color.bilevel import bilevel
from colorize.color.color_vision import deficiency_matrix
from colorize.color.dithering import diffuse
from colorize.color.machado import MATRICES
from colorize.color.negative import negative
from colorize.color.posterize import palette_of, posterize
from colorize.errors import ColorizeError

PHOTO = skimage.data.astronaut()
SMALL = PHOTO[::8, ::8] / np.float32(255)


def plain_floyd_steinberg(values, palette):
    """As the paper tells it: row by row, pixel by pixel."""
    height, width, channels = values.shape
    wanted = np.zeros((height + 1, width + 2, channels), np.float32)
    wanted[:height, 1:-1] = values
    result = np.zeros((height, width), int)
    for y in range(height):
        for x in range(1, width + 1):
            chosen = ((wanted[y, x] - palette) ** 2).sum(axis=1).argmin()
            result[y, x - 1] = chosen
            error = wanted[y, x] - palette[chosen]
            for down, right, share in ((1, -1, 3), (1, 0, 5), (1, 1, 1), (0, 1, 7)):
                wanted[y + down, x + right] += error * np.float32(share / 16)
    return result


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2), (7, 3), (3, 7), (20, 31), (31, 20)])
def test_error_diffusion_in_lines_is_that_of_the_plain_loop(shape):
    rng = np.random.default_rng(sum(shape))
    values, palette = rng.random((*shape, 3), np.float32), rng.random((5, 3), np.float32)

    def nearest(pixels):
        return ((pixels[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1)

    assert np.array_equal(diffuse(values, nearest, palette), plain_floyd_steinberg(values, palette))


def test_dots_are_those_of_the_plain_loop():
    luma = transform(SMALL, "rgb", "gray_bt601")
    expected = plain_floyd_steinberg(luma, np.float32([[0], [1]]))
    assert np.array_equal(bilevel(SMALL, "floyd_steinberg")[..., 0], expected)


def test_dots_have_the_density_of_pillows():
    dots = colorize.convert(PHOTO, "bilevel", method="floyd_steinberg").array[..., 0]
    pillows = np.asarray(Image.fromarray(PHOTO).convert("1")).astype(np.float32)
    assert np.unique(dots).tolist() == [0, 1]
    blurred = [cv2.blur(each, (24, 24)) for each in (dots, pillows)]
    assert np.abs(blurred[0] - blurred[1]).max() < 0.03
    assert dots.mean() == pytest.approx(transform(PHOTO, "rgb", "gray_bt601").mean(), abs=2e-3)


def test_duotone_is_pillows():
    gray = Image.fromarray(PHOTO).convert("L")
    expected = np.asarray(ImageOps.colorize(gray, "#204080", "#fff0c0")).astype(float)
    result = colorize.convert(PHOTO, "duotone", dark="#204080", light="#fff0c0").array * 255
    assert np.abs(result - expected).max() < 2.1  # Pillow rounds down twice, luma and blend


def test_few_colors_are_few_and_always_the_same():
    for count in (2, 5, 64):
        result = posterize(SMALL, count, dither=False)
        assert len(np.unique(result.reshape(-1, 3), axis=0)) == count
        assert np.array_equal(result, posterize(SMALL, count, dither=False))


def test_a_picture_of_few_colors_keeps_them():
    colors = np.float32([[0, 0, 0], [1, 0, 0], [0.2, 0.4, 0.9], [1, 1, 1]])
    picture = colors[np.random.default_rng(1).integers(4, size=(30, 40))]
    for dither in (False, True):
        assert posterize(picture, 16, dither) == pytest.approx(picture, abs=1e-4)


def test_few_colors_are_the_nearest_in_oklab_and_more_are_better():
    errors = []
    for count in (2, 4, 8, 16, 32):
        result = posterize(SMALL, count, dither=False)
        errors.append(((transform(result, "rgb", "oklab") - transform(SMALL, "rgb", "oklab")) ** 2).mean())
    assert all(less < more * 0.8 for more, less in itertools.pairwise(errors))


def test_dots_blend_to_what_lies_between_the_colors():
    share = np.linspace(0, 1, 256, dtype=np.float32)[None, :, None].repeat(64, axis=0)
    ramp = transform(np.float32([0.4, 0.1, -0.1]) * (1 - share) + np.float32([0.9, -0.1, 0.1]) * share, "oklab", "rgb")
    flat, dots = (posterize(ramp, 4, dither) for dither in (False, True))
    assert len(np.unique(dots.reshape(-1, 3), axis=0)) == 4
    oklab = [cv2.blur(transform(each, "rgb", "oklab"), (15, 15))[:, 48:-48] for each in (ramp, flat, dots)]
    off = [np.abs(each - oklab[0]).mean() for each in oklab[1:]]
    assert off[1] < 0.1 * off[0]


def test_dithered_colors_are_those_of_the_plain_loop():
    palette = palette_of(SMALL, 6)
    oklab = transform(SMALL, "rgb", "oklab")
    chosen = plain_floyd_steinberg(oklab, palette.colors.astype(np.float32))
    expected = transform(palette.colors.astype(np.float32), "oklab", "rgb")[chosen]
    result = posterize(SMALL, 6, dither=True)
    differ = (np.abs(result - expected) > 1e-3).any(axis=2)
    assert differ.mean() < 0.01  # a near tie may fall the other way, as distances are summed otherwise


def test_color_blindness_of_the_printed_matrices():
    """Table 1 of the paper's supplement, severity 1.0, and neutral colors stay neutral at any."""
    protan = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    assert deficiency_matrix("protan", 1.0) == pytest.approx(np.array(protan))
    for kind, matrices in MATRICES.items():
        assert len(matrices) == 11
        for severity in np.linspace(0, 1, 41):
            assert deficiency_matrix(kind, severity).sum(axis=1) == pytest.approx(1, abs=2e-6)
    halfway = (np.array(MATRICES["tritan"][3]) + MATRICES["tritan"][4]) / 2
    assert deficiency_matrix("tritan", 0.35).ravel() == pytest.approx(halfway)


def test_red_and_green_fall_together_for_a_deutan():
    pair = np.float32([[[0.75, 0.35, 0.2], [0.45, 0.5, 0.2]]])
    before, after = (np.diff(rgb_to_lab(each), axis=1) for each in (pair, transform(pair, "rgb", "color_vision")))
    assert np.linalg.norm(after) < 0.4 * np.linalg.norm(before)


def film(rgb, contrast=0.6, mask=(0.8, 0.45, 0.3)):
    """A scan of the color negative of a scene: density grows with the logarithm of light; the base is orange."""
    scene = transform(rgb, "rgb", "linear_rgb")
    return transform(np.float32(mask) * (scene + 0.01) ** -contrast / 0.01**-contrast, "linear_rgb", "rgb")


@pytest.mark.parametrize("contrast", [0.45, 0.6])
def test_a_negative_gives_the_scene_back(contrast):
    rng = np.random.default_rng(2)
    scene = rng.random((64, 64, 3), np.float32)
    scene[:8, :8], scene[-8:, -8:] = 0, 1  # something black and something white in the picture
    scan = film(scene, contrast)
    assert np.median(scan[..., 0] / scan[..., 2]) > 1.5, "orange"
    assert negative(scan, None, contrast) == pytest.approx(scene, abs=0.01)
    orange = "#" + "".join(f"{round(float(v) * 255):02x}" for v in film(np.zeros((1, 3), np.float32), contrast)[0])
    assert negative(scan, orange, contrast) == pytest.approx(scene, abs=0.03)


def test_a_negative_of_one_color_is_no_number_gone_wrong():
    for level in (0.0, 0.3, 1.0):
        result = negative(np.full((5, 6, 3), level, np.float32), None, 0.6)
        assert np.isfinite(result).all() and 0 <= result.min() <= result.max() <= 1


@pytest.mark.parametrize(
    ("mode", "options", "sentence"),
    [
        ("gray_mixer", {"red": 1, "green": -1, "blue": 0}, "weights 1, -1 and 0 add up to 0 .* turn normalize off"),
        ("gray_mixer", {"normalize": "yes"}, "normalize is 'yes'. Give true or false"),
        ("sepia", {"strength": 2}, "strength is 2. Give a number from 0 to 1"),
        ("duotone", {"dark": "navy"}, "dark is 'navy'. Give a color as #rrggbb"),
        ("posterize", {"count": 1}, "count is 1. Give a whole number from 2 to 64"),
        ("color_vision", {"kind": "red"}, "kind is 'red'. Choose one of: protan, deutan, tritan"),
        ("bilevel", {"method": "bayer"}, "method is 'bayer'. Choose one of: otsu, floyd_steinberg"),
        ("negative", {"mask": "orange"}, "mask is 'orange'. Give a color as #rrggbb, such as #d98b5f"),
        ("invert", {"strength": 1}, "Mode invert has no option 'strength'. It has no options"),
    ],
)
def test_refusals(mode, options, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        colorize.convert(PHOTO[:4, :4], mode, **options)
    assert caught.value.text.zh != caught.value.text.en
