"""Evaluation compares with the truth, stands beside gray, and says which of two models is better."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

import cv2
import numpy as np
import pytest

from colorize import evaluate
from colorize.errors import ColorizeError
from colorize.evaluate import protocol as module
from colorize.evaluate.sheet import sheet
from colorize.image import as_picture

measure = evaluate.measure


@pytest.fixture
def models(monkeypatch):
    """Stand-ins for networks: `perfect` gives the truth back, `blind` its gray."""

    def stand_in(image, model, *, vividness, hints=()):
        picture = as_picture(image)
        gray = np.repeat(picture.array.mean(-1, keepdims=True), 3, -1)
        return picture if model == "perfect" else replace(picture, array=gray)

    monkeypatch.setattr(module, "colorize", stand_in)
    monkeypatch.setattr(module.checkpoint, "read_card", lambda name: Namespace(name=name))


def test_a_perfect_model_is_perfect_and_beats_gray(models, photo_folder):
    figures = measure(photo_folder, "perfect", limit=6).metrics
    assert figures["psnr"]["value"] == 100
    assert figures["ciede2000"]["value"] == 0
    assert figures["ssim"]["value"] == pytest.approx(1)
    assert figures["colorfulness_ratio"]["value"] == pytest.approx(1)
    assert figures["auc"]["value"] == pytest.approx(100 * 150 / 151)
    for name in ("psnr", "ssim", "auc", "auc_rebalanced"):
        assert figures[name]["gray"] < figures[name]["value"]
        assert figures[name]["mean_color"] < figures[name]["value"]
    assert figures["colorfulness"]["gray"] < 1 < figures["colorfulness"]["mean_color"]


def test_the_better_of_two_is_named(models, photo_folder):
    perfect, blind = (measure(photo_folder, name, limit=6) for name in ("perfect", "blind"))
    lines = evaluate.compare(perfect, blind).splitlines()
    assert lines[0] == "perfect against blind, the same 6 pictures"
    verdicts = {line.split("  ")[0].strip(): line.split()[-1] for line in lines[1:]}
    assert verdicts["PSNR"] == verdicts["Delta E 2000"] == verdicts["AuC"] == "better"
    assert {line.split()[-1] for line in evaluate.compare(blind, perfect).splitlines()[1:3]} == {"worse"}
    assert "no clear difference" in evaluate.compare(blind, blind)


def test_halves_are_told_in_the_name_and_do_not_overlap(models, photo_folder):
    even, odd = (measure(photo_folder, "blind", half=half, limit=4) for half in ("even", "odd"))
    assert even.data.endswith("(even)")
    assert not set(even.names) & set(odd.names)
    assert module.default_half("x/photos-val.zip") == "odd"
    assert module.default_half("x/mine.zip") == "all"


def test_report_stands_beside_gray(models, photo_folder):
    text = evaluate.report(measure(photo_folder, "blind", limit=3))
    assert "over gray" in text
    assert "mean color" in text


@pytest.mark.parametrize("content", [b"no picture", b""])
def test_a_broken_picture_is_told(models, tmp_path, content):
    (tmp_path / "broken.png").write_bytes(content)
    with pytest.raises(ColorizeError, match=r"broken\.png cannot be decoded"):
        measure(tmp_path, "blind")


def spoiled(folder, gray: int, color: int):
    """A folder of so many gray photos and so many in color."""
    rng = np.random.default_rng(0)
    for number in range(gray + color):
        values = rng.integers(0, 255, (40, 40, 3 if number >= gray else 1), "uint8")
        cv2.imwrite(str(folder / f"{number}.png"), np.broadcast_to(values, (40, 40, 3)))
    return folder


def test_photos_without_color_are_left_out_and_counted(models, tmp_path):
    result = measure(spoiled(tmp_path, gray=2, color=3), "blind")
    assert result.names == ["2.png", "3.png", "4.png"]
    assert evaluate.report(result).splitlines()[-1].startswith("Left out: 2 more whose truth is gray")
    assert "Left out" not in evaluate.report(replace(result, left_out=0))


def test_photos_of_which_none_has_color_are_refused(models, tmp_path):
    with pytest.raises(ColorizeError, match=r"Nothing in .* has color to compare with: all 2 photos are gray"):
        measure(spoiled(tmp_path, gray=2, color=0), "blind")


def test_every_validation_photo_has_color(data_folder):
    assert all(module.has_color(truth) for _, truth in module.photos(data_folder / "photos-val.zip"))


def test_a_half_without_photos_is_told(models, tmp_path):
    with pytest.raises(ColorizeError, match=r"The odd half of .* is empty"):
        measure(spoiled(tmp_path, gray=0, color=1), "blind", half="odd")


def test_a_limit_below_zero_is_refused(models, photo_folder):
    with pytest.raises(ColorizeError, match="The limit is -1"):
        measure(photo_folder, "blind", limit=-1)


def test_sheet_shows_every_picture():
    red, blue = (np.full((40, 60, 3), color, "uint8") for color in ((255, 0, 0), (0, 0, 255)))
    page = np.asarray(sheet([("one", [red, blue]), ("two", [blue, red]), ("three", [red, red])], across=2, cell=50))
    assert page.shape == (2 * (50 + 18 + 4) - 4, 2 * (100 + 4) - 4, 3)
    assert (page == [255, 0, 0]).all(-1).sum() > 4 * 0.9 * 50 * 33
    assert (page == [0, 0, 255]).all(-1).sum() > 2 * 0.9 * 50 * 33


def test_sheet_ends_with_the_worst():
    items = [(f"photo {i}", []) for i in range(100)]
    errors = np.random.default_rng(0).permutation(100).astype(float)
    chosen = [caption for caption, _ in evaluate.spread_and_worst(items, errors)]
    assert chosen[:34] == [f"photo {i}" for i in range(0, 100, 3)]
    assert chosen[34:] == [f"worst {place}: photo {list(errors).index(100 - place)}" for place in range(1, 11)]
