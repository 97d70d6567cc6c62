"""What a training picture looks like as an old print: the network's input alone, its true colors stay as they are.

Plates of before about 1910 saw blue and green but no red (Mees 1921, "The Fundamentals of Photography"): lips and
sunburn are dark, skies white. To the film come exposure and development, lens and light, paper, and a century.
"""

from __future__ import annotations

import cv2
import numpy as np

from colorize.color import transform

RED, BLUE = 0.2, (0.1, 0.7)
"""Largest share of red, and shares of blue, in what a plate saw; the rest is green. Luminance has 0.21 and 0.07."""


def age(picture: np.ndarray, gray: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One old print of a picture.

    Args:
        picture: (H, W, 3) uint8 sRGB.
        gray: (H, W) float32 in [0, 1]: what the network is otherwise given of it.

    Returns:
        (H, W) float32 in [0, 1].
    """
    if rng.random() < 0.5:
        gray = _on_plate(picture, rng)
    gray = np.power(gray, np.exp(rng.normal(0, 0.35)))
    gray = _developed(gray, rng)
    if rng.random() < 0.3:
        gray = gray * _vignette(*gray.shape, rng)
    if rng.random() < 0.15:
        gray = _fogged(gray, rng)
    if rng.random() < 0.3:
        gray = cv2.GaussianBlur(gray, (0, 0), rng.uniform(0.4, 1.4))
    if rng.random() < 0.15:
        gray = _scratched(gray, rng)
    if rng.random() < 0.4:
        gray = gray + rng.normal(0, rng.uniform(0.005, 0.05), gray.shape)
    return np.clip(gray, 0, 1).astype("float32")


def _on_plate(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What a plate that sees little red and much blue makes of the light."""
    red, blue = rng.uniform(0, RED), rng.uniform(*BLUE)
    light = transform(picture, "rgb", "linear_rgb") @ np.float32([red, 1 - red - blue, blue])
    return np.clip(transform(np.repeat(light[..., None], 3, axis=-1), "linear_rgb", "rgb")[..., 0], 0, 1)


def _developed(gray: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Harder, with lights and shadows lost, or flatter, between a gray for black and a gray for white."""
    if rng.random() < 0.3:
        return np.clip(0.5 + (gray - rng.uniform(0.4, 0.6)) * rng.uniform(1, 1.8), 0, 1)
    low, high = rng.uniform(0, 0.2), rng.uniform(0.7, 1)
    return low + gray * (high - low)


def _from_middle(height: int, width: int, rng: np.random.Generator, away: float) -> np.ndarray:
    """Squared distance from a place at most `away` from the middle; the edges are 1 from it."""
    y = np.linspace(-1, 1, height, dtype="float32")[:, None] - rng.uniform(-away, away)
    x = np.linspace(-1, 1, width, dtype="float32") - rng.uniform(-away, away)
    return x * x + y * y


def _vignette(height: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """A factor that falls off, or for a faded print rises, from a middle near the picture's own."""
    return 1 + np.float32(rng.uniform(-0.35, 0.15)) * _from_middle(height, width, rng, 0.3) / 2


def _fogged(gray: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Brightened around one place, as by a window in the picture or light that leaked in."""
    spot = np.exp(-_from_middle(*gray.shape, rng, 1.0) / np.float32(rng.uniform(0.2, 1.5)))
    return gray + np.float32(rng.uniform(0.1, 0.5)) * spot * (1 - gray)


def _scratched(gray: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Up to eight thin scratches, most of them upright, and specks of dust, light or dark."""
    height, width = gray.shape
    gray = np.ascontiguousarray(gray, "float32").copy()
    for _ in range(rng.integers(1, 9)):
        x, lean = rng.uniform(0, width), rng.normal(0, 0.05) * height
        top, bottom = np.sort(rng.uniform(0, height, 2))
        ends = (round(x), round(top)), (round(x + lean), round(bottom))
        cv2.line(gray, *ends, float(rng.choice([0.1, 0.95])), 1, cv2.LINE_AA)
    for _ in range(rng.integers(0, 12)):
        middle = int(rng.integers(width)), int(rng.integers(height))
        cv2.circle(gray, middle, int(rng.integers(1, 3)), float(rng.choice([0.1, 0.95])), -1, cv2.LINE_AA)
    return gray
