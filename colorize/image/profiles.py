"""From a file's own color to sRGB, by LittleCMS.

Rendering is relative colorimetric with black point compensation unless told otherwise. Nothing is converted at 8 bits: LittleCMS computes
in float. For profiles of three curves and a matrix, which most photos have, its answers for the single channels are
measured once and applied to all pixels by OpenCV, thirty times as fast; a profile that is something else (a table,
say) is recognized by its answers to mixed colors, and every pixel then goes through LittleCMS.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import imagecodecs
import numpy as np
from PIL import ImageCms

from colorize.image.color_tags import linear_profile, profile_bytes, srgb_profile
from colorize.image.quiet import quiet
from colorize.image.samples import CHANNELS

SAME_AS_SRGB = {8: 0.5 / 255, 16: 0.05 / 255}
"""A profile whose colors differ from sRGB's by less than this, by bit depth, is taken for sRGB itself."""

_SPACES = {"gray": b"GRAY", "rgb": b"RGB ", "cmyk": b"CMYK", "lab": b"Lab "}
_CURVE_AND_MATRIX = 2e-5  # linear light; LittleCMS itself repeats to about 1e-7
_LONGEST_NAME = 80

INTENTS = ("perceptual", "relative", "saturation", "absolute")
"""The rendering intents of ICC.1:2022, 7.2.15, each at its number there."""


@dataclass(frozen=True)
class Rendering:
    """What becomes of colors that the other side does not have.

    Attributes:
        intent: one of `INTENTS`.
        black_point: whether the darkest black of one side becomes that of the other. LittleCMS never does so for
            `absolute`, and always for `perceptual` and `saturation` where the target's profile is of ICC version 4.
    """

    intent: str = "relative"
    black_point: bool = True

    def littlecms(self) -> dict[str, int]:
        """As LittleCMS takes it."""
        compensation = imagecodecs.CMS.FLAGS.BLACKPOINTCOMPENSATION if self.black_point else 0
        return {"intent": INTENTS.index(self.intent), "flags": int(compensation)}


USUAL = Rendering()


@dataclass(frozen=True)
class CurveAndMatrix:
    """linear sRGB = matrix @ (curve of red, curve of green, curve of blue).

    Attributes:
        curves: float32 (1, levels, 3), for `cv2.LUT`.
        matrix: float32 (3, 3).
    """

    curves: np.ndarray
    matrix: np.ndarray


def profile_name(profile: bytes) -> str:
    """The description inside a profile, or "" when it has none.

    Example:
        >>> profile_name(srgb_profile())
        'sRGB built-in'
    """
    with quiet():
        try:
            name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes(profile))))
        except Exception:  # LittleCMS and Pillow between them raise several kinds for damaged profiles
            return ""
    return "".join(letter for letter in name.strip() if letter.isprintable())[:_LONGEST_NAME]


def profile_fits(profile: bytes, color: str) -> bool:
    """Whether LittleCMS understands the profile and can apply it to samples of this color kind."""
    profile = profile_bytes(profile)
    space = profile[16:20]
    if space != _SPACES[color] and not (color == "gray" and space == b"RGB "):
        return False
    probe = np.full((1, 2, CHANNELS[color]), 0.5, np.float32)
    try:
        return bool(np.isfinite(to_linear(probe, profile, color)).all())
    except Exception:
        return False


def to_linear(values: np.ndarray, profile: bytes, color: str, rendering: Rendering = USUAL) -> np.ndarray:
    """Linear sRGB light of samples, not clipped: values outside [0, 1] are colors that sRGB does not have.

    Args:
        values: float32 (H, W, channels) in [0, 1]; Lab in its own units.
        profile: ICC profile of the samples.
        color: their color kind.
        rendering: what becomes of colors that a screen does not have.

    Returns:
        float32 (H, W, 3).
    """
    return _transform(values, profile, color, linear_profile(), rendering)


def _transform(
    values: np.ndarray, profile: bytes, color: str, target: bytes, rendering: Rendering = USUAL
) -> np.ndarray:
    profile = profile_bytes(profile)
    if color == "gray" and profile[16:20] == b"RGB ":
        values, color = np.repeat(values.reshape(*values.shape[:2], 1), 3, axis=2), "rgb"
    elif color == "gray":
        values = values.reshape(values.shape[:2])
    elif color == "cmyk":
        values = values * np.float32(100)  # LittleCMS counts float ink in percent
    return imagecodecs.cms_transform(
        np.ascontiguousarray(values, np.float32),
        profile,
        target,
        colorspace=color,
        outcolorspace="rgb",
        outdtype="float32",
        **rendering.littlecms(),
    )


def is_srgb(profile: bytes, color: str, depth: int) -> bool:
    """Whether converting would change no color by more than `SAME_AS_SRGB`."""
    if color == "gray":
        probe = np.linspace(0, 1, 256, dtype=np.float32).reshape(1, -1, 1)
        expected = np.repeat(probe, 3, axis=2)
    elif color == "rgb":
        axis = np.linspace(0, 1, 17, dtype=np.float32)
        probe = expected = np.stack(np.meshgrid(axis, axis, axis), axis=-1).reshape(1, -1, 3)
    else:
        return False
    return bool(np.abs(_transform(probe, profile, color, srgb_profile()) - expected).max() < SAME_AS_SRGB[depth])


def gray_table(profile: bytes, levels: np.ndarray) -> np.ndarray:
    """The sRGB gray that each level of a gray picture means: float32, clipped to [0, 1]."""
    result = _transform(levels.reshape(1, -1, 1).astype(np.float32), profile, "gray", srgb_profile())
    return np.clip(result[0, :, 1], 0, 1)


def curve_and_matrix(profile: bytes, levels: np.ndarray) -> CurveAndMatrix | None:
    """Measure an RGB profile's curves and matrix.

    Args:
        profile: of RGB samples.
        levels: in [0, 1], the value of every integer level; the last ones may repeat 1.

    Returns:
        None when the profile is not made of three curves and a matrix.
    """
    ramps = np.zeros((3, len(levels), 3), np.float32)
    for channel in range(3):
        ramps[channel, :, channel] = levels
    answers = to_linear(ramps, profile, "rgb").astype(np.float64)
    answers -= answers[:, :1].copy()
    full = answers[:, -1]  # what each channel alone gives at full intensity
    strongest = np.abs(full).argmax(axis=1)
    if (np.abs(full[range(3), strongest]) < 1e-3).any():
        return None
    curves = np.stack(
        [answers[channel, :, strongest[channel]] / full[channel, strongest[channel]] for channel in range(3)], axis=-1
    )
    found = CurveAndMatrix(curves[None].astype(np.float32), full.T.astype(np.float32))
    mixed = np.random.default_rng(0).integers(0, len(levels), (1, 512, 3))
    expected = to_linear(levels[mixed].astype(np.float32), profile, "rgb")
    answered = np.stack([curves[mixed[..., channel], channel] for channel in range(3)], axis=-1) @ full
    return found if np.abs(answered - expected).max() < _CURVE_AND_MATRIX else None
