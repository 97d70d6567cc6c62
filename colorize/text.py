"""A sentence in the two languages of the page, kept together so that neither is forgotten."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence, label or title in English and in Simplified Chinese.

    Example:
        >>> size = Text("{width} pixels wide", "宽 {width} 像素")
        >>> size.format(width=3).pick("zh-CN")
        '宽 3 像素'
        >>> size.format(width=3).pick("fr")
        '3 pixels wide'
    """

    en: str
    zh: str

    def format(self, **values) -> Text:
        """Fill the same values into both languages."""
        return Text(self.en.format(**values), self.zh.format(**values))

    def pick(self, language: str | None) -> str:
        """The sentence for a browser's language tag (`en`, `zh`, `zh-CN` ...); English when in doubt."""
        return self.zh if (language or "").lower().startswith("zh") else self.en
