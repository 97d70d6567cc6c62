"""How pictures look to eyes in which one kind of cone answers to other waves, or is missing."""

from __future__ import annotations

import numpy as np

from colorize.color.machado import MATRICES
from colorize.color.mode import Effect
from colorize.color.options import Choice, Number
from colorize.color.pixels import run
from colorize.color.srgb import ENCODED, decode, encode
from colorize.color.steps import Affine
from colorize.text import Text


def deficiency_matrix(kind: str, severity: float) -> np.ndarray:
    """The matrix on linear sRGB, (3, 3) float64: between two published severities on a straight line.

    Example:
        >>> deficiency_matrix("protan", 0).tolist()
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    matrices = np.array(MATRICES[kind]).reshape(-1, 3, 3)
    place = severity * (len(matrices) - 1)
    below = min(int(place), len(matrices) - 2)
    return matrices[below] + (place - below) * (matrices[below + 1] - matrices[below])


def color_vision(rgb: np.ndarray, kind: str, severity: float) -> np.ndarray:
    """The picture as someone of that kind and severity sees it, for eyes that see all colors. (..., 3) float32."""
    return run(rgb, 3, (decode, Affine(deficiency_matrix(kind, severity)), encode), clip=True)


EFFECTS = (
    Effect(
        name="color_vision",
        title=Text("Color blindness", "色觉异常模拟"),
        channels=ENCODED,
        apply=color_vision,
        formula=r"\begin{pmatrix} R' \\ G' \\ B' \end{pmatrix}_\text{lin} = M_{\text{kind, severity}} "
        r"\begin{pmatrix} R \\ G \\ B \end{pmatrix}_\text{lin}",
        source="G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A physiologically-based model for simulation of "
        "color vision deficiency, IEEE TVCG 15, 2009",
        summary=Text(
            "What someone with weak or missing cones sees: one man in twelve has trouble telling red from green.",
            "视锥细胞功能偏弱或缺失的人所看到的画面：每十二名男性中约有一人难以分辨红与绿。",
        ),
        catch=Text(
            "The matrices belong to linear light: many programs apply them to encoded values and get colors too dark. "
            "For tritan the paper itself calls them an approximation.",
            "矩阵应作用于线性光：许多软件直接用于编码值，颜色会偏暗。对于蓝色盲，论文自己也称其为近似。",
        ),
        options=(
            Choice(
                "kind",
                "deutan",
                (
                    ("protan", Text("Protan (red cones)", "红色觉异常")),
                    ("deutan", Text("Deutan (green cones)", "绿色觉异常")),
                    ("tritan", Text("Tritan (blue cones)", "蓝色觉异常")),
                ),
                Text("Kind", "类型"),
            ),
            Number("severity", 1.0, 0.0, 1.0, Text("Severity: 0 none, 1 cones missing", "程度：0 为正常，1 为缺失")),
        ),
    ),
)
