"""A model's pictures against the true ones, beside the gray picture and the constant mean color."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from colorize import checkpoint
from colorize.color import into_gamut, rgb_to_lab
from colorize.data import GRAY_CHROMA, chroma_statistics, decode, even_positions, members
from colorize.errors import ColorizeError
from colorize.metrics import GRID, METRICS, PICTURE_METRICS, ab_frequencies, bootstrap_interval
from colorize.predict import colorize

CONTENDERS = ("model", "gray", "mean_color")


@dataclass(frozen=True)
class Evaluation:
    """What was measured.

    Args:
        model: the checkpoint's name.
        data: the test set's name, with the half that was used.
        names: of the pictures.
        records: contender -> metric -> (pictures, k), one record a row.
        left_out: how many more photos there were, whose truth is gray.
    """

    model: str
    data: str
    names: list[str]
    records: dict[str, dict[str, np.ndarray]]
    left_out: int = 0

    @property
    def metrics(self) -> dict[str, dict[str, float]]:
        """Each metric's value with its 95 % interval, and the values of the gray picture and of the mean color."""
        table = {}
        for name in PICTURE_METRICS:
            value, low, high = bootstrap_interval(name, self.records["model"][name])
            others = {c: float(METRICS[name].pool(self.records[c][name].mean(0))) for c in CONTENDERS[1:]}
            table[name] = {"value": value, "low": low, "high": high, **others}
        return table

    def to_json(self) -> dict:
        """The figures as plain data."""
        return {"model": self.model, "data": self.data, "count": len(self.names), "metrics": self.metrics}


def photos(data: str | Path, half: str = "all", limit: int = 0) -> Iterator[tuple[str, np.ndarray]]:
    """The pictures of a folder or zip as (name, (H, W, 3) uint8 sRGB), at their stored size.

    Args:
        data: folder or zip.
        half: `even` or `odd` positions of the names sorted within each source, or `all`.
        limit: only so many, evenly spread (0: all).

    Raises:
        ColorizeError: there is nothing to read, or a picture cannot be decoded.
    """
    check_limit(limit)
    files = dict(members(data))
    names = list(files)
    if half != "all":
        wanted = half == "even"
        names = [n for n, even in zip(names, even_positions(names), strict=True) if even == wanted]
    if not names:
        raise ColorizeError(
            "The {half} half of {data} is empty: it takes two photos of a source to have both halves. Use --half all.",
            "{data} 的 {half} 一半是空的：同一来源至少要有两张照片才有两半。请使用 --half all。",
            half=half, data=Path(data).name,
        )  # fmt: skip
    if limit and limit < len(names):
        names = [names[i] for i in np.linspace(0, len(names) - 1, limit).astype(int)]
    for name in names:
        picture = decode(files[name])
        if picture is None:
            raise ColorizeError(
                "{name} cannot be decoded as a picture. Remove it and evaluate again.", "{name} 无法解码为图片。请移除后重新评估。",
                name=name,
            )  # fmt: skip
        yield name, picture


def check_limit(limit: int) -> None:
    """Refuse a number of photos that is none.

    Raises:
        ColorizeError: it is below 0.
    """
    if limit < 0:
        raise ColorizeError(
            "The limit is {limit}; a number of pictures is expected, or 0 for all.", "数量上限为 {limit}；应为图片数，或 0 表示全部。",
            limit=limit,
        )  # fmt: skip


def has_color(truth: np.ndarray) -> bool:
    """Whether a photo (H, W, 3) uint8 has color to compare with, by the rule that training leaves gray ones out by."""
    return chroma_statistics(truth)[0] >= GRAY_CHROMA


def color_photos(data: str | Path, half: str = "all", limit: int = 0) -> Iterator[tuple[str, np.ndarray]]:
    """`photos`, less those that are gray."""
    return (photo for photo in photos(data, half, limit) if has_color(photo[1]))


def check_color(count: int, data: str | Path, left_out: int) -> None:
    """Refuse a set in which nothing has color.

    Raises:
        ColorizeError: `count`, the photos in color, is 0.
    """
    if not count:
        raise ColorizeError(
            "Nothing in {data} has color to compare with: all {left_out} photos are gray. Pass color photos.",
            "{data} 中没有可供比较的颜色：全部 {left_out} 张照片都是灰度的。请使用彩色照片。",
            data=Path(data).name, left_out=left_out,
        )  # fmt: skip


def default_half(data: str | Path) -> str:
    """The odd half of the project's validation photos, on whose even half things are chosen; all of any other set."""
    return "odd" if Path(data).name == "photos-val.zip" else "all"


def rivals(truth: np.ndarray) -> dict[str, np.ndarray]:
    """A picture (H, W, 3) uint8 without color, and with the training photos' mean a* b* everywhere."""
    lab = rgb_to_lab(truth.astype("float32") / 255)
    pictures = {}
    bins, frequency = ab_frequencies()
    for name, color in (("gray", (0, 0)), ("mean_color", GRID * frequency @ bins)):
        lab[..., 1:] = color
        pictures[name] = to_bytes(into_gamut(lab)[0])
    return pictures


def to_bytes(rgb: np.ndarray) -> np.ndarray:
    """Float sRGB in [0, 1] to uint8, rounded."""
    return np.round(rgb * 255).astype("uint8")


def measure(
    data: str | Path, model: str = "auto", *, vividness: float = 1.0, half: str | None = None, limit: int = 0,
    progress: Callable | None = None,
) -> Evaluation:  # fmt: skip
    """Colorize the gray of color photos and compare; photos that are gray themselves are left out and counted.

    Args:
        data: folder or zip of color photos; each is used at its stored size.
        model: name of a checkpoint.
        vividness: 0 to 2.
        half: `all`, `even` or `odd`; None chooses by `default_half`.
        limit: only so many photos, evenly spread (0: all).
        progress: called with (number, name, truth, {contender: picture}) after each picture.

    Raises:
        ColorizeError: the data cannot be read or have no color, or there is no such model.
    """
    half = half or default_half(data)
    records = {contender: {name: [] for name in PICTURE_METRICS} for contender in CONTENDERS}
    names, left_out = [], 0
    for name, truth in photos(data, half, limit):
        if not has_color(truth):
            left_out += 1
            continue
        pictures = {"model": to_bytes(colorize(truth, model, vividness=vividness).array), **rivals(truth)}
        for contender, picture in pictures.items():
            for metric, rows in records[contender].items():
                rows.append(METRICS[metric].record(picture, truth))
        names.append(name)
        if progress:
            progress(len(names) - 1, name, truth, pictures)
    check_color(len(names), data, left_out)
    stacked = {c: {m: np.stack(rows) for m, rows in table.items()} for c, table in records.items()}
    title = Path(data).name + ("" if half == "all" else f" ({half})")
    return Evaluation(checkpoint.read_card(model).name, title, names, stacked, left_out)
