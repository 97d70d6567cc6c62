"""HSV and HSL: hue, and how colorful and how bright, straight from the encoded red, green and blue."""

from __future__ import annotations

import cv2
import numpy as np

from colorize.color.mode import Channel, Space
from colorize.color.steps import Affine
from colorize.text import Text

GRAIN = 1 << 20
"""Values count in steps of 1 / GRAIN, a sixteenth of a 16-bit step: smaller differences are rounding, and no hue."""


def grains(rgb: np.ndarray) -> np.ndarray:
    """The values as whole numbers of grains, kept as float32."""
    count = rgb * np.float32(GRAIN)
    return np.rint(count, out=count)


def by_opencv(pixels: np.ndarray, code: int) -> np.ndarray:
    """OpenCV's own conversion of float32 pixels (N, 3), vectorised, hue in degrees: exact for what is given to it here."""
    return cv2.cvtColor(pixels[None], code)[0]


GRAINS_TO_VALUE = Affine((1, 1, 1 / GRAIN))
SWAP = Affine([[1, 0, 0], [0, 0, 1], [0, 1, 0]])
"""Between HSL and OpenCV's HLS."""


def rgb_to_hsv(rgb: np.ndarray) -> np.ndarray:
    """sRGB to hue, saturation and value, still counted in grains; (N, 3) float32.

    OpenCV adds 1e-7 to its divisors to avoid 0 / 0: too much for dark colors in [0, 1], nothing for counts of grains.
    """
    return by_opencv(grains(rgb), cv2.COLOR_RGB2HSV)


def hsv_to_rgb(hsv: np.ndarray) -> np.ndarray:
    """Hue, saturation and value to sRGB; (N, 3) float32."""
    return by_opencv(hsv, cv2.COLOR_HSV2RGB)


def rgb_to_hls(rgb: np.ndarray) -> np.ndarray:
    """sRGB to hue, lightness and saturation; (N, 3) float32.

    Rounded to grains, since OpenCV gives hue and saturation only to channels that differ by more than 1e-7.
    """
    rounded = grains(rgb)
    rounded *= np.float32(1 / GRAIN)
    return by_opencv(rounded, cv2.COLOR_RGB2HLS)


def hls_to_rgb(hls: np.ndarray) -> np.ndarray:
    """Hue, lightness and saturation to sRGB; (N, 3) float32."""
    return by_opencv(hls, cv2.COLOR_HLS2RGB)


SMITH = "A. R. Smith, Color gamut transform pairs, SIGGRAPH 1978"
JOBLOVE = "G. H. Joblove and D. Greenberg, Color spaces for computer graphics, SIGGRAPH 1978; as in CSS Color 4"
HUE = Channel("H", 0.0, 360.0, Text("Hue", "色相"), unit="°", angle=True)
SATURATION = Channel("S", 0.0, 1.0, Text("Saturation", "饱和度"))

SPACES = (
    Space(
        name="hsv",
        title=Text("HSV", "HSV"),
        channels=(HUE, SATURATION, Channel("V", 0.0, 1.0, Text("Value: the largest channel", "明度值：最大通道"))),
        base="rgb",
        from_base=(rgb_to_hsv, GRAINS_TO_VALUE),
        to_base=(hsv_to_rgb,),
        source=SMITH,
        summary=Text(
            "Hue, saturation and value: handy to pick a color or to select all reds, but a yellow looks far brighter "
            "than a blue of the same value.",
            "色相、饱和度、明度值：便于挑选颜色，或选出所有红色；但明度值相同时，黄色看起来比蓝色亮得多。",
        ),
    ),
    Space(
        name="hsl",
        title=Text("HSL", "HSL"),
        channels=(
            HUE,
            SATURATION,
            Channel("L", 0.0, 1.0, Text("Lightness: middle of largest and smallest", "亮度：最大与最小通道的中间值")),
        ),
        base="rgb",
        from_base=(rgb_to_hls, SWAP),
        to_base=(SWAP, hls_to_rgb),
        source=JOBLOVE,
        summary=Text(
            "Hue, saturation and lightness as in style sheets: pure colors lie halfway between black and white.",
            "样式表中所用的色相、饱和度、亮度：纯色位于黑与白的正中间。",
        ),
    ),
)
