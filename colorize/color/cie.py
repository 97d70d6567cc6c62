"""The CIE's modes: XYZ, Lab and LCh, all for D65."""

from __future__ import annotations

import numpy as np

from colorize.color.mode import Channel, Space
from colorize.color.polar import from_polar, to_polar
from colorize.color.primaries import rgb_to_xyz_matrix, white_point
from colorize.color.steps import Affine, joined, part, power
from colorize.text import Text

DELTA = 6 / 29
"""Where CIE's cube root gives way to its tangent: as a root here, as a share of white in its cube."""

NO_CHROMA = 5e-4
"""Chroma below this is rounding, and has no hue. One step of a 16-bit channel changes chroma by 1e-3 or more."""


def root(share: np.ndarray) -> np.ndarray:
    """Share of white to the CIE's f: the cube root, below DELTA ** 3 its tangent. float32 (N, channels)."""
    tangent, held = part(share, DELTA**3)
    at_cut = np.float32(DELTA / 3)  # DELTA less what the tangent adds there
    return joined(power(held, 1 / 3), at_cut, tangent, 1 / (3 * DELTA**2))


def cube(f: np.ndarray) -> np.ndarray:
    """The inverse of `root`."""
    tangent, held = part(f, DELTA)
    result = held * held
    result *= held
    return joined(result, np.float32(3 * DELTA**3), tangent, 3 * DELTA**2)


WHITE = white_point()
XYZ = Affine(rgb_to_xyz_matrix())
LUMINANCE = Affine(XYZ.matrix[1:2])
"""Linear sRGB to Y alone."""
RELATIVE = Affine(1 / WHITE)
"""XYZ to shares of white."""
LAB = Affine([[0, 116, 0], [500, -500, 0], [0, 200, -200]], offset=[-16, 0, 0])
"""The roots of X, Y and Z to L*, a* and b*."""


CIE = "CIE 015:2018; primaries and white of IEC 61966-2-1"
CSS_RANGE = "range of a*, b* and chroma as in CSS Color 4"
LIGHTNESS = Channel("L", 0.0, 100.0, Text("Lightness L*", "明度 L*"))

SPACES = (
    Space(
        name="xyz",
        title=Text("CIE XYZ", "CIE XYZ"),
        channels=(
            Channel("X", 0.0, float(WHITE[0]), Text("X: long waves", "X：长波")),
            Channel("Y", 0.0, 1.0, Text("Y: luminance", "Y：亮度")),
            Channel("Z", 0.0, float(WHITE[2]), Text("Z: short waves", "Z：短波")),
        ),
        base="linear_rgb",
        from_base=(XYZ,),
        to_base=(XYZ.inverse(),),
        formula=r"\begin{pmatrix} X \\ Y \\ Z \end{pmatrix} = \begin{pmatrix} 0.4124 & 0.3576 & 0.1805 \\ "
        r"0.2126 & 0.7152 & 0.0722 \\ 0.0193 & 0.1192 & 0.9505 \end{pmatrix} "
        r"\begin{pmatrix} R \\ G \\ B \end{pmatrix}_\text{lin}",
        source=CIE,
        summary=Text(
            "What the average eye takes in, independent of any screen: the meeting point of all measured color.",
            "标准观察者所接收到的刺激，与任何屏幕无关：一切颜色测量的交汇点。",
        ),
        catch=Text(
            "Y of white is 1 here, 100 in other tables. OpenCV's RGB2XYZ expects linear light and does not say so; "
            "matrices printed with four digits do not undo each other.",
            "这里白色的 Y 为 1，有些资料中为 100。OpenCV 的 RGB2XYZ 需要线性光，却没有说明；只印四位小数的矩阵彼此不能互逆。",
        ),
    ),
    Space(
        name="lab",
        title=Text("CIE Lab", "CIE Lab"),
        channels=(
            LIGHTNESS,
            Channel("a", -125.0, 125.0, Text("a*: green to red", "a*：绿到红")),
            Channel("b", -125.0, 125.0, Text("b*: blue to yellow", "b*：蓝到黄")),
        ),
        base="xyz",
        from_base=(RELATIVE, root, LAB),
        to_base=(LAB.inverse(), cube, RELATIVE.inverse()),
        formula=r"\begin{aligned} L^* &= 116\,f(Y/Y_n) - 16 \\ a^* &= 500\,\big(f(X/X_n) - f(Y/Y_n)\big) \\ "
        r"b^* &= 200\,\big(f(Y/Y_n) - f(Z/Z_n)\big) \end{aligned} \qquad f(t) = \begin{cases} \sqrt[3]{t} & "
        r"t > \delta^3 \\ \dfrac{t}{3\delta^2} + \dfrac{4}{29} & \text{otherwise} \end{cases} \quad "
        r"\delta = \tfrac{6}{29}",
        source=f"{CIE}; {CSS_RANGE}",
        summary=Text(
            "Lightness apart from color, in steps that look about even: the mode in which photos are colorized here.",
            "明度与颜色分开，各级之间看起来大致均匀：本项目就在这种模式下给照片上色。",
        ),
        catch=Text(
            "White is D65 here and in scikit-image; Pillow, Photoshop and ICC profiles use D50. "
            "OpenCV squeezes it into bytes (L* times 2.55, a* and b* plus 128), and blues turn purple when only chroma "
            "changes.",
            "这里和 scikit-image 的白点是 D65；Pillow、Photoshop 和 ICC 特性文件用 D50。"
            "OpenCV 的 8 位形式把 L* 乘以 2.55、a* 和 b* 加 128；只改变彩度时，蓝色会偏紫。",
        ),
    ),
    Space(
        name="lch",
        title=Text("CIE LCh", "CIE LCh"),
        channels=(
            LIGHTNESS,
            Channel("C", 0.0, 150.0, Text("Chroma", "彩度")),
            Channel("h", 0.0, 360.0, Text("Hue", "色相"), unit="°", angle=True),
        ),
        base="lab",
        from_base=(to_polar(NO_CHROMA),),
        to_base=(from_polar,),
        formula=r"C^* = \sqrt{a^{*2} + b^{*2}}, \qquad h = \operatorname{atan2}(b^*, a^*)",
        source=f"{CIE}; {CSS_RANGE}",
        summary=Text(
            "Lab told as lightness, strength of color and hue.",
            "把 Lab 写成明度、彩度和色相。",
        ),
        catch=Text(
            "Grays have no hue, and near them hue is noise. Hues must never be averaged as plain numbers: "
            "between 359° and 1° lies red, not cyan. CSS `lch()` uses D50, so its numbers differ.",
            "灰色没有色相，接近灰色时色相只是噪声。色相不能当普通数求平均：359° 与 1° 之间是红色而不是青色。"
            "CSS 的 `lch()` 用 D50，数值会不同。",
        ),
    ),
)
