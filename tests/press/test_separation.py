"""Ink against the tables that the profile holds, and against Pillow's LittleCMS without its shortcut."""

from __future__ import annotations

import io
import tracemalloc

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from colorize import press as module
from colorize.color import convert, transform
from colorize.errors import ColorizeError
from colorize.image import Metadata, Picture, as_picture
from colorize.image.color_tags import srgb_profile
from colorize.press import INTENTS, separate, soft_proof
from colorize.press.rendering import STRIP
from tests.conftest import read_example
from tests.image.builders import photo
from tests.image.oracles import srgb_encoded
from tests.press.builders import PRESS, lab_grid, lab_to_ink, lab_to_light, press_profile

COMPENSATE, NO_SHORTCUT = 0x2000, 0x0100
"""LittleCMS: cmsFLAGS_BLACKPOINTCOMPENSATION, cmsFLAGS_NOOPTIMIZE."""


def by_pillow(rgb: np.ndarray, profile: bytes, intent: str, flags: int) -> np.ndarray:
    """Pillow's ink, 8 bits."""
    source, target = (ImageCms.ImageCmsProfile(io.BytesIO(content)) for content in (srgb_profile(), profile))
    number = INTENTS.index(intent)
    return np.asarray(
        ImageCms.profileToProfile(Image.fromarray(rgb), source, target, number, outputMode="CMYK", flags=flags)
    )


def colors(seed: int = 0) -> np.ndarray:
    """A photograph beside random colors and grays, (128, 256, 3) uint8."""
    rng = np.random.default_rng(seed)
    grays = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1).reshape(4, 64, 3).repeat(8, axis=0)
    noise = rng.integers(0, 256, (96, 64, 3)).astype(np.uint8)
    crop = cv2.resize(read_example("astronaut.png"), (192, 128), interpolation=cv2.INTER_AREA)
    return np.hstack([crop, np.vstack([noise, grays])])


@pytest.mark.parametrize("intent", ["perceptual", "relative", "saturation"])
def test_ink_is_what_the_table_of_the_intent_says(intent):
    lab = lab_grid().reshape(-1, 3)
    light = lab_to_light(lab)
    inside = ((light > 0.011) & (light < 0.999)).all(axis=1)  # grid points that are sRGB colors
    assert inside.sum() > 100
    rgb = srgb_encoded(light[inside])[None]
    array = separate(rgb.astype(np.float32), PRESS, intent, black_point=False).array
    assert array.dtype == np.float32
    assert np.abs(array[0] - lab_to_ink(lab[inside], intent)).max() < 1e-3


def test_the_order_of_the_inks_is_cyan_magenta_yellow_black(press):
    rgb = np.array([[[0.0, 1, 1], [1, 0, 1], [1, 1, 0], [0, 0, 0]]])
    ink = separate(rgb, press).array[0]
    assert ink[:3, :3].argmax(axis=1).tolist() == [0, 1, 2]
    assert ink[3, 3] > 0.5
    assert separate(np.ones((1, 1, 3)), press).array.max() < 0.01  # no ink on white


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("black_point", [True, False])
def test_ink_is_pillows_without_its_shortcut(press, intent, black_point):
    rgb = colors()
    ours = separate(rgb, press, intent, black_point).array
    theirs = by_pillow(rgb, press.content, intent, NO_SHORTCUT | (COMPENSATE if black_point else 0))
    assert np.abs(ours * 255 - theirs).max() <= 0.51


def test_the_shortcut_of_other_programs_is_coarser(press):
    rgb = colors()
    exact = by_pillow(rgb, press.content, "relative", NO_SHORTCUT).astype(int)
    difference = np.abs(by_pillow(rgb, press.content, "relative", 0) - exact)
    # A table of 33 points an axis made beforehand: near the eye's limit on average, several steps off at worst.
    assert 1 < difference.max() < 40
    assert difference.mean() < 1


def test_black_point_compensation_lets_black_become_the_darkest_ink(press):
    gray = np.linspace(0, 0.2, 64)[None, :, None].repeat(3, axis=2)
    kept, lost = (
        soft_proof(separate(gray, press, black_point=point), black_point=False).array for point in (True, False)
    )
    steps = [len(np.unique(proof[0, :, 1].round(4))) for proof in (kept, lost)]
    assert steps[0] > steps[1]  # without it the shadows run together
    assert np.diff(kept[0, :, 1]).min() > -2e-3


def test_deep_pictures_keep_their_steps(press):
    ramp = np.linspace(20000, 22000, 512).astype(np.uint16)[None, :, None].repeat(3, axis=2)
    picture = separate(ramp, press)
    assert picture.depth == 16
    assert len(np.unique(picture.array.sum(axis=2))) > 400  # 8 bits would leave 8


