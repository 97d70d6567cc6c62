"""The four kinds of settings: what each takes, what it refuses and in which words, how it reads a text."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.color import EFFECTS, Choice, Color, Flag, Number
from colorize.errors import ColorizeError
from colorize.text import Text

TITLE = Text("Title", "标题")
NUMBER = Number("level", 0.5, 0.0, 1.0, TITLE)
FREE = Number("threshold", None, 0.0, 1.0, TITLE)
COUNT = Number("count", 8, 2, 64, TITLE, whole=True)
CHOICE = Choice("kind", "soft", (("soft", TITLE), ("hard", TITLE)), TITLE)
COLOR = Color("dark", "#102030", TITLE)
FLAG = Flag("dither", True, TITLE)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        (NUMBER, 0), (NUMBER, 1.0), (NUMBER, np.float32(0.3)), (FREE, None), (COUNT, 2), (COUNT, 7.0),
        (CHOICE, "hard"), (COLOR, "#ffFF00"), (FLAG, False), (FLAG, np.True_),
    ],
)  # fmt: skip
def test_takes(option, value):
    option.check(value)


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        (NUMBER, 1.5, "level is 1.5. Give a number from 0 to 1."),
        (NUMBER, float("nan"), "level is nan. Give a number"),
        (NUMBER, True, "level is True. Give a number"),
        (NUMBER, None, "level is None. Give a number"),
        (NUMBER, "half", "level is 'half'. Give a number"),
        (COUNT, 2.5, "count is 2.5. Give a whole number from 2 to 64."),
        (COUNT, 65, "count is 65. Give a whole number"),
        (COUNT, float("inf"), "count is inf. Give a whole number"),
        (CHOICE, "sharp", "kind is 'sharp'. Choose one of: soft, hard."),
        (CHOICE, ["soft"], r"kind is \['soft'\]. Choose one of"),
        (COLOR, "red", "dark is 'red'. Give a color as #rrggbb, such as #102030."),
        (COLOR, "#12345", "Give a color as #rrggbb"),
        (COLOR, "#1234567", "Give a color as #rrggbb"),
        (COLOR, "#ff0000\n", "Give a color as #rrggbb"),
        (COLOR, (255, 0, 0), "Give a color as #rrggbb"),
        (FLAG, 1, "dither is 1. Give true or false."),
        (FLAG, "yes", "dither is 'yes'. Give true or false."),
    ],
)
def test_refuses_in_words(option, value, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        option.check(value)
    assert f"选项 {option.name}" in caught.value.text.zh


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        (NUMBER, "0.25", 0.25), (NUMBER, "none", None), (NUMBER, "half", "half"), (COUNT, "8", 8),
        (CHOICE, "hard", "hard"), (COLOR, "#aabbcc", "#aabbcc"),
        (FLAG, "true", True), (FLAG, "False", False), (FLAG, "1", "1"),
    ],
)  # fmt: skip
def test_reads_a_text(option, text, value):
    assert option.parse(text) == value
    assert type(option.parse(text)) is type(value) or option is COUNT


@pytest.mark.parametrize("name", EFFECTS)
def test_the_defaults_of_every_effect_are_acceptable(name):
    names = [option.name for option in EFFECTS[name].options]
    assert len(set(names)) == len(names)
    for option in EFFECTS[name].options:
        option.check(option.default)
        titles = [option.title, *(title for _, title in getattr(option, "choices", ()))]
        assert all(title.en.strip() and title.zh.strip() for title in titles)
