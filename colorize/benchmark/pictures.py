"""Colorizing end to end and by stages."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from colorize import checkpoint, predict
from colorize.benchmark.clock import medians
from colorize.color import rgb_to_lightness
from colorize.image import read

# Ten shapes of about a megapixel, none like another.
SHAPES = (
    (1000, 1000), (866, 1155), (1155, 866), (750, 1333), (1333, 750), (800, 1250), (1200, 833), (1050, 952), (690, 1449),
    (1400, 714),
)  # fmt: skip


def scene(height: int, width: int, seed: int = 0) -> np.ndarray:
    """A gray picture with edges, shading and grain, (height, width) uint8: as hard to compress as a photograph."""
    rng = np.random.default_rng(seed)
    small = cv2.resize(rng.random((24, 32), "float32"), (width, height), interpolation=cv2.INTER_CUBIC)
    blocks = cv2.resize(rng.random((60, 80), "float32"), (width, height), interpolation=cv2.INTER_NEAREST)
    grain = rng.normal(0, 0.015, (height, width)).astype("float32")
    return np.clip((0.65 * small + 0.35 * blocks + grain) * 255, 0, 255).astype("uint8")


def stages(gray: np.ndarray, model: str = "auto") -> dict[str, float]:
    """Median milliseconds of each stage of colorizing a gray picture (H, W) uint8."""
    card = checkpoint.read_card(model)
    network = predict.network_of(card)
    rgb = np.repeat(gray[..., None], 3, 2).astype("float32") / 255
    lightness = rgb_to_lightness(rgb)
    small, cells = predict.predict_cells(network, lightness, 1.0)
    return medians(
        {
            "lightness, ms": lambda: rgb_to_lightness(rgb),
            "reduce and network, ms": lambda: predict.predict_cells(network, lightness, 1.0),
            "enlarge, gamut, merge, ms": lambda: predict.merge(lightness, small, cells, card.output["stride"]),
        }
    )


def one_megapixel() -> dict[str, float]:
    """Array in, array out, warm, ten shapes not run before; and the stages of one of them."""
    start = time.perf_counter()
    predict.warm()
    loading = time.perf_counter() - start
    predict.colorize(scene(300, 400))
    times = []
    for number, (height, width) in enumerate(SHAPES):
        picture = scene(height, width, number)
        start = time.perf_counter()
        predict.colorize(picture)
        times.append((time.perf_counter() - start) * 1000)
    return {
        "loading TensorFlow and weights, once, s": loading,
        "median of ten new shapes, ms (goal 150)": statistics.median(times),
        "slowest of ten, ms": max(times),
        **stages(scene(1000, 1000)),
    }


def twelve_megapixels() -> dict[str, float]:
    """File to file, beside what decoding and encoding alone cost."""
    predict.warm()
    gray = scene(3000, 4000)
    with tempfile.TemporaryDirectory() as folder:
        source, jpeg, png = (Path(folder) / name for name in ("source.jpg", "result.jpg", "result.png"))
        cv2.imwrite(str(source), gray, [cv2.IMWRITE_JPEG_QUALITY, 95])
        result = predict.colorize(source)
        times = medians(
            {
                "JPEG to JPEG, ms (goal 1200)": lambda: predict.colorize(source).save(jpeg),
                "JPEG to PNG, ms": lambda: predict.colorize(source).save(png),
                "decode JPEG to float, ms": lambda: read(source),
                "encode JPEG, ms": lambda: result.save(jpeg),
                "encode PNG, ms": lambda: result.save(png),
                "array to array, ms": lambda: predict.colorize(gray),
            },
            tries=3,
        )
    floor = times["decode JPEG to float, ms"] + times["encode PNG, ms"]
    return times | {
        "JPEG to PNG over decode + encode (goal at most 1.5)": times["JPEG to PNG, ms"] / floor,
        **stages(gray),
    }