def test_strips_cover_every_pixel(press, monkeypatch):
    rgb = cv2.resize(photo(), (61, 37))
    whole = separate(rgb, press).array
    monkeypatch.setattr("colorize.press.separation.STRIP", 100)
    assert (separate(rgb, press).array == whole).all()


def test_a_large_picture_needs_little_more_than_its_ink(press):
    picture = as_picture(cv2.resize(photo(), (1600, 1200)))
    tracemalloc.start()
    try:
        array = separate(picture, press).array
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    strips = STRIP * (3 + 4 + 4) * 4 * cv2.getNumThreads()
    assert peak < array.nbytes + strips + 4e6


def test_what_belongs_to_the_picture_stays():
    alpha = np.linspace(0, 1, 2400, dtype=np.float32).reshape(40, 60)
    rgb = as_picture(photo()).array
    picture = Picture(
        rgb.copy(), "rgb", alpha, 16, {"float_scaled": "0 to 9"}, Metadata("harbor.jpg", resolution=(300, 300))
    )
    result = separate(picture, PRESS)
    assert (picture.array == rgb).all() and picture.mode == "rgb" and picture.metadata.press_profile is None
    assert result.mode == module.MODE == "cmyk_icc"
    assert (result.alpha == alpha).all() and result.depth == 16
    assert result.flags == {"float_scaled": "0 to 9", "press_profile": "Test press"}
    assert result.metadata.name == "harbor.jpg" and result.metadata.resolution == (300, 300)
    assert result.metadata.press_profile == PRESS
    assert result.metadata.channels[0] == ("C", 0.0, 1.0, "")


def test_pictures_of_every_mode_are_taken():
    rgb = as_picture(photo())
    expected = separate(rgb, PRESS).array
    for mode in ("lab", "hsv", "linear_rgb"):
        assert np.abs(separate(convert(rgb, mode), PRESS).array - expected).max() < 2e-3
    gray = separate(convert(rgb, "gray_luminance"), PRESS).array
    assert gray.shape == (40, 60, 4)


def test_one_pixel():
    assert separate(np.full((1, 1, 3), 128, np.uint8), PRESS).array.shape == (1, 1, 4)


def test_ink_for_another_press_starts_from_its_proof():
    other = press_profile("Other press", intents=("perceptual", "relative"))
    first = separate(photo(), PRESS)
    second = separate(first, other)
    assert second.metadata.press_profile == other
    assert second.flags["press_profile"] == "Other press"
    assert (second.array == separate(soft_proof(first), other).array).all()


def test_colors_outside_srgb_are_told():
    lab = np.float32([[[50, 0, 0], [60, 120, -100], [80, 0, 0], [90, -110, 80]]])
    picture = Picture(lab, "lab")
    result = separate(picture, PRESS)
    assert result.flags["gamut_clipped"] == 0.5
    clipped = np.clip(transform(lab, "lab", "rgb"), 0, 1)
    assert np.abs(result.array - separate(clipped, PRESS).array).max() < 1e-6


def test_a_table_that_is_missing_is_told():
    plain = press_profile("Plain press", intents=("perceptual",))
    result = separate(photo(), plain, "saturation", black_point=False)
    assert result.flags["intent_missing"] == "saturation"
    assert (result.array == separate(photo(), plain, "perceptual", black_point=False).array).all()
    assert "intent_missing" not in separate(photo(), plain, "perceptual").flags


def test_settings_that_are_none():
    for intent in ("colorimetric", None, 1):
        with pytest.raises(
            ColorizeError, match=r"no rendering intent .*: perceptual, relative, saturation, abs"
        ) as caught:
            separate(photo(), PRESS, intent)
        assert "渲染意图" in caught.value.text.zh
    for value in ("yes", 1, None):
        with pytest.raises(ColorizeError, match=r"black_point is .*; True or False is expected") as caught:
            separate(photo(), PRESS, black_point=value)
        assert "应为" in caught.value.text.zh


def test_pictures_that_are_none():
    with pytest.raises(ColorizeError, match="no pixels"):
        separate(np.zeros((0, 3, 3)), PRESS)
    with pytest.raises(ColorizeError, match="NaN"):
        separate(np.full((2, 2, 3), np.nan), PRESS)
    for mode in ("rgb", "lab"):
        with pytest.raises(ColorizeError, match="picture is a number: 12 NaN"):
            separate(Picture(np.full((2, 2, 3), np.nan, np.float32), mode), PRESS)
