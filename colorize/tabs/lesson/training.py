"""A lesson under way: begun, paused, taken a step, stopped, cured, looked back at; and what the class makes of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

import gradio as gr
import numpy as np

from colorize.lesson.diagnosis import diagnose
from colorize.lesson.pictures import pictures_for
from colorize.lesson.settings import KNOBS, Settings
from colorize.lesson.troubles import TROUBLES, cured
from colorize.tabs.lesson.board import (
    curves_of,
    families_of,
    pictures_of,
    run_title,
    standing,
    status,
    value_text,
    verdict_of,
)
from colorize.tabs.lesson.controls import NO_OTHER, other_settings, settings_of, show_settings
from colorize.tabs.lesson.loading import load, loaded
from colorize.tabs.lesson.session import Session, Track
from colorize.tabs.lesson.uploads import read_own
from colorize.tabs.text import TEXT, page_error, say
from colorize.text import Text

BETWEEN = 0.2
"""Seconds between two looks at a run; Chromium shows each at this pace."""


class Screen(NamedTuple):
    """What a lesson's handlers change; what they leave out stays as it is. In the order of `layout.board`'s `all`."""

    session: object = gr.skip()
    status: object = gr.skip()
    curves: object = gr.skip()
    pictures: object = gr.skip()
    scrub: object = gr.skip()
    families: object = gr.skip()
    start: object = gr.skip()
    pause: object = gr.skip()
    go_on: object = gr.skip()
    step: object = gr.skip()
    stop: object = gr.skip()
    guess: object = gr.skip()
    verdict: object = gr.skip()
    cure: object = gr.skip()
    keep: object = gr.skip()


def buttons(state: str) -> dict[str, dict]:
    """Which of the buttons can be pressed while a lesson is `running`, `paused`, `over`, or there is `none`."""
    can = {"running": "pause stop", "paused": "start go_on step stop", "over": "start step", "none": "start step"}[state].split()
    return {name: gr.update(interactive=name in can) for name in ("start", "pause", "go_on", "step", "stop")}


def at_rest(session: Session) -> dict[str, dict]:
    """The buttons of a lesson that stands still."""
    return buttons("over" if session.over else "paused")


def open_tab(session: Session | None, language: str) -> Iterator[str]:
    """Load TensorFlow when the tab is opened, and say so."""
    if session is not None:
        yield gr.skip()
        return
    start, was_loaded = time.perf_counter(), loaded()
    while not loaded():
        yield status(say("lesson.loading", language))
        load().join(BETWEEN)
    seconds = time.perf_counter() - start
    yield status(say("lesson.ready", language) if was_loaded else say("lesson.loaded", language, seconds=seconds))


# --- beginning --------------------------------------------------------------------------------------------------------


def begin(session: Session | None, own: str | None, other: str, value: str, *controls) -> Iterator[Screen]:
    """Train the network of these settings, and where asked a second one that differs in one of them."""
    *values, language = controls
    yield from _train(session, own, asked_for(tuple(values), other, value), language)


def asked_for(values: tuple, other: str, value: str) -> list[tuple[Text, Settings]]:
    """The runs that the controls ask for, one or two, each with its title."""
    settings = settings_of(values)
    second = other_settings(settings, other or NO_OTHER, value)
    if second is None:
        return [(run_title(settings), settings)]
    return [(_with(KNOBS[other].title, other, each), each) for each in (settings, second)]


def _with(title: Text, name: str, settings: Settings) -> Text:
    value = value_text(name, getattr(settings, name))
    return Text(f"{title.en}: {value.en}", f"{title.zh}：{value.zh}")


def break_it(name: str, session: Session | None, own: str | None, language: str) -> Iterator[tuple]:
    """Set up a trouble and train with it; the class guesses before the lab says what it sees in the curves."""
    settings = TROUBLES[name].setup
    yield from _showing(_train(session, own, [(run_title(settings), settings)], language, quiz=True), settings)


def _showing(screens: Iterator[Screen], settings: Settings) -> Iterator[tuple]:
    """Screens, the first with the controls set to what is trained, one run alone."""
    shown = [NO_OTHER, *show_settings(settings)]
    for screen in screens:
        yield (*screen, *shown)
        shown = [gr.skip()] * len(shown)


def surprise(session: Session | None, own: str | None, language: str) -> Iterator[Screen]:
    """Set up one of the troubles, or none, by chance; its settings are not shown."""
    names = [*TROUBLES, "healthy"]
    name = names[int(np.random.default_rng().integers(len(names)))]
    settings = TROUBLES[name].setup if name in TROUBLES else Settings()
    yield from _train(session, own, [(TEXT["lesson.mystery"], settings)], language, quiz=True)


def cure(session: Session | None, own: str | None, language: str) -> Iterator[tuple]:
    """Train again with the cure of the verdict, beside the run that was ill."""
    ill = session.ill if session else None
    if ill is None:
        raise page_error("error.lesson_no_cure")
    settings = cured(ill.record.settings, diagnose(ill.record).name)
    before = Track(TEXT["lesson.cure_before"], ill.run)
    yield from _showing(_train(session, own, [(TEXT["lesson.cure_after"], settings)], language, beside=before), settings)


def _train(
    session: Session | None, own: str | None, wanted: list[tuple[Text, Settings]], language: str,
    quiz: bool = False, beside: Track | None = None,
) -> Iterator[Screen]:  # fmt: skip
    """Build the networks, and carry them on."""
    if session:
        session.pulled = True  # one lesson a visitor
    yield _emptied(quiz, language)
    while not loaded():
        load().join(BETWEEN)
        yield Screen()
    session = build(wanted, own, language)
    session.quiz, session.judged = quiz, len(session.tracks)
    if beside:
        session.tracks.insert(0, beside)
    yield Screen(session, status(say("lesson.building", language)))
    yield from _carry_on(session)


def _emptied(quiz: bool, language: str) -> Screen:
    """The board before anything is there to see."""
    hidden, off = gr.update(visible=False), gr.update(interactive=False)
    return Screen(
        None, status(say("lesson.building" if loaded() else "lesson.loading", language)), "", "", off, "",
        **buttons("running") | {"pause": off}, guess=gr.update(visible=quiz, value=None), verdict="", cure=hidden, keep=off,
    )  # fmt: skip


def build(wanted: list[tuple[Text, Settings]], own: str | None, language: str) -> Session:
    """The networks of one or two runs, ready to be trained."""
    from colorize.lesson.run import Run  # loads TensorFlow

    tracks = []
    for title, settings in wanted:
        pictures = read_own(own) if own and settings.source == "upload" else None
        tracks.append(Track(title, Run(settings, pictures_for(settings, pictures))))
    return Session(tracks, language=language)


# --- going on ---------------------------------------------------------------------------------------------------------


def _carry_on(session: Session) -> Iterator[Screen]:
    """Work, and let the page look at it a few times a second and after every epoch."""
    looked = 0.0
    for last in session.carry_on():
        language, now = session.language, time.perf_counter()
        if last is None:
            yield Screen(session, status(say("lesson.waiting", language)), **buttons("running"))
            continue
        closed = last[1] is not None and last[1].row is not None
        if session.over or not (closed or now - looked >= BETWEEN):
            continue
        looked = now
        screen = Screen(session, standing(session, last, language), curves_of(session, language), **buttons("running"))
        yield screen._replace(pictures=pictures_of(session, language)) if closed else screen
    if session.over and not session.pulled:
        yield whole(session)


def whole(session: Session) -> Screen:
    """Everything there is to see of a lesson that stands still."""
    epochs, language = session.epochs, session.language
    return Screen(
        session,
        status=standing(session, None, language),
        curves=curves_of(session, language),
        pictures=pictures_of(session, language),
        scrub=gr.update(maximum=max(1, epochs), value=epochs, interactive=epochs > 0),
        families=families_of(session, language),
        **at_rest(session),
        guess=gr.update(visible=session.quiz),
        verdict=verdict_of(session, language),
        cure=gr.update(visible=session.ill is not None),
        keep=gr.update(interactive=session.over and epochs > 0),
    )


def pause(session: Session | None, language: str) -> Screen:
    """Stand still; whoever carried the lesson on has been cancelled."""
    if session is None:
        return Screen(status=status(say("lesson.ready", language)), **buttons("none"))
    return whole(session)


def fallen(session: Session | None, language: str) -> Screen:
    """What carried the lesson on ended with an error, or was cancelled: the buttons alone say so.

    A pause or a step may have shown newer pictures by the time that this is called.
    """
    if session is None:
        return pause(None, language)
    return Screen() if session.going else Screen(**at_rest(session))


def go_on(session: Session | None, language: str) -> Iterator[Screen]:
    """Carry a paused lesson on."""
    if session is None:
        raise page_error("error.lesson_none")
    session.pulled = False
    yield Screen(**buttons("running"))
    yield from _carry_on(session)


def step(session: Session | None, own: str | None, other: str, value: str, *controls) -> Iterator[Screen]:
    """One batch, and what it has changed in the pictures; where nothing is under way, a lesson is begun and stands still."""
    *values, language = controls
    if session is None or session.over:
        wanted = asked_for(tuple(values), other, value)
        yield _emptied(False, language)
        while not loaded():
            load().join(BETWEEN)
            yield Screen()
        session = build(wanted, own, language)
        for _ in session.tracks:
            session.advance()  # measured before training
        yield whole(session)
        return
    last = session.advance()
    for track in session.tracks:
        track.run.look()
    yield whole(session) if session.over else whole(session)._replace(status=standing(session, last, session.language))


def stop(session: Session | None, language: str) -> Screen:
    """End the lesson where it is; what was measured stays."""
    if session is None:
        return pause(session, language)
    session.stop()
    return whole(session)


# --- looking at it ----------------------------------------------------------------------------------------------------


def scrub(session: Session | None, epoch: float, language: str) -> tuple:
    """The pictures after another epoch."""
    if session is None or not isinstance(epoch, int | float):
        return gr.skip(), gr.skip()
    return pictures_of(session, language, int(epoch)), curves_of(session, language, int(epoch))


def guess(session: Session | None, guessed: str, language: str) -> tuple:
    """The class's guess; then the lab says what it sees."""
    if session is None or guessed not in (*TROUBLES, "healthy"):
        return gr.skip(), gr.skip()
    session.guess = guessed
    return verdict_of(session, language), gr.update(visible=session.ill is not None)


def say_again(session: Session | None, language: str) -> Screen:
    """Everything once more in the language now in force; what goes on is told in it from now on."""
    if session is None:
        return Screen(status=status(say("lesson.ready", language)) if loaded() else gr.skip())
    session.language = language
    if not session.going:
        return whole(session)
    return Screen(curves=curves_of(session, language), pictures=pictures_of(session, language))
