"""A lesson's pictures: built in, one's own, digits; split by a fixed rule, bounded, credited."""

from __future__ import annotations

import io
import zipfile

import cv2
import numpy as np
import pytest

from colorize.color import rgb_to_lab
from colorize.errors import ColorizeError
from colorize.lesson import pictures
from colorize.lesson.pictures import Pictures, built_in, made_gray, own_photos, pairs, pictures_for, tint, tinted_digits
from colorize.lesson.settings import Settings


def test_the_built_in_photos_are_64_and_32_and_all_are_credited():
    found = built_in()
    assert (len(found.train), len(found.validation), found.left_out) == (64, 32, 0)
    assert all(min(picture.shape[:2]) == 128 for picture in found.train + found.validation)
    with zipfile.ZipFile(pictures.BUILT_IN) as archive:
        photos = {name for name in archive.namelist() if name.endswith(".webp")}
    owed = pictures.credits()
    assert {row["file"] for row in owed} == photos
    assert all(row["source"].startswith("https://") and "CC0" in row["licence"] for row in owed)
    assert "Spinach, chicken & pomegranate salad" in {row["title"] for row in owed}


def test_settings_choose_how_many_are_trained_on():
    found = pictures_for(Settings(pictures=16))
    assert (len(found.train), len(found.validation)) == (16, 32)


def test_own_photos_come_from_files_and_zips(photo_folder, tmp_path):
    files = sorted(photo_folder.rglob("*.png"))
    archive = tmp_path / "mine.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for file in files[:9]:
            out.write(file, f"holiday/{file.name}")
        out.writestr("holiday/notes.txt", "no photo")
    found = own_photos([archive, *files[9:12]])
    assert (len(found.train), len(found.validation)) == (8, 4)
    assert pictures_for(Settings(source="upload", pictures=5), found).train == found.train[:5]


def test_gray_broken_and_giant_photos_are_left_out_and_counted(photo_folder, tmp_path, monkeypatch):
    files = sorted(photo_folder.rglob("*.png"))[:6]
    (tmp_path / "broken.png").write_bytes(b"nothing")
    cv2.imwrite(str(tmp_path / "gray.png"), np.full((64, 64, 3), 90, "uint8"))
    cv2.imwrite(str(tmp_path / "giant.png"), np.zeros((300, 300, 3), "uint8"))
    monkeypatch.setattr(pictures, "MOST_PIXELS", 200 * 200)
    assert own_photos([*files, *tmp_path.iterdir()]).left_out == 3


def test_too_few_photos_are_told(photo_folder):
    with pytest.raises(ColorizeError, match="2 of these photos can be used; a lesson needs at least 6"):
        own_photos(sorted(photo_folder.rglob("*.png"))[:2])
    with pytest.raises(ColorizeError, match="upload a zip"):
        pictures_for(Settings(source="upload"))


def test_a_zip_that_unpacks_too_large_is_refused(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("zeros.png", bytes(pictures.MOST_BYTES + 1))
    (tmp_path / "bomb.zip").write_bytes(data.getvalue())
    with pytest.raises(ColorizeError, match=r"bomb\.zip unpacks to 300 MB"):
        own_photos([tmp_path / "bomb.zip"])


def test_what_is_called_a_zip_and_is_none_is_told(photo_folder, tmp_path):
    (tmp_path / "holiday.zip").write_bytes(b"PK nonsense")
    with pytest.raises(ColorizeError, match=r"holiday\.zip is not a zip that can be opened"):
        own_photos([*photo_folder.rglob("*.png"), tmp_path / "holiday.zip"])


def test_a_panorama_is_shortened(photo_folder, tmp_path):
    wide = np.tile(cv2.imread(str(next(photo_folder.rglob("*.png")))), (1, 12, 1))
    for number in range(6):
        cv2.imwrite(str(tmp_path / f"{number}.png"), wide)
    assert max(picture.shape[1] / picture.shape[0] for picture in own_photos(tmp_path.iterdir()).train) <= 2


def test_each_digit_has_a_color_of_its_own():
    digit = np.zeros((28, 28), "uint8")
    digit[8:20, 12:16] = 255
    means = [rgb_to_lab(tint(digit, label).astype("float32") / 255)[..., 1:].mean((0, 1)) for label in range(10)]
    distances = [np.hypot(*(a - b)) for i, a in enumerate(means) for b in means[:i]]
    assert min(distances) > 8


def test_tinted_digits_are_split_like_photos(data_folder):
    found = tinted_digits(16)
    assert (len(found.train), len(found.validation)) == (16, 8)
    assert found.train[0].shape == (64, 64, 3)


def test_without_mnist_a_sentence_says_so(monkeypatch, tmp_path):
    import keras

    def offline():
        raise Exception("URL fetch failure")

    monkeypatch.setenv("COLORIZE_DATA", str(tmp_path))
    monkeypatch.setattr(keras.datasets.mnist, "load_data", offline)
    with pytest.raises(ColorizeError, match="MNIST is not on this machine"):
        pictures_for(Settings(source="mnist"))


@pytest.mark.parametrize(("count", "share"), [(64, 0.9), (16, 0.5), (10, 0.0), (7, 0.95)])
def test_as_many_are_made_gray_as_were_asked_for(count, share):
    gray = made_gray(count, share)
    assert gray.sum() == int(count * share + 1e-6)
    assert not gray[0] or share == 0.95, "spread evenly, not all at one end"


def test_what_is_made_gray_has_no_color():
    found = built_in()
    some = Pictures(found.train[:4], [])
    seen, ab = pairs(some.train, np.array([True, False, True, False]))
    assert seen.shape == (4, 64, 64, 1) and ab.shape == (4, 16, 16, 2)
    assert not ab[[0, 2]].any() and ab[1].any() and ab[3].any()
