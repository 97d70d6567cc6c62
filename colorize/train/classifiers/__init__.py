"""Classifiers: `python -m colorize train --out NAME --network mnist_dense | mnist_conv | scenes | objects`."""

from colorize.train.classifiers.settings import RECIPES, ClassifierSettings

__all__ = ["RECIPES", "ClassifierSettings", "train_classifier"]


def __getattr__(name: str):
    # Training needs Keras; the settings, which the command line shows, do not.
    if name == "train_classifier":
        from colorize.train.classifiers.training import train_classifier

        return train_classifier
    raise AttributeError(name)
