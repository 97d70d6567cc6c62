"""What a run is asked before anything is loaded: may its checkpoint be written, can its settings be obeyed."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from colorize import checkpoint
from colorize.errors import ColorizeError
from colorize.networks import efficientnet
from colorize.train.settings import Range, Settings, check_numbers, out_of_range

WORDS = ("published", "none")
"""What `--init` understands besides the names of checkpoints."""


def checked(settings: Settings, folder: Path) -> Settings:
    """The same settings, an alias of a checkpoint replaced by the name that it stands for.

    Args:
        settings: of a colorizer's run.
        folder: of the checkpoints.

    Raises:
        ColorizeError: the checkpoint may not be written, a number is out of its range, settings contradict each other,
            or there is no colorizer of the name that `--init` gives.
    """
    settings = replace(settings, init=checkpoint.ALIASES.get(settings.init, settings.init))
    check_out(settings, folder, settings.init)
    check_numbers(asdict(settings))
    last = efficientnet.block_count(settings.encoder) - 1
    if settings.train_from > last:
        raise out_of_range("train_from", settings.train_from, Range(0, last))
    check_together(settings)
    if settings.init not in WORDS:
        checkpoint.read_card(settings.init, folder, task="colorize")
    return settings


def check_out(settings, folder: Path, init: str = "") -> None:
    """May a run write the checkpoint that its `--out` names?

    Args:
        settings: of a colorizer's or a classifier's run.
        folder: of the checkpoints.
        init: the checkpoint that it goes on from.

    Raises:
        ColorizeError: the name is none, is taken by an alias, or is that of a finished checkpoint which this run
            neither goes on from nor was told to replace.
    """
    out, home = settings.out, folder / settings.out
    if not checkpoint.is_plain(out) or not out or out.startswith("."):
        raise ColorizeError(
            "--out {name!r} names no folder right under checkpoints/. Pass a plain name that does not begin with a dot.",
            "--out {name!r} 不是 checkpoints/ 之下的文件夹名。请给出普通名称，不含路径，也不以点开头。",
            name=out,
        )
    if out in checkpoint.ALIASES or out in WORDS:
        raise ColorizeError(
            "--out {name!r} would never be found: the name stands for something else. Taken so are: {taken}. Pass another.",
            "--out {name!r} 无法再被找到：该名称另有含义。已占用的名称：{taken}。请换一个。",
            name=out, taken=", ".join([*checkpoint.ALIASES, *WORDS]),
        )  # fmt: skip
    finished = any((home / file).is_file() for file in ("model.keras", "card.json"))
    continued = init == out or ((home / "state.npz").is_file() and not settings.restart)
    if finished and not (continued or settings.replace):
        raise ColorizeError(
            "There is a finished checkpoint {name!r}. Pass another --out, or --replace to write over it; a colorizer's "
            "training goes on from it with --init {name}.",
            "已有完成的检查点 {name!r}。请换一个 --out，或用 --replace 覆盖它；上色网络可用 --init {name} 从它继续训练。",
            name=out,
        )


def check_together(settings: Settings) -> None:
    """Refuse settings that contradict each other."""
    if settings.part == "hints" and (settings.network != "hinted" or settings.init in WORDS):
        raise ColorizeError(
            "--part hints trains what a network is told by given colors and nothing else. Pass --network hinted, and --init "
            "with the checkpoint whose answer is to stay as it is.",
            "--part hints 只训练网络接受给定颜色的部分。请使用 --network hinted，并用 --init 指定回答应保持不变的检查点。",
        )
    if settings.recall and (settings.stage, settings.part) != ("fine-tune", "all"):
        raise ColorizeError(
            "--recall is a task of the encoder, which --stage features and --part hints leave as it is. Leave one of them out.",
            "--recall 是编码器的任务，而 --stage features 与 --part hints 不训练编码器。请去掉其中一项。",
        )
