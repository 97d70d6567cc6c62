"""Photos to learn from: decoded once into bytes in memory, cropped and aged anew for every batch.

A batch depends on nothing but (seed, step), so a run that was interrupted goes on with exactly the same pictures.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import cv2
import numpy as np

from colorize.aging import age
from colorize.color import gray_from_lightness, rgb_to_lab
from colorize.errors import ColorizeError
from colorize.guided import cell_means
from colorize.hints import FINE, random_hints
from colorize.image import Picture, read_bytes

SUFFIXES = (
    ".webp", ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".tif", ".tiff", ".avif", ".gif", ".heic", ".heif",
)  # fmt: skip
GRAY_CHROMA = 2.0  # mean chroma below which a photo teaches only gray
TINT_SPREAD = 2.5  # RMS distance from the mean a* b* below which it is one tint, like sepia


def data_folder() -> Path | None:
    """The folder that `COLORIZE_DATA` names, or None where it is not set."""
    value = os.environ.get("COLORIZE_DATA")
    return Path(value) if value else None


def training_archives(folder: Path) -> list[Path]:
    """The photo zips for training in a data folder, those for validation left out."""
    return sorted(path for path in folder.glob("photos-*.zip") if path.stem != "photos-val")


def training_paths(given: str) -> list[Path]:
    """The folders and zips to train on, by commas apart; where none is given, the zips of the data folder."""
    return [Path(path) for path in given.split(",")] if given else training_archives(data_folder() or Path())


def members(path: str | Path) -> Iterator[tuple[str, bytes]]:
    """The pictures of a folder (searched to the bottom) or a zip, as (name, file's bytes), sorted by name.

    Hidden files and folders are passed over, and so is `__MACOSX`, which macOS adds to the zips it makes.

    Raises:
        ColorizeError: there is no such folder or zip, no picture in it, or the zip is damaged.
    """
    path, empty = Path(path), True
    if path.is_dir():
        found = _of_folder(path)
    elif zipfile.is_zipfile(path):
        found = _of_zip(path)
    else:
        raise ColorizeError(
            "{name} is neither a folder nor a zip of photos.",
            "{name} 既不是文件夹，也不是照片的 zip 压缩包。",
            name=path.name,
        )
    for member in found:
        empty = False
        yield member
    if empty:
        raise ColorizeError(
            "{name} holds no photos ({suffixes}).", "{name} 中没有照片（{suffixes}）。",
            name=path.name, suffixes=", ".join(SUFFIXES),
        )  # fmt: skip


def _of_folder(path: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if _is_photo(name) and file.is_file():
            yield name, file.read_bytes()


def _of_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(filter(_is_photo, archive.namelist())):
                yield name, archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:  # what damage and passwords raise
        raise ColorizeError(
            "The zip {zip} cannot be read: {name} in it is damaged, or asks for a password. Make or download it again.",
            "无法读取 zip 压缩包 {zip}：其中的 {name} 已损坏或需要密码。请重新制作或下载。",
            zip=path.name, name=name,
        ) from error  # fmt: skip


def _is_photo(name: str) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)
    return name.lower().endswith(SUFFIXES) and not hidden


def source_of(name: str) -> str:
    """The source of a photo: the first folder of its name, `_` where there is none.

    Example:
        >>> source_of("flickr8k/_/00001.webp"), source_of("holiday.jpg")
        ('flickr8k', '_')
    """
    return name.split("/")[0] if "/" in name else "_"


def chroma_statistics(rgb: np.ndarray) -> tuple[float, float]:
    """Mean chroma of a picture and the RMS distance of its a* b* from their mean, in Lab units.

    Args:
        rgb: (H, W, 3) uint8 sRGB.
    """
    lab = rgb_to_lab(rgb[::2, ::2].astype("float32") / 255)
    chroma = float(np.hypot(lab[..., 1], lab[..., 2]).mean())
    return chroma, float(np.sqrt(lab[..., 1:].reshape(-1, 2).var(0).sum()))


@dataclass(frozen=True)
class Photos:
    """Photos in memory: `pictures` is a list of (H, W, 3) uint8 sRGB arrays, `names` their names.

    `left_out` counts what was not used: gray, sepia, or unreadable.
    """

    pictures: list[np.ndarray]
    names: list[str]
    left_out: dict[str, int]

    def __len__(self) -> int:
        return len(self.pictures)


def decode(data: bytes) -> np.ndarray | None:
    """A file's picture, upright, (H, W, 3) uint8 sRGB, or None where it holds none.

    A plain file is decoded by OpenCV, which is faster; any other as `colorize.read` does it, its profile converted to sRGB
    and what is transparent put on white.
    """
    if _is_plain(data):
        return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    try:
        return on_white(read_bytes(data))
    except ColorizeError:
        return None


def on_white(picture: Picture) -> np.ndarray:
    """An sRGB picture as (H, W, 3) uint8, what is transparent put on white."""
    array = picture.array
    if picture.alpha is not None:
        array = array * picture.alpha[..., None] + (1 - picture.alpha[..., None])
    return np.round(array * 255).astype("uint8")


def _is_plain(data: bytes) -> bool:
    """Whether a file is known to be sRGB of 8 bits without alpha: OpenCV heeds neither profiles nor alpha."""
    if data[:3] == b"\xff\xd8\xff":  # JPEG; Adobe's mark may mean ink, R03 is Adobe RGB
        return not any(mark in data for mark in (b"ICC_PROFILE\0", b"Adobe", b"R03\0"))
    if data[:8] == b"\x89PNG\r\n\x1a\n":  # of 8 bits; gray, RGB or palette
        head = data[: data.find(b"IDAT")]
        tagged = any(kind in head for kind in (b"iCCP", b"cICP", b"tRNS", b"eXIf")) or (b"gAMA" in head and b"sRGB" not in head)
        return head[24:26] in (b"\x08\x00", b"\x08\x02", b"\x08\x03") and not tagged
    return data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8 "


def _decode(job: tuple[str, bytes, int]) -> tuple[str, np.ndarray | None, str]:
    name, data, side = job
    picture = decode(data)
    if picture is None:
        return name, None, "unreadable"
    scale = side / min(picture.shape[:2])
    if scale < 1:
        size = (max(round(picture.shape[1] * scale), side), max(round(picture.shape[0] * scale), side))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    chroma, spread = chroma_statistics(picture)
    if chroma < GRAY_CHROMA:
        return name, None, "gray"
    return (name, None, "sepia") if spread < TINT_SPREAD else (name, picture, "")


def load_photos(paths: list[str | Path], side: int, limit: int | None = None) -> Photos:
    """Decode photos into memory, larger ones reduced by area averaging.

    Args:
        paths: folders or zips.
        side: the short side that larger photos are reduced to.
        limit: take only so many files, evenly spread over all.

    Raises:
        ColorizeError: nothing usable is in them.
    """
    jobs = [(name, data, side) for path in paths for name, data in members(path)]
    if limit and limit < len(jobs):
        jobs = [jobs[i] for i in np.linspace(0, len(jobs) - 1, limit).astype(int)]
    pictures, names, left_out = [], [], {"gray": 0, "sepia": 0, "unreadable": 0}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, picture, why in pool.map(_decode, jobs, chunksize=64):
            if picture is None:
                left_out[why] += 1
            else:
                pictures.append(picture)
                names.append(name)
    if not pictures:
        raise ColorizeError(
            "None of the {count} photos can be used: {gray} are gray, {sepia} are of one tint, {unreadable} cannot be read.",
            "{count} 张照片都无法使用：{gray} 张为灰度，{sepia} 张为单一色调，{unreadable} 张无法读取。",
            count=len(jobs), **left_out,
        )  # fmt: skip
    return Photos(pictures, names, left_out)


def even_positions(names: list[str]) -> list[bool]:
    """Which names stand at an even position (0, 2, ...) of the names sorted within their source.

    What is chosen by measuring is chosen on these; what is reported comes from the others.

    Example:
        >>> even_positions(["b/2", "a/1", "b/1"])
        [False, True, True]
    """
    position, seen = {}, {}
    for name in sorted(names):
        source = source_of(name)
        position[name] = seen[source] = seen.get(source, -1) + 1
    return [position[name] % 2 == 0 for name in names]


def hold_out(photos: Photos) -> tuple[Photos, Photos]:
    """Every 20th photo (at least one) for validation, the others to train on; of a single photo both."""
    rows = range(len(photos))
    held = rows[10::20] or rows[:1]
    parts = [r for r in rows if r not in held] or held, held
    train, validation = (
        Photos([photos.pictures[r] for r in part], [photos.names[r] for r in part], photos.left_out) for part in parts
    )
    return train, validation


def sampling_weights(names: list[str]) -> np.ndarray:
    """How often each photo is drawn: sources half by their count, half by the root of it (faces are many and alike)."""
    _sources, index, count = np.unique([source_of(name) for name in names], return_inverse=True, return_counts=True)
    share = 0.5 * count / count.sum() + 0.5 * np.sqrt(count) / np.sqrt(count).sum()
    return (share / count)[index]


def random_crop(picture: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """A crop of 40-100 % of the area and an aspect within 30 % of the picture's own, flipped half of the time."""
    height, width = picture.shape[:2]
    area = rng.uniform(0.4, 1.0) * min(height, width) ** 2
    aspect = np.exp(rng.uniform(-1, 1) * np.log(1.3))
    crop_h = int(np.clip(round(np.sqrt(area / aspect)), 8, height))
    crop_w = int(np.clip(round(np.sqrt(area * aspect)), 8, width))
    top, left = rng.integers(height - crop_h + 1), rng.integers(width - crop_w + 1)
    crop = picture[top : top + crop_h, left : left + crop_w]
    if rng.random() < 0.5:
        crop = crop[:, ::-1]
    return resize_square(crop, size)


def resize_square(crop: np.ndarray, size: int) -> np.ndarray:
    """Any picture pressed into (size, size, 3), by area averaging where it shrinks."""
    smaller = crop.shape[0] > size or crop.shape[1] > size
    return cv2.resize(crop, (size, size), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)


def center_crop(picture: np.ndarray, size: int) -> np.ndarray:
    """The middle square of a picture, (size, size, 3)."""
    side = min(picture.shape[:2])
    top, left = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
    return resize_square(picture[top : top + side, left : left + side], size)


def training_pair(pictures: np.ndarray, stride: int) -> tuple[np.ndarray, np.ndarray]:
    """What a colorizer sees and what it should say.

    Args:
        pictures: (batch, size, size, 3) uint8 sRGB.
        stride: cells of the target are stride x stride pixels.

    Returns:
        gray (batch, size, size, 1) float32 in [0, 1], the sRGB gray of each pixel's lightness; and the mean a*, b* of
        each cell, (batch, size / stride, size / stride, 2) float32.
    """
    batch, height, width, _ = pictures.shape
    lab = rgb_to_lab(pictures.reshape(batch * height, width, 3).astype("float32") / 255).reshape(pictures.shape)
    return np.clip(gray_from_lightness(lab[..., 0]), 0, 1)[..., None], _cells(lab[..., 1:], stride)


def _cells(maps: np.ndarray, side: int) -> np.ndarray:
    """Means of cells of `side` x `side` values of every one of some maps (batch, height, width, channels)."""
    shape = (maps.shape[1] // side, maps.shape[2] // side)
    return np.stack([cell_means(each, side, shape) for each in maps])


@dataclass(frozen=True)
class Batches:
    """Random batches of photos; `batches(step)` is always the same for the same seed and step.

    Args:
        photos: to draw from.
        size: side of the crops, pixels.
        stride: of the cells that the network predicts.
        batch: pictures in a batch.
        seed: of everything random.
        hints: the share of pictures with hints, for a network that takes any.
        aged: the share of pictures that come as old prints.
    """

    photos: Photos
    size: int
    stride: int
    batch: int
    seed: int
    hints: float | None = None
    aged: float = 0.5

    def __post_init__(self):
        object.__setattr__(self, "_cumulative", np.cumsum(sampling_weights(self.photos.names)))

    def pictures(self, step: int) -> tuple[np.ndarray, np.random.Generator]:
        """The crops of a step, (batch, size, size, 3) uint8, and the generator to go on with."""
        rng = np.random.default_rng([self.seed, step])
        chosen = np.searchsorted(self._cumulative, rng.random(self.batch) * self._cumulative[-1])
        return np.stack([random_crop(self.photos.pictures[i], self.size, rng) for i in chosen]), rng

    def __call__(self, step: int) -> tuple[np.ndarray | list[np.ndarray], np.ndarray]:
        """What the network is given at a step, gray and aged, with the hints where it takes any; a* b* of the cells."""
        return self.pair(*self.pictures(step))

    def pair(self, pictures: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray | list[np.ndarray], np.ndarray]:
        """The same, of these crops."""
        gray, fine = training_pair(pictures, FINE)
        pairs = zip(pictures, gray[..., 0], strict=True)
        aged = np.stack([age(p, g, rng) if rng.random() < self.aged else g for p, g in pairs])[..., None]
        cells = pooled(fine, self.stride)
        return (aged if self.hints is None else [aged, hint_batch(fine, rng, self.hints)]), cells


def pooled(fine: np.ndarray, stride: int) -> np.ndarray:
    """Means of cells of `stride` x `stride` pixels from those of `FINE` x `FINE`, (batch, height, width, 2)."""
    return _cells(fine, stride // FINE)


def hint_batch(fine: np.ndarray, rng: np.random.Generator, share: float) -> np.ndarray:
    """Random hints (batch, 30, 5) for a share of pictures of these true cells of `FINE` pixels (batch, height, width, 2)."""
    return np.stack([random_hints(each, rng, share) for each in fine])
