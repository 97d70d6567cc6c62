"""Press: the edited photo as the inks of a press, its proof on the screen, and how much ink lies where."""

from __future__ import annotations

import time
from dataclasses import replace
from html import escape

import gradio as gr
import numpy as np

from colorize.color.pictures import convert
from colorize.image import FORMATS, Picture, encode
from colorize.press import (
    INK_LIMIT,
    INTENTS,
    Ink,
    find_profiles,
    ink_map,
    measure_ink,
    separate,
    soft_proof,
)
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
from colorize.tabs.lab.edits import cured, edited
from colorize.tabs.lab.own_profile import OWN, OwnProfile, look_into, named, profile_of, upload_button
from colorize.tabs.lab.views import read_preview
from colorize.tabs.limits import HEAVY, PREVIEW
from colorize.tabs.menus import Menu, format_choices
from colorize.tabs.photo_input import file_stem
from colorize.tabs.preview import as_bytes, keep_file, png_bytes
from colorize.tabs.report import fact_list, flag_list
from colorize.tabs.text import page_error, say, t
from colorize.tabs.work import open_photo

TITLE = "lab.press"
FORMULA = "formula"
"""Beside the names of found profiles and the visitor's own: no profile at all."""
FORMS = ("tiff", "jpeg")
NOTICED = 5e-4
"""Share of pixels whose proof is cut off from which the page says so: the first that is written as 0.1 %."""


def show_press(
    order: Order | None, press: str, own: OwnProfile | None, intent: str, black_point: bool, limit: float, language: str
) -> tuple:
    """Separate the preview, show its proof and its ink."""
    if order is None or order.chosen is None:
        return hint(language), gr.update(visible=False)
    language = order.language
    rgb = _edited(read_preview(order.chosen.token)[..., :3], order.setting)
    inks, proof = _printed(rgb, press, own, intent, black_point)
    pictures = [
        (_kept(as_bytes(proof.array), "proof"), say("lab.proof", language)),
        (_kept(as_bytes(ink_map(inks, limit)), "ink"), say("lab.ink_map", language, limit=limit)),
    ]
    for index, ink in enumerate(("cyan", "magenta", "yellow", "black")):
        pictures.append((_kept(as_bytes(1 - inks.array[..., index]), ink), say(f"lab.plate_{ink}", language)))
    told = measured_on(order.chosen, language) + _told(measure_ink(inks, limit), proof.flags, press, language)
    return told, gr.update(value=pictures, visible=True)


def measure_press(
    order: Order | None, press: str, own: OwnProfile | None, intent: str, black_point: bool, limit: float, language: str
) -> str:
    """The same figures, of the whole photo."""
    if order is None or order.chosen is None:
        return hint(language)
    start = time.perf_counter()
    rgb = _edited(open_photo(order.chosen.photo).array, order.setting)
    inks, proof = _printed(rgb, press, own, intent, black_point)
    told = _told(measure_ink(inks, limit), proof.flags, press, order.language)
    return measured_whole(order.chosen, start, order.language) + told


def _printed(rgb: np.ndarray, press: str, own: OwnProfile | None, intent: str, black_point: bool) -> tuple:
    """The inks of sRGB (H, W, 3), and how they look in print."""
    inks = to_inks(Picture(rgb, "rgb"), press, own, intent, black_point)
    return inks, soft_proof(inks, intent, black_point) if press != FORMULA else convert(inks, "rgb")


def _edited(rgb: np.ndarray, setting: Setting) -> np.ndarray:
    return cured(edited(rgb, setting), setting.cure)


def to_inks(picture: Picture, press: str, own: OwnProfile | None, intent: str, black_point: bool) -> Picture:
    """A picture as ink: by a profile's tables, or by the plain formula where there is none."""
    if press == FORMULA:
        return convert(picture, "cmyk")
    return separate(picture, profile_of(press, own), intent, black_point)


def _kept(pixels: np.ndarray, name: str) -> str:
    return keep_file(png_bytes(pixels), f"press-{name}.png")


def _told(ink: Ink, flags: dict, press: str, language: str | None) -> str:
    flags = {name: value for name, value in flags.items() if name != "press_profile"}  # the menu says it
    if flags.get("proof_clipped", 0) < NOTICED:
        flags.pop("proof_clipped", None)
    facts = [
        (say("lab.ink_mean", language), f"{ink.mean:.0f} %"),
        (say("lab.ink_max", language), f"{ink.maximum:.0f} %"),
        (say("lab.ink_over", language, limit=ink.limit), f"{ink.share_over:.2%}"),
    ]
    formula = f'<p class="note">{escape(say("lab.by_formula", language))}</p>' if press == FORMULA else ""
    return f'<div class="report">{fact_list(facts)}{formula}{flag_list(flags, language)}</div>'


