"""Pillow: 8 bits for everything, with Lab through LittleCMS and CMYK without black."""

from __future__ import annotations

import numpy as np

from colorize.lab.conventions.convention import Convention
from colorize.text import Text


def rgb_to_l(rgb: np.ndarray):
    from PIL import Image

    return [Image.fromarray(rgb).convert("L").getpixel((0, 0))]


def rgb_to_hsv(rgb: np.ndarray):
    from PIL import Image

    return Image.fromarray(rgb).convert("HSV").getpixel((0, 0))


def rgb_to_ycbcr(rgb: np.ndarray):
    from PIL import Image

    return Image.fromarray(rgb).convert("YCbCr").getpixel((0, 0))


def rgb_to_cmyk(rgb: np.ndarray):
    from PIL import Image

    return Image.fromarray(rgb).convert("CMYK").getpixel((0, 0))


def rgb_to_lab(rgb: np.ndarray):
    from PIL import Image, ImageCms

    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    to_lab = ImageCms.buildTransform(srgb, lab, "RGB", "LAB")
    return ImageCms.applyTransform(Image.fromarray(rgb), to_lab).getpixel((0, 0))


def _entry(ask, mode: str, channels, meaning: Text, catch: Text) -> Convention:
    name = ask.__name__.removeprefix("rgb_to_")
    function = "ImageCms.applyTransform(image, to_lab)" if name == "lab" else f'image.convert("{NAMES[name]}")'
    return Convention(f"pillow_{name}", "Pillow", function, mode, channels, meaning, catch, ask, 0)


NAMES = {"l": "L", "hsv": "HSV", "ycbcr": "YCbCr", "cmyk": "CMYK"}
"""Pillow's own."""

CONVENTIONS = (
    _entry(
        rgb_to_l,
        "gray_bt601",
        (("L", 0, 255),),
        Text("Luma of BT.601 on the encoded values, rounded.", "对编码值取 BT.601 亮度，取整。"),
        Text(
            'L stands for luminance, but it is luma. convert("1") goes on to black and white with dithering.',
            'L 意为 luminance，实为亮度（luma）。convert("1") 会进一步变成带抖动的黑白。',
        ),
    ),
    _entry(
        rgb_to_hsv,
        "hsv",
        (("H", 0, 255), ("S", 0, 255), ("V", 0, 255)),
        Text("HSV with everything x 255, hue too.", "HSV，全部乘以 255，色相也是。"),
        Text(
            "Hue is cut, not rounded: 210 degrees give 148, not 149. OpenCV has 105 for the same color.",
            "色相是截断而非四舍五入：210 度得 148 而不是 149。同一颜色 OpenCV 得 105。",
        ),
    ),
    _entry(
        rgb_to_ycbcr,
        "ycbcr",
        (("Y", 0, 255), ("Cb", 0, 255), ("Cr", 0, 255)),
        Text("BT.601, full range, neutral at 128: as JPEG.", "BT.601 全范围，中性为 128：与 JPEG 相同。"),
        Text(
            "Cut in places, not rounded: one less than OpenCV's now and then.",
            "部分值是截断而非四舍五入：有时比 OpenCV 少 1。",
        ),
    ),
    _entry(
        rgb_to_cmyk,
        "cmyk",
        (("C", 0, 255), ("M", 0, 255), ("Y", 0, 255), ("K", 0, 0)),
        Text("255 - R, 255 - G, 255 - B, and no black.", "255 - R、255 - G、255 - B，没有黑墨。"),
        Text(
            "K is always 0: black is printed as three full inks, 300 %. No press would take it.",
            "K 恒为 0：黑色由三种满墨叠成，总墨量 300 %，没有印厂能接受。",
        ),
    ),
    _entry(
        rgb_to_lab,
        "lab",
        (("L", 0, 255), ("a", 49, 222), ("b", 16, 222)),
        Text(
            "Lab by LittleCMS, under D50: L* x 255 / 100, a* + 128, b* + 128.",
            "由 LittleCMS 算出的 D50 Lab：L* x 255 / 100、a* + 128、b* + 128。",
        ),
        Text(
            "D50, where scikit-image and OpenCV have D65. getpixel adds 128; np.asarray gives the same bytes without.",
            "用的是 D50，而 scikit-image 和 OpenCV 用 D65。getpixel 加了 128；np.asarray 得到的字节则没有加。",
        ),
    ),
)
