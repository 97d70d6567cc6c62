"""Training curves as Vega-Lite, which Gradio's own plot component draws in the page's fonts and colors."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from gradio.components.plot import AltairPlotData

COLORS = (
    "#24918f", "#d9822b", "#8b5fbf", "#cf4a4a", "#3d7fd1", "#8a8f2a", "#c2569f", "#3f9a54", "#a86f45", "#6a7f96", "#ef6f8f",
    "#6a6ff0", "#b58a14", "#2f9fd0",
)  # fmt: skip
"""Of runs, in order: as many as there are checkpoints and kept lessons; each is readable on white and on black."""
NEUTRAL = "#888888"
LARGEST = 600
"""Epochs that are sent to the browser for one line; longer histories are thinned."""


@dataclass(frozen=True)
class Line:
    """One curve: what it belongs to, and its points.

    Args:
        run: the run's title.
        color: of `COLORS`.
        kind: what sets it apart from the run's other curve in the same chart; "" where there is one only.
        x, y: (epochs,) float: what lies across, and up.
        truth: what the tooltip says; `y` itself unless `y` was rescaled.
    """

    run: str
    color: str
    kind: str
    x: np.ndarray
    y: np.ndarray
    truth: np.ndarray | None = None

    @property
    def starts_high(self) -> bool:
        """Whether the first value is more than twice as high as all later ones, and so would flatten the chart."""
        return len(self.y) > 1 and bool(self.y[0] > 2 * np.nanmax(self.y[1:]))


@dataclass(frozen=True)
class Axes:
    """How a chart is drawn: its words in the page's language, and whether its axes are logarithmic.

    Args:
        title, across, value, run: of the chart, its horizontal axis, and two rows of the tooltip.
        description: for those who hear the page.
        above: names what lies above the frame, with `{points}`.
        log_x, log_y: logarithmic axes.
        whole_x: across there are whole numbers alone.
    """

    title: str
    across: str
    value: str
    run: str
    description: str
    above: str
    log_x: bool = False
    log_y: bool = False
    whole_x: bool = True


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
    """The points of all lines; `above` marks those that stay above the frame of a linear axis."""
    rows = []
    for line in lines:
        keep = np.isfinite(line.y) & ((line.y > 0) if log_y else True)
        x, y = line.x[keep], line.y[keep]
        truth = y if line.truth is None else line.truth[keep]
        late = 1 if line.starts_high and not log_y else 0
        smoothed = np.concatenate([y[:late], smooth(y[late:], weight)])
        chosen = np.unique(np.linspace(0, len(x) - 1, min(len(x), LARGEST)).astype(int)) if len(x) else []
        rows += [
            {"run": line.run, "kind": line.kind, "x": float(x[i]), "y": float(smoothed[i]), "raw": float(y[i]),
             "value": float(truth[i]), "above": bool(i < late)}
            for i in chosen
        ]  # fmt: skip
    return rows


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
    above = [row for row in rows if row["above"]]
    title: dict = {"text": axes.title}
    encoding = _encoding(lines, axes)
    if above:
        framed = [row["raw"] for row in rows if not row["above"]]
        encoding["y"]["scale"]["domain"] = [min(framed), max(framed)]
        points = "; ".join(f"{row['run']} {row['value']:.3g}" for row in above)
        title |= {"subtitle": axes.above.format(points=points), "subtitleColor": NEUTRAL}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": title,
        "description": axes.description,
        "background": "transparent",
        "height": 230,
        "data": {"values": rows},
        "encoding": encoding,
        "layer": _layers(lines, axes, smoothed=weight > 0),
    }
    return AltairPlotData(chart="line", plot=json.dumps(spec, ensure_ascii=False))


def _encoding(lines: list[Line], axes: Axes) -> dict:
    """What all layers share: the two axes, and the runs' colors."""
    runs = {line.run: line.color for line in lines}
    return {
        "x": {
            "field": "x", "type": "quantitative", "title": axes.across,
            "axis": {"format": "~s"} | ({"tickMinStep": 1} if axes.whole_x else {}),
            "scale": {"type": "log" if axes.log_x else "linear", "nice": False, "zero": False},
        },
        "y": {
            "field": "y", "type": "quantitative", "title": None, "axis": {"format": "~g", "tickCount": 5},
            "scale": {"type": "log" if axes.log_y else "linear", "zero": False},
        },
        "color": {
            "field": "run", "type": "nominal", "legend": None,
            "scale": {"domain": list(runs), "range": list(runs.values())},
        },
    }  # fmt: skip


def _layers(lines: list[Line], axes: Axes, smoothed: bool) -> list[dict]:
    """Lines, the faint trace of what was recorded, and points that answer to the mouse."""
    tooltip = [
        {"field": "run", "title": axes.run},
        {"field": "x", "title": axes.across},
        {"field": "value", "title": axes.value, "format": ".4~g"},
    ]
    dashed = {}
    if kinds := list(dict.fromkeys(line.kind for line in lines if line.kind)):
        legend = {"orient": "bottom", "symbolStrokeWidth": 2, "symbolStrokeColor": NEUTRAL, "symbolSize": 400}
        scale = {"domain": kinds, "range": [[1, 0], [5, 4]][: len(kinds)]}
        dashed = {"strokeDash": {"field": "kind", "type": "nominal", "title": None, "legend": legend, "scale": scale}}
        tooltip.insert(1, {"field": "kind", "title": " "})
    # Gradio's drawing of charts needs an `encoding` in every layer.
    line = {"mark": {"type": "line", "strokeWidth": 2, "clip": True}, "encoding": dashed}
    trace = {
        "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.3, "clip": True},
        "encoding": {"y": {"field": "raw", "type": "quantitative", "title": None}} | dashed,
    }
    points = {
        "mark": {"type": "point", "size": 90, "filled": True, "opacity": 0.01, "clip": True},
        "encoding": {"tooltip": tooltip},
    }
    return [*([trace] if smoothed else []), line, points]
