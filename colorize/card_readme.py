"""A checkpoint's card in words: the `README.md` beside it."""

from __future__ import annotations


def readme(card) -> str:
    """The text of a checkpoint's `README.md`, all of it from the card.

    Args:
        card: a `colorize.checkpoint.Card`.
    """
    parts = [
        f"# {card.title.en}\n\n{card.summary.en}\n\n*This page is made from `card.json`; change that, not this.*",
        _origin(card),
        _contract(card),
        _results(card),
        *map(_study, card.studies.values()),
        _bullets("Observed", card.observations),
        _bullets("Limits", card.limits),
        _data(card),
        _stages(card),
        f"## Licence\n\nWeights: {card.license}. Started from: {card.init.get('license') or 'nothing published'}.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _origin(card) -> str:
    trained = (
        f"Trained here for {_duration(card.hours)} on {card.pictures:,} pictures."
        if card.stages
        else "Not trained here; a published network has no history."
    )
    return (
        "## What was published, what was trained here\n\n"
        f"Started from: {_start(card)}. "
        f"{trained} {card.parameters / 1e6:.2f} million parameters, {card.bytes / 1e6:.1f} MB."
    )


def _start(card) -> str:
    if not card.init:
        return "random weights"
    return f"{card.init.get('name')} ({card.init.get('source')}; {card.init.get('license') or 'no licence'})"


def _duration(hours: float, digits: int = 1) -> str:
    return f"{hours:.{digits}f} hours" if hours >= 0.1 else f"{60 * hours:.1f} minutes"


def _contract(card) -> str:
    given = ", ".join(f"{key} {value}" for key, value in card.input.items())
    made = ", ".join(f"{key} {value}" for key, value in card.output.items() if key != "bins")
    return f"## Contract\n\n- Input: {given}\n- Output: {made}"


def _results(card) -> str:
    tables = []
    for name, result in card.results.items():
        if "digits" in card.output.get("names", ""):  # they have no color to be without
            tables.append(_plain_results(name, result))
            continue
        rows = [
            f"| {metric} | {v['value']:.3f} | {v['low']:.3f} to {v['high']:.3f} | {v['gray']:.3f} | {v['mean_color']:.3f} |"
            for metric, v in result["metrics"].items()
        ]
        head = "| metric | this model | 95 % interval | gray picture | constant mean color |\n| --- | --- | --- | --- | --- |"
        tables.append(f"## Measured on {name}, {result['count']} pictures\n\n{head}\n" + "\n".join(rows))
    return "\n\n".join(tables)


def _plain_results(name: str, result: dict) -> str:
    rows = [f"| {metric} | {v['value']:.4f} | {v['low']:.4f} to {v['high']:.4f} |" for metric, v in result["metrics"].items()]
    head = "| metric | this model | 95 % interval |\n| --- | --- | --- |"
    return f"## Measured on {name}, {result['count']} pictures\n\n{head}\n" + "\n".join(rows)


def _study(study: dict) -> str:
    heads = [column[0] for column in study["columns"]]
    lines = [heads, ["---"] * len(heads), *study["rows"]]
    table = "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
    picture = f"\n\n![{study['title'][0]}]({study['picture']})" if study["picture"] else ""
    return f"## {study['title'][0]}\n\n{study['note'][0]}\n\n{table}{picture}"


def _bullets(title: str, lines) -> str:
    return f"## {title}\n\n" + "\n".join(f"- {line.en}" for line in lines) if lines else ""


def _data(card) -> str:
    if not card.data:
        return ""
    sources = ", ".join(f"{name} {count:,}" for name, count in card.data["training"].items())
    left = ", ".join(f"{count} {why}" for why, count in card.data["left_out"].items()) or "nothing"
    kind = "digits" if card.output.get("names") == "digits" else "photos"
    return (
        f"## Trained on\n\n{card.data['training_count']:,} {kind}: {sources}. Left out: {left}. "
        f"Validated on {card.data['validation_count']:,} others. Licence: {card.data['license']}."
    )


def _stages(card) -> str:
    blocks = [
        f"### {number}. {stage['settings']['stage']}\n\n```\n{stage['command']}\n```\n\n"
        f"{stage['pictures']:,} pictures in {stage['steps']:,} steps, {_duration(stage['hours'], 2)}, seed {stage['seed']}, "
        f"on {stage['hardware']}, finished {stage['finished']}, "
        + ", ".join(f"{name} {number}" for name, number in stage["versions"].items())
        + f", commit {stage['commit'] or 'unknown'}."
        for number, stage in enumerate(card.stages, 1)
    ]
    return "## Training\n\n" + "\n\n".join(blocks) if blocks else ""
