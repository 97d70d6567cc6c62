"""The pictures of a lesson: built in, one's own, or tinted digits; every third is kept to validate on."""

from __future__ import annotations

import csv
import io
import itertools
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from colorize.color import into_gamut
from colorize.data import SUFFIXES, Photos, center_crop, load_photos, members, training_pair
from colorize.digits import load_mnist
from colorize.errors import ColorizeError
from colorize.image.quiet import quiet
from colorize.lesson.settings import SIZE, STRIDE, Settings

BUILT_IN = Path(__file__).with_name("photos.zip")
"""96 bright food photographs of Pexels, from the years when Pexels published under CC0, and CREDITS.csv."""
SIDE = 128
"""Short side to which photos are reduced; a network sees 64 x 64 pixels of them."""
MOST = 768
"""Pictures of a lesson, those to validate on included."""
LEAST = 6
MOST_BYTES = 300_000_000
"""Unpacked size of a zip that is still read."""
MOST_PIXELS = 50_000_000
"""Of a photo that is brought; larger ones are left out."""
MOST_VALIDATION = 96
INK, PAPER = 45.0, 80.0
"""L* of a digit's strokes and of the paper around them."""
INK_CHROMA, PAPER_CHROMA = 45.0, 32.0


@dataclass(frozen=True)
class Pictures:
    """What a run learns from and is judged by: lists of (H, W, 3) uint8 sRGB, short side `SIDE`.

    Args:
        train, validation: every third picture, in order, is for validation.
        left_out: how many were gray, sepia or unreadable.
    """

    train: list[np.ndarray]
    validation: list[np.ndarray]
    left_out: int = 0


def split(pictures: list[np.ndarray], left_out: int = 0) -> Pictures:
    """Every third picture to validate on, the others to train on.

    Example:
        >>> parts = split([np.zeros((1, 1, 3))] * 96)
        >>> len(parts.train), len(parts.validation)
        (64, 32)
    """
    train = [picture for number, picture in enumerate(pictures) if number % 3 != 2]
    return Pictures(train, pictures[2::3][:MOST_VALIDATION], left_out)


def built_in() -> Pictures:
    """The photos that come with the project: 64 to train on, 32 to validate on."""
    photos = load_photos([BUILT_IN], SIDE)
    return split(photos.pictures)


def credits() -> list[dict[str, str]]:
    """Whom the built-in photos are owed to: file, title, source, licence of each."""
    with zipfile.ZipFile(BUILT_IN) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("CREDITS.csv").decode("utf-8"))))
    return [row | {"title": unescape(row["title"])} for row in rows]  # as a web page had it


def own_photos(files: Sequence[str | Path]) -> Pictures:
    """Photos that somebody brings: picture files, or zips of them.

    Raises:
        ColorizeError: too few can be used, or a zip is broken or larger than is read.
    """
    with tempfile.TemporaryDirectory() as folder:
        refused = 0
        for number, (suffix, data) in enumerate(itertools.islice(_brought(files), MOST)):
            if _pixels(data) <= MOST_PIXELS:
                Path(folder, f"{number:04d}{suffix}").write_bytes(data)
            else:
                refused += 1
        photos = load_photos([folder], SIDE) if any(Path(folder).iterdir()) else Photos([], [], {})
    if len(photos) < LEAST:
        raise ColorizeError(
            "{count} of these photos can be used; a lesson needs at least {least}. Choose more color photos, or a zip of "
            "them ({suffixes}).",
            "其中 {count} 张可用；课程至少需要 {least} 张。请选择更多彩色照片，或它们的 zip 压缩包（{suffixes}）。",
            count=len(photos), least=LEAST, suffixes=", ".join(SUFFIXES),
        )  # fmt: skip
    return split([_shortened(picture) for picture in photos.pictures], refused + sum(photos.left_out.values()))


def _brought(files: Sequence[str | Path]) -> Iterator[tuple[str, bytes]]:
    """(suffix, bytes) of every picture among files and in zips."""
    for file in map(Path, files):
        if zipfile.is_zipfile(file):
            _refuse_bombs(file)
            yield from ((Path(name).suffix.lower(), data) for name, data in members(file))
        elif file.suffix.lower() in SUFFIXES:
            yield file.suffix.lower(), file.read_bytes()
        elif file.suffix.lower() == ".zip":
            raise ColorizeError(
                "{name} is not a zip that can be opened.", "{name} 不是可以打开的 zip 压缩包。", name=file.name
            )


