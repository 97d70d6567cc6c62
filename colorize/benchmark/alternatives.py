"""What other libraries have for each color mode: the fastest that is correct is what ours is held against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from colorize.benchmark.assembled import array_libraries, colour_parts, posterized


@dataclass(frozen=True)
class Alternative:
    """One function of another library.

    Args:
        library: its name.
        run: float32 sRGB (H, W, 3) to the mode's channels in the library's units; this is timed.
        in_units: brings that into this project's units, to see whether it is correct; this is not timed.
        part: share of the picture that is timed; slow libraries get a twelfth, and the time counts twelvefold.
    """

    library: str
    run: Callable[[np.ndarray], np.ndarray]
    in_units: Callable[[np.ndarray], np.ndarray] = np.asarray
    part: float = 1.0


def opencv(code: int, in_units=np.asarray) -> Alternative:
    """One of OpenCV's conversions by its code."""
    return Alternative("OpenCV", lambda rgb: cv2.cvtColor(rgb, code), in_units)


def opencv_swapped(code: int, in_units=np.asarray) -> Alternative:
    """One of OpenCV's conversions whose second and third channel stand the other way round (HLS, YCrCb), put in order.

    `mixChannels` is the fastest of OpenCV's ways to do so for whole pictures.
    """

    def run(rgb: np.ndarray) -> np.ndarray:
        swapped = cv2.cvtColor(rgb, code)
        ordered = np.empty_like(swapped)
        cv2.mixChannels([swapped], [ordered], [0, 0, 1, 2, 2, 1])
        return ordered

    return Alternative("OpenCV, channels put in order", run, in_units)


def one_matrix(mode: str) -> Alternative:
    """The bare matrix product by OpenCV: all that a mode of one affine step needs, without any check."""
    from colorize.color import SPACES

    step = SPACES[mode].from_base[0]
    both = np.column_stack([step.matrix, step.offset])
    return Alternative("cv2.transform", lambda rgb: cv2.transform(rgb, both))


def scikit_image(name: str, in_units=np.asarray) -> Alternative:
    """A function of skimage.color."""
    import skimage.color

    return Alternative("scikit-image", getattr(skimage.color, name), in_units, part=1 / 12)


def colour_science() -> dict[str, Alternative]:
    """The modes that colour-science has, by its own matrices; none where it is not installed."""
    try:
        with np.printoptions():  # it changes how arrays are printed
            import colour
    except ImportError:
        return {}
    white = np.array([0.3127, 0.3290])
    matrix = colour.normalised_primary_matrix(colour.RGB_COLOURSPACES["sRGB"].primaries, white)

    def linear(rgb):
        return colour.cctf_decoding(rgb, function="sRGB")

    def xyz(rgb):
        return linear(rgb) @ matrix.T

    jobs = {
        "linear_rgb": linear,
        "xyz": xyz,
        "lab": lambda rgb: colour.XYZ_to_Lab(xyz(rgb), illuminant=white),
        "lch": lambda rgb: colour.models.Lab_to_LCHab(colour.XYZ_to_Lab(xyz(rgb), illuminant=white)),
        "xyy": lambda rgb: colour.XYZ_to_xyY(xyz(rgb)),
        "luv": lambda rgb: colour.XYZ_to_Luv(xyz(rgb), illuminant=white),
        "lch_uv": lambda rgb: colour.models.Luv_to_LCHuv(colour.XYZ_to_Luv(xyz(rgb), illuminant=white)),
        "lms": lambda rgb: xyz(rgb) @ colour.adaptation.CAT_VON_KRIES.T,
        "cmyk": lambda rgb: colour.CMY_to_CMYK(colour.RGB_to_CMY(rgb)),
        "ycocg": colour.RGB_to_YCoCg,
        **colour_parts(colour, linear, xyz),
    }
    return {mode: Alternative("colour-science", job, part=1 / 12) for mode, job in jobs.items()}


def alternatives() -> dict[str, list[Alternative]]:
    """Every alternative by the mode's name; without colour-science some modes have none."""
    found = {mode: [each] for mode, each in colour_science().items()}
    for mode, parts in array_libraries().items():
        found.setdefault(mode, []).append(Alternative(*parts))
    found["posterize"] = [Alternative("SciPy's k-means", posterized, part=1 / 1200)]
    for mode in ("ycbcr", "ycbcr_bt709", "yuv", "yiq", "ycocg"):
        found.setdefault(mode, []).append(one_matrix(mode))
    others = {
        "lab": (scikit_image("rgb2lab"), opencv(cv2.COLOR_RGB2Lab)),
        "luv": (scikit_image("rgb2luv"), opencv(cv2.COLOR_RGB2Luv)),
        "xyz": (scikit_image("rgb2xyz"),),
        "hsv": (opencv(cv2.COLOR_RGB2HSV), scikit_image("rgb2hsv", lambda hsv: hsv * [360, 1, 1])),
        "hsl": (opencv_swapped(cv2.COLOR_RGB2HLS),),
        "yuv": (scikit_image("rgb2yuv"), opencv(cv2.COLOR_RGB2YUV, lambda yuv: yuv - [0, 0.5, 0.5])),
        "yiq": (scikit_image("rgb2yiq"),),
        "ycbcr": (opencv_swapped(cv2.COLOR_RGB2YCrCb),),
        "gray_bt601": (opencv(cv2.COLOR_RGB2GRAY, lambda gray: gray[..., None]),),
        "gray_bt709": (scikit_image("rgb2gray", lambda gray: gray[..., None]),),
        "invert": (Alternative("NumPy", lambda rgb: 1 - rgb),),
    }
    for mode, more in others.items():
        found.setdefault(mode, []).extend(more)
    return found
