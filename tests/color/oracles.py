"""Other people's implementations of every color mode: what the registry's entries are held against.

Each takes float64 sRGB (N, 3), and an effect's options, and gives (N, channels) in this project's units. A mode without
an entry fails its tests.
"""

from __future__ import annotations

import colorsys

import numpy as np
import scipy.cluster.vq
import skimage.color
import skimage.filters
import skimage.util

with np.printoptions():  # colour-science changes how arrays are printed, in doctests too
    import colour
    from colour.appearance.hunt import MATRIX_XYZ_TO_HPE

from coloraide.spaces.hsi import srgb_to_hsi
from coloraide.spaces.hwb import hsv_to_hwb
from coloraide.spaces.oklab import OKLAB_TO_LMS3, XYZD65_TO_LMS, xyz_d65_to_oklab
from coloraide.util import xyz_to_xyY

from colorize.color.posterize import spread_seeds

D65 = np.array([0.3127, 0.3290])
PRIMARIES = np.array([[0.64, 0.33], [0.30, 0.60], [0.15, 0.06]])
MATRIX = colour.normalised_primary_matrix(PRIMARIES, D65)


def srgb_curve():
    """Linear light (N, 3), close together below and across the standard's cut, and the encoded values."""
    levels = np.concatenate([np.linspace(0, 0.004, 4001), np.linspace(0, 1, 1001)])
    linear = np.float32(levels)[:, None].repeat(3, axis=1).astype(np.float64)
    power = 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055
    return linear, np.where(linear <= 0.0031308, 12.92 * linear, power)


def linear_rgb(rgb):
    return colour.cctf_decoding(rgb, function="sRGB")


def xyz(rgb):
    return linear_rgb(rgb) @ MATRIX.T


def lab(rgb):
    return colour.XYZ_to_Lab(xyz(rgb), illuminant=D65)


def without_hue(result, chroma):
    """Chroma and hue of colors that are gray but for rounding are 0."""
    return result * np.where(result[:, 1:2] < chroma, [1, 0, 0], 1)


def lch(rgb):
    return without_hue(colour.models.Lab_to_LCHab(lab(rgb)), 1e-4)


def xyy(rgb):
    return np.array([xyz_to_xyY(color, D65) for color in xyz(rgb)])


def luv(rgb):
    return colour.XYZ_to_Luv(xyz(rgb), illuminant=D65)


def lch_uv(rgb):
    return without_hue(colour.models.Luv_to_LCHuv(luv(rgb)), 1e-4)


def oklab(rgb):
    return np.array([xyz_d65_to_oklab(color) for color in xyz(rgb)])


def oklch(rgb):
    return without_hue(colour.models.Oklab_to_Oklch(oklab(rgb)), 1e-6)


def lms(rgb):
    return xyz(rgb) @ MATRIX_XYZ_TO_HPE.T / (MATRIX_XYZ_TO_HPE @ colour.xy_to_XYZ(D65))


def wide(rgb, name):
    space = colour.RGB_COLOURSPACES[name]
    matrix = colour.normalised_primary_matrix(space.primaries, D65)  # its own is rounded to five digits
    return space.cctf_encoding(np.maximum(xyz(rgb) @ np.linalg.inv(matrix).T, 0))


def adobe_rgb(rgb):
    return wide(rgb, "Adobe RGB (1998)")


def display_p3(rgb):
    return wide(rgb, "Display P3")


def hsv(rgb):
    return np.array([colorsys.rgb_to_hsv(*pixel) for pixel in rgb]) * [360, 1, 1]


def hsl(rgb):
    return colour.RGB_to_HSL(rgb) * [360, 1, 1]


def hwb(rgb):
    return np.array([hsv_to_hwb(color) for color in hsv(rgb)])


def hsi(rgb):
    return np.array([srgb_to_hsi(color) for color in rgb])


def full_range(rgb, weights):
    return colour.RGB_to_YCbCr(rgb, K=weights, out_legal=False, out_range=(0, 1, 0, 1))


def ycbcr(rgb):
    return full_range(rgb, colour.WEIGHTS_YCBCR["ITU-R BT.601"])


def ycbcr_bt709(rgb):
    return full_range(rgb, colour.WEIGHTS_YCBCR["ITU-R BT.709"])


def yuv(rgb):
    return skimage.color.rgb2yuv(rgb)


def yiq(rgb):
    return skimage.color.rgb2yiq(rgb)


def ycocg(rgb):
    return colour.RGB_to_YCoCg(rgb)


def cmyk(rgb):
    with np.errstate(invalid="ignore"):  # black: 0 / 0, which it then mends
        return colour.CMY_to_CMYK(colour.RGB_to_CMY(rgb))


def gray_bt601(rgb):
    return skimage.color.rgb2yuv(rgb)[:, :1]


def gray_bt709(rgb):
    return full_range(rgb, colour.WEIGHTS_YCBCR["ITU-R BT.709"])[:, :1]


def gray_bt2020(rgb):
    return full_range(rgb, colour.WEIGHTS_YCBCR["ITU-R BT.2020"])[:, :1]


def gray_smpte240m(rgb):
    # ITU-T H.273, table 4: colour-science has more digits than the standard
    return full_range(rgb, np.array([0.212, 0.087]))[:, :1]


