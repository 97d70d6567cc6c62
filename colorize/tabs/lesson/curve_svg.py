"""Curves as SVG: drawn several times a second while a run goes on, in the page's own colors, without a library."""

from __future__ import annotations

import math
from html import escape
from typing import NamedTuple

import numpy as np

from colorize.lesson.record import Record
from colorize.tabs.charts import COLORS
from colorize.tabs.text import say

WIDTH, HEIGHT = 640, 270
LEFT, RIGHT, TOP, BOTTOM = 54, 12, 24, 40
LOG_FROM = 30.0
"""Highest over lowest loss from which on the vertical axis is logarithmic."""
CEILING = 1e30
MOST_POINTS = 400
KINDS = {"training": "", "validation": "6 4"}
"""How the two curves of a run are dashed."""


class Curve(NamedTuple):
    """Values over epochs, (n,) each."""

    x: np.ndarray
    y: np.ndarray


class Drawn(NamedTuple):
    """The curves of one run: means of epochs, and the loss of every batch."""

    training: Curve
    validation: Curve
    batches: Curve
    broken: float | None
    """The epoch in which the loss was no number any more."""


def curves(records: list[Record], titles: list[str], marked: int | None, language: str | None) -> str:
    """Training and validation loss over epochs, one color a run, the validation dashed, batches faint; with a legend.

    Runs that minimize different losses are shown relative to what each was before training.

    Args:
        records: of one run or two.
        titles: of these runs.
        marked: an epoch to mark, or None.
        language: of the words.
    """
    relative = len({record.settings.loss for record in records}) > 1
    runs = [_drawn(record, relative) for record in records]
    values = np.concatenate([curve.y for run in runs for curve in (run.training, run.validation, run.batches)])
    values = values[_shown(values)]
    if not len(values):
        return ""
    scale = _Scale(float(values.min()), float(values.max()), max(record.settings.epochs for record in records))
    title = say("lesson.loss_relative" if relative else "lesson.loss", language)
    parts = [_axes(scale, title, language)]
    for number, run in enumerate(runs):
        color = COLORS[number % len(COLORS)]
        parts.append(_line(run.batches, scale, f'stroke="{color}" stroke-width="1" opacity="0.35"'))
        for kind, dash in KINDS.items():
            curve = getattr(run, kind)
            parts.append(_line(curve, scale, f'stroke="{color}" stroke-width="2" stroke-dasharray="{dash}"') + _dots(curve, scale, color))
        parts.append(_broken(run, scale, color, language))
    if marked is not None:
        parts.append(_upright(scale.x(marked), "chosen"))
    label = escape(say("lesson.curves_alt", language, runs=", ".join(titles)))
    drawn = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}" class="lesson-curves">{"".join(parts)}</svg>'
    return drawn + _legend(titles, language)


def _drawn(record: Record, relative: bool) -> Drawn:
    first = record.rows[0]["validation_loss"] if relative else 1.0
    epochs = record.column("epoch")
    steps = np.array(record.steps, float)
    broken = [row["epoch"] for row in record.rows if not (math.isfinite(row["loss"]) and math.isfinite(row["validation_loss"]))]
    return Drawn(
        Curve(epochs, record.column("loss") / first),
        Curve(epochs, record.column("validation_loss") / first),
        _thinned(Curve((np.arange(len(steps)) + 1) / record.batches, steps / first)),
        broken[0] if broken else None,
    )


def _thinned(curve: Curve) -> Curve:
    """Every so many points, so that a page need not draw thousands of batches; those that are no number stay out anyway."""
    step = max(1, len(curve.x) // MOST_POINTS)
    return Curve(curve.x[step - 1 :: step], curve.y[step - 1 :: step])


def _shown(values: np.ndarray) -> np.ndarray:
    return np.isfinite(values) & (np.abs(values) < CEILING)


class _Scale:
    """Where values stand; logarithmic where they reach over decades."""

    def __init__(self, low: float, high: float, epochs: int):
        self.log = low > 0 and high > LOG_FROM * low
        self.epochs = max(1, epochs)
        low, high = self._of(low), self._of(high)
        room = max(high - low, 0.02 * abs(high), 1e-9) * 0.06
        self.bottom, self.top = low - room, high + room

    def _of(self, value: float) -> float:
        return math.log10(value) if self.log else value

    def x(self, epoch: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * epoch / self.epochs

    def y(self, value: float) -> float:
        share = (self._of(value) - self.bottom) / (self.top - self.bottom)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def ticks(self) -> list[float]:
        if self.log:
            powers = list(range(math.ceil(self.bottom), math.floor(self.top) + 1))
            return [10.0**power for power in powers[:: max(1, len(powers) // 5)]]
        raw = (self.top - self.bottom) / 4
        unit = 10.0 ** math.floor(math.log10(raw))
        step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= raw)
        first = math.ceil(self.bottom / step)
        return [step * number for number in range(first, math.floor(self.top / step) + 1)]


def _axes(scale: _Scale, title: str, language: str | None) -> str:
    parts = [f'<text x="{LEFT}" y="12">{escape(title)}</text>']
    for value in scale.ticks():
        y = scale.y(value)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.4g}</text>')
    step = max(1, math.ceil(scale.epochs / 10))
    for epoch in range(0, scale.epochs + 1, step):
        parts.append(f'<text x="{scale.x(epoch):.1f}" y="{HEIGHT - 22}" text-anchor="middle">{epoch}</text>')
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 5}" text-anchor="end">{escape(say("curves.epoch", language))}</text>')
    return "".join(parts)


def _points(curve: Curve, scale: _Scale) -> list[tuple[float, float]]:
    keep = _shown(curve.y)
    return [(scale.x(x), scale.y(y)) for x, y in zip(curve.x[keep], curve.y[keep], strict=True)]


def _line(curve: Curve, scale: _Scale, look: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in _points(curve, scale))
    return f'<polyline points="{path}" fill="none" {look}/>'


def _dots(curve: Curve, scale: _Scale, color: str) -> str:
    return "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="{color}"/>' for x, y in _points(curve, scale))


def _upright(x: float, name: str, color: str = "") -> str:
    look = f'style="stroke:{color}"' if color else ""
    return f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" class="{name}" {look}/>'


def _broken(run: Drawn, scale: _Scale, color: str, language: str | None) -> str:
    """Where a loss was no number any more."""
    if run.broken is None:
        return ""
    x, words = scale.x(run.broken), escape(say("lesson.nan_here", language))
    return f'{_upright(x, "nan", color)}<text x="{min(x + 5, WIDTH - 120):.1f}" y="{TOP + 12}" class="nan">{words}</text>'


def _legend(titles: list[str], language: str | None) -> str:
    chips = "".join(
        f'<li><span class="chip" style="background:{COLORS[number % len(COLORS)]}"></span>{escape(title)}</li>'
        for number, title in enumerate(titles)
    )
    looks = [(f"curves.{kind}", f'stroke-width="2" stroke-dasharray="{dash}"') for kind, dash in KINDS.items()]
    looks.append(("lesson.batches", 'stroke-width="1" opacity="0.45"'))
    kinds = "".join(
        f'<li><svg width="26" height="8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4" stroke="currentColor" {look}/></svg>'
        f"{escape(say(key, language))}</li>"
        for key, look in looks
    )
    return f'<ul class="legend">{chips}{kinds}</ul>'
