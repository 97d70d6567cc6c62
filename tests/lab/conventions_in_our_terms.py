"""What each library's numbers should be, said in our modes: function of float sRGB (3,) to numbers, and how close.

The distance allowed is what the libraries' own rounding, tables and constants explain.
"""

from __future__ import annotations

import re

import numpy as np

from colorize.color import transform

with np.printoptions():  # colour-science changes how arrays are printed, in doctests too
    import colour

D65, D50 = np.array([0.3127, 0.3290]), np.array([0.3457, 0.3585])


def mode(name, scale=1.0, offset=0.0, order=(0, 1, 2)):
    """Our mode's channels in another order, times `scale`, plus `offset`."""
    return lambda rgb: transform(rgb, "rgb", name)[list(order)].astype(float) * scale + offset


def lab_d50(rgb):
    xyz = transform(rgb, "rgb", "xyz").astype(float)
    adapted = colour.adaptation.chromatic_adaptation_VonKries(
        xyz, colour.xy_to_XYZ(D65), colour.xy_to_XYZ(D50), transform="Bradford"
    )
    return colour.XYZ_to_Lab(adapted, D50)


def polar(lab):
    hue = np.rad2deg(np.arctan2(lab[2], lab[1])) % 360
    return np.array([lab[0], np.hypot(lab[1], lab[2]), hue])


def encoded_to_xyz(scale):
    return lambda rgb: transform(rgb, "linear_rgb", "xyz").astype(float) * scale


def inks(rgb):
    return [*(255 - 255 * np.asarray(rgb)), 0]


def clipped(work, low, high):
    return lambda rgb: np.clip(work(rgb), low, high)


def ydbdr(rgb):
    y, u, v = transform(rgb, "rgb", "yuv").astype(float)
    return [y, 1.505 / 0.493 * u, -1.9 / 0.877 * v]


TURN, BYTE = [360, 1, 1], 255
LCH_RADIANS = [1, 1, np.pi / 180]
FCC = np.array([[0.30, 0.59, 0.11], [0.599, -0.2773, -0.3217], [0.213, -0.5251, 0.3121]])

EXPECTED = {
    "css_hexadecimal": (mode("rgb", BYTE), 1e-4),
    "css_rgb": (mode("rgb", BYTE), 1e-3),
    "css_hsl": (mode("hsl", [1, 100, 100]), 0.01),
    "css_hwb": (mode("hwb", [1, 100, 100]), 0.01),
    "css_lab": (lab_d50, 0.02),
    "css_lch": (lambda rgb: polar(lab_d50(rgb)), 0.02),
    "css_oklab": (mode("oklab"), 1e-4),
    "css_oklch": (mode("oklch"), 0.01),
    "css_display_p3": (mode("display_p3"), 1e-4),
    "css_xyz": (mode("xyz"), 1e-4),
    "skimage_xyz": (mode("xyz"), 5e-4),
    "skimage_lab": (mode("lab"), 0.02),
    "skimage_lch": (mode("lch", LCH_RADIANS), 0.02),
    "skimage_luv": (mode("luv"), 0.05),
    "skimage_hsv": (mode("hsv", [1 / 360, 1, 1]), 1e-4),
    "skimage_ycbcr": (mode("ycbcr", [219, 224, 224], [16, 16, 16]), 0.01),
    "skimage_ypbpr": (mode("ycbcr", 1, [0, -0.5, -0.5]), 1e-3),
    "skimage_yuv": (mode("yuv"), 1e-3),
    "skimage_yiq": (mode("yiq"), 1e-3),
    "skimage_ydbdr": (ydbdr, 3e-3),
    "skimage_gray": (mode("gray_bt709", order=[0]), 5e-4),
    "opencv_lab_8bit": (mode("lab", [2.55, 1, 1], [0, 128, 128]), 1.7),
    "opencv_lab_float": (mode("lab"), 0.7),
    "opencv_luv_8bit": (mode("luv", [2.55, 255 / 354, 255 / 262], [0, 134 * 255 / 354, 140 * 255 / 262]), 1.2),
    "opencv_luv_float": (mode("luv"), 0.06),
    "opencv_xyz_8bit": (clipped(encoded_to_xyz(BYTE), 0, 255), 0.6),
    "opencv_xyz_float": (encoded_to_xyz(1), 1e-3),
    "opencv_hsv_8bit": (mode("hsv", [0.5, BYTE, BYTE]), 0.6),
    "opencv_hsv_full_8bit": (mode("hsv", [256 / 360, BYTE, BYTE]), 0.7),
    "opencv_hsv_float": (mode("hsv"), 2e-3),
    "opencv_hls_8bit": (mode("hsl", [0.5, BYTE, BYTE], order=[0, 2, 1]), 0.6),
    "opencv_hls_float": (mode("hsl", order=[0, 2, 1]), 2e-3),
    "opencv_ycrcb_8bit": (mode("ycbcr", BYTE, [0, 0.5, 0.5], order=[0, 2, 1]), 1.0),
    "opencv_ycrcb_float": (mode("ycbcr", order=[0, 2, 1]), 1e-3),
    "opencv_yuv_8bit": (clipped(mode("yuv", BYTE, [0, 128, 128]), 0, 255), 1.0),
    "opencv_yuv_float": (mode("yuv", 1, [0, 0.5, 0.5]), 2e-3),
    "opencv_gray_8bit": (mode("gray_bt601", BYTE, order=[0]), 0.6),
    "opencv_gray_float": (mode("gray_bt601", order=[0]), 1e-3),
    "pillow_l": (mode("gray_bt601", BYTE, order=[0]), 0.6),
    "pillow_hsv": (mode("hsv", [BYTE / 360, BYTE, BYTE]), 1.01),
    "pillow_ycbcr": (mode("ycbcr", BYTE, [0, 0.5, 0.5]), 1.1),
    "pillow_cmyk": (inks, 1e-4),
    "pillow_lab": (lambda rgb: lab_d50(rgb) * [2.55, 1, 1] + [0, 128, 128], 1.2),
    "colorsys_hsv": (mode("hsv", [1 / 360, 1, 1]), 1e-4),
    "colorsys_hls": (mode("hsl", [1 / 360, 1, 1], order=[0, 2, 1]), 1e-4),
    "colorsys_yiq": (lambda rgb: FCC @ rgb, 1e-3),
}
HUES = {  # which number is a hue, and its full turn
    name: (0 if name.split("_")[1] in ("hsl", "hsv", "hls", "hwb") else 2, turn)
    for name, turn in {
        "css_hsl": 360, "css_hwb": 360, "css_lch": 360, "css_oklch": 360, "skimage_lch": 2 * np.pi, "skimage_hsv": 1,
        "opencv_hsv_8bit": 180, "opencv_hsv_full_8bit": 256, "opencv_hsv_float": 360, "opencv_hls_8bit": 180,
        "opencv_hls_float": 360, "pillow_hsv": 255, "colorsys_hsv": 1, "colorsys_hls": 1,
    }.items()
}  # fmt: skip


def numbers(text: str) -> np.ndarray:
    """The numbers of an answer, whatever is written around them."""
    if text.startswith("#"):
        return np.array([int(pair, 16) for pair in re.findall("[0-9a-f]{2}", text)], float)
    bare = re.sub("display-p3|xyz-d65", "", text)
    return np.array([float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", bare)])
