"""What a study is, and what several of them need."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from colorize import predict
from colorize.checkpoint import models, read_card
from colorize.color import rgb_to_lightness
from colorize.errors import ColorizeError
from colorize.evaluate.protocol import check_color, color_photos, default_half, has_color, photos, rivals, to_bytes
from colorize.hints import Patch
from colorize.metrics import METRICS
from colorize.networks.heads import HEADS, Head, Knobs
from colorize.text import Text

MEASURED = ("psnr", "ciede2000", "colorfulness_ratio", "auc", "auc_rebalanced")
"""Metrics of most studies: what the whole evaluation reports, but for the slow SSIM."""


@dataclass(frozen=True)
class Table:
    """The outcome of a study.

    Args:
        note: what was measured and how, in a sentence or two.
        columns: the heads of the columns.
        rows: words and numbers.
        plot: a figure, kept as a PNG beside the card.
    """

    note: Text
    columns: tuple[Text, ...]
    rows: list[list]
    plot: Figure | None = None

    def to_json(self, title: Text, picture: str) -> dict:
        """As plain data for a checkpoint's card; numbers with four digits that count."""
        rounded = [[float(f"{v:.4g}") if isinstance(v, float) else v for v in row] for row in self.rows]
        return {
            "title": list(title), "note": list(self.note), "columns": [list(column) for column in self.columns],
            "rows": rounded, "picture": picture if self.plot else "",
        }  # fmt: skip

    def png(self) -> bytes:
        """The figure's file."""
        file = io.BytesIO()
        self.plot.savefig(file, format="png", dpi=110, metadata={"Software": None})
        return file.getvalue()


@dataclass(frozen=True)
class Study:
    """One closer look.

    Args:
        name: as the command line has it.
        title: of its table in the card.
        half: of `photos-val.zip`: `even` where something is chosen by it, `odd` where it only reports.
        run: (data, half, model, limit) to a `Table`.
        judges: whether it is for classifiers too, and for gray photos.
    """

    name: str
    title: Text
    half: str
    run: Callable[[str | Path, str, str, int], Table]
    judges: bool = False

    def __call__(self, data: str | Path, model: str = "auto", limit: int = 0) -> Table:
        """Look at a model on a folder or zip of color photos.

        Raises:
            ColorizeError: the model is not of the kind that is studied, or no photo has color.
        """
        if read_card(model).task != "colorize" and not self.judges:
            raise ColorizeError(
                "The study {study} is of colorizers; {model} is a classifier. Choose from: {choices}.",
                "专项研究 {study} 用于上色模型；{model} 是分类模型。可选：{choices}。",
                study=self.name, model=model, choices=", ".join(models()),
            )  # fmt: skip
        half = self.half if default_half(data) == "odd" else "all"
        if self.judges:
            return self.run(data, half, model, limit)
        colors = [has_color(truth) for _, truth in photos(data, half, limit)]
        left_out = len(colors) - sum(colors)
        check_color(sum(colors), data, left_out)
        found = self.run(data, half, model, limit)
        return replace(found, note=_with_left_out(found.note, left_out)) if left_out else found


def _with_left_out(note: Text, count: int) -> Text:
    """A study's note that says how many photos of the set were not used."""
    more = Text(" Left out: {count} photos of the set that are gray.", "未使用：集中 {count} 张灰度照片。").format(count=count)
    return Text(*map("".join, zip(note, more, strict=True)))


CHOOSING = 200
"""Photos that things are chosen by, at most: evenly spread over their half."""


def few(limit: int, most: int = CHOOSING) -> int:
    """A limit (0: none) that is at most so many photos.

    Example:
        >>> few(0), few(3), few(500)
        (200, 3, 200)
    """
    return min(limit or most, most)


@dataclass(frozen=True)
class Sample:
    """A photo with what the network says of it.

    Args:
        name: of the photo.
        truth: (H, W, 3) uint8.
        lightness: (H, W) float32 L*.
        small: the same as the network sees it, (h, w).
        padded: height and width of the network's input.
        output: of the network's cells, (., ., channels) float16.
    """

    name: str
    truth: np.ndarray
    lightness: np.ndarray
    small: np.ndarray
    padded: tuple[int, int]
    output: np.ndarray

    @property
    def stride(self) -> int:
        """Pixels of the network's input along the side of a cell."""
        return self.padded[0] // len(self.output)


def network_and_head(model: str) -> tuple[predict.Network, Head]:
    """A loaded checkpoint and what its output means."""
    card = read_card(model)
    return predict.network_of(card), HEADS[card.output["head"]]()


def ask(network: predict.Network, name: str, truth: np.ndarray, side: int | None = None, patches: Iterable[Patch] = ()):
    """The network's word on one photo, seen at a short side of `side` pixels."""
    lightness = rgb_to_lightness(truth)
    small, gray = predict.reduce(lightness, network.card, side)
    output = network.output(*network.inputs(gray, list(patches))).numpy()[0].astype("float16")
    return Sample(name, truth, lightness, small, gray.shape, output)


def samples(data: str | Path, half: str, network: predict.Network, limit: int = 0) -> Iterator[Sample]:
    """Every color photo of a set with the network's word on it."""
    for name, truth in color_photos(data, half, limit):
        yield ask(network, name, truth)


def cells_of(sample: Sample, head: Head, knobs: Knobs) -> np.ndarray:
    """Predicted a*, b* of the network's cells, (rows, columns, 2)."""
    return np.asarray(head.decode(sample.output[None].astype("float32"), *knobs))[0]


def picture(sample: Sample, head: Head, knobs: Knobs, vividness: float = 1.0) -> np.ndarray:
    """The 8-bit result, (H, W, 3); a vividness beyond 1 makes it louder than the knobs alone."""
    cells = predict.amplify(cells_of(sample, head, knobs), sample.small, sample.stride, vividness)
    return to_bytes(predict.merge(sample.lightness, sample.small, cells, sample.stride)[0])


def best_knobs(network: predict.Network) -> Knobs:
    """The checkpoint's own at vividness 1."""
    return Knobs(**network.card.output["knobs"])


def score(results: Iterable[tuple[np.ndarray, np.ndarray]], names: tuple[str, ...] = MEASURED) -> dict[str, float]:
    """The metrics of these names over pairs of a result and its truth."""
    records = [{name: METRICS[name].record(*pair) for name in names} for pair in results]
    return {name: float(METRICS[name].pool(np.mean([r[name] for r in records], axis=0))) for name in names}


def over_gray(results: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """The same, less the gray picture's own score (the colorfulness ratio as it is)."""
    own, gray = score(results), score((rivals(truth)["gray"], truth) for _, truth in results)
    return {name: own[name] - gray[name] for name in MEASURED}


def metric_columns() -> tuple[Text, ...]:
    """Heads of the columns that `over_gray` fills."""
    over = Text(" over gray", "（超出灰图）")
    return tuple(
        METRICS[name].title if name == "colorfulness_ratio" else Text(*(map("".join, zip(METRICS[name].title, over, strict=True))))
        for name in MEASURED
    )


def new_figure(width: float = 7.0, height: float = 3.6):
    """A figure with one pair of axes, without global state."""
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes
