"""What a colorizer makes of a picture, open to questions: its cells, and itself run on changed copies of the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from colorize import checkpoint, predict
from colorize.hints import HINT_CHANNELS


@dataclass(frozen=True)
class Sight:
    """A picture as a network saw it, and what it said of every cell.

    Args:
        network: that looked.
        lightness: (h, w) float32 L* of the network's own copy.
        gray: (h, w) float32, what the network was given: the sRGB gray of that, before it is padded.
        output: (rows, columns, channels) float32, what the network said of each cell of `stride` x `stride` pixels.
    """

    network: predict.Network
    lightness: np.ndarray
    gray: np.ndarray
    output: np.ndarray

    @property
    def card(self) -> checkpoint.Card:
        """The network's."""
        return self.network.card

    @property
    def stride(self) -> int:
        """Side of a cell in pixels of the network's copy."""
        return self.card.output["stride"]

    @property
    def has_distribution(self) -> bool:
        """Whether the network says how likely each color is, and not one color alone."""
        return "bins" in self.card.output

    @property
    def bins(self) -> np.ndarray:
        """(bins, 2) float32 a*, b* of the colors among which a distribution chooses."""
        return np.float32(self.card.output["bins"])

    @property
    def inside(self) -> tuple[slice, slice]:
        """The cells that lie within the picture, not wholly in what was padded."""
        return tuple(slice(0, -(-side // self.stride)) for side in self.gray.shape)

    @property
    def padding(self) -> tuple[np.ndarray, np.ndarray]:
        """Which rows and columns of `gray` its padded copy has: the picture is mirrored, as `predict.reduce` does it."""
        multiple = self.card.input["multiple"]
        rows, columns = (np.pad(np.arange(side, dtype="int32"), (0, -side % multiple), "symmetric") for side in self.gray.shape)
        return rows, columns

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """(row, column) of the cell at a place.

        Args:
            x, y: shares of width and height, 0 to 1.
        """
        place = (min(int(share * side), side - 1) for share, side in zip((y, x), self.gray.shape, strict=True))
        row, column = (pixel // self.stride for pixel in place)
        return row, column

    def middle(self, cell: tuple[int, int]) -> tuple[float, float]:
        """(y, x) of a cell's middle, in pixels of the network's copy."""
        y, x = (min((place + 0.5) * self.stride, side) for place, side in zip(cell, self.gray.shape, strict=True))
        return y, x

    def lightness_at(self, cell: tuple[int, int]) -> float:
        """L* in a cell's middle."""
        y, x = (min(int(place), side - 1) for place, side in zip(self.middle(cell), self.gray.shape, strict=True))
        return float(self.lightness[y, x])

    def colors(self) -> np.ndarray:
        """The a*, b* that Colorize paints, (rows, columns, 2) float32: by the model's own knobs."""
        return self._decode(self.output[None])[0]

    def colors_alone(self, outputs: np.ndarray) -> np.ndarray:
        """The same of single cells without neighbors to heed: (n, channels) to (n, 2)."""
        return self._decode(outputs[:, None, None])[:, 0, 0]

    def _decode(self, output: np.ndarray) -> np.ndarray:
        from colorize.networks.heads import HEADS

        head = HEADS[self.card.output["head"]]()
        return np.asarray(head.decode(output, **self.card.output["knobs"]))


def look(lightness: np.ndarray, model: str = "auto") -> Sight:
    """Let a colorizer look at a picture.

    Args:
        lightness: (H, W) float32 L*, at any size: `predict.lightness_of` of a picture, or the `lightness` of a `Sight`.
        model: a name of `models()`, or `auto`.

    Raises:
        ColorizeError: there is no such model, or its files do not fit together.
    """
    network = predict.network_of(checkpoint.read_card(model, task="colorize"))
    small, gray = predict.reduce(lightness, network.card)
    output = network.output(*network.inputs(gray)).numpy()[0, ..., : network.card.output["channels"]]
    return Sight(network, small, gray[: small.shape[0], : small.shape[1]], output)


@dataclass(frozen=True)
class Inside:
    """A colorizer's functions for many copies of a picture at once, each given as (n, h, w) float32, not padded.

    Args:
        at: copies, rows, columns, a cell: what the network says there, (n, channels).
        slopes: the same, and a direction (channels,): the gradient of what is said there in that direction with
            respect to every pixel of the copies, (n, h, w). Of a distribution it is the logarithm that is meant.
    """

    at: Callable
    slopes: Callable


@lru_cache(maxsize=predict.NETWORKS_KEPT)
def inside(network: predict.Network) -> Inside:
    """The functions of a network, traced once."""
    import tensorflow as tf

    model, card = network.model, network.card

    def said(copies, rows, columns, cell):
        # By indices, so that a gradient finds its way back from what was padded to the pixel that it came from.
        gray = tf.gather(tf.gather(copies, rows, axis=1), columns, axis=2)[..., None]
        if "hints" in card.input:
            gray = [gray, tf.zeros((tf.shape(gray)[0], 1, HINT_CHANNELS))]
        return model(gray, training=False)[:, cell[0], cell[1], : card.output["channels"]]

    shapes = [
        tf.TensorSpec((None, None, None)), tf.TensorSpec((None,), tf.int32), tf.TensorSpec((None,), tf.int32),
        tf.TensorSpec((2,), tf.int32),
    ]  # fmt: skip

    @tf.function(input_signature=[*shapes, tf.TensorSpec((None,))])
    def slopes(copies, rows, columns, cell, direction):
        with tf.GradientTape() as tape:
            tape.watch(copies)
            output = said(copies, rows, columns, cell)
            if "bins" in card.output:
                output = tf.nn.log_softmax(output)
            score = tf.reduce_sum(output * direction)  # copies do not meet, so each keeps its own gradient
        return tape.gradient(score, copies)

    return Inside(tf.function(said, input_signature=shapes), slopes)
