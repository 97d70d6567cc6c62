"""The hinted colorizer: a distribution over colors for every 4x4 pixels, which a few given colors may correct.

It holds all of `colorizer`, layer for layer and under the same names, and adds to it a view of the whole scene through
the published classifier's 1280 channels, attention between all places at stride 32, one more block, a last stage at
stride 4 that knows where things end, and hints. Whatever is added ends in weights of zero: a hinted network that starts
from a trained colorizer starts as good as that. Hints enter the decoder alone, through convolutions without bias:
without hints the network is exactly one that knows of none.
"""

from __future__ import annotations

import keras
from keras import layers

from colorize.hints import HINT_CHANNELS, STRIDE
from colorize.networks import colorizer, efficientnet
from colorize.networks.layers import MapAttention, precision, residual, standardize

WIDTHS = colorizer.WIDTHS | {4: 64}
BLOCKS = {32: 1, 16: 2, 8: 2, 4: 1}
HINT_WIDTHS = {4: 32, 8: 64, 16: 96, 32: 128}
CONTRACT = {
    "channels": HINT_CHANNELS, "stride": STRIDE, "meaning": "a* / 110 and b* / 110 times the share hinted, that share",
}  # fmt: skip
SCENE = 384  # numbers that sum the scene up


def _hint_maps(hints) -> dict[int, keras.KerasTensor]:
    """What the hints say at each stride; all of it is 0 where there are none."""
    maps, x = {}, hints
    for stride, width in HINT_WIDTHS.items():
        step = 1 if stride == STRIDE else 2
        x = layers.Conv2D(
            width, 3, step, "same", activation="relu", use_bias=False, name=f"hint{stride}",
        )(x)  # fmt: skip
        maps[stride] = x
    return maps


def _zero_conv(x, width: int, name: str, bias: bool = False):
    return layers.Conv2D(width, 1, use_bias=bias, kernel_initializer="zeros", name=name)(x)


def _scene(features):
    """The scene as the published classifier sums it up, (batch, 1, 1, SCENE); see `published_names`."""
    x = layers.Conv2D(efficientnet.HEAD_CHANNELS, 1, name="scene_head")(features)
    x = layers.ReLU(6.0, name="scene_relu6")(x)
    x = layers.GlobalAveragePooling2D(keepdims=True, name="scene_pool")(x)
    return layers.Conv2D(SCENE, 1, activation="relu", name="scene_hidden")(x)


published_names = {"scene_head": "head"}
"""The decoder's layer that starts with published weights, and its name in the encoder's file."""


def decoder(output_channels: int, encoder: str = "lite0", attention: int = 1) -> keras.Model:
    """Features at strides 4, 8, 16, 32 and hints at stride 4 to `output_channels` values at stride 4.

    Args:
        output_channels: what the head asks for (see `colorize.networks.heads`).
        encoder: the member of the EfficientNet-Lite family whose features come in.
        attention: how many rounds of attention between all places at stride 32.
    """
    channels = efficientnet.feature_channels(encoder)
    inputs = {s: keras.Input((None, None, c), name=f"stride{s}") for s, c in channels.items()}
    hints = keras.Input((None, None, HINT_CHANNELS), name="hints")
    x = {s: standardize(feature, f"standardize{s}") for s, feature in inputs.items()}
    hinted, scene, y = _hint_maps(hints), _scene(inputs[32]), None
    for stride, width in WIDTHS.items():
        parts = [] if y is None else [colorizer.enlarged(y, stride, width)]
        parts += colorizer.sources(x, stride, width)
        parts += [_zero_conv(scene, width, f"scene{stride}"), _zero_conv(hinted[stride], width, f"hint_out{stride}")]
        if y is None:
            pooled = layers.GlobalAveragePooling2D(keepdims=True, name="hint_pool")(hinted[32])
            parts.append(_zero_conv(pooled, width, "hint_context"))
        y = layers.ReLU(name=f"merge{stride}_relu")(layers.Add(name=f"merge{stride}")(parts))
        for number in range(BLOCKS[stride]):
            y = residual(y, f"stage{stride}_{number}", is_added=number >= colorizer.BLOCKS.get(stride, 1))
        if stride == 32:
            for number in range(attention):
                y = MapAttention(name=f"attention{number}")(y)
        if stride == colorizer.STRIDE:
            coarse = colorizer.head(y, output_channels)
    # float32 whatever the policy: the loss takes logarithms of these.
    fine = layers.Conv2D(output_channels, 1, dtype="float32", kernel_initializer="zeros", name="head_fine")(y)
    coarse = layers.UpSampling2D(2, dtype="float32", name="head_up")(coarse)
    y = layers.Add(dtype="float32", name="head_sum")([coarse, fine])
    return keras.Model([*inputs.values(), hints], y, name="decoder")


def build(output_channels: int, policy: str = "float32", encoder: str = "lite0", attention: int = 1) -> keras.Model:
    """A gray picture and hints to `output_channels` values at a quarter of its size, with random weights.

    Args:
        output_channels: what the head asks for (see `colorize.networks.heads`).
        policy: the decoder's dtype policy while it trains, see `colorizer.build`.
        encoder: a member of the EfficientNet-Lite family.
        attention: rounds of attention at stride 32.

    Returns:
        A model from [(batch, height, width, 1) gray in [0, 1], (batch, height / 4, width / 4, 3) hints] to
        (batch, height / 4, width / 4, output_channels). Height and width are open; multiples of 32 are meant.
    """
    gray = keras.Input((None, None, 1), name="gray")
    hints = keras.Input((None, None, HINT_CHANNELS), name="hints")
    features = efficientnet.encoder(variant=encoder)(gray)
    with precision(policy):
        half = decoder(output_channels, encoder, attention)
    return keras.Model([gray, hints], half([*features, hints]), name="hinted")
