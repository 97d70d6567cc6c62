"""LMS: what the three kinds of cones in the eye answer."""

from __future__ import annotations

import numpy as np

from colorize.color.cie import WHITE
from colorize.color.mode import Channel, Space
from colorize.color.steps import Affine
from colorize.text import Text

HUNT_POINTER_ESTEVEZ = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0.0, 0.0, 1.0]])
"""XYZ to cones that answer equal-energy white with 1."""

LMS = Affine(HUNT_POINTER_ESTEVEZ / (HUNT_POINTER_ESTEVEZ @ WHITE)[:, None])
"""The same for cones that answer D65 with 1."""

SPACES = (
    Space(
        name="lms",
        title=Text("LMS (cones)", "LMS（视锥细胞）"),
        channels=(
            Channel("L", 0.0, 1.0, Text("Long-wave cones", "长波视锥")),
            Channel("M", 0.0, 1.0, Text("Middle-wave cones", "中波视锥")),
            Channel("S", 0.0, 1.0, Text("Short-wave cones", "短波视锥")),
        ),
        base="xyz",
        from_base=(LMS,),
        to_base=(LMS.inverse(),),
        formula=r"\begin{pmatrix} L \\ M \\ S \end{pmatrix} = \begin{pmatrix} 0.4002 & 0.7076 & -0.0808 \\ "
        r"-0.2263 & 1.1653 & 0.0457 \\ 0 & 0 & 0.9182 \end{pmatrix} \begin{pmatrix} X \\ Y \\ Z \end{pmatrix}",
        source="R. W. G. Hunt and M. R. Pointer, Metamerism and color constancy, 1985 (Hunt-Pointer-Estevez); for D65",
        summary=Text(
            "How strongly the eye's three kinds of cones answer: where adaptation to white and color blindness happen.",
            "眼睛三种视锥细胞的响应强度：白点适应和色盲都发生在这里。",
        ),
        catch=Text(
            "There are many LMS: Bradford's and CAT02's are sharpened for white balance and are no cones. "
            "L and M nearly agree everywhere, so the three gray pictures look much alike.",
            "LMS 有很多种：Bradford 和 CAT02 的版本为白平衡而锐化，并非真实视锥。L 与 M 几乎处处接近，所以三张灰度图很相像。",
        ),
    ),
)
