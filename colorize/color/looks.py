"""Looks that are one affine map of the encoded values: channel mixer, sepia, duotone, inverted."""

from __future__ import annotations

import numpy as np

from colorize.color.luma import BT601
from colorize.color.mode import Channel, Effect
from colorize.color.options import Color, Flag, Number, rgb_of
from colorize.color.pixels import run
from colorize.color.srgb import ENCODED
from colorize.color.steps import Affine
from colorize.errors import ColorizeError
from colorize.text import Text

SEPIA = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])
"""Encoded red, green and blue to those of a print in brown."""

ZERO_SUM = 1e-6
"""Weights whose sum is smaller cannot be brought to a sum of 1."""

INVERTED = Affine((-1, -1, -1), offset=1)


def mixed(rgb: np.ndarray, red: float, green: float, blue: float, normalize: bool) -> np.ndarray:
    """A gray of so much of each encoded channel; what goes beyond black and white is cut off. (..., 1) float32."""
    weights = np.array([[red, green, blue]], np.float64)
    if normalize:
        if abs(weights.sum()) < ZERO_SUM:
            raise ColorizeError(
                "The weights {red:g}, {green:g} and {blue:g} add up to 0 and cannot be brought to a sum of 1. "
                "Change one of them, or turn normalize off.",
                "权重 {red:g}、{green:g}、{blue:g} 之和为 0，无法归一化。请修改其中一个，或关闭归一化。",
                red=red,
                green=green,
                blue=blue,
            )
        weights /= weights.sum()
    return run(rgb, 1, (Affine(weights),), clip=True)


def sepia(rgb: np.ndarray, strength: float) -> np.ndarray:
    """The picture as a brown print, blended with itself where the strength is below 1. (..., 3) float32."""
    return run(rgb, 3, (Affine(strength * SEPIA + (1 - strength) * np.eye(3)),), clip=True)


def duotone(rgb: np.ndarray, dark: str, light: str) -> np.ndarray:
    """From one color to another by luma (BT.601); (..., 3) float32."""
    start, end = rgb_of(dark).astype(np.float64), rgb_of(light)
    return run(rgb, 3, (Affine(np.outer(end - start, BT601), offset=start),), clip=True)


def inverted(rgb: np.ndarray) -> np.ndarray:
    """1 less every encoded value; (..., 3) float32."""
    return run(rgb, 3, (INVERTED,), clip=True)


EFFECTS = (
    Effect(
        name="gray_mixer",
        title=Text("Gray: channel mixer", "灰度：通道混合"),
        channels=(Channel("gray", 0.0, 1.0, Text("Gray", "灰")),),
        apply=mixed,
        formula=r"g = \frac{w_R R + w_G G + w_B B}{w_R + w_G + w_B}",
        source="A weighted sum of the encoded channels, as photographers' channel mixers work it out",
        summary=Text(
            "A gray by weights of your own, as if a colored filter sat before black-and-white film: red ones darken "
            "the sky.",
            "用自定权重得到的灰度，如同在黑白胶片前加滤色镜：红色滤镜会压暗天空。",
        ),
        catch=Text(
            "With normalize off, or with negative weights, values beyond black and white are cut off; a channel at "
            "full weight also brings its noise.",
            "关闭归一化或使用负权重时，超出黑白的值会被截去；单个通道权重过大时，其噪声也会显现。",
        ),
        options=(
            Number("red", 0.4, -2.0, 2.0, Text("Red", "红")),
            Number("green", 0.4, -2.0, 2.0, Text("Green", "绿")),
            Number("blue", 0.2, -2.0, 2.0, Text("Blue", "蓝")),
            Flag("normalize", True, Text("Bring the weights to a sum of 1", "把权重归一化为总和 1")),
        ),
    ),
    Effect(
        name="sepia",
        title=Text("Sepia", "棕褐色调"),
        channels=ENCODED,
        apply=sepia,
        formula=r"\begin{pmatrix} R' \\ G' \\ B' \end{pmatrix} = \begin{pmatrix} 0.393 & 0.769 & 0.189 \\ "
        r"0.349 & 0.686 & 0.168 \\ 0.272 & 0.534 & 0.131 \end{pmatrix} \begin{pmatrix} R \\ G \\ B \end{pmatrix}",
        source="W3C, Filter Effects Module Level 1, sepia()",
        summary=Text(
            "The brown of old prints, as style sheets and most photo programs make it.",
            "老照片的棕褐色，与样式表和多数修图软件的做法相同。",
        ),
        catch=Text(
            "The rows add up to 1.35, 1.20 and 0.94: the picture gets brighter, and near white red and green "
            "are cut off.",
            "矩阵各行之和为 1.35、1.20、0.94：画面会变亮，接近白色处红、绿会被截去。",
        ),
        options=(Number("strength", 1.0, 0.0, 1.0, Text("Strength", "强度")),),
    ),
    Effect(
        name="duotone",
        title=Text("Duotone", "双色调"),
        channels=ENCODED,
        apply=duotone,
        formula=r"(R', G', B') = \text{dark} + Y'\,(\text{light} - \text{dark}), \qquad Y' = 0.299\,R + 0.587\,G + "
        r"0.114\,B",
        source="Luma of ITU-R BT.601-7, blended between two encoded colors as Pillow's ImageOps.colorize does",
        summary=Text(
            "One color for the shadows, one for the lights, and all blends between them.",
            "暗部一种颜色，亮部一种颜色，中间平滑过渡。",
        ),
        catch=Text(
            "Contrast is only as large as that between the two colors: two of like brightness leave a flat picture. "
            "Printers' duotone means two inks, which is something else.",
            "对比度取决于两种颜色之差：两色明度相近时画面会很平。印刷中的双色调指两种油墨，与此不同。",
        ),
        options=(
            Color("dark", "#1b1464", Text("Color of the shadows", "暗部颜色")),
            Color("light", "#ffe8a3", Text("Color of the lights", "亮部颜色")),
        ),
    ),
    Effect(
        name="invert",
        title=Text("Inverted", "反相"),
        channels=ENCODED,
        apply=inverted,
        formula=r"(R', G', B') = (1 - R,\; 1 - G,\; 1 - B)",
        source="1 less the encoded value, as invert() of the W3C's Filter Effects Module Level 1",
        summary=Text(
            "Black for white and every color for its opposite.",
            "黑白互换，每种颜色换成其补色。",
        ),
        catch=Text(
            "It is no photographic negative: film answers to the logarithm of light, and color film wears an orange "
            "mask. For a scanned negative take the mode negative.",
            "它并不是照相底片：胶片响应的是光的对数，彩色胶片还带橙色罩。扫描的底片请用 negative 模式。",
        ),
    ),
)
