"""The command line does what the Python call does, and says in a sentence what went wrong."""

from __future__ import annotations

import importlib
import json
import zipfile

import cv2
import numpy as np
import pillow_heif
import pytest
import tifffile
from PIL import Image

import colorize
from colorize import checkpoint
from colorize.__main__ import build_parser, main
from tests.conftest import read_example
from tests.press.builders import press_profile


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), cv2.cvtColor(read_example("chelsea.png"), cv2.COLOR_RGB2GRAY))
    return path


def test_colorize_gives_the_pixels_of_the_call(photo, tmp_path, capsys):
    out = tmp_path / "out.png"
    assert main(["colorize", str(photo), str(out), "--vividness", "1.2"]) == 0
    expected = colorize.colorize(photo, vividness=1.2)
    np.testing.assert_allclose(colorize.read(out).array, expected.array, atol=0.51 / 255)
    assert "451 x 300, rgb" in capsys.readouterr().out


def test_convert_gives_the_pixels_of_the_call(photo, tmp_path):
    out = tmp_path / "out.npy"
    assert main(["convert", str(photo), str(out), "--mode", "lab"]) == 0
    np.testing.assert_array_equal(np.load(out), colorize.convert(photo, "lab").array)


def test_convert_takes_the_options_of_the_mode(photo, tmp_path):
    out = tmp_path / "out.png"
    words = ["--option", "count=3", "--option", "dither=true"]
    assert main(["convert", str(photo), str(out), "--mode", "posterize", *words]) == 0
    expected = colorize.convert(photo, "posterize", count=3, dither=True)
    np.testing.assert_allclose(colorize.read(out).array, expected.array, atol=0.51 / 255)


@pytest.fixture
def profile(tmp_path):
    """A press profile made of formulas, as a file of one's own."""
    path = tmp_path / "press.icc"
    path.write_bytes(press_profile())
    return path


def test_convert_takes_a_press_profile(photo, profile, tmp_path):
    out = tmp_path / "ink.tif"
    words = ["--option", f"profile={profile}", "--option", "intent=perceptual", "--option", "black_point=false"]
    assert main(["convert", str(photo), str(out), "--mode", "cmyk_icc", *words]) == 0
    expected = colorize.convert(photo, "cmyk_icc", profile=profile, intent="perceptual", black_point=False)
    with tifffile.TiffFile(out) as file:
        np.testing.assert_allclose(file.asarray() / 255, expected.array, atol=0.51 / 255)
        assert file.pages[0].tags[34675].value == profile.read_bytes()


def test_a_folder_becomes_ink(photo, profile, tmp_path, capsys):
    words = ["--mode", "cmyk_icc", "--option", f"profile={profile}"]
    assert main(["convert", str(photo.parent), str(tmp_path / "out"), *words]) == 1  # the profile is no picture
    assert (tmp_path / "out/photo.jpg").is_file()
    assert "1 converted, 1 refused" in capsys.readouterr().out
    assert main(["convert", str(photo.parent), str(tmp_path / "none"), "--mode", "cmyk_icc", "--option", "ink=2"]) == 2
    assert "no option 'ink'" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("hint", ["5,5,#ff0000", "five", "1,2,red"])
def test_hints_go_to_the_model_which_may_refuse_them(photo, tmp_path, capsys, hint):
    assert main(["colorize", str(photo), str(tmp_path / "x.png"), "--model", "regression", "--hint", hint]) == 2
    assert "takes no hints" in capsys.readouterr().err


@pytest.fixture
def folder(photo, tmp_path):
    """Two pictures of different formats, a note, a hidden file and a folder."""
    place = tmp_path / "in"
    (place / "deeper").mkdir(parents=True)
    picture = colorize.read(photo)
    picture.save(place / "a.png")
    picture.save(place / "b.jpg")
    picture.save(place / "deeper" / "c.png")
    (place / "note.txt").write_text("not a picture")
    (place / ".hidden").write_text("left alone")
    return place


