"""The two networks for digits, on all 60,000 of MNIST."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np

from colorize.digits.mnist import load_mnist
from colorize.networks import CLASSIFIERS
from colorize.train.classifiers.run import check_count, judge, run_epochs, shuffled
from colorize.train.classifiers.settings import ClassifierSettings
from colorize.train.state import State

SHIFT = 2
"""Pixels by which the convolutional network's digits are moved at most; the article's network sees them as they are."""


def train_digits(settings: ClassifierSettings, folder: Path) -> tuple[keras.Model, State, dict[str, int]]:
    """Train one of the networks; validated on the test digits, by which nothing is chosen.

    Returns:
        The model, how it went, and the counts of digits to train and to validate on.
    """
    mnist = load_mnist(settings.data or None)
    check_count(settings, len(mnist.x_train), len(mnist.x_test))
    pictures, tests = (digits[..., None].astype("float32") / 255 for digits in (mnist.x_train, mnist.x_test))
    model, moved = CLASSIFIERS[settings.network](), settings.network == "mnist_conv"
    model.compile(_optimizer(settings, len(pictures)), loss="sparse_categorical_crossentropy")

    def batches(epoch: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        rng = np.random.default_rng([settings.seed, epoch, 1])
        for rows in shuffled(len(pictures), settings.batch, settings.seed, epoch):
            yield shift(pictures[rows], rng) if moved else pictures[rows], mnist.y_train[rows]

    def validate() -> tuple[float, float]:
        return judge(model.predict(tests, batch_size=500, verbose=0), mnist.y_test)

    state = run_epochs(settings, model, batches, validate, folder)
    return model, state, {"training": len(pictures), "validation": len(tests)}


def _optimizer(settings: ClassifierSettings, count: int) -> keras.optimizers.Optimizer:
    """Adam: at one rate as the article has it, falling to nothing for the convolutional network."""
    if settings.network == "mnist_dense":
        return keras.optimizers.Adam(settings.learning_rate)
    steps = settings.epochs * (count // settings.batch)
    return keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(settings.learning_rate, steps))


def shift(digits: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Digits (n, 28, 28, 1), each moved by up to two pixels in either direction; black comes in."""
    padded = np.pad(digits, ((0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT), (0, 0)))
    side, places = digits.shape[1], rng.integers(0, 2 * SHIFT + 1, (len(digits), 2))
    return np.stack([p[y : y + side, x : x + side] for p, (y, x) in zip(padded, places, strict=True)])
