"""EXIF survives upright; the thumbnail and the place do not, unless the place is asked for."""

from __future__ import annotations

import io
import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image
from PIL.ExifTags import IFD

from colorize.image import FORMATS, Picture, encode, read
from tests.image.builders import exif_block, photo, pillow_bytes, tiff_bytes

WITH_EXIF = [name for name in FORMATS if name != "npy"]


def exif_of(data: bytes) -> Image.Exif:
    """A written file's EXIF, by Pillow."""
    with Image.open(io.BytesIO(data)) as image:
        exif = image.getexif()
        exif.get_ifd(0x8769), exif.get_ifd(0x8825), exif.get_ifd(IFD.IFD1)
        return exif


@pytest.fixture
def taken_abroad(put) -> Picture:
    """A picture with everything a camera writes."""
    block = exif_block(6, place=True, thumbnail=True)
    with_thumbnail = Image.Exif()
    with_thumbnail.load(block)
    assert with_thumbnail.get_ifd(IFD.IFD1)[0x0202] > 100  # the block really has a thumbnail
    return read(put("abroad.jpg", pillow_bytes(photo(), "JPEG", quality=95, exif=block)))


@pytest.mark.parametrize("format", WITH_EXIF)
def test_exif_is_kept_upright_without_place_and_thumbnail(taken_abroad, format):
    data = encode(taken_abroad, format)
    exif = exif_of(data)
    assert exif[0x010F] == "Maker"
    assert exif.get(0x0112, 1) == 1
    details = exif.get_ifd(0x8769)
    assert details[0x9003] == "2001:02:03 04:05:06"
    assert float(details[0x829A]) == pytest.approx(0.01)
    assert (details[0xA002], details[0xA003]) == (40, 60)
    assert 0x927C not in details
    assert dict(exif.get_ifd(0x8825)) == {}
    assert dict(exif.get_ifd(IFD.IFD1)) == {}
    assert b"NOTENOTE" not in data


@pytest.mark.parametrize("format", WITH_EXIF)
def test_the_place_is_kept_when_asked_for(taken_abroad, format):
    exif = exif_of(encode(taken_abroad, format, keep_location=True))
    assert exif.get_ifd(0x8825)[1] == "N"
    assert [float(value) for value in exif.get_ifd(0x8825)[4]] == [24, 56, 7]
    assert exif.get_ifd(0x8769)[0x927C].startswith(b"NOTE")
    assert dict(exif.get_ifd(IFD.IFD1)) == {}


@pytest.mark.parametrize("format", WITH_EXIF)
def test_the_profile_is_srgb(taken_abroad, format):
    with Image.open(io.BytesIO(encode(taken_abroad, format))) as image:
        profile = image.info["icc_profile"]
    assert profile[16:20] == b"RGB "
    assert profile == Image.open(io.BytesIO(encode(taken_abroad, "png"))).info["icc_profile"]


@pytest.mark.parametrize("format", ["png", "jpeg", "tiff"])
def test_gray_pictures_get_a_gray_profile_that_reads_as_srgb(put, format):
    gray = Picture(np.linspace(0, 1, 256, dtype=np.float32).reshape(1, -1, 1).repeat(8, 0), "gray_luminance")
    data = encode(gray, format)
    with Image.open(io.BytesIO(data)) as image:
        assert image.mode == "L"
        assert image.info["icc_profile"][16:20] == b"GRAY"
    picture = read(put("gray", data))
    assert picture.flags == {}
    assert np.abs(picture.array - gray.array).max() < 2 / 255


def test_equal_pictures_make_equal_files(taken_abroad):
    for format in FORMATS:
        assert encode(taken_abroad, format) == encode(taken_abroad, format)


def test_a_tiff_source_keeps_its_descriptive_tags_only(put):
    data = tiff_bytes(
        photo(), photometric="rgb", description="A pier", software="Scanner 5",
        extratags=[(271, 2, 0, "Maker", True), (700, 1, 5, b"<xmp>", True)],
    )  # fmt: skip
    exif = exif_of(encode(read(put("pier.tif", data)), "jpeg"))
    assert dict(exif) == {270: "A pier", 271: "Maker", 274: 1, 305: "Scanner 5"}


@pytest.mark.parametrize("format", ["png", "jpeg", "tiff"])
def test_resolution_survives(put, format):
    picture = read(put("a.jpg", pillow_bytes(photo(), "JPEG", dpi=(300, 240))))
    assert picture.metadata.resolution == (300, 240)
    assert read(put("b", encode(picture, format))).metadata.resolution == pytest.approx((300, 240), rel=1e-3)


@pytest.mark.parametrize(
    "block",
    [
        b"Exif\0\0",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + bytes(range(256)),
        exif_block(3)[:40],
        b"garbage",
    ],
)
def test_damaged_exif_does_not_keep_a_picture_from_opening(put, block, tmp_path):
    data = pillow_bytes(photo(), "PNG")
    from tests.image.builders import with_chunk

    picture = read(put("a.png", with_chunk(data, b"eXIf", block)))
    assert np.abs(picture.array * 255 - photo()).max() < 1e-3
    picture.save(tmp_path / "again.jpg")


def test_exif_that_no_jpeg_segment_holds(put, tmp_path):
    exif = Image.Exif()
    exif.load(exif_block())
    details = exif.get_ifd(0x8769)
    details[0x927C] = b"N" * 70_000
    exif[0x8769] = details
    picture = read(put("a.png", pillow_bytes(photo(), "PNG", exif=exif.tobytes())))
    path = picture.save(tmp_path / "b.jpg", keep_location=True)
    assert exif_of(path.read_bytes())[0x010F] == "Maker"


@pytest.mark.parametrize("format", WITH_EXIF)
def test_exiftool_agrees(taken_abroad, tmp_path, format):
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed: what it would say of our files is not known here")
    path = tmp_path / f"a{FORMATS[format].suffixes[0]}"
    path.write_bytes(encode(taken_abroad, format))
    told = subprocess.run(["exiftool", "-a", "-G1", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Maker" in told
    assert "GPS" not in told
    assert "Thumbnail" not in told
    assert "Error" not in told
    assert "Warning" not in told
