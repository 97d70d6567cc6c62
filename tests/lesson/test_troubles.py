"""Every trouble's set-up brings it about on the built-in photos, and its cure does away with it; real runs, so it takes minutes."""

from __future__ import annotations

import pytest

from colorize.lesson.diagnosis import diagnose
from colorize.lesson.pictures import pictures_for
from colorize.lesson.run import Run
from colorize.lesson.settings import Settings
from colorize.lesson.troubles import TROUBLES, cured
from tests.lesson.conftest import carry_on


def verdict(settings: Settings):
    run = Run(settings, pictures_for(settings))
    carry_on(run)
    return diagnose(run.record)


@pytest.mark.slow
@pytest.mark.parametrize("name", TROUBLES)
def test_a_set_up_brings_its_trouble_about_and_the_cure_takes_it_away(name):
    settings = TROUBLES[name].setup
    found = verdict(settings)
    assert found.name == name, found.evidence.en
    after = verdict(cured(settings, name))
    assert after.name == "healthy", after.evidence.en


@pytest.mark.slow
def test_the_defaults_are_sound():
    assert verdict(Settings()).name == "healthy"
