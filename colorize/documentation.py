"""The README's tables and picture, made from the registries and cards: `python -m colorize.documentation`."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path

from colorize import checkpoint, notebooks
from colorize.color import EFFECTS, SPACES
from colorize.metrics import METRICS

ROOT = Path(__file__).resolve().parent.parent
RESULT = "photos-val.zip (odd)"
SHOWN = ("psnr", "ciede2000", "auc", "auc_rebalanced", "colorfulness_ratio")
EXAMPLES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table.

    Example:
        >>> print(table(["a"], [["1"]]))
        | a |
        | --- |
        | 1 |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def models_table() -> str:
    """The checkpoints, with what was measured beside the gray picture."""
    titles = [METRICS[name].title.en for name in SHOWN]
    cards = checkpoint.cards(task="colorize")
    rows, gray = [], None
    for name, card in cards.items():
        metrics = card.results.get(RESULT, {}).get("metrics", {})
        cells = [f"{metrics[m]['value']:.2f}" if m in metrics else "not measured" for m in SHOWN]
        gray = gray or [f"{metrics[m]['gray']:.2f}" if m in metrics else "" for m in SHOWN]
        cost = f"{card.hours:.1f} h, {card.pictures:,} pictures"
        rows.append(
            [f"[`{name}`](checkpoints/{name}/README.md)", card.summary.en, f"{card.bytes / 1e6:.1f} MB", cost, *cells]
        )
    rows.append(["gray picture", "the input itself", "", "", *(gray or [""] * len(SHOWN))])
    return table(["model", "what to expect", "size", "trained here", *titles], rows)


def classifiers_table() -> str:
    """The classifiers, with their accuracy where it was measured."""
    rows = []
    for name, card in checkpoint.cards(task="classify").items():
        cost = f"{60 * card.hours:.1f} minutes" if card.stages else "not trained here"
        for data, result in card.results.items():
            one, five = (result["metrics"][m] for m in ("accuracy", "accuracy_top5"))
            figures = [f"{100 * f['value']:.1f} ({100 * f['low']:.1f} to {100 * f['high']:.1f})" for f in (one, five)]
            link = f"[`{name}`](checkpoints/{name}/README.md)"
            rows.append([link, card.summary.en, f"{card.bytes / 1e6:.1f} MB", cost, f"{data}, {result['count']:,}", *figures])
    return table(["model", "what it does", "size", "trained here", "measured on", "right, %", "among the first five, %"], rows)


def modes_table() -> str:
    """Every mode with its channels, ranges and source."""
    rows = []
    for name, mode in {**SPACES, **EFFECTS}.items():
        channels = ", ".join(f"{c.name} {c.low:g}-{c.high:g}{' ' + c.unit if c.unit else ''}" for c in mode.channels)
        rows.append([f"`{name}`", mode.title.en, "both ways" if name in SPACES else "one way", channels, mode.source])
    return table(["name", "mode", "reversible", "channels", "source"], rows)


def metrics_table() -> str:
    """Every metric with unit, direction and source."""
    direction = {True: "higher is better", False: "lower is better", None: "as the truth"}
    rows = [[f"`{n}`", m.title.en, m.unit, direction[m.higher_is_better], m.source] for n, m in METRICS.items()]
    return table(["name", "metric", "unit", "direction", "source"], rows)


def notebooks_table() -> str:
    """Every notebook with what it promises."""
    rows = []
    for path in notebooks.sources():
        link = f"[`{path.stem}`](notebooks/{path.stem}.ipynb)"
        rows.append([link, notebooks.title(path), notebooks.promise(path)])
    return table(["notebook", "title", "what it shows"], rows)


def events_table() -> str:
    """The page's events."""
    from app import build_app
    from colorize.tabs.events import event_table

    head = ["event", "takes", "changes", "what it does"]
    return table(head, [[f"`{e.name}`", _once(e.inputs), _once(e.outputs), e.what] for e in event_table(build_app())])


def _once(names: tuple[str, ...]) -> str:
    """Names in order; of those in a row that are the same, how many."""
    runs = [(name, len(list(group))) for name, group in itertools.groupby(names)]
    return ", ".join(name if count == 1 else f"{name} × {count}" for name, count in runs)


def tree() -> str:
    """Every module with the first line of its docstring."""
    lines = ["```", "app.py".ljust(34) + _first_line(ROOT / "app.py")]
    for path in sorted((ROOT / "colorize").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        lines.append(place.ljust(34) + " " + _first_line(path))
    for name in checkpoint.cards():
        history = "history.csv, " if checkpoint.read_history(name) else ""
        lines.append(f"checkpoints/{name}/".ljust(34) + f" model.keras, card.json, {history}README.md")
    lines.append("tests/".ljust(34) + " mirrors colorize/; browser/ drives the page in Chromium")
    return "\n".join([*lines, "```"])


def _first_line(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.split("\n")[0].rstrip(".:")


PARTS = {
    "models": models_table,
    "classifiers": classifiers_table,
    "modes": modes_table,
    "metrics": metrics_table,
    "notebooks": notebooks_table,
    "events": events_table,
    "tree": tree,
}


def render(text: str) -> str:
    """A README's text with each part between its two comment lines made anew."""
    for name, make in PARTS.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text, count = pattern.subn(lambda found, make=make: f"{found[1]}{make()}\n{found[2]}", text)
        if count != 1:
            raise ValueError(f"README.md holds {count} places for {name}, expected 1")
    return text


def draw_examples(path: Path) -> None:
    """The README's picture: every example photograph in gray, colorized and true."""
    import skimage

    from colorize.color import convert
    from colorize.evaluate.sheet import save_sheet, sheet
    from colorize.image import read
    from colorize.predict import colorize

    items = []
    for name in EXAMPLES:
        truth = read(Path(skimage.data_dir) / name)
        gray = convert(truth, "gray_lightness")
        parts = (gray.to_pil().convert("RGB"), colorize(truth).to_pil(), truth.to_pil())
        items.append((Path(name).stem, [_bytes(part) for part in parts]))
    save_sheet(sheet(items), path)


def _bytes(picture):
    import numpy as np

    return np.asarray(picture.convert("RGB"))


if __name__ == "__main__":
    for name in checkpoint.cards():
        checkpoint.write_card(checkpoint.read_card(name))
    readme = ROOT / "README.md"
    readme.write_text(render(readme.read_text(encoding="utf-8")), encoding="utf-8")
    draw_examples(ROOT / "docs" / "examples.png")
