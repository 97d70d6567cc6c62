"""The first network of most courses: a digit's pixels, 128 units, ten probabilities."""

from __future__ import annotations

import keras
from keras import layers

SIDE = 28
CLASSES = 10


def build() -> keras.Model:
    """Flatten, 128 units with ReLU, ten with softmax: 101,770 numbers, at random.

    Returns:
        A model from (batch, 28, 28, 1) float in [0, 1], a white digit on black, to (batch, 10) probabilities.
    """
    digit = keras.Input((SIDE, SIDE, 1), name="digit")
    x = layers.Flatten(name="flatten")(digit)
    x = layers.Dense(128, activation="relu", name="hidden")(x)
    x = layers.Dense(CLASSES, activation="softmax", name="classifier")(x)
    return keras.Model(digit, x, name="mnist_dense")
