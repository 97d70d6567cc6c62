"""The color-mode lab: one photograph, and everything that a color mode makes of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import ModuleType

import gradio as gr

from colorize.tabs.lab import about, article, channels, gamut, looks, plots, press, probe, round_trip
from colorize.tabs.lab.bench import Bench, Chosen, Order, Setting
from colorize.tabs.lab.source import build_source, mode_menu, wire_source
from colorize.tabs.page import Page
from colorize.tabs.text import t

TITLE = "lab.title"
SECTIONS: tuple[ModuleType, ...] = (
    channels, probe, round_trip, gamut, plots, looks, press, about, article,
)  # fmt: skip
"""In the order in which they stand; each has a title, and a `build` that is given the bench."""


def name_of(section: ModuleType) -> str:
    """A section by the last part of its module's name."""
    return section.__name__.rpartition(".")[2]


def open_section(name: str, chosen: Chosen | None, setting: Setting, language: str) -> tuple:
    """Show a section: it is worked out when it is first looked at, and anew only when something has changed."""
    return name, *give_orders(name, chosen, setting, language)


def give_orders(opened: str, chosen: Chosen | None, setting: Setting, language: str) -> tuple:
    """Ask the open section, and no other, to show what is now chosen."""
    wanted = Order(chosen, setting, language)
    return tuple(wanted if name_of(section) == opened else gr.skip() for section in SECTIONS)


def build(page: Page) -> None:
    """The tab: the photo on the left, always in sight; on the right a mode and what there is to see of it."""
    chosen, setting, opened = gr.State(), gr.State(Setting()), gr.State(name_of(SECTIONS[0]))
    orders, tabs = [gr.State() for _ in SECTIONS], []
    with gr.Row(elem_classes="lab"):
        with gr.Column(scale=5, min_width=320, elem_classes="lab-photo"):
            source = build_source()
        with gr.Column(scale=8, min_width=320):
            mode, summary = mode_menu(), gr.HTML(elem_id="lab-summary")
            bench = Bench(page, chosen, setting, mode, summary, source.picture, gr.State(), gr.State())
            with gr.Tabs(overflow_behavior="wrap", elem_id="lab-sections"):
                for section, order in zip(SECTIONS, orders, strict=True):
                    with gr.Tab(t(section.TITLE), id=name_of(section), elem_id=f"lab-{name_of(section)}") as tab:
                        section.build(replace(bench, order=order))
                    tabs.append(tab)
    wire_source(page, source, setting, chosen)
    # Gradio notices that a state has changed only in events that go through its queue.
    page.on(
        [chosen.change, setting.change, page.language_changed.click], give_orders, [opened, chosen, setting], orders,
        api_name="lab_orders", trigger_mode="always_last", show_progress="hidden",
    )  # fmt: skip
    for section, tab in zip(SECTIONS, tabs, strict=True):
        name = name_of(section)
        page.on(
            tab.select, partial(open_section, name), [chosen, setting], [opened, *orders],
            api_name=f"lab_open_{name}", show_progress="hidden",
        )  # fmt: skip
        page.follow(tab, section.TITLE)
