"""What one visitor's lesson holds: one run, or two side by side, and what was guessed about it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from colorize.lesson.diagnosis import diagnose
from colorize.lesson.record import Record
from colorize.lesson.troubles import TROUBLES
from colorize.tabs.limits import LESSONS
from colorize.text import Text

TURNS = threading.BoundedSemaphore(LESSONS)
"""Of the machine: whoever trains holds one."""
PATIENCE = 0.3
"""Seconds between two looks at whether a turn has become free, or the lesson has ended otherwise."""


@dataclass
class Track:
    """A run with its place on the page.

    Args:
        title: what sets it apart.
        run: a `colorize.lesson.run.Run`.
    """

    title: Text
    run: object

    @property
    def record(self) -> Record:
        """Its curves."""
        return self.run.record


@dataclass
class Session:
    """One lesson.

    Args:
        tracks: one run, or two.
        judged: how many of them, the last ones, are judged in the end; the one before a cure was judged before.
        language: in which it is told; it may change while the lesson goes on.
        quiz: whether the class is to guess before the verdict is told.
        guess: what it guessed; "" before.
        pulled: set when something else takes its place: whoever carries it on leaves it.
        going: whether somebody carries it on.
    """

    tracks: list[Track]
    judged: int = 1
    language: str | None = None
    quiz: bool = False
    guess: str = ""
    pulled: bool = False
    going: bool = False

    @property
    def over(self) -> bool:
        """Whether every run has ended."""
        return all(track.run.over for track in self.tracks)

    @property
    def told(self) -> bool:
        """Whether the verdict may be told: the runs are over, and the class has guessed where it was asked to."""
        return self.over and (bool(self.guess) or not self.quiz)

    @property
    def ill(self) -> Track | None:
        """The last run that a trouble was told of."""
        found = [track for track in self.tracks[-self.judged :] if self.told and diagnose(track.record).name in TROUBLES]
        return found[-1] if found else None

    @property
    def epochs(self) -> int:
        """Epochs of the run that is ahead."""
        return max(track.record.epochs for track in self.tracks)

    def advance(self) -> tuple[Track, object] | None:
        """One more piece of work for the run that is behind; None at the end. Gives the track and its `Progress`."""
        going = [track for track in self.tracks if not track.run.over]
        if not going:
            return None
        track = min(going, key=lambda track: len(track.record.rows))
        return track, track.run.go_on()

    def carry_on(self) -> Iterator[tuple[Track, object] | None]:
        """Pieces of work until all is over, or another lesson has taken the place of this one; None while it waits."""
        while not TURNS.acquire(timeout=PATIENCE):
            if self.pulled:
                return
            yield None
        self.going = True
        try:
            while not self.pulled and (done := self.advance()):
                yield done
        finally:
            self.going = False
            TURNS.release()

    def stop(self) -> None:
        """End all runs where they are."""
        for track in self.tracks:
            track.run.stop()
