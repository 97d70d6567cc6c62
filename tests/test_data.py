"""Photos to learn from: all of them, none that is gray, and the same batch for the same step."""

from __future__ import annotations

import io
import zipfile

import cv2
import numpy as np
import pytest
import skimage.color
from PIL import Image

import colorize
from colorize import data
from colorize.errors import ColorizeError
from colorize.image.color_tags import ADOBE_RGB


def test_folder_and_zip_give_the_same(photo_folder, tmp_path):
    archive = tmp_path / "photos.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in photo_folder.rglob("*.png"):
            out.write(path, path.relative_to(photo_folder).as_posix())
    one, other = data.load_photos([photo_folder], 64), data.load_photos([archive], 64)
    assert one.names == other.names
    assert len(one) == 32
    for a, b in zip(one.pictures, other.pictures, strict=True):
        np.testing.assert_array_equal(a, b)


def test_gray_sepia_and_broken_files_are_counted(photo_folder, tmp_path):
    rng = np.random.default_rng(0)
    gray = np.repeat(rng.integers(0, 256, (64, 64, 1), "uint8"), 3, 2)
    lab = np.stack([gray[..., 0] / 2.55, np.full((64, 64), 6.0), np.full((64, 64), 18.0)], -1)
    sepia = (skimage.color.lab2rgb(np.clip(lab, 30, 80) * [1, 0, 0] + lab * [0, 1, 1]) * 255).astype("uint8")
    cv2.imwrite(str(tmp_path / "gray.png"), gray)
    cv2.imwrite(str(tmp_path / "sepia.png"), sepia[..., ::-1])
    (tmp_path / "broken.png").write_bytes(b"nothing")
    (tmp_path / "notes.txt").write_text("not a photo")
    cv2.imwrite(str(tmp_path / "good.png"), cv2.imread(str(next(photo_folder.rglob("*.png")))))
    photos = data.load_photos([tmp_path], 64)
    assert photos.names == ["good.png"]
    assert photos.left_out == {"gray": 1, "sepia": 1, "unreadable": 1}


def test_large_photos_are_reduced_and_small_ones_kept(photo_folder):
    assert {min(p.shape[:2]) for p in data.load_photos([photo_folder], 64).pictures} == {64}
    assert {min(p.shape[:2]) for p in data.load_photos([photo_folder], 128).pictures} == {96}


@pytest.mark.parametrize(("name", "message"), [("none", "neither a folder nor a zip"), ("empty", "holds no photos")])
def test_nothing_to_read_is_told(tmp_path, name, message):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ColorizeError, match=message):
        list(data.members(tmp_path / name))


def test_what_a_mac_adds_and_what_is_hidden_is_passed_over(photo_folder, tmp_path):
    picture = next(photo_folder.rglob("*.png"))
    with zipfile.ZipFile(tmp_path / "mac.zip", "w") as out:
        for name in ("a.png", "__MACOSX/a.png", "__MACOSX/._a.png", "._a.png", "deep/.hidden/b.png", "deep/b.png", "c.png/"):
            out.writestr(name, b"" if name.endswith("/") else picture.read_bytes())
    assert [name for name, _ in data.members(tmp_path / "mac.zip")] == ["a.png", "deep/b.png"]
    with zipfile.ZipFile(tmp_path / "mac.zip") as archive:
        archive.extractall(tmp_path / "folder")
    (tmp_path / "folder/x.jpg").mkdir()
    assert [name for name, _ in data.members(tmp_path / "folder")] == ["a.png", "deep/b.png"]


@pytest.mark.parametrize("spoil", ["member", "directory"])
def test_a_damaged_zip_is_told(photo_folder, tmp_path, spoil):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.write(next(photo_folder.rglob("*.png")), "a.png")
    content = bytearray(path.read_bytes())
    place = 200 if spoil == "member" else content.rindex(b"PK\x01\x02")
    content[place : place + 8] = b"spoiled!"
    path.write_bytes(content)
    with pytest.raises(ColorizeError, match=r"The zip photos\.zip cannot be read: .* is damaged, or asks for a password"):
        list(data.members(path))


def encoded(format: str, mode: str = "RGB", **options) -> bytes:
    """A picture whose colors differ by the profile and by alpha, in a file."""
    values = np.random.default_rng(0).integers(40, 200, (24, 32, len(mode)), "uint8").repeat(4, 0).repeat(4, 1)
    file = io.BytesIO()
    Image.fromarray(values, mode).save(file, format, **options)
    return file.getvalue()


