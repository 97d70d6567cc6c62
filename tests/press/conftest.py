"""The presses that tests run on: one of formulas, which every machine has, and those that the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from colorize.press import PressProfile, find_profiles, load_profile
from tests.press.builders import PRESS

SYNTHETIC = load_profile(PRESS, "Test press.icc")
FOUND = find_profiles()


def presses() -> list:
    """For `parametrize`: every press, and a reason where the machine has none."""
    reason = "no press profile is installed (Debian: libgs-common, scribus-data): only the one of formulas is tested"
    missing = [] if FOUND else [pytest.param(None, id="installed", marks=pytest.mark.skip(reason=reason))]
    return [*(pytest.param(press, id=press.name) for press in (SYNTHETIC, *FOUND)), *missing]


@pytest.fixture(params=presses())
def press(request) -> PressProfile:
    """Each press in turn."""
    return request.param


@pytest.fixture
def put(tmp_path):
    """A function (name, bytes) -> path, which makes the folders as well."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write
