"""Colors into the four inks of a press, by its ICC profile."""

from __future__ import annotations

from dataclasses import replace

import imagecodecs
import numpy as np

from colorize.color import SPACES
from colorize.color.pictures import as_rgb
from colorize.color.pixels import load
from colorize.color.strips import each_strip
from colorize.image import GAMUT_THRESHOLD, Picture, as_picture
from colorize.image.color_tags import srgb_profile
from colorize.image.profiles import Rendering
from colorize.press.profiles import choose
from colorize.press.proof import soft_proof
from colorize.press.rendering import MODE, STRIP, rendering_of


def separate(image, profile=None, intent: str = "relative", black_point: bool = True) -> Picture:
    """A picture as the inks of a press.

    LittleCMS computes every pixel in float32 from the profile's own tables. Its usual shortcut, a coarser table made
    beforehand, which most programs take, differs from that by 5 to 26 steps of 255 at worst.

    Args:
        image: as for `colorize.convert`: a path, a PIL image, an array, or a `Picture` in any mode.
        profile: as for `choose`; None for the first that is found.
        intent: `perceptual`, `relative`, `saturation` or `absolute`.
        black_point: let the darkest sRGB become the press's darkest black; see `Rendering` for when it is heeded.

    Returns:
        A picture of mode `cmyk_icc`: float32 (H, W, 4), shares of cyan, magenta, yellow and black ink in [0, 1];
        alpha, depth and metadata are kept. Saving embeds the profile. Flags: `press_profile` (its title),
        `intent_missing` (the intent, where the profile has no table for it and the perceptual one stood in),
        `gamut_clipped` (share of pixels that were outside sRGB before).

    Raises:
        ColorizeError: no profile, one that cannot be used, an unknown intent, or an image that cannot be used.

    Source: ICC.1:2022, 8 and 6.2; LittleCMS.
    """
    rendering = rendering_of(intent, black_point)
    press = choose(profile)
    picture = as_picture(image)
    if picture.mode == MODE:  # ink for another press
        picture = soft_proof(picture)
    rgb = picture.array if picture.mode == "rgb" else as_rgb(picture)  # which would copy it
    array, clipped = to_ink(rgb, press.content, rendering)
    flags = {name: value for name, value in picture.flags.items() if name != "intent_missing"}
    flags["press_profile"] = press.title
    if intent not in press.intents:
        flags["intent_missing"] = intent
    if clipped:
        flags["gamut_clipped"] = clipped
    channels = tuple((channel.name, channel.low, channel.high, channel.unit) for channel in SPACES["cmyk"].channels)
    metadata = replace(picture.metadata, channels=channels, press_profile=press.content)
    return replace(picture, array=array, mode=MODE, flags=flags, metadata=metadata)


def to_ink(rgb: np.ndarray, profile: bytes, rendering: Rendering) -> tuple[np.ndarray, float]:
    """Ink of sRGB (H, W, 3), float32 (H, W, 4) in [0, 1], and the share of pixels that were outside sRGB."""
    height, width = rgb.shape[:2]
    pixels = rgb.reshape(-1, 3)
    result = np.empty((height * width, 4), np.float32)

    def work(span: slice) -> int:
        strip, outside = load(pixels[span]), 0
        if strip.min() < 0 or strip.max() > 1:
            outside = np.count_nonzero((np.abs(strip - np.float32(0.5)) > 0.5 + GAMUT_THRESHOLD).any(axis=1))
            strip = np.clip(strip, 0, 1)
        ink = imagecodecs.cms_transform(
            strip[None],
            srgb_profile(),
            profile,
            colorspace="rgb",
            outcolorspace="cmyk",
            outdtype="float32",
            **rendering.littlecms(),
        )
        np.multiply(ink[0], np.float32(0.01), out=result[span])  # LittleCMS counts float ink in percent
        np.clip(result[span], 0, 1, out=result[span])
        return outside

    outside = sum(each_strip(work, height * width, size=STRIP))
    return result.reshape(height, width, 4), outside / (height * width)
