"""What the lesson's tests share: a run small enough to wait for."""

from __future__ import annotations

import pytest

from colorize.lesson.pictures import Pictures, pictures_for
from colorize.lesson.settings import Settings

SMALL = {"pictures": 8, "batch": 4, "width": 4, "depth": 0, "epochs": 3}


@pytest.fixture(scope="session")
def small_pictures() -> Pictures:
    """Eight built-in photos to train on, and six to validate on."""
    found = pictures_for(Settings(pictures=8))
    return Pictures(found.train, found.validation[:6])


def carry_on(run) -> list:
    """Everything that happens until a run is over."""
    happened = []
    while (progress := run.go_on()) is not None:
        happened.append(progress)
    return happened
