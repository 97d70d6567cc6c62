"""Modes that keep a luma apart from two color differences, all affine in the encoded red, green and blue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from colorize.color.mode import Channel, Space
from colorize.color.steps import Affine
from colorize.text import Text

BT601 = (0.299, 0.587, 0.114)
"""Weights of red, green and blue in the luma of BT.601: television of 1982, JPEG, and most "grey" functions."""

BT709 = (0.2126, 0.7152, 0.0722)
"""Weights in the luma of BT.709: high-definition television, whose primaries sRGB shares."""


def differences(weights: Sequence[float], reach: float = 0.5, neutral: float = 0.5) -> Affine:
    """sRGB to luma, B - Y and R - Y, both scaled so that they reach from `neutral` - `reach` to `neutral` + `reach`."""
    luma = np.array(weights)
    blue = (np.array([0, 0, 1]) - luma) * reach / (1 - luma[2])
    red = (np.array([1, 0, 0]) - luma) * reach / (1 - luma[0])
    return Affine([luma, blue, red], offset=[0, neutral, neutral])


YCBCR = differences(BT601)

SPACES = (
    Space(
        name="ycbcr",
        title=Text("YCbCr (BT.601)", "YCbCr（BT.601）"),
        channels=(
            Channel("Y", 0.0, 1.0, Text("Luma", "亮度")),
            Channel("Cb", 0.0, 1.0, Text("Blue difference, neutral at 0.5", "蓝色差，中性为 0.5")),
            Channel("Cr", 0.0, 1.0, Text("Red difference, neutral at 0.5", "红色差，中性为 0.5")),
        ),
        base="rgb",
        from_base=(YCBCR,),
        to_base=(YCBCR.inverse(),),
        formula=r"Y = 0.299\,R + 0.587\,G + 0.114\,B, \quad C_b = \tfrac12 + \frac{B - Y}{1.772}, \quad "
        r"C_r = \tfrac12 + \frac{R - Y}{1.402}",
        source="ITU-R BT.601-7; full range as in JPEG (ITU-T T.871)",
        summary=Text(
            "Luma and two color differences, full range: how JPEG stores a picture, with the differences at half size.",
            "亮度加两个色差，全范围：JPEG 就这样存储图片，并把色差缩小一半。",
        ),
        catch=Text(
            "scikit-image and video use the narrow range (luma 16 to 235), JPEG, Pillow and this page the full one; "
            "OpenCV puts Cr before Cb. A mix-up gives washed-out or harsh contrast.",
            "scikit-image 和视频用窄范围（亮度 16 到 235），JPEG、Pillow 和本页面用全范围；OpenCV 把 Cr 放在 Cb 前面。"
            "混用会使对比度发灰或过强。",
        ),
    ),
)
