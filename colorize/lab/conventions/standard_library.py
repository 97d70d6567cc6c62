"""Python's own `colorsys`: one color at a time, everything from 0 to 1."""

from __future__ import annotations

import numpy as np

from colorize.lab.conventions.convention import Convention
from colorize.text import Text


def hsv(rgb: np.ndarray):
    import colorsys

    return colorsys.rgb_to_hsv(*rgb[0, 0] / 255)


def hls(rgb: np.ndarray):
    import colorsys

    return colorsys.rgb_to_hls(*rgb[0, 0] / 255)


def yiq(rgb: np.ndarray):
    import colorsys

    return colorsys.rgb_to_yiq(*rgb[0, 0] / 255)


def _entry(ask, mode: str, channels, meaning: Text, catch: Text) -> Convention:
    name = ask.__name__
    function = f"colorsys.rgb_to_{name}(red, green, blue)"
    return Convention(f"colorsys_{name}", "colorsys", function, mode, channels, meaning, catch, ask, 4)


CONVENTIONS = (
    _entry(
        hsv,
        "hsv",
        (("H", 0, 1), ("S", 0, 1), ("V", 0, 1)),
        Text("HSV, everything from 0 to 1.", "HSV，三个分量都在 0 到 1 之间。"),
        Text("Hue is a share of the circle: multiply by 360 for degrees.", "色相是圆周的几分之几：乘以 360 才是度。"),
    ),
    _entry(
        hls,
        "hsl",
        (("H", 0, 1), ("L", 0, 1), ("S", 0, 1)),
        Text("HSL, everything from 0 to 1.", "HSL，三个分量都在 0 到 1 之间。"),
        Text("HLS, not HSL: lightness comes before saturation.", "是 HLS 而非 HSL：亮度排在饱和度之前。"),
    ),
    _entry(
        yiq,
        "yiq",
        (("Y", 0, 1), ("I", -0.599, 0.599), ("Q", -0.5251, 0.5251)),
        Text("YIQ of NTSC with the FCC's rounded weights 0.30, 0.59, 0.11.", "NTSC 的 YIQ，用 FCC 取整的权重 0.30、0.59、0.11。"),
        Text("Up to 0.004 from scikit-image's YIQ.", "与 scikit-image 的 YIQ 相差可达 0.004。"),
    ),
)  # fmt: skip
