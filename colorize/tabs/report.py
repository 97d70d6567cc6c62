"""What is said beside a picture: facts, flags in plain words, and what a format leaves out. All of it is HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from colorize.image import Picture
from colorize.tabs.preview import ChannelView, channels_of, reduced_size
from colorize.tabs.text import TEXT, card_title, mode_title, say
from colorize.text import Text


@dataclass(frozen=True)
class Report:
    """What is known of a result without its pixels: small enough to be kept for each person.

    Args:
        width, height: of the full-size result.
        mode: `model` or a color mode's name.
        model: the checkpoint's name; "" for a color mode.
        vividness: as asked for; None for a color mode.
        seconds: reading and coloring, without waiting in line and without writing the file.
        given: how many colors a person has given.
        flags: name to measured value.
        losses: download format to what it does not keep of this result.
    """

    width: int
    height: int
    mode: str
    model: str
    vividness: float | None
    seconds: float
    given: int = 0
    flags: dict[str, float | str] = field(default_factory=dict)
    losses: dict[str, list[Text]] = field(default_factory=dict)


def picture_line(picture: Picture, name: str, language: str | None) -> str:
    """One line on an upload: name, size, format, depth."""
    facts = say(
        "report.read", language, name=name, width=picture.width, height=picture.height,
        format=picture.metadata.format, depth=picture.depth,
    )  # fmt: skip
    alpha = "" if picture.alpha is None else say("report.alpha", language)
    return f'<p class="picture-line">{escape(facts + alpha)}</p>'


def line_of(picture: Picture, name: str, flags: bool = False) -> Text:
    """The same in both languages, so that it can be said again when the language changes; with the flags below it."""
    told = (picture_line(picture, name, tag) + (flag_list(picture.flags, tag) if flags else "") for tag in ("en", "zh"))
    return Text(*told)


def flag_sentence(name: str, value: float | str, language: str | None) -> str:
    """A flag in plain words with its cure; one without a sentence is shown by its name rather than hidden."""
    if f"flag.{name}" in TEXT:
        return say(f"flag.{name}", language, value=value)
    return say("flag.unknown", language, name=name, value=f"{value:.3g}" if isinstance(value, float) else value)


def flag_list(flags: dict[str, float | str], language: str | None) -> str:
    """All flags of a picture as a list; empty where there are none."""
    items = "".join(f"<li>{escape(flag_sentence(name, value, language))}</li>" for name, value in flags.items())
    return f'<ul class="flags">{items}</ul>' if items else ""


def _facts(report: Report, language: str | None) -> str:
    facts = [
        (say("report.size", language), f"{report.width} × {report.height}"),
        (say("report.time", language), say("report.seconds", language, seconds=report.seconds)),
    ]
    if report.model:
        facts.append((say("report.model", language), card_title(report.model).pick(language)))
        facts.append((say("report.vividness", language), f"{report.vividness:g}"))
        if report.given:
            facts.append((say("report.given", language), str(report.given)))
    else:
        facts.append((say("report.mode", language), mode_title(report.mode).pick(language)))
    return fact_list(facts)


def fact_list(facts: list[tuple[str, str]]) -> str:
    """(term, fact) pairs beside each other."""
    cells = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(fact)}</dd></div>" for term, fact in facts)
    return f'<dl class="facts">{cells}</dl>'


def render(report: Report | None, form: str, language: str | None, same_look: bool = False) -> str:
    """A result's report in one language.

    Args:
        report: None before there is a result.
        form: name of the download's format.
        language: the page's language tag.
        same_look: whether the result looks like its source, as every reversible mode does.
    """
    if report is None:
        return ""
    notes = []
    if same_look:
        notes.append(say("report.same_look", language))
    small = reduced_size(report.width, report.height)
    if small != (report.width, report.height):
        notes.append(say("report.reduced", language, width=small[0], height=small[1]))
    notes += [loss.pick(language) for loss in report.losses.get(form, ())]
    guess = f'<p class="guess">{escape(say("report.guess", language))}</p>' if report.model else ""
    lines = guess + "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
    return f'<div class="report">{_facts(report, language)}{lines}{flag_list(report.flags, language)}</div>'


def captioned(views: tuple[ChannelView, ...], mode: str, language: str | None) -> list[tuple[str, str]]:
    """(file, caption) of each channel: its name, range and unit, and the values found in this picture."""
    captions = []
    for view, channel in zip(views, channels_of(mode) if views else (), strict=True):
        ends = {"low": plain(channel.low), "high": plain(channel.high), "unit": channel.unit}
        range_ = say("report.channel", language, title=channel.title.pick(language), **ends)
        found = say("report.measured", language, low=plain(view.low), high=plain(view.high))
        captions.append((view.path, f"{range_} ({found})"))
    return captions


def plain(value: float) -> str:
    """A number as people write it: three digits after the point at most, no exponent, no minus zero."""
    return f"{round(value, 3) + 0.0:.7g}"
