"""Every mode of the registries against an independent implementation, and back again."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import EFFECTS, SPACES, transform
from colorize.color.pictures import settings
from colorize.image.formats import family
from tests.color.oracles import ORACLES, VARIANTS, expected
from tests.color.samples import COLORS, every

MODES = {**SPACES, **EFFECTS}
STRENGTHS = {"C", "S"}
"""The channels that say how much color there is to have a hue."""


def strength(mode, values):
    """How much color there is to have a hue, as a share of its range; HWB has it between its lines."""
    if mode.name == "hwb":
        return 1 - values[:, 1] - values[:, 2]
    index, channel = next((i, each) for i, each in enumerate(mode.channels) if each.name in STRENGTHS)
    return values[:, index] / (channel.high - channel.low)


def errors(mode, result, truth):
    """Error of each channel as a share of its range; the hue of colors hardly colored counts as chroma times angle."""
    error = np.abs(result - truth)
    for index, channel in enumerate(mode.channels):
        if channel.angle:
            turn = channel.high - channel.low
            error[:, index] = np.minimum(error[:, index], turn - error[:, index])
            error[:, index] *= np.minimum(strength(mode, truth) / 1e-3, 1)
        error[:, index] /= channel.high - channel.low
    return error


def test_every_mode_has_an_oracle():
    assert set(ORACLES) == set(MODES), "add an independent implementation to tests/color/oracles.py"


@pytest.mark.parametrize("name", MODES)
def test_agrees_with_an_independent_implementation(name):
    result = transform(COLORS, "rgb", name)
    error = errors(MODES[name], result.astype(np.float64), expected(MODES[name], COLORS))
    worst = np.unravel_index(error.argmax(), error.shape)
    assert error.max() <= MODES[name].accuracy, f"{error.max():.2e} in channel {worst[1]} of {COLORS[worst[0]]}"


@pytest.mark.parametrize(("name", "options"), VARIANTS, ids=str)
def test_agrees_with_other_options(name, options):
    chosen = settings(MODES[name], options)
    result = MODES[name].apply(COLORS.astype(np.float32), **chosen)
    error = errors(MODES[name], result.astype(np.float64), expected(MODES[name], COLORS, **options))
    assert error.max() <= MODES[name].accuracy


@pytest.mark.parametrize("name", EFFECTS)
def test_files_take_an_effect_for_the_picture_it_is(name):
    kind = "rgb" if len(EFFECTS[name].channels) == 3 else "bilevel" if name == "bilevel" else "gray"
    assert family(name) == kind, "add the look to LOOKS in colorize/image/formats.py"


@pytest.mark.parametrize("name", MODES)
def test_values_lie_in_the_declared_ranges(name):
    result = transform(every(15), "rgb", name)
    for index, channel in enumerate(MODES[name].channels):
        slack = 2e-6 * (channel.high - channel.low)
        assert channel.low - slack <= result[:, index].min()
        assert result[:, index].max() <= channel.high + slack
        if channel.angle:
            assert result[:, index].max() < channel.high


@pytest.mark.parametrize("name", SPACES)
def test_back_from_the_independent_values(name):
    result = transform(ORACLES[name](COLORS), name, "rgb")
    one_step = 1 / 65535  # of 16 bits
    assert np.abs(result - COLORS).max() <= max(one_step, SPACES[name].accuracy)


def round_trip(eight_bit, name):
    there = transform(eight_bit, "rgb", name)
    back = transform(there, name, "rgb")
    return np.rint(back * 255).astype(np.uint8)


@pytest.mark.parametrize("name", SPACES)
def test_round_trip_of_every_fifth_level_and_all_grays(name):
    colors = every(5)
    assert np.array_equal(round_trip(colors, name), colors)


@pytest.mark.slow
@pytest.mark.parametrize("name", SPACES)
def test_round_trip_of_all_16777216_colors(name):
    levels = np.arange(256, dtype=np.uint8)
    for red in range(0, 256, 8):
        strip = np.stack(np.meshgrid(levels[red : red + 8], levels, levels, indexing="ij"), axis=-1)
        assert np.array_equal(round_trip(strip, name), strip), f"red from {red}"


@pytest.mark.parametrize("name", SPACES)
def test_16_bit_round_trip_stays_within_one_step(name):
    colors = np.random.default_rng(3).integers(0, 65536, (200_000, 3), dtype=np.uint16)
    back = transform(transform(colors, "rgb", name), name, "rgb")
    assert np.abs(np.rint(back * 65535) - colors).max() <= 1


@pytest.mark.parametrize("name", SPACES)
def test_there_is_no_hue_without_chroma(name):
    angles = [index for index, channel in enumerate(SPACES[name].channels) if channel.angle]
    levels = np.linspace(0, 1, 5001, dtype=np.float32)
    grays = np.repeat(levels[:, None], 3, axis=1)
    lightness = np.stack([levels * 100, 0 * levels, 0 * levels], axis=1)
    for source, pixels in (("rgb", grays), ("lab", lightness), ("xyz", transform(grays, "rgb", "xyz"))):
        result = transform(pixels, source, name)
        for index in angles:
            assert not result[:, index].any(), source
            assert strength(SPACES[name], result).max() <= 1e-7, source
