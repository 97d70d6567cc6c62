"""The parts that conversions are made of: affine maps and a fast power."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

import cv2
import numpy as np

from colorize.color.mode import Step


@dataclass(frozen=True, eq=False)
class Affine:
    """The step `pixels @ matrix.T + offset`, worked out in float64 and applied in float32.

    Args:
        matrix: (channels out, channels in); a flat sequence means a diagonal matrix.
        offset: (channels out,), 0 when left out.

    Example:
        >>> double = Affine((2, 2, 2), offset=(0, 0, 1))
        >>> double(np.float32([[0.5, 1, 2]])).tolist()
        [[1.0, 2.0, 5.0]]
        >>> double.inverse()(np.float32([[1, 2, 5]])).tolist()
        [[0.5, 1.0, 2.0]]
    """

    matrix: np.ndarray
    offset: np.ndarray = field(default=0.0)
    both: np.ndarray = field(init=False)
    tells: ClassVar[bool] = True  # what is no number in a pixel shows in what comes out

    def __post_init__(self):
        matrix = np.asarray(self.matrix, np.float64)
        matrix = np.diag(matrix) if matrix.ndim == 1 else matrix
        object.__setattr__(self, "matrix", matrix)
        object.__setattr__(self, "offset", np.zeros(len(matrix)) + self.offset)
        object.__setattr__(self, "both", np.column_stack([self.matrix, self.offset]))

    def __call__(self, pixels: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
        """Pixels (N, channels in) to (N, channels out), into `out` where that is given."""
        result = cv2.transform(pixels[None], self.both, dst=None if out is None else out[None])
        return result.reshape(len(pixels), len(self.both))

    def then(self, later: Affine) -> Affine:
        """The one affine step that does this and then `later`."""
        return Affine(later.matrix @ self.matrix, later.matrix @ self.offset + later.offset)

    def inverse(self) -> Affine:
        """The step that undoes this one."""
        back = np.linalg.inv(self.matrix)
        return Affine(back, -back @ self.offset)


@dataclass(frozen=True, eq=False)
class Into:
    """A step that writes into an array it is given: as a chain's last one it saves a copy of the picture.

    Args:
        work: takes float32 pixels (N, channels), and where their values go, of the same shape.
        tells: whether `work` returns where a value that is not a number, or infinite, would show: what it made, or what it
            was given, or None where it has seen that there is none.
    """

    work: Callable[[np.ndarray, np.ndarray], object]
    tells: bool = False

    def __call__(self, pixels: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
        """Pixels (N, channels) to as many, into `out` where that is given."""
        out = np.empty_like(pixels) if out is None else out
        self.work(pixels, out)
        return out


def join(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The same chain with neighboring affine steps made one: fewer passes, and less rounding."""
    joined: list[Step] = []
    for step in steps:
        if joined and isinstance(step, Affine) and isinstance(joined[-1], Affine):
            joined[-1] = joined[-1].then(step)
        else:
            joined.append(step)
    return tuple(joined)


def power(base: np.ndarray, exponent: float) -> np.ndarray:
    """`base ** exponent` for float32 base > 0, about 3e-7 from exact and some times faster than `numpy.power`.

    OpenCV's vectorised logarithm and exponential are as exact as float32 allows, on every kind of processor.
    """
    result = cv2.log(base)
    np.multiply(result, np.float32(exponent), out=result)
    return cv2.exp(result, dst=result)


def signed_power(base: np.ndarray, exponent: float) -> np.ndarray:
    """The power of the amount, with the sign of the base; 0 stays 0."""
    return np.copysign(power(np.abs(base), exponent), base)


def part(values: np.ndarray, cut: float) -> tuple[np.ndarray, np.ndarray]:
    """`min(values, cut)` and `max(values, cut)`: what lies below the cut of a curve of two pieces, and the rest.

    Such a curve is the sum of both pieces, each held at the cut while the other counts, see `joined`; a choice per
    value would cost more than the curve. OpenCV's threshold takes half the time of `numpy.minimum`, which looks for NaN.
    """
    cut = float(np.float32(cut))
    below = cv2.threshold(values, cut, 0, cv2.THRESH_TRUNC)[1]
    return below, cv2.addWeighted(values, 1, below, -1, cut)


def joined(curve: np.ndarray, at_cut: np.float32, below: np.ndarray, slope: float) -> np.ndarray:
    """`curve - at_cut + slope * below` in one pass, in place of `curve`: both pieces, and exactly 0 where below is."""
    return cv2.addWeighted(curve, 1, below, slope, -float(at_cut), dst=curve)


def planes(pixels: np.ndarray) -> list[np.ndarray]:
    """The channels of (N, channels) as contiguous (N,): steps on them take a third of the time.

    They lie in one block that is made here: OpenCV takes three times as long where it makes one for each.
    """
    block = np.empty((pixels.shape[1], 1, len(pixels)), np.float32)
    cv2.split(pixels[None], list(block))
    return list(block[:, 0])


def pixels_of(*channels: np.ndarray) -> np.ndarray:
    """The opposite of `planes`."""
    return cv2.merge([channel[None] for channel in channels])[0]
