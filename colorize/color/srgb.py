"""sRGB as stored, and linear light: the root of the tree and what all CIE modes are built on."""

from __future__ import annotations

import numpy as np

from colorize.color.mode import Channel, Space
from colorize.color.steps import joined, part, power
from colorize.text import Text

ALPHA = 0.055
GAMMA = 2.4
SLOPE = 12.92
CUT = 0.04045
"""Encoded value up to which the curve is a straight line."""
LINEAR_CUT = CUT / SLOPE
"""The same in linear light: 0.0031308. From CUT, so that both directions change over at one point."""


def _at_cut(base: np.float32, exponent: float) -> np.float32:
    """What `power` makes of the value at the cut: asked from `power` itself, so that black comes out as exactly 0."""
    return power(np.full((1, 64), base, np.float32), exponent)[0, 0]


_DECODED = _at_cut((np.float32(CUT) + np.float32(ALPHA)) * np.float32(1 / (1 + ALPHA)), GAMMA)
_ENCODED = _at_cut(np.float32(LINEAR_CUT), 1 / GAMMA) * np.float32(1 + ALPHA)


def decode(encoded: np.ndarray) -> np.ndarray:
    """sRGB values to linear light; the straight part goes on below 0. float32 (N, channels)."""
    straight, held = part(encoded, CUT)
    held += np.float32(ALPHA)
    held *= np.float32(1 / (1 + ALPHA))
    return joined(power(held, GAMMA), _DECODED, straight, 1 / SLOPE)


def encode(linear: np.ndarray) -> np.ndarray:
    """Linear light to sRGB values; the straight part goes on below 0. float32 (N, channels)."""
    straight, held = part(linear, LINEAR_CUT)
    encoded = power(held, 1 / GAMMA)
    encoded *= np.float32(1 + ALPHA)
    return joined(encoded, _ENCODED, straight, SLOPE)


def rgb_channels(light: Text) -> tuple[Channel, ...]:
    """Red, green and blue from 0 to 1, each titled with the kind of light it holds."""
    names = (("red", Text("Red", "红")), ("green", Text("Green", "绿")), ("blue", Text("Blue", "蓝")))
    return tuple(
        Channel(name, 0.0, 1.0, Text(f"{title.en}, {light.en}", f"{title.zh}（{light.zh}）")) for name, title in names
    )


ENCODED = rgb_channels(Text("encoded", "编码值"))

IEC = "IEC 61966-2-1:1999 (sRGB)"

SPACES = (
    Space(
        name="rgb",
        title=Text("sRGB", "sRGB"),
        channels=ENCODED,
        base=None,
        from_base=(),
        to_base=(),
        formula=r"(R, G, B) \in [0, 1]^3, \qquad \text{8-bit value} = \operatorname{round}(255\,R)",
        source=IEC,
        summary=Text(
            "Red, green and blue as files and screens hold them, in steps that look about even.",
            "文件和屏幕所用的红、绿、蓝，各级之间看起来大致均匀。",
        ),
        catch=Text(
            "These values are no amounts of light: averaging, blurring or resizing them darkens edges between colors. "
            "And files need not be sRGB: a profile that is ignored shifts every color. OpenCV holds blue first.",
            "这些数值不是光量：直接求平均、模糊或缩放会使颜色交界处变暗。文件也不一定是 sRGB：忽略特性文件会让所有颜色偏移。"
            "OpenCV 的顺序是蓝色在前。",
        ),
    ),
    Space(
        name="linear_rgb",
        title=Text("Linear sRGB", "线性 sRGB"),
        channels=rgb_channels(Text("linear light", "线性光")),
        base="rgb",
        from_base=(decode,),
        to_base=(encode,),
        formula=r"C_\text{lin} = \begin{cases} C / 12.92 & C \le 0.04045 \\[2pt] "
        r"\left(\dfrac{C + 0.055}{1.055}\right)^{2.4} & \text{otherwise} \end{cases}",
        source=IEC,
        summary=Text(
            "The amounts of light themselves: the only values that may be added and averaged as light is.",
            "光量本身：只有这种数值才能像光一样相加和求平均。",
        ),
        catch=Text(
            "A plain power of 2.2 is not this curve: it is off by up to 3 % of the range. And 8 bits are not "
            "enough for linear light: the darks fall into visible steps.",
            "单纯的 2.2 次幂并不是这条曲线：最多相差约 3%。另外，8 位不足以存储线性光：暗部会出现可见的断层。",
        ),
    ),
)
