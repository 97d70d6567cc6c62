"""Color conversions written down once more, from the standards, without the code under test."""

from __future__ import annotations

import numpy as np

from tests.image.builders import D50

_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def xyz_of(x: float, y: float) -> np.ndarray:
    """XYZ of a chromaticity with Y = 1."""
    return np.array([x / y, 1, (1 - x - y) / y])


def srgb_to_xyz_d50() -> np.ndarray:
    """The matrix from linear sRGB to XYZ relative to D50: primaries of BT.709, D65 by its xy, Bradford."""
    columns = np.stack([xyz_of(0.64, 0.33), xyz_of(0.30, 0.60), xyz_of(0.15, 0.06)], axis=1)
    white = xyz_of(0.3127, 0.3290)
    columns = columns * np.linalg.solve(columns, white)
    cones = (_BRADFORD @ np.array(D50)) / (_BRADFORD @ white)
    return np.linalg.inv(_BRADFORD) @ np.diag(cones) @ _BRADFORD @ columns


def srgb_encoded(light: np.ndarray) -> np.ndarray:
    """IEC 61966-2-1, clipped to [0, 1]."""
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def linear_srgb(values: np.ndarray, columns: tuple, gamma: float) -> np.ndarray:
    """Linear sRGB light, not clipped, of values of a gamma-and-matrix profile (columns: XYZ relative to D50)."""
    to_xyz = np.array(columns).T
    from_xyz = np.linalg.inv(srgb_to_xyz_d50())
    return np.asarray(values, np.float64) ** gamma @ (from_xyz @ to_xyz).T


def lab_to_srgb(lab: np.ndarray) -> np.ndarray:
    """sRGB of CIE Lab relative to D50 (CIE 15), not gamut-mapped but clipped."""
    lab = np.asarray(lab, np.float64)
    middle = (lab[..., 0] + 16) / 116
    shares = np.stack([middle + lab[..., 1] / 500, middle, middle - lab[..., 2] / 200], axis=-1)
    linear = np.where(shares > 6 / 29, shares**3, 3 * (6 / 29) ** 2 * (shares - 4 / 29)) * D50
    return srgb_encoded(linear @ np.linalg.inv(srgb_to_xyz_d50()).T)
