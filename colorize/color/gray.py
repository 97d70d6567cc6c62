"""Grays by name: every published answer to how bright a color is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from colorize.color.cie import LUMINANCE, root
from colorize.color.luma import BT601, BT709, BT2020, SMPTE240M
from colorize.color.mode import Channel, Effect, Step
from colorize.color.pixels import run
from colorize.color.srgb import decode, encode
from colorize.color.steps import Affine
from colorize.text import Text

LUMA_601 = Affine([BT601])
TO_SHARE = Affine([[1.16]], offset=[-0.16])
"""The root of Y to L* / 100."""


def pixelwise(channels: int, *steps: Step) -> Callable[[np.ndarray], np.ndarray]:
    """An effect that turns every sRGB pixel by itself into one of so many channels."""
    return lambda rgb: run(rgb, channels, steps)


def gray(name: str, title: Text, steps: tuple[Step, ...], **words) -> Effect:
    """An entry for a gray of one channel from 0 to 1; `words` are its formula, source, summary and catch."""
    return Effect(name, title, (Channel("gray", 0.0, 1.0, title),), pixelwise(1, *steps), **words)


EFFECTS = (
    gray(
        "gray_bt601",
        Text("Gray: luma BT.601", "灰度：BT.601 亮度"),
        (LUMA_601,),
        formula=r"Y' = 0.299\,R + 0.587\,G + 0.114\,B",
        source="ITU-R BT.601-7, 2.5.1",
        summary=Text(
            "0.299 R + 0.587 G + 0.114 B of the encoded values: what most programs call grayscale.",
            "对编码值取 0.299 R + 0.587 G + 0.114 B：大多数软件所说的灰度。",
        ),
        catch=Text(
            "The weights fit the television of 1953, not sRGB: reds and blues count for too much, greens for too "
            "little. Pillow's convert('L'), OpenCV and TensorFlow's rgb_to_grayscale give this.",
            "权重属于 1953 年的电视制式而不是 sRGB：红和蓝占得过多，绿过少。"
            "Pillow 的 convert('L')、OpenCV 和 TensorFlow 的 rgb_to_grayscale 给出的就是它。",
        ),
    ),
    gray(
        "gray_bt709",
        Text("Gray: luma BT.709", "灰度：BT.709 亮度"),
        (Affine([BT709]),),
        formula=r"Y' = 0.2126\,R + 0.7152\,G + 0.0722\,B",
        source="ITU-R BT.709-6, 3.2",
        summary=Text(
            "0.2126 R + 0.7152 G + 0.0722 B of the encoded values: the right weights for sRGB, on the wrong scale.",
            "对编码值取 0.2126 R + 0.7152 G + 0.0722 B：权重适合 sRGB，但未换算到线性光。",
        ),
        catch=Text(
            "Often called luminance, which it is not: the weights belong to linear light, and pure colors come out too "
            "dark. scikit-image's rgb2gray gives this, with 0.2125, 0.7154 and 0.0721.",
            "常被误称为光亮度：这组权重本应用于线性光，纯色因此偏暗。"
            "scikit-image 的 rgb2gray 给出的就是它，权重为 0.2125、0.7154、0.0721。",
        ),
    ),
    gray(
        "gray_bt2020",
        Text("Gray: luma BT.2020", "灰度：BT.2020 亮度"),
        (Affine([BT2020]),),
        formula=r"Y' = 0.2627\,R + 0.6780\,G + 0.0593\,B",
        source="ITU-R BT.2020-2, table 4",
        summary=Text(
            "0.2627 R + 0.6780 G + 0.0593 B of the encoded values: the luma of ultra-high-definition television.",
            "对编码值取 0.2627 R + 0.6780 G + 0.0593 B：超高清电视的亮度。",
        ),
        catch=Text(
            "The weights fit primaries far stronger than those of sRGB; on an sRGB picture they are a matter of taste.",
            "权重对应的三原色比 sRGB 的鲜艳得多；用在 sRGB 图片上只是取舍问题。",
        ),
    ),
    gray(
        "gray_smpte240m",
        Text("Gray: luma SMPTE 240M", "灰度：SMPTE 240M 亮度"),
        (Affine([SMPTE240M]),),
        formula=r"Y' = 0.212\,R + 0.701\,G + 0.087\,B",
        source="SMPTE 240M-1999",
        summary=Text(
            "0.212 R + 0.701 G + 0.087 B of the encoded values: the luma of the first high-definition television.",
            "对编码值取 0.212 R + 0.701 G + 0.087 B：最早的高清电视的亮度。",
        ),
        catch=Text(
            "Close to BT.709 and easily taken for it: blues are a fifth brighter. Video of the 1990s is often untagged.",
            "与 BT.709 接近，容易混淆：蓝色约亮五分之一。上世纪九十年代的视频往往没有标注。",
        ),
    ),
    gray(
        "gray_luminance",
        Text("Gray: luminance", "灰度：光亮度"),
        (decode, LUMINANCE, encode),
        formula=r"\operatorname{encode}\big(0.2126\,R_\text{lin} + 0.7152\,G_\text{lin} + 0.0722\,B_\text{lin}\big)",
        source="CIE 015:2018 (Y), IEC 61966-2-1",
        summary=Text(
            "The gray that sends out as much light as the color: worked out in linear light, then encoded again.",
            "与原色发出同样多光的灰：在线性光中算出光亮度，再重新编码。",
        ),
        catch=Text(
            "Only the encoded result is a picture: luminance itself, shown as gray values, is far too dark. "
            "And equal luminance is not equal brightness to the eye: strong colors seem to glow.",
            "只有重新编码后才是图片：把光亮度直接当灰度值显示会暗得多。光亮度相同也不等于看起来一样亮：浓烈的颜色显得更亮。",
        ),
    ),
    gray(
        "gray_lightness",
        Text("Gray: lightness L*", "灰度：明度 L*"),
        (decode, LUMINANCE, root, TO_SHARE),
        formula=r"L^* / 100, \qquad L^* = 116\,f(Y) - 16 \quad \text{(f as in Lab)}",
        source="CIE 015:2018 (L*)",
        summary=Text(
            "The lightness L* of CIE Lab, divided by 100 and shown as a gray value.",
            "CIE Lab 的明度 L*，除以 100 后当作灰度值显示。",
        ),
        catch=Text(
            "L* is no sRGB value: its middle is a little brighter than the gray of the same luminance. "
            "For the gray that a color really has take gray_luminance.",
            "L* 不是 sRGB 值：中间调比同光亮度的灰略亮。要得到颜色真正对应的灰，请用 gray_luminance。",
        ),
    ),
    gray(
        "gray_average",
        Text("Gray: average", "灰度：平均值"),
        (Affine([[1 / 3, 1 / 3, 1 / 3]]),),
        formula=r"I = \tfrac13\,(R + G + B)",
        source="(R + G + B) / 3; intensity of HSI",
        summary=Text(
            "The plain average: it makes blues too bright and greens too dark.",
            "简单平均：蓝色会过亮，绿色会过暗。",
        ),
        catch=Text(
            "The eye does not weigh the three alike: pure blue and pure green become the same gray here, though green "
            "sends out ten times as much light.",
            "人眼对三者并非同等敏感：纯蓝和纯绿在这里是同一种灰，而绿色发出的光约为蓝色的十倍。",
        ),
    ),
)
