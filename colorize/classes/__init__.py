"""What the classes of classifiers are called, in English and Chinese.

`miniplaces.csv`: the 100 scene classes by their label in the photo zips, named for this project.
`imagenet.csv`: the 1000 ImageNet classes in the usual order; English from Gradio 6.31 (`imagenet_labels.json`,
Apache-2.0), Chinese from the PyPI package `clip-benchmark` 1.6.2 (`cn_classnames.json`, MIT).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from colorize.text import Text

HERE = Path(__file__).parent
IMAGENETTE = {
    "n01440764": 0, "n02102040": 217, "n02979186": 482, "n03000684": 491, "n03028079": 497, "n03394916": 566,
    "n03417042": 569, "n03425413": 571, "n03445777": 574, "n03888257": 701,
}  # fmt: skip
"""Folders of imagenette by their place among the 1000 classes."""


def imagenet() -> list[Text]:
    """The 1000 ImageNet classes.

    Example:
        >>> len(imagenet()), imagenet()[217].en
        (1000, 'English Springer Spaniel')
    """
    return [Text(row["en"], row["zh"]) for row in _rows("imagenet.csv")]


def miniplaces() -> dict[str, Text]:
    """The 100 scene classes by label.

    Example:
        >>> miniplaces()["bakery_shop"].en
        'bakery'
    """
    return {row["label"]: Text(row["en"], row["zh"]) for row in _rows("miniplaces.csv")}


def digits() -> list[Text]:
    """0 to 9."""
    return [Text(str(digit), str(digit)) for digit in range(10)]


NAMES = {"digits": digits, "imagenet": imagenet, "miniplaces": lambda: list(miniplaces().values())}
"""What a card's `output["names"]` may say: functions to the names of its classes, in order."""


@cache
def _rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
