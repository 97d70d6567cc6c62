"""From the scan of a color negative to the picture: density undone, and with it the orange mask."""

from __future__ import annotations

import numpy as np

from colorize.color.mode import Effect
from colorize.color.options import Color, Number, rgb_of
from colorize.color.pixels import load, run
from colorize.color.srgb import ENCODED, decode, encode
from colorize.color.steps import Affine, power
from colorize.text import Text

SAMPLE = 1 << 18
"""So many pixels, evenly spread, say where the film is clearest and where it is densest."""

PERCENTILES = (99.9, 0.1)
"""Percentiles of the light let through: unexposed film, and the brightest light of the scene. Dust lies beyond."""

OPAQUE = 1e-4
"""Light that no film holds back: a density of 4."""

ALMOST = 1 - 1e-6
"""What black may reach at most, in shares of white: a picture of one color is all black then."""


def ends(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Linear light through the film where it is clearest and where it is densest, for each channel; (3,) float64."""
    pixels = rgb.reshape(-1, 3)
    linear = decode(load(pixels[:: max(1, len(pixels) // SAMPLE)]))
    clear, dense = np.percentile(linear, PERCENTILES, axis=0)
    return clear, dense


def negative(rgb: np.ndarray, mask: str | None, contrast: float) -> np.ndarray:
    """The positive of a scanned color negative; (..., 3) float32.

    Film darkens with the logarithm of the light that fell on it, `contrast` times: light of the scene is the light let
    through to the power of -1 / contrast, as a share of that of the densest place. What unexposed film would give is
    taken for black. As each channel has ends of its own, the orange of the mask cancels, and so does a cast.

    Args:
        rgb: the scan, float32 sRGB (..., 3).
        mask: the color of unexposed film, or None to find it in the picture.
        contrast: density over logarithm of exposure, the film's gamma.
    """
    if rgb.size == 0:
        return np.empty(rgb.shape, np.float32)
    clear, dense = ends(rgb)
    if mask is not None:
        clear = decode(rgb_of(mask)[None])[0].astype(np.float64)
    dense = np.maximum(dense, OPAQUE)
    black = np.minimum((dense / np.maximum(clear, OPAQUE)) ** (1 / contrast), ALMOST)
    least = dense.astype(np.float32)

    def scene(linear: np.ndarray) -> np.ndarray:
        return power(least / np.maximum(linear, least), 1 / contrast)

    level = Affine(1 / (1 - black), offset=-black / (1 - black))
    return run(rgb, 3, (decode, scene, level, encode), clip=True)


EFFECTS = (
    Effect(
        name="negative",
        title=Text("Color negative to picture", "彩色负片转正"),
        channels=ENCODED,
        apply=negative,
        formula=r"E = \left(\frac{T_\text{dense}}{T}\right)^{1/\gamma}, \qquad "
        r"(R', G', B')_\text{lin} = \frac{E - E_\text{clear}}{1 - E_\text{clear}} \quad "
        r"\text{(each channel by itself; T: linear light through the film)}",
        source="Density over the logarithm of exposure: F. Hurter and V. C. Driffield, 1890; contrast of negative "
        "film as in Kodak's Cineon, 1995",
        summary=Text(
            "Turns the scan of a color negative, orange mask and all, into the picture that was photographed.",
            "把带橙色罩的彩色负片扫描件还原为当时拍摄的画面。",
        ),
        catch=Text(
            "Borders and holders spoil the ends that are looked for: crop to the picture, or give the color of the "
            "unexposed film. On a picture that is no negative the result means nothing.",
            "边框和片夹会干扰取样：请先裁到画面，或给出未曝光胶片的颜色。若图片本不是负片，结果没有意义。",
        ),
        options=(
            Color("mask", None, Text("Color of unexposed film (else found)", "未曝光胶片的颜色（缺省自动寻找）")),
            Number("contrast", 0.6, 0.3, 1.5, Text("Contrast of the film (gamma)", "胶片反差（gamma）")),
        ),
    ),
)
