"""From the chromaticities of a screen's primaries and white to the matrix between its light and XYZ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

D65 = (0.3127, 0.3290)
"""Chromaticity of the white that sRGB and every CIE mode here use."""

SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
"""Chromaticities of the red, green and blue of sRGB and BT.709."""


def white_point(xy: tuple[float, float] = D65) -> np.ndarray:
    """XYZ of a white of luminance 1 from its chromaticity.

    Example:
        >>> white_point().round(5).tolist()
        [0.95046, 1.0, 1.08906]
    """
    x, y = xy
    return np.array([x / y, 1.0, (1 - x - y) / y])


def rgb_to_xyz_matrix(
    primaries: Sequence[tuple[float, float]] = SRGB, white: tuple[float, float] = D65
) -> np.ndarray:
    """Matrix from linear RGB to XYZ: the amounts of the primaries add up to the white.

    The standard prints this matrix for sRGB rounded to four digits, and its inverse rounded too: they differ from this
    one by up to 6e-5, do not undo each other, and give white a trace of color. So it is worked out here.

    Args:
        primaries: chromaticities (x, y) of red, green and blue.
        white: chromaticity of R = G = B = 1.

    Returns:
        (3, 3) float64, XYZ with Y of white = 1.

    Source: SMPTE RP 177-1993.

    Example:
        >>> rgb_to_xyz_matrix().round(4).tolist()
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    """
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]).T
    amounts = np.linalg.solve(columns, white_point(white))
    return columns * amounts
