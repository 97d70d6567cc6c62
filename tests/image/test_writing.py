"""Files that are written: what comes back, what is lost and said, and what a failure leaves behind."""

from __future__ import annotations

import io
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image

from colorize.errors import ColorizeError
from colorize.image import FORMATS, Metadata, Picture, as_picture, encode, losses, read
from tests.image.builders import deep, photo

PICTURE = as_picture(photo())
DEEP = as_picture(deep())
GLASS = as_picture(np.dstack([photo(), np.tile(np.linspace(0, 255, 60).astype(np.uint8), (40, 1))]))
PICTURES = [name for name in FORMATS if name != "npy"]


@pytest.mark.parametrize("format", [name for name in PICTURES if FORMATS[name].lossless])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_lossless_formats_return_every_value(put, format, channels):
    for values in (photo() if channels == 3 else GLASS.array, deep(channels=channels)):
        picture = as_picture(values)
        again = read(put("again", encode(picture, format)))
        top = 65535 if FORMATS[format].deep and picture.depth == 16 else 255
        assert again.depth == (16 if top == 65535 else 8)
        assert np.abs(again.array - picture.array).max() <= 0.5 / top + 1e-6
        assert (again.alpha is None) == (picture.alpha is None)
        if again.alpha is not None:
            assert np.abs(again.alpha - picture.alpha).max() <= 0.5 / top + 1e-6
        assert again.flags == {}


@pytest.mark.parametrize(("format", "error"), [("jpeg", 1.5), ("avif", 3)])
def test_lossy_formats_stay_close(put, format, error):
    again = read(put("again", encode(PICTURE, format)))
    assert np.abs(again.array - PICTURE.array).mean() * 255 < error


def test_jpeg_keeps_full_color_resolution_unless_asked():
    sampling = {}
    for options in ({}, {"subsampling": "4:2:0"}):
        with Image.open(io.BytesIO(encode(PICTURE, "jpeg", **options))) as image:
            sampling[str(options)] = image.layer[0][1:3]
    assert list(sampling.values()) == [(1, 1), (2, 2)]


@pytest.mark.parametrize("format", ["jpeg", "avif", "webp"])
def test_quality_changes_the_size(format):
    assert len(encode(PICTURE, format, quality=30)) < len(encode(PICTURE, format, quality=99))


def test_webp_is_lossless_unless_a_quality_is_named(put):
    assert np.abs(read(put("a.webp", encode(PICTURE, "webp"))).array - PICTURE.array).max() < 1e-6
    assert np.abs(read(put("a.webp", encode(PICTURE, "webp", quality=80))).array - PICTURE.array).max() > 1e-3


@pytest.mark.parametrize("format", ["png", "tiff"])
def test_depth_can_be_chosen(put, format):
    assert read(put("a", encode(DEEP, format, depth=8))).depth == 8
    assert read(put("a", encode(PICTURE, format, depth=16))).depth == 16
    assert np.abs(read(put("a", encode(PICTURE, format, depth=16))).array - PICTURE.array).max() < 1e-5


@pytest.mark.parametrize("suffix", [suffix for format in FORMATS.values() for suffix in format.suffixes])
def test_the_suffix_decides(tmp_path, suffix):
    path = PICTURE.save(tmp_path / f"Out{suffix.upper()}")
    assert path == tmp_path / f"Out{suffix.upper()}"
    if suffix == ".npy":
        assert (np.load(path) == PICTURE.array).all()
        assert np.load(path).dtype == np.float32
    else:
        expected = next(format.title for format in FORMATS.values() if suffix in format.suffixes)
        assert read(path).metadata.format == expected


@pytest.mark.parametrize(
    ("picture", "format", "words"),
    [
        (PICTURE, "png", []),
        (PICTURE, "webp", []),
        (DEEP, "png", []),
        (DEEP, "tiff", []),
        (GLASS, "webp", []),
        (GLASS, "avif", ["approximately (quality 90)"]),
        (PICTURE, "jpeg", ["approximately (quality 95)"]),
        (GLASS, "jpeg", ["put on white", "approximately"]),
        (DEEP, "jpeg", ["16 bits", "approximately"]),
        (DEEP, "webp", ["16 bits"]),
        (GLASS, "npy", ["no transparency"]),
    ],
)
def test_what_gets_lost_is_said_in_both_languages(picture, format, words):
    found = losses(picture, format)
    assert len(found) == len(words)
    for text, expected in zip(found, words, strict=True):
        assert expected in text.en
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)
        assert "{" not in text.en + text.zh


