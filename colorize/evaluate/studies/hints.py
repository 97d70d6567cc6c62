"""What a few given colors are worth, and whether a wrong one stays where it belongs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np

from colorize import checkpoint, predict
from colorize.color import rgb_to_lab
from colorize.errors import ColorizeError
from colorize.evaluate.protocol import color_photos
from colorize.evaluate.studies.study import (
    Sample,
    Study,
    Table,
    ask,
    best_knobs,
    cells_of,
    few,
    network_and_head,
    picture,
)  # fmt: skip
from colorize.guided import enlarge
from colorize.hints import SIDE, Patch
from colorize.networks.heads import MEAN, Head, Knobs
from colorize.text import Text

COUNTS = (1, 3, 10, 30)
DRAWS = 5
PHOTOS = 80
"""Most that are looked at, evenly spread: each is colored twenty times."""
AROUND = 8  # pixels of the network's copy
WRONG_CHROMA = 30.0


def true_patch(lab: np.ndarray, y: float, x: float, side: float) -> Patch:
    """The mean true a* b* of a square of the network's copy (h, w, 3); middle and side in its pixels."""
    top, left = max(0, round(y - side / 2)), max(0, round(x - side / 2))
    square = lab[top : top + round(side), left : left + round(side), 1:]
    return Patch(y, x, *map(float, square.reshape(-1, 2).mean(0)))


def copy_of(sample: Sample) -> np.ndarray:
    """The truth at the size of the network's copy, as Lab."""
    return rgb_to_lab(cv2.resize(sample.truth, sample.small.shape[::-1], interpolation=cv2.INTER_AREA))


def psnr_outside(result: np.ndarray, truth: np.ndarray, left_out: np.ndarray) -> float:
    """PSNR over the pixels that are not left out."""
    error = np.square(result.astype("float64") - truth)[~left_out].mean()
    return 10 * np.log10(255**2 / max(error, 1e-5))


def covered(patches: list[Patch], sample: Sample) -> np.ndarray:
    """The pixels of the full picture that lie in a hint's square, (H, W) bool."""
    scale = sample.truth.shape[0] / sample.small.shape[0]
    mask = np.zeros(sample.truth.shape[:2], bool)
    half = SIDE * min(mask.shape) / 2
    for patch in patches:
        y, x = patch.y * scale, patch.x * scale
        mask[max(0, int(y - half)) : int(np.ceil(y + half)), max(0, int(x - half)) : int(np.ceil(x + half))] = True
    return mask


def gains(network, head, name: str, truth: np.ndarray, rng: np.random.Generator) -> list[list[float]]:
    """For each of `COUNTS` the PSNR gained by hints: of the plain mean and of the model's best, each everywhere and
    without the hinted pixels."""
    plain, ways = ask(network, name, truth), (MEAN, best_knobs(network))
    lab, side = copy_of(plain), SIDE * min(plain.small.shape)
    before, rows = [picture(plain, head, knobs) for knobs in ways], []
    for count in COUNTS:
        height, width = plain.small.shape
        patches = [true_patch(lab, rng.uniform(0, height), rng.uniform(0, width), side) for _ in range(count)]
        told = ask(network, name, truth, patches=patches)
        masks = np.zeros(truth.shape[:2], bool), covered(patches, plain)
        row = []
        for knobs, old in zip(ways, before, strict=True):
            after = picture(told, head, knobs)
            row += [psnr_outside(after, truth, mask) - psnr_outside(old, truth, mask) for mask in masks]
        rows.append(row)
    return rows


def pixels(sample: Sample, head: Head, knobs: Knobs) -> np.ndarray:
    """Predicted a*, b* of the network's copy, (h, w, 2)."""
    return enlarge(cells_of(sample, head, knobs), sample.stride, sample.small.shape)


