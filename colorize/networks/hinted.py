"""The hinted colorizer: `colorizer`, layer for layer and under the same names, whose answer given colors may correct.

What a hint is worth elsewhere is a question of likeness: a color given for one patch of sky holds for all of it, and for
no face. So the network learns for every cell a key, and how far it may be wrong; `HintPosterior` works out from these
what the given colors say of every cell. Without hints the answer is exactly that of the colorizer.
"""

from __future__ import annotations

import keras
from keras import layers

from colorize.hints import HINT_CHANNELS
from colorize.networks import colorizer, efficientnet
from colorize.networks.heads import head_of
from colorize.networks.hint_posterior import KERNELS, KEY, TOLD, HintPosterior
from colorize.networks.layers import precision, standardize

CONTRACT = {
    "channels": HINT_CHANNELS, "told": TOLD,
    "meaning": "rows of y, x in pixels, a* / 110, b* / 110, 1; a row of zeros is none",
}  # fmt: skip
WIDTH = 128
"""Channels from which keys are made."""


def _keys(y, features: dict):
    """What likeness is judged by, at stride 8: what the colorizer's last stage and the encoder's features say."""
    parts = [layers.Conv2D(WIDTH, 1, name="hint_stage")(y)]
    parts.append(layers.Conv2D(WIDTH, 2, 2, name="hint_from4")(features[4]))
    for stride in (16, 32):
        part = layers.Conv2D(WIDTH, 1, name=f"hint_from{stride}")(features[stride])
        parts.append(layers.UpSampling2D(stride // colorizer.STRIDE, name=f"hint_up{stride}")(part))
    x = layers.ReLU(name="hint_relu")(layers.Add(name="hint_add")(parts))
    # In float32 whatever the policy: differences of keys are squared and raised to a power.
    return layers.Conv2D(KERNELS * KEY + 1, 1, dtype="float32", name="hint_keys")(x)


def decoder(output_channels: int, encoder: str = "lite0", attention: int = 0, dropout: float = 0.0) -> keras.Model:
    """Features at strides 4, 8, 16, 32 and hints to `output_channels` values and what the hints tell, at stride 8.

    Args:
        output_channels: what the head asks for (see `colorize.networks.heads`).
        encoder: the member of the EfficientNet-Lite family whose features come in.
        attention, dropout: as of `colorizer.decoder`.
    """
    channels = efficientnet.feature_channels(encoder)
    inputs = {s: keras.Input((None, None, c), name=f"stride{s}") for s, c in channels.items()}
    hints = keras.Input((None, HINT_CHANNELS), name="hints")
    features = {s: standardize(feature, f"standardize{s}") for s, feature in inputs.items()}
    y = colorizer.stages(features, attention, dropout)
    said = colorizer.head(y, output_channels)
    told = HintPosterior(head_of(output_channels), colorizer.STRIDE, dtype="float32", name="hint_posterior")
    alike = layers.UpSampling2D(16 // colorizer.STRIDE, name="hint_alike")(features[16])
    return keras.Model([*inputs.values(), hints], told([said, _keys(y, features), alike, hints]), name="decoder")


def build(
    output_channels: int, policy: str = "float32", encoder: str = "lite0", attention: int = 0, dropout: float = 0.0
) -> keras.Model:
    """A gray picture and hints to what a colorizer says of it and what the hints tell, with random weights.

    Args:
        output_channels: what the head asks for (see `colorize.networks.heads`).
        policy: the decoder's dtype policy while it trains, see `colorizer.build`.
        encoder: a member of the EfficientNet-Lite family.
        attention, dropout: as of `colorizer.build`.

    Returns:
        A model from [(batch, height, width, 1) gray in [0, 1], (batch, n, 5) hints, n at least 1] to
        (batch, height / 8, width / 8, output_channels + 3). Height and width are open; multiples of 32 are meant.
    """
    gray = keras.Input((None, None, 1), name="gray")
    hints = keras.Input((None, HINT_CHANNELS), name="hints")
    features = efficientnet.encoder(variant=encoder, dropout=dropout)(gray)
    with precision(policy):
        half = decoder(output_channels, encoder, attention, dropout)
    return keras.Model([gray, hints], half([*features, hints]), name="hinted")
