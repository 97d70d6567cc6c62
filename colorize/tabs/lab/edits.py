"""Controls as one short text, which the browser writes into a view's address and Python reads.

Both texts are JSON lists. An edit: shift, gain and whether it is dropped for each of `PLACES` channels, then what is
swapped. The options of a look: their values in order.
"""

from __future__ import annotations

import json
import re

import numpy as np

from colorize.color import SPACES
from colorize.color.options import Option
from colorize.color.walk import find
from colorize.lab.cures import reduce_chroma
from colorize.lab.edit import Change, Edit, edit
from colorize.lab.gamut import outside
from colorize.tabs.lab.bench import Setting
from colorize.tabs.text import page_error

PLACES = 4
"""Channels that there are controls for: no mode has more."""
BETWEEN = " ↔ "
"""Stands between two channels that are swapped."""
GAINS = (0.0, 2.0)


def as_text(controls: tuple) -> str:
    """What controls say, as text; `page.js` does the same with `JSON.stringify`."""
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


CURES = ("clip", "reduce")


def cured(rgb: np.ndarray, cure: str) -> np.ndarray:
    """The edited picture within sRGB: channels cut off, or chroma given up at constant lightness and hue of Oklch.

    Args:
        rgb: float32 sRGB (H, W, 3), from `edited`.
        cure: one of `CURES`.
    """
    if cure not in CURES:
        raise page_error("error.edit")
    result = np.clip(rgb, np.float32(0), np.float32(1))
    if cure == "reduce":
        beyond, _ = outside(rgb)
        if beyond.any():
            result[beyond] = np.clip(reduce_chroma(rgb[beyond]), np.float32(0), np.float32(1))
    return result


def as_options(look: str, text: str) -> dict[str, object]:
    """The options of a look by name; "" leaves them as they are.

    Raises:
        ColorizeError: no such look, or the text was not written by our controls. Values are checked by `convert`.
    """
    known = getattr(find(look), "options", ())
    if not text:
        return {}
    try:
        values = json.loads(text)
        return {option.name: _meant(option, value) for option, value in zip(known, values, strict=True)}
    except (TypeError, ValueError):
        raise page_error("error.edit") from None


def _meant(option: Option, value: object) -> object:
    """What a control's value means: an empty box None, a color picker's `rgb(a, b, c)` the same as `#rrggbb`."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    found = re.match(r"rgba?\(([\d.]+), *([\d.]+), *([\d.]+)", value)
    return (
        "#" + "".join(f"{min(255, round(float(part))):02x}" for part in found.groups())
        if found
        else option.parse(value)
    )


def swaps(mode: str) -> list[str]:
    """The pairs of channels that can be swapped.

    Example:
        >>> swaps("hsv")
        ['H ↔ S', 'H ↔ V', 'S ↔ V']
    """
    names = [channel.name for channel in SPACES[mode].channels]
    return [f"{a}{BETWEEN}{b}" for index, a in enumerate(names) for b in names[index + 1 :]]
