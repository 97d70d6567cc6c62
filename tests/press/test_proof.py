"""The proof against the profile's own table, against Pillow, and against what comes of a saved file."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from colorize.errors import ColorizeError
from colorize.image import Metadata, Picture, as_picture, encode, read
from colorize.image.color_tags import srgb_profile
from colorize.press import INTENTS, outside_press, separate, soft_proof
from tests.image.builders import D50, photo
from tests.image.oracles import lab_to_srgb, srgb_encoded, srgb_to_xyz_d50
from tests.press.builders import PAPER, PRESS, ink_to_lab, lab_to_light
from tests.press.test_separation import COMPENSATE, NO_SHORTCUT, colors

STEPS = [0, 0.125, 0.5, 0.875]
INK = np.stack(np.meshgrid(*[STEPS] * 4, indexing="ij"), axis=-1).reshape(16, 16, 4).astype(np.float32)
"""Grid points of the tables, where no interpolation blurs the comparison."""


def inked(array: np.ndarray, profile: bytes = PRESS) -> Picture:
    return Picture(array.astype(np.float32), "cmyk_icc", metadata=Metadata(press_profile=profile))


def xyz_of_ink(ink: np.ndarray, intent: str) -> np.ndarray:
    """XYZ as shares of the paper's."""
    return lab_to_light(ink_to_lab(ink, intent)) @ srgb_to_xyz_d50().T / D50


def shown(shares: np.ndarray) -> np.ndarray:
    """sRGB of XYZ in shares of white."""
    return srgb_encoded(shares * D50 @ np.linalg.inv(srgb_to_xyz_d50()).T)


def test_the_proof_is_what_the_table_says():
    proof = soft_proof(inked(INK), black_point=False)
    assert proof.mode == "rgb" and proof.array.dtype == np.float32
    assert np.abs(proof.array - lab_to_srgb(ink_to_lab(INK))).max() < 1e-3


@pytest.mark.parametrize("intent", ["perceptual", "saturation"])
@pytest.mark.parametrize("black_point", [True, False])
def test_other_intents_are_their_own_table_with_black_compensated(intent, black_point):
    black = xyz_of_ink(np.ones(4), intent)  # all inks at once
    expected = shown((xyz_of_ink(INK, intent) - black) / (1 - black))
    assert np.abs(soft_proof(inked(INK), intent, black_point).array - expected).max() < 2e-3


def test_absolute_shows_the_paper():
    proof = soft_proof(inked(INK), "absolute").array
    assert np.abs(proof - shown(xyz_of_ink(INK, "relative") * PAPER / D50)).max() < 2e-3
    white = proof[0, 0]
    assert 0.9 < white[1] < 0.95 and white[2] > white[0]  # grayish and bluish
    assert np.abs(soft_proof(inked(INK)).array[0, 0] - 1).max() < 1e-3


def test_black_point_compensation_shows_the_darkest_ink_as_black():
    darkest = separate(np.zeros((1, 1, 3)), PRESS)
    gray = soft_proof(darkest, black_point=False).array.max()
    assert gray > 0.03
    assert soft_proof(darkest).array.max() < gray - 0.02


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("black_point", [True, False])
def test_the_proof_is_pillows(press, intent, black_point):
    ink = np.rint(separate(colors(), press).array * 255).astype(np.uint8)
    image = Image.frombytes("CMYK", ink.shape[1::-1], ink.tobytes())
    source, target = (ImageCms.ImageCmsProfile(io.BytesIO(content)) for content in (press.content, srgb_profile()))
    flags = NO_SHORTCUT | (COMPENSATE if black_point else 0)
    expected = ImageCms.profileToProfile(image, source, target, INTENTS.index(intent), outputMode="RGB", flags=flags)
    proof = soft_proof(inked(ink / 255, press.content), intent, black_point).array
    assert np.abs(proof * 255 - np.asarray(expected)).max() <= 1


def test_the_proof_is_what_our_own_reader_makes_of_the_file(press, tmp_path):
    picture = separate(as_picture(colors().astype(np.uint16) * np.uint16(257)), press)
    proof = soft_proof(picture)
    again = read(picture.save(tmp_path / "ink.tif"))
    assert np.abs(again.array - proof.array).max() < 3e-4
    assert again.flags["profile_converted"] == picture.flags["press_profile"]
    rounded = np.abs(as_picture(picture.to_pil()).array - proof.array) * 255  # 8 bits of ink are coarse in the shadows
    assert rounded.max() < 8 and rounded.mean() < 0.5


