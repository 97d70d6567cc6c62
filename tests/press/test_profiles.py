"""Press profiles are found where systems keep them, and whatever is none gets a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from colorize import press
from colorize.errors import ColorizeError
from colorize.image.color_tags import srgb_profile
from colorize.press import folders, profiles
from tests.image.builders import gamma_curve, gray_profile
from tests.press.builders import PRESS, press_profile

OTHER = press_profile("Other press", intents=("perceptual", "relative"))
GHOSTSCRIPT = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine whose only folder of profiles is this one."""
    monkeypatch.setattr(profiles, "profile_folders", lambda: [tmp_path])
    return tmp_path


def test_presses_are_found_by_their_content_and_each_once(put, machine):
    put("b/press.icc", PRESS)
    put("a/deep/er/OTHER.ICM", OTHER)
    put("c/copy of press.icc", PRESS)
    put("screen.icc", srgb_profile())
    put("formula.icc", PRESS[:20] + b"XYZ " + PRESS[24:])
    put("show only.icc", press_profile(to_ink=False))
    put("cut.icc", PRESS[:100])
    put("empty.icc", b"")
    put("press.txt", press_profile("Not looked at"))
    put("link.icc/readme", b"a folder called like a profile")
    found = press.find_profiles()
    assert [(one.name, one.title) for one in found] == [("OTHER.ICM", "Other press"), ("press.icc", "Test press")]
    assert found[1].path == machine / "b/press.icc"
    assert found[1].content == PRESS
    assert str(machine) not in repr(found)


def test_two_presses_in_files_of_one_name_are_told_apart(put, machine):
    put("a/press.icc", PRESS)
    put("b/press.icc", OTHER)
    assert [one.name for one in press.find_profiles()] == ["press.icc", "press.icc (2)"]
    assert press.profile_called("press.icc (2)").title == "Other press"


def test_the_first_folder_comes_first(put, tmp_path):
    put("own/z.icc", PRESS)
    put("system/a.icc", OTHER)
    assert [one.name for one in press.find_profiles([tmp_path / "own", tmp_path / "system"])] == ["z.icc", "a.icc"]


def test_files_beyond_the_limit_are_not_looked_at(put, machine, monkeypatch):
    put("a.icc", PRESS)
    put("b.icc", OTHER)
    monkeypatch.setattr(folders, "MOST_FILES", 1)
    assert [one.name for one in press.find_profiles()] == ["a.icc"]


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        (
            "linux",
            ["/u/.local/share/color/icc", "/u/.color/icc", "/usr/share/scribus/profiles", "/usr/share/color/icc"],
        ),
        (
            "darwin",
            ["/u/Library/ColorSync/Profiles", "/Library/ColorSync/Profiles", "/System/Library/ColorSync/Profiles"],
        ),
        ("win32", ["/w/System32/spool/drivers/color"]),
    ],
)
def test_every_system_has_its_folders(monkeypatch, platform, expected):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/u"))
    monkeypatch.setenv("SYSTEMROOT", "/w")
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.delenv(name, raising=False)
    found = [folder.as_posix() for folder in folders.profile_folders()]
    places = [found.index(folder) for folder in expected]
    assert places == sorted(places)
    assert len(set(found)) == len(found)