def test_losses_by_choice_are_said_too():
    assert "asked for" in losses(DEEP, "png", depth=8)[0].en
    assert "quality 80" in losses(PICTURE, "webp", quality=80)[0].en


def test_transparency_goes_on_white_in_jpeg_and_is_flagged(tmp_path):
    picture = as_picture(
        np.dstack([np.full((16, 32, 3), 30, np.uint8), np.repeat([[0, 255]], 16, 0).repeat(16, 1)]).astype(np.uint8)
    )
    path = picture.save(tmp_path / "a.jpg")
    values = cv2.imread(str(path))
    assert np.abs(values[:, :12].astype(int) - 255).max() < 6
    assert np.abs(values[:, 20:].astype(int) - 30).max() < 6
    assert picture.flags == {"alpha_on_white": 0.5}
    picture.save(tmp_path / "a.png")
    half = Picture(np.zeros((8, 8, 1), np.float32), "gray_average", np.full((8, 8), 0.5, np.float32))
    with Image.open(io.BytesIO(encode(half, "jpeg"))) as image:
        assert image.mode == "L"
        assert np.abs(np.asarray(image).astype(int) - 128).max() <= 2


def test_transparent_ink_on_white_is_no_ink():
    picture = Picture(np.full((16, 16, 4), 0.8, np.float32), "cmyk", np.zeros((16, 16), np.float32))
    with Image.open(io.BytesIO(encode(picture, "jpeg"))) as image:
        assert image.mode == "CMYK"
        assert np.asarray(image).max() <= 2


@pytest.mark.parametrize(
    ("mode", "channels", "format"),
    [
        ("lab", 3, "png"),
        ("hsv", 3, "jpeg"),
        ("cmyk", 4, "png"),
        ("cmyk", 4, "webp"),
        ("xyz", 3, "avif"),
        ("ycbcr", 3, "png"),
    ],
)
def test_modes_a_format_cannot_hold(tmp_path, mode, channels, format):
    picture = Picture(np.zeros((2, 2, channels), np.float32), mode)
    with pytest.raises(ColorizeError, match=rf"cannot hold a picture of mode {mode}.*\.npy or TIFF") as caught:
        picture.save(tmp_path / f"a{FORMATS[format].suffixes[0]}")
    assert "TIFF" in caught.value.text.zh
    assert list(tmp_path.iterdir()) == []
    assert not FORMATS[format].holds(mode)


def test_raw_planes_in_tiff(tmp_path):
    array = np.random.default_rng(0).uniform(-90, 90, (6, 5, 3)).astype(np.float32)
    channels = (("L*", 0, 100, ""), ("a*", -128, 127, ""), ("b*", -128, 127, ""))
    picture = Picture(array, "lab", np.full((6, 5), 0.5, np.float32), metadata=Metadata(channels=channels))
    path = picture.save(tmp_path / "lab.tif")
    with tifffile.TiffFile(path) as document:
        planes, told = document.asarray(), json.loads(document.pages[0].description)
    assert planes.dtype == np.float32
    assert (np.moveaxis(planes[:3], 0, -1) == array).all()
    assert (planes[3] == 0.5).all()
    assert told["mode"] == "lab"
    assert [channel["name"] for channel in told["channels"]] == ["L*", "a*", "b*", "alpha"]
    assert told["channels"][1]["low"] == -128
    assert told["channels"][1]["smallest"] == pytest.approx(float(array[..., 1].min()))
    assert (np.load(picture.save(tmp_path / "lab.npy")) == array).all()


def test_ink_in_tiff_and_jpeg(put):
    array = np.random.default_rng(0).random((1, 1, 4)).astype(np.float32).repeat(16, 0).repeat(16, 1)
    picture = Picture(array, "cmyk", depth=16)
    with tifffile.TiffFile(io.BytesIO(encode(picture, "tiff"))) as document:
        assert document.pages[0].photometric == 5
        assert np.abs(document.asarray() / 65535 - array).max() < 1e-5
    expected = (1 - array[..., :3]) * (1 - array[..., 3:])
    for format, tolerance in (("tiff", 1e-4), ("jpeg", 3 / 255)):
        again = read(put("ink", encode(picture, format)))
        assert again.flags == {"cmyk_without_profile": "naive"}
        assert np.abs(again.array - expected).max() < tolerance


