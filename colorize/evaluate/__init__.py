"""Measuring a model: `python -m colorize evaluate`."""

from __future__ import annotations

import json
import sys

import numpy as np

from colorize import checkpoint
from colorize.errors import ColorizeError
from colorize.evaluate.protocol import Evaluation, check_limit, measure
from colorize.evaluate.sheet import check_sheet, save_sheet, sheet
from colorize.metrics import METRICS, PICTURE_METRICS, paired_interval
from colorize.outputs import check_output, write_output
from colorize.predict import warm

__all__ = ["Evaluation", "compare", "main", "measure", "report"]

SHEET_PICTURES = 48
WORST = 10


def main(options) -> None:
    """Run the command; `options` are those that `python -m colorize evaluate --help` lists.

    Whatever can be refused is refused before anything is measured.
    """
    check_limit(options.limit)
    task = checkpoint.read_card(options.model).task
    if options.record:
        _whole_sets_only(options)
    if options.study:
        study(options)
    elif task == "classify":
        of_classes(options)
    else:
        of_colors(options)


def _outputs(options) -> None:
    """Refuse files that cannot be written, or of which one would replace another."""
    if options.json:
        check_output(options.json, options.data)
    if options.sheet:
        check_sheet(options.sheet, given=options.data)
    if options.json and options.sheet and options.json.resolve() == options.sheet.resolve():
        raise ColorizeError(
            "--json and --sheet name the same file, {name}. Name two.", "--json 和 --sheet 是同一个文件 {name}。请分别命名。",
            name=options.json.name,
        )  # fmt: skip


def of_colors(options) -> None:
    """Measure a colorizer."""
    _outputs(options)
    kept = []
    if options.against:
        warm(options.against)

    def progress(number, name, truth, pictures):
        if options.sheet:
            kept.append((name, [pictures["gray"], pictures["model"], truth]))
        if sys.stdout.isatty():
            print(f"\r{number + 1} pictures", end="", flush=True)

    choice = {"vividness": options.vividness, "half": options.half, "limit": options.limit}
    result = measure(options.data, options.model, progress=progress, **choice)
    print("\r" + report(result))
    if options.against:
        print(compare(result, measure(options.data, options.against, **choice)))
    _keep(result, options)
    if options.sheet:
        errors = result.records["model"]["ciede2000"].mean(1)
        save_sheet(sheet(spread_and_worst(kept, errors)), options.sheet)


