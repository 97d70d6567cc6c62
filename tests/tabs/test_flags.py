"""Every flag that the package can set is told in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import colorize
from colorize import predict
from colorize.image import read
from colorize.tabs.report import flag_list, flag_sentence
from colorize.tabs.text import TEXT

PACKAGE = Path(colorize.__file__).parent
NAMED = {
    "profile_converted", "profile_unusable", "cmyk_without_profile", "hdr_transfer", "float_scaled", "press_profile",
    "intent_missing",
}  # fmt: skip
"""Flags whose value is a name or a range, not a number."""


def flags_of_the_package() -> set[str]:
    """Every flag that the package's docstrings promise, and every one that its code sets below the page."""
    promised = f"{predict.colorize.__doc__} {read.__doc__}".partition("flags")[2]
    found = set(re.findall(r"`(\w+)`\s+\(", promised))
    for path in PACKAGE.rglob("*.py"):
        if "tabs" not in path.parts:
            found |= set(re.findall(r'flags\["(\w+)"\]', path.read_text(encoding="utf-8")))
    return found


def test_every_flag_has_its_sentence():
    found = flags_of_the_package()
    assert {"nearly_gray", "already_color", "hdr_transfer", "alpha_on_white"} <= found, "the search finds too little"
    assert found == {key.removeprefix("flag.") for key in TEXT if key.startswith("flag.")} - {"unknown"}


@pytest.mark.parametrize("name", sorted(flags_of_the_package()))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sentence_takes_a_number_and_says_it(name, language):
    value = "Display P3" if name in NAMED else 0.1234
    assert "{" not in flag_sentence(name, value, language)


def test_an_unknown_flag_is_shown_by_name_and_not_hidden():
    assert flag_sentence("sparkling", 0.123456, "en") == "Noted: sparkling (0.123)."


def test_values_are_escaped():
    assert "&lt;script&gt;" in flag_list({"profile_converted": "<script>"}, "en")
    assert flag_list({}, "en") == ""
