"""The card that a classifier's run writes about itself."""

from __future__ import annotations

from pathlib import Path

from colorize import classes
from colorize.checkpoint import Card
from colorize.data import data_folder
from colorize.digits.mnist import FILE
from colorize.networks import efficientnet
from colorize.text import Text
from colorize.train.card import DATA_LICENSE, OWN_LICENSE, OWN_LIMIT, circumstances, environment, own_photos
from colorize.train.classifiers.photos import SOURCE
from colorize.train.classifiers.settings import ClassifierSettings
from colorize.train.state import State

TITLES = {
    "mnist_dense": Text("Digits: one hidden layer", "手写数字：一个隐藏层"),
    "mnist_conv": Text("Digits: convolutions", "手写数字：卷积网络"),
    "objects": Text("Objects (EfficientNet-Lite0)", "物体（EfficientNet-Lite0）"),
    "scenes": Text("Scenes", "场景"),
}
SUMMARIES = {
    "mnist_dense": Text(
        "The first network of most courses: pixels, 128 units, ten probabilities; it knows nothing of neighborhood.",
        "多数课程的第一个网络：像素、128 个单元、十个概率；它不懂像素之间的相邻关系。",
    ),
    "mnist_conv": Text(
        "Three convolutions look for strokes wherever they are: fewer weights, and less than a third of the mistakes.",
        "三层卷积在任何位置寻找笔画：权重更少，错误不到三分之一。",
    ),
    "objects": Text(
        "Names what a photo shows, out of 1000 ImageNet classes; published, not trained here.",
        "从 1000 个 ImageNet 类别中说出照片里的事物；直接采用已发布的网络，未在此训练。",
    ),
    "scenes": Text(
        "Names the place a photo shows, out of 100 scenes; it judges gray and recolored photos too.",
        "从 100 种场景中说出照片的地点；也能判断灰度照片和重新上色的照片。",
    ),
}
DIGIT_LIMITS = [
    Text(
        "Knows ten digits and nothing else: a letter or a face is called a digit too, often with confidence.",
        "只认识十个数字：字母或人脸也会被当成数字，而且往往很有把握。",
    ),
    Text(
        "Written by American clerks and students of the 1990s: a 7 with a bar or a 1 with a long flag are rare there.",
        "由 1990 年代的美国职员和学生书写：带横的 7、带长钩的 1 很少见。",
    ),
]
LIMITS = {
    "mnist_dense": DIGIT_LIMITS,
    "mnist_conv": DIGIT_LIMITS,
    "objects": [
        Text(
            "Its 1000 classes hold 120 breeds of dogs and hardly a person: what it has no name for gets another's.",
            "1000 个类别中有 120 种狗，却几乎没有人：没有对应名称的东西会得到别的名称。",
        ),
        Text(
            "Learned from color photos: in gray it is right less often.", "用彩色照片训练：对灰度照片的正确率较低。"
        ),
    ],
    "scenes": [
        Text(
            "One name a photo, out of 100; places beyond them get the likest name.",
            "每张照片只给出 100 个名称之一；其他地点会得到最相近的名称。",
        ),
        Text(
            "Learned from squares of 128 pixels, pressed from photos of any shape.",
            "训练素材是由各种比例的照片压成的 128 像素方图。",
        ),
    ],
}
MNIST_LICENSE = (
    "MNIST, (c) Y. LeCun and C. Cortes, CC BY-SA 3.0, derived from NIST Special Databases 1 and 3; "
    "the test digits stand in for validation, nothing was chosen by them"
)
DIGIT_INPUT = {
    "channels": 1, "range": [0, 1], "size": 28,
    "meaning": "a white digit on black in a box of 20 pixels, its center of mass in the middle of 28 x 28",
}  # fmt: skip


def describe(settings: ClassifierSettings, state: State, counts: dict[str, int]) -> Card:
    """The card of a finished run, or of a published network, its results still empty."""
    name = settings.network
    digits, names = name.startswith("mnist"), {"objects": "imagenet", "scenes": "miniplaces"}.get(name, "digits")
    photo = {
        "channels": 3, "range": [0, 1], "meaning": "sRGB, the whole picture, its aspect kept",
        "short_side": settings.size if name == "scenes" else 224,
    }  # fmt: skip
    return Card(
        name=settings.out,
        task="classify",
        title=TITLES[name],
        summary=SUMMARIES[name],
        architecture={"network": name, "arguments": {}},
        input=DIGIT_INPUT if digits else photo,
        output={"head": "classes", "channels": len(classes.NAMES[names]()), "names": names},
        data=_data(settings, counts),
        init={} if digits else efficientnet.source("lite0"),
        stages=[_stage(settings, state)] if state.step else [],
        limits=LIMITS[name] if not own(settings) else _own_limits(settings, counts),
        license="Apache-2.0" if name == "objects" else "MIT",
    )


def own(settings: ClassifierSettings) -> bool:
    """Whether `--data` names pictures other than those of the data folder, which are known."""
    if settings.network.startswith("mnist"):
        return bool(settings.data) and Path(settings.data).resolve() != ((data_folder() or Path()) / FILE).resolve()
    return own_photos(settings.data)


def _own_limits(settings: ClassifierSettings, counts: dict[str, int]) -> list[Text]:
    """What is true of a classifier whatever it learned from, and what it learned from."""
    return [LIMITS[settings.network][0], OWN_LIMIT.format(count=counts["training"], size=settings.size)]


def _data(settings: ClassifierSettings, counts: dict[str, int]) -> dict:
    if not counts:
        return {}
    digits, ours = settings.network.startswith("mnist"), not own(settings)
    source = SOURCE  # the folder in which photos of scenes are looked for, whoever's they are
    if digits:
        source = "MNIST" if ours else Path(settings.data).name
    license = OWN_LICENSE
    if ours:
        license = MNIST_LICENSE if digits else DATA_LICENSE
    return {
        "training": {source: counts["training"]}, "training_count": counts["training"],
        "left_out": {"unreadable": counts["unreadable"]} if counts.get("unreadable") else {},
        "validation_count": counts["validation"], "license": license,
    }  # fmt: skip


def _stage(settings: ClassifierSettings, state: State) -> dict:
    command = " ".join([*environment(), settings.command()])
    return circumstances(command, settings, settings.same_run() | {"stage": settings.network}, state)
