"""A map over a picture as colors that anybody can tell apart."""

from __future__ import annotations

import cv2
import numpy as np

STRENGTH = 0.62


def overlay(picture: np.ndarray, heat: np.ndarray) -> np.ndarray:
    """A picture, gray, with a map over it: dark where the map is 0, yellow where it is 1.

    Args:
        picture: (H, W, 3) float in [0, 1].
        heat: (h, w) float in [0, 1], enlarged smoothly.

    Returns:
        (H, W, 3) uint8.
    """
    height, width = picture.shape[:2]
    large = np.clip(cv2.resize(heat.astype("float32"), (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)
    colors = cv2.applyColorMap(np.rint(large * 255).astype("uint8"), cv2.COLORMAP_INFERNO)[..., ::-1]
    gray = (picture @ np.float32([0.299, 0.587, 0.114]))[..., None] * 255
    return np.clip((1 - STRENGTH) * gray + STRENGTH * colors, 0, 255).astype("uint8")
