"""Which colors a network holds likely at one place of a picture: several answers instead of one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from colorize import checkpoint, predict
from colorize.color import hex_in_gamut
from colorize.errors import ColorizeError
from colorize.hints import patches_of

APART = 20.0
"""Distance in a* b* from which on two colors count as different answers."""
SETTLED = 0.5
"""Doubt below which the given colors have settled what a place is like."""
SHOWN = (40.0, 85.0)
"""L* between which a color is shown: in near black and near white there is no room for chroma, and all look alike."""


def likely_colors(
    image, x: float, y: float, model: str = "auto", *, hints: Iterable = (), count: int = 6
) -> list[str]:  # fmt: skip
    """The colors that a network holds likeliest at a place, the likeliest first.

    Neighboring bins of the network's distribution, as it was trained, are one answer: their mean. Where the given colors
    leave less than half of the doubt, what they say of the place comes first.

    Args:
        image: as for `colorize.colorize`.
        x, y: the place, in pixels of the picture.
        model: a name of `models()` that says a distribution (not `regression`), or `auto`.
        hints: colors that are known already, each (x, y, "#rrggbb").
        count: at most so many.

    Returns:
        `#rrggbb` of each, at the lightness of the place, or at the nearest at which colors can be told apart (`SHOWN`).

    Raises:
        ColorizeError: the picture cannot be read, the place is outside it, the model says no distribution, or hints are given
            and it takes none, or they are wrong.
    """
    card = checkpoint.read_card(model)
    if "bins" not in card.output:
        raise ColorizeError(
            "Model {name!r} says one color for each place, no distribution over several. Choose from: {choices}.",
            "模型 {name!r} 对每处只给出一种颜色，而不是多种颜色的分布。可选：{choices}。",
            name=card.name,
            choices=", ".join(n for n, c in checkpoint.cards(task="colorize").items() if "bins" in c.output) or "none yet",
        )  # fmt: skip
    hints = predict.checked(hints, card)
    lightness = predict.lightness_of(image)
    height, width = lightness.shape
    if not (0 <= x <= width and 0 <= y <= height):
        raise ColorizeError(
            "The place ({x:g}, {y:g}) is outside the picture, which has {width} by {height} pixels.",
            "位置（{x:g}, {y:g}）在图片之外；图片为 {width}×{height} 像素。", x=x, y=y, width=width, height=height,
        )  # fmt: skip
    network = predict.network_of(card)
    small, gray = predict.reduce(lightness, card)
    patches = patches_of(hints, lightness.shape, small.shape)
    output = network.output(*network.inputs(gray, patches)).numpy()[0]
    row, column = (
        min(int(at * size / whole), size - 1)
        for at, whole, size in ((y, height, small.shape[0]), (x, width, small.shape[1]))
    )
    stride, channels = card.output["stride"], card.output["channels"]
    said = output[row // stride, column // stride]
    bins, probability = np.float32(card.output["bins"]), softmax(said[:channels])
    if patches and said[-1] < SETTLED:
        from colorize.networks.heads import plain_logits

        told = softmax(plain_logits(said[:channels])) @ bins + said[channels : channels + 2]
        probability = np.where(np.linalg.norm(bins - told, axis=1) < APART, 0, probability)
        answers = np.concatenate([told[None], apart(bins, probability, count - 1)])
    else:
        answers = apart(bins, probability, count)
    shown = np.clip(small[row, column], *SHOWN)
    lab = np.concatenate([np.full((len(answers), 1), shown, "float32"), answers], 1)
    return hex_in_gamut(lab)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities of logits, along the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def apart(bins: np.ndarray, probability: np.ndarray, count: int) -> np.ndarray:
    """The likeliest colors that are not neighbors: around the likeliest bin the mean of all that are near, and so on.

    Args:
        bins: (n, 2) a*, b*.
        probability: (n,) of each.
        count: at most so many.

    Returns:
        (k, 2) float32 a*, b*, the likeliest first.

    Example:
        >>> bins = np.float32([[0, 0], [10, 0], [60, 0]])
        >>> apart(bins, np.float32([0.2, 0.2, 0.6]), 3).round(3).tolist()
        [[60.0, 0.0], [5.0, 0.0]]
    """
    left, found = probability.astype("float64"), []
    while len(found) < count and left.max() > 0:
        near = (np.linalg.norm(bins - bins[left.argmax()], axis=1) < APART) & (left > 0)
        found.append((bins[near] * left[near, None]).sum(0) / left[near].sum())
        left[near] = 0
    return np.float32(found).reshape(-1, 2)
