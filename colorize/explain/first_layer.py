"""What the first layer of a network for digits saw."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Unit(NamedTuple):
    """A unit of the first dense layer.

    Args:
        number: of the unit.
        activation: what it answered.
        weights: (28, 28), what it looks for.
        seen: (28, 28), weights times input: what of the digit excited (> 0) or calmed (< 0) it.
    """

    number: int
    activation: float
    weights: np.ndarray
    seen: np.ndarray


def active_units(model, digit: np.ndarray, count: int = 12, layer: str = "hidden") -> list[Unit]:
    """The units of a dense layer on the pixels that a digit excites most, the strongest first.

    Args:
        model: whose layer named `layer` takes the flattened digit.
        digit: (28, 28) float32.
        count: how many at most; those that are silent are left out.
        layer: see above.
    """
    kernel, bias = (np.asarray(array) for array in model.get_layer(layer).get_weights())
    activation = np.maximum(digit.reshape(-1) @ kernel + bias, 0)
    strongest = [unit for unit in np.argsort(activation)[::-1][:count] if activation[unit] > 0]
    weights = {unit: kernel[:, unit].reshape(digit.shape) for unit in strongest}
    return [Unit(int(u), float(activation[u]), weights[u], weights[u] * digit) for u in strongest]


def feature_maps(model, digit: np.ndarray, layer: str = "see1_relu") -> np.ndarray:
    """What a convolution made of a digit, (channels, h, w) float32, the channel with the strongest answer first."""
    import keras

    part = keras.Model(model.inputs[0], model.get_layer(layer).output)
    maps = np.moveaxis(np.asarray(part(digit[None, ..., None], training=False))[0], -1, 0)
    return maps[np.argsort(maps.max((1, 2)))[::-1]]
