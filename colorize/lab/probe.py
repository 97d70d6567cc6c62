"""One pixel of a picture in every color mode, and as the libraries write it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from colorize.color import EFFECTS, SPACES, Effect, Space, transform
from colorize.errors import ColorizeError
from colorize.lab.conventions import CONVENTIONS, Convention
from colorize.lab.given import picture, picture_8bit
from colorize.text import Text

WHOLE_PICTURE = Text(
    "Depends on the whole picture: a pixel alone has no value here.", "取决于整张图片：单个像素在这里没有值。"
)


@dataclass(frozen=True)
class Reading:
    """A pixel in one of our modes.

    Args:
        mode: the entry of `SPACES` or `EFFECTS`, with title, channels, ranges and units.
        values: one a channel; empty where the pixel alone has none, for the reason in `note`.
        note: why there are no values; None where there are.
    """

    mode: Space | Effect
    values: tuple[float, ...]
    note: Text | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The values with their units, at as many decimals as their range deserves.

        Example:
            >>> read_pixel([1, 0, 0], "lch").shown
            ('53.24', '104.55', '40.00°')
        """
        return tuple(
            f"{round(value, digits) + 0.0:.{digits}f}{channel.unit}"
            for value, channel in zip(self.values, self.mode.channels, strict=bool(self.values))
            for digits in [2 if channel.high - channel.low > 20 else 4]
        )


@dataclass(frozen=True)
class Answer:
    """A pixel as a library writes it: the text that is shown, and the code that prints the same."""

    convention: Convention
    text: str
    snippet: str


@dataclass(frozen=True)
class Probe:
    """One pixel, told in every way.

    Args:
        x, y: column and row.
        rgb: its exact sRGB value, 0-1, from which the modes are worked out.
        rgb_8bit: the same rounded to 0-255, of which the libraries are asked.
        exact: whether that is the whole truth; False for most pixels of a 16-bit picture.
        readings: in our modes, in the registries' order.
        answers: in the libraries' conventions.
    """

    x: int
    y: int
    rgb: tuple[float, float, float]
    rgb_8bit: tuple[int, int, int]
    exact: bool
    readings: tuple[Reading, ...]
    answers: tuple[Answer, ...]


@cache
def looks_at_one_pixel(name: str) -> bool:
    """Whether an effect works on every pixel by itself, found by trying: thresholds and palettes do not."""
    colors = np.random.default_rng(0).random((8, 8, 3)).astype(np.float32)
    whole = transform(colors, "rgb", name)
    alone = [[transform(colors[y : y + 1, x : x + 1], "rgb", name)[0, 0] for x in range(8)] for y in range(8)]
    return bool(np.abs(whole - alone).max() < 1e-4)


def read_pixel(rgb, mode: str) -> Reading:
    """One sRGB pixel (3,), 0-1, in one mode; see `Reading`."""
    if mode in EFFECTS and not looks_at_one_pixel(mode):
        return Reading(EFFECTS[mode], (), WHOLE_PICTURE)
    values = transform(np.array(rgb, np.float32).reshape(1, 1, 3), "rgb", mode)[0, 0]
    return Reading(SPACES.get(mode) or EFFECTS[mode], tuple(float(value) for value in values))


def answer(rgb_8bit: tuple[int, int, int], convention: str) -> Answer:
    """One 8-bit pixel as a library writes it; `convention` is a key of `CONVENTIONS`."""
    chosen = CONVENTIONS[convention]
    return Answer(chosen, chosen.shown(rgb_8bit), chosen.snippet(rgb_8bit))


def probe(rgb: np.ndarray, x: int, y: int) -> Probe:
    """A picture's pixel in every mode and in every library's convention.

    Args:
        rgb: sRGB (H, W, 3), float in [0, 1], uint8 or uint16.
        x, y: column and row, from 0 at the upper left.

    Raises:
        ColorizeError: a picture that cannot be used, or a place outside it.

    Example:
        >>> pixel = probe(np.array([[[51, 102, 153]]], np.uint8), 0, 0)
        >>> [a.text for a in pixel.answers if a.convention.name in ("css_hexadecimal", "opencv_hsv_8bit")]
        ['#336699', '105, 170, 153']
    """
    if np.ndim(rgb) == 3 and np.size(rgb):  # only the pixel is looked at, however large the picture is
        height, width = np.shape(rgb)[:2]
        whole = isinstance(x, int | np.integer) and isinstance(y, int | np.integer)
        if not whole or not (0 <= x < width and 0 <= y < height):
            raise ColorizeError(
                "There is no pixel ({x}, {y}) in a picture of {width} x {height}. "
                "Give whole numbers: x from 0 to {right}, y from 0 to {bottom}.",
                "{width} x {height} 的图片中没有像素（{x}, {y}）。请给出整数：x 从 0 到 {right}，y 从 0 到 {bottom}。",
                x=x, y=y, width=width, height=height, right=width - 1, bottom=height - 1,
            )  # fmt: skip
        rgb = np.asarray(rgb)[y : y + 1, x : x + 1]
    rounded, exact = picture_8bit(rgb), picture(rgb)
    color = tuple(int(value) for value in rounded[0, 0])
    return Probe(
        x=int(x),
        y=int(y),
        rgb=tuple(float(value) for value in exact[0, 0]),
        rgb_8bit=color,
        exact=bool(np.abs(exact * np.float32(255) - rounded).max() < 0.01),
        readings=tuple(read_pixel(exact[0, 0], mode) for mode in (*SPACES, *EFFECTS)),
        answers=tuple(answer(color, name) for name in CONVENTIONS),
    )
