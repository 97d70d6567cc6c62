"""The controls of a mode's channels as one short text: the browser writes it into a view's address, Python reads it.

The text is a JSON list: shift, gain and whether it is dropped for each of `PLACES` channels, then what is swapped.
"""

from __future__ import annotations

import json

import numpy as np

from colorize.color import SPACES
from colorize.lab.edit import Change, Edit, edit
from colorize.tabs.lab.bench import Setting
from colorize.tabs.text import page_error

PLACES = 4
"""Channels that there are controls for: no mode has more."""
BETWEEN = " ↔ "
"""Stands between two channels that are swapped."""
GAINS = (0.0, 2.0)


def as_text(controls: tuple) -> str:
    """What the controls say, as text; `edit.js` does the same with `JSON.stringify`.

    Args:
        controls: shift, gain, dropped for each place, then the swap ("" for none).
    """
    return json.dumps(controls, ensure_ascii=False, separators=(",", ":"))


def as_edit(setting: Setting) -> Edit:
    """What a setting means.

    Raises:
        ColorizeError: the text was not written by our controls. Unknown channels are refused by `edit` itself.
    """
    if not setting.edit:
        return Edit()
    try:
        *controls, swap = json.loads(setting.edit)
        places = [controls[3 * place : 3 * place + 3] for place in range(PLACES)]
        shifts = [(float(shift), float(gain), bool(drop)) for shift, gain, drop in places]
        pair = tuple(str(swap).split(BETWEEN)) if swap else None
    except (TypeError, ValueError):
        raise page_error("error.edit") from None
    if pair and len(pair) != 2:
        raise page_error("error.edit")
    channels = SPACES[setting.mode].channels if setting.mode in SPACES else ()
    both = list(zip(channels, shifts, strict=False))
    return Edit(
        swap=pair,
        changes=tuple(Change(c.name, 1.0 if c.angle else gain, shift) for c, (shift, gain, _) in both),
        drop=tuple(c.name for c, (_, _, drop) in both if drop),
    )


def edited(rgb: np.ndarray, setting: Setting) -> np.ndarray:
    """A picture (H, W, 3), sRGB, after the edit: float32 sRGB, in which values outside 0-1 lie outside the gamut."""
    return edit(rgb, setting.mode, as_edit(setting))


def swaps(mode: str) -> list[str]:
    """The pairs of channels that can be swapped.

    Example:
        >>> swaps("hsv")
        ['H ↔ S', 'H ↔ V', 'S ↔ V']
    """
    names = [channel.name for channel in SPACES[mode].channels]
    return [f"{a}{BETWEEN}{b}" for index, a in enumerate(names) for b in names[index + 1 :]]
