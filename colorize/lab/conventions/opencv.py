"""OpenCV: the same function means other numbers for 8-bit and for float pictures."""

from __future__ import annotations

import numpy as np

from colorize.lab.conventions.convention import Convention
from colorize.text import Text


def lab_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2Lab)[0, 0]


def lab_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2Lab)[0, 0]


def luv_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2Luv)[0, 0]


def luv_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2Luv)[0, 0]


def xyz_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2XYZ)[0, 0]


def xyz_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2XYZ)[0, 0]


def hsv_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)[0, 0]


def hsv_full_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV_FULL)[0, 0]


def hsv_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2HSV)[0, 0]


def hls_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2HLS)[0, 0]


def hls_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2HLS)[0, 0]


def ycrcb_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)[0, 0]


def ycrcb_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2YCrCb)[0, 0]


def yuv_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV)[0, 0]


def yuv_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2YUV)[0, 0]


def gray_8bit(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)[0]


def gray_float(rgb: np.ndarray):
    import cv2

    return cv2.cvtColor(np.float32(rgb) / 255, cv2.COLOR_RGB2GRAY)[0]


def _entry(ask, code: str, mode: str, channels, meaning: Text, catch: Text, digits: int = 3) -> Convention:
    whole = ask.__name__.endswith("8bit")
    source = "rgb" if whole else "np.float32(rgb) / 255"
    function = f"cv2.cvtColor({source}, cv2.COLOR_RGB2{code})"
    return Convention(
        f"opencv_{ask.__name__}", "OpenCV", function, mode, channels, meaning, catch, ask, 0 if whole else digits
    )


TABLES = Text(
    "From interpolated tables: up to 0.64 off, up to 2 of 255 after a round trip.",
    "由插值表算出：偏差可达 0.64，往返一次可差 2/255。",
)
NOT_LINEAR = Text(
    "It does not linearize: the values of a photo as stored give wrong XYZ. Decode the sRGB curve first.",
    "它不做线性化：直接用照片的存储值会得到错误的 XYZ。请先解码 sRGB 曲线。",
)
ORDER = Text("Cr comes before Cb.", "Cr 排在 Cb 之前。")