def test_the_proof_is_near_the_picture_where_the_press_has_its_colors(press):
    rgb = np.full((1, 3, 3), 0.5) + np.array([[[0.1, 0, -0.05], [-0.1, 0.05, 0], [0, 0, 0.1]]])
    assert np.abs(soft_proof(separate(rgb, press)).array - rgb).max() < 0.03
    assert not outside_press(rgb, press).any()


def test_what_belongs_to_the_picture_stays_and_the_profile_goes():
    alpha = np.linspace(0, 1, 2400, dtype=np.float32).reshape(40, 60)
    source = Picture(as_picture(photo()).array, "rgb", alpha, 16, metadata=Metadata("harbor.jpg"))
    proof = soft_proof(separate(source, PRESS))
    assert (proof.alpha == alpha).all() and proof.depth == 16 and proof.metadata.name == "harbor.jpg"
    assert proof.metadata.press_profile is None and proof.metadata.channels == ()
    assert PRESS not in encode(proof, "png")


def test_ink_outside_srgb_is_told():
    ink = np.zeros((2, 2, 4))
    ink[0, 0] = (0, 0, 0, 0.5)
    assert "proof_clipped" not in soft_proof(inked(ink), black_point=False).flags
    tinted = soft_proof(inked(ink), "absolute").flags
    assert "proof_clipped" not in tinted
    loud = Picture(np.float32([[[0, 0, 0, 0], [1, 0, 1, 0], [1, 0, 1, 0], [1, 0, 1, 0]]]), "cmyk_icc")
    loud.metadata.press_profile = _with_loud_green()
    assert soft_proof(loud, black_point=False).flags["proof_clipped"] == 0.75


def _with_loud_green() -> bytes:
    """The press with a green far outside sRGB: the table's last point, full cyan and yellow, is overwritten."""
    profile = bytearray(PRESS)
    start = next(
        int.from_bytes(profile[at + 4 : at + 8]) for at in range(132, 260, 12) if profile[at : at + 4] == b"A2B1"
    )
    place = start + 52 + 4 * 4 + ((8 * 9 + 0) * 9 + 8) * 9 * 6
    profile[place : place + 6] = b"".join(value.to_bytes(2) for value in (60 * 652, 20 * 256, 200 * 256))
    return bytes(profile)


@pytest.mark.parametrize("mode", ["rgb", "cmyk", "lab"])
def test_other_modes_have_no_proof(mode):
    with pytest.raises(ColorizeError, match=f"needs a picture of mode cmyk_icc.*this one is {mode}") as caught:
        soft_proof(Picture(np.zeros((2, 2, 4 if mode == "cmyk" else 3), np.float32), mode))
    assert "软打样" in caught.value.text.zh
    with pytest.raises(ColorizeError, match="with its press profile"):
        soft_proof(Picture(np.zeros((2, 2, 4), np.float32), "cmyk_icc"))
    with pytest.raises(ColorizeError, match="no rendering intent"):
        soft_proof(inked(INK), "paper")


def test_colors_that_a_press_lacks_agree_with_littlecms(press):
    rgb = colors()
    profiles = [ImageCms.ImageCmsProfile(io.BytesIO(content)) for content in (srgb_profile(), press.content)]
    check, proof = 0x1000, 0x4000
    transform = ImageCms.buildProofTransform(
        profiles[0], profiles[0], profiles[1], "RGB", "RGB", 1, 1, flags=check | proof | NO_SHORTCUT
    )
    alarm = (np.asarray(ImageCms.applyTransform(Image.fromarray(rgb), transform)) == 127).all(axis=2)
    alarm &= (rgb != 127).any(axis=2)
    mask = outside_press(rgb / 255, press)
    assert mask.dtype == bool and mask.shape == rgb.shape[:2]
    assert 0.05 < mask.mean() < 0.9
    # LittleCMS looks the answer up in a coarse table made beforehand.
    assert (mask == alarm).mean() > 0.9
