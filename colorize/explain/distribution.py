"""A colorizer's distribution over colors: at one place, and how undecided it is at every place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from colorize.color import hex_in_gamut, into_gamut, rgb_to_lab
from colorize.errors import ColorizeError
from colorize.explain.sight import Sight
from colorize.proposals import softmax

COOLEST, HOTTEST = 0.05, 2.0
"""Temperatures that are offered: from all but the likeliest color gone, to twice as flat as trained."""
SAME = 0.5
"""Units of chroma: a color that gives up less to fit into sRGB is in it."""


@dataclass(frozen=True)
class Distribution:
    """How likely a network holds each color at one place.

    Args:
        lightness: L* of the place.
        bins: (n, 2) float32 a*, b* of the colors.
        logits: (n,) float32, as the network says them.
        plain: (2,) the plain mean: what a network asked for least squared error would answer.
        painted: (2,) what Colorize paints: the mean at the model's own temperature, with its own gain, and calmed.
        temperature: the model's own.
    """

    lightness: float
    bins: np.ndarray
    logits: np.ndarray
    plain: np.ndarray
    painted: np.ndarray
    temperature: float

    def probability(self, temperature: float = 1.0) -> np.ndarray:
        """(n,) float32 of sum 1: as the network was trained at 1, sharper below, flatter above.

        Raises:
            ColorizeError: the temperature is not one of those that are offered.
        """
        if not COOLEST <= temperature <= HOTTEST:
            raise ColorizeError(
                "The temperature came as {value!r}; it is a number from {low:g} (sharp) to {high:g} (flat), 1 as trained.",
                "温度为 {value!r}；应为 {low:g}（尖锐）到 {high:g}（平坦）之间的数，1 为训练时的值。",
                value=temperature, low=COOLEST, high=HOTTEST,
            )  # fmt: skip
        return softmax(self.logits / temperature)

    def mean(self, temperature: float = 1.0) -> np.ndarray:
        """(2,) a*, b*: the expected color at a temperature."""
        return self.probability(temperature) @ self.bins

    @cached_property
    def fits(self) -> np.ndarray:
        """(n,) bool: whether sRGB has the color at this lightness."""
        lab = _at_lightness(self.lightness, self.bins)
        return np.hypot(*(rgb_to_lab(into_gamut(lab)[0]) - lab)[:, 1:].T) < SAME

    def shown(self, colors: np.ndarray) -> list[str]:
        """`#rrggbb` of colors at this lightness; one that sRGB lacks there gives up chroma."""
        return shown(self.lightness, colors)


def shown(lightness: float, colors: np.ndarray) -> list[str]:
    """`#rrggbb` of colors (n, 2) a*, b* at a lightness; one that sRGB lacks there gives up chroma.

    Example:
        >>> shown(50, np.float32([[0, 0]]))
        ['#777777']
    """
    return hex_in_gamut(_at_lightness(lightness, colors))


def _at_lightness(lightness: float, colors: np.ndarray) -> np.ndarray:
    return np.concatenate([np.full((len(colors), 1), lightness, "float32"), np.float32(colors)], 1)


def distribution_at(sight: Sight, cell: tuple[int, int]) -> Distribution:
    """The distribution at a cell.

    Args:
        sight: of a network that says a distribution.
        cell: (row, column).

    Raises:
        ColorizeError: the network says one color for each place.
    """
    from colorize.networks.heads import plain_logits

    if not sight.has_distribution:
        raise ColorizeError(
            "Model {name!r} says one color for each place, no distribution over several.",
            "模型 {name!r} 对每处只给出一种颜色，而不是多种颜色的分布。",
            name=sight.card.name,
        )
    logits = sight.output[cell]
    return Distribution(
        lightness=sight.lightness_at(cell),
        bins=sight.bins,
        logits=logits,
        plain=softmax(plain_logits(logits)) @ sight.bins,
        painted=sight.colors()[cell],
        temperature=float(sight.card.output["knobs"]["temperature"]),
    )


def entropy(probability: np.ndarray) -> np.ndarray:
    """Entropy of distributions along the last axis, in bits: 0 where one color is certain, log2(n) where all are alike.

    Example:
        >>> entropy(np.float32([[1, 0, 0, 0], [0.5, 0.5, 0, 0], [0.25, 0.25, 0.25, 0.25]])).tolist()
        [0.0, 1.0, 2.0]
    """
    share = np.maximum(probability, np.finfo("float32").tiny)
    return np.abs(-(probability * np.log2(share)).sum(-1))


def entropy_map(sight: Sight) -> np.ndarray:
    """How undecided the network is at every cell of the picture, in bits, at the temperature of its training.

    Returns:
        (rows, columns) float32, of the cells that lie within the picture.
    """
    return entropy(softmax(sight.output[sight.inside]))
