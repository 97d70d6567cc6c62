"""How libraries write colors: the same words, other ranges, orders and whites."""

from __future__ import annotations

from colorize.lab.conventions import css, opencv, pillow, scikit_image, standard_library
from colorize.lab.conventions.convention import Convention

_ALL = (
    *css.CONVENTIONS,
    *scikit_image.CONVENTIONS,
    *opencv.CONVENTIONS,
    *pillow.CONVENTIONS,
    *standard_library.CONVENTIONS,
)
CONVENTIONS: dict[str, Convention] = {convention.name: convention for convention in _ALL}
if len(CONVENTIONS) != len(_ALL):
    raise ValueError("two conventions have the same name: give one of them another")

__all__ = ["CONVENTIONS", "Convention"]
