"""Other people's implementations of every color mode: what the registry's entries are held against.

Each takes float64 sRGB (N, 3) and gives (N, channels) in this project's units. A mode without an entry fails its tests.
"""

from __future__ import annotations

import colorsys

import numpy as np
import skimage.color
import skimage.filters

with np.printoptions():  # colour-science changes how arrays are printed, in doctests too
    import colour

D65 = np.array([0.3127, 0.3290])
PRIMARIES = np.array([[0.64, 0.33], [0.30, 0.60], [0.15, 0.06]])
MATRIX = colour.normalised_primary_matrix(PRIMARIES, D65)


def linear_rgb(rgb):
    return colour.cctf_decoding(rgb, function="sRGB")


def xyz(rgb):
    return linear_rgb(rgb) @ MATRIX.T


def lab(rgb):
    return colour.XYZ_to_Lab(xyz(rgb), illuminant=D65)


def lch(rgb):
    result = colour.models.Lab_to_LCHab(lab(rgb))
    return result * np.where(result[:, 1:2] < 1e-4, [1, 0, 0], 1)


def hsv(rgb):
    return np.array([colorsys.rgb_to_hsv(*pixel) for pixel in rgb]) * [360, 1, 1]


def hsl(rgb):
    return colour.RGB_to_HSL(rgb) * [360, 1, 1]


def ycbcr(rgb):
    weights = colour.WEIGHTS_YCBCR["ITU-R BT.601"]
    return colour.RGB_to_YCbCr(rgb, K=weights, out_legal=False, out_range=(0, 1, 0, 1))


def cmyk(rgb):
    with np.errstate(invalid="ignore"):  # black: 0 / 0, which it then mends
        return colour.CMY_to_CMYK(colour.RGB_to_CMY(rgb))


def gray_bt601(rgb):
    return skimage.color.rgb2yuv(rgb)[:, :1]


def gray_bt709(rgb):
    weights = colour.WEIGHTS_YCBCR["ITU-R BT.709"]
    return colour.RGB_to_YCbCr(rgb, K=weights, out_legal=False, out_range=(0, 1, 0, 1))[:, :1]


def gray_bt2020(rgb):
    weights = colour.WEIGHTS_YCBCR["ITU-R BT.2020"]
    return colour.RGB_to_YCbCr(rgb, K=weights, out_legal=False, out_range=(0, 1, 0, 1))[:, :1]


def gray_smpte240m(rgb):
    weights = np.array([0.212, 0.087])  # ITU-T H.273, table 4: colour-science has more digits than the standard
    return colour.RGB_to_YCbCr(rgb, K=weights, out_legal=False, out_range=(0, 1, 0, 1))[:, :1]


def gray_luminance(rgb):
    return colour.cctf_encoding(colour.RGB_luminance(linear_rgb(rgb), PRIMARIES, D65), function="sRGB")[:, None]


def gray_lightness(rgb):
    return colour.colorimetry.lightness_CIE1976(xyz(rgb)[:, 1:] * 100)[:, :1] / 100


def gray_average(rgb):
    return np.mean(rgb, axis=-1, keepdims=True)


def bilevel(rgb):
    levels = np.rint(gray_bt601(rgb) * 255).astype(np.uint8)
    return (levels > skimage.filters.threshold_otsu(levels)).astype(float)


ORACLES = {
    function.__name__: function
    for function in (
        linear_rgb, xyz, lab, lch, hsv, hsl, ycbcr, cmyk,
        gray_bt601, gray_bt709, gray_bt2020, gray_smpte240m, gray_luminance, gray_lightness, gray_average, bilevel,
    )
}  # fmt: skip
ORACLES["rgb"] = np.array
