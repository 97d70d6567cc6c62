"""Everything a training run can be told, in one place: the command line's options are made from it."""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict, dataclass, field, fields
from typing import NamedTuple

from colorize.errors import ColorizeError
from colorize.text import Text


class Range(NamedTuple):
    """The numbers that an option may be: `low` to `high`, multiples of `multiple` where one is given."""

    low: float
    high: float = math.inf
    multiple: int = 0

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high and not (self.multiple and value % self.multiple)

    @property
    def text(self) -> Text:
        """The range in words.

        Example:
            >>> Range(1).text.en, Range(0, 0.9).text.en, Range(32, multiple=32).text.en
            ('1 or more', '0 to 0.9', 'a multiple of 32, 32 or more')
        """
        words = Text("{low:g} to {high:,.9g}", "{low:g} 至 {high:,.9g}")
        if self.high == math.inf:
            words = Text("{low:g} or more", "不小于 {low:g}")
        if self.multiple:
            words = Text("a multiple of {multiple}, " + words.en, "{multiple} 的倍数，" + words.zh)
        return words.format(**self._asdict())


def _option(default, text: str, choices: tuple | None = None, **limits):
    """A setting; `limits` are those of its `Range`."""
    allowed = Range(**limits) if limits else None
    return field(default=default, metadata={"help": text, "choices": choices, "range": allowed})


