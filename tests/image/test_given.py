"""Arrays, Pillow images and the way back to Pillow."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from colorize.errors import ColorizeError
from colorize.image import Picture, as_picture
from tests.image.builders import deep, photo, pillow_bytes

COLOR = photo()


@pytest.mark.parametrize(
    ("values", "depth"),
    [
        (COLOR, 8),
        (COLOR[..., 0], 8),
        (COLOR[..., :1], 8),
        (deep(), 16),
        (deep(channels=1), 16),
        (deep(channels=4), 16),
        (COLOR.astype(np.float64) / 255, 8),
        (COLOR.astype(np.float32) / 255, 8),
        (deep().astype(np.float32) / 65535, 16),
        (np.linspace(0, 1, 60, dtype=np.float16).reshape(6, 10), 16),
        (COLOR[..., 0] > 100, 8),
    ],
)
def test_arrays(values, depth):
    picture = as_picture(values)
    top = 1 if values.dtype.kind in "fb" else np.iinfo(values.dtype).max
    expected = values.reshape(*values.shape[:2], -1) / top
    assert picture.array.dtype == np.float32
    assert picture.array.shape == (*values.shape[:2], 3)
    assert np.abs(picture.array - expected[..., : 3 if expected.shape[2] > 2 else 1]).max() < 1e-6
    assert picture.depth == depth
    assert (picture.mode, picture.flags) == ("rgb", {})
    if expected.shape[2] == 4:
        assert np.abs(picture.alpha - expected[..., 3]).max() < 1e-6


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("layout", ["plain", "reversed", "transposed", "read only", "big endian"])
def test_layouts_and_the_callers_array(kind, layout):
    values = (photo(8, 8) / 255).astype(kind) if kind in (np.float32, np.float64) else photo(8, 8).astype(kind)
    given = {
        "plain": values,
        "reversed": values[::-1, ::-1],
        "transposed": values.transpose(1, 0, 2),
        "read only": values.copy(),
        "big endian": values.astype(values.dtype.newbyteorder(">")),
    }[layout]
    given.flags.writeable = layout != "read only"
    before = given.copy()
    picture = as_picture(given)
    top = 1 if values.dtype.kind == "f" else np.iinfo(kind).max
    assert np.abs(picture.array - before / top).max() < 1e-6
    picture.array[:] = 0.123
    assert (given == before).all()


def test_a_picture_passes_through_and_a_path_is_read(tmp_path):
    picture = as_picture(COLOR)
    assert as_picture(picture) is picture
    path = picture.save(tmp_path / "a.png")
    assert (as_picture(path).array == as_picture(str(path)).array).all()


def test_things_that_give_an_array():
    class Tensor:
        def __array__(self, dtype=None, copy=None):
            return COLOR

    assert (as_picture(Tensor()).array == as_picture(COLOR).array).all()


def test_rounding_is_forgiven_and_clipped():
    picture = as_picture(np.float32([[-5e-4, 1.0005]]))
    assert picture.array[..., 0].tolist() == [[0, 1]]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.zeros((4, 4, 2), np.uint8), r"shape \(4, 4, 2\) is no picture"),
        (np.zeros((4, 4, 5), np.uint8), r"shape \(4, 4, 5\) is no picture"),
        (np.zeros(4, np.uint8), r"shape \(4,\) is no picture"),
        (np.zeros((2, 4, 4, 3), np.uint8), "is no picture"),
        (np.zeros((0, 4, 3), np.uint8), "has no pixels: it is 4 × 0"),
        (np.zeros((4, 0), np.float32), "has no pixels: it is 0 × 4"),
        (np.zeros((4, 4), np.int64), "An array of int64 is ambiguous"),
        (np.zeros((4, 4), np.uint32), "An array of uint32 is ambiguous"),
        (np.zeros((4, 4), complex), "An array of complex128 is ambiguous"),
        (np.array([["a", "b"]]), "is ambiguous"),
        (np.full((4, 4), 200.0), "goes from 200 to 200; 0 to 1 is expected. Divide by its full intensity"),
        (np.full((4, 4), -0.5), "goes from -0.5 to -0.5"),
        (np.array([[0.5, np.nan], [0.5, np.nan]]), "is a number: 2 NaN or infinite"),
        (np.array([[0.5, np.inf]]), "is a number: 1 NaN or infinite"),
        ([[1, 2], [3, 4]], "list came"),
        (None, "NoneType came"),
        (b"bytes", "bytes came"),
    ],
)
def test_what_is_no_picture(values, words):
    with pytest.raises(ColorizeError, match=words) as caught:
        as_picture(values)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.text.zh)


MODES = (
    "1",
    "L",
    "LA",
    "La",
    "P",
    "PA",
    "RGB",
    "RGBA",
    "RGBa",
    "RGBX",
    "CMYK",
    "YCbCr",
    "HSV",
    "LAB",
    "I",
    "F",
    "I;16",
)


def in_mode(mode: str) -> Image.Image:
    """The test photo as a Pillow image of this mode."""
    rgb = Image.fromarray(COLOR)
    gray = np.asarray(rgb.convert("L"))
    if mode == "LAB":
        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        return ImageCms.profileToProfile(rgb, srgb, lab, outputMode="LAB")
    if mode in ("I", "F", "I;16"):
        return Image.fromarray(
            {"I": gray.astype(np.int32) * 257, "F": np.float32(gray / 255)}.get(mode, gray * np.uint16(257))
        )
    by_way_of = {"La": "LA", "RGBa": "RGBA", "PA": "P"}
    return (rgb.convert(by_way_of[mode]) if mode in by_way_of else rgb).convert(mode)


@pytest.mark.parametrize("mode", MODES)
def test_every_pillow_mode(mode):
    image = in_mode(mode)
    assert image.mode == mode
    before = image.tobytes()
    picture = as_picture(image)
    if mode == "LAB":
        expected = COLOR
    elif mode in ("I", "F", "I;16", "La"):
        expected = np.asarray(in_mode("L").convert("RGB"))
    else:
        expected = np.asarray(in_mode({"RGBa": "RGBA"}.get(mode, mode)).convert("RGB"))
    assert picture.array.shape == (40, 60, 3)
    assert np.abs(picture.array * 255 - expected).max() < (16 if mode == "LAB" else 1.01)
    assert (picture.alpha is not None) == (mode in ("LA", "La", "PA", "RGBA", "RGBa"))
    assert picture.depth == (16 if mode in ("I", "F", "I;16") else 8)
    assert image.tobytes() == before


def test_pillow_palette_with_transparency():
    image = Image.fromarray(COLOR).quantize(8)
    image.info["transparency"] = 2
    assert (as_picture(image).alpha == (np.asarray(image) != 2)).all()


def test_pillow_floats_beyond_1_are_scaled_and_named():
    picture = as_picture(Image.fromarray(np.float32([[0, 100, 200]])))
    assert picture.flags == {"float_scaled": "0 to 200"}
    assert picture.array[0, :, 0].tolist() == [0, 0.5, 1]


def test_a_pillow_image_whose_file_is_cut_short():
    data = pillow_bytes(COLOR, "PNG")
    image = Image.open(io.BytesIO(data[: len(data) // 2]))
    with pytest.raises(ColorizeError, match="Pillow image of mode RGB cannot be read") as caught:
        as_picture(image)
    assert "Pillow" in caught.value.text.zh


def natural(mode: str, array: np.ndarray, alpha: np.ndarray | None = None) -> Image.Image:
    """A picture's natural Pillow image."""
    return Picture(np.asarray(array, np.float32), mode, alpha).to_pil()


