"""Combinations of Keras layers that the colorizers are made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keras
from keras import layers


@contextmanager
def precision(policy: str) -> Iterator[None]:
    """Build layers under a dtype policy, and go back to the usual one."""
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(usual)


def residual(x, name: str):
    """Two 3x3 convolutions with ReLU, the input added."""
    shortcut, channels = x, x.shape[-1]
    x = layers.Conv2D(channels, 3, padding="same", activation="relu", name=f"{name}_a")(x)
    x = layers.Conv2D(channels, 3, padding="same", name=f"{name}_b")(x)
    x = layers.Add(name=f"{name}_add")([shortcut, x])
    return layers.ReLU(name=f"{name}_relu")(x)


def left_out(x, share: float, name: str, whole: bool = False):
    """Training leaves out a share of the channels, or of the pictures' whole maps, and makes the others up for it.

    What learns so may not rely on any single one: each network that is left over must answer by itself.

    Sources: Srivastava et al. 2014, "Dropout"; Huang et al. 2016, "Deep Networks with Stochastic Depth".

    Args:
        x: (batch, h, w, channels).
        share: 0 adds no layer.
        name: of the layer.
        whole: all channels of a picture stand and fall together.
    """
    if not share:
        return x
    return layers.Dropout(share, noise_shape=(None, 1, 1, 1 if whole else x.shape[-1]), name=name)(x)


def standardize(x, name: str):
    """A scale and an offset per channel, with weights that travel with the model: a depthwise 1x1 convolution.

    Starts as the identity; training sets it from the first features it sees.
    """
    return layers.DepthwiseConv2D(1, depthwise_initializer="ones", name=name)(x)
