"""Make a classifier's checkpoint: train it, or convert what was published."""

from __future__ import annotations

from pathlib import Path

import keras

from colorize import checkpoint
from colorize.networks import CLASSIFIERS
from colorize.train.checks import check_out
from colorize.train.classifiers.card import describe
from colorize.train.classifiers.digits import train_digits
from colorize.train.classifiers.published import published
from colorize.train.classifiers.scenes import train_scenes
from colorize.train.classifiers.settings import ClassifierSettings
from colorize.train.state import State

TRAINED = {"mnist_dense": train_digits, "mnist_conv": train_digits, "scenes": train_scenes}


def train_classifier(settings: ClassifierSettings, folder: Path | None = None) -> Path:
    """Run, or continue, the training of a classifier, and write its checkpoint.

    Args:
        settings: what to do.
        folder: default the project's own `checkpoints/`.

    Returns:
        The checkpoint's folder.

    Raises:
        ColorizeError: the checkpoint may not be written, a number is out of its range, pictures or weights are missing, an
            unfinished run has other settings, or the loss is not finite.
    """
    folder = folder or checkpoint.CHECKPOINTS
    check_out(settings, folder)
    settings.check_numbers()
    keras.utils.set_random_seed(settings.seed)
    if settings.network in TRAINED:
        model, state, counts = TRAINED[settings.network](settings, folder)
    else:
        model, state, counts = published(), State(), {}
    return checkpoint.save(plain(settings.network, model), describe(settings, state, counts), folder)


def plain(network: str, trained: keras.Model) -> keras.Model:
    """The same network without what it was compiled with, which would be saved too."""
    model = CLASSIFIERS[network]()
    model.set_weights(trained.get_weights())
    return model
