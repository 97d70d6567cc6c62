"""Measuring a classifier: accuracy with its interval, on MNIST's test digits or on labelled photos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from colorize import checkpoint, classes
from colorize.classify import Classifier, classifier, prepare, probabilities
from colorize.data import source_of
from colorize.digits import is_mnist, load_mnist
from colorize.errors import ColorizeError
from colorize.evaluate.protocol import check_limit, photos, rivals
from colorize.metrics import METRICS, bootstrap_interval, paired_interval

CLASS_METRICS = ("accuracy", "accuracy_top5")


@dataclass(frozen=True)
class Classification:
    """What was measured.

    Args:
        model: the checkpoint's name.
        data: the test set's name.
        labels: true classes, (n,).
        probability: contender -> (n, classes): the pictures themselves (`model`), and photos also in `gray` and with
            the `mean_color` everywhere. Digits have no color: what is said of them is said of all three.
    """

    model: str
    data: str
    labels: np.ndarray
    probability: dict[str, np.ndarray]

    def records(self, contender: str, metric: str) -> np.ndarray:
        """One record a row."""
        rows = zip(self.probability[contender], self.labels, strict=True)
        return np.stack([METRICS[metric].record(*row) for row in rows])

    @property
    def metrics(self) -> dict[str, dict[str, float]]:
        """Each metric with its 95 % interval, and what it is in gray and in the mean color."""
        table = {}
        for name in CLASS_METRICS:
            value, low, high = bootstrap_interval(name, self.records("model", name))
            others = {c: float(self.records(c, name).mean()) for c in ("gray", "mean_color")}
            table[name] = {"value": value, "low": low, "high": high, **others}
        return table

    def to_json(self) -> dict:
        """The figures as plain data."""
        return {"model": self.model, "data": self.data, "count": len(self.labels), "metrics": self.metrics}


def folders(card: checkpoint.Card) -> tuple[str, dict[str, int]]:
    """Which source of the photo zips a classifier can be measured on, and its label folders' classes."""
    if card.output["names"] == "imagenet":
        return "imagenette", classes.IMAGENETTE
    return "miniplaces", {label: number for number, label in enumerate(classes.miniplaces())}


def labelled_photos(data: str | Path, card: checkpoint.Card, limit: int = 0) -> list[tuple[np.ndarray, int]]:
    """The photos of a set that a classifier has a class for, (H, W, 3) uint8, each with its class.

    With a limit, only so many, evenly spread over all.

    Raises:
        ColorizeError: there is none, or the limit is below 0.
    """
    check_limit(limit)
    source, known = folders(card)
    found = []
    for name, picture in photos(data):
        parts = name.split("/")
        if source_of(name) == source and len(parts) == 3 and parts[1] in known:
            found.append((picture, known[parts[1]]))
    if not found:
        raise ColorizeError(
            "{data} holds no photo named {source}/<label>/<number> with a label that {model} knows.",
            "{data} 中没有名为 {source}/<标签>/<编号>、且标签为 {model} 所认识的照片。",
            data=Path(data).name, source=source, model=card.name,
        )  # fmt: skip
    chosen = np.linspace(0, len(found) - 1, limit).astype(int) if limit and limit < len(found) else range(len(found))
    return [found[i] for i in chosen]


def ask(network: Classifier, picture: np.ndarray) -> np.ndarray:
    """Probabilities for a photo (H, W, 3) uint8."""
    return probabilities(network, prepare(picture.astype("float32") / 255, network.card))


