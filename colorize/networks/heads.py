"""What a colorizer's last layer means: the article's two losses, each with its targets and its way back to color.

`Head.loss(true, output)` takes the mean a*, b* of each cell, (batch, h, w, 2), and the network's output,
(batch, h, w, channels). `Head.decode(output, *knobs)` gives a*, b* of each cell. Both heed what hints
told, where the output holds it (see `hint_posterior`); both are Keras operations and run on every backend. `knobs` says
what a vividness means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
from keras import ops

from colorize.color import rgb_to_lab
from colorize.metrics import ab_frequencies

HINT_TERM = 0.3  # of the loss
SETTLED = 1.5
"""Power of the doubt that is left, by which what the knobs add to the mean gives way to hints."""
GRID = 10.0  # side of a bin, in units of a* and b*


@dataclass(frozen=True)
class Head:
    """One way to predict color.

    Args:
        channels: values per cell.
        own_loss: (true a* b*, output) to one number to minimise.
        own_decode: (output, temperature, rarity, gain, calm) to a* b*, (batch, h, w, 2), in Lab units; see `Knobs`. A
            head without a distribution heeds the gain alone.
        mean: output to the plain expected a* b*, (batch, h, w, 2), in Lab units.
        contract: what the output holds, for the checkpoint's card.
    """

    channels: int
    own_loss: Callable
    own_decode: Callable
    mean: Callable
    contract: dict = field(default_factory=dict)

    def loss(self, true, output):
        """What training minimises; where hints told something, the logarithm of the squared error left is added.

        The logarithm, because a hint's worth is measured in decibels: a picture that was nearly right counts too.
        """
        said, told = output[..., : self.channels], output[..., self.channels :]
        if not told.shape[-1]:
            return self.own_loss(true, said)
        error = ops.sum(ops.square(self.mean(said) + told[..., :2] - true), axis=-1)
        return self.own_loss(true, said) + HINT_TERM * ops.mean(ops.log(1 + ops.mean(error, axis=(1, 2))))

    def decode(self, output, temperature, rarity, gain, calm=0.0):
        """a* b* of each cell, (batch, h, w, 2), in Lab units.

        Where hints told something, the mean is moved by it, and what the knobs add to the mean holds as far as there is
        still doubt: the color of a hint is the color that was given. It is the choice of one among several likely colors,
        which is off the more surely the more is known, hence more than in proportion.
        """
        said, told = output[..., : self.channels], output[..., self.channels :]
        free = self.own_decode(said, temperature, rarity, gain, calm)
        if not told.shape[-1]:
            return free
        faded, mean = ops.minimum(gain, 1.0), self.mean(said)
        return (mean + told[..., :2]) * faded + ops.power(told[..., 2:], SETTLED) * (free - mean * faded)


class Knobs(NamedTuple):
    """How an output becomes color.

    Args:
        temperature: of the softmax; below 1 the likeliest colors win.
        rarity: how the weights that training gave to rare colors count: 0 as trained, -1 takes them back, which leaves
            the plain distribution.
        gain: factor of the chroma; being calm, of colors that are not sure, since those are paler than any they may be.
        calm: how much a cell heeds how sure it is, 0 to 1, and, in a picture of which most is a guess, its neighbors and
            those that say nearly the same. Alone, cells that waver between two colors pick this one here and that one
            there: blotches on a shirt, a spot in the sky.
    """

    temperature: float = 1.0
    rarity: float = 0.0
    gain: float = 1.0
    calm: float = 0.0


MEAN = Knobs(rarity=-1.0)
"""The plain expected color: least error, little color."""


def knobs(vividness: float, best: Knobs) -> Knobs:
    """What a vividness up to 1 stands for; what is beyond is the same, and `predict.amplify` makes it louder.

    Args:
        vividness: 0 is gray, 0.5 the plain expected color, 1 the checkpoint's own best.
        best: at vividness 1, from the checkpoint's card.

    Returns:
        Up to 0.5 the plain mean fades in; from there to 1 all of them go to `best`.

    Example:
        >>> best = Knobs(0.4, -0.2, 1.25)
        >>> knobs(0.25, best).gain, knobs(0.5, best) == MEAN, knobs(2, best) == best
        (0.5, True, True)
    """
    chroma = float(np.interp(vividness, [0.0, 0.5], [0.0, 1.0]))
    share = float(np.interp(vividness, [0.5, 1.0], [0.0, 1.0]))
    between = Knobs(*(float((1 - share) * m + share * b) for m, b in zip(MEAN, best, strict=True)))
    return between._replace(gain=between.gain * chroma)


# --- regression -------------------------------------------------------------------------------------------------------

SCALE = 110.0  # a* and b* of sRGB stay within +-110


def _regression_loss(true, predicted):
    return ops.mean(ops.square(true / SCALE - predicted))


def _regression_decode(output, temperature, rarity, gain, calm):
    return output * SCALE * gain


def _regression_mean(output):
    return output * SCALE


def regression() -> Head:
    """Two channels, a* / 110 and b* / 110, mean squared error: of two equally likely colors it answers the gray between."""
    contract = {"head": "regression", "channels": "a*, b*", "scale": SCALE}
    return Head(2, _regression_loss, _regression_decode, _regression_mean, contract)


# --- classification ---------------------------------------------------------------------------------------------------

NEIGHBOURS = 5
SIGMA = 5.0
REBALANCING = 0.5
LARGEST_WEIGHT = 8.0
REGRESSION_TERM = 0.1 / 100
REACH = 0.7
"""Cells over which the calmest decoding listens to neighbors: the deviation of a Gaussian."""
FELLOWS = 6.0
"""Cells over which it listens to those that say nearly the same, likewise: about a coat."""
SAMENESS = 32.0
"""Power of the likeness by which these count: with less, a face listens to the shirt beside it and pales."""
LISTENING = 0.8
"""How far the calmest decoding goes from what a cell says itself towards what those others say."""
SURE, DOUBTFUL = 15.0, 40.0
"""Deviation of a cell's color, Lab units, up to which it is sharpened, and from which on only its plain mean counts."""
CERTAIN, WAVERING = 6.0, 18.0
"""The same, up to which a color such as skin or grass is the plain mean as well, and from which on none of that."""
SURE_GAIN = 1.2
"""Gain of such a color at most."""
PALED = 0.3
"""What the calmest decoding adds to the gain, as a share of it, for what averaging takes from the chroma."""
SETTLED_PICTURE, GUESSED_PICTURE = 0.8, 1.4
"""Mean deviation of a picture's colors, over 1 and the mean chroma of their means, up to which it needs no calm, and from
which on all of it."""
LOOKUP_STEP = 2.0
LOOKUP_LIMIT = 112.0


