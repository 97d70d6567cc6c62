"""What screens and presses can show, and which pixels of a picture lie beyond."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from colorize.color.cie import XYZ
from colorize.color.gamut import HIGHEST, LOWEST
from colorize.color.primaries import SRGB, rgb_to_xyz_matrix
from colorize.color.srgb import decode, encode
from colorize.color.steps import Affine
from colorize.color.strips import each_strip
from colorize.color.wide import ADOBE_PRIMARIES, P3_PRIMARIES
from colorize.errors import ColorizeError
from colorize.lab.given import picture
from colorize.text import Text

ROUNDING = 1e-5
"""Linear light beyond [0, 1] that comes from the arithmetic alone."""


@dataclass(frozen=True)
class Gamut:
    """The colors that a device can show; `screen` and `device` make one.

    Args:
        name: its key.
        title: what people call it.
        inside: linear sRGB, float32 (N, 3), within or beyond [0, 1], and whether to be strict, to bool (N,): whether
            the device can show it; if not strict, up to half an 8-bit step.
        clip: sRGB (N, 3) to the colors that the device shows when its own channels are cut off, sRGB (N, 3); None for
            a device whose channels are no amounts of light.
    """

    name: str
    title: Text
    inside: Callable[[np.ndarray, bool], np.ndarray]
    clip: Callable[[np.ndarray], np.ndarray] | None = None


def screen(name: str, title: Text, primaries) -> Gamut:
    """The gamut of a screen with three primaries and white D65.

    A color is outside where a channel leaves [0, 1] by more than half an 8-bit step of sRGB's curve. Clipping cuts each
    of the screen's own channels to [0, 1] in linear light, which is the same as cutting its encoded values.
    """
    own = primaries is SRGB
    to_own = XYZ.then(Affine(rgb_to_xyz_matrix(primaries)).inverse())
    from_own = to_own.inverse()

    def inside(linear: np.ndarray, strict: bool) -> np.ndarray:
        low, high = (-ROUNDING, 1 + ROUNDING) if strict else (LOWEST, HIGHEST)
        fits = np.ones(len(linear), bool)
        for channel in (linear if own else to_own(linear)).T:  # by columns: faster than along rows
            fits &= (channel >= np.float32(low)) & (channel <= np.float32(high))
        return fits

    def clip(rgb: np.ndarray) -> np.ndarray:
        if own:
            return np.clip(rgb, np.float32(0), np.float32(1))
        linear = to_own(decode(rgb))
        held = np.clip(linear, np.float32(0), np.float32(1))
        moved = np.abs(held - linear).max(axis=1, initial=0) > 1e-6
        result = rgb.copy()  # what is inside stays exactly as it is
        if moved.any():
            result[moved] = encode(from_own(held[moved]))
        return result

    return Gamut(name, title, inside, clip)


def device(name: str, title: Text, inside: Callable[[np.ndarray], np.ndarray], clip=None) -> Gamut:
    """The gamut of any device, such as a press with a profile.

    Args:
        name, title: of the device.
        inside: float32 sRGB (N, 3) to bool (N,): whether the device can show it.
        clip: float32 sRGB (N, 3) to what the device shows instead, sRGB (N, 3), such as a soft proof; None without.
    """
    return Gamut(name, title, lambda linear, strict: inside(encode(linear)), clip)


GAMUTS: dict[str, Gamut] = {
    gamut.name: gamut
    for gamut in (
        screen("rgb", Text("sRGB", "sRGB"), SRGB),
        screen("display_p3", Text("Display P3", "Display P3"), P3_PRIMARIES),
        screen("adobe_rgb", Text("Adobe RGB (1998)", "Adobe RGB (1998)"), ADOBE_PRIMARIES),
    )
}


def find_gamut(gamut: str | Gamut) -> Gamut:
    """The gamut itself, or the one of that name.

    Raises:
        ColorizeError: there is none; the message lists all names.
    """
    found = gamut if isinstance(gamut, Gamut) else GAMUTS.get(gamut) if isinstance(gamut, str) else None
    if found is None:
        raise ColorizeError(
            "There is no gamut {name!r}. Choose one of: {choices}.",
            "没有名为 {name!r} 的色域。可选：{choices}。",
            name=gamut,
            choices=", ".join(GAMUTS),
        )
    return found


def outside(rgb: np.ndarray, gamut: str | Gamut = "rgb") -> tuple[np.ndarray, float]:
    """Which pixels a device cannot show: bool (H, W), and their share of all, 0-1.

    Args:
        rgb: sRGB (H, W, 3), float, within or beyond [0, 1].
        gamut: a key of `GAMUTS`, or a `Gamut`.

    Raises:
        ColorizeError: a picture that cannot be used, or an unknown gamut.

    Example:
        >>> mask, share = outside(np.array([[[1.1, 0, 0], [0.5, 0.5, 0.5]]]))
        >>> mask.tolist(), share
        ([[True, False]], 0.5)
    """
    found, array = find_gamut(gamut), picture(rgb)
    pixels = array.reshape(-1, 3)
    mask = np.empty(len(pixels), bool)

    def work(span: slice) -> None:
        mask[span] = ~found.inside(decode(pixels[span]), False)

    each_strip(work, len(pixels))
    return mask.reshape(array.shape[:2]), float(mask.mean())
