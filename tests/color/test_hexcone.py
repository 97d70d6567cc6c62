"""HSV and HSL are exact where OpenCV by itself is not: in dark, faded and pale colors, alone and among others."""

from __future__ import annotations

import colorsys

import numpy as np
import pytest

from colorize.color import SPACES, transform
from tests.color.test_exact import errors

RNG = np.random.default_rng(11)
VIVID = RNG.random((3000, 3))
DARK = RNG.random((3000, 3)) * 0.02
FADED = np.clip(RNG.random((3000, 1)) + RNG.random((3000, 3)) * 0.03, 0, 1)
PALE = 1 - RNG.random((3000, 3)) * 0.02
KINDS = {
    "vivid": VIVID,
    "dark": DARK,
    "faded": FADED,
    "pale": PALE,
    "some dull": np.concatenate([VIVID, DARK[:100], FADED[:100], PALE[:100]]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_exact_for_every_kind_of_picture(kind):
    colors = np.float32(KINDS[kind]).astype(np.float64)
    hsv = np.array([colorsys.rgb_to_hsv(*color) for color in colors]) * [360, 1, 1]
    hls = np.array([colorsys.rgb_to_hls(*color) for color in colors]) * [360, 1, 1]
    for name, truth in (("hsv", hsv), ("hsl", hls[:, [0, 2, 1]])):
        result = transform(colors, "rgb", name).astype(np.float64)
        assert errors(SPACES[name], result, truth).max() <= SPACES[name].accuracy


@pytest.mark.parametrize("name", ["hsv", "hsl"])
@pytest.mark.parametrize("level", [1e-5, 0.002, 0.5, 0.998, 1 - 2e-6])
@pytest.mark.parametrize("others", [VIVID, FADED], ids=["vivid", "faded"])
def test_what_differs_from_gray_by_rounding_alone_has_no_hue(name, level, others):
    colors = np.float32(np.concatenate([others, [[level, level + 1e-6, level]]]))
    hue, saturation = transform(colors, "rgb", name)[-1][:2]
    assert hue == saturation == 0


def test_pure_colors_are_fully_saturated():
    pure = np.float32([[1, 0, 0], [0, 0.5, 0], [0, 0.1, 0.7]])
    assert transform(np.concatenate([VIVID, pure]), "rgb", "hsv")[-3:, 1] == pytest.approx(1, abs=3e-7)
