"""Contact sheets: rows of gray, result, truth, with a caption each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from colorize.data import members
from colorize.image import read
from colorize.predict import colorize

CELL = 224
CAPTION = 18
GAP = 4
PAPER = 250


def fit(picture: np.ndarray, cell: int = CELL) -> np.ndarray:
    """A picture (H, W, 3) uint8 in the middle of a (cell, cell, 3) square, its aspect kept."""
    scale = cell / max(picture.shape[:2])
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    square = np.full((cell, cell, 3), PAPER, "uint8")
    top, left = (cell - small.shape[0]) // 2, (cell - small.shape[1]) // 2
    square[top : top + small.shape[0], left : left + small.shape[1]] = small
    return square


def sheet(items: Iterable[tuple[str, list[np.ndarray]]], across: int = 2, cell: int = CELL) -> Image.Image:
    """A picture of many pictures.

    Args:
        items: (caption, pictures side by side, each (H, W, 3) uint8 sRGB).
        across: items in a row.
        cell: side of one picture, pixels.
    """
    items = list(items)
    strips = [np.concatenate([fit(p, cell) for p in pictures], 1) for _, pictures in items]
    width, height = max(s.shape[1] for s in strips), cell + CAPTION
    rows = -(-len(items) // across)
    page = Image.new("RGB", (across * (width + GAP) - GAP, rows * (height + GAP) - GAP), (PAPER,) * 3)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(12)
    for number, ((caption, _), strip) in enumerate(zip(items, strips, strict=True)):
        left, top = number % across * (width + GAP), number // across * (height + GAP)
        page.paste(Image.fromarray(strip), (left, top + CAPTION))
        draw.text((left + 3, top + 2), caption, fill=(40, 40, 40), font=font)
    return page


def sheet_of_folder(folder: str | Path, model: str = "auto", vividness: float = 1.0, cell: int = 320) -> Image.Image:
    """Every picture of a folder, searched to the bottom, in the order of their names: as it was given, and in color.

    Raises:
        ColorizeError: there are no pictures, one cannot be read, or there is no such model.
    """
    items = []
    for name, _ in members(folder):
        given = read(Path(folder) / name)
        pictures = (given, colorize(given, model, vividness=vividness))
        items.append((name, [fit(np.asarray(picture.to_pil().convert("RGB")), cell) for picture in pictures]))
    return sheet(items, cell=cell)


def save_sheet(page: Image.Image, path: str | Path) -> None:
    """Write a sheet as PNG, or as the format of the path's suffix."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    page.save(path)
