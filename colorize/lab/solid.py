"""A picture's colors as a solid to turn around: points and frame as plain data, drawn in the browser by `solid.js`."""

from __future__ import annotations

import functools
import operator
from pathlib import Path

import numpy as np

from colorize.color import SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.given import picture
from colorize.lab.neutral import differences, strengths

MOST = 6000
"""Points of a solid: what a browser turns smoothly."""
FINEST = 32
"""Steps along each side of the sRGB cube into which colors are gathered; fewer where these give too many points."""
EDGE = 17
"""Points along each edge of the sRGB cube: in most modes the edges are curved."""
SCRIPT = Path(__file__).with_name("solid.js")
"""`drawSolid(canvas, solid, options)`: a script without dependencies."""


def gather(rgb: np.ndarray, most: int = MOST) -> tuple[np.ndarray, np.ndarray]:
    """At most `most` colors that stand for all pixels: the means of the cells of a grid over the sRGB cube.

    Args:
        rgb: sRGB (N, 3) in [0, 1].
        most: colors, at least 8.

    Returns:
        colors float32 (n, 3), and how many pixels each stands for (n,), most frequent first.
    """
    for steps in range(FINEST, 1, -1):
        cell = np.minimum((rgb * np.float32(steps)).astype(np.int32), steps - 1)
        index = (cell[:, 0] * steps + cell[:, 1]) * steps + cell[:, 2]
        counts = np.bincount(index, minlength=steps**3)
        if np.count_nonzero(counts) <= most:
            break
    means = np.stack([np.bincount(index, rgb[:, i], steps**3) for i in range(3)], axis=1)
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    return (means[order] / counts[order, None]).astype(np.float32), counts[order]


def place(values: np.ndarray, mode: str) -> np.ndarray:
    """Where colors of a mode stand in the solid: (N, 3) as right, up, toward the viewer, about -1 to 1.

    With a hue, a cylinder: the hue around, how colorful outward, the rest up. With two color differences, these lie
    flat and the third stands up, all on one scale where they have the same unit. Else a cube.
    """
    channels = SPACES[mode].channels
    angles = [index for index, channel in enumerate(channels) if channel.angle]
    flat = [index for index, yes in enumerate(differences(mode)) if yes]
    if angles and sum(strengths(mode)) == 1:
        outward = strengths(mode).index(True)
        (up,) = {0, 1, 2} - {angles[0], outward}
        hue = np.deg2rad(values[:, angles[0]])
        radius = values[:, outward] / channels[outward].high
        height = 2 * values[:, up] / channels[up].high - 1
        return np.stack([radius * np.cos(hue), height, -radius * np.sin(hue)], axis=1)
    if len(flat) == 2:
        (up,) = {0, 1, 2} - set(flat)
        scale = 2 / (channels[up].high - channels[up].low)
        centered = [(values[:, i] - (channels[i].low + channels[i].high) / 2) * scale for i in (flat[0], up, flat[1])]
        return np.stack([centered[0], centered[1], -centered[2]], axis=1)
    low, high = (np.array([getattr(channel, end) for channel in channels]) for end in ("low", "high"))
    cube = 2 * (values - low) / (high - low) - 1
    return cube * [1, 1, -1]


def solids() -> list[str]:
    """The modes of three channels, which have a solid.

    Example:
        >>> "lab" in solids(), "cmyk" in solids()
        (True, False)
    """
    return [name for name, space in SPACES.items() if len(space.channels) == 3]


def solid(rgb: np.ndarray, mode: str = "lab", most: int = MOST) -> dict:
    """A picture's colors as points in a mode, with the frame of all sRGB colors: data for `solid.js`.

    Args:
        rgb: sRGB (H, W, 3), float, uint8 or uint16; values outside [0, 1] are cut off.
        mode: one of `solids()`.
        most: points at most, 8 or more.

    Returns:
        JSON-ready dict: `points`, flat list of x, y, z, red, green, blue (0-255), share of pixels (0-1) per point;
        `edges`, the 12 edges of the sRGB cube, each a flat list of x, y, z, red, green, blue per corner.

    Raises:
        ColorizeError: a picture that cannot be used, or a mode without three channels.

    Example:
        >>> solid(np.array([[[1.0, 1.0, 1.0]]]), "rgb")["points"]
        [1.0, 1.0, -1.0, 255, 255, 255, 1.0]
    """
    if mode not in solids():
        raise ColorizeError(
            "Mode {mode!r} has no solid of three channels. Choose one of: {choices}.",
            "模式 {mode!r} 没有三通道的色立体。可选：{choices}。",
            mode=mode,
            choices=", ".join(solids()),
        )
    if most < 8:
        raise ColorizeError(
            "A solid of {most} points shows nothing. Ask for 8 or more.",
            "{most} 个点的色立体什么也显示不了。请至少取 8 个点。",
            most=most,
        )
    pixels = np.clip(picture(rgb), 0, 1).reshape(-1, 3)
    colors, counts = gather(pixels, most)
    shares = (counts / len(pixels)).tolist()
    points: list = []
    for corner, share in zip(_corners(colors, mode), shares, strict=True):
        points += [*corner, float(f"{share:.3g}")]
    return {
        "mode": mode,
        "points": points,
        "edges": [functools.reduce(operator.iadd, _corners(edge, mode), []) for edge in cube_edges()],
    }


def cube_edges() -> np.ndarray:
    """The 12 edges of the sRGB cube, (12, EDGE, 3)."""
    along = np.linspace(0, 1, EDGE, dtype=np.float32)
    edges = np.empty((12, EDGE, 3), np.float32)
    for number in range(12):
        axis, first, second = number // 4, number // 2 % 2, number % 2
        edges[number][:, axis], edges[number][:, axis - 1], edges[number][:, axis - 2] = along, first, second
    return edges


def _corners(colors: np.ndarray, mode: str) -> list[list]:
    """Place and color of each, [x, y, z, red, green, blue]."""
    places = np.round(place(transform(colors, "rgb", mode), mode), 3) + 0.0
    levels = np.rint(colors * 255).astype(int)
    return [[*xyz, *color] for xyz, color in zip(places.tolist(), levels.tolist(), strict=True)]
