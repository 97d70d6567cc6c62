"""The oracle tests would notice an error of 1 % in any number of the conversions: plant each, and see."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import EFFECTS, SPACES
from colorize.color.pictures import settings
from tests.color.oracles import VARIANTS, expected, srgb_curve
from tests.color.planting import CANCELS, INVISIBLE, planted, plants
from tests.color.samples import COLORS, PALE
from tests.color.test_exact import MODES, errors

SAMPLE = COLORS[np.r_[0:264, 264:10_000:5, 10_264:12_264:4]]
"""All corners and grays, a fifth of the random colors, a fourth of the dark ones."""

SCAN = 0.25 + 0.6 * SAMPLE
"""The same as if seen through film, which lets some light through everywhere and all of it nowhere."""

CASES = (
    *((name, {}, SAMPLE) for name in MODES),
    *((name, options, SAMPLE) for name, options in VARIANTS),
    ("negative", {}, SCAN),
    ("hsl", {}, PALE),
)
QUICK = 9
"""The normal suite plants every so many."""


@pytest.fixture(scope="module")
def truth():
    """What the oracles say of the sample, for every mode and variant."""
    return [expected(MODES[name], colors, **options) for name, options, colors in CASES]


def is_right(color, name, options, colors, values) -> bool:
    """Whether a mode of the package `color` agrees with the oracle, there and back."""
    mode = MODES[name]
    if name in EFFECTS:
        result = color.EFFECTS[name].apply(colors.astype(np.float32), **settings(mode, options))
    else:
        result = color.transform(colors, "rgb", name)
    if not errors(mode, result.astype(np.float64), values).max() <= mode.accuracy:
        return False
    back = color.transform(values, name, "rgb") if name in SPACES else colors
    return bool(np.abs(back - colors).max() <= max(1 / 65535, mode.accuracy))


def follows_the_curve(color) -> bool:
    """Whether the sRGB curve is the standard's across its cut: as closely as tests/color/test_published.py asks."""
    linear, encoded = srgb_curve()
    there = color.transform(linear, "linear_rgb", "rgb")
    back = color.transform(encoded, "rgb", "linear_rgb")
    return np.allclose(there, encoded, rtol=0, atol=5e-7) and np.allclose(back, linear, rtol=5e-6, atol=3e-8)


def is_caught(plant, truth) -> bool:
    """Whether any oracle test fails, or a conversion itself, with that plant in the source."""
    try:
        with planted(plant) as color:
            if plant.file == "srgb" and not follows_the_curve(color):
                return True
            own = {
                mode.name for kind in ("SPACES", "EFFECTS") for mode in getattr(getattr(color, plant.file), kind, ())
            }
            order = sorted(range(len(CASES)), key=lambda index: CASES[index][0] not in own)
            return not all(is_right(color, *CASES[index], truth[index]) for index in order)
    except Exception:
        return True


def test_nothing_is_caught_where_nothing_is_planted(truth):
    import colorize.color

    assert follows_the_curve(colorize.color)
    assert all(is_right(colorize.color, *case, values) for case, values in zip(CASES, truth, strict=True))


def report(chosen, truth):
    missed = [str(plant) for plant in chosen if not is_caught(plant, truth)]
    print(f"{len(chosen) - len(missed)} of {len(chosen)} planted errors of 1 % were caught")
    assert not missed, "\n".join(missed)


def test_planted_errors_are_caught_a_quick_sample(truth):
    report(plants()[::QUICK], truth)


@pytest.mark.slow
def test_every_planted_error_is_caught(truth):
    report(plants(), truth)


def test_what_is_left_out_is_there_and_has_a_reason():
    import importlib

    for (file, name, *_), reason in [*INVISIBLE.items(), *CANCELS.items()]:
        assert hasattr(importlib.import_module(f"colorize.color.{file}"), name)
        assert len(reason) > 20


def test_after_planting_everything_is_as_it_was():
    import sys

    import colorize.color

    before = {name: module for name, module in sys.modules.items() if name.startswith("colorize.color")}
    with planted(plants()[0]) as color:
        assert color is not before["colorize.color"]
        assert color.SPACES["xyz"].from_base[0].matrix[0, 0] != SPACES["xyz"].from_base[0].matrix[0, 0]
    after = {name: module for name, module in sys.modules.items() if name.startswith("colorize.color")}
    assert before == after
    assert colorize.color is before["colorize.color"]
