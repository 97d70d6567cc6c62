"""Training curves as Vega-Lite, which Gradio's own plot component draws in the page's fonts and colors."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from gradio.components.plot import AltairPlotData

COLORS = ("#24918f", "#d9822b", "#8b5fbf", "#cf4a4a", "#3d7fd1", "#8a8f2a")
"""Of runs, in order; each is readable on white and on black."""
LARGEST = 600
"""Epochs that are sent to the browser for one line; longer histories are thinned."""


@dataclass(frozen=True)
class Line:
    """One curve: what it belongs to, and its points.

    Args:
        run: the run's title.
        color: of `COLORS`.
        kind: what sets it apart from the run's other curve in the same chart; "" where there is one only.
        x, y: (epochs,) float.
        truth: what the tooltip says; `y` itself unless `y` was rescaled.
    """

    run: str
    color: str
    kind: str
    x: np.ndarray
    y: np.ndarray
    truth: np.ndarray | None = None


@dataclass(frozen=True)
class Axes:
    """How a chart is drawn: its words in the page's language, and whether its axes are logarithmic.

    Args:
        title, across, value, run: of the chart, its horizontal axis, and two rows of the tooltip.
        description: for those who hear the page.
        above: names what lies above the frame, with `{points}`.
        log_x, log_y: logarithmic axes.
    """

    title: str
    across: str
    value: str
    run: str
    description: str
    above: str
    log_x: bool = False
    log_y: bool = False


def smooth(values: np.ndarray, weight: float) -> np.ndarray:
    """Exponential moving average that starts unbiased and steps over values that are not finite.

    Args:
        values: (epochs,) float.
        weight: of the past, 0 (as recorded) to just under 1.

    Example:
        >>> smooth(np.array([4.0, 2.0, 2.0]), 0.5).round(3).tolist()
        [4.0, 2.667, 2.286]
    """
    total, share = 0.0, 0.0
    result = np.full(len(values), np.nan)
    for index, value in enumerate(values):
        if np.isfinite(value):
            total, share = weight * total + (1 - weight) * value, weight * share + (1 - weight)
        if share:
            result[index] = total / share
    return result


def _rows(lines: list[Line], weight: float, log_y: bool) -> list[dict]:
    rows = []
    for line in lines:
        keep = np.isfinite(line.y) & ((line.y > 0) if log_y else True)
        x, y = line.x[keep], line.y[keep]
        truth = y if line.truth is None else line.truth[keep]
        chosen = np.unique(np.linspace(0, len(x) - 1, min(len(x), LARGEST)).astype(int)) if len(x) else []
        smoothed = smooth(y, weight)
        rows += [
            {"run": line.run, "kind": line.kind, "x": float(x[i]), "y": float(smoothed[i]), "raw": float(y[i]),
             "value": float(truth[i])}
            for i in chosen
        ]  # fmt: skip
    return rows


def _above(rows: list[dict]) -> tuple[list[dict], float]:
    """First points more than twice as high as all later ones, which would flatten all curves; and the highest other."""
    first = {id(row): row for row in {(r["run"], r["kind"]): r for r in reversed(rows)}.values()}
    top = max((row["raw"] for row in rows if id(row) not in first), default=0.0)
    return [row for row in first.values() if top and row["raw"] > 2 * top], top


def chart(lines: list[Line], axes: Axes, weight: float = 0.0) -> AltairPlotData | None:
    """Lines over epochs, with what was recorded as a faint trace where it is smoothed; None where there is no data.

    Args:
        lines: at most two kinds; the second is dashed.
        axes: words and scales. On a linear axis a first point far above all others stays above the frame, and the
            chart says so.
        weight: of smoothing, 0 to just under 1.
    """
    rows = _rows(lines, weight, axes.log_y)
    if not rows:
        return None
    runs = dict(zip([line.run for line in lines], [line.color for line in lines], strict=True))
    kinds = list(dict.fromkeys(line.kind for line in lines if line.kind))
    tooltip = [
        {"field": "run", "title": axes.run},
        {"field": "x", "title": axes.across},
        {"field": "value", "title": axes.value, "format": ".4~g"},
    ]
    encoding = {
        "x": {"field": "x", "type": "quantitative", "title": axes.across, "axis": {"tickMinStep": 1, "format": "~s"},
              "scale": {"type": "log" if axes.log_x else "linear", "nice": not axes.log_x, "zero": False}},
        "y": {"field": "y", "type": "quantitative", "title": None, "axis": {"format": "~g", "tickCount": 5},
              "scale": {"type": "log" if axes.log_y else "linear", "zero": False}},
        "color": {"field": "run", "type": "nominal", "legend": None,
                  "scale": {"domain": list(runs), "range": list(runs.values())}},
    }  # fmt: skip
    if kinds:
        encoding["strokeDash"] = {
            "field": "kind", "type": "nominal", "title": None, "legend": {"orient": "bottom", "symbolStrokeWidth": 2,
            "symbolStrokeColor": "#888888"},
            "scale": {"domain": kinds, "range": [[1, 0], [5, 4]][: len(kinds)]},
        }  # fmt: skip
        tooltip.insert(1, {"field": "kind", "title": " "})
    line = {"mark": {"type": "line", "strokeWidth": 2, "clip": True}, "encoding": {}}
    trace = {
        "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.3, "clip": True},
        "encoding": {"y": {"field": "raw", "type": "quantitative", "title": None}},
    }
    points = {
        "mark": {"type": "point", "size": 90, "filled": True, "opacity": 0.01, "clip": True},
        "encoding": {"tooltip": tooltip},
    }
    above, top = _above(rows) if not axes.log_y else ([], 0.0)
    title: dict = {"text": axes.title}
    if above:
        rows_left = [row for row in rows if row not in above]
        encoding["y"]["scale"]["domain"] = [min(row["raw"] for row in rows_left), top]
        points_above = "; ".join(f"{row['run']} {row['value']:.3g}" for row in above)
        title |= {"subtitle": axes.above.format(points=points_above), "subtitleColor": "#888888"}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": title,
        "description": axes.description,
        "background": "transparent",
        "height": 230,
        "data": {"values": rows},
        "encoding": encoding,
        "layer": [*([trace] if weight else []), line, points],
    }
    return AltairPlotData(chart="line", plot=json.dumps(spec, ensure_ascii=False))
