"""Small pictures inside HTML, and bars of probabilities."""

from __future__ import annotations

import base64
from html import escape

import cv2
import numpy as np

ORANGE, BLUE = np.float32([224, 120, 32]), np.float32([40, 120, 200])


def inline(pixels: np.ndarray) -> str:
    """(H, W) gray or (H, W, 3) RGB uint8 as the address of a PNG that needs no file."""
    swapped = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., ::-1])
    return "data:image/png;base64," + base64.b64encode(cv2.imencode(".png", swapped)[1].tobytes()).decode()


def image(pixels: np.ndarray, alt: str, kind: str = "pixels") -> str:
    """A small picture whose pixels can be counted."""
    return f'<img class="{kind}" src="{inline(pixels)}" alt="{escape(alt)}">'


def signed(values: np.ndarray) -> np.ndarray:
    """Values around 0 as colors on white: orange above, blue below, the strongest of either fully so; uint8 RGB."""
    share = values / max(float(np.abs(values).max()), 1e-9)
    ends = np.where(share[..., None] > 0, ORANGE, BLUE)
    return np.rint(255 + np.abs(share)[..., None] * (ends - 255)).astype("uint8")


def percent(share: float) -> str:
    """A probability as people read it: no more digits than matter.

    Example:
        >>> percent(0.98765), percent(0.0312), percent(0.00001), percent(1.0), percent(0.9999)
        ('98.8 %', '3.1 %', '< 0.1 %', '100.0 %', '> 99.9 %')
    """
    if 0 < share < 0.001:
        return "< 0.1 %"
    return "> 99.9 %" if 0.999 < share < 1 else f"{share:.1%}".replace("%", " %")


def bar(share: float) -> str:
    """A share as a bar; the number stands beside it."""
    return f'<span class="bar" aria-hidden="true"><span style="width:{100 * share:.1f}%"></span></span>'