CONVENTIONS = (
    _entry(
        lab_8bit,
        "Lab",
        "lab",
        (("L", 0, 255), ("a", 42, 226), ("b", 20, 223)),
        Text("L* x 255 / 100, a* + 128, b* + 128, rounded.", "L* x 255 / 100、a* + 128、b* + 128，取整。"),
        Text(
            "L is stretched, a and b are shifted but not stretched: distances in it are no Delta E.",
            "L 被拉伸，a、b 只平移、不拉伸：其中的距离不是色差 ΔE。",
        ),
    ),
    _entry(
        lab_float,
        "Lab",
        "lab",
        (("L", 0, 100), ("a", -86.2, 98.3), ("b", -107.9, 94.5)),
        Text("CIE Lab under D65, unscaled.", "D65 下的 CIE Lab，未经缩放。"),
        Text(
            f"{TABLES.en} Floats must be in 0-1: 0-255 gives nonsense without a word.",
            f"{TABLES.zh}浮点数必须在 0-1 之间：传入 0-255 会悄悄得出无意义的结果。",
        ),
    ),
    _entry(
        luv_8bit,
        "Luv",
        "luv",
        (("L", 0, 255), ("u", 36, 223), ("v", 5, 242)),
        Text(
            "L* x 255 / 100, (u* + 134) x 255 / 354, (v* + 140) x 255 / 262, rounded.",
            "L* x 255 / 100、(u* + 134) x 255 / 354、(v* + 140) x 255 / 262，取整。",
        ),
        Text(
            "u and v are stretched differently and neutral is neither 0 nor 128: 96 and 136.",
            "u、v 的拉伸比例不同，中性值既不是 0 也不是 128，而是 96 和 136。",
        ),
    ),
    _entry(
        luv_float,
        "Luv",
        "luv",
        (("L", 0, 100), ("u", -83.2, 175.1), ("v", -134.1, 107.4)),
        Text("CIE Luv under D65, unscaled.", "D65 下的 CIE Luv，未经缩放。"),
        Text(
            "From tables as well, though closer: within about 0.02.",
            "同样查表得出，但更接近：误差约 0.02 以内。",
        ),
    ),
    _entry(
        xyz_8bit,
        "XYZ",
        "xyz",
        (("X", 0, 242), ("Y", 0, 255), ("Z", 0, 255)),
        Text("The sRGB matrix on the encoded values, white at Y = 255.", "把 sRGB 矩阵用在编码值上，白色的 Y = 255。"),
        Text(
            f"{NOT_LINEAR.en} And Z above 255 is cut off: white has 278.",
            f"{NOT_LINEAR.zh}而且 Z 超过 255 的部分被截掉：白色本应为 278。",
        ),
    ),
    _entry(
        xyz_float,
        "XYZ",
        "xyz",
        (("X", 0, 0.9505), ("Y", 0, 1), ("Z", 0, 1.0888)),
        Text("The sRGB matrix on whatever comes, white at Y = 1.", "对输入值直接乘 sRGB 矩阵，白色的 Y = 1。"),
        NOT_LINEAR,
        digits=4,
    ),
    _entry(
        hsv_8bit,
        "HSV",
        "hsv",
        (("H", 0, 180), ("S", 0, 255), ("V", 0, 255)),
        Text("Hue in steps of 2 degrees; the others x 255.", "色相每级 2 度；其余乘以 255。"),
        Text(
            "Hue 0-180 (179 is the last), not 0-255 and not 0-360. Red lies at both ends.",
            "色相是 0-180（最大 179），不是 0-255，也不是 0-360。红色在两端。",
        ),
    ),
    _entry(
        hsv_full_8bit,
        "HSV_FULL",
        "hsv",
        (("H", 0, 255), ("S", 0, 255), ("V", 0, 255)),
        Text("As HSV, with hue over all 256 values.", "同 HSV，但色相用满 256 级。"),
        Text("Numbers from HSV and HSV_FULL do not mix.", "HSV 与 HSV_FULL 的数值不可混用。"),
    ),
    _entry(
        hsv_float,
        "HSV",
        "hsv",
        (("H", 0, 360), ("S", 0, 1), ("V", 0, 1)),
        Text("HSV with hue in degrees.", "HSV，色相以度计。"),
        Text(
            "The same code, but hue is 0-360 here and 0-180 for 8-bit pictures.",
            "代码相同，但这里的色相是 0-360，8 位图片则是 0-180。",
        ),
    ),
    _entry(
        hls_8bit,
        "HLS",
        "hsl",
        (("H", 0, 180), ("L", 0, 255), ("S", 0, 255)),
        Text("HSL with hue in steps of 2 degrees.", "HSL，色相每级 2 度。"),
        Text("HLS, not HSL: lightness comes before saturation.", "是 HLS 而非 HSL：亮度排在饱和度之前。"),
    ),
    _entry(
        hls_float,
        "HLS",
        "hsl",
        (("H", 0, 360), ("L", 0, 1), ("S", 0, 1)),
        Text("HSL with hue in degrees.", "HSL，色相以度计。"),
        Text("HLS, not HSL: lightness comes before saturation.", "是 HLS 而非 HSL：亮度排在饱和度之前。"),
    ),
    _entry(
        ycrcb_8bit,
        "YCrCb",
        "ycbcr",
        (("Y", 0, 255), ("Cr", 0, 255), ("Cb", 0, 255)),
        Text("BT.601, full range, neutral at 128: as JPEG.", "BT.601 全范围，中性为 128：与 JPEG 相同。"),
        ORDER,
    ),
    _entry(
        ycrcb_float,
        "YCrCb",
        "ycbcr",
        (("Y", 0, 1), ("Cr", 0, 1), ("Cb", 0, 1)),
        Text("BT.601, full range, neutral at 0.5.", "BT.601 全范围，中性为 0.5。"),
        Text(
            f"{ORDER.en} Its factors 0.713 and 0.564 are rounded.",
            f"{ORDER.zh}系数 0.713 和 0.564 是取整过的。",
        ),
        digits=4,
    ),
    _entry(
        yuv_8bit,
        "YUV",
        "yuv",
        (("Y", 0, 255), ("U", 16, 240), ("V", 0, 255)),
        Text("Analog YUV x 255, neutral at 128.", "模拟 YUV 乘以 255，中性为 128。"),
        Text(
            "V of strong reds and cyans does not fit and is cut off; this is not YCbCr.",
            "浓红和浓青的 V 放不下，会被截断；它也不是 YCbCr。",
        ),
    ),
    _entry(
        yuv_float,
        "YUV",
        "yuv",
        (("Y", 0, 1), ("U", 0.0638, 0.9362), ("V", -0.1149, 1.1149)),
        Text("Analog YUV with 0.5 added to U and V.", "模拟 YUV，U、V 各加 0.5。"),
        Text(
            "U and V are shifted by 0.5, which scikit-image's are not; V leaves 0-1.",
            "U、V 平移了 0.5，scikit-image 则没有；V 会超出 0-1。",
        ),
        digits=4,
    ),
    _entry(
        gray_8bit,
        "GRAY",
        "gray_bt601",
        (("gray", 0, 255),),
        Text("Luma of BT.601 on the encoded values.", "对编码值取 BT.601 亮度。"),
        Text(
            "cv2.imread gives BGR: COLOR_RGB2GRAY on it swaps the weights of red and blue.",
            "cv2.imread 读出的是 BGR：对它用 COLOR_RGB2GRAY 会把红、蓝的权重弄反。",
        ),
    ),
    _entry(
        gray_float,
        "GRAY",
        "gray_bt601",
        (("gray", 0, 1),),
        Text("Luma of BT.601 on the encoded values.", "对编码值取 BT.601 亮度。"),
        Text(
            "scikit-image's gray has the weights of BT.709: up to 0.13 apart.",
            "scikit-image 的灰度用 BT.709 权重：两者相差可达 0.13。",
        ),
        digits=4,
    ),
)
