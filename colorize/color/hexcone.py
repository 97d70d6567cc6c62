"""HSV, HSL, HWB and HSI: hue, and how colorful and how bright, straight from the encoded red, green and blue."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from colorize.color.mode import Channel, Space
from colorize.color.steps import Affine, Into, pixels_of, planes
from colorize.text import Text

NEUTRAL = 2e-6
"""Channels that differ by less are equal up to rounding, and have no hue: an eighth of a 16-bit step."""

DULL = 0.012
"""OpenCV adds 1e-7 to the divisors of HSV to avoid 0 / 0: too much for colors whose channels differ by less than this."""

LIFT = 256.0
"""And nothing for the same colors made so much larger."""

FEW = 0.1
"""Colors that need a second look are picked out of a strip where they are a smaller share of it."""

APART = 997
"""One pixel of so many tells beforehand whether most are dull; a prime, so that they do not lie in one column."""

PALE = 0.01
"""Colors this close to white, or of so little saturation that only those could be gray, are looked at closely."""

SWAP = Affine([[1, 0, 0], [0, 0, 1], [0, 1, 0]])
"""From HSL to OpenCV's HLS."""
INTENSITY = Affine([[1 / 3, 1 / 3, 1 / 3]])


def by_opencv(pixels: np.ndarray, code: int, out: np.ndarray | None = None) -> np.ndarray:
    """OpenCV's own conversion of float32 pixels (N, 3): vectorised, exact but for dull colors, hue in degrees."""
    return cv2.cvtColor(pixels[None], code, dst=None if out is None else out[None])[0]


def mend(work: Callable, chosen: np.ndarray, rgb: np.ndarray, out: np.ndarray) -> None:
    """Do `work(rgb, out)` for the chosen pixels (N,): for these alone where they are a share below `FEW`, else for all."""
    near = np.flatnonzero(chosen)
    if len(near) > FEW * len(rgb):
        work(rgb, out)
    elif len(near):
        few = out[near]
        work(rgb[near], few)
        out[near] = few


def wrap(colors: np.ndarray) -> float:
    """Hues of 360 become 0; (N, 3), hue first, in place. Gives the largest value there was, NaN where one is that."""
    largest = colors.max()  # a third of the time that the hues alone take; the other channels are smaller as a rule
    if largest >= 360:
        hue = colors[:, 0]
        hue *= hue < 360
    return largest


def lift(rgb: np.ndarray, hsv: np.ndarray) -> float:
    """sRGB to HSV by way of `LIFT`, exact for all colors; (N, 3) float32, into `hsv`. Gives what `wrap` does."""
    by_opencv(rgb * np.float32(LIFT), cv2.COLOR_RGB2HSV, hsv)
    hue, saturation, value = hsv.T
    value *= np.float32(1 / LIFT)
    colored = saturation * value >= np.float32(NEUTRAL)
    if not colored.all():
        hue *= colored
        saturation *= colored
    return wrap(hsv)


def dull_among(hsv: np.ndarray) -> np.ndarray:
    """Which pixels (N, 3) are dull but not gray; grays are right as OpenCV has them."""
    spread = hsv[:, 1] * hsv[:, 2]
    dull = spread < np.float32(DULL)
    dull &= spread != 0
    return dull


def write_hsv(rgb: np.ndarray, out: np.ndarray) -> np.ndarray | None:
    """sRGB to hue, saturation and value: OpenCV's, but for dull colors; (N, 3) float32, into `out`.

    Of a color that is no number a value comes out that is none, or infinite.
    """
    taste = by_opencv(rgb[::APART].copy(), cv2.COLOR_RGB2HSV)
    if dull_among(taste).sum() > FEW * len(taste):
        largest = lift(rgb, out)
    else:
        by_opencv(rgb, cv2.COLOR_RGB2HSV, out)
        mend(lift, dull_among(out), rgb, out)
        largest = wrap(out)
    return None if largest < np.inf else out


RGB_TO_HSV = Into(write_hsv, tells=True)
EXACT_HSV = Into(lift)


def hsv_to_rgb(hsv: np.ndarray) -> np.ndarray:
    """Hue, saturation and value to sRGB; (N, 3) float32."""
    return by_opencv(hsv, cv2.COLOR_HSV2RGB)


