"""The published encoder's weights: the same on every machine, so that a lesson is."""

from __future__ import annotations

from functools import cache

import keras

from colorize import checkpoint
from colorize.networks import efficientnet
from colorize.text import Text

PUBLISHED = Text("the published encoder, EfficientNet-Lite0", "已发布的编码器 EfficientNet-Lite0")
AS_PUBLISHED = "objects"
"""The checkpoint that holds the published classifier unchanged."""


@cache
def published_encoder() -> tuple[keras.Model, Text]:
    """The encoder for gray pictures, and in words whose weights it has: those of the published classifier, whose first layer's
    three channels are added up, as a gray picture has the same in each.

    Raises:
        ColorizeError: the checkpoint `objects` is not there.
    """
    encoder = efficientnet.encoder()
    classifier, _ = checkpoint.load(AS_PUBLISHED)
    for layer in encoder.layers:
        if layer.weights:
            kernel, bias = classifier.get_layer(layer.name).get_weights()
            gray = kernel.sum(axis=2, keepdims=True) if layer.name == "stem" else kernel
            layer.set_weights([gray, bias])
    return encoder, PUBLISHED
