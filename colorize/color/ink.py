"""CMYK by formula: what it would take if inks were perfect filters."""

from __future__ import annotations

import numpy as np

from colorize.color.mode import Channel, Space
from colorize.color.steps import pixels_of, planes
from colorize.text import Text

NO_LIGHT = 1e-6
"""Light below this is rounding: a fifteenth of a 16-bit step. It is all black, and no other ink."""


def rgb_to_cmyk(rgb: np.ndarray) -> np.ndarray:
    """sRGB (N, 3) to cyan, magenta, yellow and black (N, 4): all that the inks share is black, K = 1 - max."""
    red, green, blue = planes(rgb)
    light = np.maximum(np.maximum(red, green), blue)
    per_light = (light >= np.float32(NO_LIGHT)) / np.maximum(light, np.float32(NO_LIGHT))
    return pixels_of(*((light - channel) * per_light for channel in (red, green, blue)), np.float32(1) - light)


def cmyk_to_rgb(cmyk: np.ndarray) -> np.ndarray:
    """Cyan, magenta, yellow and black (N, 4) to sRGB (N, 3)."""
    *inks, black = planes(cmyk)
    light = np.float32(1) - black
    return pixels_of(*(light - light * ink for ink in inks))


SPACES = (
    Space(
        name="cmyk",
        title=Text("CMYK (by formula)", "CMYK（公式法）"),
        channels=(
            Channel("C", 0.0, 1.0, Text("Cyan", "青")),
            Channel("M", 0.0, 1.0, Text("Magenta", "品红")),
            Channel("Y", 0.0, 1.0, Text("Yellow", "黄")),
            Channel("K", 0.0, 1.0, Text("Black", "黑")),
        ),
        base="rgb",
        from_base=(rgb_to_cmyk,),
        to_base=(cmyk_to_rgb,),
        formula=r"K = 1 - \max(R, G, B), \qquad (C, M, Y) = \frac{(1 - K) - (R, G, B)}{1 - K}",
        source="PostScript Language Reference, 3rd edition, 7.2.3, with all that the inks share made black",
        summary=Text(
            "The four inks by formula. Real presses need a measured profile: their inks are no perfect filters.",
            "用公式算出的四色油墨。真实印刷需要实测的特性文件：油墨并不是理想滤色片。",
        ),
        catch=Text(
            "No press prints these numbers as the screen shows them: a measured profile gives inks that differ by up "
            "to half the range. Pillow's own conversion leaves black at 0, and JPEG files often hold CMYK inverted.",
            "没有哪台印刷机能照屏幕的样子印出这些数值：按实测特性文件算出的油墨量最多可差半个量程。"
            "Pillow 自带的转换让黑墨恒为 0，JPEG 文件中的 CMYK 又常常是反相的。",
        ),
    ),
)
