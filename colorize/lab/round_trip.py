"""What a mode loses at a precision: there in 8 or 16 bits or in float32, and back to 8-bit sRGB."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from colorize.color import Space, transform
from colorize.color.strips import LEAN, each_strip
from colorize.errors import ColorizeError
from colorize.lab.difference import differing, strip_delta_e
from colorize.lab.given import picture_8bit, reversible, to_8bit
from colorize.lab.neutral import differences, neutral
from colorize.text import Text

BITS: dict[str, int | None] = {"8-bit": 8, "16-bit": 16, "float32": None}
"""Precisions by name; float32 is what conversions give, and is left as it is."""

BEYOND = 1e-3
"""Share of its range by which a value must lie outside to be counted: less is rounding, as in the saturation of
nearly black pixels."""

HOW = Text(
    "Each channel's declared range is cut into 2^bits - 1 equal steps and rounded to the nearest; what lies beyond is "
    "cut off. Color differences have gray exactly on code 2^(bits - 1), as JPEG does; hue has 2^bits steps around its "
    "circle.",
    "把每个通道声明的范围等分为 2^位数 - 1 级，取最近的一级；超出范围的部分被截断。"
    "色差通道让灰色正好落在编码 2^(位数 - 1) 上，与 JPEG 相同；色相绕一圈共 2^位数 级。",
)


@dataclass(frozen=True, eq=False)
class RoundTrip:
    """A picture after the way to a mode and back.

    Args:
        mode, precision: which way it took.
        original, result: uint8 sRGB (H, W, 3): the picture at 8 bits, and what came back.
        delta_e: float32 (H, W), Delta E 2000 between the two.
        changed: bool (H, W), pixels whose 8-bit value is another.
        share_changed: of all pixels, 0-1.
        mean, maximum: Delta E 2000 over all pixels.
        worst: (x, y) of the maximum.
        largest: largest difference of red, green and blue, in 8-bit steps.
        share_outside: pixels with a channel beyond the mode's declared range, 0-1; always 0 for float32.
    """

    mode: str
    precision: str
    original: np.ndarray
    result: np.ndarray
    delta_e: np.ndarray
    changed: np.ndarray
    share_changed: float
    mean: float
    maximum: float
    worst: tuple[int, int]
    largest: tuple[int, int, int]
    share_outside: float


def quantizer(mode: str, bits: int) -> Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """A function from float32 pixels (N, channels) to the nearest that `bits` hold, and which were out of range."""
    space: Space = reversible(mode)
    low = np.float32([channel.low for channel in space.channels])
    width = np.float32([channel.high - channel.low for channel in space.channels])
    angle = np.array([channel.angle for channel in space.channels])
    top = 2**bits - 1
    steps = np.where(angle, top + 1, top).astype(np.float32)
    # Codes count from the lowest value, or from gray, which gets the code just above the middle.
    center = np.where(differences(mode), np.float32(neutral(mode)), low)
    start = np.where(differences(mode), 2 ** (bits - 1), 0).astype(np.float32)

    def quantize(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        share = (pixels - low) / width
        beyond = ~angle & ((share < -BEYOND) | (share > 1 + BEYOND))
        code = np.rint((pixels - center) / width * steps + start)
        code = np.where(angle, code % (top + 1), np.clip(code, 0, top))
        return ((code - start) / steps * width + center).astype(np.float32), beyond.any(axis=1)

    return quantize


def round_trip(rgb: np.ndarray, mode: str, precision: str = "8-bit") -> RoundTrip:
    """Convert a picture to a mode, round its channels to a precision (see `HOW`), and come back to 8-bit sRGB.

    Works in strips: beside the result, memory does not grow with the picture.

    Args:
        rgb: sRGB (H, W, 3), float in [0, 1], uint8 or uint16; it is rounded to 8 bits first, so that only the
            mode's own loss is seen.
        mode: a reversible mode.
        precision: a key of `BITS`.

    Raises:
        ColorizeError: a picture that cannot be used, an unknown or one-way mode, or an unknown precision.

    Example:
        >>> trip = round_trip(np.array([[[255, 0, 0], [10, 20, 30]]], np.uint8), "hsv")
        >>> trip.share_changed, trip.largest
        (0.0, (0, 0, 0))
    """
    reversible(mode)
    if precision not in BITS:
        raise ColorizeError(
            "There is no precision {precision!r}. Choose one of: {choices}.",
            "没有名为 {precision!r} 的精度。可选：{choices}。",
            precision=precision,
            choices=", ".join(BITS),
        )
    original = picture_8bit(rgb)
    pixels = original.reshape(-1, 3)
    result, delta_e = np.empty_like(pixels), np.empty(len(pixels), np.float32)
    quantize = quantizer(mode, BITS[precision]) if BITS[precision] else None

    def work(span: slice) -> tuple[int, float, np.ndarray]:
        values, outside = transform(pixels[span], "rgb", mode), 0
        if quantize:
            values, beyond = quantize(values)
            outside = int(beyond.sum())
        result[span] = to_8bit(transform(values, mode, "rgb"))
        delta_e[span] = strip_delta_e(pixels[span], result[span])
        steps = np.abs(result[span].astype(np.int16) - pixels[span]).max(axis=0)
        return outside, float(delta_e[span].sum(dtype=np.float64)), steps

    strips = each_strip(work, len(pixels), size=LEAN)
    changed = differing(result, pixels)
    height, width = original.shape[:2]
    worst = int(delta_e.argmax())
    return RoundTrip(
        mode=mode,
        precision=precision,
        original=original,
        result=result.reshape(original.shape),
        delta_e=delta_e.reshape(height, width),
        changed=changed.reshape(height, width),
        share_changed=float(changed.mean()),
        mean=sum(strip[1] for strip in strips) / len(pixels),
        maximum=float(delta_e[worst]),
        worst=(worst % width, worst // width),
        largest=tuple(int(step) for step in np.max([strip[2] for strip in strips], axis=0)),
        share_outside=sum(strip[0] for strip in strips) / len(pixels),
    )
