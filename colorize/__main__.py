"""The command line: `python -m colorize --help`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from colorize.errors import ColorizeError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; errors of the user's kind are one sentence on standard error and exit status 2."""
    options = build_parser().parse_args(arguments)
    try:
        options.run(options)
    except ColorizeError as error:
        print(f"colorize: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options. Modules that need Keras are imported when their command runs."""
    parser = argparse.ArgumentParser(prog="python -m colorize", description="Work with the color of pictures.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_colorize(commands)
    _add_convert(commands)
    _add_train(commands)
    _add_evaluate(commands)
    _add_benchmark(commands)
    return parser


def _command(commands, name: str, text: str, run) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _add_colorize(commands) -> None:
    from colorize.checkpoint import ALIASES, models

    def run(options) -> None:
        import colorize

        start = time.perf_counter()
        picture = colorize.colorize(options.input, options.model, vividness=options.vividness)
        _write(picture, options, start)

    command = _command(commands, "colorize", "Give a black-and-white photo color.", run)
    command.add_argument("input", metavar="IN", type=Path, help="the picture")
    command.add_argument("output", metavar="OUT", type=Path, help="where the result goes; its suffix says the format")
    names = ", ".join([*ALIASES, *models()])
    command.add_argument("--model", default="auto", help=f"one of: {names} (default auto)")
    command.add_argument("--vividness", type=float, default=1.0, help="0 (gray) to 2 (default 1)")


def _add_convert(commands) -> None:
    from colorize.color import modes

    def run(options) -> None:
        import colorize

        start = time.perf_counter()
        _write(colorize.convert(options.input, options.mode), options, start)

    command = _command(commands, "convert", "Bring a picture into another color mode.", run)
    command.add_argument("input", metavar="IN", type=Path, help="the picture")
    command.add_argument("output", metavar="OUT", type=Path, help="where the result goes; its suffix says the format")
    command.add_argument("--mode", required=True, help=f"one of: {', '.join(modes())}")


def _write(picture, options, start: float) -> None:
    from colorize.image import format_by_suffix, losses

    picture.save(options.output)
    height, width = picture.array.shape[:2]
    print(f"{options.output}: {width} x {height}, {picture.mode}, {time.perf_counter() - start:.2f} s")
    for name, value in picture.flags.items():
        print(f"  {name}: {value:.3g}" if isinstance(value, float) else f"  {name}: {value}")
    for loss in losses(picture, format_by_suffix(options.output).name):
        print(f"  {loss.en}")


def _add_train(commands) -> None:
    from colorize.train.settings import Settings, add_arguments

    def run(options) -> None:
        from colorize.train import train

        values = {key: value for key, value in vars(options).items() if key != "run"}
        print(f"Written: {train(Settings(**values))}")

    text = "Train a colorizer on photos; a run that was stopped goes on when its command is repeated."
    add_arguments(_command(commands, "train", text, run))


def _add_evaluate(commands) -> None:
    def run(options) -> None:
        from colorize.evaluate import main

        main(options)

    text = "Measure a model on color photos, beside the gray picture and a constant color."
    command = _command(commands, "evaluate", text, run)
    command.add_argument("data", metavar="DATA", type=Path, help="folder or zip of color photos")
    command.add_argument("--model", default="auto", help="name of the checkpoint (default auto)")
    command.add_argument("--vividness", type=float, default=1.0, help="0 to 2 (default 1)")
    command.add_argument(
        "--half", choices=("all", "even", "odd"), default=None,
        help="positions of the names sorted within each source: choose on the even ones, report the odd ones "
        "(default odd for photos-val.zip, else all)",
    )  # fmt: skip
    command.add_argument("--limit", type=int, default=0, help="only so many photos, evenly spread (0: all)")
    command.add_argument("--json", type=Path, help="write the figures to this file")
    command.add_argument("--sheet", type=Path, help="write a contact sheet (gray, result, truth) to this PNG")
    command.add_argument("--against", help="another checkpoint: is this model better? (paired bootstrap)")
    command.add_argument("--record", action="store_true", help="write the figures into the checkpoint's card")


def _add_benchmark(commands) -> None:
    def run(options) -> None:
        from colorize.benchmark import main

        main(options)

    command = _command(commands, "benchmark", "Measure speed and memory on this machine.", run)
    command.add_argument("--json", type=Path, help="write the figures to this file")
    command.add_argument("--only", help="run only the sections whose name holds this text")


if __name__ == "__main__":
    sys.exit(main())
