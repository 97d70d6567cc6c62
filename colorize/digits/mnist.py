"""MNIST: 60,000 handwritten digits to learn from and 10,000 to test on (LeCun, Cortes and Burges 1998)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from colorize.data import data_folder
from colorize.errors import ColorizeError

FILE = "mnist.npz"
SIDE = 28


class Mnist(NamedTuple):
    """Digits (n, 28, 28) uint8, white on black, and what they are, (n,) uint8: to learn from, and to test on."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def load_mnist(path: str | Path | None = None) -> Mnist:
    """MNIST from a file, else from `COLORIZE_DATA`, else by Keras' own loader, which fetches it once.

    Args:
        path: an `.npz` with the four arrays.

    Raises:
        ColorizeError: the file is not MNIST, or there is none and it cannot be fetched.
    """
    folder = data_folder()
    if path is None and folder and (folder / FILE).is_file():
        path = folder / FILE
    if path is not None:
        return _read(Path(path))
    import keras

    try:
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    except Exception as error:  # Keras wraps whatever the network or the disk said
        raise ColorizeError(
            "MNIST is not on this machine and could not be fetched ({why}). Set COLORIZE_DATA to a folder with mnist.npz.",
            "本机没有 MNIST，也无法下载（{why}）。请把 COLORIZE_DATA 设为含有 mnist.npz 的文件夹。",
            why=str(error).partition("\n")[0],
        ) from error
    return Mnist(x_train, y_train, x_test, y_test)


def is_mnist(path: str | Path) -> bool:
    """Whether a path names a file of arrays rather than photos."""
    return Path(path).suffix == ".npz"


def _read(path: Path) -> Mnist:
    try:
        with np.load(path) as arrays:
            mnist = Mnist(*(arrays[name] for name in Mnist._fields))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise _refused(path) from error
    for digits, labels in ((mnist.x_train, mnist.y_train), (mnist.x_test, mnist.y_test)):
        if digits.shape != (len(labels), SIDE, SIDE) or digits.dtype != np.uint8:
            raise _refused(path)
    return mnist


def _refused(path: Path) -> ColorizeError:
    return ColorizeError(
        "{name} is not MNIST: an .npz with x_train and x_test (n, 28, 28) uint8, y_train and y_test is expected.",
        "{name} 不是 MNIST：需要含 x_train、x_test（n, 28, 28，uint8）以及 y_train、y_test 的 .npz 文件。",
        name=path.name,
    )
