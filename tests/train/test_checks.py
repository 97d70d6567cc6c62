"""A run that cannot be obeyed is refused before anything is loaded, and writes over nothing that was not given up."""

from __future__ import annotations

import argparse
from dataclasses import fields, replace
from pathlib import Path

import pytest

from colorize import checkpoint
from colorize.__main__ import main
from colorize.errors import ColorizeError
from colorize.networks import efficientnet
from colorize.text import Text
from colorize.train import Settings, add_arguments
from colorize.train.checks import checked
from colorize.train.classifiers import ClassifierSettings, train_classifier
from colorize.train.settings import RANGES, Range, check_numbers

WRONG = [
    ("batch", 0), ("size", 100), ("size", 0), ("limit", -1), ("views", 0), ("dropout", 2.0), ("learning_rate", -1.0),
    ("learning_rate", float("nan")), ("attention", -1), ("recall", -1.0), ("hinted", 3.0), ("aged", 3.0), ("train_from", 99),
    ("train_from", -1), ("average", 1.5), ("pictures", 0), ("epoch_pictures", 0), ("warm_up", 2.0), ("clip", -1.0),
    ("encoder_rate", -1.0), ("weight_decay", -1.0), ("seed", -1), ("epochs", 0),
]  # fmt: skip


def finish(folder: Path, name: str, task: str = "colorize") -> Path:
    """What a finished checkpoint looks like from outside."""
    card = checkpoint.Card(name, task, Text("A", "一"), Text("B", "二"), {"network": "colorizer", "arguments": {}}, {}, {})
    home = folder / name
    home.mkdir()
    (home / "model.keras").write_bytes(b"weights")
    (home / "card.json").write_text(card.to_json(), encoding="utf-8")
    return home


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "../evil", "/tmp/x", "a/b", "mine/"])
def test_a_checkpoint_is_a_folder_right_under_the_others(tmp_path, name):
    with pytest.raises(ColorizeError, match=r"--out '.*' names no folder right under checkpoints/"):
        checked(Settings(out=name), tmp_path)
    with pytest.raises(ColorizeError, match="names no folder right under checkpoints/"):
        train_classifier(ClassifierSettings.of({"out": name, "network": "objects"}), tmp_path)


@pytest.mark.parametrize("name", ["auto", "published", "none"])
def test_a_name_that_means_something_else_is_refused(tmp_path, name):
    with pytest.raises(ColorizeError, match=r"would never be found.* auto, published, none"):
        checked(Settings(out=name), tmp_path)


def test_a_finished_checkpoint_is_replaced_only_by_its_own_next_stage_or_when_told(tmp_path):
    home, settings = finish(tmp_path, "flagship"), Settings(out="flagship")
    refused = pytest.raises(ColorizeError, match=r"finished checkpoint 'flagship'.*--replace.*--init flagship")
    with refused:
        checked(settings, tmp_path)
    with refused:
        checked(replace(settings, restart=True), tmp_path)
    with refused:
        train_classifier(ClassifierSettings.of({"out": "flagship", "network": "objects"}), tmp_path)
    assert (home / "model.keras").read_bytes() == b"weights"
    for allowed in ({"init": "flagship"}, {"init": "auto"}, {"replace": True}, {"out": "other"}):
        checked(replace(settings, **allowed), tmp_path)
    (home / "state.npz").touch()  # of a run that was told to replace it, and stopped
    checked(settings, tmp_path)
    with refused:
        checked(replace(settings, restart=True), tmp_path)


def test_the_command_line_says_so_before_it_reads_a_photo(capsys):
    assert main(["train", "--out", "flagship", "--data", "no such folder"]) == 2
    assert "There is a finished checkpoint 'flagship'" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_number_out_of_range_is_told_with_option_value_and_range(name, value):
    option = "--" + name.replace("_", "-")
    with pytest.raises(ColorizeError) as error:
        check_numbers({name: value})
    assert str(error.value) == f"{option} came as {value}, expected {RANGES[name].text.en}."
    assert error.value.text.zh == f"{option} 为 {value}，应为{RANGES[name].text.zh}。"


def test_every_number_has_a_range_which_holds_its_default_and_is_in_the_help():
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    help = " ".join(parser.format_help().split())
    numbers = [item for item in fields(Settings) if type(item.default) in (int, float)]
    assert {item.name for item in numbers} | {"epochs"} == set(RANGES)
    for item in numbers:
        assert item.default in RANGES[item.name]
        assert f"({RANGES[item.name].text.en}; default {item.default})" in help
    assert 96 in RANGES["size"] and float("inf") in Range(0) and 0.5 in Range(0, 1)


def test_numbers_are_held_against_their_ranges_before_a_run(tmp_path):
    with pytest.raises(ColorizeError, match="--batch came as 0, expected 1 or more"):
        checked(Settings(out="x", batch=0), tmp_path)
    with pytest.raises(ColorizeError, match="--epochs came as 0, expected 1 or more"):
        train_classifier(ClassifierSettings.of({"out": "x", "network": "mnist_dense", "epochs": 0}), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_first_block_that_trains_is_one_of_the_encoder_s(tmp_path):
    finish(tmp_path, "mine")
    text = Settings.__dataclass_fields__["train_from"].metadata["help"]
    for variant in efficientnet.SCALES:
        last = efficientnet.block_count(variant) - 1
        settings = Settings(out="x", init="mine", encoder=variant, train_from=last)
        assert checked(settings, tmp_path) == settings
        with pytest.raises(ColorizeError, match=rf"--train-from came as {last + 1}, expected 0 to {last}"):
            checked(replace(settings, train_from=last + 1), tmp_path)
    begins = {v: sum(g.repeats for g in efficientnet.groups(v)[: efficientnet.TAPPED_GROUPS[8]]) for v in efficientnet.SCALES}
    assert begins == {"lite0": 3, "lite1": 4, "lite2": 4}
    assert "0 to 15, of lite1 and lite2 to 20; stride 8 begins at 3, of lite1 and lite2 at 4" in text


def test_training_starts_from_a_colorizer(tmp_path):
    finish(tmp_path, "mine")
    finish(tmp_path, "things", "classify")
    for name in ("things", "nothing"):
        with pytest.raises(ColorizeError, match=rf"no model named '{name}'. Choose from: mine"):
            checked(Settings(out="x", init=name), tmp_path)


def test_an_alias_is_followed(tmp_path):
    finish(tmp_path, "flagship")
    assert checked(Settings(out="x", init="auto"), tmp_path).init == "flagship"
