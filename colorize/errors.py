"""The one exception whose text a user may see."""

from __future__ import annotations

from colorize.text import Text


class ColorizeError(Exception):
    """Something the user can understand and mend: what came, what was expected, what to do.

    Args:
        en: the sentence in English, with `{name}` fields for `values`.
        zh: the same in Simplified Chinese.
        values: filled into both.

    `str(error)` is the English sentence; `error.text` holds both.

    Example:
        >>> str(ColorizeError("{count} channels, expected 3.", "{count} 个通道，应为 3 个。", count=5))
        '5 channels, expected 3.'
    """

    def __init__(self, en: str, zh: str, **values):
        self.text = Text(en, zh).format(**values) if values else Text(en, zh)
        super().__init__(self.text.en)
