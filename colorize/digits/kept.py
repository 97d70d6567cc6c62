"""The test digits that are shipped: all that either network gets wrong, and ten right ones of each class.

They let the confusion matrix open where MNIST cannot be loaded. `python -m colorize.digits.kept` makes the file anew.
Source: the test set of MNIST, whose copyright Y. LeCun and C. Cortes hold, a derivative of NIST
Special Databases 1 and 3; CC BY-SA 3.0 (so the documentation of `keras.datasets.mnist`).
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

FILE = Path(__file__).parent / "test_digits.npz"
NETWORKS = ("mnist_dense", "mnist_conv")
RIGHT = 10


class Kept(NamedTuple):
    """Some test digits and what the networks said of all.

    Args:
        digits: (n, 28, 28) uint8.
        labels: (n,) what they are.
        numbers: (n,) their places in the test set.
        answers: network -> (n,) what it said.
        confusion: network -> (10, 10) counts over all 10,000, rows the truth, columns the answer.
    """

    digits: np.ndarray
    labels: np.ndarray
    numbers: np.ndarray
    answers: dict[str, np.ndarray]
    confusion: dict[str, np.ndarray]

    def cell(self, network: str, truth: int, answer: int) -> np.ndarray:
        """Rows of the kept digits that are `truth` and that the network called `answer`."""
        return np.flatnonzero((self.labels == truth) & (self.answers[network] == answer))


def choose(labels: np.ndarray, answers: dict[str, np.ndarray]) -> np.ndarray:
    """Places in the test set of the digits to keep: those that any network gets wrong, and the first right ones."""
    wrong = np.any([labels != answer for answer in answers.values()], axis=0)
    right = [np.flatnonzero((labels == digit) & ~wrong)[:RIGHT] for digit in range(10)]
    return np.sort(np.concatenate([np.flatnonzero(wrong), *right]))


def pack(digits: np.ndarray, labels: np.ndarray, answers: dict[str, np.ndarray]) -> bytes:
    """The file's bytes.

    Args:
        digits, labels: the whole test set.
        answers: network -> what it says of the whole test set.
    """
    rows = choose(labels, answers)
    arrays = {"digits": digits[rows], "labels": labels[rows].astype("uint8"), "numbers": rows.astype("uint16")}
    for name, answer in answers.items():
        arrays[f"answers_{name}"] = answer[rows].astype("uint8")
        confusion = np.zeros((10, 10), "uint16")
        np.add.at(confusion, (labels, answer), 1)
        arrays[f"confusion_{name}"] = confusion
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


@cache
def kept() -> Kept:
    """The shipped digits."""
    with np.load(FILE) as arrays:
        answers, confusion = ({n: arrays[f"{part}_{n}"] for n in NETWORKS} for part in ("answers", "confusion"))
        return Kept(arrays["digits"], arrays["labels"], arrays["numbers"], answers, confusion)


def main() -> None:
    """Make the file from MNIST and the two checkpoints."""
    from colorize import checkpoint
    from colorize.digits.mnist import load_mnist

    mnist = load_mnist()
    pictures = mnist.x_test[..., None].astype("float32") / 255
    answers = {name: checkpoint.load(name)[0].predict(pictures, verbose=0).argmax(1) for name in NETWORKS}
    checkpoint.write_atomically(FILE, pack(mnist.x_test, mnist.y_test, answers))
    print(f"{FILE.name}: {len(choose(mnist.y_test, answers))} digits, {FILE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
