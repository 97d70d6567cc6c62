"""Photos with labels, and the views of them that a classifier of photographs learns from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from colorize.color import gray_from_lightness, rgb_to_lightness
from colorize.data import decode, members, random_crop, resize_square
from colorize.errors import ColorizeError

SOURCE = "miniplaces"
HELD_OUT = 20
"""Every so many-th photo of a class is left to choose by."""
GRAY_SHARE = 0.35
PALE_SHARE = 0.25


@dataclass(frozen=True)
class Labelled:
    """Photos in memory: pictures (H, W, 3) uint8 sRGB, their names, and their classes (n,) int; how many were unreadable."""

    pictures: list[np.ndarray]
    names: list[str]
    classes: np.ndarray
    unreadable: int = 0

    def __len__(self) -> int:
        return len(self.pictures)

    def part(self, rows) -> Labelled:
        """Some of them."""
        pictures, names = ([of[r] for r in rows] for of in (self.pictures, self.names))
        return Labelled(pictures, names, self.classes[rows], self.unreadable)


def load_labelled(paths: list[Path], labels: list[str], source: str = SOURCE) -> Labelled:
    """The photos `<source>/<label>/<number>` of folders or zips.

    Args:
        paths: folders or zips.
        labels: in the order of the classes; photos with others are passed over, and files that cannot be read.
        source: first folder of the names.

    Raises:
        ColorizeError: there is none, or none that can be read.
    """
    place = {label: number for number, label in enumerate(labels)}
    pictures, names, classes, unreadable = [], [], [], 0
    for path in paths:
        for name, data in members(path):
            parts = name.split("/")
            if len(parts) == 3 and parts[0] == source and parts[1] in place:
                picture = decode(data)
                if picture is None:
                    unreadable += 1
                    continue
                pictures.append(picture)
                names.append(name)
                classes.append(place[parts[1]])
    if unreadable and not pictures:
        raise ColorizeError(
            "None of the {count} photos can be read. Pass --data with others.", "{count} 张照片都无法读取。请用 --data 指定其他照片。",
            count=unreadable,
        )  # fmt: skip
    if not pictures:
        raise ColorizeError(
            "No photo named {source}/<label>/<number> with one of the {count} labels is in {paths}. Pass --data with the "
            "photo zips, or set COLORIZE_DATA.",
            "{paths} 中没有名为 {source}/<标签>/<编号>、且标签属于这 {count} 类的照片。请用 --data 指定照片 zip，或设置 COLORIZE_DATA。",
            source=source, count=len(labels), paths=", ".join(path.name for path in paths) or "(nothing)",
        )  # fmt: skip
    return Labelled(pictures, names, np.array(classes), unreadable)


def hold_out(photos: Labelled) -> tuple[Labelled, Labelled]:
    """The photos to learn from, and every 20th of each class, in order of name, to choose by."""
    seen: dict[int, int] = defaultdict(int)
    rows: tuple[list[int], list[int]] = ([], [])
    for row in sorted(range(len(photos)), key=lambda r: photos.names[r]):
        kind = int(photos.classes[row])
        rows[seen[kind] % HELD_OUT == HELD_OUT // 2].append(row)
        seen[kind] += 1
    return photos.part(rows[0]), photos.part(rows[1])


def pale(picture: np.ndarray, share: float) -> np.ndarray:
    """A picture (H, W, 3) uint8 with so much of its color, 0 being the gray of its own lightness, as our colorizers see it."""
    gray = np.clip(gray_from_lightness(rgb_to_lightness(picture)), 0, 1)[..., None] * 255
    return np.clip(gray + share * (picture - gray), 0, 255).astype("uint8")


def view(picture: np.ndarray, number: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """One view of a photo, (size, size, 3) uint8.

    View 0 is the whole photo, view 1 the same in gray; others are random crops, flipped half of the time, a third of
    them gray and a quarter with less or a little more color than they had: gray and recolored photos are judged too.
    """
    if number == 0:
        return resize_square(picture, size)
    if number == 1:
        return resize_square(pale(picture, 0), size)
    crop, chance = random_crop(picture, size, rng), rng.random()
    if chance < GRAY_SHARE:
        return pale(crop, 0)
    return pale(crop, rng.uniform(0.1, 1.2)) if chance < GRAY_SHARE + PALE_SHARE else crop
