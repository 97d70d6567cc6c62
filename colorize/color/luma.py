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


BT2020 = (0.2627, 0.6780, 0.0593)
"""Weights in the luma of BT.2020: television of ultra-high definition."""

SMPTE240M = (0.212, 0.701, 0.087)
"""Weights in the luma of the first high-definition television."""

U_REACH, V_REACH = 0.436, 0.615
"""How far U and V go: what the color signal of PAL and NTSC could carry on top of the luma."""

YIQ_TURN = 33.0
"""Degrees by which NTSC turns its axes, so that I lies along skin tones, where the eye sees most detail."""


def differences(weights: Sequence[float], blue: float = 0.5, red: float = 0.5, neutral: float = 0.0) -> Affine:
    """sRGB to luma, B - Y and R - Y, scaled to reach `blue` and `red` to both sides of `neutral`."""
    luma = np.array(weights)
    blue_row = (np.array([0, 0, 1]) - luma) * blue / (1 - luma[2])
    red_row = (np.array([1, 0, 0]) - luma) * red / (1 - luma[0])
    return Affine([luma, blue_row, red_row], offset=[0, neutral, neutral])


def turned(degrees: float) -> Affine:
    """Y, U and V to Y, I and Q: both differences turned together, and in the other order."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return Affine([[1, 0, 0], [0, -sine, cosine], [0, cosine, sine]])


YCBCR = differences(BT601, neutral=0.5)
YCBCR_709 = differences(BT709, neutral=0.5)
YUV = differences(BT601, U_REACH, V_REACH)
YIQ = YUV.then(turned(YIQ_TURN))
YCOCG = Affine([[1 / 4, 1 / 2, 1 / 4], [1 / 2, 0, -1 / 2], [-1 / 4, 1 / 2, -1 / 4]])

LUMA = Channel("Y", 0.0, 1.0, Text("Luma", "亮度"))


def blue_and_red(neutral: str, *reaches: tuple[str, float, float]) -> tuple[Channel, ...]:
    """Luma and the two differences: each with its name, lowest and highest value."""
    titles = (Text("Blue difference", "蓝色差"), Text("Red difference", "红色差"))
    return LUMA, *(
        Channel(name, low, high, Text(f"{title.en}, neutral at {neutral}", f"{title.zh}，中性为 {neutral}"))
        for (name, low, high), title in zip(reaches, titles, strict=True)
    )


def luma_mode(name: str, title: Text, channels: tuple[Channel, ...], step: Affine, **words) -> Space:
    """An entry whose way from sRGB is one affine step; `words` are formula, source, summary, catch and accuracy."""
    return Space(name, title, channels, "rgb", (step,), (step.inverse(),), **words)


CB_CR = blue_and_red("0.5", ("Cb", 0.0, 1.0), ("Cr", 0.0, 1.0))

SPACES = (
    luma_mode(
        "ycbcr",
        Text("YCbCr (BT.601)", "YCbCr（BT.601）"),
        CB_CR,
        YCBCR,
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
    luma_mode(
        "ycbcr_bt709",
        Text("YCbCr (BT.709)", "YCbCr（BT.709）"),
        CB_CR,
        YCBCR_709,
        formula=r"Y = 0.2126\,R + 0.7152\,G + 0.0722\,B, \quad C_b = \tfrac12 + \frac{B - Y}{1.8556}, \quad "
        r"C_r = \tfrac12 + \frac{R - Y}{1.5748}",
        source="ITU-R BT.709-6, 3.2 and 3.3; full range",
        summary=Text(
            "The same for high-definition video, with the weights of its primaries, which are those of sRGB.",
            "高清视频所用的同类模式，权重对应其三原色，也就是 sRGB 的三原色。",
        ),
        catch=Text(
            "Decoded with the matrix of BT.601, as untagged video often is, reds turn orange and greens shift.",
            "未标注的视频常被误用 BT.601 的矩阵解码，红色会偏橙，绿色也会偏移。",
        ),
    ),
    luma_mode(
        "yuv",
        Text("YUV (BT.601)", "YUV（BT.601）"),
        blue_and_red("0", ("U", -U_REACH, U_REACH), ("V", -V_REACH, V_REACH)),
        YUV,
        formula=r"Y = 0.299\,R + 0.587\,G + 0.114\,B, \quad U = 0.436\,\frac{B - Y}{0.886}, \quad "
        r"V = 0.615\,\frac{R - Y}{0.701}",
        source="Analog PAL with the luma of ITU-R BT.601-7; scales as in ITU-R BT.470-6",
        summary=Text(
            "Luma and two color differences as analog television sent them.",
            "亮度加两个色差，模拟电视就这样传送图像。",
        ),
        catch=Text(
            "Most programs that say YUV mean YCbCr, often with the narrow range. OpenCV adds 0.5 to U and V of floats.",
            "多数软件所说的 YUV 其实是 YCbCr，而且常为窄范围。OpenCV 对浮点数的 U、V 会加 0.5。",
        ),
        accuracy=5e-5,  # the oracle's matrix comes from 0.493 and 0.877, which give U and V up to 0.43601 and 0.61498
    ),
    luma_mode(
        "yiq",
        Text("YIQ (NTSC)", "YIQ（NTSC）"),
        (
            LUMA,
            Channel("I", -0.596, 0.596, Text("In phase: blue to orange", "I：蓝到橙")),
            Channel("Q", -0.523, 0.523, Text("Quadrature: green to purple", "Q：绿到紫")),
        ),
        YIQ,
        formula=r"I = V \cos 33^\circ - U \sin 33^\circ, \qquad Q = V \sin 33^\circ + U \cos 33^\circ",
        source="FCC, NTSC signal of 1953, with the luma of ITU-R BT.601-7",
        summary=Text(
            "The differences turned so that one runs along skin tones: it got three times the bandwidth of the other.",
            "把色差轴旋转，使其中一轴沿着肤色方向：它分到的带宽约为另一轴的三倍。",
        ),
        catch=Text(
            "Python's colorsys uses other coefficients, rounded to two digits (0.30, 0.59, 0.11 and I up to 0.60): "
            "its values differ in the second digit.",
            "Python 的 colorsys 用另一组两位小数的系数（0.30、0.59、0.11，I 最大 0.60）：其数值在第二位小数上就不同。",
        ),
        accuracy=5e-5,  # as for YUV
    ),
    luma_mode(
        "ycocg",
        Text("YCoCg", "YCoCg"),
        (
            LUMA,
            Channel("Co", -0.5, 0.5, Text("Orange difference, neutral at 0", "橙色差，中性为 0")),
            Channel("Cg", -0.5, 0.5, Text("Green difference, neutral at 0", "绿色差，中性为 0")),
        ),
        YCOCG,
        formula=r"Y = \tfrac14 R + \tfrac12 G + \tfrac14 B, \quad C_o = \tfrac12 (R - B), \quad "
        r"C_g = -\tfrac14 R + \tfrac12 G - \tfrac14 B",
        source="H. Malvar and G. Sullivan, YCoCg-R: a color space with RGB reversibility and low dynamic range, 2003",
        summary=Text(
            "Differences made with halves and quarters alone: quick in hardware, used in video codecs and textures.",
            "只用二分之一和四分之一得到的色差：硬件计算很快，用于视频编码和纹理压缩。",
        ),
        catch=Text(
            "YCoCg-R, the lossless kind for whole numbers, scales differently: Co and Cg go twice as far there. "
            "Its Y is quick to work out, no measure of brightness.",
            "用于整数的无损变体 YCoCg-R 比例不同：其 Co、Cg 的范围大一倍。这里的 Y 只是便于计算，不能衡量明亮程度。",
        ),
    ),
)