def mend_pale(rgb: np.ndarray, hsl: np.ndarray) -> None:
    """Nearly neutral colors have no hue and no saturation, others an exact one; a few pixels (N, 3), in place."""
    red, green, blue = planes(rgb)
    low, high = np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)
    spread, room = high - low, np.minimum(low + high, (1 - low) + (1 - high))
    colored = spread >= np.float32(NEUTRAL)
    hsl[:, 1] = spread / (room + (room == 0)) * colored  # OpenCV's is less exact where there is little room
    hsl[:, 0] *= colored


def write_hsl(rgb: np.ndarray, out: np.ndarray) -> np.ndarray | None:
    """sRGB to hue, saturation and lightness, from OpenCV's other order; (N, 3) float32, into `out`.

    Of a color that is no number OpenCV makes a hue or a saturation that is none, or a gray: strips without these have none.
    """
    hue, lightness, saturation = planes(by_opencv(rgb, cv2.COLOR_RGB2HLS, out))
    highest, least = hue.max(), saturation.min()
    if highest >= 360:
        hue *= hue < 360
    cv2.merge([hue[None], saturation[None], lightness[None]], out[None])
    saturation *= lightness
    pale = saturation < np.float32(NEUTRAL / PALE)  # most others lie too far from the grays for a closer look
    pale |= lightness > np.float32(1 - PALE)
    if least <= 0:
        pale &= saturation != 0  # the grays are right as they are
    mend(mend_pale, pale, rgb, out)
    return None if highest <= 360 and least > 0 else rgb


def hsl_to_rgb(hsl: np.ndarray) -> np.ndarray:
    """Hue, saturation and lightness to sRGB; (N, 3) float32."""
    return by_opencv(SWAP(hsl), cv2.COLOR_HLS2RGB)


def hsv_to_hwb(hsv: np.ndarray) -> np.ndarray:
    """HSV to hue, whiteness and blackness; (N, 3) float32."""
    hue, saturation, value = planes(hsv)
    return pixels_of(hue, value - value * saturation, np.float32(1) - value)


def hwb_to_hsv(hwb: np.ndarray) -> np.ndarray:
    """Hue, whiteness and blackness to HSV; where both add up to more than 1 they are a gray. (N, 3) float32."""
    hue, white, black = planes(hwb)
    total = np.maximum(white + black, np.float32(1))
    white, value = white / total, np.float32(1) - black / total
    none = value == 0
    return pixels_of(hue, np.float32(1) - (white + none) / (value + none), value)


def rgb_to_hsi(rgb: np.ndarray) -> np.ndarray:
    """sRGB to hue, saturation and intensity, the average; (N, 3) float32."""
    hue, saturation, value = planes(EXACT_HSV(rgb))
    intensity = INTENSITY(rgb)[:, 0]
    low = value - value * saturation
    none = intensity == 0
    saturation = (saturation > 0) * (np.float32(1) - low / (intensity + none))
    return pixels_of(hue, saturation * ~none, intensity)


def hsi_to_rgb(hsi: np.ndarray) -> np.ndarray:
    """Hue, saturation and intensity to sRGB; (N, 3) float32."""
    hue, saturation, intensity = planes(hsi)
    ones = np.ones_like(hue)
    pure = planes(by_opencv(pixels_of(hue, ones, ones), cv2.COLOR_HSV2RGB))
    scale = intensity * saturation
    low = intensity - scale
    scale *= np.float32(3) / (pure[0] + pure[1] + pure[2])
    return pixels_of(*(channel * scale + low for channel in pure))


SMITH = "A. R. Smith, Color gamut transform pairs, SIGGRAPH 1978"
JOBLOVE = "G. H. Joblove and D. Greenberg, Color spaces for computer graphics, SIGGRAPH 1978; as in CSS Color 4"
HUE = Channel("H", 0.0, 360.0, Text("Hue", "色相"), unit="°", angle=True)
SATURATION = Channel("S", 0.0, 1.0, Text("Saturation", "饱和度"))

