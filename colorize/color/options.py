"""The settings that an effect can have: a number, a choice, a color or a flag; each says in words what it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from colorize.errors import ColorizeError
from colorize.text import Text


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high`; a default of None means that the effect finds the value itself.

    Args:
        whole: whether only whole numbers make sense.
    """

    name: str
    default: float | None
    low: float
    high: float
    title: Text
    whole: bool = False

    def check(self, value: object) -> None:
        """Refuse what is no number of the range."""
        if value is None and self.default is None:
            return
        number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        if not number or not self.low <= value <= self.high or (self.whole and value != int(value)):
            raise ColorizeError(
                "Option {name} is {value!r}. Give a {kind} from {low:g} to {high:g}.",
                "选项 {name} 的值是 {value!r}。请给出 {low:g} 到 {high:g} 之间的{kind_zh}。",
                name=self.name,
                value=value,
                kind="whole number" if self.whole else "number",
                kind_zh="整数" if self.whole else "数",
                low=self.low,
                high=self.high,
            )

    def parse(self, text: str) -> object:
        """The value that a text means; a text that means none is given back, for `check` to refuse."""
        if text.lower() == "none":
            return None
        try:
            return float(text)
        except ValueError:
            return text


@dataclass(frozen=True)
class Choice:
    """One of a few values, each with the title that a menu shows.

    Args:
        choices: (value, title) in the order of the menu.
    """

    name: str
    default: str
    choices: tuple[tuple[str, Text], ...]
    title: Text

    def check(self, value: object) -> None:
        """Refuse what is not among the choices."""
        values = [each for each, _ in self.choices]
        if value not in values:
            raise ColorizeError(
                "Option {name} is {value!r}. Choose one of: {choices}.",
                "选项 {name} 的值是 {value!r}。可选：{choices}。",
                name=self.name,
                value=value,
                choices=", ".join(values),
            )

    def parse(self, text: str) -> object:
        """The text itself."""
        return text


@dataclass(frozen=True)
class Color:
    """An sRGB color as style sheets write it: `"#rrggbb"`; None as its default is as for `Number`."""

    name: str
    default: str | None
    title: Text

    def check(self, value: object) -> None:
        """Refuse what is no such text."""
        if value is None and self.default is None:
            return
        if not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
            raise ColorizeError(
                "Option {name} is {value!r}. Give a color as #rrggbb, such as {example}.",
                "选项 {name} 的值是 {value!r}。请给出 #rrggbb 形式的颜色，例如 {example}。",
                name=self.name,
                value=value,
                example=self.default or "#d98b5f",
            )

    def parse(self, text: str) -> object:
        """The text itself, or None."""
        return None if text.lower() == "none" else text


@dataclass(frozen=True)
class Flag:
    """Something that is done or not."""

    name: str
    default: bool
    title: Text

    def check(self, value: object) -> None:
        """Refuse what is neither True nor False."""
        if not isinstance(value, bool | np.bool_):
            raise ColorizeError(
                "Option {name} is {value!r}. Give true or false.",
                "选项 {name} 的值是 {value!r}。请给出 true 或 false。",
                name=self.name,
                value=value,
            )

    def parse(self, text: str) -> object:
        """True or False; any other text is given back, for `check` to refuse."""
        return {"true": True, "false": False}.get(text.lower(), text)


Option = Number | Choice | Color | Flag


def rgb_of(color: str) -> np.ndarray:
    """The sRGB values of a `"#rrggbb"`, (3,) float32 in [0, 1].

    Example:
        >>> rgb_of("#ff0033").tolist()
        [1.0, 0.0, 0.20000000298023224]
    """
    return np.frombuffer(bytes.fromhex(color[1:]), np.uint8) / np.float32(255)
