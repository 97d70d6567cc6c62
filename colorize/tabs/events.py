"""The page's events by name, as a table: what programs see beside the two endpoints made for them."""

from __future__ import annotations

from typing import NamedTuple

import gradio as gr


class Event(NamedTuple):
    """One named event: the kinds of components it takes and gives, and what it does."""

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    what: str


def event_table(blocks: gr.Blocks) -> list[Event]:
    """Every public event of the page, sorted by name; inputs and outputs as clients see them.

    Args:
        blocks: the page, as `build_app()` makes it.
    """
    described = blocks.get_api_info()["named_endpoints"]
    functions = {f.api_name: f.fn for f in blocks.fns.values() if f.api_name}
    return [
        Event(
            endpoint,
            tuple(parameter["parameter_name"] for parameter in facts["parameters"]),
            tuple(output["component"] for output in facts["returns"]),
            _first_line(functions[endpoint.removeprefix("/")]),
        )
        for endpoint, facts in sorted(described.items())
    ]


def _first_line(function) -> str:
    while hasattr(function, "func"):  # functools.partial
        function = function.func
    return (function.__doc__ or "").strip().partition("\n")[0]