def take_profile(path: str | None, language: str) -> tuple:
    """Take a visitor's own profile, after a look into it."""
    if path is None:
        return gr.skip(), gr.skip(), gr.skip()
    own = look_into(path)
    return own, gr.update(choices=presses(own), value=OWN), named(own)


def offer_press(own: OwnProfile | None, language: str) -> dict:
    """Let the menu have the profile that was uploaded, here or under Gamut."""
    return gr.update(choices=presses(own))


def presses(own: OwnProfile | None = None) -> list[tuple]:
    """What can make ink, as (title, name): found profiles, the visitor's own, the formula."""
    found = [(profile.title, profile.name) for profile in find_profiles()]
    return found + ([(own.title, OWN)] if own else []) + [(t("lab.formula_press"), FORMULA)]


def write_press(
    chosen: Chosen | None, setting: Setting, press: str, own: OwnProfile | None, intent: str, black_point: bool,
    form: str, language: str,
) -> dict:  # fmt: skip
    """The edited photo at full size as a CMYK file with its press's profile."""
    if chosen is None:
        raise page_error("error.no_picture")
    source = open_photo(chosen.photo)
    rgb = replace(source, array=_edited(source.array, setting))
    inks = to_inks(rgb, press, own, intent, black_point)
    name = f"{file_stem(chosen.photo.name)}-cmyk{FORMATS[form].suffixes[0]}"
    return gr.update(value=keep_file(encode(inks, form), name))


def build(bench: Bench) -> None:
    """The section: profile and settings, figures, proof, ink and plates, download."""
    page, known = bench.page, presses()
    found = (
        f'<p class="note">{t("lab.press_how")}</p>' if len(known) > 1 else f'<p class="status">{t("lab.no_press")}</p>'
    )
    line = gr.HTML(found, elem_id="lab-press-line")
    with gr.Row(elem_classes="lab-row"):
        press = Menu(
            known,
            value=known[0][1],
            label=t("lab.press_profile"),
            filterable=False,
            min_width=260,
            elem_id="lab-press-profile",
        )
        upload = upload_button("lab-own-profile")
    with gr.Row(elem_classes="lab-row"):
        intents = [(t(f"lab.intent_{intent}"), intent) for intent in INTENTS]
        intent = Menu(
            intents,
            value="relative",
            label=t("lab.intent"),
            filterable=False,
            min_width=260,
            scale=2,
            elem_id="lab-intent",
        )
        limit = gr.Slider(200, 400, INK_LIMIT, step=5, label=t("lab.ink_limit"), min_width=240, elem_id="lab-ink-limit")
        black_point = gr.Checkbox(True, label=t("lab.black_point"), min_width=160, elem_id="lab-black-point")
    told, whole = gr.HTML(HINT, elem_id="lab-press-report"), whole_button("press")
    pictures = gr.Gallery(
        label=t("lab.press"), format="png", columns=2, object_fit="contain", height="auto", visible=False,
        show_label=False, interactive=False, buttons=["fullscreen"],
        elem_classes="lab-gallery", elem_id="lab-press-pictures",
    )  # fmt: skip
    with gr.Row(elem_classes="lab-row"):
        form = Menu(format_choices(list(FORMS)), value="tiff", label=t("studio.format"), filterable=False, min_width=150,
                    elem_id="lab-press-format")  # fmt: skip
        make = gr.Button(t("lab.download_cmyk"), variant="primary", min_width=150, elem_id="lab-press-make")
        file = gr.DownloadButton(t("studio.download"), visible="hidden", elem_id="lab-press-file")

    rendering = [press, bench.own, intent, black_point]
    page.on(
        [bench.order.change, press.change, bench.own.change, intent.input, black_point.input, limit.release],
        show_press, [bench.order, *rendering, limit], [told, pictures], api_name="lab_press",
        trigger_mode="always_last", show_progress_on=pictures, **PREVIEW,
    )  # fmt: skip
    page.on(
        whole.click, measure_press, [bench.order, *rendering, limit], told, api_name="lab_press_whole",
        trigger_mode="once", **HEAVY,
    )  # fmt: skip
    page.on(
        upload.upload, take_profile, [upload], [bench.own, press, line], api_name="lab_press_profile",
        show_progress="hidden", **HEAVY,
    )
    page.on(bench.own.change, offer_press, [bench.own], press, api_name="lab_press_presses", show_progress="hidden")
    made = page.on(
        make.click, write_press, [bench.chosen, bench.setting, *rendering, form], file, api_name="lab_press_download",
        trigger_mode="once", show_progress_on=make, **HEAVY,
    )  # fmt: skip
    page.live_after(made, "() => window.colorizeLab.save('#lab-press-file')")
