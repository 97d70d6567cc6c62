"""Speed and memory on this machine, as medians with ratios: `python -m colorize benchmark`."""

from __future__ import annotations

import json
import os

from colorize.errors import ColorizeError
from colorize.outputs import check_output, write_output
from colorize.train.card import hardware


def main(options) -> None:
    """Run the sections one after the other, print a table, and write JSON where asked.

    Args:
        options: `json` (a path or None) and `only` (part of a section's name, or None).

    Raises:
        ColorizeError: the file cannot be written, or no section has such a name; nothing has run then.
    """
    from colorize.benchmark import color, lab, lesson, memory, page, pictures

    sections = {
        "color": color.measure,
        "1 megapixel": pictures.one_megapixel,
        "12 megapixels": pictures.twelve_megapixels,
        "start": page.measure,
        "memory": memory.measure,
        "lab": lab.measure,
        "lesson": lesson.measure,
    }
    chosen = {name: measure for name, measure in sections.items() if (options.only or "") in name}
    if not chosen:
        raise ColorizeError(
            "No section's name holds {only!r}. The sections: {choices}.", "没有名称含 {only!r} 的部分。各部分：{choices}。",
            only=options.only, choices=", ".join(sections),
        )  # fmt: skip
    if options.json:
        check_output(options.json)
    load = os.getloadavg()[0]
    figures = {"machine": hardware(), "load_before": load}
    print(f"{hardware()}; load before {load:.1f} (figures of a busy machine are worth little; ratios are worth more)")
    for name, measure in chosen.items():
        figures[name] = measure()
        print(f"\n{name}")
        for row, value in figures[name].items():
            print(f"  {row:<58} {value:>9.4g}")
    if options.json:
        write_output(options.json, (json.dumps(figures, indent=1) + "\n").encode())
