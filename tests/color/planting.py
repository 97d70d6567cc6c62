"""Plants an error in one number of the color modes' source and imports them afresh with it."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import colorize.color

FOLDER = Path(colorize.color.__file__).parent
PACKAGE = "colorize.color"

FILES = (
    "primaries", "srgb", "wide", "cie", "chromaticity", "oklab", "cones", "polar", "hexcone", "luma", "ink", "gray",
    "looks", "machado", "color_vision", "negative",
)  # fmt: skip
"""Every module with a number that a conversion works with. The other modules hold no formula of a color: `bilevel`,
`posterize` and `dithering` are counts and sums, held against OpenCV, SciPy and plain loops; `strips` and `steps` only
run what the others say."""

DESCRIPTIVE = {"Channel", "Space", "Effect", "Number", "Color", "Choice", "gray", "luma_mode", "blue_and_red"}
"""Calls that describe a mode: numbers written directly in them are ranges and defaults, which other tests hold."""

COUNTS = {"reshape", "range", "planes", "run", "pixelwise", "eye", "full", "len"}
"""Calls whose numbers are counts, such as that of channels."""

ROUNDING = "parts rounding errors from colors: any number between the largest error and the smallest color will do"
GUARD = "keeps a division by 0 away where the result is settled already"
INVISIBLE = {
    ("cie", "NO_CHROMA"): ROUNDING,
    ("chromaticity", "NO_CHROMA"): ROUNDING,
    ("chromaticity", "NO_LIGHT"): ROUNDING,
    ("oklab", "NO_CHROMA"): ROUNDING,
    ("hexcone", "NEUTRAL"): ROUNDING,
    ("hexcone", "PALE"): "says which colors are looked at closely, and more of them may be",
    ("hexcone", "DULL"): "says which colors are worked out exactly, and more of them may be",
    ("hexcone", "FEW"): "says when they are picked out, for speed alone",
    ("hexcone", "APART"): "says how many pixels are looked at beforehand, for speed alone",
    ("hexcone", "LIFT"): "is multiplied by and divided by again",
    ("ink", "NO_LIGHT"): ROUNDING,
    ("looks", "ZERO_SUM"): GUARD,
    ("negative", "PERCENTILES"): "leave dust out: 99.9 cannot grow by 1 %, and 0.101 falls on the pixel that 0.1 does",
    ("negative", "SAMPLE"): "says how many pixels are looked at, and the test has fewer",
    ("negative", "ALMOST"): GUARD,
}
"""Constants and functions without a plant, and why: 1 % more in them changes no result."""

CANCELS = {("cones", "HUNT_POINTER_ESTEVEZ", 1.0): "the one number of its row, which is divided by the row's sum"}
"""Single numbers of which the same is true."""


@dataclass(frozen=True)
class Plant:
    """One number of the source, which `planted` makes 1 % larger.

    Args:
        file: module of `colorize.color`.
        line, column: where it stands.
        value: what it is.
        place: the constant or function that it belongs to.
    """

    file: str
    line: int
    column: int
    value: float
    place: str

    def __str__(self) -> str:
        return f"{self.file}.py:{self.line}:{self.column} {self.place}: {self.value:g}"


class _Finder(ast.NodeVisitor):
    """Collects the numbers that take part in arithmetic: not indices, shapes, ranges or counts."""

    def __init__(self, file: str):
        self.file, self.plants, self.place = file, [], ""

    def visit_Assign(self, node):
        self._inside(node.targets[0], [node.value])

    def visit_AnnAssign(self, node):
        self._inside(node.target, [node.value] if node.value else [])

    def visit_FunctionDef(self, node):
        self._inside(node, [*node.args.defaults, *node.body])

    def _inside(self, named, parts):
        """Look at the parts of a constant or function; what is within a function belongs to it."""
        outer, self.place = self.place, self.place or ast.unparse(named) if isinstance(named, ast.expr) else named.name
        if (self.file, self.place) not in INVISIBLE:
            for part in parts:
                self.visit(part)
        self.place = outer

    def visit_Call(self, node):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in COUNTS:
            return
        words = [word.value for word in node.keywords if word.arg not in ("axis", "initial")]
        for part in [node.func, *node.args, *words]:
            if not (name in DESCRIPTIVE and isinstance(part, ast.Constant | ast.UnaryOp | ast.Tuple)):
                self.visit(part)

    def visit_Subscript(self, node):
        self.visit(node.value)

    def visit_Compare(self, node):
        self.visit(node.left)

    def visit_Constant(self, node):
        number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
        if number and node.value != 0 and self.place and (self.file, self.place, node.value) not in CANCELS:
            self.plants.append(Plant(self.file, node.lineno, node.col_offset, float(node.value), self.place))


def plants() -> list[Plant]:
    """Every number of the conversions that is not 0, in the order of the files."""
    found = []
    for file in FILES:
        finder = _Finder(file)
        finder.visit(ast.parse((FOLDER / f"{file}.py").read_text(encoding="utf-8")))
        found += finder.plants
    return found


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with one number changed."""

    plant: Plant

    def get_code(self, fullname):
        tree = ast.parse(Path(self.path).read_text(encoding="utf-8"))
        changed = 0
        for node in ast.walk(tree):
            here = isinstance(node, ast.Constant) and (node.lineno, node.col_offset) == (
                self.plant.line,
                self.plant.column,
            )
            if here and node.value == self.plant.value:
                node.value *= 1.01
                changed += 1
        assert changed == 1, f"{self.plant}: {changed} numbers stand there"
        return compile(tree, self.path, "exec")


class _PlantFinder:
    """Finds the module that holds the plant before Python's own finders do."""

    def __init__(self, plant: Plant):
        self.plant = plant

    def find_spec(self, name, path=None, target=None):
        if name != f"{PACKAGE}.{self.plant.file}":
            return None
        loader = _Loader(name, str(FOLDER / f"{self.plant.file}.py"))
        loader.plant = self.plant
        return importlib.util.spec_from_loader(name, loader)


@contextmanager
def planted(plant: Plant) -> Iterator:
    """`colorize.color` imported afresh with the plant in it; afterwards everything is as it was."""
    kept = {name: module for name, module in sys.modules.items() if name == PACKAGE or name.startswith(f"{PACKAGE}.")}
    for name in kept:
        del sys.modules[name]
    finder = _PlantFinder(plant)
    sys.meta_path.insert(0, finder)
    try:
        yield importlib.import_module(PACKAGE)
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name == PACKAGE or name.startswith(f"{PACKAGE}.")]:
            del sys.modules[name]
        sys.modules.update(kept)
        colorize.color = kept[PACKAGE]
