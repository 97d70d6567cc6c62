"""A press made of formulas, so that its ICC profile's tables are known without LittleCMS, and profiles that are none."""

from __future__ import annotations

import struct

import numpy as np

from tests.image.builders import D50, description, icc, xyz
from tests.image.oracles import srgb_to_xyz_d50

STRENGTH = {"perceptual": 0.90, "relative": 0.97, "saturation": 0.94}
"""How much light the press's black takes away: another for each intent, so that no table passes for another."""
PAPER = (0.80, 0.85, 0.75)
"""XYZ of the unprinted paper, bluish and gray."""
INKS = np.array([0.95, 0.90, 0.92])
GRID = 17


def ink_to_lab(ink: np.ndarray, intent: str = "relative") -> np.ndarray:
    """Lab (D50, relative to the paper) of cyan, magenta, yellow and black in [0, 1]: each takes away one light."""
    light = (1 - INKS * ink[..., :3]) * (1 - STRENGTH[intent] * ink[..., 3:])
    shares = light @ srgb_to_xyz_d50().T / D50
    roots = np.where(shares > (6 / 29) ** 3, np.cbrt(shares), shares / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(roots, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def lab_to_light(lab: np.ndarray) -> np.ndarray:
    """Linear sRGB of Lab (D50), not clipped."""
    middle = (lab[..., 0] + 16) / 116
    roots = np.stack([middle + lab[..., 1] / 500, middle, middle - lab[..., 2] / 200], axis=-1)
    shares = np.where(roots > 6 / 29, roots**3, 3 * (6 / 29) ** 2 * (roots - 4 / 29))
    return shares * D50 @ np.linalg.inv(srgb_to_xyz_d50()).T


def lab_to_ink(lab: np.ndarray, intent: str = "relative") -> np.ndarray:
    """The ink for a color: part of what the three inks share is black."""
    light = np.clip(lab_to_light(lab), 0.01, 1)
    left = np.maximum(light.max(axis=-1, keepdims=True) ** 0.7, 1 - STRENGTH[intent])
    inks = (1 - light / left) / INKS
    return np.clip(np.concatenate([inks, (1 - left) / STRENGTH[intent]], axis=-1), 0, 1)


def lab_grid() -> np.ndarray:
    """Lab of the grid points of the tables to ink, (GRID, GRID, GRID, 3)."""
    steps = np.linspace(0, 65535, GRID)
    return np.stack(np.meshgrid(steps / 0xFF00 * 100, steps / 256 - 128, steps / 256 - 128, indexing="ij"), axis=-1)


def table(values: np.ndarray, inputs: int) -> bytes:
    """A lut16Type of a grid of 16-bit values; its curves do nothing."""
    outputs, points = values.shape[-1], values.shape[0]
    body = b"mft2\0\0\0\0" + bytes([inputs, outputs, points, 0])
    body += struct.pack(">9i", *(65536 if k % 4 == 0 else 0 for k in range(9))) + struct.pack(">HH", 2, 2)
    body += struct.pack(">HH", 0, 65535) * inputs
    return body + np.clip(np.rint(values), 0, 65535).astype(">u2").tobytes() + struct.pack(">HH", 0, 65535) * outputs


def press_profile(
    title: str = "Test press", *, intents: tuple[str, ...] = tuple(STRENGTH), to_ink: bool = True, kind: bytes = b"prtr"
) -> bytes:
    """The profile of this press, with tables for these intents."""
    ink = np.stack(np.meshgrid(*[np.linspace(0, 1, 9)] * 4, indexing="ij"), axis=-1)
    tags = {b"desc": description(title), b"wtpt": xyz(PAPER)}
    for number, intent in enumerate(STRENGTH):
        if intent in intents:
            lab = ink_to_lab(ink, intent)
            encoded = np.stack([lab[..., 0] / 100 * 0xFF00, *((lab[..., k] + 128) * 256 for k in (1, 2))], axis=-1)
            tags[b"A2B%d" % number] = table(encoded, 4)
            if to_ink:
                tags[b"B2A%d" % number] = table(lab_to_ink(lab_grid(), intent) * 65535, 3)
    return icc(b"CMYK", tags, pcs=b"Lab ", kind=kind)


PRESS = press_profile()
