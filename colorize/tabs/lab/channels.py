"""Channels: each as a picture with its histogram, and controls that change the photo through them."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from types import SimpleNamespace

import gradio as gr
import numpy as np

from colorize.color import SPACES
from colorize.lab.gamut import outside
from colorize.lab.neutral import differences
from colorize.lab.statistics import ChannelStatistics, statistics
from colorize.tabs.lab import download
from colorize.tabs.lab.bench import HINT, Bench, Chosen, Order, Setting, hint
from colorize.tabs.lab.edits import BETWEEN, GAINS, PLACES, as_text, edited, swaps
from colorize.tabs.lab.source import figure
from colorize.tabs.lab.views import address, read_preview
from colorize.tabs.limits import PREVIEW
from colorize.tabs.menus import Menu
from colorize.tabs.report import plain
from colorize.tabs.text import channel_name, say, t

TITLE = "lab.channels"
NEUTRAL = (0, 1, False) * PLACES + ("",)
"""What the controls say when nothing is changed."""
LIVE_JS = "(...controls) => window.colorizeLab.show('#lab-picture img', 'edit', controls)"


def show_channels(order: Order | None, language: str) -> tuple:
    """Draw every channel of the edited photo, with its histogram."""
    if order is None or order.chosen is None:
        return (*("",) * PLACES, hint(language))
    rgb = edited(read_preview(order.chosen.token)[..., :3], order.setting)
    channels = statistics(rgb, order.setting.mode)
    cards = [_card(channel, index, order, order.language) for index, channel in enumerate(channels)]
    return (*cards, *("",) * (PLACES - len(cards)), _beyond(rgb, order.language))


def _card(found: ChannelStatistics, index: int, order: Order, language: str | None) -> str:
    channel, title = found.channel, found.channel.title.pick(language)
    digits = 1 if channel.high - channel.low > 20 else 3
    values = {"low": found.minimum, "high": found.maximum, "mean": found.mean}
    values = {name: f"{round(value, digits) + 0.0:.{digits}f}" for name, value in values.items()}
    measured = say("lab.measured", language, **values)
    range_ = say("lab.range_of", language, low=plain(channel.low), high=plain(channel.high), unit=channel.unit)
    source = escape(address(order.chosen, order.setting, channel=index))
    alt = escape(say("lab.channel_alt", language, name=channel_name(channel.name, language), title=title))
    return (
        f'<article class="channel"><h4><b>{escape(channel_name(channel.name, language))}</b> {escape(title)}</h4>'
        f'<img src="{source}" alt="{alt}" loading="lazy">'
        f"{histogram(found.shares, escape(f'{channel_name(channel.name, language)}: {measured}'))}"
        f"<p>{escape(range_)}</p><p>{escape(measured)}</p></article>"
    )


def histogram(shares: np.ndarray, label: str) -> str:
    """Shares (bins,) as a small SVG; the tallest bar that is not at an end fills its height.

    Args:
        label: what a screen reader says, as HTML.
    """
    tallest = max(float(shares[1:-1].max(initial=0)), 1e-6)
    heights = np.minimum(shares / tallest, 1) * 40
    bars = "".join(f"M{x} 40v-{height:.1f}h1v{height:.1f}z" for x, height in enumerate(heights))
    return (
        f'<svg class="histogram" viewBox="0 0 {len(shares)} 40" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}"><path d="{bars}"/></svg>'
    )


def _beyond(rgb: np.ndarray, language: str | None) -> str:
    share = outside(rgb)[1]  # as Gamut counts them
    if share == 0:
        return ""
    return f'<ul class="flags"><li>{escape(say("lab.beyond", language, share=share))}</li></ul>'


def choose_mode(mode: str, setting: Setting, chosen: Chosen | None, language: str) -> tuple:
    """Change to another mode, or start again: its channels' controls, all neutral."""
    setting = replace(setting, mode=mode, edit="")
    return setting, figure(chosen, setting, language), summary(mode, language), *controls_of(mode, language, fresh=True)


def summary(mode: str, language: str | None) -> str:
    """What the mode is for, in one line."""
    return f'<p class="about">{escape(SPACES[mode].summary.pick(language))}</p>'


def label_controls(setting: Setting, language: str) -> tuple:
    """Name the controls after the mode's channels, in the language now in force."""
    return summary(setting.mode, language), *controls_of(setting.mode, language, fresh=False)


