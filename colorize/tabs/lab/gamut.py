"""Gamut: which pixels of the edited photo a screen or a press cannot show, and two cures side by side."""

from __future__ import annotations

import time
from dataclasses import replace
from html import escape

import gradio as gr
import numpy as np

from colorize.lab.cures import Cure, Cures, cures
from colorize.lab.gamut import GAMUTS, Gamut, device, find_gamut, outside
from colorize.press import find_profiles, outside_press
from colorize.tabs.lab.bench import (
    HINT,
    Bench,
    Chosen,
    Order,
    Setting,
    hint,
    measured_on,
    measured_whole,
    whole_button,
)  # fmt: skip
from colorize.tabs.lab.edits import CURES, edited
from colorize.tabs.lab.own_profile import OWN, OwnProfile, look_into, profile_of, upload_button
from colorize.tabs.lab.source import figure
from colorize.tabs.lab.views import read_preview
from colorize.tabs.limits import HEAVY, PREVIEW
from colorize.tabs.menus import Menu
from colorize.tabs.preview import as_bytes, keep_file, png_bytes
from colorize.tabs.report import fact_list
from colorize.tabs.text import say, t
from colorize.tabs.work import open_photo
from colorize.text import Text

TITLE = "lab.gamut"
PRESS = "press."
MARK = (230, 30, 120)
"""Of pixels outside, over the photo in gray."""


def show_gamut(order: Order | None, target: str, own: OwnProfile | None, language: str) -> tuple:
    """Mark what lies outside, and show both cures."""
    if order is None or order.chosen is None:
        return hint(language), gr.update(visible=False)
    rgb = edited(read_preview(order.chosen.token)[..., :3], order.setting)
    found, language = cures(rgb, gamut_called(target, own)), order.language
    pictures = [(_kept(marked(rgb, found.outside), "outside"), say("lab.outside_map", language))]
    for name, cure in (("clip", found.clip), ("reduce", found.reduce)):
        if cure:
            pictures.append((_kept(as_bytes(cure.rgb), name), say(f"lab.cure_{name}", language)))
    told = measured_on(order.chosen, language) + _told(found, language)
    return told, gr.update(value=pictures, visible=found.share > 0)


def measure_gamut(order: Order | None, target: str, own: OwnProfile | None, language: str) -> str:
    """The same figures, of the whole photo; of a press only what lies outside, as its cures take minutes."""
    if order is None or order.chosen is None:
        return hint(language)
    start = time.perf_counter()
    rgb = edited(open_photo(order.chosen.photo).array, order.setting)
    gamut, language = gamut_called(target, own), order.language
    if target.startswith(PRESS):
        told = f'<div class="report">{fact_list([_share(gamut, outside(rgb, gamut)[1], language)])}</div>'
    else:
        told = _told(cures(rgb, gamut), language)
    return measured_whole(order.chosen, start, language) + told


def gamut_called(target: str, own: OwnProfile | None = None) -> Gamut:
    """A screen by its name, or the press of a profile: the visitor's own, or one that this machine has."""
    if not target.startswith(PRESS):
        return find_gamut(target)
    press = profile_of(target.removeprefix(PRESS), own)
    title = Text(press.title, press.title)
    return device(target, title, lambda rgb: ~outside_press(rgb[None], press)[0])


