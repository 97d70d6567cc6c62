"""All eight EXIF orientations, by the pixels themselves, in every format that carries them."""

from __future__ import annotations

import io

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageOps

from colorize.image import as_picture, measure, read
from tests.image.builders import CORNERS, exif_block, pillow_bytes, tiff_bytes

# What a viewer does to the stored pixels, written with NumPy alone (EXIF 2.32, tag 274).
UPRIGHT = {
    1: lambda stored: stored,
    2: lambda stored: stored[:, ::-1],
    3: lambda stored: stored[::-1, ::-1],
    4: lambda stored: stored[::-1],
    5: lambda stored: stored.swapaxes(0, 1),
    6: lambda stored: stored[::-1].swapaxes(0, 1),
    7: lambda stored: stored[::-1, ::-1].swapaxes(0, 1),
    8: lambda stored: stored.swapaxes(0, 1)[::-1],
}
OPTIONS = {
    "JPEG": {"quality": 98, "subsampling": 0},
    "PNG": {},
    "WEBP": {"lossless": True},
    "AVIF": {"quality": 95, "subsampling": "4:4:4"},
    "TIFF": {},
    "HEIF": {"quality": 95, "chroma": 444},
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_expectation_agrees_with_pillow(orientation):
    file = io.BytesIO(pillow_bytes(CORNERS, "PNG", exif=exif_block(orientation)))
    assert (np.asarray(ImageOps.exif_transpose(Image.open(file))) == UPRIGHT[orientation](CORNERS)).all()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", OPTIONS)
def test_pixels_are_turned_upright(put, format, orientation):
    block = exif_block(orientation)
    if format == "TIFF":
        data = tiff_bytes(CORNERS, photometric="rgb", extratags=[(274, 3, 1, orientation, True)])
    else:
        data = pillow_bytes(CORNERS, format, exif=block, **OPTIONS[format])
    path = put("turned", data)
    picture, expected = read(path), UPRIGHT[orientation](CORNERS)
    assert picture.array.shape == expected.shape
    assert np.abs(picture.array * 255 - expected).mean() < 6
    assert measure(path)[:2] == (expected.shape[1], expected.shape[0])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["png", "tiff"])
def test_sixteen_bits_and_alpha_turn_too(put, format, orientation):
    values = np.random.default_rng(0).integers(0, 65536, (5, 7, 4)).astype(np.uint16)
    data = tiff_bytes(values, photometric="rgb", extratags=[(274, 3, 1, orientation, True)])
    if format == "png":
        import imagecodecs

        from tests.image.builders import with_chunk

        data = with_chunk(imagecodecs.png_encode(values), b"eXIf", exif_block(orientation)[6:])
    picture, expected = read(put("deep", data)), UPRIGHT[orientation](values)
    assert picture.depth == 16
    assert (np.rint(picture.array * 65535) == expected[..., :3]).all()
    assert (np.rint(picture.alpha * 65535) == expected[..., 3]).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pillow_images_that_are_not_turned_yet(orientation):
    image = Image.open(io.BytesIO(pillow_bytes(CORNERS, "PNG", exif=exif_block(orientation))))
    assert np.abs(as_picture(image).array * 255 - UPRIGHT[orientation](CORNERS)).max() < 1e-3
    assert (np.asarray(image) == CORNERS).all()
    turned = ImageOps.exif_transpose(image)
    assert np.abs(as_picture(turned).array * 255 - UPRIGHT[orientation](CORNERS)).max() < 1e-3


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_orientations_that_do_not_exist_leave_the_picture_alone(put, orientation):
    picture = read(put("odd.png", pillow_bytes(CORNERS, "PNG", exif=exif_block(orientation))))
    assert np.abs(picture.array * 255 - CORNERS).max() < 1e-3


def test_resolution_turns_with_the_picture(put):
    data = pillow_bytes(CORNERS, "JPEG", exif=exif_block(6), dpi=(300, 150))
    assert read(put("a.jpg", data)).metadata.resolution == (150, 300)


def test_written_tiffs_carry_the_orientation_once(put, tmp_path):
    read(put("a.jpg", pillow_bytes(CORNERS, "JPEG", exif=exif_block(6)))).save(tmp_path / "b.tif")
    with tifffile.TiffFile(tmp_path / "b.tif") as document:
        tag = document.pages[0].tags.get(274)
        assert tag is None or tag.value == 1
    assert read(tmp_path / "b.tif").array.shape == (40, 24, 3)
