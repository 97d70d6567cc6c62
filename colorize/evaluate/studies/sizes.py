"""At which size the network should see a picture, and whether a mirrored second look or stretched levels pay."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from colorize.color import rgb_to_lightness
from colorize.evaluate.protocol import color_photos
from colorize.evaluate.studies.study import (
    MEASURED,
    Sample,
    Study,
    Table,
    ask,
    best_knobs,
    few,
    metric_columns,
    network_and_head,
    over_gray,
    picture,
)  # fmt: skip
from colorize.predict import Network
from colorize.text import Text

SIDES = (128, 160, 192, 224, 256, 288, 320, 384)


def mirrored(network: Network, name: str, truth: np.ndarray, side: int | None = None) -> Sample:
    """The mean of what the network says of a photo and of its mirror image."""
    plain, mirror = ask(network, name, truth, side), ask(network, name, np.ascontiguousarray(truth[:, ::-1]), side)
    # Padding is at the right of both: only what lies within the picture can be turned back.
    width = plain.small.shape[1] * plain.output.shape[1] // plain.padded[1]
    output = plain.output.astype("float32")
    output[:, :width] = (output[:, :width] + mirror.output[:, :width][:, ::-1]) / 2
    return replace(plain, output=output.astype("float16"))


def stretched(network: Network, name: str, truth: np.ndarray, side: int | None = None) -> Sample:
    """What the network says of a copy whose L* runs from 1 to 99 % of the range."""
    lightness = rgb_to_lightness(truth)
    low, high = np.quantile(lightness, (0.01, 0.99))
    scale = np.clip((truth.astype("float32") / 255 - low / 100) / max((high - low) / 100, 0.05), 0, 1)
    copy = ask(network, name, np.round(scale * 255).astype("uint8"), side)
    plain = ask(network, name, truth, side)
    return replace(plain, output=copy.output)


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    network, head = network_and_head(model)
    own = network.card.input["short_side"]
    ways = {f"{side}": (ask, side) for side in SIDES}
    ways |= {f"{own}, mean with the mirror image": (mirrored, own), f"{own}, levels stretched": (stretched, own)}
    rows = []
    for label, (way, side) in ways.items():
        pairs, seconds = [], []
        for name, truth in color_photos(data, half, few(limit)):
            start = time.perf_counter()
            sample = way(network, name, truth, side)
            seconds.append(time.perf_counter() - start)
            pairs.append((picture(sample, head, best_knobs(network)), truth))
        scores = over_gray(pairs)
        rows.append([label, *(scores[m] for m in MEASURED), statistics.median(seconds) * 1000])
    note = Text(
        f"Short side of the network's copy, at vividness 1, on {len(rows) and len(pairs)} photos of the half on which "
        f"things are chosen; above the gray picture's score. In use: {own}.",
        f"网络所见副本的短边，鲜艳度为 1，{len(rows) and len(pairs)} 张用于选择的照片；数值为超出灰图得分的部分。采用：{own}。",
    )
    columns = (Text("short side", "短边"), *metric_columns(), Text("network, ms", "网络耗时（毫秒）"))
    return Table(note, columns, rows)


STUDY = Study("sizes", Text("Size of the network's copy", "网络副本的尺寸"), "even", run)
