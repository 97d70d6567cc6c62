"""Whether a classifier still knows a recolored photo: the measure of Zhang, Isola and Efros 2016.

Scenes are judged by a network trained here on color and gray photos alike; as a footnote, imagenette's things by the
published one, which was trained on those very pictures.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from colorize import checkpoint
from colorize.classify import classifier
from colorize.errors import ColorizeError
from colorize.evaluate.classes import ask, labelled_photos
from colorize.evaluate.protocol import rivals, to_bytes
from colorize.evaluate.studies.study import Study, Table
from colorize.metrics import bootstrap_interval, paired_interval
from colorize.predict import colorize
from colorize.text import Text

JUDGES = ("scenes", "objects")
TRUE, GRAY = "true color", "gray"


def said(data: str | Path, judge: str, models: list[str], limit: int) -> dict[str, np.ndarray]:
    """For each way to color the photos that a judge knows, what it says of their true class.

    Returns:
        way -> (photos, 2): whether the likeliest class is the true one, and the probability of the true one.
    """
    network = classifier(judge)
    rows: dict[str, list[tuple[float, float]]] = {way: [] for way in (TRUE, GRAY, *models)}
    for truth, label in labelled_photos(data, network.card, limit):
        pictures = {TRUE: truth, GRAY: rivals(truth)["gray"]}
        pictures |= {model: to_bytes(colorize(truth, model).array) for model in models}
        for way, picture in pictures.items():
            probability = ask(network, picture)
            rows[way].append((float(probability.argmax() == label), float(probability[label])))
    return {way: np.array(values) for way, values in rows.items()}


def table_rows(judge: str, found: dict[str, np.ndarray]) -> list[list]:
    """A row a way: who judges, how many photos, the way, both figures with intervals, and both less those of gray."""
    rows = []
    for way, values in found.items():
        row: list = [judge, len(values), way]
        for column in (0, 1):  # both are means over photos, as accuracy is
            value, low, high = bootstrap_interval("accuracy", values[:, [column]])
            row += [value, _range(low, high)]
        for column in (0, 1):
            difference, low, high = paired_interval("accuracy", values[:, [column]], found[GRAY][:, [column]])
            row += ["", ""] if way == GRAY else [difference, _range(low, high)]
        rows.append(row)
    return rows


def _range(low: float, high: float) -> str:
    return f"{low:.3f} to {high:.3f}"


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    card = checkpoint.read_card(model)
    if card.task == "classify" and card.name not in JUDGES:
        raise ColorizeError(
            "{model} does not judge photos; measure a colorizer, or one of the judges {judges} on all colorizers.",
            "{model} 不判断照片；请测量一个上色模型，或用判断者 {judges} 测量所有上色模型。",
            model=card.name, judges=", ".join(JUDGES),
        )  # fmt: skip
    models = checkpoint.models() if card.task == "classify" else [card.name]
    judges = [card.name] if card.task == "classify" else [judge for judge in JUDGES if judge in checkpoint.cards()]
    rows = [row for judge in judges for row in table_rows(judge, said(data, judge, models, limit))]
    note = Text(
        "Top-1: share of photos whose likeliest class is the true one; probability: mean of that of the true class; each "
        "with its 95 % interval, and its difference from the gray photos by paired bootstrap. `scenes` judges the "
        "miniplaces photos of the set, which no network here was trained on; as a footnote `objects` judges those of "
        "imagenette, whose kind of pictures it was trained on. All photos are used, though vividness was chosen on half.",
        "Top-1：最可能类别即真实类别的照片比例；概率：真实类别概率的平均；均附 95% 区间，以及与灰度照片之差（配对自助法）。"
        "scenes 判断本集的 miniplaces 照片，这里没有网络用它们训练过；作为脚注，objects 判断 imagenette 照片，它曾用这类照片训练。"
        "使用全部照片，尽管鲜艳度是在其中一半上选定的。",
    )
    interval = Text("95 % interval", "95% 区间")
    columns = (
        Text("judge", "判断者"), Text("photos", "照片数"), Text("colors", "颜色"),
        Text("top-1", "Top-1"), interval, Text("probability", "概率"), interval,
        Text("top-1 less gray's", "Top-1 减灰度"), interval, Text("probability less gray's", "概率减灰度"), interval,
    )  # fmt: skip
    return Table(note, columns, rows)


STUDY = Study("recognition", Text("Recognized when recolored", "重新上色后能否认出"), "all", run, judges=True)
