"""What a colorizer says, how sure it is and where it looked: on networks whose answers were planted, and on our own."""

from __future__ import annotations

import dataclasses

import keras
import numpy as np
import pytest

from colorize import checkpoint, predict
from colorize.color import rgb_to_lab
from colorize.errors import ColorizeError
from colorize.explain import gaze
from colorize.explain.distribution import Distribution, distribution_at, entropy, entropy_map
from colorize.explain.gaze import agreement, cover_changes, cover_map, gradient_map
from colorize.explain.sight import look
from colorize.explain.stages import stages
from colorize.proposals import softmax
from tests.conftest import read_example

BINS = np.float32([[0, 0], [60, 0], [-60, 0], [0, 80]])


@pytest.fixture(scope="module")
def cat():
    """The cat as `classification` saw it."""
    return look(predict.lightness_of(read_example("chelsea.png")), "classification")


@pytest.fixture
def planted(monkeypatch):
    """A network whose cell says the gray of one pixel: 4 left of the cell's first column, 4 below its first row."""
    gray = keras.Input((None, None, 1))
    cells = keras.layers.Conv2D(2, 17, 8, "same")
    model = keras.Model(gray, cells(gray))
    kernel = np.zeros((17, 17, 1, 2), "float32")
    kernel[8, 0, 0] = 1.0, 0.5  # with 4 pixels of padding before, entry 8 is pixel 4 of the cell, entry 0 is 4 before it
    cells.set_weights([kernel, np.zeros(2, "float32")])
    real = checkpoint.read_card("regression")
    card = dataclasses.replace(real, name="planted", sha256="planted", input=real.input | {"short_side": 64})
    network = predict.Network(card, lambda x: model(x), None, model)
    monkeypatch.setattr(predict, "network_of", lambda card: network)
    monkeypatch.setattr(checkpoint, "read_card", lambda *args, **options: card)
    return look(np.linspace(20, 80, 64 * 80, dtype="float32").reshape(64, 80), "planted")


def test_a_sight_says_what_colorize_paints(cat):
    small, cells = predict.predict_cells(
        predict.network_of(cat.card), predict.lightness_of(read_example("chelsea.png")), 1.0
    )
    np.testing.assert_allclose(cat.lightness, small)
    np.testing.assert_allclose(cat.colors(), cells, atol=1e-3)
    assert cat.lightness.shape == cat.gray.shape == (192, 289) and cat.output.shape[:2] == (24, 40)
    assert [part.stop for part in cat.inside] == [24, 37], "cells of padding alone are left out"


def test_looking_again_at_the_networks_own_copy_changes_nothing(cat):
    again = look(cat.lightness, "classification")
    np.testing.assert_array_equal(again.gray, cat.gray)
    np.testing.assert_allclose(again.output, cat.output, atol=1e-4)


@pytest.mark.parametrize("size", [(192, 289), (200, 195), (33, 31)])
def test_padding_is_that_of_the_network(cat, size):
    lightness = np.random.default_rng(0).uniform(0, 100, size).astype("float32")
    small, padded = predict.reduce(lightness, cat.card)
    found = dataclasses.replace(cat, lightness=small, gray=padded[: small.shape[0], : small.shape[1]])
    np.testing.assert_array_equal(found.gray[np.ix_(*found.padding)], padded)


@pytest.mark.parametrize(
    ("x", "y", "cell"), [(0, 0, (0, 0)), (1, 1, (23, 36)), (0.5, 0.5, (12, 18)), (288.5 / 289, 0.01, (0, 36))]
)
def test_places_are_cells_of_the_picture(cat, x, y, cell):
    assert cat.cell(x, y) == cell
    middle = cat.middle(cell)
    assert 0 < middle[0] <= 192 and 0 < middle[1] <= 289