@cache
def bins() -> np.ndarray:
    """Centers of the 10-unit a* b* bins that some sRGB color rounds to: (bins, 2) float32, in Lab units."""
    levels = np.arange(0, 256, 5, dtype="float32") / 255
    lattice = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), -1).reshape(-1, 1, 3)
    return np.unique(np.round(rgb_to_lab(lattice)[..., 1:].reshape(-1, 2) / GRID), axis=0).astype("float32") * GRID


@cache
def _targets() -> np.ndarray:
    """Soft targets for every a* b* on a 2-unit lattice: its 5 nearest bins, weighted by a Gaussian of sigma 5."""
    axis = np.arange(-LOOKUP_LIMIT, LOOKUP_LIMIT + 1, LOOKUP_STEP)
    points = np.stack(np.meshgrid(axis, axis, indexing="ij"), -1).reshape(-1, 1, 2)
    distance = np.square(points - bins()[None]).sum(-1)
    nearest = np.argsort(distance, axis=1)[:, :NEIGHBOURS]
    near = np.take_along_axis(distance, nearest, 1)
    weight = np.exp(-(near - near.min(1, keepdims=True)) / (2 * SIGMA**2))
    table = np.zeros(distance.shape, "float32")
    np.put_along_axis(table, nearest, weight / weight.sum(1, keepdims=True), 1)
    return table


@cache
def _rarity() -> np.ndarray:
    """Weight of each bin: 1 / ((1 - r) p + r / bins), r = 0.5, of mean 1 over the photos' colors, at most 8."""
    cells, frequency = ab_frequencies()
    prior = dict(zip(map(tuple, np.asarray(cells).tolist()), frequency, strict=True))
    p = np.array([prior.get(tuple(cell), 0.0) for cell in (bins() / GRID).astype(int).tolist()])
    p /= p.sum()
    weight = 1 / ((1 - REBALANCING) * p + REBALANCING / len(p))
    return np.minimum(weight / (weight * p).sum(), LARGEST_WEIGHT).astype("float32")


def _classification_loss(true, logits):
    """Soft cross-entropy, mildly rebalanced, plus a small squared error of the expected color."""
    side = int(2 * LOOKUP_LIMIT / LOOKUP_STEP) + 1
    cell = ops.cast(ops.round((ops.clip(true, -LOOKUP_LIMIT, LOOKUP_LIMIT) + LOOKUP_LIMIT) / LOOKUP_STEP), "int32")
    target = ops.take(_targets(), cell[..., 0] * side + cell[..., 1], axis=0)
    weight = ops.sum(target * _rarity(), axis=-1)
    probability = ops.softmax(logits)
    cross_entropy = -ops.sum(target * ops.log_softmax(logits), axis=-1)
    expected = ops.matmul(probability, bins())
    error = ops.sum(ops.square(expected - true), axis=-1)
    return ops.mean(weight * cross_entropy) + REGRESSION_TERM * ops.mean(error)


def plain_logits(logits):
    """Logits (..., bins) without the weights that training gave to rare colors."""
    return logits - np.log(_rarity())


def _annealed_mean(logits, temperature, rarity):
    """The annealed mean of Zhang et al. 2016: the expected color of the distribution sharpened by a temperature.

    Training weighs each color, so its distribution is the plain one times these weights; as logits they add up.
    """
    return ops.matmul(ops.softmax((logits + rarity * np.log(_rarity())) / temperature), bins())


def _classification_mean(logits):
    return _annealed_mean(logits, MEAN.temperature, MEAN.rarity)


