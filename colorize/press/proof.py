"""Ink back on the screen: how it will look in print."""

from __future__ import annotations

from dataclasses import replace

from colorize.errors import ColorizeError
from colorize.image import Picture
from colorize.image.samples import Samples
from colorize.image.to_srgb import to_srgb
from colorize.press.rendering import MODE, rendering_of


def soft_proof(picture: Picture, intent: str = "relative", black_point: bool = True) -> Picture:
    """How a press's ink will look, as an sRGB picture.

    Args:
        picture: of mode `cmyk_icc`, as `separate` makes it; its own profile is used.
        intent: `relative` shows the paper as white, `absolute` in its own tint.
        black_point: show the press's darkest black as the screen's. `absolute` never does, `perceptual` and
            `saturation` always do.

    Returns:
        float32 (H, W, 3) in [0, 1]; alpha, depth and metadata are kept. Its flag `proof_clipped` is the share of
        pixels whose ink has a color outside sRGB, as pure cyan has.

    Raises:
        ColorizeError: the picture holds no press's ink, or the intent is unknown.
    """
    rendering = rendering_of(intent, black_point)
    profile = picture.metadata.press_profile
    if picture.mode != MODE or not profile:
        raise ColorizeError(
            "A soft proof needs a picture of mode {mode} with its press profile; this one is {came}. "
            "Convert it to {mode} first.",
            "软打样需要带有印刷配置文件的 {mode} 图片；这张是 {came}。请先转换为 {mode}。",
            mode=MODE,
            came=picture.mode,
        )
    array, _, told = to_srgb(Samples(picture.array, "cmyk", white=1, depth=16), profile, rendering)
    flags = dict(picture.flags)
    if "gamut_clipped" in told:
        flags["proof_clipped"] = told["gamut_clipped"]
    metadata = replace(picture.metadata, channels=(), press_profile=None)
    return replace(picture, array=array, mode="rgb", flags=flags, metadata=metadata)
