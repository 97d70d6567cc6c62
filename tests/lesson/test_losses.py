"""The lesson's losses against other ways to work them out, and the families of color."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import skimage.color

from colorize.lesson import families, losses
from colorize.lesson.settings import KNOBS

RNG = np.random.default_rng(0)
TRUE = RNG.uniform(-60, 60, (2, 4, 4, 2)).astype("float32")


def test_regression_losses_are_those_of_keras():
    output = RNG.normal(0, 0.3, TRUE.shape).astype("float32")
    flat = (TRUE / 110).reshape(-1, 2), output.reshape(-1, 2)
    assert float(losses.squared_error(TRUE, output)) == pytest.approx(float(keras.losses.MeanSquaredError()(*flat)), rel=1e-5)
    assert float(losses.absolute_error(TRUE, output)) == pytest.approx(float(keras.losses.MeanAbsoluteError()(*flat)), rel=1e-5)


def test_cross_entropy_is_that_of_keras_for_the_nearest_bin():
    centers = losses.coarse_bins()
    logits = RNG.normal(0, 2, (*TRUE.shape[:3], len(centers))).astype("float32")
    nearest = np.square(TRUE[..., None, :] - centers).sum(-1).argmin(-1)
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(losses.nearest_bin(TRUE)), nearest)
    known = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    assert float(losses.cross_entropy()(TRUE, logits)) == pytest.approx(float(known(nearest, logits)), rel=1e-5)
    weights = losses.bin_weights(TRUE)
    weighed = float(known(nearest.ravel(), logits.reshape(-1, len(centers)), sample_weight=weights[nearest].ravel()))
    assert float(losses.cross_entropy(weights)(TRUE, logits)) == pytest.approx(weighed, rel=1e-5)


def test_rare_bins_weigh_more_and_the_mean_weight_is_one():
    ab = np.concatenate([np.zeros((90, 2)), np.full((10, 2), 40.0)]).astype("float32")
    weights = losses.bin_weights(ab)[keras.ops.convert_to_numpy(losses.nearest_bin(ab))]
    assert weights.mean() == pytest.approx(1, rel=1e-5)
    assert weights[-1] > 5 * weights[0]


@pytest.mark.parametrize("name", KNOBS["loss"].choices)
def test_every_loss_is_least_at_the_truth_and_decodes_to_it(name):
    true = np.broadcast_to(losses.coarse_bins()[5], (1, 2, 2, 2)).astype("float32")
    loss = losses.loss_called(name, true)
    right = true / 110 if loss.channels == 2 else 50 * np.eye(loss.channels, dtype="float32")[np.full((1, 2, 2), 5)]
    wrong = right[..., ::-1] if loss.channels > 2 else -right
    assert float(loss.error(true, right)) < 1e-4 < float(loss.error(true, wrong))
    np.testing.assert_allclose(keras.ops.convert_to_numpy(loss.decode(right)), true, atol=1e-3)


@pytest.mark.parametrize(
    ("color", "name"),
    [((128, 128, 128), "gray"), ((200, 30, 30), "red"), ((230, 140, 40), "orange"), ((230, 210, 60), "yellow"),
     ((60, 150, 60), "green"), ((40, 90, 200), "blue"), ((160, 60, 170), "purple")],
)  # fmt: skip
def test_families_are_called_what_people_call_them(color, name):
    ab = skimage.color.rgb2lab(np.uint8([[color]]))[0, 0, 1:]
    assert list(families.FAMILIES)[int(families.family(ab))] == name


def test_recall_counts_true_cells_and_leaves_out_families_that_are_hardly_there():
    true = np.concatenate([np.zeros((100, 2)), np.full((50, 2), [50.0, 20.0]), np.full((5, 2), [-40.0, 30.0])])
    guess = np.where(np.arange(155)[:, None] < 80, 0.0, true)
    guess[120:] = np.nan
    found = dict(zip(families.FAMILIES, families.recalls(true, guess), strict=True))
    assert found["gray"] == 1.0 and found["red"] == pytest.approx(20 / 50) and np.isnan(found["green"])
    assert families.shares(true)[:2] == pytest.approx([100 / 155, 50 / 155])
