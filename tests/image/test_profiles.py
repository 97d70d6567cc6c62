"""ICC profiles: converted by LittleCMS, compared with formulas written down once more."""

from __future__ import annotations

import io

import cv2
import imagecodecs
import numpy as np
import pytest
from coloraide import Color
from PIL import Image, ImageCms

from colorize.image import GAMUT_THRESHOLD, as_picture, read
from colorize.image import profiles as profiles_module
from tests.image.builders import (
    ADOBE_D50,
    P3_D50,
    SRGB_D50,
    exif_block,
    gamma_curve,
    gray_profile,
    photo,
    pillow_bytes,
    rgb_profile,
    table_curve,
    table_profile,
    tiff_bytes,
)
from tests.image.oracles import lab_to_srgb, linear_srgb, srgb_encoded

LEVELS = np.linspace(0, 1, 1024)
SRGB_CURVE = table_curve(np.where(LEVELS <= 0.04045, LEVELS / 12.92, ((LEVELS + 0.055) / 1.055) ** 2.4))
P3 = rgb_profile("Display P3", P3_D50, SRGB_CURVE)
ADOBE = rgb_profile("Adobe RGB (1998)", ADOBE_D50, gamma_curve(563 / 256))
SRGB = rgb_profile("sRGB by hand", SRGB_D50, SRGB_CURVE)
GAMMA = 563 / 256
ROUNDED = 8e-4  # profiles hold matrices to 1.5e-5, and sRGB's curve multiplies that in the shadows by up to 13
WIDE = rgb_profile("Wide", P3_D50, gamma_curve(GAMMA))


def ink_to_lab(ink: np.ndarray) -> np.ndarray:
    """A press that exists only here: smooth, and within sRGB for the most part."""
    cyan, magenta, yellow, black = np.moveaxis(ink, -1, 0)
    light = 100 - 95 * black - (1 - black) * (20 * cyan + 25 * magenta + 5 * yellow)
    return np.stack([light, (1 - black) * (30 * magenta - 25 * cyan), (1 - black) * (40 * yellow - 30 * cyan)], axis=-1)


PRESS = table_profile("Test press", b"CMYK", ink_to_lab)


