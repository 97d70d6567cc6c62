"""Turns decoded samples into float32 sRGB, strip by strip, so that a large picture is never held twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import cv2
import numpy as np

from colorize.image.profiles import (
    USUAL,
    CurveAndMatrix,
    Rendering,
    curve_and_matrix,
    gray_table,
    is_srgb,
    profile_fits,
    profile_name,
    to_linear,
)
from colorize.image.samples import CHANNELS, Samples

GAMUT_THRESHOLD = 0.5 / 255
"""A pixel counts as clipped when a channel lies further outside [0, 1] than this: half an 8-bit step of sRGB."""

_LOWEST = -GAMUT_THRESHOLD / 12.92  # the threshold in linear light
_HIGHEST = ((1 + GAMUT_THRESHOLD + 0.055) / 1.055) ** 2.4
_STRIP = 1 << 16  # pixels: a strip and its temporaries fit the processor's cache

Strip = Callable[[np.ndarray, np.ndarray], int]
"""Fills a strip of sRGB from a strip of samples and says how many pixels were out of gamut."""


def to_srgb(
    samples: Samples, profile: bytes | None, rendering: Rendering = USUAL
) -> tuple[np.ndarray, np.ndarray | None, dict[str, float | str]]:
    """The sRGB picture of decoded samples.

    Args:
        samples: not changed.
        profile: embedded ICC profile or None.
        rendering: another than the usual one is heeded for CMYK alone, whose profiles have a table for each intent.

    Returns:
        float32 (H, W, 3) in [0, 1], alpha float32 (H, W) or None, and flags.
    """
    values, alpha, channels = samples.values, None, CHANNELS[samples.color]
    if (1 if values.ndim == 2 else values.shape[2]) != channels + bool(samples.alpha):
        raise ValueError(f"{values.shape} are not the channels of {samples.color}")
    if samples.alpha:
        alpha = _unit(np.ascontiguousarray(values[..., -1]), samples.white)
    if samples.alpha == "premultiplied":
        values = _divided_by(alpha, _unit(values[..., :-1], samples.white))
    fill, flags = _choose(samples, profile, values.dtype, rendering)
    height, width = values.shape[:2]
    result = np.empty((height, width, 3), np.float32)
    rows = max(1, _STRIP // width)

    def work(start: int) -> int:
        strip = values[start : start + rows]
        if strip.ndim == 3:
            strip = strip[..., 0] if channels == 1 else strip[..., :channels]
        return fill(np.ascontiguousarray(strip), result[start : start + rows])

    starts = range(0, height, rows)
    with ThreadPoolExecutor(min(len(starts), os.cpu_count() or 1, 8)) as pool:
        clipped = sum(pool.map(work, starts))
    if clipped:
        flags["gamut_clipped"] = clipped / (height * width)
    return result, alpha, flags


def _choose(
    samples: Samples, profile: bytes | None, dtype: np.dtype, rendering: Rendering
) -> tuple[Strip, dict[str, float | str]]:
    """How the strips of this picture are computed, and what that means for its flags."""
    color, flags = samples.color, dict(samples.flags)
    if profile and not profile_fits(profile, color):
        flags["profile_unusable"] = profile_name(profile) or "damaged"
        profile = None
    if profile and is_srgb(profile, color, samples.depth):
        profile = None
    if not profile:
        if color == "cmyk":
            flags["cmyk_without_profile"] = "naive"
            return _naive_cmyk(samples.white), flags
        return _by_table(_levels(dtype, samples.white)), flags
    flags["profile_converted"] = profile_name(profile) or "unnamed"
    if dtype.kind != "f" and color == "gray":
        return _by_table(gray_table(profile, _levels(dtype, samples.white))), flags
    if dtype.kind != "f" and color == "rgb":
        found = curve_and_matrix(profile, _levels(dtype, samples.white))
        if found:
            return _by_curve_and_matrix(found), flags
    return _by_littlecms(profile, color, samples.white, rendering), flags


@cache
def _levels(dtype: np.dtype, white: int) -> np.ndarray | None:
    """What every integer level of a type stands for, in [0, 1]; None for floats, which stand for themselves."""
    if dtype.kind == "f":
        return None
    levels = np.arange(np.iinfo(dtype).max + 1) / white
    return np.minimum(levels, 1).astype(np.float32)


def _unit(values: np.ndarray, white: int) -> np.ndarray:
    """Samples as float32 in [0, 1]."""
    levels = _levels(values.dtype, white)
    return values.astype(np.float32, copy=False) if levels is None else cv2.LUT(np.ascontiguousarray(values), levels)


def _divided_by(alpha: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Colors freed from premultiplied alpha; where nothing shows they stay black."""
    factor = np.divide(1, alpha, out=np.zeros_like(alpha), where=alpha > 0)
    return np.minimum(values * factor[..., None], 1)


def _by_table(table: np.ndarray | None) -> Strip:
    def fill(strip: np.ndarray, result: np.ndarray) -> int:
        if strip.ndim == 2:
            gray = strip if table is None else cv2.LUT(strip, table)
            cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB, dst=result)
        elif table is None:
            np.copyto(result, strip)
        else:
            cv2.LUT(strip, table, dst=result)
        return 0

    return fill


def _by_curve_and_matrix(found: CurveAndMatrix) -> Strip:
    def fill(strip: np.ndarray, result: np.ndarray) -> int:
        return _encode(cv2.transform(cv2.LUT(strip, found.curves), found.matrix), result)

    return fill


def _by_littlecms(profile: bytes, color: str, white: int, rendering: Rendering) -> Strip:
    def fill(strip: np.ndarray, result: np.ndarray) -> int:
        return _encode(to_linear(_unit(strip, white), profile, color, rendering), result)

    return fill


def _naive_cmyk(white: int) -> Strip:
    """Every ink takes away its share of light: R = (1 - C)(1 - K), as Pillow computes it."""

    def fill(strip: np.ndarray, result: np.ndarray) -> int:
        paper = 1 - _unit(strip, white)
        np.multiply(paper[..., :3], paper[..., 3:], out=result)
        return 0

    return fill


def _encode(linear: np.ndarray, result: np.ndarray) -> int:
    """Count what lies outside sRGB, clip it, and write gamma-encoded values into `result`."""
    inside = cv2.countNonZero(cv2.inRange(linear, (_LOWEST,) * 3, (_HIGHEST,) * 3))
    flat = linear.reshape(len(linear), -1)
    # Through the square root a table of 65,536 entries is exact to 0.8 of a 16-bit step, also in the shadows.
    root = cv2.sqrt(cv2.max(flat, 0))
    cv2.LUT(cv2.multiply(root, 65535.0, dtype=cv2.CV_16U).reshape(linear.shape), _encoding_table(), dst=result)
    return linear.shape[0] * linear.shape[1] - inside


@cache
def _encoding_table() -> np.ndarray:
    """sRGB-encoded values by the square root of linear light (IEC 61966-2-1), in 65,536 steps."""
    light = (np.arange(65536) / 65535) ** 2
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055).astype(np.float32)
