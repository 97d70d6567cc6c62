"""A trained decoder on another encoder: what reads the features is fitted anew by least squares, the rest is kept.

Only linear layers read an encoder's features. They are set so that on the same pictures they say, as nearly as a linear
map can, what the trained ones say of the features that these were trained with.

Source: "stitching" as in Bansal et al. 2021, "Revisiting Model Stitching to Compare Neural Representations", in closed form.
"""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np

from colorize.networks.efficientnet import STRIDES

PICTURES = 4096
"""That are looked at."""
READERS = {"fine8": 4, "lateral8": 8, "lateral16": 16, "lateral32": 32}
"""The decoder's layers that read features, with the stride of these."""
SCENE = "context_hidden"
"""The layer that reads the mean of all features of stride 32."""
RIDGE = 1e-3
"""Share of the features' mean square on the diagonal of the normal equations, so that rare features are not overfitted."""


def transplant(old: keras.Model, new: keras.Model, pictures: Sequence[np.ndarray]) -> None:
    """Give a colorizer the decoder of a trained one whose encoder is another.

    Args:
        old: trained.
        new: its encoder has its weights; its decoder is set here.
        pictures: batches of gray, (batch, height, width, 1) float32 in [0, 1].
    """
    theirs, ours = old.get_layer("decoder"), new.get_layer("decoder")
    keep_equal(theirs, ours)
    calibrate(ours, new.get_layer("encoder").predict_on_batch(pictures[0]))  # features of another encoder differ, however many
    names = (*READERS, SCENE)
    squares, products = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for gray in pictures:
        before, after = (_standardized(model, gray) for model in (old, new))
        for name in names:
            kernel, bias = theirs.get_layer(name).get_weights()
            wanted = _rows(before, name, kernel) @ kernel.reshape(-1, kernel.shape[-1]) + bias
            known = _rows(after, name, kernel)
            known = np.concatenate([known, np.ones_like(known[:, :1])], axis=1)
            squares[name] = squares[name] + known.T @ known
            products[name] = products[name] + known.T @ wanted
    for name in names:
        square, layer = squares[name], ours.get_layer(name)
        ridge = RIDGE * np.trace(square) / len(square) * np.eye(len(square))
        weights = np.linalg.solve(square + ridge, products[name])
        layer.set_weights([weights[:-1].reshape(layer.kernel.shape), weights[-1]])


def calibrate(decoder: keras.Model, features: list[np.ndarray]) -> None:
    """Set the decoder's `standardize` layers so that these features come out with mean 0 and deviation 1 a channel."""
    for stride, values in zip(STRIDES, features, strict=True):
        values = np.asarray(values, "float32")
        scale = 1 / np.maximum(values.std((0, 1, 2)), 1e-3)
        offset = -values.mean((0, 1, 2)) * scale
        decoder.get_layer(f"standardize{stride}").set_weights([scale.reshape(1, 1, -1, 1), offset])


def keep_equal(old: keras.Model, new: keras.Model) -> None:
    """Copy the weights of every layer that has the same name and shapes in both; the others stay as they are."""
    layers = {layer.name: layer for layer in old.layers}
    for layer in new.layers:
        same = layers.get(layer.name)
        if same and [w.shape for w in layer.weights] == [w.shape for w in same.weights]:
            layer.set_weights(same.get_weights())


def _standardized(model: keras.Model, gray: np.ndarray) -> dict[int, np.ndarray]:
    """What a model's decoder reads of pictures, by stride: (batch, height, width, channels) float32."""
    features = model.get_layer("encoder").predict_on_batch(gray)
    decoder = model.get_layer("decoder")
    found = {}
    for stride, values in zip(STRIDES, features, strict=True):
        scale, offset = decoder.get_layer(f"standardize{stride}").get_weights()
        found[stride] = np.asarray(values) * scale.ravel() + offset
    return found


def _rows(features: dict[int, np.ndarray], name: str, kernel: np.ndarray) -> np.ndarray:
    """What a layer multiplies by its kernel, (cells, values) float64."""
    if name == SCENE:
        return features[32].mean((1, 2)).astype("float64")
    values, side = features[READERS[name]], len(kernel)
    batch, height, width, channels = values.shape
    squares = values.reshape(batch, height // side, side, width // side, side, channels).swapaxes(2, 3)
    return squares.reshape(-1, side * side * channels).astype("float64")
