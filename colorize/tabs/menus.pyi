"""Menus that come from registries and cards: a new mode or checkpoint is in them by itself."""

from __future__ import annotations

from html import escape

import gradio as gr

from colorize import checkpoint
from colorize.color import EFFECTS, SPACES
from colorize.image import FORMATS
from colorize.tabs.text import say, t
from colorize.tabs.work import BY_MODEL

from gradio.events import Dependency

class Menu(gr.Dropdown):
    """`gr.Dropdown` that leaves it to the layers below to refuse an unknown name: they say what there is to choose.

    Gradio's own refusal is in English only, and compares with choices that may have changed since the page was drawn.
    """

    is_template = True  # keeps the frontend of gr.Dropdown

    def preprocess(self, payload: str | None) -> str | None:
        """The name as it came."""
        return payload
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component


class Checks(gr.CheckboxGroup):
    """`gr.CheckboxGroup` whose choices change with a folder; names that are gone are passed over below."""

    is_template = True

    def preprocess(self, payload: list[str] | None) -> list[str]:
        """The names as they came."""
        return payload or []
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component


def mode_choices() -> list[tuple]:
    """(title that the browser translates, name) of every color mode, color by a model first."""
    return [(t(f"mode.{name}"), name) for name in (BY_MODEL, *SPACES, *EFFECTS)]


def model_choices(language: str | None) -> list[tuple[str, str]]:
    """(title and size, name) of every checkpoint that colorizes, the alias `auto` first."""
    cards = checkpoint.cards(task="colorize").items()
    choices = [(f"{card.title.pick(language)} · {card.bytes / 1e6:.1f} MB", name) for name, card in cards]
    return [(say("studio.model_auto", language), "auto"), *choices]


def format_choices(forms: list[str]) -> list[tuple[str, str]]:
    """(title, name) of download formats."""
    return [(FORMATS[form].title, form) for form in forms]


def about(mode: str, model: str, language: str | None) -> str:
    """What to expect of a color mode, or of the model where one colors: one line of HTML."""
    card = checkpoint.cards(task="colorize").get(checkpoint.ALIASES.get(model, model))
    if mode != BY_MODEL:
        line = (SPACES.get(mode) or EFFECTS[mode]).summary.pick(language)
    elif card:
        line = say(
            "studio.model_line", language, title=card.title.pick(language), megabytes=card.bytes / 1e6,
            summary=card.summary.pick(language),
        )  # fmt: skip
    else:
        line = say("studio.model_none", language)
    return f'<p class="about">{escape(line)}</p>'