"""What a color mode is: the records that `SPACES` and `EFFECTS` are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from colorize.color.options import Option
from colorize.text import Text

Step = Callable[[np.ndarray], np.ndarray]
"""One step of a conversion: float32 pixels (N, channels), which it leaves as they are, to new ones."""


@dataclass(frozen=True)
class Channel:
    """One channel of a mode.

    Args:
        name: short and unique within the mode, as in formulas (`"L"`, `"a"`, `"hue"`).
        low, high: the range used to show, store and test it; values of colors outside sRGB may lie beyond.
        title: what it holds, in words.
        unit: `""` for a plain number, `"°"` for degrees.
        angle: whether `high` means the same as `low`.
    """

    name: str
    low: float
    high: float
    title: Text
    unit: str = ""
    angle: bool = False


@dataclass(frozen=True)
class Space:
    """A reversible color mode: one node of the tree of conversions.

    Args:
        name: its fixed name (`"lab"`).
        title, summary: its name and, in one sentence, what it is for.
        channels: in the order in which arrays hold them.
        base: the mode it is defined on; None for the root, `rgb`.
        from_base: the steps that lead here from the base, first to last.
        to_base: the steps that lead back.
        formula: the way from the base in a few lines of LaTeX, as Markdown with KaTeX shows it between `$$`.
        source: where the formula and its constants come from.
        catch: where people go wrong with it, in a sentence or two.
        accuracy: largest error of a channel, as a share of its range, that the tests accept.
    """

    name: str
    title: Text
    channels: tuple[Channel, ...]
    base: str | None
    from_base: tuple[Step, ...]
    to_base: tuple[Step, ...]
    formula: str
    source: str
    summary: Text
    catch: Text
    accuracy: float = 1e-5


@dataclass(frozen=True)
class Effect:
    """A one-way look: what it leaves out cannot be brought back.

    Args:
        name, title, formula, source, summary, catch, accuracy: as for `Space`.
        channels: one channel is shown as grey (R = G = B = value), three are sRGB.
        apply: float32 sRGB (..., 3) and the options by name, to float32 (..., channels).
        options: the settings that `apply` takes.
    """

    name: str
    title: Text
    channels: tuple[Channel, ...]
    apply: Callable[..., np.ndarray]
    formula: str
    source: str
    summary: Text
    catch: Text
    options: tuple[Option, ...] = ()
    accuracy: float = 1e-5
