"""Press profiles: those that this machine has, and those that people bring."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import imagecodecs
import numpy as np

from colorize.errors import ColorizeError
from colorize.image.color_tags import srgb_profile
from colorize.image.names import shown_name
from colorize.image.profiles import profile_fits, profile_name
from colorize.press.folders import profile_files, profile_folders
from colorize.press.icc import HEAD, complaint, intents, is_press
from colorize.text import Text

LARGEST = 16_000_000
"""Bytes of the largest profile that is opened; those of presses have 0.2 to 3 million."""

NONE_FOUND = Text(
    "No press profile was found on this machine, so the mode cmyk with its plain formula is what there is. "
    "For the inks of a real press choose an .icc file of your own, or install one: on Debian and Ubuntu the packages "
    "scribus-data (ISO Coated v2) and libgs-common (SWOP) bring one each.",
    "这台机器上没有找到印刷配置文件，因此只能使用 cmyk 模式的简单公式。若需真实印刷的油墨，请选择自己的 .icc 文件，"
    "或安装一个：Debian 和 Ubuntu 的软件包 scribus-data（ISO Coated v2）和 libgs-common（SWOP）各带一个。",
)


@dataclass(frozen=True)
class PressProfile:
    """An ICC profile that makes the inks of one press and paper.

    Attributes:
        name: the file's name, unique among those found; what menus and callers use.
        title: the profile's description of itself, or the name.
        path: where it lies, or None; never shown to others.
        content: its bytes.
    """

    name: str
    title: str
    path: Path | None = field(default=None, repr=False)
    content: bytes = field(default=b"", repr=False)

    @property
    def intents(self) -> tuple[str, ...]:
        """The rendering intents that it has a table for."""
        return intents(self.content)


def find_profiles(folders: list[Path] | None = None) -> list[PressProfile]:
    """The press profiles of this machine: CMYK output profiles that were measured, each once.

    Args:
        folders: where to look; by default the usual places of the operating system.

    Returns:
        Those of the user first, then those of the system; the first is the one used when none is named. Files that
        cannot be read are passed over. Nothing is kept between calls, so a new file is found by the next one.

    Example:
        >>> find_profiles([Path("no such folder")])
        []
    """
    found: dict[str, PressProfile] = {}
    contents: set[bytes] = set()
    for path in profile_files(profile_folders() if folders is None else folders):
        content = _content_of_press(path)
        if content is None or content in contents:
            continue
        contents.add(content)
        name = _free_name(shown_name(path), found)
        found[name] = PressProfile(name, profile_name(content) or name, path, content)
    return list(found.values())


def _content_of_press(path: Path) -> bytes | None:
    """A file's bytes where it is a press profile; only such files are read beyond their head."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if not is_press(head):
                return None
            content = head + file.read(LARGEST)
    except OSError:
        return None
    return content if len(content) <= LARGEST and complaint(content) is None else None


def _free_name(name: str, taken: dict) -> str:
    """The name, or with a number where two different files have it."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def profile_called(name: str, folders: list[Path] | None = None) -> PressProfile:
    """The profile found on this machine under this name or title. It opens no other file, whatever the name.

    Raises:
        ColorizeError: there is none, or it is damaged; lists the names.
    """
    found = find_profiles(folders)
    for profile in found:
        if name in (profile.name, profile.title):
            return checked(profile)
    if not found:
        raise ColorizeError(NONE_FOUND.en, NONE_FOUND.zh)
    raise ColorizeError(
        "There is no press profile {name!r}. Choose one of: {choices}; or an .icc file of your own.",
        "没有印刷配置文件 {name!r}。可选：{choices}；也可选择自己的 .icc 文件。",
        name=shown_name(name),
        choices=", ".join(profile.name for profile in found),
    )


def load_profile(source: str | os.PathLike | bytes, name: str = "") -> PressProfile:
    """A press profile from a file or its bytes.

    Args:
        source: path of an .icc or .icm file, or its content.
        name: shown instead of the file's own, for uploads.

    Raises:
        ColorizeError: the file is missing, empty, too large, damaged or something else than a CMYK output profile.
    """
    path = None if isinstance(source, bytes) else Path(source)
    name = shown_name(name or path or "") or "The profile"
    content = source if path is None else _read(path, name)
    if len(content) > LARGEST:
        raise ColorizeError(
            "{name} has more than {limit:.0f} MB; press profiles have up to 3. Choose the .icc file itself.",
            "{name} 超过 {limit:.0f} MB；印刷配置文件一般不超过 3 MB。请直接选择 .icc 文件。",
            name=name,
            limit=LARGEST / 1e6,
        )
    wrong = complaint(content)
    if wrong is not None:
        raise ColorizeError(
            "{name} {what_en}. A press profile is expected: an ICC output profile for CMYK (.icc or .icm).",
            "{name} {what_zh}。应为印刷配置文件，即 CMYK 的 ICC 输出配置文件（.icc 或 .icm）。",
            name=name,
            what_en=wrong.en,
            what_zh=wrong.zh,
        )
    return checked(PressProfile(name, profile_name(content) or name, path, content))


def choose(profile: PressProfile | str | os.PathLike | bytes | None = None) -> PressProfile:
    """The press profile that a caller means.

    Args:
        profile: one that was found or loaded; the name or title of a found one; the path of an .icc or .icm file, or
            its bytes; None for the first that is found. Strangers' texts belong into `profile_called`, which opens
            no path.

    Raises:
        ColorizeError: none is found, or it cannot be used.
    """
    if isinstance(profile, PressProfile):
        return checked(profile)
    if profile is None:
        found = find_profiles()
        if not found:
            raise ColorizeError(NONE_FOUND.en, NONE_FOUND.zh)
        return checked(found[0])
    if isinstance(profile, str) and not Path(profile).is_file():
        return profile_called(profile)
    if isinstance(profile, str | os.PathLike | bytes):
        return load_profile(profile)
    raise ColorizeError(
        "A press profile is expected as a name, a path or bytes; {kind} came.",
        "印刷配置文件应为名称、路径或字节；收到的是 {kind}。",
        kind=type(profile).__name__,
    )


def checked(profile: PressProfile) -> PressProfile:
    """The profile, once LittleCMS has made ink of a color and a color of ink with it."""
    probe = np.full((1, 2, 3), 0.5, np.float32)
    try:
        ink = imagecodecs.cms_transform(
            probe, srgb_profile(), profile.content, colorspace="rgb", outcolorspace="cmyk", outdtype="float32"
        )
        usable = bool(np.isfinite(ink).all()) and profile_fits(profile.content, "cmyk")
    except Exception:  # LittleCMS has many names for what is broken
        usable = False
    if usable:
        return profile
    raise ColorizeError(
        "{name} is a damaged profile: LittleCMS cannot use it. Copy or download it again.",
        "{name} 是损坏的配置文件：LittleCMS 无法使用。请重新复制或下载。",
        name=profile.name,
    )


def _read(path: Path, name: str) -> bytes:
    """A file's bytes, at most one more than `LARGEST`."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise ColorizeError(
            "{name} cannot be read: {reason}. Choose an .icc or .icm file.",
            "无法读取 {name}：{reason}。请选择 .icc 或 .icm 文件。",
            name=name,
            reason=getattr(error, "strerror", None) or "the name is not valid",
        ) from None
