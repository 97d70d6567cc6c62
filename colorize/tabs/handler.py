"""How handlers meet the page: the language in force, and errors as sentences."""

from __future__ import annotations

import functools
import html
import inspect
import logging
from collections.abc import Callable
from contextlib import contextmanager

import gradio as gr

from colorize.errors import ColorizeError
from colorize.tabs.text import TEXT
from colorize.text import Text

LANGUAGE_JS = "(...values) => [...values.slice(0, -1), document.documentElement.lang]"
"""For `js=` of an event whose last input is the page's hidden language box: Gradio keeps this attribute up to date."""

log = logging.getLogger("colorize.page")


def as_toast(error: Exception, language: str | None) -> gr.Error:
    """The one thing a person sees of an error: a sentence, in both languages where the language is not known."""
    if isinstance(error, gr.Error):
        return error
    if isinstance(error, ColorizeError):
        text = error.text
    elif isinstance(error, MemoryError):
        text = TEXT["error.memory"]
        log.error("Out of memory", exc_info=error)
    else:
        text = TEXT["error.unexpected"]
        log.error("Unexpected error", exc_info=error)
    return gr.Error(_sentence(text, language), print_exception=False)


def _sentence(text: Text, language: str | None) -> str:
    # Toasts are rendered as HTML and may quote a file's name.
    return html.escape(text.pick(language) if language else f"{text.en}\n{text.zh}", quote=False)


@contextmanager
def sentences(language: str | None):
    """Turn whatever is raised within into a sentence of ours; the page's only `except`."""
    try:
        yield
    except Exception as error:
        raise as_toast(error, language) from None


def handler(function: Callable) -> Callable:
    """Let a handler, plain or a generator, raise nothing but sentences.

    The handler's last parameter may be called `language`: the page's language tag. One that takes any number of controls
    (`*controls`) finds it as the last of them.
    """
    parameters = inspect.signature(function).parameters
    names = list(parameters)
    any_number = bool(names) and parameters[names[-1]].kind is inspect.Parameter.VAR_POSITIONAL

    def language(arguments, keywords) -> str | None:
        if "language" in keywords:
            return keywords["language"]
        if any_number:
            return arguments[-1] if len(arguments) >= len(names) else None
        return arguments[names.index("language")] if "language" in names and len(arguments) == len(names) else None

    if inspect.isgeneratorfunction(function):

        @functools.wraps(function)
        def guarded(*arguments, **keywords):
            with sentences(language(arguments, keywords)):
                yield from function(*arguments, **keywords)
    else:

        @functools.wraps(function)
        def guarded(*arguments, **keywords):
            with sentences(language(arguments, keywords)):
                return function(*arguments, **keywords)

    return guarded