def marked(rgb: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The picture in gray with the masked pixels in `MARK`: uint8 (H, W, 3)."""
    gray = as_bytes(np.clip(rgb, 0, 1).mean(axis=2, keepdims=True) * 0.7 + 0.15)
    return np.where(mask[..., None], np.uint8(MARK), gray)


def _kept(pixels: np.ndarray, name: str) -> str:
    return keep_file(png_bytes(pixels), f"gamut-{name}.png")


def _told(found: Cures, language: str | None) -> str:
    facts = [_share(found.gamut, found.share, language)]
    for name, cure in (("clip", found.clip), ("reduce", found.reduce)):
        if cure and found.share:
            facts.append((say(f"lab.cost_{name}", language), _cost(cure)))
    inside = "" if found.share else f'<p class="note">{escape(say("lab.all_inside", language))}</p>'
    return f'<div class="report">{fact_list(facts)}{inside}</div>'


def _share(gamut: Gamut, share: float, language: str | None) -> tuple[str, str]:
    return say("lab.outside", language, gamut=gamut.title.pick(language)), f"{share:.2%}"


def _cost(cure: Cure) -> str:
    return f"{cure.mean:.2f} / {cure.maximum:.2f}"


def choose_cure(cure: str, setting: Setting, chosen: Chosen | None, language: str) -> tuple:
    """Take the cure for the photo on the left and for the download."""
    setting = replace(setting, cure=cure)
    return setting, figure(chosen, setting, language)


def take_gamut_profile(path: str | None, language: str) -> tuple:
    """Take a visitor's own profile, after a look into it, as the gamut to look at."""
    if path is None:
        return gr.skip(), gr.skip()
    own = look_into(path)
    return own, gr.update(choices=targets(own), value=PRESS + OWN)


def offer_gamut(own: OwnProfile | None, language: str) -> dict:
    """Let the menu have the profile that was uploaded, here or under Press."""
    return gr.update(choices=targets(own))


def targets(own: OwnProfile | None = None) -> list[tuple]:
    """Screens, and the presses whose profiles this machine has or the visitor brought, as (title, name)."""
    screens = [(gamut.title.en, name) for name, gamut in GAMUTS.items()]
    presses = [(profile.title, PRESS + profile.name) for profile in find_profiles()]
    return screens + presses + ([(own.title, PRESS + OWN)] if own else [])


def build(bench: Bench) -> None:
    """The section: which gamut, what lies outside, and which cure the edit takes."""
    gr.HTML(f'<p class="note">{t("lab.gamut_how")}</p>')
    with gr.Row(elem_classes="lab-row"):
        target = Menu(
            targets(), value="rgb", label=t("lab.target"), filterable=False, min_width=260, elem_id="lab-target"
        )
        upload = upload_button("lab-gamut-profile")
    with gr.Row(elem_classes="lab-row"):
        choices = [(t(f"lab.cure_{name}"), name) for name in CURES]
        cure = gr.Radio(choices, value="clip", label=t("lab.cure"), elem_id="lab-cure")
    told, whole = gr.HTML(HINT, elem_id="lab-gamut-report"), whole_button("gamut")
    pictures = gr.Gallery(
        label=t("lab.gamut"), format="png", columns=3, object_fit="contain", height="auto", visible=False,
        show_label=False, interactive=False, buttons=["fullscreen"],
        elem_classes="lab-gallery lab-three", elem_id="lab-gamut-pictures",
    )  # fmt: skip
    bench.page.on(
        [bench.order.change, target.input, bench.own.change], show_gamut, [bench.order, target, bench.own],
        [told, pictures], api_name="lab_gamut", trigger_mode="always_last", show_progress_on=pictures, **PREVIEW,
    )  # fmt: skip
    bench.page.on(
        whole.click, measure_gamut, [bench.order, target, bench.own], told, api_name="lab_gamut_whole",
        trigger_mode="once", **HEAVY,
    )  # fmt: skip
    bench.page.on(
        upload.upload, take_gamut_profile, [upload], [bench.own, target], api_name="lab_gamut_profile",
        show_progress="hidden", **HEAVY,
    )
    bench.page.on(
        bench.own.change, offer_gamut, [bench.own], target, api_name="lab_gamut_presses", show_progress="hidden"
    )
    bench.page.on(
        cure.input, choose_cure, [cure, bench.setting, bench.chosen], [bench.setting, bench.picture],
        api_name="lab_cure", show_progress="hidden",
    )  # fmt: skip
