"""The command line: `python -m colorize --help`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from colorize.errors import ColorizeError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; errors of the user's kind are one sentence on standard error and exit status 2.

    Where some files of a folder were refused and the others done, the status is 1.
    """
    options = build_parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except ColorizeError as error:
        print(f"colorize: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options. Modules that need Keras are imported when their command runs."""
    parser = argparse.ArgumentParser(prog="python -m colorize", description="Work with the color of pictures.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_colorize(commands)
    _add_convert(commands)
    _add_train(commands)
    _add_evaluate(commands)
    _add_sheet(commands)
    _add_benchmark(commands)
    return parser


def _command(commands, name: str, text: str, run) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _add_colorize(commands) -> None:
    def run(options) -> None:
        import colorize

        start = time.perf_counter()
        hints = [_hint(text) for text in options.hint]
        picture = colorize.colorize(options.input, options.model, vividness=options.vividness, hints=hints)
        _write(picture, options.output, start)

    command = _command(commands, "colorize", "Give a black-and-white photo color.", run)
    command.add_argument("input", metavar="IN", type=Path, help="the picture")
    command.add_argument("output", metavar="OUT", type=Path, help="where the result goes; its suffix says the format")
    command.add_argument("--model", default="auto", help=f"{_models()} (default auto)")
    command.add_argument("--vividness", type=float, default=1.0, help="0 (gray) to 2 (default 1)")
    command.add_argument(
        "--hint", action="append", default=[], metavar="X,Y,#RRGGBB",
        help="a known color at a place, in pixels; may be repeated; for models that take hints",
    )  # fmt: skip


def _models() -> str:
    """What `--model` takes; help is given also where a card cannot be read, which the command itself will say."""
    from colorize.checkpoint import ALIASES, models

    try:
        return f"one of: {', '.join([*ALIASES, *models()])}"
    except (ColorizeError, OSError, ValueError):
        return "the name of a folder of checkpoints/ that colorizes"


def _hint(text: str) -> tuple:
    """`120,80,#c03020` as (120.0, 80.0, "#c03020"); what is not of that form is left for `colorize` to refuse."""
    x, _, rest = text.partition(",")
    y, _, color = rest.partition(",")
    try:
        return float(x), float(y), color
    except ValueError:
        return (text,)


def _add_convert(commands) -> None:
    from colorize.press import modes

    def run(options) -> int:
        import colorize
        from colorize.press import parse_options

        start = time.perf_counter()
        chosen = parse_options(options.mode, options.option)
        if options.input.is_dir():
            return _convert_folder(options, chosen)
        if options.format is not None and options.input.exists():
            raise ColorizeError(
                "--format is for folders; the format of one file is that of its name, {name}. Leave --format out.",
                "--format 用于文件夹；单个文件的格式由文件名 {name} 决定。请去掉 --format。",
                name=options.output.name,
            )
        _write(colorize.convert(options.input, options.mode, **chosen), options.output, start)
        return 0

    command = _command(commands, "convert", "Bring a picture, or every picture of a folder, into another mode.", run)
    command.add_argument("input", metavar="IN", type=Path, help="the picture, or a folder of pictures")
    command.add_argument(
        "output", metavar="OUT", type=Path, help="where the result goes; its suffix says the format. For a folder, one"
    )
    command.add_argument("--mode", required=True, help=f"one of: {', '.join(modes())}")
    command.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="a setting of the mode; may be repeated"
    )
    command.add_argument("--format", help="of a folder's results (default: that of each file where it holds the mode)")


def _convert_folder(options, chosen: dict) -> int:
    """Convert a folder, say what was written and what refused, and return 1 where anything was refused."""
    from functools import partial

    from colorize import press
    from colorize.color.folder import convert_folder

    written, last = [], time.perf_counter()

    def done(path, picture) -> None:
        nonlocal last
        written.append(path)
        _say(picture, path, last)
        last = time.perf_counter()

    press.check(options.mode, chosen)
    convert = partial(press.convert, mode=options.mode, **chosen)
    refused = convert_folder(options.input, options.output, options.mode, convert, options.format, done)
    for error in refused:
        print(f"colorize: {error}", file=sys.stderr)
    print(f"{len(written)} converted, {len(refused)} refused")
    return 1 if refused else 0


def _write(picture, path: Path, start: float) -> None:
    picture.save(path)
    _say(picture, path, start)


def _say(picture, path: Path, start: float) -> None:
    """What was written, how long it took, what happened on the way and what the file does not hold."""
    from colorize.image import format_by_suffix, losses

    height, width = picture.array.shape[:2]
    print(f"{path}: {width} x {height}, {picture.mode}, {time.perf_counter() - start:.2f} s")
    for name, value in picture.flags.items():
        print(f"  {name}: {value:.3g}" if isinstance(value, float) else f"  {name}: {value}")
    for loss in losses(picture, format_by_suffix(path).name):
        print(f"  {loss.en}")


def _add_train(commands) -> None:
    from colorize.train.classifiers.settings import RECIPES, ClassifierSettings
    from colorize.train.settings import Settings, add_arguments

    def run(options) -> None:
        values = {key: value for key, value in vars(options).items() if key != "run"}
        if values.get("network") in RECIPES:
            from colorize.train.classifiers import train_classifier

            print(f"Written: {train_classifier(ClassifierSettings.of(values))}")
            return
        from colorize.train import train

        if "epochs" in values:
            raise ColorizeError(
                "--epochs is for classifiers; a colorizer is told --pictures and --epoch-pictures.",
                "--epochs 用于分类网络；上色网络请用 --pictures 和 --epoch-pictures。",
            )
        print(f"Written: {train(Settings(**values))}")

    text = (
        "Train a colorizer on photos, or a classifier of digits or photos; a run that was stopped goes on when its "
        "command is repeated."
    )
    command = _command(commands, "train", text, run)
    add_arguments(command)
    command.add_argument(
        "--epochs", type=int, default=argparse.SUPPRESS,
        help="classifiers: times that every picture is seen (1 or more; default 5, scenes 30)",
    )  # fmt: skip


def _add_evaluate(commands) -> None:
    def run(options) -> None:
        from colorize.evaluate import main

        main(options)

    text = (
        "Measure a model: a colorizer on color photos, beside the gray picture and a constant color; a classifier on "
        "labelled photos or MNIST."
    )
    command = _command(commands, "evaluate", text, run)
    command.add_argument("data", metavar="DATA", type=Path, help="folder or zip of color photos, or mnist.npz")
    command.add_argument("--model", default="auto", help="name of the checkpoint (default auto)")
    command.add_argument("--vividness", type=float, default=1.0, help="0 to 2 (default 1)")
    command.add_argument(
        "--half", choices=("all", "even", "odd"), default=None,
        help="positions of the names sorted within each source: choose on the even ones, report the odd ones "
        "(default odd for photos-val.zip, else all)",
    )  # fmt: skip
    command.add_argument("--limit", type=int, default=0, help="only so many photos, evenly spread (0: all)")
    command.add_argument("--json", type=Path, help="write the figures to this file")
    command.add_argument(
        "--sheet", type=Path, help="write a contact sheet here: gray, result and truth, evenly spread, then of the ten worst"
    )
    command.add_argument("--against", help="another checkpoint: is this model better? (paired bootstrap)")
    command.add_argument(
        "--study", choices=("sources", "rivals", "vividness", "sizes", "edges", "calibration", "faces", "hints", "recognition"),
        help="take a closer look instead: one table, and a plot where there is one",
    )  # fmt: skip
    command.add_argument("--record", action="store_true", help="write the figures into the checkpoint's card")


def _add_sheet(commands) -> None:
    def run(options) -> None:
        from colorize.evaluate.sheet import write_sheet_of_folder

        write_sheet_of_folder(options.folder, options.output, options.model, options.vividness, options.cell)

    text = "Colorize every picture of a folder or zip onto one sheet, each beside what was given."
    command = _command(commands, "sheet", text, run)
    command.add_argument("folder", metavar="DATA", type=Path, help="folder or zip of photos, black-and-white ones too")
    command.add_argument("output", metavar="OUT", type=Path, help="the sheet; its suffix says the format")
    command.add_argument("--model", default="auto", help="name of the checkpoint (default auto)")
    command.add_argument("--vividness", type=float, default=1.0, help="0 to 2 (default 1)")
    command.add_argument("--cell", type=int, default=320, help="side of one picture, pixels (default 320)")


def _add_benchmark(commands) -> None:
    def run(options) -> None:
        from colorize.benchmark import main

        main(options)

    command = _command(commands, "benchmark", "Measure speed and memory on this machine.", run)
    command.add_argument("--json", type=Path, help="write the figures to this file")
    command.add_argument("--only", help="run only the sections whose name holds this text")


if __name__ == "__main__":
    sys.exit(main())
