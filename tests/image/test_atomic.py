"""A file is written completely or not at all, and a failure is one sentence."""

from __future__ import annotations

import os
import stat

import numpy as np
import pytest

from colorize.errors import ColorizeError
from colorize.image import as_picture, encode, read
from tests.image.builders import photo

PICTURE = as_picture(photo())


@pytest.mark.parametrize("step", ["os.replace", "os.fsync", "os.chmod"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "a.png"
    path.write_bytes(b"precious")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(ColorizeError, match=r"a\.png could not be written: No space left on device") as caught:
        PICTURE.save(path)
    assert str(tmp_path) not in str(caught.value)
    assert path.read_bytes() == b"precious"
    assert [file.name for file in tmp_path.iterdir()] == ["a.png"]


def test_a_folder_that_may_not_be_written(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ColorizeError, match=r"a\.png could not be written: Permission denied") as caught:
        PICTURE.save(tmp_path / "a.png")
    assert str(tmp_path) not in caught.value.text.en + caught.value.text.zh


@pytest.mark.parametrize("place", ["missing/a.png", "file.txt/a.png", "folder.png"])
def test_places_that_cannot_be_written(tmp_path, place):
    (tmp_path / "file.txt").write_text("text")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ColorizeError, match="could not be written") as caught:
        PICTURE.save(tmp_path / place)
    assert "无法写入" in caught.value.text.zh
    assert str(tmp_path) not in str(caught.value)


def test_a_failed_encoding_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr("colorize.image.writing.encode_png", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        PICTURE.save(tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_the_input_can_be_replaced_by_its_result(put):
    path = put("a.png", encode(PICTURE, "png"))
    read(path).save(path)
    assert np.abs(read(path).array - PICTURE.array).max() < 1e-6


def test_links_and_permissions_stay(tmp_path):
    real, link = tmp_path / "real.png", tmp_path / "link.png"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    PICTURE.save(link)
    assert link.is_symlink()
    assert real.read_bytes()[:4] == b"\x89PNG"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    mask = os.umask(0o022)
    try:
        assert stat.S_IMODE(PICTURE.save(tmp_path / "new.png").stat().st_mode) == 0o644
    finally:
        os.umask(mask)
