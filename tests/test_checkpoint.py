"""Checkpoints explain themselves, and refuse what does not fit."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import keras
import numpy as np
import pytest

from colorize import checkpoint
from colorize.errors import ColorizeError
from colorize.networks import CLASSIFIERS, NETWORKS
from colorize.text import Text


def make_card(name: str = "small", channels: int = 2) -> checkpoint.Card:
    return checkpoint.Card(
        name=name,
        task="colorize",
        title=Text("Small", "小"),
        summary=Text("For a test.", "测试用。"),
        architecture={"network": "colorizer", "arguments": {"output_channels": channels}},
        input={"channels": 1, "multiple": 32, "short_side": 64},
        output={"head": "regression", "channels": channels, "stride": 8, "knobs": {"temperature": 1.0, "rarity": 0.0, "gain": 1.0}},
    )


@pytest.fixture
def saved(tmp_path):
    model = NETWORKS["colorizer"](2)
    checkpoint.save(model, make_card(), tmp_path)
    return tmp_path, model


def test_weights_come_back_within_half_precision(saved):
    folder, model = saved
    loaded, card = checkpoint.load("small", folder)
    assert card.parameters == model.count_params()
    for old, new in zip(model.get_weights(), loaded.get_weights(), strict=True):
        assert new.dtype == np.float32
        np.testing.assert_array_equal(new, old.astype("float16").astype("float32"))


def test_file_is_half_the_size_and_plain_keras_loads_it(saved):
    folder, model = saved
    path = folder / "small" / "model.keras"
    assert path.stat().st_size < 2.2 * model.count_params()
    picture = np.random.default_rng(0).random((1, 64, 64, 1), "float32")
    plain = keras.saving.load_model(path)
    np.testing.assert_allclose(plain.predict_on_batch(picture), model.predict_on_batch(picture), atol=5e-2)


def test_card_comes_back(saved):
    folder, _ = saved
    card = checkpoint.read_card("small", folder)
    assert json.loads(card.to_json()) == json.loads((folder / "small" / "card.json").read_text(encoding="utf-8"))
    assert card.title.zh == "小"
    assert (folder / "small" / "README.md").read_text(encoding="utf-8").startswith("# Small")


def test_unknown_name_lists_the_choices(saved):
    with pytest.raises(ColorizeError, match=r"no model named 'smal'\. Choose from: small"):
        checkpoint.load("smal", saved[0])


@pytest.mark.parametrize("name", ["../{}/small", "small/", "./small", "{}/small", "", None, ["small"]])
def test_what_is_no_plain_name_names_no_checkpoint(saved, name):
    name = name.format(saved[0]) if isinstance(name, str) else name
    with pytest.raises(ColorizeError, match=r"There is no model named .*Choose from: small"):
        checkpoint.read_card(name, saved[0])


@pytest.mark.parametrize(
    ("content", "message"), [(b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"), (b"PK other", "sha256")]
)
def test_other_weights_are_refused(saved, content, message):
    folder, _ = saved
    (folder / "small" / "model.keras").write_bytes(content)
    with pytest.raises(ColorizeError, match=message):
        checkpoint.load("small", folder)


def test_missing_weights_are_refused(saved):
    folder, _ = saved
    (folder / "small" / "model.keras").unlink()
    with pytest.raises(ColorizeError, match=r"has sha256 \(no file\)"):
        checkpoint.load("small", folder)


def test_weights_of_another_shape_are_refused(tmp_path):
    card = make_card(channels=2)
    checkpoint.save(NETWORKS["colorizer"](3), card, tmp_path)
    with pytest.raises(ColorizeError, match=r"\[1, 3\] channels, the card promises \[1, 2\]"):
        checkpoint.load("small", tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x", "surprise": 1}'])
def test_broken_card_is_told(tmp_path, text):
    (tmp_path / "old").mkdir()
    (tmp_path / "old/card.json").write_text(text)
    with pytest.raises(ColorizeError, match=r"The card\.json of checkpoint 'old' cannot be read"):
        checkpoint.read_card("old", tmp_path)


def test_the_history_of_an_alias_is_that_of_what_it_means(saved, monkeypatch):
    folder, _ = saved
    monkeypatch.setitem(checkpoint.ALIASES, "auto", "small")
    checkpoint.write_history("small", [{"epoch": 1, "stage": "fine-tune", "loss": 2.0}], folder)
    assert checkpoint.read_history("auto", folder)["loss"].tolist() == [2.0]


def test_a_copied_checkpoint_has_its_folders_name(saved):
    folder, _ = saved
    shutil.copytree(folder / "small", folder / "kept")
    assert checkpoint.read_card("kept", folder).name == "kept"
    assert [card.name for card in checkpoint.cards(folder).values()] == ["kept", "small"]


def test_cards_lists_only_what_has_weights(saved):
    folder, _ = saved
    unfinished = folder / "unfinished"
    unfinished.mkdir()
    (unfinished / "card.json").write_text(make_card("unfinished").to_json())
    assert list(checkpoint.cards(folder)) == ["small"]
    assert checkpoint.cards(folder, task="classify") == {}


def test_history_comes_back(tmp_path):
    row = dict.fromkeys(checkpoint.HISTORY_COLUMNS, 1.25) | {"stage": "features", "epoch": 1}
    checkpoint.write_history("run", [row, row | {"epoch": 2, "loss": 0.5}], tmp_path)
    history = checkpoint.read_history("run", tmp_path)
    assert history["epoch"].tolist() == [1, 2]
    assert history["loss"].tolist() == [1.25, 0.5]
    assert history["stage"].tolist() == ["features", "features"]
    assert checkpoint.histories(tmp_path) == ["run"]
    assert checkpoint.read_history("none", tmp_path) == {}


def test_a_classifier_has_accuracy_in_its_history_and_no_psnr(tmp_path):
    row = dict.fromkeys(checkpoint.HISTORY_COLUMNS, 0.5) | {"stage": "digits"}
    del row["psnr"], row["colorfulness"]
    checkpoint.write_history("digits", [row], tmp_path)
    assert list(checkpoint.read_history("digits", tmp_path)) == [c for c in checkpoint.HISTORY_COLUMNS if c in row]


def test_a_card_of_another_task_is_as_good_as_none(saved):
    with pytest.raises(ColorizeError, match=r"no model named 'small'\. Choose from: none yet"):
        checkpoint.read_card("small", saved[0], task="classify")
    assert checkpoint.read_card("small", saved[0], task="colorize").name == "small"


def test_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    monkeypatch.setattr(checkpoint.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        checkpoint.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", checkpoint.cards())
def test_committed_checkpoint_is_whole(name):
    folder = checkpoint.CHECKPOINTS / name
    card = checkpoint.read_card(name)
    assert card.name == name
    assert {p.name for p in folder.iterdir()} >= {"model.keras", "card.json", "README.md"}
    assert card.bytes < 20e6
    model, _ = checkpoint.load(name)
    assert model.count_params() == card.parameters
    rebuilt = (NETWORKS | CLASSIFIERS)[card.architecture["network"]](**card.architecture["arguments"])
    assert [w.shape for w in rebuilt.weights] == [w.shape for w in model.weights]
    assert json.loads((folder / "card.json").read_text(encoding="utf-8"))["sha256"] == card.sha256
    pictures = {p.name for p in folder.iterdir() if p.suffix in (".png", ".jpg")}
    assert pictures == {study["picture"] for study in card.studies.values() if study["picture"]}, "each belongs to a study"
    history = checkpoint.read_history(name)
    assert bool(history) == bool(card.stages), "a published network has no history, a trained one has"
    if not history:
        return
    assert len(history["epoch"]) > 1
    assert history["pictures"][-1] == card.pictures
    assert abs(history["hours"][-1] - card.hours) < 0.01


def test_a_checkpoint_with_layers_of_our_own_loads_in_a_fresh_process(hinted_checkpoint):
    code = (
        "import sys; from pathlib import Path; from colorize import checkpoint; "
        "print(checkpoint.load('hinted', Path(sys.argv[1]))[0].name)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(hinted_checkpoint)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "hinted"
