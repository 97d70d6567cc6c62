"""The color of skin in photographs of faces: blue or gray people are the complaint of this field."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np

from colorize.color import rgb_to_lab, transform
from colorize.data import source_of
from colorize.errors import ColorizeError
from colorize.evaluate.studies.study import Study, Table, best_knobs, network_and_head, picture, samples
from colorize.text import Text

SOURCES = ("lfw", "utkface")
CHROMA_BLUE, CHROMA_RED = (77 / 255, 127 / 255), (133 / 255, 173 / 255)
"""Cb and Cr of skin (Chai and Ngan 1999, "Face segmentation using skin-color map in videophone applications")."""
LIGHTNESS = (0, 30, 45, 60, 75, 100)


def skin(truth: np.ndarray) -> np.ndarray:
    """Where a face's skin is: an upright ellipse in the middle, and there the true colors that skin has. (H, W) bool."""
    height, width = truth.shape[:2]
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)
    middle = (x / 0.45) ** 2 + (y / 0.55) ** 2 < 1
    _, blue, red = np.moveaxis(transform(truth, "rgb", "ycbcr"), -1, 0)
    return (
        middle & (CHROMA_BLUE[0] <= blue) & (blue <= CHROMA_BLUE[1]) & (CHROMA_RED[0] <= red) & (red <= CHROMA_RED[1])
    )


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    network, head = network_and_head(model)
    pixels = []
    for sample in samples(data, half, network, limit):
        if source_of(sample.name) in SOURCES:
            where = skin(sample.truth)
            result = picture(sample, head, best_knobs(network))
            pixels.append(np.concatenate([rgb_to_lab(sample.truth[where]), rgb_to_lab(result[where])[:, 1:]], -1))
    if not pixels:
        raise ColorizeError(
            "There are no faces among the photos: none comes from {sources}.", "照片中没有人脸：没有来自 {sources} 的照片。",
            sources=", ".join(SOURCES),
        )  # fmt: skip
    every = np.concatenate(pixels)
    rows = []
    for low, high in itertools.pairwise(LIGHTNESS):
        chosen = every[(every[:, 0] >= low) & (every[:, 0] < high)]
        if len(chosen):
            rows.append([f"{low}-{high}", len(chosen), *map(float, chosen[:, 1:].mean(0))])
    note = Text(
        f"Mean a* and b* on the skin of {len(pixels)} faces, by true lightness, at vividness 1. Skin: within the middle "
        "ellipse, the true colors of Chai and Ngan 1999.",
        f"{len(pixels)} 张人脸皮肤的平均 a* 与 b*，按真实明度分组，鲜艳度为 1。皮肤：中央椭圆内符合 Chai 与 Ngan（1999）肤色范围的像素。",
    )
    columns = (
        Text("L*", "L*"), Text("pixels", "像素"), Text("true a*", "真实 a*"), Text("true b*", "真实 b*"),
        Text("our a*", "我们的 a*"), Text("our b*", "我们的 b*"),
    )  # fmt: skip
    return Table(note, columns, rows)


STUDY = Study("faces", Text("Skin", "皮肤"), "odd", run)
