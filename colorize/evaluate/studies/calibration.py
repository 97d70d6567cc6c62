"""Is a color that the network holds for 70 % likely right 70 % of the time?"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from colorize.color import rgb_to_lab
from colorize.errors import ColorizeError
from colorize.evaluate.studies.study import Sample, Study, Table, network_and_head, new_figure, samples
from colorize.networks.heads import GRID, MEAN, bins, plain_logits
from colorize.text import Text

LEVELS = np.linspace(0, 1, 11)


def neighbours() -> np.ndarray:
    """Which bins lie within one step of each: (bins, bins) float32 of 0 and 1."""
    steps = np.abs(bins()[:, None] - bins()[None]).max(-1)
    return (steps <= GRID).astype("float32")


def judged(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """For every cell within the picture: how likely the best patch of 30 x 30 units is held, and whether it was right.

    Single bins would not do: the targets of training spread over the nearest five.
    """
    stride = sample.stride
    height, width = (side // stride for side in sample.small.shape)
    logits = plain_logits(sample.output[:height, :width, : len(bins())].astype("float32"))
    share = np.exp(logits - logits.max(-1, keepdims=True))
    patches = share / share.sum(-1, keepdims=True) @ neighbours()
    best = patches.argmax(-1)
    lab = rgb_to_lab(cv2.resize(sample.truth, sample.small.shape[::-1], interpolation=cv2.INTER_AREA))
    cells = lab[: height * stride, : width * stride, 1:].reshape(height, stride, width, stride, 2).mean((1, 3))
    right = np.abs(cells - bins()[best]).max(-1) <= 1.5 * GRID
    return patches.max(-1).ravel(), right.ravel()


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    network, head = network_and_head(model)
    if head.contract["head"] != "classification":
        raise ColorizeError(
            "Model {name!r} predicts no distribution, so there is nothing to calibrate. Choose another.",
            "模型 {name!r} 不预测分布，无从校准。请选择其他模型。",
            name=network.card.name,
        )
    confidence, right = map(np.concatenate, zip(*map(judged, samples(data, half, network, limit)), strict=True))
    level = np.clip(np.digitize(confidence, LEVELS) - 1, 0, len(LEVELS) - 2)
    rows = []
    for number in range(len(LEVELS) - 1):
        chosen = level == number
        if chosen.any():
            span = f"{LEVELS[number]:.1f}-{LEVELS[number + 1]:.1f}"
            rows.append([span, float(confidence[chosen].mean()), float(right[chosen].mean()), float(chosen.mean())])
    error = sum(share * abs(held - true) for _, held, true, share in rows)
    note = Text(
        f"How likely the network holds its best patch of color, 30 x 30 units of a* b*, with the weights of training "
        f"taken back (rarity {MEAN.rarity:g}), and how often the true color lies in it. Mean distance {error:.3f}.",
        f"网络认为其最佳色块（a* b* 上 30×30 单位，已撤销训练权重，稀有度 {MEAN.rarity:g}）的概率，"
        f"以及真实颜色落在其中的频率。平均差距 {error:.3f}。",
    )
    columns = (Text("held for", "认为的概率"), Text("mean", "均值"), Text("right", "命中率"), Text("share of cells", "占比"))
    return Table(note, columns, rows, _plot(rows))


def _plot(rows: list[list]):
    figure, axes = new_figure(4.2, 4.0)
    axes.plot([0, 1], [0, 1], color="gray", lw=0.8)
    axes.plot([row[1] for row in rows], [row[2] for row in rows], marker="o")
    axes.set(xlabel="held for so likely", ylabel="right so often", xlim=(0, 1), ylim=(0, 1))
    return figure


STUDY = Study("calibration", Text("Calibration", "校准"), "odd", run)
