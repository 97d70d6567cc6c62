"""The confusion matrix of a network for digits, and the test digits behind each of its cells. All of it is HTML."""

from __future__ import annotations

from html import escape
from math import sqrt

import numpy as np

from colorize import checkpoint
from colorize.digits import kept
from colorize.tabs.classify.small import image
from colorize.tabs.text import say

MNIST = "mnist.npz"


def accuracy_line(network: str, language: str | None) -> str:
    """What the card says of the network on all test digits."""
    card = checkpoint.cards(task="classify").get(network)
    result = card.results.get(MNIST) if card else None
    if not result:
        return f'<p class="note">{escape(say("classify.accuracy_unknown", language))}</p>'
    figure = result["metrics"]["accuracy"]
    shares = {key: f"{figure[name]:.2%}" for key, name in (("share", "value"), ("low", "low"), ("high", "high"))}
    wrong = round((1 - figure["value"]) * result["count"])
    line = say("classify.accuracy", language, count=result["count"], wrong=wrong, **shares)
    return f'<p class="lead">{escape(line)}</p>'


def worst_cell(network: str) -> tuple[int, int]:
    """The (truth, answer) of the most frequent mistake."""
    wrong = kept().confusion[network].astype(int) * (1 - np.eye(10, dtype=int))
    truth, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    return int(truth), int(answer)


def matrix(network: str, chosen: tuple[int, int], language: str | None) -> str:
    """All 10,000 answers as a table whose numbers can be pressed."""
    counts = kept().confusion[network].astype(int)
    most = max(int((counts * (1 - np.eye(10, dtype=int))).max()), 1)
    head = "".join(f"<th scope=col>{digit}</th>" for digit in range(10))
    rows = "".join(
        f"<tr><th scope=row>{truth}</th>"
        + "".join(_cell(truth, answer, int(counts[truth, answer]), most, chosen, language) for answer in range(10))
        + "</tr>"
        for truth in range(10)
    )
    corner = f"{escape(say('classify.written', language))} ↓ {escape(say('classify.called', language))} →"
    return (
        f'<p class="note">{escape(say("classify.confusion", language))}</p><div class="scroll"><table class="confusion">'
        f"<thead><tr><th class=corner>{corner}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(truth: int, answer: int, count: int, most: int, chosen: tuple[int, int], language: str | None) -> str:
    if not count:
        return "<td>·</td>"
    # The root spreads what is rare, and a single mistake stays visible.
    shade = 0.0 if truth == answer else sqrt(count / most)
    words = escape(say("classify.cell_alt", language, truth=truth, answer=answer, count=count))
    return (
        f'<td class="{"right" if truth == answer else "wrong"}" style="--shade:{shade:.2f}"><button type="button" '
        f'data-truth="{truth}" data-answer="{answer}" aria-pressed="{str((truth, answer) == chosen).lower()}" '
        f'aria-label="{words}" title="{words}">{count}</button></td>'
    )


def cell_view(network: str, truth: int, answer: int, language: str | None) -> str:
    """The test digits of one cell that come with the page, each a button."""
    known, rows = kept(), kept().cell(network, truth, answer)
    count = int(known.confusion[network][truth, answer])
    words = say("classify.cell", language, truth=truth, answer=answer, count=count)
    if len(rows) < count:
        words += " " + say("classify.cell_some", language, shown=len(rows))
    buttons = "".join(
        f'<button type="button" class="kept" data-row="{row}">'
        f"{image(known.digits[row], say('classify.kept_alt', language, number=int(known.numbers[row])))}</button>"
        for row in rows
    )
    return f'<p class="note">{escape(words)}</p><div class="kept-row">{buttons}</div>'


def heading(network: str, language: str | None) -> str:
    """The title over the matrix, with the accuracy."""
    return f"<h3>{escape(say('classify.test', language))}</h3>{accuracy_line(network, language)}"


def source_line(language: str | None) -> str:
    """Whose digits these are."""
    return f'<p class="fine">{escape(say("classify.mnist", language))}</p>'