def controls_of(mode: str, language: str | None, fresh: bool) -> tuple:
    """Updates of every place's column and controls, and of the swap.

    Args:
        fresh: whether they go back to neutral.
    """
    channels, updates = SPACES[mode].channels, []
    for place in range(PLACES):
        if place >= len(channels):
            updates += [gr.update(visible=False), *(gr.update(value=value) for value in NEUTRAL[:3])]
            continue
        channel = channels[place]
        names = [say(key, language, name=channel_name(channel.name, language)) for key in ("lab.shift_of", "lab.gain_of", "lab.drop_of")]
        shift, gain, drop = ({"label": name} for name in names)
        if fresh:
            reach, step = _reach(mode, place)
            shift |= {"minimum": -reach, "maximum": reach, "step": step, "value": 0}
            gain |= {"visible": not channel.angle, "value": 1}
            drop |= {"value": False}
        updates += [gr.update(visible=True), *(gr.update(**each) for each in (shift, gain, drop))]
    choices = [(say("lab.no_swap", language), ""), *((_named(pair, mode, language), pair) for pair in swaps(mode))]
    return *updates, gr.update(choices=choices, **({"value": ""} if fresh else {}))


def _named(pair: str, mode: str, language: str | None) -> str:
    """A pair of channels to swap, in words where their names are words."""
    names = {channel.name: channel_name(channel.name, language) for channel in SPACES[mode].channels}
    return BETWEEN.join(names[name] for name in pair.split(BETWEEN))


def _reach(mode: str, place: int) -> tuple[float, float]:
    """How far a channel can be shifted to either side, and in which steps: 1 for degrees, 0.01 for shares."""
    channel = SPACES[mode].channels[place]
    width = channel.high - channel.low
    halved = channel.angle or differences(mode)[place]
    return width / 2 if halved else width, float(10 ** np.floor(np.log10(width / 50)))


def change_edit(setting: Setting, chosen: Chosen | None, *controls) -> tuple:
    """Take over what the controls say, once they are let go."""
    *values, language = controls
    setting = replace(setting, edit="" if tuple(values) == NEUTRAL else as_text(tuple(values)))
    return setting, figure(chosen, setting, language)


def build(bench: Bench) -> None:
    """The section: a card with controls a channel, then what concerns them all, then the download."""
    places = []
    with gr.Row(elem_classes="lab-channels"):
        for place in range(PLACES):
            with gr.Column(min_width=150, visible=place < 3, elem_id=f"lab-channel-{place}") as column:
                places.append(_place(place, column))
    note = gr.HTML(HINT, elem_id="lab-note")
    with gr.Row(elem_classes="lab-row"):
        swap = Menu([("", "")], value="", label=t("lab.swap"), filterable=False, min_width=150, elem_id="lab-swap")
        reset = gr.Button(t("lab.reset"), elem_id="lab-reset", min_width=120)
    controls = [control for place in places for control in place.controls] + [swap]
    changed = [part for place in places for part in (place.column, *place.controls)] + [swap]
    _wire(bench, places, controls, changed, note, reset)
    download.build(bench)


def _place(place: int, column: gr.Column) -> SimpleNamespace:
    card = gr.HTML(elem_id=f"lab-card-{place}")
    reach, step = _reach(Setting().mode, min(place, 2))
    controls = [
        gr.Slider(-reach, reach, 0, step=step, label=t("lab.shift"), elem_id=f"lab-shift-{place}"),
        gr.Slider(*GAINS, 1, step=0.01, label=t("lab.gain"), elem_id=f"lab-gain-{place}"),
        gr.Checkbox(False, label=t("lab.drop"), elem_id=f"lab-drop-{place}"),
    ]
    return SimpleNamespace(column=column, card=card, controls=controls)


def _wire(bench: Bench, places: list, controls: list, changed: list, note: gr.HTML, reset: gr.Button) -> None:
    page, hidden = bench.page, {"show_progress": "hidden", "trigger_mode": "always_last"}
    page.live([control.input for control in controls], controls, LIVE_JS)
    letting_go = [control.release if isinstance(control, gr.Slider) else control.input for control in controls]
    page.on(
        letting_go, change_edit, [bench.setting, bench.chosen, *controls], [bench.setting, bench.picture],
        api_name="lab_edit", **hidden,
    )  # fmt: skip
    for trigger, name in ((bench.mode.input, "lab_mode"), (reset.click, "lab_reset")):
        page.on(
            trigger, choose_mode, [bench.mode, bench.setting, bench.chosen], [bench.setting, bench.picture, bench.summary, *changed],
            api_name=name, **hidden,
        )  # fmt: skip
    page.on(
        [page.blocks.load, page.language_changed.click], label_controls, [bench.setting], [bench.summary, *changed],
        api_name="lab_labels", queue=False, **hidden,
    )  # fmt: skip
    page.on(
        bench.order.change, show_channels, [bench.order], [*(place.card for place in places), note],
        api_name="lab_channels", **hidden, **PREVIEW,
    )  # fmt: skip