def test_a_distribution_sharpens_from_the_mean_to_the_likeliest():
    logits = np.log(np.float32([0.1, 0.4, 0.3, 0.2]))
    found = Distribution(50.0, BINS, logits, np.zeros(2), np.zeros(2), 0.35)
    np.testing.assert_allclose(found.probability(), [0.1, 0.4, 0.3, 0.2], atol=1e-6)
    np.testing.assert_allclose(found.mean(), [6, 16], atol=1e-4)
    np.testing.assert_allclose(found.mean(0.05), [60, 0], atol=0.4)
    assert found.probability(2.0).max() < 0.4 < found.probability(0.5).max()
    squared = np.square([0.1, 0.4, 0.3, 0.2])
    np.testing.assert_allclose(found.probability(0.5), squared / squared.sum(), atol=1e-6)


@pytest.mark.parametrize("temperature", [0.0, -1.0, 5.0, float("nan")])
def test_a_temperature_that_is_not_offered_is_refused(temperature):
    found = Distribution(50.0, BINS, np.zeros(4, "float32"), np.zeros(2), np.zeros(2), 0.35)
    with pytest.raises(ColorizeError, match=r"a number from 0\.05 \(sharp\) to 2 \(flat\)"):
        found.probability(temperature)


def test_colors_that_srgb_lacks_at_a_lightness_are_told_apart():
    bins = np.float32([[0, 0], [60, 0], [-60, 0], [-15, 70]])
    bright = Distribution(93.0, bins, np.zeros(4, "float32"), np.zeros(2), np.zeros(2), 0.35)
    assert bright.fits.tolist() == [True, False, False, True], "light yellow is there, light red is not"
    lab = rgb_to_lab(np.uint8([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in bright.shown(bins)])[None])[0]
    assert np.abs(lab[:, 0] - 93).max() < 0.6
    np.testing.assert_allclose(lab[3, 1:], bins[3], atol=1.5)


def test_the_distribution_of_our_own_network(cat):
    cell = cat.cell(0.5, 0.5)
    found = distribution_at(cat, cell)
    np.testing.assert_allclose(found.probability(), softmax(cat.output[cell]))
    # The two other answers by the head itself: that of least error, and the painted one.
    from colorize.networks.heads import HEADS, MEAN

    decode = HEADS["classification"]().decode
    np.testing.assert_allclose(found.plain, np.asarray(decode(cat.output[None], *MEAN))[0][cell], atol=1e-3)
    np.testing.assert_allclose(found.painted, np.asarray(decode(cat.output[None], **cat.card.output["knobs"]))[0][cell], atol=1e-3)
    assert np.linalg.norm(found.plain) < np.linalg.norm(found.painted), "the plain mean is grayer"


def test_entropy_is_in_bits():
    assert entropy(np.full(256, 1 / 256, "float32")) == pytest.approx(8)
    assert entropy(np.eye(5, dtype="float32")).max() == 0
    from scipy.stats import entropy as reference

    shares = np.random.default_rng(0).dirichlet(np.ones(20), 6).astype("float32")
    np.testing.assert_allclose(entropy(shares), reference(shares, base=2, axis=1), rtol=1e-5)


def test_the_entropy_map_covers_the_picture(cat):
    bits = entropy_map(cat)
    assert bits.shape == (24, 37) and 0 < bits.min() < bits.max() < np.log2(260)
    assert bits[12, 18] == pytest.approx(float(entropy(distribution_at(cat, (12, 18)).probability())), abs=1e-5)


def test_a_network_of_one_answer_has_no_distribution():
    one = look(predict.lightness_of(read_example("chelsea.png")), "regression")
    assert not one.has_distribution
    with pytest.raises(ColorizeError, match="one color for each place"):
        distribution_at(one, (0, 0))
    slopes = gradient_map(one, one.cell(0.4, 0.5), copies=1)
    assert slopes.shape == one.gray.shape and slopes.max() > 0


