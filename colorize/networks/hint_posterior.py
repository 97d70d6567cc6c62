"""What given colors say of all the others: regression by a Gaussian process whose likeness is learned.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", 2.2, with a covariance of learned keys as
in Wilson et al. 2016, "Deep Kernel Learning". The process is over what the colorizer's plain mean is off by: its prior
mean is that answer, its covariance of two cells s s' sum_k w_k exp(-|key_k - key_k'|^2 / 2 - (distance / r_k)^2 / 2), and
a hint is an observation of it.

Light and mood make the errors of a whole picture resemble each other, yet who corrects a dress does not mean the sky. So
what a hint tells of places that are neither near one nor, to the encoder, like one's counts in full only while its color
is as far from the colorizer's answer as errors of light and mood are; one that is far off tells of its own thing alone,
as outliers do under a redescending estimator (Hampel 1974, "The influence curve and its role in robust estimation").
"""

from __future__ import annotations

import keras
import numpy as np
from keras import ops

from colorize.hints import SCALE
from colorize.networks.heads import HEADS

KERNELS, KEY = 3, 8
"""Terms of the covariance, and numbers of a cell's key for each of them."""
REACH = (3.0, 0.6, 0.15)
"""Where the reach of the terms in space starts, in short sides of the picture: the first is hardly one of space."""
UNLIKE, ALIKE = -0.08, 0.12
"""Cosine of the encoder's features, taken from the picture's mean, up to which two cells are not alike, and from which on
they are."""
NEAR = 0.08
"""Distance that counts as near whatever is there, as a share of the picture's short side."""
ORDINARY, STRANGE = 18.0, 27.0
"""Distance of a given color from the plain mean, Lab units, up to which it tells of the whole picture, and from which on
it does not."""
LEAST_TRUST = 1e-4
"""Share of a hint that is never taken away, so that no number becomes infinite."""
TOLD = 3
"""Values that are added to what a network says of a cell: the change of a* and of b*, and the doubt that is left."""
DEVIATION = 2.0
"""Largest factor by which a cell's deviation may be above or below the usual 1. A wrong color given where the network was
sure of another would shake all places where it is not, were this left open."""
LEAST_NOISE = 0.003
"""Variance of a given color that is never undercut, so that two hints on one place do not end in a division by zero."""


def _directions(features):
    """Features (b, cells, channels), each channel of a picture brought to mean 0 and deviation 1, as vectors of length 1."""
    spread = ops.std(features, axis=1, keepdims=True) + 1e-3
    features = (features - ops.mean(features, axis=1, keepdims=True)) / spread
    return features / (ops.sqrt(ops.sum(ops.square(features), axis=-1, keepdims=True)) + 1e-3)


def _ordinary(off):
    """Whether hints so far off (b, n, 2) tell of the whole picture: 1 to 0, (b, n, 1)."""
    distance = ops.sqrt(ops.sum(ops.square(off), axis=-1, keepdims=True) + 1e-6)
    return ops.clip((STRANGE - distance) / (STRANGE - ORDINARY), 0, 1)


