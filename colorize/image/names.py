"""How a file is called in sentences: its name, never its folders."""

from __future__ import annotations

from pathlib import Path

_LONGEST = 80


def shown_name(path: object) -> str:
    """The file's name as it may be shown: no folders, no control characters, not endless.

    Example:
        >>> shown_name("/home/somebody/photos/harbor.jpg")
        'harbor.jpg'
    """
    name = Path(str(path)).name.encode("utf-8", "replace").decode()
    name = "".join(letter if letter.isprintable() else "?" for letter in name)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 13] + "..." + name[-10:]
