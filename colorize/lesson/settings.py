"""Everything that a lesson's run can be told, with its words and its bounds; a link holds it as text."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from urllib.parse import parse_qsl, urlencode

from colorize.errors import ColorizeError
from colorize.text import Text

SIZE = 64
"""Side of the pictures that a network sees, pixels."""
STRIDE = 4
"""Pixels along the side of a cell of predicted color."""


@dataclass(frozen=True)
class Choice:
    """A setting that is one of a few names, each with its title."""

    title: Text
    choices: dict[str, Text]

    def parse(self, text: str) -> str:
        """The name as it stands."""
        return text

    def holds(self, value) -> bool:
        """Whether it is one of the names."""
        return isinstance(value, str) and value in self.choices

    def expected(self) -> Text:
        """What may be given, in words."""
        names = ", ".join(self.choices)
        return Text(f"one of: {names}", f"以下之一：{names}")


@dataclass(frozen=True)
class Number:
    """A setting that is a number from `low` to `high`; `whole` ones have no fraction."""

    title: Text
    low: float
    high: float
    whole: bool = False

    def parse(self, text: str) -> float:
        """The number that a text stands for; raises `ValueError` where it stands for none."""
        value = float(text)
        return int(value) if self.whole and value == round(value) else value

    def holds(self, value) -> bool:
        """Whether it is such a number."""
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return number and self.low <= value <= self.high and (not self.whole or isinstance(value, int))

    def expected(self) -> Text:
        """What may be given, in words."""
        kind = Text("a whole number", "整数") if self.whole else Text("a number", "数")
        return Text(f"{kind.en} from {self.low:g} to {self.high:g}", f"{self.low:g} 至 {self.high:g} 的{kind.zh}")


@dataclass(frozen=True)
class Switch:
    """A setting that is on or off."""

    title: Text

    def parse(self, text: str) -> bool:
        """On or off; raises `ValueError` for anything else."""
        if text not in ("0", "1"):
            raise ValueError(text)
        return text == "1"

    def holds(self, value) -> bool:
        """Whether it is on or off."""
        return isinstance(value, bool)

    def expected(self) -> Text:
        """What may be given, in words."""
        return Text("0 or 1", "0 或 1")


KNOBS: dict[str, Choice | Number | Switch] = {
    "source": Choice(
        Text("Pictures", "图片"),
        {
            "photos": Text("Built-in food photos", "内置美食照片"),
            "mnist": Text("MNIST digits, tinted", "着色的 MNIST 数字"),
            "upload": Text("My own photos", "自己的照片"),
        },
    ),
    "pictures": Number(Text("How many to train on", "训练图片数"), 4, 512, whole=True),
    "gray": Number(Text("Share of them made gray", "其中变灰的比例"), 0.0, 0.95),
    "loss": Choice(
        Text("Loss", "损失函数"),
        {
            "mse": Text("Mean squared error", "均方误差"),
            "mae": Text("Mean absolute error", "平均绝对误差"),
            "cross_entropy": Text("Cross-entropy", "交叉熵"),
            "rebalanced": Text("Cross-entropy, rebalanced", "交叉熵（类别再平衡）"),
        },
    ),
    "optimizer": Choice(
        Text("Optimizer", "优化器"),
        {
            "sgd": Text("SGD", "SGD"),
            "momentum": Text("SGD with momentum", "带动量的 SGD"),
            "rmsprop": Text("RMSprop", "RMSprop"),
            "adam": Text("Adam", "Adam"),
            "adamw": Text("AdamW", "AdamW"),
        },
    ),
    "learning_rate": Number(Text("Learning rate", "学习率"), 1e-8, 1000.0),
    "batch": Number(Text("Batch size", "批大小"), 1, 64, whole=True),
    "clip": Number(Text("Clip the gradient's norm (0: off)", "梯度范数裁剪（0 为关）"), 0.0, 100.0),
    "dropout": Number(Text("Dropout", "Dropout"), 0.0, 0.8),
    "l2": Number(Text("L2 penalty", "L2 惩罚"), 0.0, 0.1),
    "augment": Switch(Text("Augmentation: crops and mirrors", "数据增强：裁剪与镜像")),
    "network": Choice(
        Text("Network", "网络"),
        {
            "scratch": Text("Small, from scratch", "从零训练的小网络"),
            "published": Text("Decoder on the published encoder", "在已发布编码器上的解码器"),
        },
    ),
    "width": Number(Text("Width", "宽度"), 4, 48, whole=True),
    "depth": Number(Text("Depth", "深度"), 0, 6, whole=True),
    "epochs": Number(Text("Epochs", "轮数"), 1, 60, whole=True),
    "seed": Number(Text("Seed", "随机种子"), 0, 9999, whole=True),
}
"""Every setting by name, in the order in which the page shows them."""


@dataclass(frozen=True)
class Settings:
    """One run of the lesson; what is out of bounds raises.

    Example:
        >>> Settings(loss="mae").query()
        'loss=mae'
        >>> Settings.from_query("loss=mae&epochs=5").epochs
        5
    """

    source: str = "photos"
    pictures: int = 64
    gray: float = 0.0
    loss: str = "cross_entropy"
    optimizer: str = "adam"
    learning_rate: float = 0.002
    batch: int = 8
    clip: float = 0.0
    dropout: float = 0.0
    l2: float = 0.0
    augment: bool = True
    network: str = "scratch"
    width: int = 16
    depth: int = 2
    epochs: int = 20
    seed: int = 0

    def __post_init__(self):
        for name, knob in KNOBS.items():
            if not knob.holds(value := getattr(self, name)):
                raise _refusal(name, value)

    def query(self) -> str:
        """What differs from the defaults, as the query of a link; empty where nothing does."""
        plain = asdict(Settings())
        given = {name: _as_text(value) for name, value in asdict(self).items() if value != plain[name]}
        return urlencode(given)

    @classmethod
    def from_query(cls, query: str) -> Settings:
        """Read a link's query; what it does not name stays at its default.

        Raises:
            ColorizeError: an unknown name, one that comes twice, or a value that its setting does not hold.
        """
        values = {}
        for name, text in parse_qsl(query, keep_blank_values=True):
            if name not in KNOBS or name in values:
                raise ColorizeError(
                    "This link names the setting {name!r}, which is unknown or comes twice. Settings: {choices}.",
                    "该链接中的设置 {name!r} 未知或重复。可用的设置：{choices}。",
                    name=name[:40], choices=", ".join(KNOBS),
                )  # fmt: skip
            try:
                values[name] = KNOBS[name].parse(text)
            except ValueError:
                raise _refusal(name, text) from None
        return cls(**values)


def _as_text(value) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _refusal(name: str, value) -> ColorizeError:
    knob = KNOBS[name]
    expected = knob.expected()
    en, zh = ("empty", "空") if value in (None, "") else (repr(str(value)[:40]),) * 2
    return ColorizeError(
        f"{knob.title.en} ({name}) came as {en}; it is {expected.en}.",
        f"{knob.title.zh}（{name}）为{zh}；应为{expected.zh}。",
    )


NAMES = tuple(item.name for item in fields(Settings))
