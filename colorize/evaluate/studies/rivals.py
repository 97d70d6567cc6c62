"""Whether a model beats the two that stand for the article's losses, each on its own ground, with paired intervals.

`regression` is met where the model's PSNR is best, since least error is what it was trained for; `classification` at
equal colorfulness, since more color alone moves every metric: once as the model decodes, and once with the rival's own
knobs, which tells what the network knows apart from how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from colorize.evaluate.studies.study import (
    MEASURED,
    Sample,
    Study,
    Table,
    best_knobs,
    few,
    network_and_head,
    picture,
    samples,
    score,
)  # fmt: skip
from colorize.metrics import METRICS, paired_interval
from colorize.networks.heads import Head, Knobs, knobs
from colorize.text import Text

VIVIDNESSES = np.round(np.arange(0.3, 1.51, 0.1), 2)
HALVINGS = 7  # of the stretch in which the vividness of equal colorfulness is looked for


def shown(sample: Sample, head: Head, best: Knobs, vividness: float) -> np.ndarray:
    """A photo's 8-bit result at a vividness."""
    return picture(sample, head, knobs(vividness, best), vividness)


def score_at(seen: list[Sample], head: Head, best: Knobs, vividness: float, name: str) -> float:
    """One metric of all photos at a vividness."""
    return score(((shown(sample, head, best, vividness), sample.truth) for sample in seen), (name,))[name]


def as_colorful(seen: list[Sample], head: Head, best: Knobs, wanted: float) -> float:
    """The vividness at which the colorfulness ratio is `wanted`, by halving; an end of 0 to 2 where it is never met."""
    low, high = 0.0, 2.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if score_at(seen, head, best, middle, "colorfulness_ratio") < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def records_at(seen: Iterable[Sample], head: Head, best: Knobs, vividness: float) -> dict[str, np.ndarray]:
    """Each metric's records, (photos, k), at a vividness."""
    rows = [
        {name: METRICS[name].record(shown(sample, head, best, vividness), sample.truth) for name in MEASURED}
        for sample in seen
    ]
    return {name: np.stack([row[name] for row in rows]) for name in MEASURED}


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    choosing = "even" if half == "odd" else half
    network, head = network_and_head(model)
    best, rows = best_knobs(network), []

    def meet(rival: str, way: str, at: float, own: dict, against: dict, names: tuple[str, ...]) -> None:
        differences = ((METRICS[name].title.en, *map(float, paired_interval(name, own[name], against[name]))) for name in names)
        rows.extend([rival, way, round(at, 2), *row] for row in differences)

    few_seen = list(samples(data, choosing, network, few(limit)))
    safest = float(max(VIVIDNESSES, key=lambda v: score_at(few_seen, head, best, v, "psnr")))
    seen = list(samples(data, half, network, limit))
    other, other_head = network_and_head("regression")
    theirs = records_at(samples(data, half, other, limit), other_head, best_knobs(other), 1.0)
    meet("regression", "least error", safest, records_at(seen, head, best, safest), theirs, ("psnr", "ciede2000", "auc"))

    other, other_head = network_and_head("classification")
    theirs = records_at(samples(data, half, other, limit), other_head, best_knobs(other), 1.0)
    wanted = float(METRICS["colorfulness_ratio"].pool(theirs["colorfulness_ratio"].mean(axis=0)))
    for way, chosen in (("as shown", best), ("decoded alike", best_knobs(other))):
        at = as_colorful(seen, head, chosen, wanted)
        meet("classification", way, at, records_at(seen, head, chosen, at), theirs, MEASURED)
    note = Text(
        f"Difference of {network.card.name} from each rival at vividness 1 on the same {len(seen)} photos, with paired 95 % "
        "intervals. Against `regression` at the vividness with the best PSNR, chosen on other photos where the set has two "
        "halves. Against `classification` at equal colorfulness on these photos: as shown, and decoded alike, with the "
        "rival's own knobs. Of Delta E 2000 less is better.",
        f"{network.card.name} 与各对手（鲜艳度 1）在同样 {len(seen)} 张照片上的差值及配对 95% 区间。与 regression 比较时取 PSNR "
        "最佳的鲜艳度，若数据集分两半，则在另一半上选定。与 classification 比较时取在这些照片上相同的色彩丰富度：一次按本模型的解码方式，"
        "一次采用对手自己的解码参数。Delta E 2000 越小越好。",
    )
    columns = (
        Text("rival", "对手"), Text("decoding", "解码方式"), Text("vividness", "鲜艳度"), Text("metric", "指标"),
        Text("difference", "差值"), Text("low", "下限"), Text("high", "上限"),
    )  # fmt: skip
    return Table(note, columns, rows)


STUDY = Study("rivals", Text("Against the two losses", "与两种损失的模型比较"), "odd", run)
