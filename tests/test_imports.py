"""Imports point one way, and the light parts stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# From the bottom up; a module may import its own layer and those before it.
LAYERS = (
    ("text", "errors"), ("classes",), ("image",), ("color", "outputs"), ("press",), ("metrics", "hints"), ("lab",), ("networks",),
    ("checkpoint", "card_readme"),
    ("guided", "predict", "proposals", "explain"),
    ("aging", "data", "ab_frequencies", "digits", "classify", "train", "evaluate", "benchmark"), ("lesson",), ("tabs",),
    ("app", "__main__", "documentation", "notebooks"),
)  # fmt: skip
LEVEL = {name: number for number, layer in enumerate(LAYERS) for name in layer}
FILES = [*sorted((ROOT / "colorize").rglob("*.py")), ROOT / "app.py"]


def part_of(path: Path) -> str:
    """The module right under `colorize` that a file belongs to."""
    if path.name == "app.py":
        return "app"
    first = path.relative_to(ROOT / "colorize").parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The parts of the package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("colorize.")}
    return found & set(LEVEL)


@pytest.mark.parametrize(
    "path", [f for f in FILES if f.parent.name != "colorize" or f.name != "__init__.py"], ids=lambda p: p.name
)
def test_imports_point_one_way(path):
    own = part_of(path)
    assert own in LEVEL, f"{own} has no place in the order; give it one"
    for name in imported(path):
        assert LEVEL[name] <= LEVEL[own], f"{path.name} of {own} imports {name}"


def test_the_order_notices_a_wrong_import(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from colorize import tabs\nimport colorize.data.photos\n")
    assert imported(wrong) == {"tabs", "data"}


@pytest.mark.parametrize(
    "statement",
    [
        "import colorize; colorize.models(); colorize.modes()",
        "import colorize, numpy; colorize.convert(numpy.zeros((2, 2, 3)), 'lab')",
        "import colorize.__main__ as m; m.build_parser()",
        "from colorize.lesson.settings import Settings; Settings.from_query('loss=mse')",
        "from colorize.lab.round_trip import round_trip; import numpy; round_trip(numpy.zeros((2, 2, 3)), 'lab')",
    ],
)
def test_light_parts_load_neither_keras_nor_gradio(statement):
    heavy = "{'tensorflow', 'keras', 'gradio', 'matplotlib', 'jax', 'torch'}"
    code = f"{statement}; import sys; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""
