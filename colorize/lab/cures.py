"""Two cures for colors out of gamut, side by side: cut channels off, or give up chroma."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from colorize.color import rgb_to_lab
from colorize.color.cie import XYZ
from colorize.color.gamut import BLOCK
from colorize.color.oklab import CONES, OPPONENTS, cube, cube_root
from colorize.color.srgb import decode, encode
from colorize.color.strips import each_strip, spans
from colorize.lab.difference import delta_e_2000, differing
from colorize.lab.gamut import Gamut, find_gamut
from colorize.lab.given import picture

TO_CONES = XYZ.then(CONES)
"""Linear sRGB to the cones' answers, whose cube roots Oklab is made of."""
FROM_CONES = TO_CONES.inverse()
CHROMA_TO_ROOTS = np.float32(OPPONENTS.inverse().matrix[:, 1:])
"""What a and b add to the roots of a gray."""
HALVINGS = 13
"""Steps of the search: chroma is then within 6e-5, where CSS asks for 1e-4."""


@dataclass(frozen=True, eq=False)
class Cure:
    """A picture that was brought into gamut.

    Args:
        rgb: float32 sRGB (H, W, 3); of gamuts wider than sRGB it may lie beyond [0, 1].
        delta_e: float32 (H, W), Delta E 2000 against the wished colors.
        mean: over the pixels that were outside; 0 where there were none.
        maximum: over all pixels.
        left_outside: share of all pixels that are outside even so, 0-1: grays darker or lighter than a press prints.
    """

    rgb: np.ndarray
    delta_e: np.ndarray
    mean: float
    maximum: float
    left_outside: float


@dataclass(frozen=True, eq=False)
class Cures:
    """Both cures of one picture.

    Args:
        gamut: into which.
        outside: bool (H, W), the pixels that the device cannot show.
        share: of all pixels, 0-1.
        clip: the device's channels cut off; None where the gamut has no such channels.
        reduce: chroma given up, lightness and hue of Oklch kept.
    """

    gamut: Gamut
    outside: np.ndarray
    share: float
    clip: Cure | None
    reduce: Cure


def reduce_chroma(rgb: np.ndarray, gamut: str | Gamut = "rgb") -> np.ndarray:
    """sRGB colors out of gamut with the most of their chroma that fits; lightness and hue of Oklch stay.

    The binary search of CSS Color 4 (section 13.2, "CSS Gamut Mapping to an RGB Destination") without its local
    clipping: CSS stops as soon as clipping is less than 0.02 Delta E OK away, which keeps more chroma and lets hue and
    lightness move by that much; here neither moves. As in CSS, what is as light as white becomes white, and what is as
    dark as black becomes black.

    Args:
        rgb: float32 sRGB (N, 3), all outside the gamut.
        gamut: a key of `GAMUTS`, or a `Gamut`.

    Returns:
        float32 (N, 3) sRGB. Where not even gray is inside, gray.

    Raises:
        ColorizeError: an unknown gamut.

    Example:
        >>> print(reduce_chroma(np.float32([[1.1, 0.2, 0.2]])).round(3))
        [[1.    0.373 0.33 ]]
    """
    found = find_gamut(gamut)
    lightness, a, b = OPPONENTS(cube_root(TO_CONES(decode(np.ascontiguousarray(rgb, np.float32))))).T
    gray = np.clip(lightness, np.float32(0), np.float32(1))
    lines = CHROMA_TO_ROOTS @ np.stack([a, b])

    def linear(share: np.ndarray) -> np.ndarray:
        """Linear sRGB (N, 3) at a share of the chroma."""
        return FROM_CONES(np.ascontiguousarray(cube(lines * share + gray).T))

    share, width = np.zeros(len(gray), np.float32), np.float32(1)
    for _ in range(HALVINGS):
        width *= np.float32(0.5)
        share = share + width * found.inside(linear(share + width), True)
    return encode(linear(share))


def cures(rgb: np.ndarray, gamut: str | Gamut = "rgb") -> Cures:
    """A picture brought into a device's gamut in two ways, with what each costs.

    Args:
        rgb: sRGB (H, W, 3), float, within or beyond [0, 1]: the colors wished for, such as `edit` gives.
        gamut: a key of `GAMUTS`, or a `Gamut`.

    Returns:
        Both results. Pixels inside stay as they are, but for half an 8-bit step that is cut off.

    Raises:
        ColorizeError: a picture that cannot be used, or an unknown gamut.

    Example:
        >>> both = cures(np.array([[[0.0, 1.2, 0.0]]]))
        >>> both.clip.rgb.tolist(), both.clip.maximum < both.reduce.maximum
        ([[[0.0, 1.0, 0.0]]], True)
    """
    found, array = find_gamut(gamut), picture(rgb)
    pixels = array.reshape(-1, 3)
    mask = np.empty(len(pixels), bool)
    results = np.empty_like(pixels), np.empty_like(pixels)
    differences = tuple(np.zeros(len(pixels), np.float32) for _ in range(2))

    def work(block: slice) -> list[int]:
        moved = []
        for span in spans(block.start, block.stop):
            mask[span] = ~found.inside(decode(pixels[span]), False)
            clipped = found.clip(pixels[span]) if found.clip else pixels[span]
            for result in results:
                result[span] = clipped
            moved.append(span.start + np.flatnonzero(mask[span] | differing(clipped, pixels[span])))
        # Few pixels of a strip are outside as a rule: gathered from a block, they are worth the calls.
        where, left = np.concatenate(moved), [0, 0]
        for span in spans(0, len(where)):
            chosen = where[span]
            far = chosen[mask[chosen]]
            inner = reduce_chroma(pixels[far], found)
            results[1][far] = found.clip(inner) if found.clip else inner
            wished = rgb_to_lab(pixels[chosen])
            for index, (result, difference) in enumerate(zip(results, differences, strict=True)):
                difference[chosen] = delta_e_2000(wished, rgb_to_lab(result[chosen]))
                left[index] += int((~found.inside(decode(result[far]), False)).sum())
        return left

    left = np.sum(each_strip(work, len(pixels), size=BLOCK), axis=0)
    both = [
        _cure(result, difference, mask, int(beyond), array.shape)
        for result, difference, beyond in zip(results, differences, left, strict=True)
    ]
    return Cures(
        gamut=found,
        outside=mask.reshape(array.shape[:2]),
        share=float(mask.mean()),
        clip=both[0] if found.clip else None,
        reduce=both[1],
    )


def _cure(rgb: np.ndarray, delta_e: np.ndarray, mask: np.ndarray, left: int, shape: tuple[int, ...]) -> Cure:
    """The record of one result, whose pixels are (N, 3)."""
    return Cure(
        rgb=rgb.reshape(shape),
        delta_e=delta_e.reshape(shape[:2]),
        mean=float(delta_e[mask].mean(dtype=np.float64)) if mask.any() else 0.0,
        maximum=float(delta_e.max()),
        left_outside=left / len(rgb),
    )