@dataclass(frozen=True)
class Settings:
    """One training run."""

    out: str = _option("", "name of the checkpoint to write")
    head: str = _option("classification", "what the network learns to say", ("classification", "regression"))
    network: str = _option(
        "colorizer",
        "the architecture; hinted takes given colors too; the others say what a picture shows, and refuse an option that "
        "their training does not read with a list of those that it reads",
        ("colorizer", "hinted", "mnist_dense", "mnist_conv", "objects", "scenes"),
    )
    encoder: str = _option("lite0", "the published encoder: a member of the EfficientNet-Lite family", ("lite0", "lite1", "lite2"))
    attention: int = _option(0, "blocks in which every place of the picture hears from all that resemble it", low=0)
    dropout: float = _option(
        0.0,
        "share of the decoder's channels, and of the pictures for which the encoder's last block is skipped (earlier ones "
        "less), that a step leaves out at random, against learning the photos by heart",
        low=0, high=0.9,
    )
    recall: float = _option(
        0.0,
        "weight of a second task, against forgetting: to say of the gray picture what the published classifier says of it "
        "in color; fine-tune stage",
        low=0,
    )
    stage: str = _option(
        "fine-tune",
        "features: the encoder stays as it is, its features are computed once and only the decoder trains; "
        "fine-tune: the whole network trains end to end",
        ("features", "fine-tune"),
    )
    init: str = _option(
        "published",
        "where the weights come from: `published` (the encoder file in COLORIZE_DATA), the name of a checkpoint, or "
        "`none` (from scratch: all of the encoder trains, whatever --train-from says; fine-tune stage)",
    )
    data: str = _option("", "folder or zip of photos, several separated by commas; default the zips in COLORIZE_DATA")
    validation: str = _option(
        "",
        "folder or zip of photos to validate on, all of them; of photos-val.zip in COLORIZE_DATA, the default, the even half "
        "alone, as the other is for reports; where there is none, every 20th photo",
    )
    limit: int = _option(0, "use only so many photos (0: all)", low=0)
    pictures: int = _option(400_000, "how many pictures to show the network in this run, a batch at least", low=1)
    epoch_pictures: int = _option(12_800, "pictures between two validations, a batch at least", low=1)
    batch: int = _option(64, "pictures in a batch", low=1)
    size: int = _option(128, "side of the training crops, pixels", low=32, multiple=32)
    views: int = _option(
        2, "features stage: views of every photo, the first the whole photo, the others random crops", low=1
    )
    cache: str = _option("runs/features", "features stage: folder for the cached features")
    learning_rate: float = _option(6e-4, "of the decoder, at its peak", low=0)
    encoder_rate: float = _option(0.35, "the encoder's learning rate as a share of the decoder's", low=0)
    part: str = _option(
        "all",
        "hints: only what hints enter by is trained, so that the answer without any stays that of the checkpoint of --init",
        ("all", "hints"),
    )
    train_from: int = _option(
        3,
        "first encoder block that trains: 0 to 15, of lite1 and lite2 to 20; stride 8 begins at 3, of lite1 and lite2 at 4",
        low=0, high=20,
    )
    hinted: float = _option(0.5, "share of the pictures that come with hints, for a network that takes any", low=0, high=1)
    aged: float = _option(0.5, "share of the pictures that the network sees as old prints; fine-tune stage", low=0, high=1)
    warm_up: float = _option(0.04, "share of the run over which the learning rate rises", low=0, high=1)
    weight_decay: float = _option(0.01, "decoupled weight decay of the kernels", low=0)
    clip: float = _option(1.0, "largest norm of the whole gradient (0: any)", low=0)
    average: float = _option(
        0.999, "momentum, per step, of the averaged weights that are validated and saved", low=0, high=1
    )
    precision: str = _option(
        "float32",
        "of the decoder while it trains; mixed_bfloat16 is faster where the processor has bfloat16 arithmetic",
        ("float32", "mixed_bfloat16"),
    )
    seed: int = _option(0, "of weights, photos and crops", low=0, high=1_000_000)
    restart: bool = _option(False, "forget an unfinished run of the same name")
    replace: bool = _option(False, "write over a finished checkpoint of the same name, other than that of --init")

    @property
    def steps(self) -> int:
        """Optimizer steps of the run."""
        return max(1, self.pictures // self.batch)

    @property
    def epoch_steps(self) -> int:
        """Optimizer steps between two validations."""
        return max(1, self.epoch_pictures // self.batch)

    def same_run(self) -> dict:
        """What must be equal for an unfinished run to be continued."""
        return {key: value for key, value in asdict(self).items() if key not in NOT_OF_A_RUN}


NOT_OF_A_RUN = ("restart", "replace", "cache")
"""Settings that may differ where an unfinished run is continued."""
RANGES = {item.name: item.metadata["range"] for item in fields(Settings) if item.metadata["range"]} | {"epochs": Range(1)}
"""What numbers may be; a classifier's options are those of the same names, and epochs."""


def flag(name: str) -> str:
    """A setting as an option of the command line.

    Example:
        >>> flag("learning_rate")
        '--learning-rate'
    """
    return "--" + name.replace("_", "-")


def check_numbers(values: dict) -> None:
    """Hold values, by the names of their settings, against `RANGES`.

    Raises:
        ColorizeError: one is outside; the message names option, value and range.
    """
    for name, value in values.items():
        if name in RANGES and value not in RANGES[name]:
            raise out_of_range(name, value, RANGES[name])


def out_of_range(name: str, value: float, allowed: Range) -> ColorizeError:
    """What to tell of a number that an option may not be."""
    return ColorizeError(
        "{option} came as {value}, expected {range}.", "{option} 为 {value}，应为{chinese_range}。",
        option=flag(name), value=value, range=allowed.text.en, chinese_range=allowed.text.zh,
    )  # fmt: skip


def add_arguments(parser) -> None:
    """One `--option` for every setting; the parser's result holds only those that were given."""
    for item in fields(Settings):
        option, options = flag(item.name), {"help": item.metadata["help"]}
        if isinstance(item.default, bool):
            parser.add_argument(option, action="store_true", default=argparse.SUPPRESS, **options)
        else:
            allowed = item.metadata["range"]
            shown = f"{allowed.text.en}; default" if allowed else "default"
            shown = "" if item.default == "" else f" ({shown} {item.default})"
            options |= {"type": type(item.default), "default": argparse.SUPPRESS, "choices": item.metadata["choices"]}
            parser.add_argument(option, **options | {"help": options["help"] + shown}, required=item.name == "out")
