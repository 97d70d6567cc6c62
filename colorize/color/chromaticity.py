"""Modes that part how much light there is from which color it has: xyY, Luv and its LCh."""

from __future__ import annotations

import numpy as np

from colorize.color.cie import CIE, LIGHTNESS, WHITE, cube, root
from colorize.color.mode import Channel, Space
from colorize.color.polar import from_polar, to_polar
from colorize.color.primaries import D65
from colorize.color.steps import Affine, pixels_of, planes
from colorize.text import Text

NO_LIGHT = 1e-9
"""Below this X + Y + Z is nothing but rounding: black, whose chromaticity counts as that of white."""

NO_CHROMA = 2.5e-4
"""Chroma below this is rounding, which reaches 1.6e-4, and has no hue; one step of a 16-bit channel makes 3e-4."""

SUM = np.array([1, 15, 3])
"""Weights of X, Y and Z in what u' and v' are shares of."""

WHITE_UV = np.array([4 * WHITE[0], 9 * WHITE[1]]) / (WHITE @ SUM)
"""u' and v' of white."""

LUV_PARTS = Affine([[4, 0, 0] - WHITE_UV[0] * SUM, [0, 9, 0] - WHITE_UV[1] * SUM, SUM])
"""XYZ to 4 X and 9 Y less white's shares of the weighted sum, and that sum: of grays the two are 0."""


def xyz_to_xyy(xyz: np.ndarray) -> np.ndarray:
    """XYZ to x, y and Y; black has the x and y of white. (N, 3) float32."""
    x, luminance, z = planes(xyz)
    total = x + luminance
    total += z
    dark = np.abs(total) < np.float32(NO_LIGHT)
    total += dark  # what is divided by is never 0
    x /= total
    y = luminance / total
    if dark.any():
        x[dark], y[dark] = D65
    return pixels_of(x, y, luminance)


def xyy_to_xyz(xyy: np.ndarray) -> np.ndarray:
    """x, y and Y to XYZ; no light where y is 0. (N, 3) float32."""
    x, y, luminance = planes(xyy)
    none = y == 0
    scale = luminance * ~none / (y + none)
    return pixels_of(x * scale, luminance, (np.float32(1) - x - y) * scale)


def parts_to_luv(parts: np.ndarray) -> np.ndarray:
    """What `LUV_PARTS` gives to L*, u* and v*; (N, 3) float32."""
    u, v, total = planes(parts)
    luminance = total * np.float32(WHITE_UV[1] / 9)
    luminance += v * np.float32(1 / 9)
    lightness = root(luminance[:, None])[:, 0]
    lightness *= np.float32(116)
    lightness -= np.float32(16)
    total += total == 0
    scale = lightness * np.float32(13)
    scale /= total
    u *= scale
    v *= scale
    return pixels_of(lightness, u, v)


def luv_to_xyz(luv: np.ndarray) -> np.ndarray:
    """L*, u* and v* to XYZ; no light where L* or v' is 0. (N, 3) float32."""
    lightness, u, v = planes(luv)
    dark = lightness == 0
    per_lightness = np.float32(1 / 13) / (lightness + dark)
    u = u * per_lightness + np.float32(WHITE_UV[0])
    v = v * per_lightness + np.float32(WHITE_UV[1])
    luminance = cube((lightness * np.float32(1 / 116) + np.float32(16 / 116))[:, None])[:, 0]
    luminance *= ~dark
    none = v == 0
    scale = luminance * ~none / (v + none)
    scale *= np.float32(0.25)
    return pixels_of(u * scale * np.float32(9), luminance, (np.float32(12) - u * 3 - v * 20) * scale)


REACH = "range of u*, v* and chroma as in coloraide"

SPACES = (
    Space(
        name="xyy",
        title=Text("CIE xyY", "CIE xyY"),
        channels=(
            Channel("x", 0.0, 1.0, Text("x: share of X", "x：X 的占比")),
            Channel("y", 0.0, 1.0, Text("y: share of Y", "y：Y 的占比")),
            Channel("Y", 0.0, 1.0, Text("Y: luminance", "Y：光亮度")),
        ),
        base="xyz",
        from_base=(xyz_to_xyy,),
        to_base=(xyy_to_xyz,),
        formula=r"x = \frac{X}{X + Y + Z}, \qquad y = \frac{Y}{X + Y + Z}",
        source=CIE,
        summary=Text(
            "Where a color lies in the horseshoe of all colors, and its luminance: gamuts are drawn in it.",
            "颜色在马蹄形色品图中的位置，加上光亮度：色域就画在这张图上。",
        ),
        catch=Text(
            "Distances in the horseshoe are not what the eye sees: greens take far too much room. "
            "Black has no place in it; here it gets that of white, elsewhere 0 or NaN.",
            "马蹄图上的距离与视觉感受不符：绿色所占面积过大。黑色在图上没有位置；这里取白点，别处可能是 0 或 NaN。",
        ),
    ),
    Space(
        name="luv",
        title=Text("CIE Luv", "CIE Luv"),
        channels=(
            LIGHTNESS,
            Channel("u", -215.0, 215.0, Text("u*: green to red", "u*：绿到红")),
            Channel("v", -215.0, 215.0, Text("v*: blue to yellow", "v*：蓝到黄")),
        ),
        base="xyz",
        from_base=(LUV_PARTS, parts_to_luv),
        to_base=(luv_to_xyz,),
        formula=r"\begin{aligned} u^* &= 13\,L^* (u' - u'_n), & u' &= \frac{4X}{X + 15Y + 3Z} \\ "
        r"v^* &= 13\,L^* (v' - v'_n), & v' &= \frac{9Y}{X + 15Y + 3Z} \end{aligned}",
        source=f"{CIE}; {REACH}",
        summary=Text(
            "The sister of Lab in which mixtures of two lights lie on a straight line: made for lamps and displays.",
            "Lab 的姊妹空间，两种光的混合位于一条直线上：适用于灯光和显示器。",
        ),
        catch=Text(
            "u* and v* are no a* and b*: the same numbers mean other colors, and distances agree less with the eye. "
            "OpenCV's bytes shift and stretch them (u* + 134) * 255 / 354.",
            "u*、v* 不同于 a*、b*：同样的数字表示不同的颜色，距离与视觉也更不一致。"
            "OpenCV 的 8 位形式会平移并缩放：(u* + 134) * 255 / 354。",
        ),
    ),
    Space(
        name="lch_uv",
        title=Text("CIE LCh(uv)", "CIE LCh(uv)"),
        channels=(
            LIGHTNESS,
            Channel("C", 0.0, 220.0, Text("Chroma", "彩度")),
            Channel("h", 0.0, 360.0, Text("Hue", "色相"), unit="°", angle=True),
        ),
        base="luv",
        from_base=(to_polar(NO_CHROMA),),
        to_base=(from_polar,),
        formula=r"C^*_{uv} = \sqrt{u^{*2} + v^{*2}}, \qquad h_{uv} = \operatorname{atan2}(v^*, u^*)",
        source=f"{CIE}; {REACH}",
        summary=Text(
            "Luv told as lightness, strength of color and hue; HSLuv and HPLuv are built on it.",
            "把 Luv 写成明度、彩度和色相；HSLuv 和 HPLuv 以它为基础。",
        ),
        catch=Text(
            "Its hue angles are not those of LCh: blue is at 266° here and at 306° there. "
            "A plain `lch` nearly always means the one of Lab.",
            "它的色相角与 LCh 不同：蓝色在这里是 266°，在 LCh 中是 306°。单写 `lch` 时几乎总是指 Lab 的那种。",
        ),
    ),
)
