"""The colorizer: the published encoder on the gray picture, and a decoder of plain 3x3 convolutions made for it.

A CPU runs plain 3x3 convolutions at full speed, whereas depthwise ones, normalisation and large soft targets are
bound by memory: hence residual blocks of two 3x3 convolutions with ReLU and no normalisation, and color predicted at
an eighth of the resolution. The picture's own lightness supplies the detail (see `colorize.predict`).
"""

from __future__ import annotations

import keras
from keras import layers

from colorize.networks import efficientnet
from colorize.networks.attention import attend
from colorize.networks.layers import left_out, precision, residual, standardize

STRIDE = 8  # of the predicted color
MULTIPLE = 32  # sides of the input are multiples of this
WIDTHS = {32: 256, 16: 192, 8: 128}
BLOCKS = {32: 1, 16: 1, 8: 2}
CONTEXT = 512
ATTENTIVE = 16
"""The stride whose map attends to itself: fine enough for a person's coat, coarse enough to compare every place with all."""


def _sources(features: dict, stride: int, width: int) -> list:
    """What a stage takes from the encoder: its own stride, the whole scene at 32, and at 8 the finer stride 4."""
    parts = [layers.Conv2D(width, 1, name=f"lateral{stride}")(features[stride])]
    if stride == 32:
        context = layers.GlobalAveragePooling2D(keepdims=True, name="context_pool")(features[32])
        context = layers.Conv2D(CONTEXT, 1, activation="relu", name="context_hidden")(context)
        parts.append(layers.Conv2D(width, 1, name="context32")(context))
    if stride == STRIDE:  # stride 4 knows where things end
        parts.append(layers.Conv2D(width, 2, 2, name=f"fine{stride}")(features[4]))
    return parts


def _enlarged(y, stride: int, width: int):
    """The coarser stage's map at the stride of the next."""
    return layers.UpSampling2D(2, name=f"up{stride}")(layers.Conv2D(width, 1, name=f"top{stride}")(y))


def head(y, output_channels: int):
    """The last layer; in float32 whatever the policy, since the loss takes logarithms of what it says."""
    return layers.Conv2D(output_channels, 1, dtype="float32", name="head")(y)


def decoder(output_channels: int, encoder: str = "lite0", attention: int = 0, dropout: float = 0.0) -> keras.Model:
    """Features at strides 4, 8, 16, 32 to `output_channels` values at stride 8.

    Args:
        output_channels: what the head asks for (see `colorize.networks.heads`).
        encoder: the member of the EfficientNet-Lite family whose features come in.
        attention: blocks of it at stride `ATTENTIVE`.
        dropout: share of the channels that training leaves out behind every stage.

    Returns:
        A model from the list that `efficientnet.encoder()` gives to (batch, height / 8, width / 8, output_channels).
        Its layers `standardize<stride>` start as the identity; `train` sets them from the first features it sees.
    """
    channels = efficientnet.feature_channels(encoder)
    features = {s: keras.Input((None, None, c), name=f"stride{s}") for s, c in channels.items()}
    x = {s: standardize(feature, f"standardize{s}") for s, feature in features.items()}
    return keras.Model(list(features.values()), head(stages(x, attention, dropout), output_channels), name="decoder")


def stages(features: dict, attention: int = 0, dropout: float = 0.0):
    """Standardized features by stride, from the coarsest up to `STRIDE`; see `decoder`."""
    y = None
    for stride, width in WIDTHS.items():
        parts = [] if y is None else [_enlarged(y, stride, width)]
        parts += _sources(features, stride, width)
        y = layers.ReLU(name=f"merge{stride}_relu")(layers.Add(name=f"merge{stride}")(parts))
        for number in range(BLOCKS[stride]):
            y = residual(y, f"stage{stride}_{number}")
        for number in range(attention if stride == ATTENTIVE else 0):
            y = attend(y, f"attention{stride}_{number}")
        y = left_out(y, dropout, f"stage{stride}_left_out")
    return y


def build(
    output_channels: int, policy: str = "float32", encoder: str = "lite0", attention: int = 0, dropout: float = 0.0
) -> keras.Model:
    """A gray picture to `output_channels` values at an eighth of its size, with random weights.

    Args:
        output_channels: what the head asks for (see `colorize.networks.heads`).
        policy: the decoder's dtype policy while it trains. The encoder stays in float32: the gradients of its
            depthwise convolutions are slower in bfloat16.
        encoder: a member of the EfficientNet-Lite family.
        attention: blocks of it at stride `ATTENTIVE`.
        dropout: what training leaves out, see `efficientnet.encoder` and `decoder`. Weights are the same with any.

    Returns:
        A model from (batch, height, width, 1) float in [0, 1], the sRGB gray value of the picture's lightness, to
        (batch, height / 8, width / 8, output_channels). Height and width are open; multiples of 32 are meant.
        `model.get_layer("encoder")` and `model.get_layer("decoder")` are its two halves.
    """
    gray = keras.Input((None, None, 1), name="gray")
    features = efficientnet.encoder(variant=encoder, dropout=dropout)(gray)
    with precision(policy):
        half = decoder(output_channels, encoder, attention, dropout)
    return keras.Model(gray, half(features), name="colorizer")
