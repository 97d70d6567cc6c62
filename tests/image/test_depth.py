"""16 bits stay 16 bits; float pictures are scaled and say so."""

from __future__ import annotations

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from colorize.errors import ColorizeError
from colorize.image import read
from tests.image.builders import chunk, deep, pillow_bytes, png_bytes, tiff_bytes


def back(values: np.ndarray, top: int = 65535) -> np.ndarray:
    """Integer levels of a float array."""
    return np.rint(values.astype(np.float64) * top)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("format", ["png", "tiff", "planar tiff", "tiled tiff"])
def test_sixteen_bits_at_full_precision(put, format, channels):
    values = np.ascontiguousarray(deep(channels=channels))
    photometric = "rgb" if channels > 2 else "minisblack"
    extra = {"extrasamples": ["unassalpha"]} if channels in (2, 4) else {}
    if format == "png":
        data = imagecodecs.png_encode(values)
    elif format == "planar tiff":
        planes = np.ascontiguousarray(np.moveaxis(values.reshape(20, 30, -1), -1, 0))
        separate = {"planarconfig": "separate"} if channels > 1 else {}
        data = tiff_bytes(planes, photometric=photometric, **separate, **extra)
    else:
        contiguous = {"planarconfig": "contig"} if channels > 1 else {}
        tiles = {"tile": (16, 16), "compression": "zlib"} if format == "tiled tiff" else {}
        data = tiff_bytes(values, photometric=photometric, **contiguous, **extra, **tiles)
    picture = read(put("deep", data))
    colors = values.reshape(20, 30, -1)
    colors = colors[..., : (1 if channels <= 2 else 3)]
    assert picture.depth == 16
    assert (back(picture.array) == colors).all()
    if channels in (2, 4):
        assert (back(picture.alpha) == values[..., -1]).all()
    else:
        assert picture.alpha is None
    assert picture.flags == {}


@pytest.mark.parametrize("compression", ["lzw", "zlib", "packbits", "zstd", None])
@pytest.mark.parametrize("byteorder", ["<", ">"])
def test_compressions_and_byte_orders_of_tiffs(tmp_path, compression, byteorder):
    values = deep()
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, values, photometric="rgb", compression=compression, byteorder=byteorder, metadata=None)
    assert (back(read(path).array) == values).all()


def test_big_tiff(tmp_path):
    tifffile.imwrite(tmp_path / "big.tif", deep(), photometric="rgb", bigtiff=True, metadata=None)
    assert (back(read(tmp_path / "big.tif").array) == deep()).all()


@pytest.mark.parametrize("bits", [10, 12, 14])
def test_tiffs_between_eight_and_sixteen_bits(put, bits):
    values = deep(channels=1) >> (16 - bits)
    picture = read(put("scan.tif", tiff_bytes(values, bitspersample=bits, photometric="minisblack")))
    assert picture.depth == 16
    assert (back(picture.array[..., 0], (1 << bits) - 1) == values).all()


@pytest.mark.parametrize("compression", ["jpeg", "tiff_lzw"])
@pytest.mark.parametrize("mode", ["RGB", "YCbCr"])
def test_jpeg_and_ycbcr_inside_tiff_become_rgb(put, compression, mode):
    values = np.full((32, 32, 3), (200, 90, 40), np.uint8)
    data = pillow_bytes(Image.fromarray(values).convert(mode), "TIFF", compression=compression)
    assert np.abs(read(put("a.tif", data)).array * 255 - values).max() < 4


def test_see_through_sixteen_bit_rgb_png(put):
    rows = b"\0" + bytes([1, 2, 3, 4, 5, 6]) + bytes([9, 9, 8, 8, 7, 7])
    picture = read(put("key.png", png_bytes(2, 1, 16, 2, rows, chunk(b"tRNS", bytes([9, 9, 8, 8, 7, 7])))))
    assert picture.depth == 16
    assert picture.alpha.tolist() == [[1, 0]]
    assert back(picture.array)[0, 0].tolist() == [258, 772, 1286]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_between_0_and_1_are_taken_as_they_are(put, dtype):
    values = np.linspace(0, 1, 300).reshape(10, 30).astype(dtype)
    picture = read(put("float.tif", tiff_bytes(values)))
    assert picture.flags == {}
    assert picture.depth == 16
    assert np.abs(picture.array[..., 0] - values).max() < 1e-7


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.0, 4.0, "0 to 4"), (-1.0, 0.5, "-1 to 1"), (-2.0, 6.0, "-2 to 6"), (0.5, 255.0, "0 to 255")],
)
def test_other_floats_are_scaled_and_the_range_is_named(put, low, high, expected):
    values = np.linspace(low, high, 300).reshape(10, 30).astype(np.float32)
    picture = read(put("float.tif", tiff_bytes(values)))
    assert picture.flags == {"float_scaled": expected}
    bottom, top = min(low, 0), max(high, 1)
    assert np.abs(picture.array[..., 0] - (values - bottom) / (top - bottom)).max() < 1e-6


def test_alpha_of_a_float_tiff_is_not_scaled_with_the_colors(put):
    values = np.full((4, 4, 4), 8.0, np.float32)
    values[..., 3] = 0.25
    picture = read(put("float.tif", tiff_bytes(values, photometric="rgb", extrasamples=["unassalpha"])))
    assert picture.array.max() == 1
    assert (picture.alpha == 0.25).all()


@pytest.mark.parametrize("dtype", [np.int16, np.uint32, np.int32])
def test_integers_without_a_full_intensity_are_scaled(put, dtype):
    values = np.linspace(0, 3000, 300).reshape(10, 30).astype(dtype)
    picture = read(put("counts.tif", tiff_bytes(values)))
    assert picture.flags == {"float_scaled": f"0 to {values.max()}"}
    assert np.abs(picture.array[..., 0] - values / values.max()).max() < 1e-6


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_values_that_are_no_numbers_are_refused(put, odd):
    values = np.full((5, 5), 0.5, np.float32)
    values[1:3, 2] = odd
    with pytest.raises(ColorizeError, match=r"terrain\.tif is a number: 2 NaN or infinite") as caught:
        read(put("terrain.tif", tiff_bytes(values)))
    assert "非数值" in caught.value.text.zh


def test_raw_values_of_a_mode_are_no_picture(tmp_path):
    from colorize.image import Picture

    path = Picture(np.zeros((3, 4, 3), np.float32), "lab").save(tmp_path / "lab.tif")
    with pytest.raises(ColorizeError, match=r"lab\.tif holds a color mode's raw values") as caught:
        read(path)
    assert "原始数值" in caught.value.text.zh


def test_camera_raw_files_are_named(put):
    data = tiff_bytes(
        deep(channels=1), photometric=32803, extratags=[(33421, 3, 2, (2, 2), True), (33422, 1, 4, b"\0\1\1\2", True)]
    )
    with pytest.raises(ColorizeError, match="raw file, which still has to be developed") as caught:
        read(put("shot.dng", data))
    assert "RAW" in caught.value.text.zh
