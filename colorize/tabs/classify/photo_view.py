"""What a network says of a photo, and where it looked. All of it is HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from colorize import classes
from colorize.checkpoint import read_card
from colorize.tabs.classify.small import bar, percent
from colorize.tabs.text import say
from colorize.text import Text


@dataclass(frozen=True)
class Seen:
    """What was found in a photo.

    Args:
        judge: the classifier's name.
        colors: how it was shown the photo: `true`, `gray` or `recolored`.
        top: the five likeliest classes, each with its probability.
        chosen: the class whose maps are shown.
        shown: path of the picture that the network was shown.
        cam, occlusion: paths of the maps; "" where they are not there yet.
        falls: the probability with nothing covered, and what is left of it where the occlusion map is brightest.
    """

    judge: str
    colors: str
    top: tuple[tuple[int, float], ...]
    chosen: int
    shown: str
    cam: str = ""
    occlusion: str = ""
    falls: tuple[float, ...] = ()


def looking(language: str | None) -> str:
    """That the network is at work."""
    return f'<p class="status">{escape(say("classify.looking", language))}</p>'


def result_view(seen: Seen, language: str | None) -> str:
    """Five names as buttons, and the maps of the chosen one."""
    names: list[Text] = classes.NAMES[read_card(seen.judge, task="classify").output["names"]]()
    rows = "".join(_row(names[place], place, chance, place == seen.chosen, language) for place, chance in seen.top)
    name = names[seen.chosen].pick(language)
    figures = [_figure(seen.shown, say("classify.seen_alt", language), say("classify.seen", language))]
    if seen.cam:
        figures.append(
            _figure(seen.cam, say("classify.cam_alt", language, name=name), say("classify.cam", language, name=name))
        )
    figures.append(_occlusion(seen, name, language))
    return (
        f'<p class="note">{escape(say("classify.top5", language))}</p><ol class="names">{rows}</ol>'
        f'<p class="fine">{escape(say("classify.guess", language))}</p><div class="maps">{"".join(figures)}</div>'
    )


def _row(name: Text, place: int, chance: float, chosen: bool, language: str | None) -> str:
    """A name in the page's language, and smaller in the other one."""
    own, other = (name.zh, name.en) if name.pick(language) == name.zh else (name.en, name.zh)
    label = escape(say("classify.explain", language, name=own))
    return (
        f'<li><button type="button" class="name" data-place="{place}" aria-pressed="{str(chosen).lower()}" title="{label}">'
        f"<span><b>{escape(own)}</b> <small>{escape(other)}</small></span><span>{escape(percent(chance))}</span>"
        f"{bar(chance)}</button></li>"
    )


def _occlusion(seen: Seen, name: str, language: str | None) -> str:
    if not seen.occlusion:
        return f'<figure class="waiting"><figcaption>{escape(say("classify.occlusion_wait", language))}</figcaption></figure>'
    whole, left = seen.falls
    if left >= whole:
        words = say("classify.occlusion_none", language, name=name)
    else:
        words = say("classify.occlusion", language, name=name, whole=percent(whole), left=percent(left))
    return _figure(seen.occlusion, say("classify.occlusion_alt", language, name=name), words)


def _figure(path: str, alt: str, caption: str) -> str:
    return (
        f'<figure><img src="gradio_api/file={quote(path)}" alt="{escape(alt)}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )
