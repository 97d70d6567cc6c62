"""How often the diagnosis is right: the recorded runs, the rule by which they are labelled, and the table."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from colorize.lesson import measure
from colorize.lesson.measure import (
    KINDS,
    OTHERS,
    SETS,
    draw,
    has_exploded,
    others_of,
    pictures_of,
    read,
    set_ups,
    table,
    turned,
)
from tests.lesson.test_diagnosis import SHAPES, made_up


def test_the_command_prints_the_confusion_table(tmp_path):
    file = tmp_path / "runs.json.gz"
    runs = [{"kind": kind} | SHAPES[kind].plain() for kind in KINDS]
    file.write_bytes(gzip.compress(json.dumps(runs).encode()))
    done = subprocess.run(
        [sys.executable, "-m", "colorize.lesson.measure", str(file)], capture_output=True, text=True, check=True,
        cwd=Path(measure.__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.startswith(table(read(file)))
    assert "| is, called | " + " | ".join(KINDS) + " |" in done.stdout and "6 of 6 right" in done.stdout


def test_the_table_counts_what_was_called_what():
    pairs = [("healthy", "healthy"), ("healthy", "crawling"), ("crawling", "crawling"), ("", "healthy")]
    runs = [{"kind": kind} | SHAPES[shape].plain() for kind, shape in pairs]
    text = table(runs)
    assert "| healthy | 1 | 0 | 0 | 1 | 0 | 0 |" in text and "| crawling | 0 | 0 | 0 | 1 | 0 | 0 |" in text
    assert "2 of 3 right (66.7%); 1 of 2 healthy runs called sick; 1 set-ups not counted" in text


@pytest.mark.parametrize("kind", KINDS)
def test_set_ups_are_drawn_by_chance_and_the_same_again(kind):
    first, again = (list(set_ups("test", kind, 3)) for _ in range(2))
    assert first == again and len(set(first)) > 5
    assert draw(kind, np.random.default_rng(1), "mnist").source == "mnist"
    assert not set(first) & set(set_ups("last", kind, 3)) and len(SETS) == 5


def test_what_has_exploded_is_settled_without_the_diagnosis():
    assert has_exploded(SHAPES["exploding"]) and not has_exploded(SHAPES["oscillating"])
    assert has_exploded(made_up([4.3, *[50.0] * 6])) and not has_exploded(made_up([4.3, 900.0, 800.0, 5.0, 4.0, 3.0, 2.9]))


def test_other_pictures_tell_whether_a_run_has_overfitted(data_folder, monkeypatch):
    monkeypatch.setenv("COLORIZE_DATA", str(data_folder))
    settings = next(set_ups("last", "overfitting", 1))
    own, others = pictures_of("last", settings), others_of("last", settings)
    known = {picture.tobytes() for picture in [*own.train, *own.validation]}
    assert len(others) == OTHERS and not known & {picture.tobytes() for picture in others}
    record, apart = measure.trained("last", measure.replace(settings, epochs=4), others)
    assert len(apart) == record.epochs and np.isfinite(apart).all() and len(set(apart)) == len(apart)
    assert turned([3.0, 2.0, 2.0, 3.0, 5.0]) == 1.0