FILES = {
    "profile.jpg": ("JPEG", {"icc_profile": ADOBE_RGB, "quality": 95}), "profile.png": ("PNG", {"icc_profile": ADOBE_RGB}),
    "profile.webp": ("WEBP", {"icc_profile": ADOBE_RGB, "lossless": True}), "profile.tif": ("TIFF", {"icc_profile": ADOBE_RGB}),
    "alpha.png": ("PNG", {"mode": "RGBA"}), "alpha.webp": ("WEBP", {"mode": "RGBA", "lossless": True}),
    "alpha.tif": ("TIFF", {"mode": "RGBA"}), "plain.png": ("PNG", {}), "plain.jpg": ("JPEG", {"quality": 95}),
    "plain.webp": ("WEBP", {"quality": 90}), "plain.bmp": ("BMP", {}), "plain.gif": ("GIF", {}), "plain.avif": ("AVIF", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files_are_decoded_as_the_package_reads_them(tmp_path, name):
    format, options = FILES[name]
    (tmp_path / name).write_bytes(encoded(format, **options))
    picture = colorize.read(tmp_path / name)
    alpha = 1 if picture.alpha is None else picture.alpha[..., None]
    expected = 255 * (picture.array * alpha + 1 - alpha)
    ((_, content),) = data.members(tmp_path)
    np.testing.assert_allclose(data.decode(content), expected, atol=0.51)
    assert ("profile" in name) == ("profile_converted" in picture.flags)
    assert ("alpha" in name) == (picture.alpha is not None)


@pytest.mark.parametrize("content", [b"", b"nothing", encoded("PNG", "RGBA")[:900]], ids=["empty", "text", "cut"])
def test_what_is_no_picture_is_none(content):
    assert data.decode(content) is None


def test_the_validation_photos_are_plain(data_folder):
    """Each is decoded by OpenCV alone, as it was when the recorded figures were measured."""
    assert all(data._is_plain(content) for _, content in data.members(data_folder / "photos-val.zip"))


def test_only_gray_photos_is_told(tmp_path):
    cv2.imwrite(str(tmp_path / "gray.png"), np.full((64, 64, 3), 90, "uint8"))
    with pytest.raises(ColorizeError, match="None of the 1 photos can be used: 1 are gray, 0 are of one tint, 0 cannot be read"):
        data.load_photos([tmp_path], 64)


def test_batches_depend_on_seed_and_step_alone(photo_folder):
    photos = data.load_photos([photo_folder], 64)
    batches = data.Batches(photos, 64, 8, 4, seed=1)
    first = batches(3)
    batches(4)
    for a, b in zip(first, data.Batches(photos, 64, 8, 4, seed=1)(3), strict=True):
        np.testing.assert_array_equal(a, b)
    assert np.abs(first[1] - batches(4)[1]).max() > 1
    assert np.abs(first[1] - data.Batches(photos, 64, 8, 4, seed=2)(3)[1]).max() > 1


def test_training_pair_agrees_with_scikit_image(photo_folder):
    pictures = np.stack(data.load_photos([photo_folder], 64).pictures[:3])[:, :64, :64]
    gray, cells = data.training_pair(pictures, 8)
    lab = skimage.color.rgb2lab(pictures)
    expected = lab[..., 1:].reshape(3, 8, 8, 8, 8, 2).mean((2, 4))
    np.testing.assert_allclose(cells, expected, atol=0.05)
    neutral = np.concatenate([lab[..., :1], np.zeros_like(lab[..., 1:])], -1)
    np.testing.assert_allclose(gray[..., 0], skimage.color.lab2rgb(neutral)[..., 0], atol=2e-3)


def test_small_sources_are_drawn_more_often_than_their_count():
    names = ["large/x"] * 900 + ["small/x"] * 100
    weights = data.sampling_weights(names)
    assert weights.sum() == pytest.approx(1)
    assert weights[900:].sum() == pytest.approx(0.5 * 0.1 + 0.5 * 10 / 40)


def test_halves_do_not_overlap_and_cover_every_source(photo_folder):
    names = data.load_photos([photo_folder], 64).names
    even = data.even_positions(names)
    assert sum(even) == 16
    assert {n.split("/")[0] for n, e in zip(names, even, strict=True) if e} == {"first", "second"}


@pytest.mark.parametrize(("count", "held"), [(1, 1), (2, 1), (10, 1), (11, 1), (31, 2)])
def test_what_is_held_out_is_not_trained_on(count, held):
    photos = data.Photos([np.zeros((8, 8, 3), "uint8")] * count, [f"{i}.png" for i in range(count)], {})
    train, validation = data.hold_out(photos)
    assert len(validation) == held and len(train) == max(1, count - held)
    assert count == 1 or not set(train.names) & set(validation.names)


def test_hold_out_takes_every_twentieth(photo_folder):
    photos = data.load_photos([photo_folder], 64)
    train, validation = data.hold_out(photos)
    assert len(train) + len(validation) == 32
    assert len(validation) == 2
    assert not set(train.names) & set(validation.names)
