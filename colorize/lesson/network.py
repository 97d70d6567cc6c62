"""The lesson's network: features at three scales, made here or by the published encoder, and one small decoder.

Both kinds share the decoder, so that a comparison shows what the encoder's earlier learning is worth.
"""

from __future__ import annotations

import itertools

import keras
import numpy as np
from keras import layers

from colorize.networks.layers import standardize


def build_network(settings, channels: int, encoder: keras.Model | None = None) -> keras.Model:
    """A gray picture to `channels` values for each cell of 4 x 4 pixels, with random weights that the seed decides.

    Args:
        settings: width, depth, dropout, l2 and seed are read.
        channels: what the loss asks for.
        encoder: gives features at strides 4, 8, 16 (and 32, not used) and stays as it is; where left out, three
            convolutions are trained in its place.

    Returns:
        A model from (batch, 64, 64, 1) in [0, 1] to (batch, 16, 16, channels).
    """
    seeds = itertools.count(1000 * settings.seed)
    penalty = keras.regularizers.L2(settings.l2) if settings.l2 else None
    width = settings.width

    def convolution(filters: int, size: int, name: str, stride: int = 1, activation: str | None = "leaky_relu"):
        start = keras.initializers.HeNormal(seed=next(seeds))
        options = {"activation": activation, "kernel_initializer": start, "kernel_regularizer": penalty}
        return layers.Conv2D(filters, size, stride, "same", name=name, **options)

    def leaky(x, name: str):
        # Behind an addition TensorFlow's optimized graphs know no other slope than 0.2: they would predict with that what
        # was trained with another.
        return layers.LeakyReLU(0.2, name=name)(x)

    gray = keras.Input((64, 64, 1), name="gray")
    if encoder is None:
        x = convolution(width, 3, "half", 2)(gray)
        at4 = convolution(2 * width, 3, "stride4", 2)(x)
        at8 = convolution(4 * width, 3, "stride8", 2)(at4)
        at16 = convolution(4 * width, 3, "stride16", 2)(at8)
    else:
        encoder.trainable = False
        at4, at8, at16, _ = encoder(gray)
        at4, at8, at16 = (standardize(x, f"standardize{n}") for n, x in ((4, at4), (8, at8), (16, at16)))

    # What the whole picture is, added everywhere.
    whole = layers.GlobalAveragePooling2D(keepdims=True, name="whole")(at16)
    whole = convolution(4 * width, 1, "whole_hidden")(whole)
    x = layers.Add(name="merge16")([convolution(4 * width, 1, "lateral16", 1, None)(at16), whole])
    x = layers.UpSampling2D(2, name="up8")(leaky(x, "merge16_relu"))
    x = layers.Add(name="merge8")([x, convolution(4 * width, 1, "lateral8", 1, None)(at8)])
    x = leaky(x, "merge8_relu")
    for number in range(settings.depth):
        y = convolution(4 * width, 3, f"block{number}_a")(x)
        y = convolution(4 * width, 3, f"block{number}_b", 1, None)(y)
        x = leaky(layers.Add(name=f"block{number}_add")([x, y]), f"block{number}_relu")
    x = convolution(2 * width, 1, "top", 1, None)(layers.UpSampling2D(2, name="up4")(x))
    x = layers.Add(name="merge4")([x, convolution(2 * width, 1, "lateral4", 1, None)(at4)])
    x = convolution(2 * width, 3, "fine")(leaky(x, "merge4_relu"))
    if settings.dropout:
        x = layers.SpatialDropout2D(settings.dropout, seed=next(seeds), name="dropout")(x)
    start = keras.initializers.RandomNormal(stddev=0.01, seed=next(seeds))
    colors = layers.Conv2D(channels, 1, kernel_initializer=start, kernel_regularizer=penalty, name="colors")(x)
    return keras.Model(gray, colors, name="lesson")


def calibrate(network: keras.Model, encoder: keras.Model, gray: np.ndarray) -> None:
    """Let the encoder's features of these pictures, (n, 64, 64, 1), enter the decoder with mean 0 and deviation 1."""
    for stride, features in zip((4, 8, 16), encoder.predict(gray, verbose=0), strict=False):
        scale = 1 / np.maximum(features.std((0, 1, 2)), 1e-3)
        offset = -features.mean((0, 1, 2)) * scale
        network.get_layer(f"standardize{stride}").set_weights([scale.reshape(1, 1, -1, 1), offset])