def spread(count: int = 4000, channels: int = 3, seed: int = 0) -> np.ndarray:
    """Random colors with all corners, (20, W, channels) in [0, 1]."""
    return np.random.default_rng(seed).random((20, count // 20, channels))


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize(
    ("profile", "columns"), [(ADOBE, ADOBE_D50), (rgb_profile("Wide", P3_D50, gamma_curve(GAMMA)), P3_D50)]
)
def test_rgb_profiles_against_the_formula(put, depth, profile, columns):
    top = 255 if depth == 8 else 65535
    values = np.rint(spread() * top).astype(np.uint8 if depth == 8 else np.uint16)
    picture = read(put("wide.tif", tiff_bytes(values, photometric="rgb", iccprofile=profile)))
    light = linear_srgb(values / top, columns, GAMMA)
    assert np.abs(picture.array - srgb_encoded(light)).max() < ROUNDED
    assert picture.depth == depth
    assert picture.flags["profile_converted"] == picture.metadata.profile != ""
    encoded = np.where(light > 0.0031308, 1.055 * np.maximum(light, 0) ** (1 / 2.4) - 0.055, 12.92 * light)
    outside = ((encoded < -GAMUT_THRESHOLD) | (encoded > 1 + GAMUT_THRESHOLD)).any(axis=-1)
    assert 0.02 < outside.mean() < 0.9
    assert picture.flags["gamut_clipped"] == pytest.approx(outside.mean(), abs=2e-3)
    assert picture.array.min() >= 0 and picture.array.max() <= 1


def test_display_p3_against_coloraide(put):
    values = (np.array([[[200, 80, 60], [90, 150, 90], [128, 128, 128], [40, 60, 120]]])).astype(np.uint8)
    picture = read(put("phone.png", pillow_bytes(values, "PNG", icc_profile=P3)))
    for pixel, result in zip(values[0], picture.array[0], strict=True):
        expected = Color("display-p3", list(pixel / 255)).convert("srgb").coords()
        assert np.abs(result - expected).max() < 6e-4
    assert "gamut_clipped" not in picture.flags


@pytest.mark.parametrize("pixel", [(0, 255, 0), (255, 0, 0)])
def test_gamut_share_is_the_share_of_pixels(put, pixel):
    values = np.full((10, 10, 3), 128, np.uint8)
    values[:3] = pixel
    picture = read(put("a.png", pillow_bytes(values, "PNG", icc_profile=P3)))
    assert picture.flags["gamut_clipped"] == pytest.approx(0.3)


@pytest.mark.parametrize("depth", [8, 16])
def test_sixteen_bits_stay_sixteen_bits(put, depth):
    ramp = np.arange(30000, 30256).astype(np.uint16)
    values = np.repeat(ramp.reshape(1, -1, 1), 3, axis=2)
    data = tiff_bytes(values if depth == 16 else (values >> 8).astype(np.uint8), photometric="rgb", iccprofile=ADOBE)
    steps = np.unique(read(put("ramp.tif", data)).array[..., 0])
    assert len(steps) > 200 if depth == 16 else len(steps) <= 2


def test_srgb_itself_is_not_converted(put):
    for profile in (SRGB, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()):
        picture = read(put("a.png", pillow_bytes(photo(), "PNG", icc_profile=profile)))
        assert np.abs(picture.array * 255 - photo()).max() < 1e-3
        assert picture.flags == {}
        assert "sRGB" in picture.metadata.profile


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("gamma", [1.0, 1.8, 2.2])
def test_gray_profiles(put, depth, gamma):
    top = 255 if depth == 8 else 65535
    gamma = round(gamma * 256) / 256
    values = np.rint(np.linspace(0, top, 777)).astype(np.uint8 if depth == 8 else np.uint16).reshape(1, -1)
    profile = gray_profile("Dot gain", gamma_curve(gamma))
    picture = read(put("gray.tif", tiff_bytes(values, iccprofile=profile)))
    assert np.abs(picture.array - srgb_encoded((values / top) ** gamma)[..., None]).max() < ROUNDED
    assert picture.flags["profile_converted"] == "Dot gain"


def test_rgb_profile_in_a_gray_picture(put):
    ramp = np.arange(256, dtype=np.uint8).reshape(1, -1)
    picture = read(put("gray.jpg", pillow_bytes(np.tile(ramp, (8, 1)), "JPEG", quality=100, icc_profile=ADOBE)))
    expected = srgb_encoded((ramp / 255) ** GAMMA)
    assert np.abs(picture.array[0, :, 0] - expected[0]).max() < 2 / 255


@pytest.mark.parametrize("depth", [8, 16])
def test_cmyk_profile_against_its_own_table(put, depth):
    top = 255 if depth == 8 else 65535
    # Colors on the table's grid points, where no interpolation blurs the comparison.
    ink = np.stack(np.meshgrid(*[[0, 0.125, 0.5, 0.875]] * 4, indexing="ij"), axis=-1).reshape(16, 16, 4)
    values = np.rint(ink * top).astype(np.uint8 if depth == 8 else np.uint16)
    picture = read(put("press.tif", tiff_bytes(values, photometric="separated", iccprofile=PRESS)))
    # The press has no table back to ink, so its black point is unknown and nothing is compensated.
    expected = lab_to_srgb(ink_to_lab(values / top))
    assert picture.flags["profile_converted"] == "Test press"
    assert np.abs(picture.array - expected).max() < (1.5 / 255 if depth == 8 else 1e-4)


def test_cmyk_jpeg_is_stored_inverted_and_equals_the_tiff(put):
    ink = np.full((16, 16, 4), (30, 180, 60, 20), np.uint8)
    flat = read(put("a.tif", tiff_bytes(ink, photometric="separated", iccprofile=PRESS)))
    jpeg = pillow_bytes(Image.frombytes("CMYK", (16, 16), ink.tobytes()), "JPEG", quality=100, icc_profile=PRESS)
    assert b"Adobe" in jpeg
    picture = read(put("a.jpg", jpeg))
    assert np.abs(picture.array - flat.array).max() < 2 / 255
    assert picture.flags["profile_converted"] == "Test press"


def test_ycck_jpeg_equals_pillows_ink(put):
    ink = np.stack([photo()[..., k] for k in (0, 1, 2, 1)], axis=-1)
    data = imagecodecs.jpeg8_encode(255 - ink, level=97, colorspace="CMYK", outcolorspace="YCCK")
    path = put("ycck.jpg", data)
    with Image.open(path) as image:
        assert image.mode == "CMYK"
        expected = np.asarray(image.convert("RGB"), np.float32)
    assert np.abs(read(path).array * 255 - expected).max() < 2


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_cmyk_without_profile_is_pillows_formula_and_says_so(put, format):
    image = Image.frombytes("CMYK", (60, 40), np.dstack([photo(), photo()[..., :1] // 2]).tobytes())
    path = put("ink", pillow_bytes(image, format))
    with Image.open(path) as opened:
        expected = np.asarray(opened.convert("RGB"), np.float32)
    picture = read(path)
    assert np.abs(picture.array * 255 - expected).max() <= 1
    assert picture.flags == {"cmyk_without_profile": "naive"}


def test_profile_that_is_a_table_against_pillows_eight_bits(put):
    def to_lab(rgb):
        red, green, blue = np.moveaxis(rgb, -1, 0)
        return np.stack([8 + 30 * red + 42 * green + 20 * blue, 40 * (red - green), 30 * (green - blue)], axis=-1)

    profile = table_profile("Scanner", b"RGB ", to_lab)
    picture = read(put("scan.png", pillow_bytes(photo(), "PNG", icc_profile=profile)))
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        "RGB",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOOPTIMIZE,
    )
    expected = np.asarray(ImageCms.applyTransform(Image.fromarray(photo()), transform), np.float32)
    assert picture.flags["profile_converted"] == "Scanner"
    assert np.abs(picture.array * 255 - expected).max() < 1
    black = read(put("black.png", pillow_bytes(np.zeros((2, 2, 3), np.uint8), "PNG", icc_profile=profile)))
    assert black.array.max() < 1e-3  # black point compensation: the scanner's L* of 8 becomes black


def test_the_quick_way_is_littlecms_own_answer(put, monkeypatch):
    data = tiff_bytes(np.rint(spread() * 65535).astype(np.uint16), photometric="rgb", iccprofile=P3)
    quick = read(put("a.tif", data))
    monkeypatch.setattr("colorize.image.to_srgb.curve_and_matrix", lambda *_: None)
    slow = read(put("a.tif", data))
    assert np.abs(quick.array - slow.array).max() < 2e-5
    assert quick.flags["gamut_clipped"] == pytest.approx(slow.flags["gamut_clipped"], abs=1e-3)


def test_float_tiffs_are_converted_in_float(put):
    values = spread().astype(np.float32)
    picture = read(put("float.tif", tiff_bytes(values, photometric="rgb", iccprofile=ADOBE)))
    assert np.abs(picture.array - srgb_encoded(linear_srgb(values, ADOBE_D50, GAMMA))).max() < ROUNDED


@pytest.mark.parametrize("broken", [b"nonsense", P3[:200], b"\0" * 3000, P3[:16] + b"CMYK" + P3[20:]])
def test_unusable_profiles_are_ignored_and_named(put, broken):
    picture = read(put("a.png", pillow_bytes(photo(), "PNG", icc_profile=broken)))
    assert "profile_unusable" in picture.flags
    assert np.abs(picture.array * 255 - photo()).max() < 1e-3


def test_cameras_name_adobe_rgb_in_exif_alone(put):
    exif = Image.Exif()
    exif[0x8769] = {0xA001: 65535, 0xA005: {1: "R03"}}
    data = pillow_bytes(photo(), "PNG", exif=exif.tobytes())
    picture = read(put("camera.png", data))
    assert picture.flags["profile_converted"].startswith("Adobe RGB")
    expected = srgb_encoded(linear_srgb(photo() / 255, ADOBE_D50, GAMMA))
    assert np.abs(picture.array - expected).max() < 1e-3
    assert read(put("plain.png", pillow_bytes(photo(), "PNG", exif=exif_block()))).flags == {}


def test_lab_tiffs_are_relative_to_d50(put):
    lab = np.array([[[50.0, 0, 0], [60, 40, -30], [90, -10, 20], [100, 0, 0], [0, 0, 0]]])
    plane_a, plane_b = np.rint(lab[..., 1]), np.rint(lab[..., 2])
    eight = np.stack([np.rint(lab[..., 0] * 2.55), plane_a % 256, plane_b % 256], -1).astype(np.uint8)
    sixteen = np.stack([np.rint(lab[..., 0] * 655.35), plane_a * 256 % 65536, plane_b * 256 % 65536], -1)
    expected = lab_to_srgb(lab)
    for values, tolerance in ((eight, 2 / 255), (sixteen.astype(np.uint16), 4e-4)):
        picture = read(put("lab.tif", tiff_bytes(values, photometric="cielab")))
        assert np.abs(picture.array - expected).max() < tolerance
        assert picture.depth == values.dtype.itemsize * 8
        assert picture.flags["profile_converted"]
    icc = np.stack([eight[..., 0], plane_a + 128, plane_b + 128], -1).astype(np.uint8)
    assert np.abs(read(put("lab.tif", tiff_bytes(icc, photometric="icclab"))).array - expected).max() < 2 / 255


def test_pillow_images_carry_their_profile():
    image = Image.open(io.BytesIO(pillow_bytes(photo(), "PNG", icc_profile=ADOBE)))
    picture = as_picture(image)
    assert picture.flags["profile_converted"] == "Adobe RGB (1998)"
    assert np.abs(picture.array - srgb_encoded(linear_srgb(photo() / 255, ADOBE_D50, GAMMA))).max() < ROUNDED


def test_pillows_lab_images_are_its_own_conversion_back():
    profile = ImageCms.createProfile("LAB")
    image = ImageCms.profileToProfile(
        Image.fromarray(photo()), ImageCms.createProfile("sRGB"), profile, outputMode="LAB"
    )
    picture = as_picture(image)
    assert np.abs(picture.array * 255 - photo()).max() < 16  # Lab in bytes is that coarse
    assert np.abs(picture.array * 255 - photo()).mean() < 1


def test_names_of_profiles_are_cleaned():
    assert profiles_module.profile_name(rgb_profile("Odd\x07name", SRGB_D50, gamma_curve(2))) == "Oddname"
    assert profiles_module.profile_name(b"nothing") == ""


def test_the_conversion_of_strips_covers_every_row(put):
    values = cv2.resize(photo(), (1500, 301))
    picture = read(put("large.png", pillow_bytes(values, "PNG", icc_profile=ADOBE)))
    assert np.abs(picture.array - srgb_encoded(linear_srgb(values / 255, ADOBE_D50, GAMMA))).max() < ROUNDED
