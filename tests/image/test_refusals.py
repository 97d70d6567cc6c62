"""Whatever the file: a picture, or one clear sentence in two languages. Nothing else."""

from __future__ import annotations

import gzip
import random
import sys
import threading
import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from colorize.errors import ColorizeError
from colorize.image import READABLE, measure, read
from tests.image.builders import (
    chunk,
    exif_block,
    photo,
    pillow_bytes,
    png_bytes,
    tiff_bytes,
)
from tests.image.test_profiles import ADOBE

ACCEPTED = "JPEG, PNG, WebP, AVIF, TIFF, BMP, GIF or HEIC"
OPTIONS = {
    "JPEG": {"quality": 90, "icc_profile": ADOBE, "exif": exif_block(6, place=True, thumbnail=True)},
    "PNG": {"icc_profile": ADOBE, "exif": exif_block(6, place=True)},
    "WEBP": {"lossless": True, "exif": exif_block(6)},
    "AVIF": {"quality": 80, "exif": exif_block(6)},
    "TIFF": {"compression": "tiff_lzw", "icc_profile": ADOBE},
    "BMP": {},
    "GIF": {},
    "HEIF": {"quality": 80, "exif": exif_block(6)},
}
FILES = {format: pillow_bytes(photo(30, 40), format, **options) for format, options in OPTIONS.items()}
FILES["TIFF by strips"] = tiff_bytes(
    photo(30, 40).astype(np.uint16) * 257, photometric="rgb", rowsperstrip=4, compression="zlib", predictor=True
)
FILES["JPEG in CMYK"] = pillow_bytes(Image.frombytes("CMYK", (40, 30), bytes(range(200)) * 24), "JPEG")
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def refusal(path, **options) -> ColorizeError:
    """The error that reading raises; with both languages, the file's name and no folder."""
    with pytest.raises(ColorizeError) as caught:
        read(path, **options)
    error = caught.value
    for sentence in error.text:
        assert Path(path).name[:20] in sentence
        assert str(Path(path).parent) not in sentence
        assert "{" not in sentence
    assert any("\u4e00" <= letter <= "\u9fff" for letter in error.text.zh)
    return error


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("drawing.svg", SVG, "an SVG drawing, which has no pixels"),
        ("photo.jpg", SVG.partition(b"\n")[2], "an SVG drawing"),
        ("photo.jpg", b"To whom it may concern\n", "a text file"),
        ("photo.jpg", "Grüße, 你好\n".encode() * 500, "a text file"),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        ("photos.zip", b"PK\x03\x04" + bytes(50), "a ZIP archive"),
        ("drawing.svgz", gzip.compress(SVG, mtime=0), "a gzip archive"),
        ("clip.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2mp41" + bytes(40), "a video file"),
        ("clip.heic", b"\0\0\0\x14ftypqt  \0\0\2\0qt  " + bytes(40), "a video file"),
        ("layers.psd", b"8BPS\0\1" + bytes(40), "a Photoshop document"),
        ("photo.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40), "a JPEG 2000 picture"),
        ("photo.jxl", b"\xff\x0a" + bytes(range(1, 60)), "a JPEG XL picture"),
        ("sound.wav", b"RIFF\x24\0\0\0WAVEfmt ", "a sound or video file"),
        ("values.npy", b"\x93NUMPY\1\0v\0" + bytes(40), "a NumPy array"),
        ("noise.png", bytes(random.Random(0).randrange(1, 256) for _ in range(500)), "not a kind of picture"),
        ("zeros.jpg", bytes(500), "not a kind of picture"),
    ],
)
def test_other_files_are_named_for_what_they_are(put, name, content, what):
    sentence = str(refusal(put(name, content)))
    assert what in sentence
    assert ACCEPTED in sentence


def test_empty_files(put):
    assert "photo.png is empty (0 bytes)" in str(refusal(put("photo.png", b"")))


def test_folders_missing_files_and_devices(tmp_path):
    assert "is a folder" in str(refusal(tmp_path))
    assert "There is no file 'nowhere.png'" in str(refusal(tmp_path / "nowhere.png"))
    assert "There is no file" in str(refusal(tmp_path / "a" / "b.png"))
    for odd in ("", "nul\0byte.png", "x" * 5000, "/dev/null", 7):
        with pytest.raises(ColorizeError):
            read(odd)


def test_a_file_that_may_not_be_read(put, monkeypatch):
    path = put("secret.png", FILES["PNG"])

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission is missing" in str(refusal(path))


@pytest.mark.parametrize("format", FILES)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_files_cut_short(put, format, share):
    data = FILES[format]
    sentence = str(refusal(put("half", data[: max(24, int(len(data) * share))])))
    assert "damaged or cut short" in sentence


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (0, 0)])
def test_pictures_without_pixels(put, size):
    assert "has no pixels" in str(refusal(put("nothing.png", png_bytes(*size, 8, 2, b""))))
    data = bytearray(FILES["BMP"])
    data[18:22], data[22:26] = size[0].to_bytes(4, "little"), size[1].to_bytes(4, "little")
    refusal(put("nothing.bmp", bytes(data)))


