"""Plots where a person would rather look: chromaticities, the ab plane, the hue wheel, and the solid of colors."""

from __future__ import annotations

import io
import json
from html import escape

import gradio as gr
import numpy as np

from colorize.lab.solid import solid, solids
from colorize.tabs.lab.bench import HINT, Bench, Order, hint
from colorize.tabs.lab.edits import cured, edited
from colorize.tabs.lab.views import read_preview
from colorize.tabs.limits import PREVIEW
from colorize.tabs.preview import keep_file
from colorize.tabs.text import say, t

TITLE = "lab.plots"
KINDS = ("solid", "plane", "wheel", "xy", "uv")
DARK_JS = """(order, kind, dark, language) =>
  [order, kind, document.body.classList.contains("dark"), document.documentElement.lang]"""


def show_plot(order: Order | None, kind: str, dark: bool, language: str) -> tuple:
    """Draw the chosen plot of the edited photo, in the mode where the plot has one."""
    if order is None or order.chosen is None:
        return hint(language), gr.update(visible=False)
    rgb = cured(edited(read_preview(order.chosen.token)[..., :3], order.setting), order.setting.cure)
    note = f'<p class="note">{escape(say(f"lab.plot_{kind}_how", order.language))}</p>'
    if kind == "solid":
        return note + _canvas(rgb, order), gr.update(visible=False)
    return note, gr.update(value=_drawn(rgb, kind, dark, order), visible=True)


def _canvas(rgb: np.ndarray, order: Order) -> str:
    mode = order.setting.mode if order.setting.mode in solids() else "lab"
    data = json.dumps(solid(rgb, mode), separators=(",", ":"))
    label = say("lab.solid_alt", order.language, mode=mode)
    return f'<canvas class="solid" data-solid="{escape(data)}" data-label="{escape(label)}"></canvas>'


def _drawn(rgb: np.ndarray, kind: str, dark: bool, order: Order) -> str:
    from colorize.lab import plots  # loads matplotlib

    mode, words = order.setting.mode, {"language": order.language, "dark": dark}
    if kind == "plane":
        figure = plots.ab_plane(rgb, mode if mode in plots.planes() else "lab", **words)
    elif kind == "wheel":
        figure = plots.hue_wheel(rgb, mode if mode in plots.wheels() else "lch", **words)
    else:
        figure = plots.chromaticity(rgb, kind, **words)
    data = io.BytesIO()
    figure.savefig(data, format="png")
    return keep_file(data.getvalue(), f"{kind}.png")


def build(bench: Bench) -> None:
    """The section: which plot, and the plot."""
    kind = gr.Radio(
        [(t(f"lab.plot_{name}"), name) for name in KINDS], value="solid", label=t("lab.plot"), elem_id="lab-plot"
    )
    dark = gr.Checkbox(visible=False)
    told = gr.HTML(HINT, elem_id="lab-plot-text")
    drawn = gr.Image(
        label=t("lab.plots"), show_label=False, format="png", interactive=False, visible=False, buttons=["fullscreen"],
        alt_text=t("lab.plot_alt"), elem_id="lab-plot-picture",
    )  # fmt: skip
    bench.page.on(
        [bench.order.change, kind.input], show_plot, [bench.order, kind, dark], [told, drawn], api_name="lab_plot",
        js=DARK_JS, trigger_mode="always_last", show_progress_on=drawn, **PREVIEW,
    )  # fmt: skip
