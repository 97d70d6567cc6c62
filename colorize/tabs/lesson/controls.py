"""The settings as controls: one for each, made from what the setting may be."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import gradio as gr

from colorize.lesson.settings import KNOBS, NAMES, Choice, Number, Settings, Switch
from colorize.tabs.menus import Menu
from colorize.tabs.text import page_error, t

GROUPS = {
    "lesson.group_pictures": ("source", "pictures", "gray"),
    "lesson.group_training": ("loss", "optimizer", "learning_rate", "batch", "epochs"),
    "lesson.group_network": ("network", "width", "depth"),
    "lesson.group_cures": ("clip", "dropout", "l2", "seed", "augment"),
}
"""Every setting in the group in which it stands."""
STEPS = {"gray": 0.01, "dropout": 0.05}
FREE = ("learning_rate", "clip", "l2", "seed")
"""Numbers that are typed: their decades are too many for a slider."""
FIRST = {"gray": 0.4, "clip": 1.0, "dropout": 0.2, "l2": 1e-5, "depth": 2, "seed": 1}
"""What is suggested for a number that is 0."""
NO_OTHER = ""


def build_control(name: str) -> gr.components.Component:
    """The control of a setting."""
    knob, value = KNOBS[name], getattr(Settings(), name)
    options = {"label": t(f"knob.{name}"), "elem_id": f"knob-{name}", "min_width": 180}
    if isinstance(knob, Choice):
        choices = [(t(f"knob.{name}.{choice}"), choice) for choice in knob.choices]
        return Menu(choices, value=value, filterable=False, **options | {"min_width": 200})
    if isinstance(knob, Switch):
        return gr.Checkbox(value, **options)
    if name in FREE:
        return gr.Number(value, step=1 if knob.whole else None, **options)
    return gr.Slider(knob.low, knob.high, value, step=STEPS.get(name, 1), **options)


def suggest(name: str, *controls) -> dict:
    """Values that a second run could have for one setting: all of a menu, or less and more of a number."""
    *values, _language = controls
    return suggested(name, tuple(values))


def suggested(name: str, values: tuple, value: str = "") -> dict:
    """Sets the control of a second run's value: what it may be, and which it is; the first where left out."""
    if name not in KNOBS:
        return gr.update(choices=[], value="", visible=False)
    knob, present = KNOBS[name], dict(zip(NAMES, values, strict=True))[name]
    if isinstance(knob, Choice):
        choices = [(t(f"knob.{name}.{choice}"), choice) for choice in knob.choices if choice != present]
    elif isinstance(knob, Switch):
        choices = [(t("knob.off"), "0")] if present else [(t("knob.on"), "1")]
    else:
        choices = [(text, text) for text in _less_and_more(name, present)]
    return gr.update(choices=choices, value=value or choices[0][1], visible=True)


def _less_and_more(name: str, present) -> list[str]:
    """Texts of numbers around the present one, within the setting's bounds, the largest first."""
    knob = KNOBS[name]
    if not knob.holds(_as_given(name, present)):
        present = getattr(Settings(), name)
    factors = (10, 3, 1 / 3, 1 / 10) if name == "learning_rate" else (4, 2, 1 / 2, 1 / 4)
    found = [present * factor for factor in factors] if present else [FIRST[name], 2 * FIRST[name]]
    found = [round(value) if knob.whole else float(f"{value:.3g}") for value in found]
    found = [value for value in dict.fromkeys([*found, knob.low]) if knob.low <= value <= knob.high and value != present]
    return [f"{value:g}" for value in found]


def settings_of(values: tuple) -> Settings:
    """What the controls say.

    Args:
        values: of all controls, in the order of `NAMES`.

    Raises:
        ColorizeError: one is out of bounds, or empty.
    """
    return Settings(**{name: _as_given(name, value) for name, value in zip(NAMES, values, strict=True)})


def _as_given(name: str, value):
    """Sliders give whole numbers as fractions, number boxes fractions as whole numbers."""
    knob = KNOBS[name]
    if not isinstance(knob, Number) or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return int(value) if knob.whole and value == int(value) else float(value) if not knob.whole else value


def show_settings(settings: Settings) -> list[dict]:
    """Sets all controls to settings."""
    return [gr.update(value=getattr(settings, name)) for name in NAMES]


def other_settings(settings: Settings, name: str, text: str) -> Settings | None:
    """The settings of a second run that differs in one thing; None where there is to be none.

    Args:
        settings: of the first run.
        name: of the setting that differs, or `NO_OTHER`.
        text: its value, as in a link.

    Raises:
        ColorizeError: no such setting or value, or it is the same as in the first run.
    """
    if name == NO_OTHER:
        return None
    if name not in KNOBS:
        raise page_error("error.lesson_other", choices=", ".join(KNOBS))
    found = Settings.from_query(settings_query(settings, name, str(text or "").strip()))
    if found == settings:
        raise page_error("error.lesson_same")
    return found


def settings_query(settings: Settings, name: str, text: str) -> str:
    """The query of settings with one of them given as text."""
    given = dict(parse_qsl(settings.query())) | {name: text}
    return urlencode(given)


def link_of(settings: Settings, name: str, text: str) -> str:
    """The query of the link to a lesson: its settings, and the one that a second run has differently."""
    apart = urlencode({"other": name, "value": text}) if name else ""
    return "&".join(part for part in ("tab=lesson", settings.query(), apart) if part)


def read_link(query: str) -> tuple[Settings, str, str] | None:
    """The lesson that a link's query holds, with the second run's setting and value; None where it holds none.

    Raises:
        ColorizeError: what it holds is no lesson.
    """
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
    if ("tab", "lesson") not in pairs:
        return None
    apart = {name: value for name, value in pairs if name in ("other", "value")}
    # What Gradio and hosts put into an address is not ours.
    rest = [(name, value) for name, value in pairs if name not in ("tab", "other", "value") and not name.startswith("__")]
    settings = Settings.from_query(urlencode(rest))
    name, text = apart.get("other", NO_OTHER), apart.get("value", "")
    other_settings(settings, name, text)
    return settings, name, text
