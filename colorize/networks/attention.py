"""Attention over a picture's map: every place hears from all places that resemble it, however far away.

Convolutions settle a coat's color patch by patch; what belongs together must be able to agree. The map is compared with
itself at half its resolution: a quarter of the comparisons, and a coat is larger than that.

Source: Vaswani et al. 2017, "Attention Is All You Need", in the form that normalizes first.
"""

from __future__ import annotations

import keras
from keras import layers, ops

HEAD_CHANNELS = 32
WIDER = 2
"""Channels of the hidden layer that follows, as a multiple of the map's."""


@keras.saving.register_keras_serializable("colorize")
class Attention(keras.layers.Layer):
    """What each place asks, answered by all others: scaled dot products, in heads of `HEAD_CHANNELS` channels.

    Takes [(b, h, w, c) queries, (b, k, l, c) keys, (b, k, l, c) values] and gives (b, h, w, c).
    """

    def call(self, inputs):
        shape = ops.shape(inputs[0])
        heads = (inputs[0].shape[-1] // HEAD_CHANNELS, HEAD_CHANNELS)
        query, key, value = (ops.reshape(x, (shape[0], -1, *heads)) for x in inputs)
        likeness = ops.einsum("bqnc,bknc->bnqk", query * HEAD_CHANNELS**-0.5, key)
        answer = ops.einsum("bnqk,bknc->bqnc", ops.softmax(likeness), value)
        return ops.reshape(answer, (*shape[:3], inputs[0].shape[-1]))

    def compute_output_shape(self, shapes):
        return shapes[0]


def attend(x, name: str):
    """One block on a map (batch, h, w, channels), h and w even: attention, then two layers for every place alone.

    Both are added to the map and start from zero, so that a network which gains a block answers at first as before.
    """
    channels = x.shape[-1]
    y = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_norm")(x)
    coarse = layers.AveragePooling2D(2, name=f"{name}_pool")(y)
    query = layers.Conv2D(channels, 1, name=f"{name}_query")(y)
    key, value = (layers.Conv2D(channels, 1, name=f"{name}_{part}")(coarse) for part in ("key", "value"))
    y = Attention(name=f"{name}_attend")([query, key, value])
    y = layers.Conv2D(channels, 1, kernel_initializer="zeros", name=f"{name}_answer")(y)
    x = layers.Add(name=f"{name}_add")([x, y])
    y = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_alone_norm")(x)
    y = layers.Conv2D(WIDER * channels, 1, activation="relu", name=f"{name}_alone_hidden")(y)
    y = layers.Conv2D(channels, 1, kernel_initializer="zeros", name=f"{name}_alone")(y)
    return layers.Add(name=f"{name}_alone_add")([x, y])
