"""The quick ways between sRGB, Lab and lightness that colorizing lives on."""

from __future__ import annotations

import numpy as np

from colorize.color.cie import LUMINANCE, cube, root
from colorize.color.pixels import check, run
from colorize.color.registry import SPACES
from colorize.color.srgb import decode, encode
from colorize.color.steps import Affine
from colorize.color.walk import steps_between, transform

LIGHTNESS = Affine([[116.0]], offset=[-16.0])
"""The root of Y to L*."""


def rgb_to_lab(rgb: np.ndarray) -> np.ndarray:
    """sRGB to CIE Lab (D65).

    Args:
        rgb: (..., 3), float in [0, 1], uint8 or uint16.

    Returns:
        float32 (..., 3): L* 0-100, a* and b* unscaled. Exact to about 1e-6 of their range.

    Raises:
        ColorizeError: wrong number of channels or type, or values that are not numbers.

    Example:
        >>> print(rgb_to_lab(np.array([[0, 0, 255]], np.uint8)).round(2))
        [[  32.3    79.2  -107.86]]
    """
    return transform(rgb, "rgb", "lab")


def lab_to_rgb(lab: np.ndarray, clip: bool = False) -> np.ndarray:
    """CIE Lab (D65) to sRGB.

    Args:
        lab: float (..., 3).
        clip: cut values outside [0, 1] off, which shifts hue and lightness; `into_gamut` does not.

    Returns:
        float32 (..., 3); without `clip`, colors outside sRGB have values below 0 or above 1.

    Raises:
        ColorizeError: wrong number of channels or type, or values that are not numbers.

    Example:
        >>> print(lab_to_rgb(np.array([[50.0, 0, 0]])).round(4))
        [[0.4663 0.4663 0.4663]]
    """
    return run(check(lab, SPACES["lab"]), 3, steps_between("lab", "rgb"), clip=clip)


def rgb_to_lightness(rgb: np.ndarray) -> np.ndarray:
    """The L* of sRGB pixels alone, in a third of the time of Lab.

    Args:
        rgb: (..., 3), float in [0, 1], uint8 or uint16.

    Returns:
        float32 (...): L*, 0-100.

    Raises:
        ColorizeError: wrong number of channels or type, or values that are not numbers.

    Example:
        >>> print(rgb_to_lightness(np.array([[[255, 0, 0], [255, 255, 255]]], np.uint8)).round(2))
        [[ 53.24 100.  ]]
    """
    return run(check(rgb, SPACES["rgb"]), 1, (decode, LUMINANCE, root, LIGHTNESS))[..., 0]


def gray_from_lightness(lightness: np.ndarray) -> np.ndarray:
    """The sRGB value of the neutral color with a given L*.

    Args:
        lightness: float, any shape: L*, 0-100; what lies beyond gives black and white.

    Returns:
        float32 of the same shape, [0, 1].

    Raises:
        ColorizeError: values that are not numbers.

    Example:
        >>> print(gray_from_lightness(np.array([0.0, 50.0, 100.0])).round(4))
        [0.     0.4663 1.    ]
    """
    return run(np.asarray(lightness)[..., None], 1, (LIGHTNESS.inverse(), cube, encode), clip=True)[..., 0]
