"""What a lesson shows: how far it is, its curves, its pictures, its colors found again, and its verdict, as HTML."""

from __future__ import annotations

import base64
import math
from html import escape

import numpy as np

from colorize.lesson.diagnosis import diagnose
from colorize.lesson.families import FAMILIES, SWATCHES
from colorize.lesson.settings import KNOBS, Choice, Settings, Switch
from colorize.lesson.troubles import TROUBLES, title_of
from colorize.tabs.charts import COLORS
from colorize.tabs.lesson.curve_svg import curves
from colorize.tabs.lesson.session import Session, Track
from colorize.tabs.preview import png_bytes
from colorize.tabs.text import say
from colorize.text import Text


def value_text(name: str, value) -> Text:
    """A setting's value as people read it."""
    knob = KNOBS[name]
    if isinstance(knob, Choice):
        return knob.choices[value]
    if isinstance(knob, Switch):
        return Text("on", "开") if value else Text("off", "关")
    return Text(f"{value:g}", f"{value:g}")


def run_title(settings: Settings) -> Text:
    """A run in a few words: loss, optimizer and rate, network, pictures."""
    parts = [value_text(name, getattr(settings, name)) for name in ("loss", "optimizer", "learning_rate", "network")]
    count = Text(f"{settings.pictures} pictures", f"{settings.pictures} 张")
    return Text(", ".join([*(part.en for part in parts), count.en]), "，".join([*(part.zh for part in parts), count.zh]))


def status(text: str) -> str:
    """A line on how things stand."""
    return f'<p class="status">{escape(text)}</p>'


def standing(session: Session, last: tuple[Track, object] | None, language: str | None) -> str:
    """How far a lesson is; where nothing is said of its last piece of work, that it stands still."""
    if session.over:
        record = session.tracks[-1].record
        figures = {"epochs": record.epochs, "seconds": record.rows[-1]["seconds"] if record.rows else 0.0}
        return status(say(f"lesson.end_{record.end}", language, **figures) + _note(session, language))
    if last is None or last[1] is None:
        return status(say("lesson.paused", language) + _note(session, language))
    track, progress = last
    figures = {"epoch": progress.epoch, "epochs": track.record.settings.epochs, "step": progress.step, "steps": progress.steps}
    loss = f"{progress.loss:.4g}" if math.isfinite(progress.loss) else "NaN"
    line = say("lesson.at" if progress.epoch else "lesson.measured", language, loss=loss, **figures)
    return status(line + _note(session, language))


def _note(session: Session, language: str | None) -> str:
    notes = [track.run.encoder_note for track in session.tracks if track.run.encoder_note]
    left = session.tracks[-1].run.pictures.left_out
    words = say("lesson.encoder_note", language, encoder=notes[-1].pick(language)) if notes else ""
    return words + (say("lesson.left_out", language, count=left) if left else "")


def curves_of(session: Session, language: str | None, marked: int | None = None) -> str:
    """The curves of a lesson's runs."""
    tracks = [track for track in session.tracks if track.record.rows]
    records, titles = [track.record for track in tracks], [track.title.pick(language) for track in tracks]
    return curves(records, titles, marked, language) if tracks else ""


def pictures_of(session: Session, language: str | None, epoch: int | None = None) -> str:
    """The shown pictures as the runs color them after an epoch, the last one where left out, above the truth."""
    rows = []
    for number, track in enumerate(session.tracks):
        frames = track.run.frames
        if frames:
            at = len(frames) - 1 if epoch is None else min(epoch, len(frames) - 1)
            words = say("lesson.after_epoch", language, run=track.title.pick(language), epoch=at)
            picture = frames[at]
            if epoch is None and track.run.now is not None:
                picture, words = track.run.now, say("lesson.now", language, run=track.title.pick(language))
            color = COLORS[number % len(COLORS)] if len(session.tracks) > 1 else ""
            rows.append(_strip(picture, words, color))
    if not rows:
        return ""
    truth = _strip(session.tracks[0].run.truth(), say("lesson.truth", language), "")
    seen, unseen = escape(say("lesson.seen", language)), escape(say("lesson.unseen", language))
    kinds = f'<p class="lesson-kinds"><span>{seen}</span><span>{unseen}</span></p>'
    return f'<div class="lesson-strips">{kinds}{"".join(rows)}{truth}</div>'


