"""The notebooks, built from their sources with all outputs: `python -m colorize.notebooks`.

A source is a Python file in percent cells, `notebooks/NN_name.py`; the `.ipynb` beside it is made from it and never
edited. Needs what requirements-dev.txt installs.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from colorize.errors import ColorizeError

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
LIMIT = 180
"""Seconds of computing that a notebook may take."""
PATIENCE = 5
"""Times as many seconds may pass: others may be at work on the same machine."""


def sources() -> list[Path]:
    """The sources in their order.

    Example:
        >>> sources()[0].name
        '01_pictures_and_color_modes.py'
    """
    return sorted(FOLDER.glob("[0-9][0-9]_*.py"))


def find(name: str) -> Path:
    """The source whose name begins so.

    Raises:
        ColorizeError: there is none; the message lists all.
    """
    found = [path for path in sources() if path.stem.startswith(name)]
    if not found:
        raise ColorizeError(
            "There is no notebook {name!r}. Choose one of: {choices}.",
            "没有名为 {name!r} 的笔记本。可选：{choices}。",
            name=name,
            choices=", ".join(path.stem for path in sources()),
        )
    return found[0]


def read(path: Path):
    """The notebook that a source describes, without outputs; the same source gives the same notebook, ids included."""
    import jupytext

    notebook = jupytext.read(path, fmt="py:percent")
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:02d}"
        cell.metadata = {}
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def title(path: Path) -> str:
    """The first heading of a notebook."""
    return read(path).cells[0].source.split("\n")[0].lstrip("# ")


def promise(path: Path) -> str:
    """What a notebook says first, under its title, in one sentence."""
    return re.sub(r"\s+", " ", read(path).cells[0].source.split("\n\n")[1])


def execute(path: Path):
    """The notebook with its outputs, run from the top in a fresh kernel in its own folder.

    Raises:
        ColorizeError: a cell failed, or wrote to standard error; the message holds what it said.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = read(path)
    client = NotebookClient(
        notebook,
        timeout=PATIENCE * LIMIT,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
        # What TensorFlow's C++ notes goes to the terminal; the kernel's own note, that this machine is trusted, nowhere
        extra_arguments=["--IPKernelApp.capture_fd_output=False", "--IPKernelApp.log_level=ERROR"],
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise _failure(path, str(error)) from error
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                raise _failure(path, output["text"])
    return notebook


def _failure(path: Path, said: str) -> ColorizeError:
    return ColorizeError(
        "Notebook {name} did not run through: {said}",
        "笔记本 {name} 未能运行完：{said}",
        name=path.stem,
        said=re.sub(r"\x1b\[[\d;]*m", "", said).strip(),  # without the colors of a terminal
    )


def is_built(path: Path) -> bool:
    """Whether the `.ipynb` beside a source has its cells, and ran from the first to the last."""
    import nbformat

    built = path.with_suffix(".ipynb")
    if not built.exists():
        return False
    notebook, expected = nbformat.read(built, as_version=4), read(path)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    kept = [(cell.id, cell.cell_type, cell.source) for cell in notebook.cells]
    return kept == [(cell.id, cell.cell_type, cell.source) for cell in expected.cells] and (
        counts == list(range(1, len(counts) + 1))
    )


def main(arguments: list[str] | None = None) -> int:
    """Build the notebooks that are named, or all whose sources have changed; `--check` runs them and writes nothing."""
    import nbformat

    parser = argparse.ArgumentParser(prog="python -m colorize.notebooks", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="the beginning of a name, such as 01")
    parser.add_argument("--check", action="store_true", help="run them and write nothing")
    options = parser.parse_args(arguments)
    try:
        chosen = [find(name) for name in options.names] or [p for p in sources() if options.check or not is_built(p)]
        for path in chosen:
            notebook = execute(path)
            if not options.check:
                nbformat.write(notebook, path.with_suffix(".ipynb"))
            print(f"{path.stem}: {'ran through' if options.check else 'built'}")
    except ColorizeError as error:
        print(f"colorize: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
