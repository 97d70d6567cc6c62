"""Every color mode on 12 megapixels, against the fastest correct function of another library."""

from __future__ import annotations

import cv2
import numpy as np

from colorize.benchmark.alternatives import Alternative, alternatives
from colorize.benchmark.clock import least, medians
from colorize.color import EFFECTS, SPACES, lab_to_rgb, rgb_to_lab, transform

CORRECT = 1e-4
"""The largest error, as a share of a channel's range, of what counts as correct."""


def largest_error(mode: str, alternative: Alternative, rgb: np.ndarray) -> float:
    """Largest difference from ours as a share of the channel's range, float32 sRGB (H, W, 3); hue as an angle."""
    ours, theirs = transform(rgb, "rgb", mode), alternative.in_units(alternative.run(rgb))
    errors = []
    for index, channel in enumerate((SPACES.get(mode) or EFFECTS[mode]).channels):
        difference = np.abs(ours[..., index] - theirs[..., index]) / (channel.high - channel.low)
        errors.append(np.minimum(difference, np.abs(1 - difference)) if channel.angle else difference)
    return float(np.max(errors))


def one_mode(mode: str, others: list[Alternative], rgb: np.ndarray) -> dict[str, float]:
    """Least milliseconds of ours and of the correct others, and the ratio to the fastest; errors of those that are not.

    A few thousand colors are enough to see an error: random ones that are not nearly gray.
    """
    sample = rgb[::60, ::60]
    sample = sample[np.ptp(sample, axis=2) > 0.05][None]
    errors = {other.library: largest_error(mode, other, sample) for other in others}
    correct = [other for other in others if errors[other.library] <= CORRECT]
    jobs = {"ours": lambda: transform(rgb, "rgb", mode)}
    for other in correct:
        jobs[other.library] = lambda other=other: other.run(rgb[: round(len(rgb) * other.part)])
    times = least(jobs)
    for other in correct:
        times[other.library] /= other.part
    rows = {f"{mode}, {name}, ms": value for name, value in times.items()}
    for name in errors.keys() - jobs.keys():
        rows[f"{mode}, {name}: wrong by so much of the range"] = errors[name]
    if correct:
        fastest = min(times[other.library] for other in correct)
        rows[f"{mode}, ours over the fastest correct one (goal at most 2)"] = times["ours"] / fastest
    return rows


def lab_both_ways(rgb: np.ndarray) -> dict[str, float]:
    """RGB to Lab and back: what colorizing lives on, beside OpenCV's table-based Lab and scikit-image's exact one."""
    import skimage.color

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


def measure() -> dict[str, float]:
    """Milliseconds, ratios and errors: Lab both ways, then every mode, looks with their defaults."""
    rgb = np.random.default_rng(0).random((3000, 4000, 3), "float32")
    rows = lab_both_ways(rgb)
    others = alternatives()
    for mode in (*SPACES, *EFFECTS):
        rows |= one_mode(mode, others.get(mode, []), rgb)
    return rows
