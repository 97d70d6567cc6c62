"""Metrics of a picture against the true one: a record of one or two numbers for each picture."""

from __future__ import annotations

import numpy as np

from colorize.color import rgb_to_lab
from colorize.metrics.metric import check_pair


def psnr(result: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Peak signal to noise ratio on 8-bit RGB, dB, at most 100: what equal pictures get instead of infinity."""
    check_pair(result, truth)
    error = np.mean(np.square(result.astype(np.float64) - truth))
    return np.array([10 * np.log10(255**2 / max(error, 255**2 / 1e10))])


def ssim(result: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Structural similarity on 8-bit RGB, mean of the channels, 7 x 7 windows (smaller for smaller pictures).

    A picture narrower than 3 pixels has no window: 1 if both are equal, else 0.
    """
    from skimage.metrics import structural_similarity  # takes 0.3 s to import, and most callers want no SSIM

    check_pair(result, truth)

    side = min(7, *truth.shape[:2])
    window = side if side % 2 else side - 1
    if window < 3:
        return np.array([float(np.array_equal(result, truth))])
    return np.array([structural_similarity(result, truth, win_size=window, channel_axis=2, data_range=255)])


def ciede2000(result: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Mean CIEDE2000 color difference of the pixels, k_L = k_C = k_H = 1."""
    from skimage.color import deltaE_ciede2000

    check_pair(result, truth)
    return np.array([deltaE_ciede2000(rgb_to_lab(truth), rgb_to_lab(result)).mean(dtype=np.float64)])


def colorfulness(result: np.ndarray, truth: np.ndarray | None = None) -> np.ndarray:
    """Hasler and Suesstrunk's M3 on the 8-bit scale, opponent colors signed; the truth is not looked at.

    sqrt(var rg + var yb) + 0.3 sqrt(mean rg ^ 2 + mean yb ^ 2), with rg = R - G and yb = (R + G) / 2 - B.
    """
    check_pair(result, result if truth is None else truth)
    red, green, blue = np.moveaxis(result.astype(np.float64), -1, 0)
    rg, yb = red - green, (red + green) / 2 - blue
    return np.array([np.sqrt(rg.var() + yb.var()) + 0.3 * np.sqrt(rg.mean() ** 2 + yb.mean() ** 2)])


def colorfulness_ratio(result: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Colorfulness of both; the pool is the ratio of the means, which no nearly gray truth can blow up."""
    return np.concatenate([colorfulness(result, truth), colorfulness(truth)])
