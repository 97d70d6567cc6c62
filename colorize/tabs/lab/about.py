"""About the mode: what it is for, its formula, its catch, its channels, where it comes from."""

from __future__ import annotations

import re

import gradio as gr

from colorize.color import EFFECTS, SPACES
from colorize.tabs.lab.bench import Bench, Order
from colorize.tabs.report import plain
from colorize.tabs.text import FORMULA_WORDS, channel_name, say

TITLE = "lab.about"
LATEX = [{"left": "$$", "right": "$$", "display": True}]


def show_mode(order: Order | None, language: str) -> str:
    """Explain the chosen mode."""
    return explanation(order.setting.mode, order.language) if order else gr.skip()


def explanation(mode: str, language: str | None) -> str:
    """A mode as Markdown: its purpose, formula, catch, channels and source."""
    known = SPACES.get(mode) or EFFECTS[mode]
    head = " | ".join(say(key, language) for key in ("lab.channel", "lab.meaning", "lab.range"))
    rows = [f"| {head} |", "| --- | --- | --- |"]
    for channel in known.channels:
        ends = f"{plain(channel.low)} – {plain(channel.high)}{channel.unit}"
        rows.append(f"| **{channel_name(channel.name, language)}** | {channel.title.pick(language)} | {ends} |")
    base = getattr(known, "base", None)
    from_ = f" ({say('lab.formula_from', language, base=SPACES[base].title.pick(language))})" if base else ""
    parts = [
        f"### {known.title.pick(language)}",
        known.summary.pick(language),
        f"**{say('lab.formula', language)}**{from_}",
        f"$$\n{in_words(known.formula, language)}\n$$",
        f"**{say('lab.catch', language)}** {known.catch.pick(language)}",
        "\n".join(rows),
        f"{say('lab.source', language)} {known.source}",
    ]
    return "\n\n".join(parts)


def in_words(formula: str, language: str | None) -> str:
    """A formula with the words in it in the language in force."""
    return re.sub(r"\\text\{([^}]*)\}", lambda found: _word(found[1], language), formula)


def _word(text: str, language: str | None) -> str:
    words = FORMULA_WORDS.get(text.strip())
    return f"\\text{{{text.replace(text.strip(), words.pick(language)) if words else text}}}"


def build(bench: Bench) -> None:
    """The section: one text."""
    text = gr.Markdown(latex_delimiters=LATEX, elem_classes="lab-about")
    bench.page.on(
        bench.order.change, show_mode, [bench.order], text, api_name="lab_about", queue=False, show_progress="hidden"
    )