def wrong(network, head, name: str, truth: np.ndarray, rng: np.random.Generator) -> tuple[float, float] | None:
    """How far a hint of 30 units more chroma than predicted moves a* b*: near it, and where it should not.

    Far: more than a third of the longer side away, and of a color that the network thinks unlike.
    """
    knobs, plain = best_knobs(network), ask(network, name, truth)
    before = pixels(plain, head, knobs)
    height, width = plain.small.shape
    y, x = rng.uniform(0, height), rng.uniform(0, width)
    a, b = before[int(y), int(x)]
    angle = np.arctan2(b, a) if np.hypot(a, b) > 1 else rng.uniform(0, 2 * np.pi)
    patch = Patch(y, x, float(a + WRONG_CHROMA * np.cos(angle)), float(b + WRONG_CHROMA * np.sin(angle)))
    moved = np.linalg.norm(pixels(ask(network, name, truth, patches=[patch]), head, knobs) - before, axis=-1)
    rows, columns = np.mgrid[:height, :width]
    distance = np.hypot(rows - y, columns - x)
    far = (distance > max(height, width) / 3) & unlike(network, plain, y, x)
    return (float(moved[distance <= AROUND].mean()), float(moved[far].mean())) if far.any() else None


@cache
def _encoder(name: str):
    return checkpoint.load(name)[0].get_layer("encoder")


def unlike(network, sample: Sample, y: float, x: float) -> np.ndarray:
    """The pixels of the network's copy whose features at stride 16 point away from those at a place: (h, w) bool."""
    _, gray = predict.reduce(sample.lightness, network.card)
    features = np.asarray(_encoder(network.card.name)(gray[None, ..., None])[2])[0]
    features = (features - features.mean((0, 1))) / (features.std((0, 1)) + 1e-6)
    features /= np.linalg.norm(features, axis=-1, keepdims=True) + 1e-6
    likeness = features @ features[min(int(y) // 16, len(features) - 1), min(int(x) // 16, features.shape[1] - 1)]
    return enlarge(likeness[..., None], 16, sample.small.shape) < 0


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    network, head = network_and_head(model)
    if "hints" not in network.card.input:
        raise ColorizeError(
            "Model {name!r} takes no hints. Choose another.", "模型 {name!r} 不接受颜色提示。请选择其他模型。",
            name=network.card.name,
        )  # fmt: skip
    gained, moves = [], []
    for number, (name, truth) in enumerate(color_photos(data, half, few(limit, PHOTOS))):
        for draw in range(DRAWS):
            gained.append(gains(network, head, name, truth, np.random.default_rng([number, draw])))
        moves.append(wrong(network, head, name, truth, np.random.default_rng([number, DRAWS])))
    means = np.mean(gained, 0)
    rows = [[f"{count} true", *map(float, row)] for count, row in zip(COUNTS, means, strict=True)]
    near, far = np.mean([move for move in moves if move], 0)
    rows.append(["1 wrong: a* b* moved near it, far from it", "", "", float(near), float(far)])
    note = Text(
        f"PSNR gained in dB, of the plain mean and at vividness 1, everywhere and without the hinted pixels, by mean true "
        f"colors of squares of 1/32 of the short side at random places, mean of {DRAWS} draws, {len(moves)} photos. A wrong "
        f"hint has {WRONG_CHROMA:g} more chroma than predicted; near: within {AROUND} pixels of the network's copy; far: "
        "over a third of the longer side away, with features that point elsewhere.",
        f"PSNR 增益（dB）：普通均值与鲜艳度 1 时，各为全图以及去掉提示像素后；提示为随机位置、边长为短边 1/32 的方块的真实平均颜色，"
        f"取 {DRAWS} 次平均，共 {len(moves)} 张照片。"
        f"错误提示的彩度比预测高 {WRONG_CHROMA:g}；近：网络副本中 {AROUND} 像素内；远：超过长边三分之一且特征不同处。",
    )
    columns = (
        Text("hints", "提示"), Text("mean: everywhere", "均值：全图"), Text("mean: elsewhere", "均值：其他处"),
        Text("vividness 1: everywhere", "鲜艳度 1：全图"), Text("vividness 1: elsewhere", "鲜艳度 1：其他处"),
    )  # fmt: skip
    return Table(note, columns, rows)


STUDY = Study("hints", Text("Hints", "颜色提示"), "odd", run)
