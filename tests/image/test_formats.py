"""Every accepted format is read as what it is; odd kinds of each are read with sense."""

from __future__ import annotations

import imagecodecs
import numpy as np
import pillow_heif
import pytest
import tifffile
from PIL import Image, ImageSequence

from colorize.image import READABLE, measure, read
from tests.image.builders import (
    P3_D50,
    gamma_curve,
    photo,
    pillow_bytes,
    png_bytes,
    rgb_profile,
    tiff_bytes,
    with_chunk,
)

PICTURE = photo()
LOSSLESS = {
    "PNG": pillow_bytes(PICTURE, "PNG"),
    "WebP": pillow_bytes(PICTURE, "WEBP", lossless=True),
    "TIFF": pillow_bytes(PICTURE, "TIFF"),
    "BMP": pillow_bytes(PICTURE, "BMP"),
    "GIF": pillow_bytes(Image.fromarray(PICTURE).quantize(256), "GIF"),
}
LOSSY = {
    "JPEG": pillow_bytes(PICTURE, "JPEG", quality=98, subsampling=0),
    "AVIF": pillow_bytes(PICTURE, "AVIF", quality=95, subsampling="4:4:4"),
    "HEIC": pillow_bytes(PICTURE, "HEIF", quality=98, chroma=444),
}


def test_every_readable_format_is_tested_here():
    assert set(LOSSLESS) | set(LOSSY) == set(READABLE)


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("name", ["picture.bin", "picture.jpg", "no suffix"])
def test_content_decides_and_not_the_suffix(put, format, name):
    picture = read(put(name, {**LOSSLESS, **LOSSY}[format]))
    assert (picture.metadata.format, picture.metadata.name) == (format, name)
    assert picture.array.dtype == np.float32
    assert picture.array.flags.c_contiguous
    assert (picture.mode, picture.depth, picture.alpha) == ("rgb", 8, None)
    expected = PICTURE
    if format == "GIF":
        expected = np.asarray(Image.fromarray(PICTURE).quantize(256).convert("RGB"))
    difference = np.abs(picture.array * 255 - expected)
    assert difference.max() < (1e-3 if format in LOSSLESS else 30)
    assert difference.mean() < (1e-3 if format in LOSSLESS else 2)
    assert picture.flags == {}


@pytest.mark.parametrize("format", READABLE)
def test_measure_reads_the_header(put, format):
    assert measure(put("picture", {**LOSSLESS, **LOSSY}[format])) == (60, 40, format)


def test_values_are_exact_eight_bit_steps(put):
    ramp = np.arange(256, dtype=np.uint8).reshape(1, 256)
    array = read(put("ramp.png", pillow_bytes(ramp, "PNG"))).array
    assert (array == (np.arange(256) / 255).astype(np.float32).reshape(1, 256, 1)).all()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 2}, {"restart_marker_blocks": 1}])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_jpeg_equals_pillows_decoder(put, options, mode):
    image = Image.fromarray(photo(51, 67)).convert(mode)
    data = pillow_bytes(image, "JPEG", quality=90, **options)
    path = put("a.jpg", data)
    with Image.open(path) as opened:
        expected = np.asarray(opened.convert("RGB"), np.float32)
    assert np.abs(read(path).array * 255 - expected).max() <= 1.01


def test_jpeg_without_end_mark_whose_rows_are_all_there(put):
    data = pillow_bytes(photo(16, 16), "JPEG", quality=90)
    assert data.endswith(b"\xff\xd9")
    whole, open_ended = read(put("a.jpg", data)), read(put("b.jpg", data[:-2] + bytes(64)))
    assert np.abs(whole.array - open_ended.array).max() < 2 / 255


def test_several_jpegs_in_one_file_are_one_picture(put):
    images = [Image.fromarray(photo(seed=seed)) for seed in range(2)]
    data = pillow_bytes(images[0], "MPO", save_all=True, append_images=images[1:], quality=95)
    picture = read(put("phone.jpg", data))
    assert picture.metadata.format == "JPEG"
    assert "first_frame" not in picture.flags
    assert np.abs(picture.array * 255 - photo()).mean() < 4


