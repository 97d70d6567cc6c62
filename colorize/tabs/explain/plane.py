"""A distribution over colors as squares on the plane of a* and b*: an SVG whose words stand beside it."""

from __future__ import annotations

from html import escape

import numpy as np

from colorize.explain.distribution import Distribution

TILE = 9.0
"""Side of the largest square; bins are 10 apart."""
SMALLEST = 0.5
"""A square whose side is below this cannot be seen, and is left out."""
EDGE = 12.0


def plane(found: Distribution, temperature: float, alt: str) -> str:
    """The squares of a distribution at a temperature, with a dot at its mean, a cross at the plain mean, and a ring
    at what Colorize paints.

    Args:
        found: at a place.
        temperature: see `Distribution.probability`.
        alt: what it shows, for those who hear the page.
    """
    probability = found.probability(temperature)
    sides = TILE * np.sqrt(probability / probability.max())
    low, high = found.bins.min(0) - EDGE, found.bins.max(0) + EDGE
    parts = []
    for (a, b), side, fits, color in zip(found.bins, sides, found.fits, found.shown(found.bins), strict=True):
        if fits:
            parts.append(_square(a, b, TILE, f'fill="{color}" opacity=".22"'))
        if side >= SMALLEST:
            parts.append(_square(a, b, side, f'fill="{color}"' if fits else 'class="lacking"'))
    axes = f'<path class="axes" d="M{low[0]:.0f} 0H{high[0]:.0f}M0 {-high[1]:.0f}V{-low[1]:.0f}"/>'
    box = f"{low[0]:.0f} {-high[1]:.0f} {high[0] - low[0]:.0f} {high[1] - low[1]:.0f}"
    return (
        f'<svg class="plane" viewBox="{box}" role="img" aria-label="{escape(alt)}">{axes}{"".join(parts)}'
        f"{_at(found.plain, CROSS)}{_at(found.painted, RING)}{_at(found.mean(temperature), DOT)}</svg>"
    )


DOT = '<circle r="2.6" class="under"/><circle r="2.6" class="dot"/>'
RING = '<circle r="5" class="under"/><circle r="5" class="over"/>'
CROSS = '<path d="M-4-4L4 4M-4 4L4-4" class="under"/><path d="M-4-4L4 4M-4 4L4-4" class="over"/>'


def sign(mark: str) -> str:
    """A mark of the plane by itself, for the legend."""
    return f'<svg class="sign" viewBox="-7 -7 14 14" aria-hidden="true">{mark}</svg>'


def _at(color: np.ndarray, mark: str) -> str:
    return f'<g transform="translate({color[0]:.1f} {-color[1]:.1f})">{mark}</g>'


def _square(a: float, b: float, side: float, look: str) -> str:
    return f'<rect x="{a - side / 2:.1f}" y="{-b - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}" {look}/>'
