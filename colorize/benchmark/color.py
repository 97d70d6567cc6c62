"""RGB to Lab and back on 12 megapixels, against OpenCV's table-based Lab and scikit-image's exact one."""

from __future__ import annotations

import cv2
import numpy as np

from colorize.benchmark.clock import medians
from colorize.color import lab_to_rgb, rgb_to_lab


def measure() -> dict[str, float]:
    """Milliseconds, ratios, and the largest errors in units of L*, a*, b*."""
    import skimage.color

    rgb = np.random.default_rng(0).random((3000, 4000, 3), "float32")
    lab = rgb_to_lab(rgb)
    times = medians(
        {
            "RGB to Lab, ms": lambda: rgb_to_lab(rgb),
            "RGB to Lab, OpenCV, ms": lambda: cv2.cvtColor(rgb, cv2.COLOR_RGB2Lab),
            "RGB to Lab, scikit-image, ms": lambda: skimage.color.rgb2lab(rgb),
            "Lab to RGB, ms": lambda: lab_to_rgb(lab),
            "Lab to RGB, OpenCV, ms": lambda: cv2.cvtColor(lab, cv2.COLOR_Lab2RGB),
            "Lab to RGB, scikit-image, ms": lambda: skimage.color.lab2rgb(lab),
        },
        tries=3,
    )
    both = [
        times["RGB to Lab" + end] + times["Lab to RGB" + end] for end in (", ms", ", OpenCV, ms", ", scikit-image, ms")
    ]
    part = rgb[:300]
    exact = skimage.color.rgb2lab(part.astype("float64"))
    return times | {
        "both ways, times OpenCV (goal at most 2.5)": both[0] / both[1],
        "both ways, scikit-image over ours (goal at least 5)": both[2] / both[0],
        "largest difference from scikit-image": float(np.abs(lab[:300] - exact).max()),
        "largest difference of OpenCV from scikit-image": float(
            np.abs(cv2.cvtColor(part, cv2.COLOR_RGB2Lab) - exact).max()
        ),
    }
