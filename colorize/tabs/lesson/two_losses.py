"""The losses explained: their formulas, and two equally likely colors to move."""

from __future__ import annotations

from html import escape

import gradio as gr
import numpy as np

from colorize.lesson.two_colors import STEPS, Dilemma, color_of
from colorize.tabs.page import Page
from colorize.tabs.text import say, t

TITLE = "lesson.losses"
START = (20.0, 200.0, 55.0, 0.5)
WIDTH, HEIGHT, EDGE = 360, 180, 26
FORMULAS = [{"left": "$$", "right": "$$", "display": True}, {"left": "$", "right": "$", "display": False}]


def answer(first: float, second: float, chroma: float, chance: float, language: str) -> tuple:
    """What each loss answers to a gray pixel that is of the one color or of the other."""
    dilemma = dilemma_of(first, second, chroma, chance)
    return _told(dilemma, language), _error_curve(dilemma, language) + _entropy_curve(dilemma, language)


def dilemma_of(first: float, second: float, chroma: float, chance: float) -> Dilemma:
    """The two colors by their hues."""
    colors = [(chroma * np.cos(np.deg2rad(hue)), chroma * np.sin(np.deg2rad(hue))) for hue in (first, second)]
    return Dilemma(tuple(map(float, colors[0])), tuple(map(float, colors[1])), float(chance))


def _told(dilemma: Dilemma, language: str | None) -> str:
    mean, share = dilemma.least_squares(), dilemma.least_entropy()
    chance = f"{dilemma.chance:.0%}", f"{1 - dilemma.chance:.0%}"
    truth = [(color_of(np.array(c)), text) for c, text in zip((dilemma.first, dilemma.second), chance, strict=True)]
    entropy = [(truth[0][0], f"{share:.0%}"), (truth[1][0], f"{1 - share:.0%}")]
    chroma = float(np.hypot(*mean))
    rows = [
        (say("lesson.two_truth", language), truth),
        (say("lesson.two_mse", language), [(color_of(mean), say("lesson.two_chroma", language, chroma=chroma))]),
        (say("lesson.two_entropy", language), entropy),
    ]
    return '<div class="lesson-answers">' + "".join(_row(title, swatches) for title, swatches in rows) + "</div>"


def _row(title: str, swatches: list[tuple[str, str]]) -> str:
    boxes = "".join(
        f'<figure><span class="swatch" style="background:{color}"></span><figcaption>{escape(text)}</figcaption></figure>'
        for color, text in swatches
    )
    return f"<div><h4>{escape(title)}</h4><div>{boxes}</div></div>"


def _error_curve(dilemma: Dilemma, language: str | None) -> str:
    """Expected squared and absolute error of every answer on the way between the two colors."""
    places = np.linspace(0, 1, STEPS)
    values = {"lesson.two_mse_curve": dilemma.squared_error(places), "lesson.two_mae_curve": dilemma.absolute_error(places)}
    colors = [color_of(dilemma.between(place)) for place in places]
    return _plot(places, values, say("lesson.two_way", language), colors, language)


def _entropy_curve(dilemma: Dilemma, language: str | None) -> str:
    """Expected cross-entropy of every probability that an answer could give to the first color."""
    shares = np.linspace(0.02, 0.98, STEPS)
    return _plot(shares, {"lesson.two_entropy_curve": dilemma.entropy(shares)}, say("lesson.two_share", language), [], language)


def _plot(x: np.ndarray, lines: dict[str, np.ndarray], across: str, ramp: list[str], language: str | None) -> str:
    parts, legend = [], []
    across_at = EDGE + (WIDTH - 2 * EDGE) * (x - x[0]) / (x[-1] - x[0])
    for number, (key, y) in enumerate(lines.items()):
        high = max(float(y.max()), 1e-9)
        down = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * y / high
        dash = "" if number == 0 else "5 4"
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(across_at, down, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="{dash}"/>')
        if number == 0:
            best = int(y.argmin())
            parts.append(f'<circle cx="{across_at[best]:.1f}" cy="{down[best]:.1f}" r="5" class="best"/>')
        legend.append(escape(say(key, language)))
    if ramp:
        step = (WIDTH - 2 * EDGE) / len(ramp)
        parts += [
            f'<rect x="{EDGE + i * step:.1f}" y="{HEIGHT - EDGE + 4}" width="{step + 0.5:.1f}" height="8" fill="{c}"/>'
            for i, c in enumerate(ramp)
        ]
    label = "; ".join(legend)
    drawn = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    return f'<figure class="lesson-plot">{drawn}<figcaption>{label}<br>{escape(across)}</figcaption></figure>'


def build(page: Page) -> None:
    """Formulas above, the movable example below."""
    gr.Markdown(t("lesson.formulas"), elem_classes="lab-about", latex_delimiters=FORMULAS)
    with gr.Row():
        with gr.Column(scale=4, min_width=280):
            first = gr.Slider(0, 360, START[0], step=1, label=t("lesson.two_first"), elem_id="lesson-first")
            second = gr.Slider(0, 360, START[1], step=1, label=t("lesson.two_second"), elem_id="lesson-second")
            chroma = gr.Slider(0, 80, START[2], step=1, label=t("lesson.two_how_vivid"), elem_id="lesson-chroma")
            chance = gr.Slider(0.05, 0.95, START[3], step=0.05, label=t("lesson.two_chance"), elem_id="lesson-chance")
        with gr.Column(scale=7, min_width=300):
            told = gr.HTML(elem_id="lesson-answers")
            drawn = gr.HTML(elem_id="lesson-answer-curves", elem_classes="lesson-plots")
    sliders = [first, second, chroma, chance]
    page.on(
        [page.blocks.load, page.language_changed.click, *(slider.input for slider in sliders)], answer, sliders,
        [told, drawn], api_name="lesson_two_colors", trigger_mode="always_last", queue=False, show_progress="hidden",
    )  # fmt: skip
