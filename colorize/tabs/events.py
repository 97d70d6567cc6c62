"""The page's events by name, as a table: what programs may call beside the two endpoints made for them."""

from __future__ import annotations

import inspect
from typing import NamedTuple

import gradio as gr


class Event(NamedTuple):
    """One named event.

    Args:
        name: as `api_name`, with the slash.
        inputs: names of the parameters that a client gives; what the page keeps for each visitor is not among them.
        outputs: kinds of the components that it changes.
        what: the first line of its handler's docstring.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    what: str


def event_table(blocks: gr.Blocks) -> list[Event]:
    """Every named event of the page and its two endpoints, sorted by name.

    Args:
        blocks: the page, as `build_app()` makes it.
    """
    events = []
    for wired in blocks.fns.values():
        function = wired.fn
        if function is None:  # answered by the browser
            continue
        names = _names(function, len(wired.inputs))
        given = [name for name, part in zip(names, wired.inputs, strict=True) if not isinstance(part, gr.State)]
        made = [type(part).__name__ for part in wired.outputs if not isinstance(part, gr.State)]
        events.append(Event(f"/{wired.api_name}", tuple(given), tuple(made), _first_line(function)))
    return sorted(events)


def _names(function, count: int) -> list[str]:
    """The names of `count` inputs; a handler of any number of controls has them all under one name, then the language."""
    parameters = list(inspect.signature(function).parameters.values())
    names = [parameter.name for parameter in parameters]
    if parameters and parameters[-1].kind is inspect.Parameter.VAR_POSITIONAL:
        controls = names.pop()
        names += [controls] * (count - len(names) - 1) + ["language"]
    return names


def _first_line(function) -> str:
    function = inspect.unwrap(function)
    while hasattr(function, "func"):  # functools.partial
        function = function.func
    return (function.__doc__ or "").strip().partition("\n")[0]