SPACES = (
    Space(
        name="hsv",
        title=Text("HSV", "HSV"),
        channels=(HUE, SATURATION, Channel("V", 0.0, 1.0, Text("Value: the largest channel", "明度值：最大通道"))),
        base="rgb",
        from_base=(RGB_TO_HSV,),
        to_base=(hsv_to_rgb,),
        formula=r"V = \max, \quad S = \frac{\max - \min}{\max}, \quad H = 60^\circ \cdot \begin{cases} "
        r"\frac{G - B}{\max - \min} & \max = R \\[3pt] 2 + \frac{B - R}{\max - \min} & \max = G \\[3pt] "
        r"4 + \frac{R - G}{\max - \min} & \max = B \end{cases}",
        source=SMITH,
        summary=Text(
            "Hue, saturation and value: handy to pick a color or to select all reds, but a yellow looks far brighter "
            "than a blue of the same value.",
            "色相、饱和度、明度值：便于挑选颜色，或选出所有红色；但明度值相同时，黄色看起来比蓝色亮得多。",
        ),
        catch=Text(
            "Hue goes to 360 here, to 1 in scikit-image, to 180 in OpenCV's bytes and to 255 in Pillow. "
            "In dark places saturation is noise: (0, 0, 1) of 255 counts as fully saturated.",
            "色相在这里到 360，在 scikit-image 到 1，在 OpenCV 的 8 位形式到 180，在 Pillow 到 255。"
            "暗处的饱和度只是噪声：255 级中的 (0, 0, 1) 也算完全饱和。",
        ),
    ),
    Space(
        name="hsl",
        title=Text("HSL", "HSL"),
        channels=(
            HUE,
            SATURATION,
            Channel("L", 0.0, 1.0, Text("Lightness: middle of largest and smallest", "亮度：最大与最小通道的中间值")),
        ),
        base="rgb",
        from_base=(Into(write_hsl, tells=True),),
        to_base=(hsl_to_rgb,),
        formula=r"L = \frac{\max + \min}{2}, \qquad S = \frac{\max - \min}{1 - |2L - 1|}, \qquad "
        r"H \text{ as in HSV}",
        source=JOBLOVE,
        summary=Text(
            "Hue, saturation and lightness as in style sheets: pure colors lie halfway between black and white.",
            "样式表中所用的色相、饱和度、亮度：纯色位于黑与白的正中间。",
        ),
        catch=Text(
            "OpenCV and Python's colorsys order it H, L, S. Its lightness is no lightness to the eye: pure "
            "yellow and pure blue both have 0.5. Near white a trace of color counts as fully saturated.",
            "OpenCV 和 Python 的 colorsys 的顺序是 H、L、S。这里的亮度并非人眼感到的明度：纯黄和纯蓝都是 0.5。"
            "接近白色时，一丝颜色也算完全饱和。",
        ),
    ),
    Space(
        name="hwb",
        title=Text("HWB", "HWB"),
        channels=(
            HUE,
            Channel("W", 0.0, 1.0, Text("Whiteness: the smallest channel", "白度：最小通道")),
            Channel("B", 0.0, 1.0, Text("Blackness: 1 less the largest", "黑度：1 减最大通道")),
        ),
        base="hsv",
        from_base=(hsv_to_hwb,),
        to_base=(hwb_to_hsv,),
        formula=r"W = \min(R, G, B), \qquad B = 1 - \max(R, G, B), \qquad H \text{ as in HSV}",
        source="A. R. Smith and E. R. Lyons, HWB: a more intuitive hue-based color model, 1996; as in CSS Color 4",
        summary=Text(
            "A pure hue with so much white and so much black mixed in, as painters think of it.",
            "纯色中掺入多少白、多少黑，如同画家调色。",
        ),
        catch=Text(
            "Whiteness and blackness of more than 1 together are no color of their own: they stand for a gray. "
            "There is no saturation to look for: it is what the two leave over.",
            "白度与黑度之和超过 1 时不是新的颜色，而是一种灰。这里没有饱和度：它就是两者剩下的部分。",
        ),
    ),
    Space(
        name="hsi",
        title=Text("HSI", "HSI"),
        channels=(HUE, SATURATION, Channel("I", 0.0, 1.0, Text("Intensity: the average", "强度：平均值"))),
        base="rgb",
        from_base=(rgb_to_hsi,),
        to_base=(hsi_to_rgb,),
        formula=r"I = \frac{R + G + B}{3}, \qquad S = 1 - \frac{\min(R, G, B)}{I}, \qquad H \text{ as in HSV}",
        source="R. C. Gonzalez and R. E. Woods, Digital image processing; with the hue of HSV, as in coloraide",
        summary=Text(
            "Hue, saturation and plain average: an old favorite of machine vision, for finding things by their hue.",
            "色相、饱和度和简单平均：机器视觉的老办法，用于按色相找目标。",
        ),
        catch=Text(
            "Textbooks work out the hue with an arc cosine instead: up to about 1° apart. And not every "
            "combination is a color: a bright one of full saturation needs channels beyond 1.",
            "教科书用反余弦计算色相，与这里最多相差约 1°。也不是每种组合都有对应颜色：又亮又完全饱和时，通道会超过 1。",
        ),
    ),
)
