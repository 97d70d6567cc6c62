"""Everything a training run can be told, in one place: the command line's options are made from it."""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass, field, fields


def _option(default, text: str, choices: tuple | None = None):
    return field(default=default, metadata={"help": text, "choices": choices})


@dataclass(frozen=True)
class Settings:
    """One training run."""

    out: str = _option("", "name of the checkpoint to write")
    head: str = _option("classification", "what the network learns to say", ("classification", "regression"))
    network: str = _option(
        "colorizer",
        "the architecture; hinted takes given colors too; the others say what a picture shows, and of the options below "
        "they take --learning-rate, --batch, --size, --views, --weight-decay, --data, --cache, --seed and --restart",
        ("colorizer", "hinted", "mnist_dense", "mnist_conv", "objects", "scenes"),
    )
    encoder: str = _option("lite0", "the published encoder: a member of the EfficientNet-Lite family", ("lite0", "lite1", "lite2"))
    attention: int = _option(0, "blocks in which every place of the picture hears from all that resemble it")
    dropout: float = _option(
        0.0,
        "share of the decoder's channels, and of the pictures for which the encoder's last block is skipped (earlier ones "
        "less), that a step leaves out at random, against learning the photos by heart",
    )
    recall: float = _option(
        0.0,
        "weight of a second task, against forgetting: to say of the gray picture what the published classifier says of it "
        "in color; fine-tune stage",
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
        "`none` (from scratch)",
    )
    data: str = _option("", "folder or zip of photos, several separated by commas; default the zips in COLORIZE_DATA")
    validation: str = _option(
        "", "folder or zip of photos to validate on; default photos-val.zip in COLORIZE_DATA, else every 20th photo"
    )
    limit: int = _option(0, "use only so many photos (0: all)")
    pictures: int = _option(400_000, "how many pictures to show the network in this run")
    epoch_pictures: int = _option(12_800, "pictures between two validations")
    batch: int = _option(64, "pictures in a batch")
    size: int = _option(128, "side of the training crops, pixels; a multiple of 32")
    views: int = _option(2, "features stage: views of every photo, the first the whole photo, the others random crops")
    cache: str = _option("runs/features", "features stage: folder for the cached features")
    learning_rate: float = _option(6e-4, "of the decoder, at its peak")
    encoder_rate: float = _option(0.35, "the encoder's learning rate as a share of the decoder's")
    part: str = _option(
        "all",
        "hints: only what hints enter by is trained, so that the answer without any stays that of the checkpoint of --init",
        ("all", "hints"),
    )
    train_from: int = _option(3, "first encoder block that trains (0 to 15; 3 is where stride 8 begins)")
    hinted: float = _option(0.5, "share of the pictures that come with hints, for a network that takes any")
    aged: float = _option(0.5, "share of the pictures that the network sees as old prints; fine-tune stage")
    warm_up: float = _option(0.04, "share of the run over which the learning rate rises")
    weight_decay: float = _option(0.01, "decoupled weight decay of the kernels")
    clip: float = _option(1.0, "largest norm of the whole gradient")
    average: float = _option(0.999, "momentum, per step, of the averaged weights that are validated and saved")
    precision: str = _option(
        "float32",
        "of the decoder while it trains; mixed_bfloat16 is faster where the processor has bfloat16 arithmetic",
        ("float32", "mixed_bfloat16"),
    )
    seed: int = _option(0, "of weights, photos and crops")
    restart: bool = _option(False, "forget an unfinished run of the same name")

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
        return {key: value for key, value in asdict(self).items() if key not in ("restart", "cache")}


def add_arguments(parser) -> None:
    """One `--option` for every setting; the parser's result holds only those that were given."""
    for item in fields(Settings):
        flag, options = "--" + item.name.replace("_", "-"), {"help": item.metadata["help"]}
        if isinstance(item.default, bool):
            parser.add_argument(flag, action="store_true", default=argparse.SUPPRESS, **options)
        else:
            shown = "" if item.default == "" else f" (default {item.default})"
            options |= {"type": type(item.default), "default": argparse.SUPPRESS, "choices": item.metadata["choices"]}
            parser.add_argument(flag, **options | {"help": options["help"] + shown}, required=item.name == "out")