def test_the_limit_is_checked_before_decoding(put):
    row = b"\0" + bytes(12_500)
    path = put("bomb.png", png_bytes(100_000, 10_000, 1, 0, row * 10_000))  # a gigapixel in 121 kilobytes
    assert path.stat().st_size < 130_000
    sentence = str(refusal(path))
    assert "100000 × 10000 = 1000 megapixels; at most 100 are accepted" in sentence
    assert measure(path) == (100_000, 10_000, "PNG")


@pytest.mark.parametrize("format", FILES)
def test_the_limit_can_be_set(put, format):
    path = put("small", FILES[format])
    assert "megapixels" in str(refusal(path, max_pixels=1199))
    assert read(path, max_pixels=1200).array.size == 3600


@pytest.mark.parametrize("side", [10_000, 14_000])
def test_pillows_own_limits_do_not_matter(put, side):
    # 100 and 196 megapixels: Pillow would warn of the first and refuse the second by itself.
    path = put("large.gif", FILES["GIF"][:6] + side.to_bytes(2, "little") * 2 + FILES["GIF"][10:])
    assert measure(path) == (side, side, "GIF")


def test_headers_that_promise_more_than_there_is(put):
    rows = b"".join(b"\0" + bytes(30) for _ in range(10))
    path = put("short.png", png_bytes(10, 1000, 8, 2, rows))
    assert "damaged or cut short" in str(refusal(path))


def test_odd_names_are_shown_harmlessly(put):
    with pytest.raises(ColorizeError) as caught:
        read(put("a\x1b[31mb\n{0}.jpg", b"text"))
    assert "\x1b" not in str(caught.value)
    assert "{0}" in str(caught.value)


@pytest.mark.parametrize("format", FILES)
def test_damaged_bytes_never_raise_anything_else(put, format):
    dice, data = random.Random(format), FILES[format]
    results = {"read": 0, "refused": 0}
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            near_start = dice.random() < 0.6
            place = dice.randrange(min(len(broken), 300 if near_start else len(broken)))
            broken[place] = dice.choice([0, 255, dice.randrange(256), broken[place] ^ (1 << dice.randrange(8))])
        if dice.random() < 0.2:
            del broken[dice.randrange(len(broken)) :]
        path = put("broken", bytes(broken))
        try:
            picture = read(path, max_pixels=4_000_000)
        except ColorizeError as error:
            assert str(path.parent) not in str(error)
            results["refused"] += 1
        else:
            assert picture.array.dtype == np.float32
            assert picture.array.min() >= 0 and picture.array.max() <= 1
            results["read"] += 1
    assert results["refused"] > 0


def test_a_profile_bomb_in_a_png_is_bounded(put):
    packed = zlib.compress(bytes(200_000_000), 9)
    path = put("a.png", FILES["PNG"][:33] + chunk(b"iCCP", b"x\0\0" + packed) + FILES["PNG"][33:])
    assert read(path).flags["profile_unusable"] == "damaged"


def test_rare_compressions_of_tiff_are_named(put):
    sentence = str(refusal(put("a.tif", tiff_bytes(photo(), photometric="rgb", compression="lerc"))))
    assert "compressed by LERC" in sentence


def test_tiffs_with_too_few_channels_for_their_kind(put):
    data = bytearray(tiff_bytes(photo(), photometric="rgb", byteorder="<"))
    entry = data.index((277).to_bytes(2, "little") + (3).to_bytes(2, "little"))  # samples per pixel
    data[entry + 8] = 1
    assert "damaged" in str(refusal(put("a.tif", bytes(data))))


def test_a_tiff_with_a_missing_strip(put):
    data = bytearray(tiff_bytes(photo(), photometric="rgb", rowsperstrip=20, byteorder="<"))
    assert read(put("whole.tif", bytes(data))).array.shape == (40, 60, 3)
    counts = data.index((60 * 20 * 3).to_bytes(2, "little") * 2)
    data[counts + 2 : counts + 4] = bytes(2)
    assert "damaged" in str(refusal(put("sparse.tif", bytes(data))))


def test_a_chain_of_pages_that_bites_its_tail(put):
    data = bytearray(tiff_bytes(photo(), photometric="rgb", byteorder="<"))
    first = int.from_bytes(data[4:8], "little")
    end = first + 2 + 12 * int.from_bytes(data[first : first + 2], "little")
    data[end : end + 4] = data[4:8]
    assert read(put("ring.tif", bytes(data))).flags == {}


def test_running_out_of_memory_is_said(put, monkeypatch):
    def exhausted(*_, **__):
        raise MemoryError

    monkeypatch.setattr("colorize.image.reading.to_srgb", exhausted)
    assert "not enough memory" in str(refusal(put("a.png", FILES["PNG"])))


def test_a_missing_heic_package_is_named(put, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(ColorizeError, match="pip install pillow-heif") as caught:
        read(put("a.heic", FILES["HEIF"]))
    assert "pillow-heif" in caught.value.text.zh


def test_warnings_are_silent_in_every_thread_and_back_afterwards(put):
    paths = [put(f"{number}.png", FILES["PNG"]) for number in range(4)]
    before = list(warnings.filters)
    threads = [threading.Thread(target=lambda path=path: [read(path) for _ in range(10)]) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(warnings.filters) == before


def test_the_sentence_lists_every_readable_format():
    assert all(format in ACCEPTED for format in READABLE)
