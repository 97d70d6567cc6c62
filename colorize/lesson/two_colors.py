"""Two equally likely colors for one gray: what each loss holds to be the best answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from colorize.color import hex_in_gamut

LIGHTNESS = 62.0
"""L* of the pixel whose color is asked for."""
STEPS = 101
SOFTNESS = 8.0
"""Width of the answer's peaks on the plane, Lab units, so that they can be seen."""


@dataclass(frozen=True)
class Dilemma:
    """A pixel that is of the first color with `chance`, of the second otherwise.

    Args:
        first, second: a* b*.
        chance: of the first, 0 to 1.

    Example:
        >>> red_or_green = Dilemma((50.0, 20.0), (-50.0, -20.0))
        >>> red_or_green.least_squares().tolist(), red_or_green.squared_error(0.5).round(3).item()
        ([0.0, 0.0], 0.12)
    """

    first: tuple[float, float]
    second: tuple[float, float]
    chance: float = 0.5

    def between(self, place: float | np.ndarray) -> np.ndarray:
        """a* b* on the way from the first color (0) to the second (1)."""
        one, other = np.float64(self.first), np.float64(self.second)
        return one + np.asarray(place)[..., None] * (other - one)

    def squared_error(self, place: float | np.ndarray) -> np.ndarray:
        """Expected mean squared error of a* / 110 and b* / 110 for an answer on the way."""
        way = np.square(self.between(1.0) - self.between(0.0)).mean() / 110**2
        place = np.asarray(place, float)
        return way * (self.chance * place**2 + (1 - self.chance) * (1 - place) ** 2)

    def absolute_error(self, place: float | np.ndarray) -> np.ndarray:
        """Expected mean absolute error, likewise."""
        way = np.abs(self.between(1.0) - self.between(0.0)).mean() / 110
        place = np.asarray(place, float)
        return way * (self.chance * place + (1 - self.chance) * (1 - place))

    def least_squares(self) -> np.ndarray:
        """The answer of least squared error, by search: the mean of both."""
        places = np.linspace(0, 1, 1001)
        return self.between(places[self.squared_error(places).argmin()])

    def entropy(self, share: float | np.ndarray) -> np.ndarray:
        """Expected cross-entropy of an answer that gives the first color this probability, nats."""
        share = np.clip(np.asarray(share, float), 1e-9, 1 - 1e-9)
        return -self.chance * np.log(share) - (1 - self.chance) * np.log(1 - share)

    def least_entropy(self) -> float:
        """The probability of the first color that has the least cross-entropy, by search: its true chance."""
        shares = np.linspace(0.001, 0.999, 999)
        return float(shares[self.entropy(shares).argmin()])


def color_of(ab: np.ndarray, lightness: float = LIGHTNESS) -> str:
    """A color as `#rrggbb`, its chroma given up as far as sRGB demands."""
    return hex_in_gamut(np.float32([[lightness, *ab]]))[0]