def gray_luminance(rgb):
    return colour.cctf_encoding(colour.RGB_luminance(linear_rgb(rgb), PRIMARIES, D65), function="sRGB")[:, None]


def gray_lightness(rgb):
    return colour.colorimetry.lightness_CIE1976(xyz(rgb)[:, 1:] * 100)[:, :1] / 100


def gray_average(rgb):
    return np.mean(rgb, axis=-1, keepdims=True)


def gray_mixer(rgb, red, green, blue, normalize):
    weights = [red, green, blue]
    mixed = np.average(rgb, axis=-1, weights=weights) if normalize else np.dot(rgb, weights)
    return np.clip(mixed, 0, 1)[:, None]


def sepia(rgb, strength):
    rest = 1 - strength  # as the W3C prints the matrix
    matrix = [
        [0.393 + 0.607 * rest, 0.769 - 0.769 * rest, 0.189 - 0.189 * rest],
        [0.349 - 0.349 * rest, 0.686 + 0.314 * rest, 0.168 - 0.168 * rest],
        [0.272 - 0.272 * rest, 0.534 - 0.534 * rest, 0.131 + 0.869 * rest],
    ]
    return np.clip(np.dot(rgb, np.transpose(matrix)), 0, 1)


def duotone(rgb, dark, light):
    start, end = (colour.notation.HEX_to_RGB(each) for each in (dark, light))
    return (1 - gray_bt601(rgb)) * start + gray_bt601(rgb) * end


def invert(rgb):
    return skimage.util.invert(rgb)


def color_vision(rgb, kind, severity):
    names = {"protan": "Protanomaly", "deutan": "Deuteranomaly", "tritan": "Tritanomaly"}
    seen = linear_rgb(rgb) @ colour.CVD_MATRICES_MACHADO2010[names[kind]][severity].T
    return colour.cctf_encoding(np.clip(seen, 0, 1), function="sRGB")


def posterize(rgb, count, dither):
    assert not dither, "held against a plain loop of its own"
    points = oklab(rgb)
    seeds = spread_seeds(points, count, np.random.default_rng(0))
    centers, labels = scipy.cluster.vq.kmeans2(points, seeds, iter=100, minit="matrix")
    lms = np.linalg.solve(XYZD65_TO_LMS, (centers @ np.transpose(OKLAB_TO_LMS3)).T ** 3).T
    shown = colour.cctf_encoding(np.clip(lms @ np.linalg.inv(MATRIX).T, 0, 1), function="sRGB")
    return shown[labels]


def negative(rgb, mask, contrast):
    through = linear_rgb(rgb)
    dense = np.maximum(np.quantile(through, 0.001, axis=0), 1e-4)
    clear = np.quantile(through, 0.999, axis=0) if mask is None else linear_rgb(colour.notation.HEX_to_RGB(mask))
    density, most = np.log10(clear / np.maximum(through, dense)), np.log10(clear / dense)
    black = 10 ** (-most / contrast)
    scene = (10 ** ((density - most) / contrast) - black) / (1 - black)
    return colour.cctf_encoding(np.clip(scene, 0, 1), function="sRGB")


def bilevel(rgb, method, threshold):
    assert method == "otsu", "dots are held against a plain loop of their own"
    levels = np.rint(gray_bt601(rgb) * 255).astype(np.uint8)
    otsu = skimage.filters.threshold_otsu(levels)
    return (levels > otsu if threshold is None else gray_bt601(rgb) > threshold).astype(float)


ORACLES = {
    function.__name__: function
    for function in (
        linear_rgb, adobe_rgb, display_p3, xyz, lab, lch, xyy, luv, lch_uv, oklab, oklch, lms,
        hsv, hsl, hwb, hsi, ycbcr, ycbcr_bt709, yuv, yiq, ycocg, cmyk,
        gray_bt601, gray_bt709, gray_bt2020, gray_smpte240m, gray_luminance, gray_lightness, gray_average,
        gray_mixer, sepia, duotone, invert, color_vision, posterize, negative, bilevel,
    )
}  # fmt: skip
ORACLES["rgb"] = np.array

VARIANTS = (
    ("gray_mixer", {"red": 1.5, "green": -0.5, "blue": 0.3, "normalize": False}),
    ("gray_mixer", {"red": 2.0, "green": 1.0, "blue": 0.5}),
    ("sepia", {"strength": 0.0}),
    ("sepia", {"strength": 0.35}),
    ("duotone", {"dark": "#ff8800", "light": "#0033aa"}),
    ("posterize", {"count": 2}),
    ("posterize", {"count": 24}),
    ("negative", {"mask": "#e8a070", "contrast": 0.45}),
    ("bilevel", {"threshold": 0.3}),
    *(
        ("color_vision", {"kind": kind, "severity": severity / 10})
        for kind in ("protan", "deutan", "tritan")
        for severity in range(11)
    ),
)
"""Options that effects are tried with besides their defaults."""


def expected(mode, rgb, **options):
    """The oracle's values for a mode, with the mode's defaults for options that are not given."""
    return ORACLES[mode.name](rgb, **{option.name: option.default for option in getattr(mode, "options", ())} | options)
