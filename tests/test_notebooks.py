"""The notebooks are what their sources give, run through in time, and say nothing that does not hold."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from colorize import notebooks
from colorize.errors import ColorizeError
from notebooks import install_missing

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = pytest.mark.parametrize("path", notebooks.sources(), ids=lambda path: path.stem)


def computed_by_children() -> float:
    """Seconds that processes started by this one, and by those, have computed so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def code_cells(path: Path) -> list[str]:
    return [cell.source for cell in notebooks.read(path).cells if cell.cell_type == "code"]


@SOURCES
def test_is_built_from_its_source_and_small(path):
    assert notebooks.is_built(path), "run `python -m colorize.notebooks`"
    built = path.with_suffix(".ipynb")
    assert built.stat().st_size < 400_000
    for cell in nbformat.read(built, as_version=4).cells:
        assert all(output.get("name") != "stderr" for output in cell.get("outputs", ()))


@SOURCES
def test_runs_through_in_time(path):
    command = [sys.executable, "-m", "colorize.notebooks", "--check", path.stem]
    before = computed_by_children()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=notebooks.PATIENCE * notebooks.LIMIT)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout == f"{path.stem}: ran through\n"
    # What it computes, by however many cores: the time that passes is the machine's, which may be busy.
    assert 2 < computed_by_children() - before < notebooks.LIMIT


@SOURCES
def test_asserts_its_claims_and_is_written_in_both_languages(path):
    assert sum("assert " in source for source in code_cells(path)) >= 4
    assert re.search(r"[\u4e00-\u9fff]", path.read_text(encoding="utf-8"))
    assert f"notebooks/{path.stem}.ipynb" in README


def test_all_begin_by_finding_the_project():
    assert notebooks.sources()
    assert len({code_cells(path)[0] for path in notebooks.sources()}) == 1


def test_a_notebook_that_came_alone_asks_for_the_address(tmp_path):
    script = tmp_path / "first_cell.py"
    script.write_text(code_cells(notebooks.sources()[0])[0], encoding="utf-8")
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert "Put the address of the project's repository into PROJECT" in done.stderr


@pytest.mark.parametrize(
    ("source", "said"), [("assert 2 + 2 == 5", "AssertionError"), ("import warnings; warnings.warn('it is late')", "it is late")]
)
def test_what_does_not_run_through_is_refused(source, said, tmp_path):
    wrong = tmp_path / "07_wrong.py"
    wrong.write_text(f"# %%\n{source}\n", encoding="utf-8")
    assert not notebooks.is_built(wrong)
    run = "import sys, pathlib; from colorize import notebooks; notebooks.execute(pathlib.Path(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", run, wrong], cwd=ROOT, capture_output=True, text=True)
    assert "ColorizeError: Notebook 07_wrong did not run through" in done.stderr
    assert said in done.stderr


def test_unknown_notebook_lists_all():
    with pytest.raises(ColorizeError, match=r"no notebook '99'.*01_pictures"):
        notebooks.find("99")


def test_only_what_is_missing_is_installed():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert install_missing.missing(lines) == []
    assert install_missing.missing([*lines, "no-such-thing==1.0"]) == ["no-such-thing==1.0"]
