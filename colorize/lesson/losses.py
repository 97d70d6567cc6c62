"""The losses to choose from: what the network's last layer means, what training minimizes, and the way back to color."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from keras import ops

from colorize.networks.heads import SCALE, bins

GRID = 20.0
"""Side of a color bin in units of a* and b*: coarser than the published networks', for so few pictures."""
TEMPERATURE = 0.5
"""Of the softmax when colors are picked: below 1 the likeliest win."""
REBALANCING = 0.5
"""How far rare bins are lifted: 0 leaves them as they are, at 1 all bins count the same however rare."""


class Loss(NamedTuple):
    """One loss.

    Args:
        channels: values that the network gives for a cell.
        error: (true a* b* of the cells, the network's output) to one number.
        decode: the network's output to a* b* of the cells.
    """

    channels: int
    error: Callable
    decode: Callable


@cache
def coarse_bins() -> np.ndarray:
    """Centers of the color bins: (bins, 2) float32, a* b*."""
    return np.unique(np.round(bins() / GRID), axis=0).astype("float32") * np.float32(GRID)


def nearest_bin(ab):
    """The number of the bin nearest to each a* b*: (..., 2) to (...)."""
    centers = coarse_bins()
    distance = ops.sum(ops.square(centers), -1) - 2 * ops.matmul(ab, centers.T)  # the point's own square is left out
    return ops.argmin(distance, -1)


def bin_weights(ab: np.ndarray) -> np.ndarray:
    """The weight of each bin that makes rare colors count: 1 / ((1 - r) p + r / bins), of mean 1 over the cells.

    Source: Zhang, Isola and Efros 2016, "Colorful Image Colorization", equation 4.

    Args:
        ab: true a* b* of the training cells, (..., 2).
    """
    count = len(coarse_bins())
    number = ops.convert_to_numpy(nearest_bin(np.asarray(ab, "float32")))
    p = np.bincount(number.ravel(), minlength=count) / number.size
    weight = 1 / ((1 - REBALANCING) * p + REBALANCING / count)
    return (weight / (weight * p).sum()).astype("float32")


def squared_error(true, output):
    """Mean squared error of a* / 110 and b* / 110."""
    return ops.mean(ops.square(true / SCALE - output))


def absolute_error(true, output):
    """Mean absolute error of a* / 110 and b* / 110."""
    return ops.mean(ops.abs(true / SCALE - output))


def cross_entropy(weights: np.ndarray | None = None) -> Callable:
    """Cross-entropy of the bin that each cell's color falls into, each bin weighed where weights are given."""

    def error(true, logits):
        number = nearest_bin(true)
        chance = -ops.log_softmax(logits)
        wrong = ops.take_along_axis(chance, number[..., None], -1)[..., 0]
        return ops.mean(wrong if weights is None else wrong * ops.take(weights, number))

    return error


def scaled(output):
    """Regression's answer in Lab units."""
    return output * SCALE


def picked(logits):
    """The expected color of the distribution, sharpened so that likely colors win."""
    return ops.matmul(ops.softmax(logits / TEMPERATURE), coarse_bins())


def loss_called(name: str, true: np.ndarray) -> Loss:
    """A loss by its name in the settings.

    Args:
        name: one of the choices of the setting `loss`.
        true: a* b* of the training cells, whose rarity the rebalanced loss weighs.
    """
    if name in ("mse", "mae"):
        return Loss(2, squared_error if name == "mse" else absolute_error, scaled)
    return Loss(len(coarse_bins()), cross_entropy(bin_weights(true) if name == "rebalanced" else None), picked)
