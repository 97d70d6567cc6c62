"""CSS Color 4: the text to put into a style sheet, as coloraide writes it."""

from __future__ import annotations

import numpy as np

from colorize.lab.conventions.convention import Convention
from colorize.text import Text


def hexadecimal(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).to_string(hex=True)


def rgb(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).to_string()


def hsl(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("hsl").to_string()


def hwb(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("hwb").to_string()


def lab(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("lab").to_string()


def lch(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("lch").to_string()


def oklab(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("oklab").to_string()


def oklch(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("oklch").to_string()


def display_p3(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("display-p3").to_string()


def xyz(rgb: np.ndarray):
    from coloraide import Color

    return Color("srgb", rgb[0, 0] / 255).convert("xyz-d65").to_string()


def _entry(ask, function: str, mode: str, channels, meaning: Text, catch: Text) -> Convention:
    return Convention(f"css_{ask.__name__}", "CSS", function, mode, channels, meaning, catch, ask)


D50 = Text(
    "Under D50, not D65: L* is nearly the same as elsewhere, a* and b* are not (white is the same 0, 0).",
    "基于 D50 而非 D65：L* 与别处几乎相同，a*、b* 则不同（白色同为 0, 0）。",
)
PERCENT = Text(
    "Everything but hue is in percent, where HSV and HSL elsewhere have 0-1 or 0-255.",
    "除色相外都以百分数计，而别处的 HSV、HSL 是 0-1 或 0-255。",
)

CONVENTIONS = (
    _entry(
        hexadecimal,
        "#rrggbb",
        "rgb",
        (),
        Text("Red, green and blue as two hexadecimal digits each.", "红、绿、蓝各用两位十六进制数表示。"),
        Text("Two digits equal in each pair may be shortened: #336699 is #369.", "每对两位相同时可以缩写：#336699 即 #369。"),
    ),
    _entry(
        rgb,
        "rgb()",
        "rgb",
        (("r", 0, 255), ("g", 0, 255), ("b", 0, 255)),
        Text("sRGB as stored.", "按存储值书写的 sRGB。"),
        Text(
            "Decimals are allowed: the range 0-255 does not make it 8-bit.",
            "允许写小数：范围是 0-255，并不意味着只有 8 位。",
        ),
    ),
    _entry(
        hsl,
        "hsl()",
        "hsl",
        (("h", 0, 360), ("s", 0, 100), ("l", 0, 100)),
        Text("HSL of sRGB; hue in degrees, the others in percent.", "sRGB 的 HSL；色相以度计，其余为百分数。"),
        PERCENT,
    ),
    _entry(
        hwb,
        "hwb()",
        "hwb",
        (("h", 0, 360), ("w", 0, 100), ("b", 0, 100)),
        Text("Hue, and the white and black mixed in, in percent.", "色相，以及掺入的白与黑的百分数。"),
        Text("Where white and black add up to 100 or more, the color is gray.", "白与黑之和达到 100 时，颜色就是灰。"),
    ),
    _entry(
        lab,
        "lab()",
        "lab",
        (("L", 0, 100), ("a", -79.3, 93.6), ("b", -112.1, 93.4)),
        Text("CIE Lab under D50, adapted from D65 by Bradford's matrix.", "D50 下的 CIE Lab，用 Bradford 矩阵从 D65 适应而来。"),
        D50,
    ),
    _entry(
        lch,
        "lch()",
        "lch",
        (("L", 0, 100), ("C", 0, 131.3), ("h", 0, 360)),
        Text("CIE LCh under D50; hue in degrees.", "D50 下的 CIE LCh；色相以度计。"),
        D50,
    ),
    _entry(
        oklab,
        "oklab()",
        "oklab",
        (("L", 0, 1), ("a", -0.234, 0.2763), ("b", -0.3116, 0.1986)),
        Text("Ottosson's Oklab, under D65.", "Ottosson 的 Oklab，基于 D65。"),
        Text(
            "L is 0-1 or 0 % - 100 %, but a and b are small numbers: 0.4 is 100 %.",
            "L 为 0-1（或 0 % - 100 %），a、b 则是小数：0.4 相当于 100 %。",
        ),
    ),
    _entry(
        oklch,
        "oklch()",
        "oklch",
        (("L", 0, 1), ("C", 0, 0.3226), ("h", 0, 360)),
        Text("Oklab as lightness, chroma and hue in degrees.", "把 Oklab 写成明度、彩度和色相（度）。"),
        Text(
            "Its hues are not those of lch(): the same blue is 264 here and 302 there.",
            "色相与 lch() 不同：同一种蓝，这里是 264，那里约 301。",
        ),
    ),
    _entry(
        display_p3,
        "color(display-p3 ...)",
        "display_p3",
        (("r", 0, 1), ("g", 0, 1), ("b", 0, 1)),
        Text("The same color in Display P3's wider primaries.", "同一颜色，用色域更广的 Display P3 基色表示。"),
        Text(
            "0-1, not 0-255; numbers of sRGB written into it give a stronger color.",
            "范围是 0-1，不是 0-255；直接填入 sRGB 的数值会得到更浓的颜色。",
        ),
    ),
    _entry(
        xyz,
        "color(xyz-d65 ...)",
        "xyz",
        (("x", 0, 0.9506), ("y", 0, 1), ("z", 0, 1.0892)),
        Text("CIE XYZ under D65, white at Y = 1.", "D65 下的 CIE XYZ，白色的 Y = 1。"),
        Text("color(xyz ...) is the same; color(xyz-d50 ...) is not.", "color(xyz ...) 与它相同；color(xyz-d50 ...) 则不同。"),
    ),
)  # fmt: skip
