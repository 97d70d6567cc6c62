"""Pure black and white: one threshold for the whole picture, or dots spread by error diffusion."""

from __future__ import annotations

import cv2
import numpy as np

from colorize.color.dithering import as_lines, diffuse
from colorize.color.gray import LUMA_601
from colorize.color.mode import Channel, Effect
from colorize.color.options import Choice, Number
from colorize.color.pixels import run
from colorize.color.strips import each_strip
from colorize.text import Text

BLACK_AND_WHITE = np.float32([[0], [1]])


def otsu(gray: np.ndarray) -> float:
    """The threshold that parts grey values best into two groups (Otsu 1979): the least variance within them.

    Args:
        gray: any shape, [0, 1]; looked at in 256 steps.

    Returns:
        A threshold between two steps, in the middle of all that are equally good; 0.5 for a uniform picture.
    """
    flat = gray.ravel()

    def count(span: slice) -> np.ndarray:
        levels = flat[span] * np.float32(255)
        levels = np.clip(np.rint(levels, out=levels), 0, 255, out=levels).astype(np.uint8)
        return cv2.calcHist([levels[None]], [0], None, [256], [0, 256]).ravel().astype(np.float64)

    counts = np.sum(each_strip(count, len(flat)), axis=0) + np.zeros(256)
    dark = np.cumsum(counts)[:-1]
    bright = counts.sum() - dark
    sums = np.cumsum(counts * np.arange(256))
    difference = (sums[-1] - sums[:-1]) / np.maximum(bright, 1) - sums[:-1] / np.maximum(dark, 1)
    between = dark * bright * difference**2
    if not between.any():
        return 0.5
    best = np.flatnonzero(between >= between.max() * (1 - 1e-12))
    return float((best[0] + best[-1]) / 2 + 0.5) / 255


def bilevel(rgb: np.ndarray, method: str = "otsu", threshold: float | None = None) -> np.ndarray:
    """Black and white only, by the luma (BT.601); (..., 1) float32.

    Args:
        rgb: float32 sRGB (..., 3).
        method: `"otsu"`: white above the threshold; `"floyd_steinberg"`: dots whose density follows the luma.
        threshold: where white begins; None means Otsu's, and 0.5 for dots.
    """
    gray = run(rgb, 1, (LUMA_601,))
    flat = gray.reshape(-1)
    if method == "otsu" or gray.size == 0:
        limit = np.float32(otsu(gray) if threshold is None else threshold)
        each_strip(lambda span: np.copyto(flat[span], flat[span] > limit), len(flat))
        return gray
    level = np.float32(0.5 if threshold is None else threshold)
    dots = diffuse(as_lines(gray), lambda values: (values[:, 0] > level).astype(np.intp), BLACK_AND_WHITE)
    return dots.reshape(gray.shape).astype(np.float32)


EFFECTS = (
    Effect(
        name="bilevel",
        title=Text("Black and white (1 bit)", "黑白二值（1 位）"),
        channels=(Channel("white", 0.0, 1.0, Text("White", "白")),),
        apply=bilevel,
        formula=r"w = \begin{cases} 1 & Y' > t \\ 0 & \text{otherwise} \end{cases} \qquad "
        r"t = \arg\max_t\; n_0\,n_1\,(\mu_1 - \mu_0)^2",
        source="N. Otsu, A threshold selection method from gray-level histograms, IEEE Trans. SMC 9, 1979; "
        "R. W. Floyd and L. Steinberg, An adaptive algorithm for spatial grey scale, Proc. SID 17, 1976",
        summary=Text(
            "Only black and white: the luma (BT.601) cut where Otsu's method parts dark from bright best, or told by dots.",
            "只有黑和白：在大津法最能区分明暗之处切分 BT.601 亮度，或用网点疏密表现。",
        ),
        catch=Text(
            "One threshold for all fails under uneven light, such as a page photographed with a shadow across it. "
            "Dots follow the encoded luma, as Pillow's convert('1') has it: seen from afar the picture is too bright.",
            "光照不均时（例如有阴影的书页照片），整张图用一个阈值会失败。"
            "网点按编码值的亮度排布（与 Pillow 的 convert('1') 相同），远看会偏亮。",
        ),
        options=(
            Choice(
                "method",
                "otsu",
                (
                    ("otsu", Text("One threshold (Otsu)", "单一阈值（大津法）")),
                    ("floyd_steinberg", Text("Dots (Floyd-Steinberg)", "网点（Floyd-Steinberg 抖动）")),
                ),
                Text("Method", "方法"),
            ),
            Number("threshold", None, 0.0, 1.0, Text("Threshold (else found)", "阈值（缺省自动确定）")),
        ),
    ),
)
