"""RGB of other screens: Adobe RGB (1998) and Display P3, with their own primaries and curves."""

from __future__ import annotations

import numpy as np

from colorize.color.mode import Space
from colorize.color.primaries import rgb_to_xyz_matrix
from colorize.color.srgb import ENCODED, decode, encode
from colorize.color.steps import Affine, signed_power
from colorize.text import Text

ADOBE_PRIMARIES = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
ADOBE_GAMMA = 563 / 256
P3_PRIMARIES = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))

ADOBE = Affine(rgb_to_xyz_matrix(ADOBE_PRIMARIES))
P3 = Affine(rgb_to_xyz_matrix(P3_PRIMARIES))
"""Linear light of each to XYZ."""


def adobe_decode(encoded: np.ndarray) -> np.ndarray:
    """Adobe RGB values to linear light; negative values are mirrored."""
    return signed_power(encoded, ADOBE_GAMMA)


def adobe_encode(linear: np.ndarray) -> np.ndarray:
    """Linear light to Adobe RGB values; negative values are mirrored."""
    return signed_power(linear, 1 / ADOBE_GAMMA)


SPACES = (
    Space(
        name="adobe_rgb",
        title=Text("Adobe RGB (1998)", "Adobe RGB (1998)"),
        channels=ENCODED,
        base="xyz",
        from_base=(ADOBE.inverse(), adobe_encode),
        to_base=(adobe_decode, ADOBE),
        formula=r"\begin{pmatrix} R \\ G \\ B \end{pmatrix} = \left( \begin{pmatrix} 2.0416 & -0.5650 & -0.3447 \\ "
        r"-0.9692 & 1.8760 & 0.0416 \\ 0.0134 & -0.1184 & 1.0152 \end{pmatrix} \begin{pmatrix} X \\ Y \\ Z "
        r"\end{pmatrix} \right)^{256/563}",
        source="Adobe RGB (1998) Color Image Encoding, version 2005-05",
        summary=Text(
            "Red, green and blue of a wider gamut, with greens and cyans that presses reach and sRGB does not.",
            "色域更宽的红、绿、蓝，包含印刷能达到而 sRGB 达不到的绿色和青色。",
        ),
        catch=Text(
            "Shown as if it were sRGB, such a picture looks dull: a file must carry its profile. "
            "The exponent is 563/256, not 2.2.",
            "若把它当作 sRGB 显示，图片会发灰：文件必须带特性文件。指数是 563/256，不是 2.2。",
        ),
    ),
    Space(
        name="display_p3",
        title=Text("Display P3", "Display P3"),
        channels=ENCODED,
        base="xyz",
        from_base=(P3.inverse(), encode),
        to_base=(decode, P3),
        formula=r"\begin{pmatrix} R \\ G \\ B \end{pmatrix} = \operatorname{encode} \left( \begin{pmatrix} 2.4935 & "
        r"-0.9314 & -0.4027 \\ -0.8295 & 1.7627 & 0.0236 \\ 0.0358 & -0.0762 & 0.9569 \end{pmatrix} "
        r"\begin{pmatrix} X \\ Y \\ Z \end{pmatrix} \right)",
        source="Primaries of SMPTE RP 431-2, white and curve of sRGB; as in CSS Color 4",
        summary=Text(
            "Red, green and blue of today's phones and laptops: a third wider than sRGB in the chromaticity diagram, with "
            "the same curve.",
            "当今手机和笔记本屏幕的红、绿、蓝：在色品图上比 sRGB 宽约三分之一，曲线相同。",
        ),
        catch=Text(
            "It is not the P3 of cinemas, whose white is greener and whose curve is a power of 2.6. "
            "Pure sRGB red is (0.92, 0.20, 0.14) here.",
            "它不是影院的 P3：影院的白点偏绿，曲线是 2.6 次幂。sRGB 的纯红在这里是 (0.92, 0.20, 0.14)。",
        ),
    ),
)
