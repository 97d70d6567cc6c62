"""Files that a long piece of work is to end in: refused before it begins, written when it is done."""

from __future__ import annotations

import os
from pathlib import Path

from colorize.errors import ColorizeError
from colorize.image.atomic import write_bytes
from colorize.image.names import shown_name


def check_output(path: Path, given: Path | None = None) -> None:
    """Refuse a path at which no file can be written; a folder that is missing will be made.

    Args:
        path: of the file to come.
        given: what is read, which the file must not replace.

    Raises:
        ColorizeError: the path is a folder, lies under a file, in a folder that may not be written, or is `given`.
    """
    if path.is_dir():
        raise ColorizeError(
            "{name} is a folder, and one file is to be written. Name a file in it.",
            "{name} 是文件夹，而要写的是一个文件。请指定其中的文件名。",
            name=shown_name(path.resolve()),
        )
    if given is not None and path.resolve() == given.resolve():
        raise ColorizeError(
            "{name} is what is read; the result would replace it. Choose another name.",
            "{name} 是要读取的文件，结果会覆盖它。请换一个名称。",
            name=shown_name(path),
        )
    above = next(folder for folder in path.absolute().parents if folder.exists())
    if not above.is_dir():
        raise ColorizeError(
            "{name} cannot be written: {above} is a file, not a folder. Choose another place.",
            "无法写入 {name}：{above} 是文件，不是文件夹。请换一个位置。",
            name=shown_name(path), above=shown_name(above),
        )  # fmt: skip
    if not os.access(above, os.W_OK):
        raise ColorizeError(
            "{name} cannot be written: there is no permission to write in the folder {above}. Choose another place.",
            "无法写入 {name}：没有文件夹 {above} 的写入权限。请换一个位置。",
            name=shown_name(path), above=shown_name(above),
        )  # fmt: skip


def write_output(path: Path, content: bytes) -> None:
    """Write a file completely or not at all, and the folders above it where there are none.

    Raises:
        ColorizeError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, content)
