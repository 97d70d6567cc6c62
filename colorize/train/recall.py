"""Recall: a second task, against forgetting. The encoder knew a thousand kinds of things and is trained on twenty kinds of
photos; so it is asked besides to say of the gray picture what the published classifier says of the same one in color.

Source: Li and Hoiem 2016, "Learning without Forgetting"; temperature and scale as in Hinton et al. 2015, "Distilling the
Knowledge in a Neural Network".
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from keras import ops

from colorize.data import Batches
from colorize.networks import efficientnet

TEMPERATURE = 2.0


def with_recall(network: keras.Model, variant: str, published: Path) -> keras.Model:
    """A colorizer that says what its picture shows, too.

    Args:
        network: built by `colorize.networks`; its layers are shared, not copied.
        variant: of its encoder.
        published: the encoder's file; what stands on the encoder starts as it is published.

    Returns:
        A model of the same inputs to [what the network says, (batch, 1000) logits].
    """
    recognizer = efficientnet.load_published(efficientnet.recognizer(variant), published)
    gray, *hints = inputs = [keras.Input(given.shape[1:], name=given.name) for given in network.inputs]
    features = network.get_layer("encoder")(gray)
    return keras.Model(inputs, [network.get_layer("decoder")([*features, *hints]), recognizer(features[-1])])


def recall_loss(told, logits):
    """Kullback-Leibler divergence from what the teacher told to what is said, both at `TEMPERATURE`."""
    said = ops.log_softmax(logits / TEMPERATURE)
    divergence = ops.sum(told * (ops.log(told + keras.config.epsilon()) - said), axis=-1)
    return TEMPERATURE**2 * ops.mean(divergence)


@dataclass(frozen=True)
class RecallBatches:
    """Batches whose target is, besides the cells' color, what the teacher says of the crops in color.

    Args:
        batches: of photos.
        teacher: (batch, size, size, 3) in [0, 1] to probabilities, the published classifier.
    """

    batches: Batches
    teacher: keras.Model

    def __call__(self, step: int) -> tuple[np.ndarray | list[np.ndarray], list[np.ndarray]]:
        """As `Batches`, with (batch, 1000) probabilities at `TEMPERATURE` beside the cells."""
        pictures, rng = self.batches.pictures(step)
        given, cells = self.batches.pair(pictures, rng)
        softened = self.teacher.predict_on_batch(pictures.astype("float32") / 255) ** (1 / TEMPERATURE)
        return given, [cells, softened / softened.sum(-1, keepdims=True)]
