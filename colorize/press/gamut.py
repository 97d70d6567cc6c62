"""Which colors a press does not have."""

from __future__ import annotations

import imagecodecs
import numpy as np

from colorize.color.strips import each_strip
from colorize.image.color_tags import srgb_profile
from colorize.image.profiles import Rendering
from colorize.press.profiles import choose
from colorize.press.rendering import STRIP

VISIBLE = 5.0
"""CIE 1976 color difference from which a color counts as one that the press does not have, as in LittleCMS."""


def colorimetric(values: np.ndarray, color: str, profile: bytes, target_color: str, target: bytes) -> np.ndarray:
    """The same colors by another profile: relative colorimetric, black as it is. float32, in LittleCMS's own units."""
    return imagecodecs.cms_transform(
        values,
        profile,
        target,
        colorspace=color,
        outcolorspace=target_color,
        outdtype="float32",
        **Rendering("relative", False).littlecms(),
    )


def outside_press(rgb: np.ndarray, profile=None) -> np.ndarray:
    """Which colors a press does not have.

    A color is outside when its way to ink and back changes it by more than `VISIBLE`, although the same way changes
    the color that came back no more: the second tells the profile's own error.

    Args:
        rgb: sRGB, float (H, W, 3) in [0, 1].
        profile: as for `choose`.

    Returns:
        bool (H, W).

    Source: LittleCMS, cmsgmt.c.
    """
    press, standard = choose(profile).content, imagecodecs.cms_profile("lab4")
    height, width = rgb.shape[:2]
    pixels = np.asarray(rgb, np.float32).reshape(-1, 1, 3)

    def there_and_back(lab: np.ndarray) -> np.ndarray:
        return colorimetric(colorimetric(lab, "lab", standard, "cmyk", press), "cmyk", press, "lab", standard)

    def work(span: slice) -> np.ndarray:
        lab = colorimetric(np.clip(pixels[span], 0, 1), "rgb", srgb_profile(), "lab", standard)
        once = there_and_back(lab)
        twice = there_and_back(once)
        moved, error = (np.sqrt(np.square(one - other).sum(axis=-1)) for one, other in ((lab, once), (once, twice)))
        return (moved > VISIBLE) & (moved > VISIBLE * np.where(error > VISIBLE, error, 0))

    return np.concatenate(each_strip(work, len(pixels), size=STRIP)).reshape(height, width)