@pytest.mark.parametrize(
    ("format", "options"), [("GIF", {}), ("WEBP", {"lossless": True}), ("PNG", {}), ("AVIF", {"quality": 95})]
)
def test_animations_give_their_first_frame(put, format, options):
    frames = [Image.fromarray(np.full((20, 30, 3), level, np.uint8)) for level in (40, 120, 200)]
    data = pillow_bytes(frames[0], format, save_all=True, append_images=frames[1:], duration=100, **options)
    with Image.open(put("moving", data)) as check:
        assert len(list(ImageSequence.Iterator(check))) == 3
    picture = read(put("moving", data))
    assert picture.flags["first_frame"] == 3
    assert np.abs(picture.array * 255 - 40).max() < 2


def test_first_page_of_a_tiff_that_is_no_thumbnail(put, tmp_path):
    with tifffile.TiffWriter(tmp_path / "pages.tif") as writer:
        writer.write(np.zeros((4, 4, 3), np.uint8), photometric="rgb", subfiletype=1, metadata=None)
        writer.write(photo(), photometric="rgb", metadata=None)
        writer.write(photo(seed=1), photometric="rgb", metadata=None)
    picture = read(tmp_path / "pages.tif")
    assert picture.flags == {"first_frame": 2}
    assert np.abs(picture.array * 255 - photo()).max() < 1e-3


@pytest.mark.parametrize("see_through", [False, True])
@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_palettes_are_expanded(put, see_through, format):
    image = Image.fromarray(photo()).quantize(16)
    options = {"transparency": 3} if see_through else {}
    path = put("palette", pillow_bytes(image, format, **options))
    picture = read(path)
    index = np.asarray(image)
    shown = index != 3 if options else np.ones_like(index, bool)
    assert np.abs(picture.array * 255 - np.asarray(image.convert("RGB")))[shown].max() < 1e-3
    if options:
        assert (picture.alpha == shown).all()
    else:
        assert picture.alpha is None


def test_palette_tiff(put):
    image = Image.fromarray(photo()).quantize(16)
    picture = read(put("palette.tif", pillow_bytes(image, "TIFF")))
    assert np.abs(picture.array * 255 - np.asarray(image.convert("RGB"))).max() < 1e-3


@pytest.mark.parametrize("format", ["PNG", "TIFF", "BMP"])
def test_one_bit_is_black_and_white(put, format):
    bits = np.random.default_rng(0).integers(0, 2, (9, 13)).astype(bool)
    picture = read(put("bits", pillow_bytes(Image.fromarray(bits), format)))
    assert (picture.array == bits[..., None]).all()
    assert picture.depth == 8


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_lzw", "packbits", "tiff_adobe_deflate"])
def test_scanners_one_bit_tiffs(put, compression):
    bits = np.random.default_rng(0).integers(0, 2, (16, 64)).astype(bool)
    data = pillow_bytes(Image.fromarray(bits), "TIFF", compression=compression)
    assert (read(put("fax.tif", data)).array == bits[..., None]).all()


def test_white_is_zero_in_some_tiffs(put):
    gray = photo()[..., 0]
    data = tiff_bytes(gray, photometric="miniswhite")
    assert np.abs(read(put("negative.tif", data)).array[..., 0] * 255 - (255 - gray)).max() < 1e-3
    bits = gray > 100
    assert (read(put("negative.tif", tiff_bytes(bits, photometric="miniswhite"))).array[..., 0] == ~bits).all()


@pytest.mark.parametrize(
    ("bits", "rows", "levels"), [(2, b"\0\x1b", (0, 85, 170, 255)), (4, b"\0\x0f\x70", (0, 255, 119))]
)
def test_two_and_four_bit_grays(put, bits, rows, levels):
    picture = read(put("few.png", png_bytes(len(levels), 1, bits, 0, rows)))
    assert np.abs(picture.array[0, :, 0] * 255 - levels).max() < 1e-3


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_alpha_is_kept_apart_and_hidden_colors_stay(put, format):
    values = np.dstack([photo(), np.tile(np.linspace(0, 255, 60).astype(np.uint8), (40, 1))])
    options = {"WEBP": {"lossless": True, "exact": True}, "AVIF": {"quality": 100}, "HEIF": {"quality": -1}}
    picture = read(put("glass", pillow_bytes(values, format, **options.get(format, {}))))
    tolerance = {"AVIF": 3, "HEIF": 3}.get(format, 1e-3)
    assert np.abs(picture.alpha * 255 - values[..., 3]).max() <= tolerance
    if format in ("PNG", "WEBP", "TIFF"):
        assert np.abs(picture.array * 255 - values[..., :3]).max() < 1e-3


