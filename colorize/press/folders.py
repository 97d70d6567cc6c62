"""Where operating systems, and the programs that bring press profiles with them, keep ICC files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".icc", ".icm")
MOST_FILES = 10_000
"""So many files are looked at, in case a folder holds far more than profiles."""


def profile_folders() -> list[Path]:
    """The folders of this operating system, those of the user first; not all of them need to exist."""
    if sys.platform == "win32":
        return _windows()
    return _mac() if sys.platform == "darwin" else _unix()


def profile_files(folders: list[Path]) -> Iterator[Path]:
    """Every file in these folders and below that is named like a profile, in a fixed order."""
    seen = 0
    for folder in folders:
        for place, below, names in os.walk(folder):
            below.sort()
            for name in sorted(names):
                seen += 1
                if seen > MOST_FILES:
                    return
                if name.lower().endswith(SUFFIXES):
                    yield Path(place, name)


def _home(*parts: str) -> list[Path]:
    try:
        return [Path.home().joinpath(*parts)]
    except RuntimeError:  # a service may run without a home
        return []


def _unix() -> list[Path]:
    """The folders of the freedesktop.org base directory specification, Scribus and Ghostscript."""
    own, shared = os.environ.get("XDG_DATA_HOME"), os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    folders = [Path(own)] if own else _home(".local", "share")
    shares = [Path(folder) for folder in shared.split(":") if folder]
    return [
        *(folder / kind for folder in folders for kind in ("color/icc", "icc")),
        *_home(".color", "icc"),
        *(share / place for place in ("scribus/profiles", "color/icc", "ghostscript") for share in shares),
    ]


def _mac() -> list[Path]:
    library = Path("Library", "ColorSync", "Profiles")
    return [
        *_home(*library.parts),
        Path("/") / library,
        Path("/Library/Application Support/Adobe/Color/Profiles"),
        Path("/System") / library,
        *(Path(base, "share", "ghostscript") for base in ("/opt/homebrew", "/usr/local")),
    ]


def _windows() -> list[Path]:
    common = os.environ.get("COMMONPROGRAMFILES", r"C:\Program Files\Common Files")
    programs = os.environ.get("PROGRAMFILES", r"C:\Program Files")
    return [
        Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "spool", "drivers", "color"),
        Path(common, "Adobe", "Color", "Profiles"),
        Path(programs, "gs"),
    ]
