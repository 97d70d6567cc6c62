"""Contact sheets: rows of gray, result, truth, with a caption each."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from colorize.data import members, on_white
from colorize.errors import ColorizeError
from colorize.image import FORMATS, Format, read_bytes
from colorize.outputs import check_output, write_output
from colorize.predict import colorize

CELL = 224
CAPTION = 18
GAP = 4
PAPER = 250
SMALLEST = 16
"""Side of the smallest cells, in which there is something to see, pixels."""


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
    page = Image.new("RGB", size_of(len(items), width, across, cell), (PAPER,) * 3)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(12)
    for number, ((caption, _), strip) in enumerate(zip(items, strips, strict=True)):
        left, top = number % across * (width + GAP), number // across * (height + GAP)
        page.paste(Image.fromarray(strip), (left, top + CAPTION))
        draw.text((left + 3, top + 2), caption, fill=(40, 40, 40), font=font)
    return page


def size_of(count: int, width: int, across: int = 2, cell: int = CELL) -> tuple[int, int]:
    """Width and height of a sheet of `count` items that are `width` pixels wide.

    Example:
        >>> size_of(3, 100, across=2, cell=50)
        (204, 140)
    """
    rows = -(-count // across)
    return across * (width + GAP) - GAP, rows * (cell + CAPTION + GAP) - GAP


def sheet_of_folder(folder: str | Path, model: str = "auto", vividness: float = 1.0, cell: int = 320) -> Image.Image:
    """Every picture of a folder, searched to the bottom, or of a zip, in the order of their names: as given, and in color.

    Raises:
        ColorizeError: there are no pictures, one cannot be read, there is no such model, or the cells are too small.
    """
    if cell < SMALLEST:
        raise ColorizeError(
            "A cell is {cell} pixels wide; at least {least} are needed.", "单元格宽 {cell} 像素；至少需要 {least} 像素。",
            cell=cell, least=SMALLEST,
        )  # fmt: skip
    items = []
    for name, data in members(folder):
        given = read_bytes(data, name)
        pictures = (given, colorize(given, model, vividness=vividness))
        items.append((name, [fit(on_white(picture), cell) for picture in pictures]))
    return sheet(items, cell=cell)


def write_sheet_of_folder(
    folder: str | Path, path: str | Path, model: str = "auto", vividness: float = 1.0, cell: int = 320
) -> None:
    """Write `sheet_of_folder`; whether it can be written is seen before the first picture is colored.

    Raises:
        ColorizeError: as `sheet_of_folder`, or no sheet of that many pictures can be written there.
    """
    check_sheet(path, size_of(sum(1 for _ in members(folder)), 2 * cell, cell=cell), Path(folder))
    save_sheet(sheet_of_folder(folder, model, vividness, cell), path)


def check_sheet(path: str | Path, size: tuple[int, int] = (0, 0), given: Path | None = None) -> None:
    """Refuse a path at which no sheet of this width and height can be written.

    Raises:
        ColorizeError: the suffix is none of a picture's, the sheet is too long for its format, or see `check_output`.
    """
    format = _format(path)
    check_output(Path(path), given)
    if max(size) > format.largest_side:
        raise ColorizeError(
            "The sheet would be {width} x {height} pixels; {title} holds at most {limit} a side. End its name with .png.",
            "联系表将为 {width} x {height} 像素；{title} 每边最多 {limit} 像素。请以 .png 结尾。",
            width=size[0], height=size[1], title=format.title, limit=format.largest_side,
        )  # fmt: skip


def _format(path: str | Path) -> Format:
    """The picture format that the suffix asks for."""
    known = {suffix: each for each in FORMATS.values() if each.name != "npy" for suffix in each.suffixes}
    suffix = Path(path).suffix.lower()
    if suffix not in known:
        raise ColorizeError(
            "A sheet is a picture, and {name!r} names no format for one. End it with one of: {choices}.",
            "联系表是一张图片，而 {name!r} 不是可写的格式。请使用以下后缀之一：{choices}。",
            name=Path(path).name, choices=", ".join(known),
        )  # fmt: skip
    return known[suffix]


def save_sheet(page: Image.Image, path: str | Path) -> None:
    """Write a sheet in the format of the path's suffix.

    Raises:
        ColorizeError: it cannot be written.
    """
    file = io.BytesIO()
    page.save(file, _format(path).title.upper())
    write_output(Path(path), file.getvalue())
