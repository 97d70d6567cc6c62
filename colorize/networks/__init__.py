"""Keras architectures: the published encoder and the colorizers built on it.

`NETWORKS` names those that a checkpoint's card may refer to: functions from the number of output channels to a model
from a gray picture, or from [gray picture, hints], to colors at a fraction of its size. `CLASSIFIERS` names those that
say what a picture shows: functions to a model from a picture to the probabilities of classes.
"""

import numpy as np

from colorize.hints import HINT_CHANNELS
from colorize.networks import colorizer, efficientnet, hinted, mnist_conv, mnist_dense, scenes
from colorize.networks.hint_posterior import HintPosterior

__all__ = ["CLASSIFIERS", "NETWORKS", "HintPosterior", "inputs_for", "stride_of", "takes_hints"]

NETWORKS = {"colorizer": colorizer.build, "hinted": hinted.build}
CLASSIFIERS = {
    "mnist_dense": mnist_dense.build, "mnist_conv": mnist_conv.build, "objects": efficientnet.classifier,
    "scenes": scenes.build,
}  # fmt: skip


def takes_hints(network) -> bool:
    """Whether a network has a second input, for given colors."""
    return len(network.inputs) == 2


def inputs_for(network, gray):
    """What to give a network for gray pictures (batch, height, width, 1) about which no color is known."""
    return [gray, np.zeros((len(gray), 1, HINT_CHANNELS), "float32")] if takes_hints(network) else gray


def stride_of(network) -> int:
    """How many pixels wide a cell of a network's output is."""
    side = 4 * colorizer.MULTIPLE
    inputs = [(1, side, side, 1), (1, 1, HINT_CHANNELS)]
    shape = network.compute_output_shape(inputs if takes_hints(network) else inputs[0])
    return side // shape[1]
