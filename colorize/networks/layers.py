"""Layers that the colorizers add to those of Keras: attention over small maps, for heights and widths left open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keras
from keras import layers, ops


@contextmanager
def precision(policy: str) -> Iterator[None]:
    """Build layers under a dtype policy, and go back to the usual one."""
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(usual)


def residual(x, name: str, is_added: bool = False):
    """Two 3x3 convolutions with ReLU, the input added; one that is added to a trained network starts as the identity."""
    shortcut, channels, start = x, x.shape[-1], "zeros" if is_added else "glorot_uniform"
    x = layers.Conv2D(channels, 3, padding="same", activation="relu", name=f"{name}_a")(x)
    x = layers.Conv2D(channels, 3, padding="same", kernel_initializer=start, name=f"{name}_b")(x)
    x = layers.Add(name=f"{name}_add")([shortcut, x])
    return layers.ReLU(name=f"{name}_relu")(x)


def standardize(x, name: str):
    """A scale and an offset per channel, with weights that travel with the model: a depthwise 1x1 convolution.

    Starts as the identity; training sets it from the first features it sees.
    """
    return layers.DepthwiseConv2D(1, depthwise_initializer="ones", name=name)(x)


@keras.saving.register_keras_serializable("colorize")
class MapAttention(layers.Layer):
    """Self-attention between all places of a map, added to it. It starts as the identity.

    Args:
        heads: of the attention; the channels of the map are divided among them.
    """

    def __init__(self, heads: int = 4, **options):
        super().__init__(**options)
        self.heads = heads

    def build(self, shape):
        channels = shape[-1]
        self.norm = layers.LayerNormalization(dtype=self.dtype_policy, name="norm")
        self.attention = layers.MultiHeadAttention(
            self.heads, channels // self.heads, dtype=self.dtype_policy, name="attention"
        )
        self.out = layers.Dense(channels, kernel_initializer="zeros", dtype=self.dtype_policy, name="out")
        places = (None, None, channels)
        self.norm.build(places)
        self.attention.build(places, places)
        self.out.build(places)

    def call(self, x):
        batch, height, width, channels = ops.shape(x)
        places = ops.reshape(x, (batch, height * width, channels))
        normal = self.norm(places)
        change = self.out(self.attention(normal, normal))
        return x + ops.reshape(change, (batch, height, width, channels))

    def compute_output_shape(self, shape):
        return shape

    def get_config(self):
        return super().get_config() | {"heads": self.heads}
