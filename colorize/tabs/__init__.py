"""The page's tabs, in the order in which they stand. A new tab is one file, or one package, and one entry here."""

from __future__ import annotations

from types import ModuleType

from colorize.tabs import classify, curves, explain, lab, lesson, studio


def table(*tabs: ModuleType) -> dict[str, ModuleType]:
    """Tabs by the last part of their module's name; one that occurs twice raises `ValueError`."""
    found: dict[str, ModuleType] = {}
    for tab in tabs:
        name = tab.__name__.rpartition(".")[2]
        if name in found:
            raise ValueError(f"two tabs are called {name!r}")
        found[name] = tab
    return found


TABS: dict[str, ModuleType] = table(studio, lab, classify, lesson, explain, curves)