@keras.saving.register_keras_serializable("colorize")
class HintPosterior(keras.layers.Layer):
    """Adds to what a network says of its cells what hints tell of them.

    Args:
        head: a key of `HEADS`: what the network says.
        stride: pixels along the side of a cell.

    Takes [(b, h, w, channels) of that head, (b, h, w, KERNELS * KEY + 1) keys and deviations, (b, h, w, any) features of
    the encoder, (b, n, 5) hints, see `colorize.hints`] and gives (b, h, w, channels + TOLD): the first as it came, the
    change of the plain mean's a* and b* in Lab units, and the share of the deviation's square that is still in doubt:
    0 and 1 where the hints say nothing.
    """

    def __init__(self, head: str, stride: int, **options):
        super().__init__(**options)
        self.head, self.stride = head, stride

    def build(self, shapes):
        def weight(name, values):
            start = keras.initializers.Constant(np.float32(values))
            return self.add_weight(shape=np.shape(values), initializer=start, name=name)

        self.share = weight("share", np.zeros(KERNELS))
        self.reach = weight("reach", np.log(REACH))
        self.noise = weight("noise", np.log([0.03]))

    def call(self, inputs):
        said, keys, features, hints = inputs
        batch, height, width, _ = ops.shape(said)
        cells = height * width
        keys = ops.reshape(keys, (batch, cells, KERNELS * KEY + 1))
        features = _directions(ops.reshape(features, (batch, cells, features.shape[-1])))
        mean = ops.reshape(HEADS[self.head]().mean(said), (batch, cells, 2))
        rows, columns = ops.arange(height, dtype="float32"), ops.arange(width, dtype="float32")
        grid = ops.stack(ops.meshgrid(rows, columns, indexing="ij"), axis=-1)
        grid = ops.repeat(ops.reshape(grid, (1, cells, 2)), batch, axis=0)
        at, color, given = hints[..., :2] / self.stride - 0.5, hints[..., 2:4] * SCALE, hints[..., 4:]

        near = self._near(at, rows, columns)  # (b, n, cells): each hint's place among the cells
        mean_there = ops.matmul(near, mean)
        hinted, short = (ops.matmul(near, keys), at), ops.cast(ops.minimum(height, width), "float32")
        among = self._covariance(hinted, hinted, short) * given * ops.transpose(given, (0, 2, 1))
        across = self._covariance(hinted, (keys, grid), short) * given
        off = (color - mean_there) * given
        own, picture = (self._told(among, across, off, given, trust) for trust in (given, given * _ordinary(off)))
        meant = self._meant(ops.matmul(near, features), features, at, grid, short, given)
        told = picture + meant * (own - picture)
        known = told[..., 2:] / ops.square(self._deviation(keys))
        told = ops.concatenate([told[..., :2], 1 - ops.clip(known, 0, 1)], axis=-1)
        return ops.concatenate([said, ops.reshape(told, (batch, height, width, TOLD))], axis=-1)

    def _told(self, among, across, off, given, trust):
        """The change (b, cells, 2) and the variance known (b, cells, 1) by hints that are `off` so far (b, n, 2).

        Args:
            among, across: their covariance with each other and with the cells, (b, n, n) and (b, n, cells).
            given: 1 for a hint, 0 for none, (b, n, 1).
            trust: by which each one's noise is divided, (b, n, 1).
        """
        noise = (ops.exp(self.noise) + LEAST_NOISE) / ops.maximum(trust, LEAST_TRUST)
        # No hint: a row of the unit matrix, which tells nothing.
        among = among + ops.eye(ops.shape(off)[1]) * (given * noise + 1 - given)
        weights = ops.solve(among, across)
        change = ops.matmul(ops.transpose(weights, (0, 2, 1)), off)
        return ops.concatenate([change, ops.sum(weights * across, axis=1)[..., None]], axis=-1)

    def _near(self, at, rows, columns):
        """Weights (b, n, cells) by which cells are read at places (b, n, 2), in cells: bilinear, held to the outermost."""

        def along(place, numbers):
            place = ops.clip(place, 0, ops.cast(ops.shape(numbers)[0] - 1, "float32"))
            return ops.relu(1 - ops.abs(place[..., None] - numbers))

        batch, count, _ = ops.shape(at)
        down, across = along(at[..., 0], rows), along(at[..., 1], columns)
        return ops.reshape(down[..., :, None] * across[..., None, :], (batch, count, -1))

    def _meant(self, there, features, at, grid, short, given):
        """Whether any of the hints (b, n, .) is meant for a cell (b, cells, .), 0 to 1: (b, cells, 1)."""
        cosine = ops.matmul(there, ops.transpose(features, (0, 2, 1)))
        alike = ops.clip((cosine - UNLIKE) / (ALIKE - UNLIKE), 0, 1)
        squares = ops.sum(ops.square((at[:, :, None] - grid[:, None]) / (NEAR * short)), axis=-1)
        meant = ops.maximum(alike, ops.exp(-0.5 * squares)) * given
        return 1 - ops.prod(1 - meant, axis=1)[..., None]

    def _deviation(self, keys):
        return ops.power(DEVIATION, ops.tanh(keys[..., -1:]))

    def _covariance(self, one: tuple, other: tuple, short):
        """Covariance (b, m, n) of cells given by keys (b, ., KERNELS * KEY + 1) and places (b, ., 2), in cells."""
        shares, reach, total = ops.softmax(self.share), ops.exp(self.reach) * short, 0.0
        for k in range(KERNELS):
            mine, theirs = (
                ops.concatenate([keys[..., k * KEY : (k + 1) * KEY], place / reach[k]], axis=-1)
                for keys, place in (one, other)
            )
            a, b = (ops.sum(ops.square(values), axis=-1) for values in (mine, theirs))
            distance = a[:, :, None] + b[:, None, :] - 2 * ops.matmul(mine, ops.transpose(theirs, (0, 2, 1)))
            total = total + shares[k] * ops.exp(-0.5 * ops.maximum(distance, 0))
        return total * self._deviation(one[0]) * ops.transpose(self._deviation(other[0]), (0, 2, 1))

    def compute_output_shape(self, shapes):
        return (*shapes[0][:-1], shapes[0][-1] + TOLD)

    def get_config(self):
        return super().get_config() | {"head": self.head, "stride": self.stride}