def spread_and_worst(items: list, errors: np.ndarray) -> list:
    """At most `SHEET_PICTURES` items, evenly spread, and after them the `WORST` of largest error."""
    step = -(-len(items) // SHEET_PICTURES)
    worst = [(f"worst {place}: {items[i][0]}", items[i][1]) for place, i in enumerate(np.argsort(-errors)[:WORST], 1)]
    return items[::step] + worst


def of_classes(options) -> None:
    """Measure a classifier."""
    from colorize.evaluate.classes import check_comparable, compare_classes, measure_classes, report_classes

    def progress(number):
        if sys.stdout.isatty():
            print(f"\r{number} pictures", end="", flush=True)

    _nothing_of_colorizers(options)
    _outputs(options)
    if options.against:
        check_comparable(options.model, options.against)
    result = measure_classes(options.data, options.model, limit=options.limit, progress=progress)
    print("\r" + report_classes(result))
    if options.against:
        print(compare_classes(result, measure_classes(options.data, options.against, limit=options.limit)))
    _keep(result, options)


def _given(options, *names: str) -> str:
    """Which of these options were given."""
    usual = {"--vividness": 1}
    values = {name: getattr(options, name.removeprefix("--")) for name in names}
    return ", ".join(name for name, value in values.items() if value != usual.get(name))


def _nothing_of_colorizers(options) -> None:
    """Refuse what has no meaning for a classifier, rather than pass it over."""
    if given := _given(options, "--vividness", "--half", "--sheet"):
        raise ColorizeError(
            "{options} is for colorizers; {model} is a classifier. Leave it out.",
            "{options} 用于上色模型；{model} 是分类模型。请去掉它。",
            options=given, model=options.model,
        )  # fmt: skip


def _keep(result, options) -> None:
    """Write what was measured where that was asked for: to a file, into the card."""
    if options.json:
        write_output(options.json, (json.dumps(result.to_json(), indent=1) + "\n").encode())
    if options.record:
        record(result, options.model)


def study(options) -> None:
    """Take a closer look, and keep its table in the checkpoint's card where that is asked for."""
    from colorize.evaluate.studies import STUDIES

    if given := _given(options, "--vividness", "--half", "--sheet", "--against", "--json"):
        raise ColorizeError(
            "A study chooses its own photos and settings: {options} cannot be combined with --study. Leave it out.",
            "专项研究自行选择照片和设置：{options} 不能与 --study 同用。请去掉它。",
            options=given,
        )  # fmt: skip
    chosen = STUDIES[options.study]
    found = chosen(options.data, options.model, options.limit)
    print(f"{chosen.title.en}. {found.note.en}")
    print(" | ".join(column.en for column in found.columns))
    for row in found.rows:
        print(" | ".join(f"{value:.3f}" if isinstance(value, float) else str(value) for value in row))
    if options.record:
        card = checkpoint.read_card(options.model)
        card.studies[chosen.name] = found.to_json(chosen.title, f"{chosen.name}.png")
        if found.plot:
            checkpoint.write_atomically(checkpoint.CHECKPOINTS / card.name / f"{chosen.name}.png", found.png())
        checkpoint.write_card(card)


def report(result: Evaluation) -> str:
    """The figures as a table of text, each beside the gray picture's and the mean color's."""
    lines = [
        f"{result.model} on {result.data}, {len(result.names)} pictures",
        f"{'':<24}{'value':>9}{'95 % interval':>20}{'over gray':>11}{'gray':>9}{'mean color':>12}",
    ]
    for name, figure in result.metrics.items():
        title = f"{METRICS[name].title.en} {METRICS[name].unit}".strip()
        lines.append(
            f"{title:<24}{figure['value']:>9.3f}{figure['low']:>11.3f}{figure['high']:>9.3f}"
            f"{figure['value'] - figure['gray']:>+11.3f}{figure['gray']:>9.3f}{figure['mean_color']:>12.3f}"
        )
    if result.left_out:
        lines.append(f"Left out: {result.left_out} more whose truth is gray, with no color to compare with.")
    return "\n".join(lines)


def compare(one: Evaluation, other: Evaluation) -> str:
    """What sets two models apart on the same pictures, with paired 95 % intervals."""
    lines = [f"{one.model} against {other.model}, the same {len(one.names)} pictures"]
    for name in PICTURE_METRICS:
        difference, low, high = paired_interval(name, one.records["model"][name], other.records["model"][name])
        direction = METRICS[name].higher_is_better
        verdict = "no clear difference" if low <= 0 <= high else "higher" if difference > 0 else "lower"
        if direction is not None and verdict in ("higher", "lower"):
            verdict = "better" if (verdict == "higher") == direction else "worse"
        lines.append(f"{METRICS[name].title.en:<24}{difference:>+9.3f}{low:>+11.3f}{high:>+9.3f}  {verdict}")
    return "\n".join(lines)


def record(result, model: str) -> None:
    """Write the figures into the checkpoint's card."""
    card = checkpoint.read_card(model)
    plain = result.to_json()
    card.results[plain["data"]] = {"count": plain["count"], "metrics": plain["metrics"]}
    checkpoint.write_card(card)


def _whole_sets_only(options) -> None:
    """Refuse to record figures that are not of a whole set at vividness 1: they would mislead."""
    if options.limit or options.vividness != 1:
        raise ColorizeError(
            "--record keeps figures of a whole set at vividness 1; leave out --limit and --vividness.",
            "--record 只记录整个数据集在鲜艳度 1 下的结果；请去掉 --limit 和 --vividness。",
        )
