"""The color-mode lab: one photograph, and everything that a color mode makes of it."""

from __future__ import annotations

from functools import partial
from types import ModuleType

import gradio as gr

from colorize.tabs.lab import about, article, probe
from colorize.tabs.lab.bench import Bench, Order
from colorize.tabs.lab.source import Chosen, build_source, first_example
from colorize.tabs.page import Page
from colorize.tabs.text import t

TITLE = "lab.title"
SECTIONS: tuple[ModuleType, ...] = (probe, about, article)
"""In the order in which they stand; each has a title and a `build` that is given the bench and its orders."""


def name_of(section: ModuleType) -> str:
    """A section by the last part of its module's name."""
    return section.__name__.rpartition(".")[2]


def open_section(name: str, chosen: Chosen | None, mode: str, edit: tuple, language: str) -> tuple:
    """Show a section: it is worked out when it is first looked at, and anew only when something has changed."""
    return name, *order(name, chosen, mode, edit, language)


def order(name: str, chosen: Chosen | None, mode: str, edit: tuple, language: str) -> tuple:
    """Ask the open section, and no other, to show what is now chosen."""
    wanted = Order(chosen, mode, edit, language)
    return tuple(wanted if name_of(section) == name else gr.skip() for section in SECTIONS)


def build(page: Page) -> None:
    """The tab: the photo on the left, always in sight; on the right a mode and what there is to see of it."""
    chosen, edit, opened = gr.State(), gr.State(()), gr.State(name_of(SECTIONS[0]))
    with gr.Row(elem_classes="lab"):
        with gr.Column(scale=5, min_width=320, elem_classes="lab-photo"):
            source = build_source()
        with gr.Column(scale=8, min_width=320):
            mode = source.mode_menu()
            with gr.Tabs(overflow_behavior="wrap", elem_id="lab-sections"):
                bench = Bench(page, chosen, edit, mode, source.picture)
                orders, tabs = {}, {}
                for section in SECTIONS:
                    name = name_of(section)
                    with gr.Tab(t(section.TITLE), id=name, elem_id=f"lab-{name}") as tabs[name]:
                        orders[name] = gr.State()
                        section.build(bench, orders[name])
