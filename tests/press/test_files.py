"""Files with press ink, opened by Pillow and by ImageMagick."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from colorize.color import convert
from colorize.errors import ColorizeError
from colorize.image import Picture, as_picture, encode, losses
from colorize.image.color_tags import srgb_profile
from colorize.press import separate, soft_proof
from tests.press.builders import PRESS
from tests.press.test_separation import COMPENSATE, NO_SHORTCUT, colors

MAGICK = next((found for name in ("magick", "convert") if (found := shutil.which(name))), None)
needs_magick = pytest.mark.skipif(
    not MAGICK or not shutil.which("identify"),
    reason="ImageMagick is not here: what it makes of our files is not known",
)
FILES = [("tiff", 8), ("tiff", 16), ("jpeg", 8)]


@pytest.fixture(scope="module")
def pictures() -> dict:
    """The test colors in 8 and 16 bits."""
    return {8: as_picture(colors()), 16: as_picture(colors().astype(np.uint16) * np.uint16(257))}


def smooth() -> np.ndarray:
    """Colors that a JPEG hardly changes: patches of 16 pixels."""
    return np.random.default_rng(0).integers(0, 256, (8, 16, 3)).astype(np.uint8).repeat(16, 0).repeat(16, 1)


@pytest.mark.parametrize(("format", "depth"), FILES)
def test_pillow_opens_them_with_their_profile(press, format, depth):
    picture = separate(smooth(), press)
    data = encode(picture, format, **({"depth": depth} if format == "tiff" else {"quality": 100}))
    if depth == 16:  # Pillow knows no deep CMYK: tifffile does
        with tifffile.TiffFile(io.BytesIO(data)) as document:
            page = document.pages[0]
            assert page.photometric == tifffile.PHOTOMETRIC.SEPARATED and page.bitspersample == 16
            assert bytes(page.iccprofile) == press.content
            assert np.abs(page.asarray() / 65535 - picture.array).max() < 1e-5
        return
    with Image.open(io.BytesIO(data)) as image:
        assert image.mode == "CMYK"
        assert image.info["icc_profile"] == press.content
        ink = np.asarray(image)
        assert np.abs(ink / 255 - picture.array).max() * 255 < (0.51 if format == "tiff" else 2.5)
        source, target = (ImageCms.ImageCmsProfile(io.BytesIO(content)) for content in (press.content, srgb_profile()))
        shown = ImageCms.profileToProfile(image, source, target, 1, outputMode="RGB", flags=COMPENSATE | NO_SHORTCUT)
    assert np.abs(np.asarray(shown) / 255 - proof_of(picture, ink / 255)).max() * 255 <= 2


def proof_of(picture: Picture, ink: np.ndarray) -> np.ndarray:
    """The proof of the ink that a file holds: rounding ink to 8 bits moves dark colors by up to 6 steps of 255."""
    return soft_proof(replace(picture, array=ink.astype(np.float32))).array


def test_jpeg_is_marked_as_adobe_marks_inverted_ink():
    data = encode(separate(np.ones((16, 16, 3)), PRESS), "jpeg")
    marker = data.index(b"Adobe\0d")
    assert data[marker + 11] == 0  # no color transform: CMYK, not YCCK
    with Image.open(io.BytesIO(data)) as image:
        assert np.asarray(image).max() <= 4  # white paper, not solid ink


def test_pillow_saves_our_ink_with_its_profile():
    image = separate(colors(), PRESS).to_pil()
    assert image.mode == "CMYK" and image.info["icc_profile"] == PRESS
    file = io.BytesIO()
    image.save(file, "TIFF")
    with Image.open(file) as again:
        assert again.info["icc_profile"] == PRESS


def test_ink_by_formula_carries_no_profile(pictures):
    for format in ("tiff", "jpeg"):
        with Image.open(io.BytesIO(encode(convert(pictures[8], "cmyk"), format))) as image:
            assert image.mode == "CMYK" and not image.info.get("icc_profile")
    assert "icc_profile" not in convert(pictures[8], "cmyk").to_pil().info


@pytest.mark.parametrize("format", ["png", "webp", "avif"])
def test_formats_without_ink_say_so(pictures, format):
    with pytest.raises(ColorizeError, match=r"cannot hold a picture of mode cmyk_icc\. Save it as \.npy or TIFF"):
        encode(separate(pictures[8], PRESS), format)


def test_what_is_lost_is_said(pictures):
    deep = separate(pictures[16], PRESS)
    assert losses(deep, "tiff") == []
    assert [text.en.split(":")[0].split(" (")[0] for text in losses(deep, "jpeg")] == [
        "JPEG holds 8 bits a channel",
        "JPEG stores colors approximately",
    ]


def run(*command: object) -> str:
    """What a program prints."""
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


@needs_magick
@pytest.mark.parametrize(("format", "depth"), FILES)
def test_imagemagick_opens_them_with_their_profile(press, tmp_path, format, depth):
    picture = separate(smooth(), press)
    path = picture.save(tmp_path / f"ink.{format}", **({"depth": depth} if format == "tiff" else {"quality": 100}))
    told = run("identify", "-format", "%[colorspace] %z %[profile:icc]", path)
    assert told.startswith(f"CMYK {depth} ")
    assert press.title in told
    (tmp_path / "screen.icc").write_bytes(srgb_profile())
    options = ("-intent", "relative", "-black-point-compensation", "-profile", tmp_path / "screen.icc", "-depth", 16)
    # TrueColor: a picture that is gray by chance stays RGB.
    run(MAGICK, path, *options, "-type", "TrueColor", tmp_path / "screen.png")
    shown = as_picture(Image.open(tmp_path / "screen.png")).array
    with tifffile.TiffFile(path) if format == "tiff" else Image.open(path) as opened:
        ink = opened.asarray() if format == "tiff" else np.asarray(opened)
    difference = np.abs(shown - proof_of(picture, ink / np.iinfo(ink.dtype).max)) * 255
    assert difference.mean() < 0.5
    assert difference.max() <= 2
