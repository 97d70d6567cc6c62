"""A picture in, the probabilities of classes out: digits, objects, scenes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import cv2
import numpy as np

from colorize import checkpoint, classes
from colorize.color import rgb_to_lightness
from colorize.digits import as_mnist
from colorize.digits.drawing import ink_of
from colorize.image import as_picture
from colorize.predict import network_size, rgb_of
from colorize.text import Text

NETWORKS_KEPT = 4
_ready: set[str] = set()
_loading = Lock()


@dataclass(frozen=True)
class Classifier:
    """A loaded checkpoint.

    Args:
        card: what it is.
        model: from (batch, height, width, channels) float32 in [0, 1] to (batch, classes) probabilities.
        names: of the classes.
        run: the model as one compiled function for every size.
    """

    card: checkpoint.Card
    model: object
    names: list[Text]
    run: Callable

    @property
    def of_digits(self) -> bool:
        """Whether it takes 28 x 28 digits rather than photos."""
        return "size" in self.card.input


@dataclass(frozen=True)
class Answer:
    """What a classifier says of a picture.

    Args:
        names: of the classes.
        probability: (classes,) float32.
        picture: what the network was shown, (h, w, channels) float32 in [0, 1].
    """

    names: list[Text]
    probability: np.ndarray
    picture: np.ndarray

    def top(self, count: int = 5) -> list[int]:
        """The likeliest classes, the first first."""
        return np.argsort(self.probability)[::-1][:count].tolist()


@lru_cache(maxsize=NETWORKS_KEPT)
def _classifier(name: str, sha256: str) -> Classifier:
    model, card = checkpoint.load(name)
    import tensorflow as tf

    # Height and width of photos stay open: one trace serves every picture.
    @tf.function(input_signature=[tf.TensorSpec((None, *model.inputs[0].shape[1:]))])
    def run(pictures):
        return model(pictures, training=False)

    _ready.add(sha256)
    return Classifier(card, model, classes.NAMES[card.output["names"]](), run)


def classifier(name: str) -> Classifier:
    """A classifier by the name of its checkpoint, loaded once.

    Raises:
        ColorizeError: there is none of that name, or its files do not fit together.
    """
    card = checkpoint.read_card(name, task="classify")
    with _loading:
        return _classifier(card.name, card.sha256)


def loaded(name: str) -> bool:
    """Whether a classifier is warm; imports nothing."""
    return checkpoint.read_card(name, task="classify").sha256 in _ready


def classifiers() -> list[str]:
    """Names of the checkpoints that classify."""
    return list(checkpoint.cards(task="classify"))


def prepare(rgb: np.ndarray, card: checkpoint.Card) -> np.ndarray:
    """A picture as a classifier wants it.

    Args:
        rgb: (H, W, 3) float32 sRGB in [0, 1].
        card: says whether it wants digits or photos, and how large.

    Returns:
        (28, 28, 1), or (h, w, 3) with the card's short side and the picture's own aspect.

    Raises:
        ColorizeError: a digit was wanted, and there is no ink.
    """
    if "size" in card.input:
        return as_mnist(ink_of(rgb_to_lightness(rgb) / 100))[..., None]
    size = network_size(*rgb.shape[:2], card.input["short_side"])
    shrinks = size[0] * size[1] < rgb.shape[0] * rgb.shape[1]
    return np.clip(cv2.resize(rgb, size[::-1], interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR), 0, 1)


def probabilities(network: Classifier, picture: np.ndarray) -> np.ndarray:
    """Probabilities of the classes for a prepared picture, (classes,); a photo is also asked about in its mirror."""
    pictures = picture[None] if network.of_digits else np.stack([picture, picture[:, ::-1]])
    return network.run(pictures.astype("float32")).numpy().mean(0)


def classify(image, model: str = "objects") -> Answer:
    """Say what a picture shows.

    Args:
        image: a path, a PIL image, a `Picture`, or an array as `colorize.colorize` takes it.
        model: name of a checkpoint that classifies: `objects`, `scenes`, `mnist_dense`, `mnist_conv`.

    Raises:
        ColorizeError: the picture cannot be read, there is no such model, or a digit was wanted and there is none.
    """
    network, picture = classifier(model), as_picture(image)
    shown = prepare(np.ascontiguousarray(rgb_of(picture)), network.card)
    return Answer(network.names, probabilities(network, shown), shown)
