"""The published encoder's weights, from where this machine has them."""

from __future__ import annotations

from functools import cache

import keras

from colorize import checkpoint
from colorize.data import data_folder
from colorize.networks import efficientnet
from colorize.text import Text

PUBLISHED = Text("the published encoder, EfficientNet-Lite0", "已发布的编码器 EfficientNet-Lite0")
FINE_TUNED = Text(
    "the encoder of the checkpoint {name!r}: the published one, then trained on for colorizing",
    "检查点 {name!r} 的编码器：由已发布的编码器继续训练上色而来",
)
AS_PUBLISHED = "objects"
"""The checkpoint that holds the published classifier unchanged."""


@cache
def published_encoder() -> tuple[keras.Model, Text]:
    """The encoder for gray pictures, and in words whose weights it has.

    They come from the published file in `COLORIZE_DATA`; else from the checkpoint that holds the published network
    unchanged; else from the encoder of the checkpoint behind `auto`, which was trained on here.

    Raises:
        ColorizeError: there is none of the three.
    """
    encoder = efficientnet.encoder()
    folder = data_folder()
    if folder and (path := folder / efficientnet.file_name("lite0")).is_file():
        return efficientnet.load_published(encoder, path), PUBLISHED
    if AS_PUBLISHED in checkpoint.cards():
        classifier, _ = checkpoint.load(AS_PUBLISHED)
        for layer in encoder.layers:
            if layer.weights:
                kernel, bias = classifier.get_layer(layer.name).get_weights()
                gray = kernel.sum(axis=2, keepdims=True) if layer.name == "stem" else kernel
                layer.set_weights([gray, bias])
        return encoder, PUBLISHED
    network, card = checkpoint.load(checkpoint.ALIASES["auto"])
    encoder.set_weights(network.get_layer("encoder").get_weights())
    return encoder, FINE_TUNED.format(name=card.name)
