"""The tables of the study `recognition`, as they stand in the judges' cards. All of it is HTML."""

from __future__ import annotations

from html import escape

from colorize import checkpoint
from colorize.tabs.text import card_title, say

STUDY, JUDGES = "recognition", ("scenes", "objects")
WAYS = {"true color": "classify.true_color", "gray": "classify.gray"}
"""How the study writes the two ways that are no model's."""


def recognition_view(language: str | None) -> str:
    """How often the judges still know a photo in its own color, in gray, and recolored by each model."""
    title = f"<h3>{escape(say('classify.recognition', language))}</h3>"
    cards = checkpoint.cards(task="classify")
    studies = {judge: cards[judge].studies.get(STUDY) for judge in JUDGES if judge in cards}
    tables = [_table(judge, study["rows"], language) for judge, study in studies.items() if study]
    if not tables:
        return f'{title}<p class="note">{escape(say("classify.recognition_none", language))}</p>'
    return title + "".join(tables)


def _table(judge: str, rows: list[list], language: str | None) -> str:
    columns = ("classify.colors", "classify.top1", "classify.probability", "classify.over_gray")
    head = "".join(f"<th scope=col>{escape(say(key, language))}</th>" for key in columns)
    body = "".join(_row(row, language) for row in rows)
    note = say(f"classify.table_{judge}", language, count=rows[0][1])
    return (
        f'<p class="note">{escape(note)}</p><div class="scroll"><table class="lab-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(row: list, language: str | None) -> str:
    _, _, way, top1, top1_range, chance, chance_range, over, over_range, *_ = row
    name = say(WAYS[way], language) if way in WAYS else say("classify.by", language, title=card_title(way).pick(language))
    cells = [f"{top1:.1%} ({_ends(top1_range)})", f"{chance:.1%} ({_ends(chance_range)})", ""]
    if over != "":
        cells[2] = f"{100 * over:+.1f} ({_ends(over_range, '+')})"
    return f"<tr><th scope=row>{escape(name)}</th>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _ends(text: str, sign: str = "") -> str:
    """An interval of shares, `0.431 to 0.519`, in percent.

    Example:
        >>> _ends("0.431 to 0.519"), _ends("-0.012 to 0.034", "+")
        ('43.1 – 51.9', '-1.2 – +3.4')
    """
    return " – ".join(f"{100 * float(end):{sign}.1f}" for end in text.split(" to "))
