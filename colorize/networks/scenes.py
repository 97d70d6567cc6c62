"""The scene classifier: the published encoder as it is, up to its 1280 pooled features, and a new head on them.

Both parts can be had by themselves: what the first says of a photo is computed once, the second learns from that.
"""

from __future__ import annotations

import keras
from keras import layers

from colorize.networks import efficientnet

CLASSES = 100
DROPOUT = 0.5
HEAD = "scene"


def encoder() -> keras.Model:
    """The published part: (batch, height, width, 3) float sRGB in [0, 1] to the means of 1280 feature maps."""
    image = keras.Input((None, None, 3), name="image")
    return keras.Model(image, _pooled(image), name="encoder")


def head(classes: int = CLASSES) -> keras.Model:
    """The part that is trained: 1280 features, half of them left out at random while it learns, to probabilities."""
    features = keras.Input((efficientnet.HEAD_CHANNELS,), name="features")
    x = layers.Dropout(DROPOUT, name="dropout")(features)
    return keras.Model(features, _classified(x, classes), name="head")


def build(classes: int = CLASSES) -> keras.Model:
    """Both in one: (batch, height, width, 3) float sRGB in [0, 1] to (batch, classes) probabilities.

    Height and width are open; its layer `head_relu6` gives the last feature maps, at stride 32.
    """
    image = keras.Input((None, None, 3), name="image")
    return keras.Model(image, _classified(_pooled(image), classes), name="scenes")


def _pooled(image):
    x = efficientnet.blocks(efficientnet.stem(image), 0, efficientnet.block_count())
    return efficientnet.pooled(x)


def _classified(x, classes: int):
    return layers.Dense(classes, activation="softmax", name=HEAD)(x)
