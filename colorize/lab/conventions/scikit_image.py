"""scikit-image: floats, mostly as the standards have them, with hue as a share of the circle."""

from __future__ import annotations

import numpy as np

from colorize.lab.conventions.convention import Convention
from colorize.text import Text


def xyz(rgb: np.ndarray):
    from skimage.color import rgb2xyz

    return rgb2xyz(rgb)[0, 0]


def lab(rgb: np.ndarray):
    from skimage.color import rgb2lab

    return rgb2lab(rgb)[0, 0]


def lch(rgb: np.ndarray):
    from skimage.color import lab2lch, rgb2lab

    return lab2lch(rgb2lab(rgb))[0, 0]


def luv(rgb: np.ndarray):
    from skimage.color import rgb2luv

    return rgb2luv(rgb)[0, 0]


def hsv(rgb: np.ndarray):
    from skimage.color import rgb2hsv

    return rgb2hsv(rgb)[0, 0]


def ycbcr(rgb: np.ndarray):
    from skimage.color import rgb2ycbcr

    return rgb2ycbcr(rgb)[0, 0]


def ypbpr(rgb: np.ndarray):
    from skimage.color import rgb2ypbpr

    return rgb2ypbpr(rgb)[0, 0]


def yuv(rgb: np.ndarray):
    from skimage.color import rgb2yuv

    return rgb2yuv(rgb)[0, 0]


def yiq(rgb: np.ndarray):
    from skimage.color import rgb2yiq

    return rgb2yiq(rgb)[0, 0]


def ydbdr(rgb: np.ndarray):
    from skimage.color import rgb2ydbdr

    return rgb2ydbdr(rgb)[0, 0]


def gray(rgb: np.ndarray):
    from skimage.color import rgb2gray

    return rgb2gray(rgb)[0]


def _entry(ask, mode: str, channels, meaning: Text, catch: Text, digits: int = 3) -> Convention:
    last = "lab2lch(rgb2lab(rgb))" if ask is lch else f"rgb2{ask.__name__}(rgb)"
    return Convention(
        f"skimage_{ask.__name__}", "scikit-image", f"skimage.color.{last}", mode, channels, meaning, catch, ask, digits
    )


ROUNDED_WHITE = Text(
    "Its matrix and its white are rounded differently: white gets a trace of color (a* -0.002, b* 0.005).",
    "它的矩阵和白点各自取整，彼此略有出入：纯白会带一丝颜色（a* -0.002，b* 0.005）。",
)

