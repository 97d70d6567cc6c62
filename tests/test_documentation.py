"""The README and the checkpoints' pages say what the code and the cards say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from colorize import checkpoint, documentation
from colorize.card_readme import readme
from colorize.press import NONE_FOUND

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_tables_are_up_to_date():
    assert documentation.render(README) == README, "run `python -m colorize.documentation`"


def test_a_missing_place_is_noticed():
    with pytest.raises(ValueError, match="0 places for modes"):
        documentation.render(README.replace("<!-- modes -->", ""))


@pytest.mark.parametrize("name", checkpoint.cards())
def test_checkpoint_pages_are_up_to_date(name):
    text = (checkpoint.CHECKPOINTS / name / "README.md").read_text(encoding="utf-8")
    assert text == readme(checkpoint.read_card(name)), "run `python -m colorize.documentation`"


def test_links_lead_somewhere():
    for path in sorted(ROOT.glob("**/*.md")):
        if ".venv" in path.parts:
            continue
        for link in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert "://" in link or (path.parent / link).exists(), f"{path.name}: {link}"


def test_the_two_commands_stand_in_the_readme():
    for command in (
        "pip install -r requirements.txt && python app.py",
        "pip install -r requirements.txt -r requirements-dev.txt && python -m pytest",
    ):
        assert command in README
    assert "requirements-dev.txt && python" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_everything_shipped_is_pinned():
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            assert re.match(r"[\w-]+==[\w.]+(; .+)?$", line), line


def test_the_space_runs_the_pinned_gradio():
    pinned = re.search(r"^gradio==(.+)$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert f"sdk_version: {pinned}\n" in README


def test_the_space_installs_press_profiles_and_fonts():
    packages = (ROOT / "packages.txt").read_text(encoding="utf-8").split("\n")
    assert packages == [*sorted(packages[:-1]), ""]  # apt takes the file as it is: names alone, one a line
    for package in ("libgs-common", "scribus-data"):
        assert package in packages and f"`{package}`" in README
        assert package in NONE_FOUND.en and package in NONE_FOUND.zh


def test_the_repository_is_small():
    sizes = [p.stat().st_size for p in (ROOT / "checkpoints").rglob("*.keras")]
    assert sum(sizes) < 80e6
    assert all(size < 20e6 for size in sizes)
