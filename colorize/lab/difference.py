"""Delta E 2000 of every pixel of large pictures: in strips, and only where two pictures differ."""

from __future__ import annotations

import numpy as np

from colorize.color import rgb_to_lab
from colorize.color.strips import spans


def differing(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Which pixels of (N, 3) are not the same, bool (N,); by columns, which is faster than along rows."""
    pairs = zip(first.T, second.T, strict=True)
    return np.logical_or.reduce([one != other for one, other in pairs])


def delta_e_2000(wished: np.ndarray, given: np.ndarray) -> np.ndarray:
    """CIEDE2000 of Lab colors (N, 3), pair by pair; float32 (N,)."""
    from skimage.color import deltaE_ciede2000  # takes 0.3 s to import

    return deltaE_ciede2000(wished, given).astype(np.float32)


def strip_delta_e(wished: np.ndarray, given: np.ndarray) -> np.ndarray:
    """CIEDE2000 of one strip's sRGB colors, (N, 3) of one type each; float32 (N,).

    Pixels that are equal, as most are, cost nothing and get exactly 0. What lies outside sRGB is welcome.
    """
    result = np.zeros(len(wished), np.float32)
    differs = np.flatnonzero(differing(wished, given))
    for span in spans(0, len(differs)):
        where = differs[span]
        result[where] = delta_e_2000(rgb_to_lab(wished[where]), rgb_to_lab(given[where]))
    return result