CONVENTIONS = (
    _entry(
        xyz,
        "xyz",
        (("X", 0, 0.9505), ("Y", 0, 1), ("Z", 0, 1.0888)),
        Text("CIE XYZ of sRGB under D65, white at Y = 1.", "D65 下 sRGB 的 CIE XYZ，白色的 Y = 1。"),
        Text(
            "It linearizes first, as it should; OpenCV's function of the same name does not.",
            "它先做线性化，这是对的；OpenCV 的同名函数并不做。",
        ),
        digits=4,
    ),
    _entry(
        lab,
        "lab",
        (("L", 0, 100), ("a", -86.2, 98.3), ("b", -107.9, 94.5)),
        Text("CIE Lab under D65, unscaled.", "D65 下的 CIE Lab，未经缩放。"),
        Text(
            f"{ROUNDED_WHITE.en} And the way back, lab2rgb, clips colors outside sRGB.",
            f"{ROUNDED_WHITE.zh}反向的 lab2rgb 会截断 sRGB 以外的颜色。",
        ),
    ),
    _entry(
        lch,
        "lch",
        (("L", 0, 100), ("C", 0, 133.9), ("h", 0, 6.2832)),
        Text("CIE LCh under D65; hue in radians.", "D65 下的 CIE LCh；色相以弧度计。"),
        Text(
            "Hue is in radians, not degrees. Grays keep a hue that is rounding noise.",
            "色相是弧度，不是度。灰色也有一个色相值，那只是舍入噪声。",
        ),
    ),
    _entry(
        luv,
        "luv",
        (("L", 0, 100), ("u", -83.1, 175.1), ("v", -134.1, 107.4)),
        Text("CIE Luv under D65, unscaled.", "D65 下的 CIE Luv，未经缩放。"),
        Text(
            "Not YUV: the letters u and v mean something else there.",
            "它不是 YUV：那里的 U 和 V 是另一回事。",
        ),
    ),
    _entry(
        hsv,
        "hsv",
        (("H", 0, 1), ("S", 0, 1), ("V", 0, 1)),
        Text("HSV, everything from 0 to 1.", "HSV，三个分量都在 0 到 1 之间。"),
        Text(
            "Hue is a share of the circle: multiply by 360 for degrees.",
            "色相是圆周的几分之几：乘以 360 才是度。",
        ),
        digits=4,
    ),
    _entry(
        ycbcr,
        "ycbcr",
        (("Y", 16, 235), ("Cb", 16, 240), ("Cr", 16, 240)),
        Text("BT.601 in studio range, as digital video has it.", "BT.601 的视频（有限）范围，与数字电视相同。"),
        Text(
            "Black is Y = 16 and white 235. OpenCV, Pillow and JPEG use the full range 0-255.",
            "黑是 Y = 16，白是 235。OpenCV、Pillow 和 JPEG 用的是 0-255 的全范围。",
        ),
    ),
    _entry(
        ypbpr,
        "ycbcr",
        (("Y", 0, 1), ("Pb", -0.5, 0.5), ("Pr", -0.5, 0.5)),
        Text("BT.601 as analog signals: differences around 0.", "BT.601 的模拟信号形式：色差以 0 为中心。"),
        Text(
            "The same as full-range YCbCr, but neutral is 0, not 0.5 or 128.",
            "与全范围 YCbCr 相同，但中性值是 0，而不是 0.5 或 128。",
        ),
        digits=4,
    ),
    _entry(
        yuv,
        "yuv",
        (("Y", 0, 1), ("U", -0.436, 0.436), ("V", -0.615, 0.615)),
        Text("YUV of analog PAL, with its own scale for U and V.", "模拟 PAL 制的 YUV，U、V 各有自己的比例。"),
        Text(
            "Video people often say YUV and mean YCbCr; OpenCV's YUV adds 0.5 or 128.",
            "视频行业常说 YUV 而实指 YCbCr；OpenCV 的 YUV 还要加 0.5 或 128。",
        ),
        digits=4,
    ),
    _entry(
        yiq,
        "yiq",
        (("Y", 0, 1), ("I", -0.596, 0.596), ("Q", -0.5228, 0.5228)),
        Text("YIQ of analog NTSC.", "模拟 NTSC 制的 YIQ。"),
        Text(
            "Python's own colorsys rounds the weights and so gives other numbers.",
            "Python 自带的 colorsys 用的是取整后的权重，所以数值不同。",
        ),
        digits=4,
    ),
    _entry(
        ydbdr,
        "ycbcr",
        (("Y", 0, 1), ("Db", -1.333, 1.333), ("Dr", -1.333, 1.333)),
        Text("YDbDr of analog SECAM.", "模拟 SECAM 制的 YDbDr。"),
        Text(
            "Dr has the opposite sign of Cr: red is negative.",
            "Dr 与 Cr 符号相反：红色为负。",
        ),
    ),
    _entry(
        gray,
        "gray_bt709",
        (("gray", 0, 1),),
        Text("Luma with weights close to BT.709: 0.2125, 0.7154, 0.0721.", "亮度，权重近似 BT.709：0.2125、0.7154、0.0721。"),
        Text(
            "The weights are meant for linear light, but are applied to encoded values; OpenCV and Pillow use BT.601.",
            "这些权重本用于线性光，这里却用在编码值上；OpenCV 和 Pillow 用的是 BT.601。",
        ),
        digits=4,
    ),
)  # fmt: skip
