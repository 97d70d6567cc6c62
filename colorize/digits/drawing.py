"""A drawing made into what the networks learned from: the way in which MNIST's digits were made.

LeCun et al. 1998: the digit is scaled into a box of 20 x 20 pixels, its aspect kept, and placed so that its center of
mass is in the middle of 28 x 28.
"""

from __future__ import annotations

import cv2
import numpy as np

from colorize.digits.mnist import SIDE
from colorize.errors import ColorizeError

BOX = 20
FAINT = 0.02
"""Share of the strongest ink below which a pixel of a drawing counts as paper."""
FAINT_IN_PHOTO = 0.15
"""The same in an uploaded picture, whose paper is never quite even."""


def as_mnist(ink: np.ndarray) -> np.ndarray:
    """A digit as MNIST has it.

    Args:
        ink: (H, W) float, 0 where there is paper; the more, the more ink.

    Returns:
        (28, 28) float32 in [0, 1], white on black.

    Raises:
        ColorizeError: there is no ink.
    """
    strongest = float(ink.max(initial=0))
    marked = ink > FAINT * strongest
    if strongest <= 0 or not marked.any():
        raise ColorizeError(
            "There is no digit yet. Draw one, large, or upload a picture of one that stands out from its paper.",
            "还没有数字。请画一个大大的数字，或上传一张数字与纸张分明的图片。",
        )
    rows, columns = (np.flatnonzero(marked.any(axis)) for axis in (1, 0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype("float32") / strongest
    scale = BOX / max(cut.shape)
    size = max(1, round(cut.shape[1] * scale)), max(1, round(cut.shape[0] * scale))
    small = cv2.resize(cut, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return _centered(np.clip(small / small.max(), 0, 1))


def _centered(small: np.ndarray) -> np.ndarray:
    """A digit with its center of mass moved to the middle of 28 x 28, by whole pixels, as far as it fits."""
    height, width = small.shape
    weight = small.sum()
    y = float((small.sum(1) * np.arange(height)).sum() / weight)
    x = float((small.sum(0) * np.arange(width)).sum() / weight)
    middle = SIDE / 2  # so the test digits have it: their rows' and columns' means are 13.5 to 14.5
    top = int(np.clip(round(middle - y), 0, SIDE - height))
    left = int(np.clip(round(middle - x), 0, SIDE - width))
    digit = np.zeros((SIDE, SIDE), "float32")
    digit[top : top + height, left : left + width] = small
    return digit


def ink_of(picture: np.ndarray) -> np.ndarray:
    """The ink of an uploaded picture of a digit: what differs from its border, which is taken for paper.

    Args:
        picture: (H, W) float gray in [0, 1], dark on light or light on dark.
    """
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    difference = np.abs(picture - np.median(border))
    noise = 2 * float(np.quantile(np.abs(border - np.median(border)), 0.9))
    ink = np.maximum(difference - noise, 0)
    return np.where(ink > FAINT_IN_PHOTO * ink.max(), ink, 0)
