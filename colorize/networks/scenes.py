"""The scene classifier: the published encoder up to its last stride of 16 as it is, the rest trained on, a new head.

Both parts can be had by themselves: what the first says of a photo is computed once, the second learns from that.
"""

from __future__ import annotations

import keras
from keras import layers

from colorize.networks import efficientnet

SPLIT = 11
"""The first block of the second part."""
CLASSES = 100
DROPOUT = 0.3


def trunk() -> keras.Model:
    """Stem and blocks 0 to 10: (batch, height, width, 3) in [0, 1] to features of 112 channels at stride 16."""
    image = keras.Input((None, None, 3), name="image")
    return keras.Model(image, _trunk(image), name="trunk")


def tail(classes: int = CLASSES) -> keras.Model:
    """Blocks 11 to 15, the published head and a new classifier: the trunk's features to probabilities."""
    features = keras.Input((None, None, efficientnet.feature_channels()[16]), name="features")
    return keras.Model(features, _tail(features, classes), name="tail")


def build(classes: int = CLASSES) -> keras.Model:
    """Both in one: (batch, height, width, 3) float sRGB in [0, 1] to (batch, classes) probabilities.

    Height and width are open; its layer `head_relu6` gives the last feature maps, at stride 32.
    """
    image = keras.Input((None, None, 3), name="image")
    return keras.Model(image, _tail(_trunk(image), classes), name="scenes")


def _trunk(image):
    return efficientnet.blocks(efficientnet.stem(image), 0, SPLIT)


def _tail(x, classes: int):
    x = efficientnet.pooled(efficientnet.blocks(x, SPLIT, efficientnet.block_count()))
    x = layers.Dropout(DROPOUT, name="dropout")(x)
    return layers.Dense(classes, activation="softmax", name="scene")(x)