def test_named_folders_and_no_home(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")

    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setenv("XDG_DATA_HOME", "/mine")
    monkeypatch.setenv("XDG_DATA_DIRS", "/one:/two")
    found = [folder.as_posix() for folder in folders.profile_folders()]
    assert found[:2] == ["/mine/color/icc", "/mine/icc"]
    assert {"/one/color/icc", "/two/color/icc"} <= set(found)


@pytest.mark.skipif(not GHOSTSCRIPT.exists(), reason="Ghostscript's press profile (Debian: libgs-common) is not here")
def test_ghostscripts_press_is_found_and_its_formulas_are_not():
    found = {one.name: one.title for one in press.find_profiles()}
    assert found["default_cmyk.icc"] == "Artifex CMYK SWOP Profile"
    assert not {"ps_cmyk.icc", "gray_to_k.icc", "default_rgb.icc"} & set(found)


@pytest.mark.parametrize("by", ["name", "title", "path", "text", "bytes", "profile"])
def test_a_press_can_be_named_in_many_ways(put, machine, by):
    path = put("b/press.icc", PRESS)
    put("a/other.icc", OTHER)
    given = {
        "name": "press.icc",
        "title": "Test press",
        "path": path,
        "text": str(path),
        "bytes": PRESS,
        "profile": press.load_profile(path),
    }[by]
    assert press.choose(given).content == PRESS
    assert press.choose().title == "Other press"


def test_names_open_no_files(put, machine):
    path = put("b/press.icc", PRESS)
    with pytest.raises(ColorizeError, match=r"no press profile 'press\.icc'\. Choose one of: press\.icc") as caught:
        press.profile_called(str(path))
    assert str(machine) not in str(caught.value) + caught.value.text.zh


def test_a_machine_without_a_press_says_what_there_is_instead(machine):
    for attempt in (press.choose, lambda: press.choose("swop"), lambda: press.profile_called("swop")):
        with pytest.raises(
            ColorizeError, match=r"No press profile was found.*mode cmyk with its plain formula"
        ) as caught:
            attempt()
        assert caught.value.text == press.NONE_FOUND
        assert "公式" in caught.value.text.zh


def test_unknown_names_list_the_choices(put, machine):
    put("a.icc", PRESS)
    put("b.icc", OTHER)
    with pytest.raises(ColorizeError, match=r"no press profile 'swop'\. Choose one of: a\.icc, b\.icc") as caught:
        press.choose("swop")
    assert "a.icc, b.icc" in caught.value.text.zh


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"is empty \(0 bytes\)"),
        (b"not a profile", "is not an ICC profile"),
        (b"\x89PNG" + bytes(500), "is not an ICC profile"),
        (srgb_profile(), "is a profile for RGB, not for CMYK"),
        (gray_profile("Gray", gamma_curve(2.2)), "is a profile for gray, not for CMYK"),
        (PRESS[:16] + b"6CLR" + PRESS[20:], "is a profile for other colors, not for CMYK"),
        (press_profile(kind=b"link"), "not that of a press"),
        (press_profile(to_ink=False), "no table from color to ink"),
        (PRESS[:400], "is cut short: 400 of 236,876 bytes"),
        (PRESS[: len(PRESS) // 2], "is cut short"),
        (PRESS[:600] + bytes(len(PRESS) - 600), "is a damaged profile: LittleCMS cannot use it"),
        (PRESS[:132] + b"\xff" * 200 + PRESS[332:], "no table from color to ink"),
        (PRESS + bytes(17_000_000), "has more than 16 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_press_gets_a_sentence(put, tmp_path, content, words):
    path = put("secret place/strange.icc", content)
    for given in (path, str(path), content):
        with pytest.raises(ColorizeError, match=words) as caught:
            press.choose(given)
        assert str(caught.value).startswith("The profile" if given is content else "strange.icc")
        assert "secret" not in str(caught.value) + caught.value.text.zh
        assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.text.zh)


def test_uploads_keep_their_own_name(put):
    with pytest.raises(ColorizeError, match=r"^my press\.icc is empty"):
        press.load_profile(put("x1f3.icc", b""), "my press.icc")


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(ColorizeError, match=r"gone\.icc cannot be read: No such file") as caught:
        press.load_profile(tmp_path / "gone.icc")
    assert str(tmp_path) not in str(caught.value)
    with pytest.raises(ColorizeError, match="cannot be read: Is a directory"):
        press.load_profile(tmp_path)
    with pytest.raises(ColorizeError, match="cannot be read: the name is not valid"):
        press.load_profile("a\0b")
    with pytest.raises(ColorizeError, match="expected as a name, a path or bytes; int came"):
        press.choose(3)


def test_intents_are_those_with_a_table():
    assert press.load_profile(PRESS).intents == press.INTENTS
    assert press.load_profile(OTHER).intents == ("perceptual", "relative", "absolute")
    assert press.load_profile(press_profile(intents=("perceptual",))).intents == ("perceptual",)