def test_natural_modes_of_rgb_and_gray():
    assert (np.asarray(as_picture(COLOR).to_pil()) == COLOR).all()
    assert as_picture(np.dstack([COLOR, COLOR[..., :1]])).to_pil().mode == "RGBA"
    gray = COLOR[..., :1] / 255
    assert (np.asarray(natural("gray_bt601", gray)) == COLOR[..., 0]).all()
    assert natural("gray_bt601", gray, np.ones((40, 60), np.float32)).mode == "LA"
    bits = natural("bilevel", (COLOR[..., :1] > 99).astype(np.float32))
    assert bits.mode == "1"
    assert (np.asarray(bits) == (COLOR[..., 0] > 99)).all()


def test_natural_cmyk_is_pillows_ink():
    ink = 1 - COLOR / 255
    image = natural("cmyk", np.dstack([ink, np.zeros((40, 60))]))
    assert image.mode == "CMYK"
    assert (np.asarray(image) == np.asarray(Image.fromarray(COLOR).convert("CMYK"))).all()


def test_natural_ycbcr_is_pillows():
    red, green, blue = np.moveaxis(COLOR / 255, -1, 0)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    image = natural("ycbcr", np.stack([luma, (blue - luma) / 1.772 + 0.5, (red - luma) / 1.402 + 0.5], -1))
    difference = np.asarray(image).astype(int) - np.asarray(Image.fromarray(COLOR).convert("YCbCr"))
    assert image.mode == "YCbCr"
    # Pillow cuts where we round: half a step on average, in every channel alike.
    assert np.isin(difference, (0, 1)).all()
    assert np.abs(difference.mean(axis=(0, 1)) - 0.5).max() < 0.1
    assert np.abs(np.asarray(image.convert("RGB")).astype(int) - COLOR).max() <= 2


def test_natural_hsv_is_pillows():
    import colorsys

    values = np.array([[colorsys.rgb_to_hsv(*pixel) for pixel in row] for row in COLOR / 255])
    image = natural("hsv", values * (360, 1, 1))
    difference = np.asarray(image).astype(int) - np.asarray(Image.fromarray(COLOR).convert("HSV"))
    assert image.mode == "HSV"
    assert np.isin(difference, (0, 1, -255, 255)).all()  # Pillow cuts where we round
    assert np.abs(np.asarray(image.convert("RGB")).astype(int) - COLOR).max() <= 6


def test_natural_lab_is_read_by_littlecms_as_the_same_color():
    lab = np.array([[[50.0, 0, 0], [60, 40, -30], [90, -10, 20], [100, 0, 0], [0, 0, 0]]])
    image = natural("lab", lab)
    assert image.mode == "LAB"
    assert image.getpixel((1, 0)) == (153, 168, 98)
    transform = ImageCms.profileToProfile(
        image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    from tests.image.oracles import lab_to_srgb

    assert np.abs(np.asarray(transform) / 255 - lab_to_srgb(lab)).max() < 3 / 255


@pytest.mark.parametrize("mode", ["lch", "xyz", "linear_rgb", "oklab"])
def test_modes_that_pillow_does_not_have(mode):
    with pytest.raises(ColorizeError, match=rf"no image mode for {mode}.*\.npy or TIFF") as caught:
        natural(mode, np.zeros((2, 2, 3)))
    assert "TIFF" in caught.value.text.zh


def test_values_that_pillow_cannot_hold():
    with pytest.raises(ColorizeError, match="Channel 2 of this lab picture goes from 0 to 150"):
        natural("lab", [[[50, 150, 0], [50, 0, 0]]])
    with pytest.raises(ColorizeError, match="Channel 1 of this rgb picture goes from 2 to 2"):
        natural("rgb", [[[2, 0, 0]]])
