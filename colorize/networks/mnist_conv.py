"""A small convolutional network for digits: three convolutions, each normalized and halved, then ten probabilities."""

from __future__ import annotations

import keras
from keras import layers

from colorize.networks.mnist_dense import CLASSES, SIDE

KERNELS = ((32, 5), (64, 3), (64, 3))
"""Channels and side of each convolution."""
DROPOUT = 0.4


def build() -> keras.Model:
    """Three convolutions and a softmax, at random.

    Returns:
        A model from (batch, 28, 28, 1) float in [0, 1], a white digit on black, to (batch, 10) probabilities. Its
        layer `see1_relu` gives what the first convolution saw, (batch, 28, 28, 32).
    """
    x = digit = keras.Input((SIDE, SIDE, 1), name="digit")
    for number, (channels, side) in enumerate(KERNELS, 1):
        x = layers.Conv2D(channels, side, padding="same", use_bias=False, name=f"see{number}")(x)
        x = layers.BatchNormalization(momentum=0.95, name=f"see{number}_norm")(x)
        x = layers.ReLU(name=f"see{number}_relu")(x)
        x = layers.MaxPooling2D(2, name=f"see{number}_half")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dropout(DROPOUT, name="dropout")(x)
    x = layers.Dense(CLASSES, activation="softmax", name="classifier")(x)
    return keras.Model(digit, x, name="mnist_conv")
