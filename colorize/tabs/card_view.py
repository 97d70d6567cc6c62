"""A checkpoint's card in readable form, in the page's language. HTML; everything from the card is escaped."""

from __future__ import annotations

from html import escape

from colorize.checkpoint import Card
from colorize.tabs.card_text import in_words
from colorize.tabs.text import say
from colorize.text import Text

COSTS = ("hours", "pictures", "steps", "seed")


def card_view(card: Card, color: str, language: str | None, is_open: bool = False) -> str:
    """One card as a block that folds.

    Args:
        card: what to tell.
        color: of the run's curves, for the chip beside its title.
        language: the page's language tag.
        is_open: whether it is unfolded at first.
    """
    counts = {"millions": card.parameters / 1e6, "ten_thousands": card.parameters / 1e4}
    size = say("card.size", language, megabytes=card.bytes / 1e6, **counts)
    parts = [
        f'<p class="lead">{escape(card.summary.pick(language))}</p><p class="fine">{escape(size)}</p>',
        _origin(card, language),
        "" if card.stages else f'<p class="note">{say("card.no_history", language)}</p>',
        _results(card, language),
        *(_study(study, language) for study in card.studies.values()),
        _bullets("card.seen", card.observations, language),
        _bullets("card.limits", card.limits, language),
        _data(card, language),
        _stages(card, language),
        f"<h4>{say('card.license', language)}</h4><p>{escape(card.license)}</p>",
    ]
    return _fold(card.title.pick(language), color, "".join(parts), is_open)


def bare_view(name: str, color: str, language: str | None) -> str:
    """What can be said of a run that has no card yet."""
    return _fold(name, color, f"<p>{say('card.no_card', language)}</p>", True)


def _fold(title: str, color: str, body: str, is_open: bool) -> str:
    opened = " open" if is_open else ""
    return (
        f'<details class="card"{opened}><summary><span class="chip" style="background:{color}"></span>'
        f"{escape(title)}</summary>{body}</details>"
    )


def _origin(card: Card, language: str | None) -> str:
    published = say("card.from_scratch", language)
    if card.init.get("name"):
        license_ = f" ({card.init['license']})" if card.init.get("license") else ""
        published = f"{card.init['name']}{license_}. {in_words(card.init.get('source', ''), language)}"
    trained = say("card.not_trained", language)
    if card.stages:
        trained = _cost("card.trained_value", "card.minutes", language, hours=card.hours, pictures=card.pictures)
    rows = ((say("card.published", language), published), (say("card.trained", language), trained))
    return "<dl>" + "".join(f"<dt>{escape(term)}</dt><dd>{escape(fact)}</dd>" for term, fact in rows) + "</dl>"


def _cost(key: str, briefly: str, language: str | None, hours: float, **values) -> str:
    """A sentence with the time that training took, in minutes where hours would say 0."""
    if hours >= 0.1:
        return say(key, language, hours=hours, **values)
    return say(briefly, language, minutes=60 * hours, **values)


def _results(card: Card, language: str | None) -> str:
    tables = []
    columns = ("card.metric", "card.this_model", "card.interval", "card.gray")
    if card.output.get("names") == "digits":  # they have no color to be without
        columns = columns[:-1]
    for name, result in card.results.items():
        head = "".join(f"<th scope=col>{say(key, language)}</th>" for key in columns)
        rows = "".join(
            f"<tr><th scope=row>{escape(metric_title(metric, language))}</th><td>{_figure(value['value'])}</td>"
            f"<td>{_figure(value['low'])} – {_figure(value['high'])}</td>"
            + (f"<td>{_figure(value['gray'])}</td></tr>" if "card.gray" in columns else "</tr>")
            for metric, value in result["metrics"].items()
        )
        title = say("card.results", language, name=in_words(name, language), count=result["count"])
        tables.append(f"<h4>{escape(title)}</h4><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    return "".join(tables)


def _study(study: dict, language: str | None) -> str:
    heads = "".join(f"<th scope=col>{escape(Text(*column).pick(language))}</th>" for column in study["columns"])
    rows = "".join("<tr>" + "".join(_cell(str(value), language) for value in row) + "</tr>" for row in study["rows"])
    return (
        f"<h4>{escape(Text(*study['title']).pick(language))}</h4>"
        f'<p class="fine">{escape(Text(*study["note"]).pick(language))}</p>'
        f'<div class="scrolls" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _cell(text: str, language: str | None) -> str:
    """A cell of a table; what has no Chinese is a figure or a name, such as that of a set of photos."""
    name = " translate=no" if in_words(text, "zh") == text else ""
    return f"<td{name}>{escape(in_words(text, language))}</td>"


def _figure(value: float) -> str:
    """Three digits that count; rounding noise around nothing is 0."""
    return f"{value:.3g}" if abs(value) >= 5e-4 else "0"


def metric_title(name: str, language: str | None) -> str:
    """A metric's title with its unit, from the registry of metrics."""
    from colorize.metrics import METRICS  # only cards with results need it

    metric = METRICS.get(name)
    if metric is None:
        return name
    title = metric.title.pick(language)
    return f"{title}, {metric.unit}" if metric.unit else title


def _bullets(key: str, lines, language: str | None) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line.pick(language))}</li>" for line in lines)
    return f"<h4>{say(key, language)}</h4><ul>{items}</ul>"


def _data(card: Card, language: str | None) -> str:
    if not card.data:
        return ""
    left_out = sum(card.data["left_out"].values())
    counts = {"training": card.data["training_count"], "validation": card.data["validation_count"], "left": left_out}
    words = "card.data_counts"
    if card.task == "classify":
        words = "card.digits_counts" if card.output.get("names") == "digits" else "card.photos_counts"
    sources = ", ".join(f"{name} {count:,}" for name, count in card.data["training"].items())
    return (
        f"<h4>{say('card.data', language)}</h4><p>{say(words, language, **counts)}</p>"
        f'<p class="fine" translate="no">{escape(sources)}</p><p class="fine">{escape(in_words(card.data["license"], language))}</p>'
    )


def _stages(card: Card, language: str | None) -> str:
    if not card.stages:
        return ""
    items = "".join(
        f"<li><strong>{escape(in_words(stage['settings']['stage'], language))}</strong>: "
        f"{escape(_cost('card.stage', 'card.minutes_stage', language, **{k: stage[k] for k in COSTS}))}"
        f'<br><span class="fine">{escape(in_words(stage["hardware"], language))}; {escape(_versions(stage))}</span>'
        f"<pre><code>{escape(stage['command'])}</code></pre></li>"
        for stage in card.stages
    )
    return f"<h4>{say('card.stages', language)}</h4><ol>{items}</ol>"


def _versions(stage: dict) -> str:
    return ", ".join(f"{name} {number}" for name, number in stage["versions"].items())