def _strip(picture: np.ndarray, words: str, color: str) -> str:
    data = base64.b64encode(png_bytes(picture)).decode()
    text = escape(words)
    chip = f'<span class="chip" style="background:{color}"></span>' if color else ""
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{text}" width="{picture.shape[1]}" height="{picture.shape[0]}">'
        f"<figcaption>{chip}{text}</figcaption></figure>"
    )


def families_of(session: Session, language: str | None) -> str:
    """How often each family of colors was trained on, and, for every run, how often it was recognized where it is true."""
    tracks = [track for track in session.tracks if track.record.rows]
    if not tracks:
        return ""
    titles = [track.title.pick(language) for track in tracks] if len(tracks) > 1 else [say("lesson.recall", language)]
    keys = [say("lesson.family", language), say("lesson.share", language), *titles]
    head = "".join(f"<th scope=col>{escape(key)}</th>" for key in keys)
    rows = []
    for number, (name, title) in enumerate(FAMILIES.items()):
        cells = "".join(_recall(track.record.rows[-1][f"recall_{name}"], SWATCHES[name]) for track in tracks)
        chip = f'<span class="chip" style="background:{SWATCHES[name]}"></span>{escape(title.pick(language))}'
        share = tracks[-1].record.shares[number]
        rows.append(f"<tr><th scope=row>{chip}</th><td>{share:.0%}</td>{cells}</tr>")
    caption = f"<caption>{escape(say('lesson.recall', language))}</caption>" if len(tracks) > 1 else ""
    body = f"{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<table class="lab-table lesson-families">{body}</table>'


def _recall(recall: float, color: str) -> str:
    """A share with its bar; a dash where too few such colors were there to tell."""
    if not math.isfinite(recall):
        return "<td>–</td>"
    bar = f'<span class="bar" style="width:{100 * recall:.0f}%;background:{color}"></span>'
    return f'<td><span class="measure"><span class="figure">{recall:.0%}</span><span class="track">{bar}</span></span></td>'


def verdict_of(session: Session, language: str | None) -> str:
    """What the lab says of the runs; before the class has guessed, that it is to guess."""
    if not session.over:
        return ""
    if not session.told:
        return status(say("lesson.guess_first", language))
    judged = session.tracks[-session.judged :]
    told = [_told(track, len(session.tracks) > 1, language) for track in judged]
    if session.quiz:
        key = "lesson.guess_right" if session.guess == diagnose(judged[-1].record).name else "lesson.guess_wrong"
        told.insert(0, f"<p>{escape(say(key, language, guess=title_of(session.guess).pick(language)))}</p>")
    return f'<div class="lesson-verdict">{"".join(told)}</div>'


def _told(track: Track, named: bool, language: str | None) -> str:
    """The verdict on one run, with its evidence and, where it is a trouble, why it happens and what cures it."""
    found = diagnose(track.record)
    run = f' <span class="fine">({escape(track.title.pick(language))})</span>' if named else ""
    title = f"{escape(say('lesson.verdict', language))} {escape(title_of(found.name).pick(language))}{run}"
    parts = [f"<h4>{title}</h4>", f"<p>{escape(found.evidence.pick(language))}</p>"]
    if found.name in TROUBLES:
        trouble = TROUBLES[found.name]
        parts.append(f"<p><b>{escape(say('lesson.why', language))}</b> {escape(trouble.why.pick(language))}</p>")
        parts.append(f"<p><b>{escape(say('lesson.cure', language))}</b> {escape(trouble.cure.pick(language))}</p>")
    return "".join(parts)
