"""The picture on which colors are given, and the colors that a place could have. All of it is HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from colorize.tabs.text import say


def correct_figure(
    path: str,
    given: Iterable[tuple[float, float, str]],
    language: str | None,
    place: tuple[float, float] | None = None,
    alt: str = "correct.alt",
) -> str:
    """The colored picture with a dot at every given color, and a ring at the place that is asked about.

    Args:
        path: of the picture, a file that the page serves.
        given: (x, y, "#rrggbb"), places as shares of width and height.
        language: the page's language tag.
        place: where the person has clicked, likewise.
        alt: key of what the picture is, for those who hear the page.
    """
    dots = "".join(mark(x, y, f"background:{color}") for x, y, color in given)
    ring = mark(*place, "", "ring") if place else ""
    return (
        f'<div class="correct-figure"><img src="gradio_api/file={quote(path)}" tabindex="0" role="application" '
        f'alt="{escape(say(alt, language))}">{dots}{ring}</div>'
    )


def mark(x: float, y: float, style: str, kind: str = "dot") -> str:
    """A dot or a ring on a picture, at shares of its width and height."""
    return f'<span class="mark {kind}" style="left:{100 * x:.3f}%;top:{100 * y:.3f}%;{style}"></span>'


def color_buttons(colors: Iterable[str], language: str | None) -> str:
    """One button for each likely color of a place; before there is a place, what to do."""
    buttons = "".join(
        f'<button type="button" class="likely" data-color="{color}" style="background:{color}" '
        f'title="{color}" aria-label="{escape(say("correct.this", language, color=color))}"></button>'
        for color in colors
    )
    text = say("correct.likely" if buttons else "correct.how", language)
    return f'<p class="note">{escape(text)}</p><div class="likely-row">{buttons}</div>'
