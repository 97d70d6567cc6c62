"""The metrics by name."""

from __future__ import annotations

import numpy as np

from colorize.metrics.area import area, auc, auc_rebalanced
from colorize.metrics.classes import accuracy, accuracy_top5
from colorize.metrics.metric import Metric
from colorize.metrics.pictures import ciede2000, colorfulness, colorfulness_ratio, psnr, ssim
from colorize.text import Text


def _first(mean: np.ndarray) -> np.ndarray:
    return mean[..., 0]


def _ratio(mean: np.ndarray) -> np.ndarray:
    return mean[..., 0] / np.maximum(mean[..., 1], 1e-9)


HASLER = "Hasler and Suesstrunk 2003, M3, signed opponent colors"
ZHANG = "Zhang, Isola and Efros 2016"
_RIGHT = "share of right answers"
_ALL = (
    Metric("psnr", Text("PSNR", "峰值信噪比"), "dB", True, "ITU-T J.340", psnr, _first),
    Metric("ssim", Text("SSIM", "结构相似度"), "", True, "Wang et al. 2004", ssim, _first),
    Metric("ciede2000", Text("Delta E 2000", "色差 ΔE 2000"), "", False, "CIE 142-2001", ciede2000, _first),
    Metric("colorfulness", Text("Colorfulness", "色彩丰富度"), "", None, HASLER, colorfulness, _first),
    Metric(
        "colorfulness_ratio", Text("Colorfulness, of the truth's", "色彩丰富度与原图之比"), "", None, HASLER,
        colorfulness_ratio, _ratio,
    ),
    Metric("auc", Text("AuC", "AuC"), "%", True, ZHANG, auc, area),
    Metric("auc_rebalanced", Text("AuC rebalanced", "AuC（重平衡）"), "%", True, ZHANG, auc_rebalanced, area),
    Metric("accuracy", Text("Accuracy", "准确率"), "", True, _RIGHT, accuracy, _first),
    Metric("accuracy_top5", Text("Top-5 accuracy", "前五准确率"), "", True, _RIGHT, accuracy_top5, _first),
)  # fmt: skip
METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
if len(METRICS) != len(_ALL):
    raise ValueError("two metrics have the same name: give one of them another")
PICTURE_METRICS = tuple(name for name in METRICS if not name.startswith("accuracy"))
