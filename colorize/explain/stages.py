"""The feature maps of a colorizer, stage by stage: what the encoder found, and what the decoder made of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from colorize import predict
from colorize.explain.sight import Sight

SHOWN = 4
"""Channels of a stage."""


class Stage(NamedTuple):
    """One stage of a network, with the channels that vary most over a picture.

    Args:
        half: `encoder` or `decoder`.
        stride: pixels of the network's copy for each place of the map.
        channels: how many the stage has.
        numbers: of the channels that are shown, the most varied first.
        maps: (shown, rows, columns) float32, in [0, 1]: each from its lowest value to its highest.
        spreads: standard deviation of each over the picture, in the network's own numbers.
    """

    half: str
    stride: int
    channels: int
    numbers: tuple[int, ...]
    maps: np.ndarray
    spreads: tuple[float, ...]


@lru_cache(maxsize=predict.NETWORKS_KEPT)
def _parts(network: predict.Network):
    """The encoder, the decoder up to the ends of its stages, and the strides of these."""
    import keras

    encoder, decoder = network.model.get_layer("encoder"), network.model.get_layer("decoder")
    ends: dict[int, str] = {}
    for layer in decoder.layers:
        if found := re.fullmatch(r"stage(\d+)_\d+_relu", layer.name):
            ends[int(found[1])] = layer.name  # a stage's last block stands
    stages = keras.Model(decoder.inputs, [decoder.get_layer(layer).output for layer in ends.values()])
    return encoder, stages, tuple(ends)


def stages(sight: Sight, count: int = SHOWN) -> list[Stage]:
    """Every stage with the channels whose values vary most over this picture.

    Args:
        sight: what the network saw.
        count: channels of each stage.

    Returns:
        The encoder's stages from fine to coarse, then the decoder's from coarse to fine.
    """
    from keras import ops

    encoder, decoder, strides = _parts(sight.network)
    padded = sight.gray[np.ix_(*sight.padding)]
    gray, *hints = map(ops.convert_to_tensor, sight.network.inputs(padded))
    features = encoder(gray, training=False)
    made = decoder([*features, *hints], training=False)
    made = made if isinstance(made, list | tuple) else [made]
    sides = [gray.shape[1] // feature.shape[1] for feature in features]
    found = [("encoder", *pair) for pair in zip(sides, features, strict=True)]
    found += [("decoder", *pair) for pair in zip(strides, made, strict=True)]
    return [_stage(half, stride, np.asarray(maps)[0], sight, count) for half, stride, maps in found]


def _stage(half: str, stride: int, maps: np.ndarray, sight: Sight, count: int) -> Stage:
    """The most varied channels of (rows, columns, channels), where they lie within the picture."""
    rows, columns = (-(-side // stride) for side in sight.gray.shape)
    within = maps[:rows, :columns]
    spread = within.std((0, 1))
    numbers = np.argsort(-spread, kind="stable")[:count]
    chosen = np.moveaxis(within[..., numbers], -1, 0)
    low, high = chosen.min((1, 2), keepdims=True), chosen.max((1, 2), keepdims=True)
    shown = (chosen - low) / np.where(high > low, high - low, 1)
    return Stage(
        half, stride, maps.shape[-1], tuple(numbers.tolist()), shown.astype("float32"), tuple(spread[numbers].tolist())
    )
