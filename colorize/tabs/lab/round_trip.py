"""Round trip: what the mode loses when its numbers are stored at a precision and turned back into the picture."""

from __future__ import annotations

import time
from html import escape

import cv2
import gradio as gr
import numpy as np

from colorize.lab.round_trip import BITS, HOW, RoundTrip, round_trip
from colorize.tabs.lab.bench import HINT, Bench, Order, hint, measured_on, measured_whole, whole_button
from colorize.tabs.lab.views import read_preview
from colorize.tabs.limits import HEAVY, PREVIEW
from colorize.tabs.preview import keep_file, png_bytes
from colorize.tabs.report import fact_list
from colorize.tabs.text import say, t
from colorize.tabs.work import open_photo

TITLE = "lab.round_trip"
BRIGHT = (1.0, 5.0)
"""The map's brightest color stands for the largest Delta E 2000 found, but at least just visible, at most obvious."""


def show_round_trip(order: Order | None, precision: str, language: str) -> tuple:
    """Send the photo to the mode and back, and show what has changed."""
    if order is None or order.chosen is None:
        return hint(language), gr.update(visible=False)
    found = round_trip(read_preview(order.chosen.token)[..., :3], order.setting.mode, precision)
    language, bright = order.language, float(np.clip(found.maximum, *BRIGHT))
    pictures = [
        (_kept(heat(found.delta_e, bright), "error-map"), say("lab.error_map", language, bright=bright)),
        (_kept(np.where(found.changed, np.uint8(255), np.uint8(30)), "changed"), say("lab.changed_map", language)),
        (_kept(found.result, "came-back"), say("lab.came_back", language)),
    ]
    return measured_on(order.chosen, language) + _told(found, language), gr.update(value=pictures, visible=True)


def measure_round_trip(order: Order | None, precision: str, language: str) -> str:
    """The same figures, of the whole photo."""
    if order is None or order.chosen is None:
        return hint(language)
    start = time.perf_counter()
    found = round_trip(open_photo(order.chosen.photo).array, order.setting.mode, precision)
    return measured_whole(order.chosen, start, order.language) + _told(found, order.language)


def _kept(pixels: np.ndarray, name: str) -> str:
    return keep_file(png_bytes(pixels), f"{name}.png")


def heat(delta_e: np.ndarray, bright: float) -> np.ndarray:
    """Color differences (H, W) as uint8 RGB (H, W, 3), from black over red to yellow at `bright` and beyond."""
    levels = np.rint(np.clip(delta_e / bright, 0, 1) * 255).astype(np.uint8)
    return cv2.cvtColor(cv2.applyColorMap(levels, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB)


def _told(found: RoundTrip, language: str | None) -> str:
    facts = [
        (say("lab.pixels_changed", language), f"{found.share_changed:.2%}"),
        (say("lab.delta_mean", language), f"{found.mean:.3f}"),
        (say("lab.delta_max", language), f"{found.maximum:.2f}"),
        (say("lab.largest_step", language), ", ".join(str(step) for step in found.largest)),
    ]
    flags = ""
    if found.share_outside:
        sentence = say("lab.cut_off", language, share=found.share_outside)
        flags = f'<ul class="flags"><li>{escape(sentence)}</li></ul>'
    nothing = "" if found.changed.any() else f'<p class="note">{escape(say("lab.nothing_lost", language))}</p>'
    how = f'<p class="fine">{escape(HOW.pick(language))}</p>'
    return f'<div class="report">{fact_list(facts)}{nothing}{flags}{how}</div>'


def build(bench: Bench) -> None:
    """The section: the precision, the figures, the maps."""
    gr.HTML(f'<p class="note">{t("lab.round_trip_how")}</p>')
    choices = [(t(f"lab.bits_{bits or 'float'}"), name) for name, bits in BITS.items()]
    precision = gr.Radio(choices, value="8-bit", label=t("lab.precision"), elem_id="lab-precision")
    told, whole = gr.HTML(HINT, elem_id="lab-round-trip-report"), whole_button("round-trip")
    maps = gr.Gallery(
        label=t("lab.round_trip"), format="png", columns=3, object_fit="contain", height="auto", visible=False,
        show_label=False, interactive=False, buttons=["fullscreen"],
        elem_classes="lab-gallery lab-three", elem_id="lab-round-trip-maps",
    )  # fmt: skip
    bench.page.on(
        [bench.order.change, precision.input], show_round_trip, [bench.order, precision], [told, maps],
        api_name="lab_round_trip", trigger_mode="always_last", show_progress_on=maps, **PREVIEW,
    )  # fmt: skip
    bench.page.on(
        whole.click, measure_round_trip, [bench.order, precision], told, api_name="lab_round_trip_whole",
        trigger_mode="once", **HEAVY,
    )  # fmt: skip
