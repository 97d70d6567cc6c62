"""The troubles of training: how to bring each about, why it happens, and what cures it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from colorize.lesson.settings import KNOBS, Settings
from colorize.text import Text

SOUND_RATES = {"sgd": 0.02, "momentum": 0.01, "rmsprop": 0.0005, "adam": 0.002, "adamw": 0.002}
"""Learning rates that are neither too high nor too low for a cross-entropy here."""
REGRESSION_FACTOR = {"sgd": 1.5, "momentum": 1.5}
"""A regression's errors are small numbers, and so are its gradients: what does not scale them needs larger rates."""


@dataclass(frozen=True)
class Trouble:
    """One way in which training goes wrong.

    Args:
        title: its name.
        why: one sentence on the cause.
        cure: one sentence on what helps.
        setup: the settings that bring it about.
    """

    title: Text
    why: Text
    cure: Text
    setup: Settings


TROUBLES: dict[str, Trouble] = {
    "exploding": Trouble(
        Text("Exploding loss (NaN)", "损失爆炸（NaN）"),
        Text(
            "Each step is so long that it overshoots, lands where the slope is steeper, and the next one is longer still, "
            "until the numbers no longer fit.",
            "每一步都迈得太大，越过谷底，落到更陡的地方，下一步就更大，直到数值溢出。",
        ),
        Text("A smaller learning rate, and gradients clipped to norm 1.", "减小学习率，并把梯度范数裁剪到 1。"),
        Settings(optimizer="sgd", learning_rate=3.0, batch=4),
    ),
    "oscillating": Trouble(
        Text("Oscillating: learning rate too high", "振荡：学习率过高"),
        Text(
            "The steps are too long to come to rest in the valley: they leap from one side to the other.",
            "步子太大，无法停在谷底，只能在两侧来回跳。",
        ),
        Text("A smaller learning rate.", "减小学习率。"),
        Settings(optimizer="rmsprop", learning_rate=0.01, batch=4, depth=1),
    ),
    "crawling": Trouble(
        Text("Crawling: learning rate too low", "爬行：学习率过低"),
        Text(
            "The steps are so short that the lesson is over before the network has got anywhere.",
            "步子太小，课都结束了，网络还没走多远。",
        ),
        Text("A larger learning rate, or more epochs.", "增大学习率，或增加轮数。"),
        Settings(learning_rate=1e-6),
    ),
    "overfitting": Trouble(
        Text("Overfitting", "过拟合"),
        Text(
            "There are so few pictures that the network learns them by heart instead of what they have in common.",
            "图片太少，网络把它们背了下来，而没有学到共同的规律。",
        ),
        Text(
            "More pictures, crops and mirrors of each, dropout, a penalty on large weights, and fewer epochs.",
            "更多图片、裁剪与镜像、Dropout、对大权重的惩罚，以及更少的轮数。",
        ),
        Settings(pictures=16, augment=False, network="published", batch=4, epochs=25),
    ),
    "imbalance": Trouble(
        Text("Class imbalance", "类别不平衡"),
        Text(
            "Nearly all the colors to learn from are of one family: always answering that one is right most of the time, and "
            "so the loss is low.",
            "可供学习的颜色几乎都属于一类：只要总答这一类，多数时候都对，损失也就很低。",
        ),
        Text("A loss that weighs rare colors more.", "使用给稀有颜色更大权重的损失。"),
        Settings(gray=0.9, batch=4),
    ),
}
HEALTHY = Text("Healthy", "健康")
EARLY = Text("Too early to tell", "为时尚早")


def title_of(verdict: str) -> Text:
    """What a verdict is called."""
    return {"healthy": HEALTHY, "early": EARLY}.get(verdict) or TROUBLES[verdict].title


def sound_rate(settings: Settings) -> float:
    """A learning rate that suits the optimizer and the loss."""
    factor = REGRESSION_FACTOR.get(settings.optimizer, 1.0) if settings.loss in ("mse", "mae") else 1.0
    return SOUND_RATES[settings.optimizer] * factor


def cured(settings: Settings, verdict: str) -> Settings:
    """The same settings with the cure of a verdict; those of a healthy run as they are."""
    rate, known = settings.learning_rate, KNOBS["learning_rate"]
    sound = sound_rate(settings)
    if verdict == "exploding":
        return replace(settings, learning_rate=min(sound, max(known.low, rate / 10)), clip=1.0)
    if verdict == "oscillating":
        return replace(settings, learning_rate=min(sound, max(known.low, rate / 10)))
    if verdict == "crawling":
        return replace(settings, learning_rate=min(known.high, max(sound, rate * 10)))
    if verdict == "overfitting":
        more = {"pictures": max(64, settings.pictures), "augment": True, "dropout": 0.3, "l2": max(settings.l2, 1e-5)}
        return replace(settings, **more, epochs=min(settings.epochs, 12))
    if verdict == "imbalance":
        return replace(settings, loss="rebalanced")
    return settings