def test_convert_takes_a_folder_and_counts_what_it_refused(folder, tmp_path, capsys):
    out = tmp_path / "made" / "out"
    assert main(["convert", str(folder), str(out), "--mode", "sepia", "--option", "strength=0.5"]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["a.png", "b.jpg"]
    expected = colorize.convert(folder / "a.png", "sepia", strength=0.5)
    np.testing.assert_allclose(colorize.read(out / "a.png").array, expected.array, atol=0.51 / 255)
    said = capsys.readouterr()
    assert "note.txt is not a picture" in said.err
    assert said.err.count("\n") == 1
    assert "2 converted, 1 refused" in said.out
    (folder / "note.txt").unlink()
    assert main(["convert", str(folder), str(out), "--mode", "oklab"]) == 0
    assert {path.name for path in out.iterdir()} == {"a.png", "b.jpg", "a.tif", "b.tif"}


def test_files_of_a_folder_never_replace_each_other(folder, tmp_path, capsys):
    (folder / "note.txt").unlink()
    colorize.read(folder / "a.png").save(folder / "b.png")
    out = tmp_path / "out"
    assert main(["convert", str(folder), str(out), "--mode", "gray_bt709", "--format", "webp"]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["a.webp", "b.webp"]
    said = capsys.readouterr()
    assert "b.png would replace b.webp" in said.err
    assert "2 converted, 1 refused" in said.out


@pytest.mark.parametrize(
    ("target", "message"),
    [("in", "would replace the pictures"), ("photo.png", "photo.png is a file"), ("in/empty", "")],
)
def test_folders_that_cannot_be(folder, tmp_path, target, message, capsys):
    (tmp_path / "in" / "empty").mkdir()
    source, said = (folder, message) if message else (folder / "empty", "empty holds no files")
    assert main(["convert", str(source), str(tmp_path / target), "--mode", "sepia"]) == 2
    assert said in capsys.readouterr().err
    assert main(["convert", str(folder), str(tmp_path / "new"), "--mode", "sepia", "--option", "strength=9"]) == 2
    assert not (tmp_path / "new").exists()
    assert colorize.read(folder / "a.png").mode == "rgb"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["colorize", "nothing.png", "out.png"], "nothing.png"),
        (["colorize", "PHOTO", "out.xyz"], "xyz"),
        (["convert", "PHOTO", "out.png", "--mode", "sepia2"], "sepia2"),
        (["convert", "PHOTO", "out.png", "--mode", "sepia", "--option", "strength"], "Write it as name=value"),
        (["convert", "PHOTO", "out.png", "--mode", "sepia", "--option", "strength=4"], "Give a number from 0 to 1"),
        (["convert", "PHOTO", "out.png", "--mode", "sepia", "--option", "strength=much"], "strength is 'much'"),
        (["convert", "PHOTO", "out.png", "--mode", "sepia", "--option", "power=1"], "Its options: strength"),
        (["convert", ".", "out", "--mode", "sepia", "--format", "bmp"], "no format 'bmp'"),
        (["convert", "PHOTO", "out.png", "--mode", "sepia", "--format", "jpeg"], "--format is for folders"),
        (["convert", "none.png", "out.png", "--mode", "sepia", "--format", "jpeg"], "There is no file 'none.png'"),
        (["colorize", "PHOTO", "out.png", "--model", "magic"], "Choose from"),
        (["sheet", ".", "sheet.png", "--cell", "0"], "A cell is 0 pixels wide; at least 16"),
        (["sheet", ".", "sheet.png", "--cell", "-5"], "A cell is -5 pixels wide"),
        (["sheet", ".", "sheet.png", "--model", "objects"], "There is no model named 'objects'"),
        (["evaluate", ".", "--half", "odd"], "--half all"),
        (["evaluate", ".", "--limit", "-1"], "The limit is -1"),
        (["evaluate", ".", "--study", "vividness", "--model", "objects"], "objects is a classifier"),
        (["evaluate", ".", "--study", "vividness", "--limit", "-1"], "The limit is -1"),
        (["benchmark", "--only", "zzz"], "No section's name holds 'zzz'"),
    ],
)
def test_errors_are_one_sentence(arguments, message, photo, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([str(photo) if a == "PHOTO" else a for a in arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("colorize: ")
    assert message in error
    assert "Traceback" not in error


def test_every_command_has_help(capsys):
    for command in ("colorize", "convert", "train", "evaluate", "sheet", "benchmark"):
        with pytest.raises(SystemExit):
            build_parser().parse_args([command, "--help"])
        assert command in capsys.readouterr().out


def test_evaluate_writes_json_and_sheet(photo_folder, tmp_path):
    figures, page = tmp_path / "figures.json", tmp_path / "sheet.png"
    arguments = ["evaluate", str(photo_folder), "--limit", "4", "--json", str(figures), "--sheet", str(page)]
    assert main(arguments) == 0
    result = json.loads(figures.read_text())
    assert set(result) >= {"model", "data", "count", "metrics"}
    assert result["count"] == 4
    for name in ("psnr", "ssim", "ciede2000", "colorfulness", "colorfulness_ratio", "auc", "auc_rebalanced"):
        assert set(result["metrics"][name]) == {"value", "low", "high", "gray", "mean_color"}
        assert result["metrics"][name]["low"] <= result["metrics"][name]["value"] <= result["metrics"][name]["high"]
    assert cv2.imread(str(page)).shape[1] > 600


@pytest.fixture
def idle(monkeypatch):
    """No picture may be colored: what is wrong is said before."""
    for place in ("protocol", "sheet"):  # `evaluate.sheet` is also a function
        module = importlib.import_module(f"colorize.evaluate.{place}")
        monkeypatch.setattr(module, "colorize", lambda *_, **__: pytest.fail("colored"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--json", "DIR"], "is a folder"),
        (["--json", "DIR/file.txt/x.json"], "file.txt is a file, not a folder"),
        (["--json", "DATA"], "photos.zip is what is read"),
        (["--sheet", "DIR/sheet.xyz"], "'sheet.xyz' names no format for one"),
        (["--sheet", "DIR/sheet.npy"], "'sheet.npy' names no format for one"),
        (["--sheet", "DIR/file.txt/sheet.png"], "file.txt is a file"),
        (["--sheet", "DIR/s.png", "--json", "DIR/s.png"], "name the same file, s.png"),
        (["--against", "nope"], "no model named 'nope'"),
        (["--against", "objects"], "no model named 'objects'"),
        (["--model", "nope"], "no model named 'nope'"),
        (["--record", "--limit", "1"], "whole set at vividness 1"),
        (["--record", "--vividness", "1.2"], "whole set at vividness 1"),
        (["--record", "--limit", "1", "--study", "edges"], "whole set at vividness 1"),
    ],
)
def test_what_cannot_be_done_is_said_before_measuring(idle, photo_folder, tmp_path, options, message, capsys):
    (tmp_path / "file.txt").touch()
    data = tmp_path / "photos.zip"
    with zipfile.ZipFile(data, "w") as archive:
        archive.write(next(photo_folder.rglob("*.png")), "a.png")
    given = [option.replace("DATA", str(data)).replace("DIR", str(tmp_path)) for option in options]
    before = sorted(tmp_path.iterdir())
    assert main(["evaluate", str(data), *given]) == 2
    assert message in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sheet.xyz", "'sheet.xyz' names no format for one"),
        ("sheet", "names no format for one"),
        ("folder.png", "folder.png is a folder"),
        ("photo.png/sheet.png", "photo.png is a file"),
        ("sheet.webp", "WebP holds at most 16383 a side"),
    ],
)
def test_a_sheet_that_cannot_be_written_is_not_drawn(idle, photo, tmp_path, name, message, capsys):
    (tmp_path / "folder.png").mkdir()
    assert main(["sheet", str(tmp_path), str(tmp_path / name), "--cell", "9000"]) == 2
    assert message in capsys.readouterr().err


def test_a_sheet_takes_a_zip_and_every_kind_of_picture(photo, tmp_path, capsys):
    image = Image.open(photo).convert("L")
    image.save(tmp_path / "a.gif")
    pillow_heif.from_pillow(image.convert("RGB")).save(tmp_path / "b.heic")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        for name in ("a.gif", "b.heic", "photo.png"):
            archive.write(tmp_path / name, f"deep/{name}")
    pages = tmp_path / "made" / "folder.png", tmp_path / "made" / "zip.png"
    for data, page in zip((tmp_path, tmp_path / "photos.zip"), pages, strict=True):
        assert main(["sheet", str(data), str(page), "--cell", "96", "--model", "regression"]) == 0
    for page in pages:
        assert cv2.imread(str(page)).shape == (2 * (96 + 18 + 4) - 4, 2 * (2 * 96 + 4) - 4, 3)


@pytest.fixture
def broken_card(monkeypatch, tmp_path):
    """The project's checkpoints, and one whose card is no card."""
    folder = tmp_path / "checkpoints"
    (folder / "broken").mkdir(parents=True)
    for home in checkpoint.CHECKPOINTS.iterdir():
        (folder / home.name).symlink_to(home)
    (folder / "broken/card.json").write_text("{")
    (folder / "broken/model.keras").touch()
    monkeypatch.setattr(checkpoint, "CHECKPOINTS", folder)


def test_an_unreadable_card_leaves_help_and_other_models_alone(broken_card, photo, tmp_path, capsys):
    for arguments in (["--help"], ["colorize", "--help"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
    assert "--model MODEL" in capsys.readouterr().out
    assert main(["convert", str(photo), str(tmp_path / "out.png"), "--mode", "sepia"]) == 0
    assert main(["colorize", str(photo), str(tmp_path / "out.png"), "--model", "broken"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_sheet_shows_a_folder_given_and_in_color(photo, tmp_path):
    page = tmp_path / "sheet.png"
    assert main(["sheet", str(photo.parent), str(page), "--cell", "96", "--model", "regression"]) == 0
    drawn = cv2.imread(str(page)).astype(int)
    assert drawn.shape[1] == 2 * (2 * 96 + 4) - 4
    given, result = drawn[30:100, 5:90], drawn[30:100, 101:186]
    assert np.ptp(given, -1).max() == 0
    assert np.ptp(result, -1).mean() > 5


def test_what_a_format_loses_is_said(photo, tmp_path, capsys):
    deep = tmp_path / "deep.png"
    cv2.imwrite(str(deep), cv2.imread(str(photo), cv2.IMREAD_GRAYSCALE).astype("uint16") * 257)
    assert main(["colorize", str(deep), str(tmp_path / "out.jpg")]) == 0
    assert "JPEG stores colors approximately" in capsys.readouterr().out
    assert main(["colorize", str(deep), str(tmp_path / "out.png"), "--vividness", "0.5"]) == 0
    assert "JPEG" not in capsys.readouterr().out


def test_raw_planes_carry_the_names_of_their_channels(photo, tmp_path):
    out = tmp_path / "out.tiff"
    assert main(["convert", str(photo), str(out), "--mode", "lch"]) == 0
    with tifffile.TiffFile(out) as file:
        channels = json.loads(file.pages[0].description)["channels"]
    assert [(c["name"], c["low"], c["high"]) for c in channels] == [("L", 0, 100), ("C", 0, 150), ("h", 0, 360)]
