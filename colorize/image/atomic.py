"""Writes a file completely or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from colorize.errors import ColorizeError
from colorize.image.names import shown_name

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file completely or not at all: into a new file beside it, which then takes its place.

    Raises:
        ColorizeError: when the folder is missing or may not be written, the disk is full and the like.
    """
    temporary = None
    try:
        target = Path(os.path.realpath(path))  # a link stays a link
        if target.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        beside = target.with_name(f".{secrets.token_hex(8)}.part")
        with os.fdopen(os.open(beside, _NEW, 0o666), "wb") as file:
            temporary = beside
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        os.replace(temporary, target)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not valid"
        raise ColorizeError(
            "{name} could not be written: {reason}. Nothing was changed. Choose a folder that exists, may be written "
            "and has room.",
            "无法写入 {name}：{reason}。没有任何更改。请选择存在、可写且空间足够的文件夹。",
            name=shown_name(path),
            reason=reason,
        ) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