@pytest.mark.parametrize("format", ["png", "tiff"])
def test_one_bit_files(put, format):
    bits = np.random.default_rng(0).integers(0, 2, (9, 13, 1)).astype(np.float32)
    data = encode(Picture(bits, "bilevel"), format)
    with Image.open(io.BytesIO(data)) as image:
        assert image.mode == "1"
    assert (read(put("bits", data)).array == bits).all()
    see_through = Picture(bits, "bilevel", np.full((9, 13), 0.2, np.float32))
    assert np.abs(read(put("bits", encode(see_through, format))).alpha - 0.2).max() < 1e-6


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (129, 1), (128, 3), (257, 5)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_png_of_any_size_is_read_by_others(shape, dtype):
    values = np.random.default_rng(0).integers(0, np.iinfo(dtype).max + 1, (*shape, 3)).astype(dtype)
    data = encode(as_picture(values), "png")
    assert (cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)[..., ::-1] == values).all()
    with Image.open(io.BytesIO(data)) as image:
        image.verify()


def test_values_out_of_range_are_refused(tmp_path):
    for value in (1.2, -0.1, np.nan, np.inf):
        array = np.full((3, 3, 3), 0.5, np.float32)
        array[1, 1, 1] = value
        with pytest.raises(ColorizeError, match="Channel 2 of this rgb picture goes from") as caught:
            encode(Picture(array), "png")
        assert "通道" in caught.value.text.zh
    assert encode(Picture(np.full((3, 3, 3), 1.001, np.float32)), "png")  # rounding


@pytest.mark.parametrize("name", ["a.xyz", "a", "a.heic", ".png"])
def test_unknown_suffixes_list_the_choices(tmp_path, name):
    with pytest.raises(ColorizeError, match=r"\.png, \.jpg") as caught:
        PICTURE.save(tmp_path / name)
    assert "后缀" in caught.value.text.zh


def test_unknown_formats_and_options():
    with pytest.raises(ColorizeError, match=r"no format 'gif' to write\. Choose one of: png, jpeg"):
        encode(PICTURE, "gif")
    with pytest.raises(ColorizeError, match=r"PNG has no option 'quality'\. Its options: depth"):
        encode(PICTURE, "png", quality=3)
    with pytest.raises(ColorizeError, match="quality is 101; expected: 1 - 100"):
        encode(PICTURE, "jpeg", quality=101)
    with pytest.raises(ColorizeError, match="depth is 12; expected: 8, 16"):
        losses(PICTURE, "png", depth=12)


def test_sides_a_format_cannot_hold():
    with pytest.raises(ColorizeError, match="WebP holds at most 16383 pixels a side; the picture is 20000 × 1"):
        encode(as_picture(np.zeros((1, 20_000), np.uint8)), "webp")


@pytest.mark.parametrize("failure", [MemoryError(), OSError("encoder error -2"), ValueError("no")])
def test_encoders_that_give_up(monkeypatch, failure):
    def give_up(*_, **__):
        raise failure

    monkeypatch.setattr(Image.Image, "save", give_up)
    with pytest.raises(ColorizeError, match="The picture of 60 × 40 pixels could not be encoded as JPEG") as caught:
        encode(PICTURE, "jpeg")
    assert "无法编码" in caught.value.text.zh


def test_pictures_do_not_change_when_written(tmp_path):
    before = GLASS.array.copy(), GLASS.alpha.copy(), dict(GLASS.flags)
    for format in FORMATS:
        encode(GLASS, format)
    assert (before[0] == GLASS.array).all() and (before[1] == GLASS.alpha).all() and before[2] == GLASS.flags


def test_every_format_is_described():
    for name, format in FORMATS.items():
        assert format.name == name
        assert format.holds("rgb") and format.holds("gray_luminance")
        assert Path("x" + format.suffixes[0]).suffix == format.suffixes[0]
        assert "/" in format.media_type