def _pixels(data: bytes) -> int:
    """How large a picture says it is, from its head alone; 0 where it is no picture, which reading it will tell."""
    try:
        with quiet(), Image.open(io.BytesIO(data)) as picture:
            return picture.width * picture.height
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        return MOST_PIXELS + 1 if isinstance(error, Image.DecompressionBombError) else 0


def _refuse_bombs(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        size = sum(item.file_size for item in archive.infolist())
    if size > MOST_BYTES:
        raise ColorizeError(
            "{name} unpacks to {found:.0f} MB; at most {most:.0f} MB are read. Make the photos smaller.",
            "{name} 解压后为 {found:.0f} MB，最多读取 {most:.0f} MB。请缩小照片。",
            name=file.name, found=size / 1e6, most=MOST_BYTES / 1e6,
        )  # fmt: skip


def _shortened(picture: np.ndarray) -> np.ndarray:
    """The middle of a picture that is longer than 2:1, so that no panorama fills the memory."""
    height, width = picture.shape[:2]
    long = 2 * min(height, width)
    top, left = max(0, (height - long) // 2), max(0, (width - long) // 2)
    return np.ascontiguousarray(picture[top : top + long, left : left + long])


def tinted_digits(count: int) -> Pictures:
    """The first MNIST digits as dark ink on light paper, each digit in a color of its own, the paper in the opposite one.

    Args:
        count: to train on; half as many more are there to validate on.

    Raises:
        ColorizeError: MNIST is neither in `COLORIZE_DATA` nor to be had through Keras.
    """
    mnist = load_mnist()
    total = min(MOST, count + (count + 1) // 2)
    return split([tint(digit, label) for digit, label in zip(mnist.x_train[:total], mnist.y_train[:total], strict=True)])


def tint(digit: np.ndarray, label: int) -> np.ndarray:
    """A digit (28, 28) uint8 as a color picture (64, 64, 3) uint8, its hue decided by which digit it is."""
    ink = cv2.resize(digit, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC).astype("float32")[..., None] / 255
    hue = np.deg2rad(36.0 * label + 30)
    color = np.float32([np.cos(hue), np.sin(hue)])
    lab = np.concatenate([PAPER + (INK - PAPER) * ink, ink * INK_CHROMA * color - (1 - ink) * PAPER_CHROMA * color], -1)
    return np.rint(into_gamut(lab.astype("float32"))[0] * 255).astype(np.uint8)


def pictures_for(settings: Settings, own: Pictures | None = None) -> Pictures:
    """The pictures that settings ask for.

    Args:
        settings: source, pictures and seed are read.
        own: what was uploaded, for the source `upload`.

    Raises:
        ColorizeError: nothing was uploaded, or MNIST cannot be had.
    """
    if settings.source == "mnist":
        found = tinted_digits(settings.pictures)
    elif settings.source == "photos":
        found = built_in()
    elif own is None:
        raise ColorizeError(
            "No photos of your own are here yet: upload a zip or several photos, or take the built-in ones.",
            "还没有上传自己的照片：请上传 zip 或多张照片，或改用内置照片。",
        )
    else:
        found = own
    return Pictures(found.train[: settings.pictures], found.validation, found.left_out)


def made_gray(count: int, share: float) -> np.ndarray:
    """Which of `count` pictures are made gray, spread evenly: (count,) bool.

    Example:
        >>> made_gray(5, 0.6).astype(int).tolist()
        [0, 1, 0, 1, 1]
    """
    step = np.floor((np.arange(count) + 1) * share + 1e-9)
    return np.diff(step, prepend=0) > 0


def pairs(pictures: Sequence[np.ndarray], gray: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The middle squares as a network sees them, (n, 64, 64, 1), and the a* b* of their cells, (n, 16, 16, 2).

    Args:
        pictures: (H, W, 3) uint8 sRGB.
        gray: which of them have no color.
    """
    return cells_of(np.stack([center_crop(picture, SIZE) for picture in pictures]), gray)


def cells_of(crops: np.ndarray, gray: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The same of pictures that have the right size, (n, 64, 64, 3) uint8."""
    seen, ab = training_pair(crops, STRIDE)
    return seen, ab if gray is None else np.where(gray[:, None, None, None], np.float32(0), ab)
