"""Oklab and Oklch: the opponent mode of 2020, with truer hues than Lab's."""

from __future__ import annotations

import numpy as np

from colorize.color.mode import Channel, Space
from colorize.color.polar import from_polar, to_polar
from colorize.color.steps import Affine, signed_power
from colorize.text import Text

NO_CHROMA = 2e-6
"""Chroma below this is rounding, and has no hue. One step of a 16-bit channel changes chroma by 3.9e-6 or more."""

CONES = Affine(
    [
        [0.8190224379967030, 0.3619062600528904, -0.1288737815209879],
        [0.0329836539323885, 0.9292868615863434, 0.0361446663506424],
        [0.0481771893596242, 0.2642395317527308, 0.6335478284694309],
    ]
)
"""XYZ to something like the cones' answers: Ottosson's matrix, worked out again by CSS for D65 of four digits."""

OPPONENTS = Affine(
    [
        [0.2104542683093140, 0.7936177747023054, -0.0040720430116193],
        [1.9779985324311684, -2.4285922420485799, 0.4505937096174110],
        [0.0259040424655478, 0.7827717124575296, -0.8086757549230774],
    ]
)
"""Their cube roots to L, a and b."""


def cube_root(pixels: np.ndarray) -> np.ndarray:
    """Cube root, that of negative values negative."""
    return signed_power(pixels, 1 / 3)


def cube(pixels: np.ndarray) -> np.ndarray:
    """The inverse of `cube_root`."""
    result = pixels * pixels
    result *= pixels
    return result


OTTOSSON = "B. Ottosson, A perceptual color space for image processing, 2020; matrices and ranges of CSS Color 4"
LIGHTNESS = Channel("L", 0.0, 1.0, Text("Lightness", "明度"))

SPACES = (
    Space(
        name="oklab",
        title=Text("Oklab", "Oklab"),
        channels=(
            LIGHTNESS,
            Channel("a", -0.4, 0.4, Text("a: green to red", "a：绿到红")),
            Channel("b", -0.4, 0.4, Text("b: blue to yellow", "b：蓝到黄")),
        ),
        base="xyz",
        from_base=(CONES, cube_root, OPPONENTS),
        to_base=(OPPONENTS.inverse(), cube, CONES.inverse()),
        formula=r"\begin{pmatrix} L \\ a \\ b \end{pmatrix} = M_2 \sqrt[3]{M_1 \begin{pmatrix} X \\ Y \\ Z "
        r"\end{pmatrix}}, \quad M_2 = \begin{pmatrix} 0.2105 & 0.7936 & -0.0041 \\ 1.9780 & -2.4286 & 0.4506 \\ "
        r"0.0259 & 0.7828 & -0.8087 \end{pmatrix}",
        source=OTTOSSON,
        summary=Text(
            "Lightness apart from color, with hues that stay put as chroma changes: the mode to blend colors in.",
            "明度与颜色分开，彩度变化时色相保持不变：适合在其中混合颜色。",
        ),
        catch=Text(
            "L goes to 1, not to 100, and a and b hardly beyond 0.3. Libraries carry older matrices with fewer digits "
            "(colour-science up to version 0.4 among them), in which white has a trace of color.",
            "L 到 1 而不是 100，a、b 很少超过 0.3。有些库（包括 colour-science 0.4）仍用位数较少的旧矩阵，白色会带一丝颜色。",
        ),
    ),
    Space(
        name="oklch",
        title=Text("Oklch", "Oklch"),
        channels=(
            LIGHTNESS,
            Channel("C", 0.0, 0.4, Text("Chroma", "彩度")),
            Channel("h", 0.0, 360.0, Text("Hue", "色相"), unit="°", angle=True),
        ),
        base="oklab",
        from_base=(to_polar(NO_CHROMA),),
        to_base=(from_polar,),
        formula=r"C = \sqrt{a^2 + b^2}, \qquad h = \operatorname{atan2}(b, a)",
        source=OTTOSSON,
        summary=Text(
            "Oklab told as lightness, chroma and hue: the `oklch()` of style sheets, handy for making palettes.",
            "把 Oklab 写成明度、彩度和色相：即样式表中的 `oklch()`，便于制作配色。",
        ),
        catch=Text(
            "How much chroma fits depends on lightness and hue: most combinations lie outside every screen. "
            "Red is at 29° here, not at 0°.",
            "能容纳多少彩度取决于明度和色相：多数组合超出任何屏幕。红色在这里是 29°，不是 0°。",
        ),
    ),
)
