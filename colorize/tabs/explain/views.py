"""What the tab Explain shows, section by section. All of it is HTML."""

from __future__ import annotations

from html import escape
from math import isnan
from urllib.parse import quote

import numpy as np

from colorize.explain.distribution import entropy
from colorize.explain.gaze import NOISY_COPIES
from colorize.tabs.classify.small import percent
from colorize.tabs.correct_view import correct_figure, mark
from colorize.tabs.explain.found import Asked, Held, StageView
from colorize.tabs.explain.plane import CROSS, DOT, RING, plane, sign
from colorize.tabs.text import say

MORE = 0.05
"""Of rank correlation: by so much the gradient must beat mere nearness to be said to say more."""


def note(key: str, language: str | None, kind: str = "note", **values) -> str:
    """A sentence of the table as a paragraph."""
    return f'<p class="{kind}">{escape(say(key, language, **values))}</p>'


def point_view(held: Held, language: str | None) -> str:
    """The painted photo with a ring at the place that is asked about."""
    place = held.asked.place if held.asked else None
    figure = correct_figure(held.seen.painted, (), language, place, alt="explain.point_alt")
    return note("explain.point", language) + figure


def likely_view(held: Held, temperature: float, language: str | None) -> str:
    """The distribution at the place, at a temperature; of a network of one answer, that."""
    asked = held.asked
    title = f"<h3>{escape(say('explain.likely', language))}</h3>"
    if asked.distribution is None:
        row = _legend("", asked.color, say("explain.one_color", language))
        return f'{title}{note("explain.one_answer", language)}<ul class="answers">{row}</ul>'
    found = asked.distribution
    probability = found.probability(temperature)
    first = int(probability.argmax())
    answer, plain, painted = found.shown(np.stack([found.mean(temperature), found.plain, found.painted]))
    likeliest, share = found.shown(found.bins[[first]])[0], percent(float(probability[first]))
    alt = say(
        "explain.plane_alt", language, first=likeliest, share=share, temperature=temperature, answer=answer, plain=plain
    )
    bits = float(entropy(probability))
    rows = (
        _legend(sign(DOT), answer, say("explain.answer", language, temperature=temperature)),
        _legend(sign(CROSS), plain, say("explain.plain", language)),
        _legend(sign(RING), painted, say("explain.painted", language, temperature=found.temperature)),
        _legend("", likeliest, say("explain.first", language, share=share)),
    )
    about = note(
        "explain.plane", language, lightness=found.lightness, outside=percent(float(probability[~found.fits].sum()))
    )
    words = note("explain.bits", language, bits=bits, most=np.log2(len(probability)), count=2**bits)
    return (
        f'{title}<div class="likely-colors">{plane(found, temperature, alt)}<div><ul class="answers">{"".join(rows)}</ul>'
        f"{words}{about}</div></div>"
    )


def _legend(mark: str, color: str, words: str) -> str:
    return (
        f'<li><span class="mark-box">{mark}</span><span class="color" style="background:{color}"></span>'
        f"<span>{escape(words)}: <code>{color}</code></span></li>"
    )


def undecided_view(held: Held, language: str | None) -> str:
    """The map of entropy with its scale; empty for a network of one answer."""
    found = held.seen.undecided
    if found is None:
        return ""
    ends = "".join(
        f"<span>{escape(say('explain.entropy_low', language, bits=bits, share=f'{bits / found.most:.0%}'))}</span>"
        for bits in (found.low, found.high)
    )
    return (
        f"<h3>{escape(say('explain.entropy', language))}</h3>"
        f"{_figure(found.path, say('explain.entropy_alt', language, low=found.low, high=found.high), '', held.asked)}"
        f'<div class="scale" aria-hidden="true"></div><p class="scale-ends">{ends}</p>'
        f"{note('explain.entropy_is', language, stride=held.seen.stride)}"
    )


def looked_view(held: Held, language: str | None) -> str:
    """Both maps of what decided the place, and how well they agree."""
    asked = held.asked
    key = "explain.gradient" if asked.distribution else "explain.gradient_one"
    words = say(key, language, copies=NOISY_COPIES)
    figures = [_figure(asked.gradient, say("explain.gradient_alt", language), words, asked)]
    words = say("explain.cover", language, side=asked.side, most=asked.most)
    figures.append(_figure(asked.cover, say("explain.cover_alt", language), words, asked))
    waiting = f'<figure class="waiting"><figcaption>{escape(say("explain.wait", language))}</figcaption></figure>'
    shown = [figure if path else waiting for figure, path in zip(figures, (asked.gradient, asked.cover), strict=True)]
    return (
        f'<h3>{escape(say("explain.looked", language))}</h3><div class="maps">{"".join(shown)}</div>'
        f"{_agreement(asked, language)}"
    )


def _agreement(asked: Asked, language: str | None) -> str:
    found = asked.agreement
    if found is None:
        return ""
    if isnan(found.gradient):
        return note("explain.agree_none", language, "lead")
    words = say(
        "explain.agree", language, gradient=found.gradient, nearness=found.nearness, squares=found.squares
    )
    more = found.gradient > found.nearness + MORE
    verdict = say("explain.agree_more" if more else "explain.agree_less", language)
    return f'<p class="lead">{escape(words)} {escape(verdict)}</p>'


def _figure(path: str, alt: str, caption: str, asked: Asked | None) -> str:
    """A map with a ring at the place."""
    ring = mark(*asked.place, "", "ring") if asked else ""
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return (
        f'<figure><div class="map-frame"><img src="gradio_api/file={quote(path)}" alt="{escape(alt)}">{ring}</div>'
        f"{words}</figure>"
    )


def stages_view(held: Held, language: str | None) -> str:
    """The strongest channels of every stage."""
    count = max(len(stage.paths) for stage in held.seen.stages)
    rows = "".join(_stage(stage, language) for stage in held.seen.stages)
    return (
        f"<h3>{escape(say('explain.stages', language))}</h3>{note('explain.stages_are', language, count=count)}{rows}"
    )


def _stage(stage: StageView, language: str | None) -> str:
    key, (width, height) = f"explain.stage_{stage.half}", stage.size
    title = say(key, language, stride=stage.stride, channels=stage.channels, width=width, height=height)
    maps = "".join(
        _channel(path, title, say("explain.channel", language, number=number))
        for path, number in zip(stage.paths, stage.numbers, strict=True)
    )
    return f'<h4>{escape(title)}</h4><div class="stage-row">{maps}</div>'


def _channel(path: str, title: str, name: str) -> str:
    return (
        f'<figure><img class="pixels" src="gradio_api/file={quote(path)}" alt="{escape(f"{title}, {name}")}">'
        f"<figcaption>{escape(name)}</figcaption></figure>"
    )
