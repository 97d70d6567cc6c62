"""Alternatives that a person would put together from functions of NumPy, OpenCV, SciPy and colour-science."""

from __future__ import annotations

import cv2
import numpy as np

from colorize.color.luma import BT601, BT709, BT2020, SMPTE240M
from colorize.color.options import rgb_of


def weighted(*rows) -> object:
    """The bare matrix product by OpenCV, one row of red, green and blue (and what is added) for each channel."""
    matrix = np.array(rows, np.float64)
    return lambda rgb: cv2.transform(rgb, matrix)


def one_channel(values: np.ndarray) -> np.ndarray:
    """(H, W) as (H, W, 1)."""
    return values[..., None]


def hue_and_ends(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """OpenCV's hue, and the least and the largest channel; each (H, W)."""
    red, green, blue = cv2.split(rgb)
    least, largest = cv2.min(cv2.min(red, green), blue), cv2.max(cv2.max(red, green), blue)
    return cv2.extractChannel(cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV), 0), least, largest


def hwb(rgb: np.ndarray) -> np.ndarray:
    """Hue, whiteness and blackness."""
    hue, least, largest = hue_and_ends(rgb)
    return cv2.merge([hue, least, 1 - largest])


def hsi(rgb: np.ndarray) -> np.ndarray:
    """Hue, saturation and intensity; colors that are not black."""
    hue, least, _ = hue_and_ends(rgb)
    intensity = cv2.transform(rgb, np.full((1, 3), 1 / 3))
    return cv2.merge([hue, 1 - least / intensity, intensity])


def lch_uv(rgb: np.ndarray) -> np.ndarray:
    """OpenCV's Luv, and chroma and hue from it."""
    lightness, u, v = cv2.split(cv2.cvtColor(rgb, cv2.COLOR_RGB2Luv))
    chroma, hue = cv2.cartToPolar(u, v, angleInDegrees=True)
    return cv2.merge([lightness, chroma, hue])


def otsu(rgb: np.ndarray) -> np.ndarray:
    """Black and white by OpenCV's threshold of 8-bit grays."""
    gray = np.rint(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY) * 255).astype(np.uint8)
    return cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1].astype(np.float32)


def duotone_matrix() -> np.ndarray:
    """Rows of the default duotone, from its dark to its light color by luma."""
    from colorize.color import EFFECTS

    dark, light = (rgb_of(option.default) for option in EFFECTS["duotone"].options)
    return np.column_stack([np.outer(np.subtract(light, dark), BT601), dark])


def array_libraries() -> dict[str, tuple]:
    """By mode: the libraries' names and what they run, with OpenCV and NumPy alone."""
    from colorize.color.looks import SEPIA

    grays = {
        "bt709": BT709,
        "bt2020": BT2020,
        "smpte240m": SMPTE240M,
        "average": (1 / 3,) * 3,
        "mixer": (0.4, 0.4, 0.2),
    }
    return {
        **{f"gray_{name}": ("cv2.transform", weighted(weights), one_channel) for name, weights in grays.items()},
        "rgb": ("NumPy's copy", np.copy),
        "hwb": ("OpenCV's parts", hwb),
        "hsi": ("OpenCV's parts", hsi),
        "lch_uv": ("OpenCV's parts", lch_uv),
        "bilevel": ("OpenCV's Otsu", otsu, one_channel),
        "sepia": ("cv2.transform", lambda rgb: np.minimum(cv2.transform(rgb, SEPIA), 1)),
        "duotone": ("cv2.transform", weighted(*duotone_matrix())),
    }


def posterized(rgb: np.ndarray) -> np.ndarray:
    """SciPy's k-means in Oklab from our seeds; each pixel in the color of its center."""
    import scipy.cluster.vq

    from colorize.color import EFFECTS, transform
    from colorize.color.posterize import spread_seeds

    points = transform(rgb, "rgb", "oklab").reshape(-1, 3).astype(np.float64)
    seeds = spread_seeds(points, EFFECTS["posterize"].options[0].default, np.random.default_rng(0))
    centers, labels = scipy.cluster.vq.kmeans2(points, seeds, iter=100, minit="matrix")
    return transform(centers, "oklab", "rgb").clip(0, 1)[labels].reshape(rgb.shape)


def colour_parts(colour, linear, xyz) -> dict[str, object]:
    """By mode: colour-science's parts where its own function has other constants, or gives nothing for sRGB's edge."""
    white = np.array([0.3127, 0.3290])

    def wide(name):
        space = colour.RGB_COLOURSPACES[name]
        back = np.linalg.inv(colour.normalised_primary_matrix(space.primaries, white)).T  # its own has five digits
        return lambda rgb: space.cctf_encoding(np.maximum(xyz(rgb) @ back, 0))

    def oklab(rgb):
        from coloraide.spaces.oklab import OKLAB_TO_LMS3, XYZD65_TO_LMS  # those of 2021; colour-science has the older

        roots = np.cbrt(xyz(rgb) @ np.transpose(XYZD65_TO_LMS))
        return roots @ np.linalg.inv(OKLAB_TO_LMS3).T

    def deutan(rgb):
        matrix = colour.CVD_MATRICES_MACHADO2010["Deuteranomaly"][1.0]
        return colour.cctf_encoding(np.clip(linear(rgb) @ matrix.T, 0, 1), function="sRGB")

    def positive(rgb):
        through = linear(rgb)
        dense = np.maximum(np.quantile(through, 0.001, axis=(0, 1)), 1e-4)
        clear = np.quantile(through, 0.999, axis=(0, 1))
        density, most = np.log10(clear / np.maximum(through, dense)), np.log10(clear / dense)
        black = 10 ** (-most / 0.6)
        scene = (10 ** ((density - most) / 0.6) - black) / (1 - black)
        return colour.cctf_encoding(np.clip(scene, 0, 1), function="sRGB")

    def luminance(rgb):
        return xyz(rgb)[..., 1:2]

    return {
        "adobe_rgb": wide("Adobe RGB (1998)"),
        "display_p3": wide("Display P3"),
        "oklab": oklab,
        "oklch": lambda rgb: colour.models.Oklab_to_Oklch(oklab(rgb)),
        "gray_luminance": lambda rgb: colour.cctf_encoding(luminance(rgb), function="sRGB"),
        "gray_lightness": lambda rgb: colour.colorimetry.lightness_CIE1976(luminance(rgb) * 100) / 100,
        "color_vision": deutan,
        "negative": positive,
    }
