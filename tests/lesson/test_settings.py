"""A lesson's settings: their bounds, and the link that holds them."""

from __future__ import annotations

import pytest

from colorize.errors import ColorizeError
from colorize.lesson.settings import KNOBS, NAMES, Choice, Number, Settings


def other(name: str):
    """A value that differs from the default, for any setting."""
    knob, plain = KNOBS[name], getattr(Settings(), name)
    if isinstance(knob, Choice):
        return next(choice for choice in knob.choices if choice != plain)
    if isinstance(knob, Number):
        return knob.low if knob.low != plain else knob.high
    return not plain


def test_every_setting_has_a_knob():
    assert tuple(KNOBS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_link_gives_back_what_it_was_made_from(name):
    settings = Settings(**{name: other(name)})
    assert Settings.from_query(settings.query()) == settings
    assert settings.query().startswith(f"{name}=")


def test_a_link_names_nothing_where_nothing_differs():
    assert Settings().query() == ""
    assert Settings.from_query("") == Settings()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("loss=l7", "Loss .loss. came as 'l7'; it is one of: mse, mae"),
        ("pictures=100000", "from 4 to 512"),
        ("pictures=8.5", "a whole number"),
        ("learning_rate=nan", "Learning rate .* came as 'nan'"),
        ("learning_rate=fast", "came as 'fast'"),
        ("augment=maybe", "it is 0 or 1"),
        ("epochs=", "Epochs .* came as empty; it is a whole number"),
        ("speed=3", "names the setting 'speed', which is unknown"),
        ("seed=1&seed=2", "comes twice"),
    ],
)
def test_a_wrong_link_is_told(query, message):
    with pytest.raises(ColorizeError, match=message) as raised:
        Settings.from_query(query)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in raised.value.text.zh)


@pytest.mark.parametrize("name", NAMES)
def test_values_out_of_bounds_are_refused(name):
    for wrong in ("none of these", None, 1e12, -1):
        with pytest.raises(ColorizeError, match=f"\\({name}\\) came as"):
            Settings(**{name: wrong})
