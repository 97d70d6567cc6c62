"""Does color bleed over edges? Four ways to enlarge the network's cells, scored near edges and away from them.

The cells here are the truth's own, averaged: what is left is the error of enlarging alone, not that of guessing.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from colorize import predict
from colorize.checkpoint import read_card
from colorize.color import rgb_to_lab
from colorize.evaluate.protocol import color_photos
from colorize.evaluate.studies.study import Study, Table
from colorize.guided import color_lines, enlarge, fit_lines
from colorize.text import Text

NEAR = 3  # pixels from a strong edge
FAR = 8
STRONG = 12.0
"""Change of L* from one pixel to the next (by Scharr's operator) from which on an edge is strong."""
SPREAD, LIKENESS = 0.8, 8.0
"""Joint bilateral (Kopf et al. 2007): Gaussians over the distance in cells, and over the difference in L*."""


def nearest(cells: np.ndarray, lightness: np.ndarray, small: np.ndarray, stride: int) -> np.ndarray:
    """Every pixel takes its own cell's color."""
    wide = cells.repeat(stride, 0).repeat(stride, 1)[: small.shape[0], : small.shape[1]]
    return cv2.resize(wide, lightness.shape[::-1], interpolation=cv2.INTER_NEAREST)


def bilinear(cells: np.ndarray, lightness: np.ndarray, small: np.ndarray, stride: int) -> np.ndarray:
    """Color runs straight from cell to cell."""
    pixels = enlarge(cells, stride, small.shape)
    return cv2.resize(pixels, lightness.shape[::-1], interpolation=cv2.INTER_LINEAR)


def guided(cells: np.ndarray, lightness: np.ndarray, small: np.ndarray, stride: int) -> np.ndarray:
    """Color is a local line of lightness, by the filter alone."""
    lines = fit_lines(small, enlarge(cells, stride, small.shape))
    return np.stack(lines.strip(lightness, 0, len(lightness)), -1)


def held(cells: np.ndarray, lightness: np.ndarray, small: np.ndarray, stride: int) -> np.ndarray:
    """The same, held to the means of the cells: what `predict.merge` does."""
    return np.stack(color_lines(small, cells, stride).strip(lightness, 0, len(lightness)), -1)


def joint_bilateral(cells: np.ndarray, lightness: np.ndarray, small: np.ndarray, stride: int) -> np.ndarray:
    """Every pixel mixes the cells around it, those of its own lightness most."""
    padded = cv2.copyMakeBorder(
        small, 0, cells.shape[0] * stride - small.shape[0], 0, cells.shape[1] * stride - small.shape[1],
        cv2.BORDER_REFLECT,
    )  # fmt: skip
    guide = cv2.resize(padded, cells.shape[1::-1], interpolation=cv2.INTER_AREA)
    places = [
        ((np.arange(full) + 0.5) * (part / full) / stride - 0.5)
        for full, part in zip(lightness.shape, small.shape, strict=True)
    ]
    total, weights = np.zeros((*lightness.shape, 2), "float32"), np.full((*lightness.shape, 1), 1e-9, "float32")
    for down in range(-1, 3):
        for along in range(-1, 3):
            rows, columns = (np.floor(p).astype(int) + step for p, step in zip(places, (down, along), strict=True))
            distance = (rows - places[0])[:, None] ** 2 + (columns - places[1]) ** 2
            rows, columns = np.clip(rows, 0, len(cells) - 1), np.clip(columns, 0, cells.shape[1] - 1)
            unlike = lightness - guide[rows][:, columns]
            weight = np.exp(-distance / (2 * SPREAD**2) - unlike**2 / (2 * LIKENESS**2))[..., None].astype("float32")
            total += weight * cells[rows][:, columns]
            weights += weight
    return total / weights


WAYS = {"nearest": nearest, "bilinear": bilinear, "guided": guided, "guided, held to the cells": held, "joint bilateral": joint_bilateral}


def zones(lightness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pixels within `NEAR` of a strong edge of the lightness, and those at least `FAR` from any: two masks."""
    slope = np.hypot(cv2.Scharr(lightness, cv2.CV_32F, 1, 0), cv2.Scharr(lightness, cv2.CV_32F, 0, 1)) / 16
    distance = cv2.distanceTransform(np.uint8(slope < STRONG / 2), cv2.DIST_L2, 5)
    return distance <= NEAR, distance >= FAR


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    card = read_card(model)
    stride, errors = card.output["stride"], {name: ([], []) for name in WAYS}
    for _, truth in color_photos(data, half, limit):
        lab = rgb_to_lab(truth)
        lightness = np.ascontiguousarray(lab[..., 0])
        small, gray = predict.reduce(lightness, card)
        shape = gray.shape[0] // stride, gray.shape[1] // stride
        color = cv2.resize(lab[..., 1:], small.shape[::-1], interpolation=cv2.INTER_AREA)
        color = cv2.copyMakeBorder(
            color, 0, gray.shape[0] - small.shape[0], 0, gray.shape[1] - small.shape[1], cv2.BORDER_REFLECT
        )
        cells = color.reshape(shape[0], stride, shape[1], stride, 2).mean((1, 3))
        masks = zones(lightness)
        for name, way in WAYS.items():
            error = np.linalg.norm(way(cells, lightness, small, stride) - lab[..., 1:], axis=-1)
            for kept, mask in zip(errors[name], masks, strict=True):
                kept.append((error[mask].sum(), mask.sum()))
    rows = []
    for name, (near, far) in errors.items():
        (near_sum, near_count), (far_sum, far_count) = np.sum(near, 0), np.sum(far, 0)
        at_edges, inside = float(near_sum / max(near_count, 1)), float(far_sum / max(far_count, 1))
        rows.append([name, at_edges, inside, at_edges - inside])
    note = Text(
        f"Mean error of a* b* when the truth's own cells of {stride} pixels are enlarged: within {NEAR} pixels of strong "
        f"edges of L*, at least {FAR} from any, and the difference, which is what bleeds. In use: guided, held to the cells.",
        f"把真实颜色的 {stride} 像素单元放大后的 a* b* 平均误差：距 L* 强边缘 {NEAR} 像素以内、至少 {FAR} 像素以外，"
        "以及两者之差（即溢色）。采用：guided, held to the cells。",
    )
    columns = (Text("way", "方法"), Text("at edges", "边缘处"), Text("away from them", "远离边缘"), Text("bleeding", "溢色"))
    return Table(note, columns, rows)


STUDY = Study("edges", Text("Bleeding over edges", "边缘溢色"), "even", run)
