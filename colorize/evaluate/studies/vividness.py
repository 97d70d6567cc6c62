"""What each vividness means in figures, from which the value 1 was chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from colorize.evaluate.studies.study import (
    MEASURED,
    Study,
    Table,
    best_knobs,
    few,
    metric_columns,
    network_and_head,
    new_figure,
    over_gray,
    picture,
    samples,
)  # fmt: skip
from colorize.networks.heads import knobs
from colorize.text import Text

STEPS = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    network, head = network_and_head(model)
    seen = list(samples(data, half, network, few(limit)))
    rows = []
    for vividness in STEPS:
        setting = knobs(vividness, best_knobs(network))
        scores = over_gray([(picture(sample, head, setting, vividness), sample.truth) for sample in seen])
        rows.append([vividness, *(scores[name] for name in MEASURED)])
    note = Text(
        f"{len(seen)} photos, the half on which things are chosen; above the gray picture's score, the colorfulness as "
        "a share of the truth's. At 0.5 the plain expected color, at 1 the value chosen.",
        f"{len(seen)} 张照片（用于选择的一半）；数值为超出灰图得分的部分，色彩丰富度为真实值的比例。0.5 为期望颜色，1 为选定值。",
    )
    return Table(note, (Text("vividness", "鲜艳度"), *metric_columns()), rows, _plot(np.array(rows)))


def _plot(rows: np.ndarray):
    figure, axes = new_figure()
    column = dict(zip(MEASURED, rows[:, 1:].T, strict=True))
    for name, label in (("auc_rebalanced", "AuC rebalanced"), ("auc", "AuC"), ("psnr", "PSNR, dB")):
        axes.plot(rows[:, 0], column[name], marker=".", label=label + " over gray")
    axes.plot(rows[:, 0], 10 * column["colorfulness_ratio"], "--", color="gray", label="colorfulness ratio x 10")
    axes.axvline(1, color="gray", lw=0.6)
    axes.set_xlabel("vividness")
    axes.legend(frameon=False, fontsize=8)
    return figure


STUDY = Study("vividness", Text("Vividness", "鲜艳度"), "even", run)
