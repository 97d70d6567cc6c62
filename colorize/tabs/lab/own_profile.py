"""A visitor's own press profile, which Gamut and Press share: uploaded in one, it can be chosen in both."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

import gradio as gr

from colorize.press import PressProfile, load_profile, profile_called
from colorize.tabs.text import page_error, t

OWN = "own"
"""Stands for it in menus, beside the names of found profiles."""


@dataclass(frozen=True)
class OwnProfile:
    """A profile that a visitor has uploaded.

    Args:
        path: of its file.
        name: what the file was called at home.
        title: how it calls itself.
    """

    path: str
    name: str
    title: str


def look_into(path: str) -> OwnProfile:
    """An uploaded file as a profile.

    Raises:
        ColorizeError: it is none, or none of a press.
    """
    name = Path(path).name
    return OwnProfile(path, name, load_profile(path, name).title)


def profile_of(press: str, own: OwnProfile | None) -> PressProfile:
    """The profile of that name, or the visitor's own.

    Raises:
        ColorizeError: there is none of that name, or the upload has been deleted.
    """
    if press != OWN:
        return profile_called(press)
    if own is None or not Path(own.path).is_file():
        raise page_error("error.no_profile")
    return load_profile(own.path, own.name)


def named(own: OwnProfile) -> str:
    """How the profile calls itself, as a line of HTML."""
    return f'<p class="note">{escape(own.title)}</p>'


def upload_button(elem_id: str) -> gr.UploadButton:
    """The button that takes one."""
    return gr.UploadButton(t("lab.own_profile"), file_types=[".icc", ".icm"], min_width=150, elem_id=elem_id)