def test_gray_and_alpha(put):
    values = np.dstack([photo()[..., 0], photo()[..., 1]])
    picture = read(put("la.png", pillow_bytes(values, "PNG")))
    assert np.abs(picture.array * 255 - values[..., :1]).max() < 1e-3
    assert np.abs(picture.alpha * 255 - values[..., 1]).max() < 1e-3


def test_premultiplied_alpha_is_divided_out(put):
    color, alpha = np.array([200.0, 100.0, 50.0]), np.array([255, 128, 51, 0])
    values = np.rint(np.concatenate([color * alpha[:, None] / 255, alpha[:, None]], 1)).astype(np.uint8)[None]
    picture = read(put("pre.tif", tiff_bytes(values, photometric="rgb", extrasamples=["assocalpha"])))
    assert np.abs(picture.array[0, :3] * 255 - color).max() < 3
    assert (picture.array[0, 3] == 0).all()
    assert np.allclose(picture.alpha[0] * 255, alpha, atol=0.01)


def test_channels_beyond_color_and_alpha_are_named(put):
    values = np.dstack([photo(), photo(seed=1)[..., :2]])
    data = tiff_bytes(values, photometric="rgb", planarconfig="contig", extrasamples=["unspecified", "unspecified"])
    picture = read(put("spot.tif", data))
    assert picture.flags == {"extra_channels": 2}
    assert picture.alpha is None


@pytest.mark.parametrize("bits", [10, 12])
@pytest.mark.parametrize("channels", [1, 3])
def test_avif_beyond_eight_bits(put, bits, channels):
    top = (1 << bits) - 1
    ramp = np.linspace(0, top, 256).astype(np.uint16)
    values = np.tile(ramp, (16, 1)) if channels == 1 else np.tile(ramp[None, :, None], (16, 1, 3))
    data = imagecodecs.avif_encode(np.ascontiguousarray(values), bitspersample=bits, level=100)
    picture = read(put("deep.avif", data))
    assert picture.depth == 16
    assert np.abs(picture.array[0, :, 0] - ramp / top).max() < 3 / top


def test_heic_beyond_eight_bits(put):
    ramp = np.tile((np.arange(256) * 257).astype(np.uint16)[None, :, None], (16, 1, 3))
    image = pillow_heif.from_bytes("RGB;16", (256, 16), ramp.tobytes())
    path = put("deep.heic", b"")
    image.save(path, quality=-1, chroma=444)
    picture = read(path)
    assert picture.depth == 16
    assert picture.array.max() > 0.99
    steps = np.unique(picture.array[0, :, 1])
    assert len(steps) > 200
    assert np.abs(picture.array[0, :, 1] - np.arange(256) / 255).max() < 0.02


@pytest.mark.parametrize("gamma", [1.0, 1.8])
def test_png_gamma_without_profile(put, gamma):
    values = photo()
    data = with_chunk(pillow_bytes(values, "PNG"), b"gAMA", round(100_000 / gamma).to_bytes(4, "big"))
    picture = read(put("old.png", data))
    light = (values / 255) ** gamma
    expected = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    assert np.abs(picture.array - expected).max() < 1 / 255
    assert "profile_converted" in picture.flags


def test_png_gamma_that_means_srgb_changes_nothing(put):
    data = with_chunk(pillow_bytes(photo(), "PNG"), b"gAMA", (45455).to_bytes(4, "big"))
    picture = read(put("usual.png", data))
    assert np.abs(picture.array * 255 - photo()).max() < 1e-3
    assert picture.flags == {}


def test_an_srgb_chunk_overrules_gamma(put):
    data = with_chunk(pillow_bytes(photo(), "PNG"), b"gAMA", (100_000).to_bytes(4, "big"))
    assert read(put("both.png", with_chunk(data, b"sRGB", b"\0"))).flags == {}


def test_color_codes_of_wide_gamut_and_hdr_pictures(put):
    p3 = rgb_profile("P3", P3_D50, gamma_curve(2.2))
    green = np.full((2, 2, 3), (0, 200, 0), np.uint8)
    plain = pillow_bytes(green, "PNG")
    coded = read(put("p3.png", with_chunk(plain, b"cICP", bytes([12, 4, 0, 1]))))
    embedded = read(put("p3.png", pillow_bytes(green, "PNG", icc_profile=p3)))
    assert np.abs(coded.array - embedded.array).max() < 2e-3
    assert coded.flags["gamut_clipped"] == 1
    hdr = read(put("hdr.png", with_chunk(plain, b"cICP", bytes([9, 16, 0, 1]))))
    assert hdr.flags == {"hdr_transfer": "PQ"}
