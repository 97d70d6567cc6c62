"""Every picture of a folder into another color mode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from colorize.errors import ColorizeError
from colorize.image import FORMATS, Picture, format_by_name, format_by_suffix


def target_name(name: str, mode: str, format: str | None = None) -> str:
    """The name of a converted file: its own where the suffix's format holds the mode, otherwise with another suffix.

    Example:
        >>> target_name("boat.jpg", "sepia"), target_name("boat.jpg", "lab"), target_name("boat.heic", "sepia")
        ('boat.jpg', 'boat.tif', 'boat.png')
    """
    path = Path(name)
    if format is not None:
        return path.stem + format_by_name(format).suffixes[0]
    known = path.suffix.lower() in (suffix for each in FORMATS.values() for suffix in each.suffixes)
    if known and format_by_suffix(name).holds(mode):
        return name
    return path.stem + next(each.suffixes[0] for each in FORMATS.values() if each.holds(mode))


def convert_folder(
    source: Path,
    target: Path,
    mode: str,
    convert: Callable[[Path], Picture],
    format: str | None,
    done: Callable[[Path, Picture], None],
) -> list[ColorizeError]:
    """Convert every file of a folder, names kept; folders within it and hidden files are left alone.

    Args:
        source, target: folders; the target is made where there is none.
        mode: that they are brought into.
        convert: brings one file into it.
        format: of all results; None keeps each file's own where it can hold the mode.
        done: called with each path written and its picture.

    Returns:
        What was refused, in sentences; the other files are converted all the same.

    Raises:
        ColorizeError: unknown format, or folders with which no file could be converted.
    """
    files = sorted(path for path in source.iterdir() if path.is_file() and not path.name.startswith("."))
    _check_folders(source, target, files)
    names = [target_name(path.name, mode, format) for path in files]
    target.mkdir(parents=True, exist_ok=True)
    refused, written = [], set()
    for path, name in zip(files, names, strict=True):
        result = target / name
        try:
            if result in written:
                raise ColorizeError(
                    "{name} would replace {result}, which another file of the folder became. Rename one of them.",
                    "{name} 会覆盖由另一个文件生成的 {result}。请先重命名其中一个。",
                    name=path.name,
                    result=result.name,
                )
            picture = convert(path)
            picture.save(result)
        except ColorizeError as error:
            refused.append(error)
            continue
        written.add(result)
        done(result, picture)
    return refused


def _check_folders(source: Path, target: Path, files: list[Path]) -> None:
    if not files:
        raise ColorizeError(
            "The folder {name} holds no files. Name a folder with pictures directly in it.",
            "文件夹 {name} 里没有文件。请指定直接含有图片的文件夹。",
            name=source.name or str(source),
        )
    if target.resolve() == source.resolve():
        raise ColorizeError(
            "The results would replace the pictures that they come from. Name another folder for them.",
            "结果会覆盖原图。请为结果指定另一个文件夹。",
        )
    if target.exists() and not target.is_dir():
        raise ColorizeError(
            "{name} is a file, and a folder of pictures needs a folder to go to. Name another.",
            "{name} 是文件，而一个文件夹的图片需要输出到文件夹。请换一个名称。",
            name=target.name,
        )
