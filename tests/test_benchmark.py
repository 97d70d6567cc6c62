"""What the benchmark holds the color modes against; the times themselves are no test's business."""

from __future__ import annotations

import json
from argparse import Namespace

import numpy as np
import pytest

from colorize import benchmark
from colorize.benchmark.alternatives import alternatives
from colorize.benchmark.color import CORRECT, largest_error
from colorize.color import modes
from colorize.errors import ColorizeError

OTHERS = alternatives()


@pytest.mark.parametrize("mode", modes())
def test_every_mode_has_an_alternative_that_is_correct(mode):
    colors = np.random.default_rng(0).random((6000, 3), dtype=np.float32)
    colors = colors[np.ptp(colors, axis=1) > 0.05][None]
    errors = {other.library: largest_error(mode, other, colors) for other in OTHERS[mode]}
    assert min(errors.values()) <= CORRECT, errors


def test_an_alternative_that_is_wrong_is_told_from_a_right_one():
    colors = np.random.default_rng(0).random((1, 500, 3), dtype=np.float32)
    wrong = {other.library for other in OTHERS["lab"] if largest_error("lab", other, colors) > CORRECT}
    assert wrong == {"OpenCV"}


@pytest.fixture
def quick(monkeypatch):
    """Stand-ins for the sections, and how often each has run."""
    ran = []
    monkeypatch.setattr("colorize.benchmark.color.measure", lambda: ran.append("color") or {"a": 1.0})
    monkeypatch.setattr("colorize.benchmark.lab.measure", lambda: ran.append("lab") or {"b": 2.0})
    return ran


def test_figures_are_written_and_their_folder_is_made(quick, tmp_path):
    benchmark.main(Namespace(only="color", json=tmp_path / "made/figures.json"))
    assert json.loads((tmp_path / "made/figures.json").read_text())["color"] == {"a": 1.0}
    assert quick == ["color"]


def test_a_section_that_is_not_there_is_told(quick):
    with pytest.raises(ColorizeError, match=r"No section's name holds 'zzz'\. The sections: color, 1 megapixel"):
        benchmark.main(Namespace(only="zzz", json=None))


def test_figures_that_cannot_be_written_are_not_measured(quick, tmp_path):
    (tmp_path / "file.txt").touch()
    for path, message in ((tmp_path, "is a folder"), (tmp_path / "file.txt/x.json", r"file\.txt is a file")):
        with pytest.raises(ColorizeError, match=message):
            benchmark.main(Namespace(only="lab", json=path))
    assert not quick