def _apart(count, reach):
    """Squared distances (count, count) of cells in a line, in units of `reach` cells."""
    place = ops.arange(count, dtype="float32")
    return ops.square((place[:, None] - place) / reach)


def _with_neighbors(logits, reach):
    """Logits (batch, h, w, channels) averaged over cells by a Gaussian whose deviation is `reach` cells."""
    for axis, equation in ((1, "ij,bjwc->biwc"), (2, "ij,bhjc->bhic")):
        weight = ops.exp(-0.5 * _apart(ops.shape(logits)[axis], reach))
        logits = ops.einsum(equation, weight / ops.sum(weight, axis=1, keepdims=True), logits)
    return logits


def _with_fellows(logits):
    """Logits (batch, h, w, channels) averaged over the cells that say nearly the same.

    Cells of one garment mostly agree on what it may be, and differ in which of these is ahead. They count by the
    Bhattacharyya coefficient of their plain distributions and a Gaussian of their distance, as in a bilateral filter.
    """
    batch, height, width, channels = ops.shape(logits)
    said = ops.reshape(logits, (batch, height * width, channels))
    roots = ops.exp(0.5 * ops.log_softmax(plain_logits(said)))
    likeness = ops.log(ops.matmul(roots, ops.transpose(roots, (0, 2, 1))) + 1e-9)
    rows, columns = _apart(height, FELLOWS), _apart(width, FELLOWS)
    apart = ops.reshape(rows[:, None, :, None] + columns[None, :, None, :], (height * width, height * width))
    weight = ops.exp(SAMENESS * likeness - 0.5 * apart)  # 1 for the cell itself
    heard = ops.matmul(weight / ops.sum(weight, axis=-1, keepdims=True), said)
    return ops.reshape(heard, (batch, height, width, channels))


def _plain_color(logits):
    """Mean (batch, h, w, 2) and standard deviation (batch, h, w, 1) of the plain distribution's color, in Lab units."""
    probability = ops.softmax(plain_logits(logits))
    mean, square = (ops.matmul(probability, values) for values in (bins(), np.square(bins()).sum(-1, keepdims=True)))
    return mean, ops.sqrt(ops.relu(square - ops.sum(ops.square(mean), axis=-1, keepdims=True)))


def _need_of_calm(mean, deviation):
    """How far a picture's colors are guesses, 0 to 1, (batch, 1, 1, 1): its doubt against the color that it surely has.

    A meadow under the sky needs no calm; an old print, of which every cell might be anything and most likely gray, does.
    """
    chroma = ops.sqrt(ops.sum(ops.square(mean), axis=-1, keepdims=True))
    doubt, color = (ops.mean(values, axis=(1, 2, 3), keepdims=True) for values in (deviation, chroma))
    return ops.clip((doubt / (1 + color) - SETTLED_PICTURE) / (GUESSED_PICTURE - SETTLED_PICTURE), 0, 1)


def _listened(logits, share):
    """Logits moved by a share, for each picture (batch, 1, 1, 1), towards those of the cells around and like each."""
    return logits + share * (_with_fellows(_with_neighbors(logits, REACH)) - logits)


def _as_calm(logits, temperature, rarity, gain, calm):
    """The annealed mean of cells that listen to others as far as their picture needs it, and the plain mean for two kinds.

    That of cells in doubt, in such a picture, because whatever they pick is mostly wrong; and that of cells that are sure,
    in any, because sharpening skin or sky makes it louder than it is and no likelier.
    """
    plain, deviation = _plain_color(logits)
    need = calm * _need_of_calm(plain, deviation)

    def heard():
        others = _listened(logits, LISTENING * need)
        return others, *_plain_color(others)

    logits, plain, deviation = ops.cond(ops.any(need > 0), heard, lambda: (logits, plain, deviation))
    doubt = need * ops.clip((deviation - SURE) / (DOUBTFUL - SURE), 0, 1)
    sure = calm * ops.clip((WAVERING - deviation) / (WAVERING - CERTAIN), 0, 1)
    loud = gain * (1 + PALED * need)
    picked = loud * ((1 - doubt) * _annealed_mean(logits, temperature, rarity) + doubt * plain)
    return (1 - sure) * picked + sure * ops.minimum(gain, SURE_GAIN) * plain


def _classification_decode(logits, temperature, rarity, gain, calm):
    return ops.cond(
        ops.any(calm > 0),
        lambda: _as_calm(logits, temperature, rarity, gain, calm),
        lambda: gain * _annealed_mean(logits, temperature, rarity),
    )


def classification() -> Head:
    """A distribution over the a* b* bins inside sRGB, soft cross-entropy: two equally likely colors are both kept."""
    contract = {"head": "classification", "channels": "logits of a* b* bins", "bins": bins().astype(int).tolist()}
    return Head(len(bins()), _classification_loss, _classification_decode, _classification_mean, contract)


HEADS = {"regression": regression, "classification": classification}


def head_of(channels: int) -> str:
    """The key in `HEADS` of the head with so many channels.

    Example:
        >>> head_of(2)
        'regression'
    """
    return next(name for name, make in HEADS.items() if make().channels == channels)