def measure_classes(
    data: str | Path, model: str, *, limit: int = 0, progress: Callable[[int], None] | None = None
) -> Classification:
    """Ask a classifier about pictures whose class is known.

    Args:
        data: `mnist.npz` for digits; a folder or zip of photos named `<source>/<label>/<number>` for the others.
        model: name of a checkpoint that classifies.
        limit: only so many (0: all).
        progress: called with the number of photos that are done.

    Raises:
        ColorizeError: the data do not fit the model, or cannot be read; the limit is below 0.
    """
    check_limit(limit)
    network = classifier(model)
    name = Path(data).name
    if network.of_digits != is_mnist(data):
        raise ColorizeError(
            "{model} judges {wanted}; {data} does not hold them. Pass {example}.",
            "{model} 判断的是{wanted_zh}；{data} 中没有。请传入 {example}。",
            model=model, data=name, wanted="digits" if network.of_digits else "photos",
            wanted_zh="手写数字" if network.of_digits else "照片",
            example="mnist.npz" if network.of_digits else "photos-val.zip",
        )  # fmt: skip
    if network.of_digits:
        mnist = load_mnist(data)
        digits, labels = mnist.x_test[: limit or None], mnist.y_test[: limit or None].astype(int)
        probability = network.model.predict(digits[..., None].astype("float32") / 255, batch_size=500, verbose=0)
        return Classification(model, name, labels, dict.fromkeys(("model", "gray", "mean_color"), probability))
    said: dict[str, list[np.ndarray]] = {"model": [], "gray": [], "mean_color": []}
    labels = []
    for number, (picture, label) in enumerate(labelled_photos(data, network.card, limit), 1):
        for contender, shown in {"model": picture, **rivals(picture)}.items():
            said[contender].append(ask(network, shown))
        labels.append(label)
        if progress:
            progress(number)
    source, _ = folders(network.card)
    return Classification(model, f"{name} ({source})", np.array(labels), {c: np.stack(p) for c, p in said.items()})


def report_classes(result: Classification) -> str:
    """The figures as a table of text; of photos also in gray and with the mean color everywhere."""
    photos_too = not np.array_equal(result.probability["model"], result.probability["gray"])
    head = f"{'':<24}{'value':>9}{'95 % interval':>20}" + (f"{'in gray':>11}{'mean color':>12}" if photos_too else "")
    lines = [f"{result.model} on {result.data}, {len(result.labels)} pictures", head]
    for name, figure in result.metrics.items():
        line = f"{METRICS[name].title.en:<24}{figure['value']:>9.4f}{figure['low']:>11.4f}{figure['high']:>9.4f}"
        lines.append(line + (f"{figure['gray']:>11.4f}{figure['mean_color']:>12.4f}" if photos_too else ""))
    return "\n".join(lines)


def check_comparable(one: str, other: str) -> None:
    """Refuse, before anything is measured, two models that cannot be asked about the same pictures.

    Raises:
        ColorizeError: the other is no classifier, or their classes are of different things.
    """
    names = [classifier(model).card.output["names"] for model in (one, other)]
    if names[0] != names[1]:
        raise ColorizeError(
            "{one} knows {names}, {other} knows {other_names}: they cannot be compared.",
            "{one} 认识的是 {names}，{other} 认识的是 {other_names}：无法比较。",
            one=one, names=names[0], other=other, other_names=names[1],
        )  # fmt: skip


def compare_classes(one: Classification, other: Classification) -> str:
    """What sets two classifiers apart on the same pictures, with paired 95 % intervals.

    Raises:
        ColorizeError: they were asked about different pictures.
    """
    if one.data != other.data or not np.array_equal(one.labels, other.labels):
        raise ColorizeError(
            "{one} is measured on {data}, {other} on {other_data}: they cannot be compared.",
            "{one} 在 {data} 上评估，{other} 在 {other_data} 上评估：无法比较。",
            one=one.model, data=one.data, other=other.model, other_data=other.data,
        )  # fmt: skip
    lines = [f"{one.model} against {other.model}, the same {len(one.labels)} pictures"]
    for name in CLASS_METRICS:
        found = paired_interval(name, one.records("model", name), other.records("model", name))
        difference, low, high = found
        verdict = "no clear difference" if low <= 0 <= high else "better" if difference > 0 else "worse"
        lines.append(f"{METRICS[name].title.en:<24}{difference:>+9.4f}{low:>+11.4f}{high:>+9.4f}  {verdict}")
    return "\n".join(lines)
