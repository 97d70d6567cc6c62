"""Closer looks at a model than one table of figures: `python -m colorize evaluate ... --study NAME`.

A study is one file with `run(data, model) -> Table` and one entry here. What chooses a setting runs on the even half
of the validation photos, what reports on the odd one.
"""

from __future__ import annotations

from colorize.evaluate.studies import calibration, edges, faces, hints, recognition, rivals, sizes, sources, vividness
from colorize.evaluate.studies.study import Study, Table

__all__ = ["STUDIES", "Study", "Table"]


def table(studies: tuple[Study, ...]) -> dict[str, Study]:
    """Studies by name; a name that occurs twice raises `ValueError`."""
    found: dict[str, Study] = {}
    for study in studies:
        if study.name in found:
            raise ValueError(f"two studies are called {study.name!r}")
        found[study.name] = study
    return found


STUDIES: dict[str, Study] = table(
    (
        sources.STUDY, rivals.STUDY, vividness.STUDY, sizes.STUDY, edges.STUDY, calibration.STUDY, faces.STUDY, hints.STUDY,
        recognition.STUDY,
    )
)