def test_gradient_and_cover_find_the_one_pixel_that_was_planted(planted):
    cell, pixel = (3, 5), (28, 36)
    assert planted.output[cell][0] == pytest.approx(planted.gray[pixel], abs=1e-6)
    for copies in (0, 2):
        slopes = gradient_map(planted, cell, copies)
        assert np.argwhere(slopes > 1e-6).tolist() == [list(pixel)]
    changes, side = cover_changes(planted, cell)
    assert side == 16
    for (top, left), moved in changes.items():
        covers = top <= pixel[0] < top + side and left <= pixel[1] < left + side
        assert (moved > 0.05) == covers
    heat = cover_map(planted, changes, side)
    assert heat.shape == (64, 80) and np.hypot(*np.subtract(np.unravel_index(heat.argmax(), heat.shape), pixel)) < side
    found = agreement(planted, cell, slopes, changes, side)
    assert found.gradient > 0.99 and 0 < found.nearness < 1 and found.squares == len(changes)


def test_what_was_padded_leads_back_to_the_pixel_it_mirrors(monkeypatch, planted):
    narrow = look(np.linspace(20, 80, 64 * 70, dtype="float32").reshape(64, 70), "planted")
    assert narrow.gray.shape == (64, 70) and narrow.output.shape[1] == 12
    # Column 9 looks at pixel 68, column 10 at pixel 76 of the padded copy: that mirrors 70 - (76 - 69) = 63.
    assert np.argwhere(gradient_map(narrow, (3, 10), 0) > 1e-6).tolist() == [[28, 63]]


def test_where_nothing_changes_there_is_no_agreement(planted):
    found = agreement(planted, (3, 5), np.zeros((64, 80), "float32"), {(0, 0): 0.0, (8, 0): 0.0, (16, 0): 0.0}, 16)
    assert np.isnan(found.gradient) and found.squares == 3
    assert not gaze.as_heat(np.zeros((4, 4), "float32")).any()
    assert gaze.as_heat(np.float32([[0, 2]])).tolist() == [[0, 1]]


def test_covers_name_the_same_places_each_time(cat, monkeypatch):
    monkeypatch.setattr(gaze, "COVERED", 2)
    cell = cat.cell(0.3, 0.4)
    first, side = cover_changes(cat, cell)
    second, _ = cover_changes(cat, cell)
    assert first == second and side == 96 and max(first.values()) > 0.5
    np.testing.assert_array_equal(gradient_map(cat, cell, 2), gradient_map(cat, cell, 2))


@pytest.mark.parametrize("model", ["classification", "hinted"])
def test_stages_show_the_channels_that_vary_most(model, hinted_checkpoint, monkeypatch):
    if model == "hinted":
        monkeypatch.setattr(checkpoint, "CHECKPOINTS", hinted_checkpoint)
    found = look(predict.lightness_of(read_example("coffee.png")), model)
    short = found.card.input["short_side"]
    seen = stages(found, 3)
    encoder = [("encoder", stride) for stride in (4, 8, 16, 32)]
    decoder = [("decoder", stride) for stride in (32, 16, 8)]
    assert [(stage.half, stage.stride) for stage in seen] == encoder + decoder
    assert [stage.channels for stage in seen[:4]] == [24, 40, 112, 320]
    for stage in seen:
        assert stage.maps.shape[:2] == (3, short // stage.stride)
        assert stage.maps.min() == 0 and stage.maps.max() == 1
        assert list(stage.spreads) == sorted(stage.spreads, reverse=True)


def test_stages_are_those_of_the_network(cat):
    """The encoder's own output, by the model itself, has no channel that varies more than the first one shown."""
    padded = cat.gray[np.ix_(*cat.padding)]
    features = predict.network_of(cat.card).model.get_layer("encoder")(padded[None, ..., None])
    spread = np.asarray(features[1])[0, :24, :37].std((0, 1))
    stage = stages(cat)[1]
    assert stage.numbers[0] == spread.argmax() and stage.spreads[0] == pytest.approx(float(spread.max()), rel=1e-4)
