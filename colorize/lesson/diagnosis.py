"""What ails a run, judged from its measured curves alone: a verdict, its evidence in a sentence.

The thresholds were fixed on one set of runs and then measured once on others (see `colorize.lesson.measure`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from colorize.lesson.families import FAMILIES
from colorize.lesson.record import Record
from colorize.text import Text

EXPLODED = 10.0
"""The validation loss that a run stays at, as a multiple of the one before training, from which on it has exploded."""
CRAWLING_GAIN = 0.6
"""Share of the first loss that a run has gained at the end, below which it may crawl."""
CRAWLING_LATE = 0.15
"""Share of that gain made in the second half, above which it was still on its way."""
CRAWLING_FIRST = 0.25
"""Share of that gain made in the first epoch, above which it had set out quickly: a crawl is slow from the start."""
CRAWLING_STEADY = 0.97
"""Net fall over all movement in the second half; a run at a sound rate wavers around where it arrived."""
CRAWLING_STILL = 0.01
"""All movement of the validation loss as a share of the first, below which it has hardly moved at all."""
LEAP = 0.1
"""Mean leap of an epoch's validation loss from the line through its neighbors, as a share of the loss before training."""
TRAINING_LEAP = 0.3
"""The same of the training loss: where only the validation loss is restless, the steps are not too long."""
RISE = 1.012
"""The mean of the last three validation losses as a multiple of the lowest mean of three, above which they have risen."""
APART = 0.025
"""Share by which the training loss fell meanwhile."""
GAP = 1.5
"""How many times further the validation loss is above the training loss than it was before training."""
COMMON_SHARE = 0.8
"""Share of the training colors that one family has where families are out of balance."""
COMMON_RECALL = 0.85
RARE_RECALL = 0.1
"""Recall of that family, and mean recall of the others, where the common one is nearly always answered."""
LEAST_EPOCHS = 4
"""Epochs that are needed to tell slow, restless and overfitted runs from sound ones."""


@dataclass(frozen=True)
class Verdict:
    """What a run has.

    Args:
        name: a key of `TROUBLES`, or `healthy`, or `early` where too few epochs are there to tell.
        evidence: the figures it is judged by.
    """

    name: str
    evidence: Text


def diagnose(record: Record) -> Verdict:
    """Judge a run by its curves, the gravest trouble first.

    Args:
        record: of a run that is over, or of its first epochs.
    """
    for name, look in LOOKS.items():
        if (evidence := look(record)) is not None:
            return Verdict(name, evidence)
    if record.epochs < LEAST_EPOCHS:
        return Verdict("early", Text(f"{record.epochs} epochs are too few to tell.", f"只有 {record.epochs} 轮，不足以判断。"))
    first, last = ends(record)
    return Verdict(
        "healthy",
        Text(
            "The validation loss fell from {first:.3g} to {last:.3g} and did not turn; training stayed close to it.",
            "验证损失从 {first:.3g} 降到 {last:.3g}，没有回升；训练损失与之相近。",
        ).format(first=first, last=last),
    )


def ends(record: Record) -> tuple[float, float]:
    """The validation loss before training, and the mean of its last two."""
    check = record.column("validation_loss")
    return float(check[0]), float(check[-2:].mean())


def exploding(record: Record) -> Text | None:
    """A loss is no number, or has come to stay at many times what it was before training."""
    losses = np.array([*record.steps, *record.column("validation_loss")[1:]])
    check = record.column("validation_loss")
    finite = np.isfinite(losses)
    figures = {"first": check[0], "highest": float(np.max(losses[finite], initial=0.0))}
    if not finite.all():
        return Text(
            "The loss began at {first:.3g}, rose to {highest:.3g}, and then was no number (NaN) any more.",
            "损失从 {first:.3g} 开始，升到 {highest:.3g}，随后不再是数（NaN）。",
        ).format(**figures)
    stays = float(np.median(settled(record))) if record.epochs else 0.0
    if stays > EXPLODED * check[0]:
        return Text(
            "The loss began at {first:.3g}, shot up to {highest:.3g}, and stays at about {stays:.3g}.",
            "损失从 {first:.3g} 开始，猛升到 {highest:.3g}，之后停留在 {stays:.3g} 左右。",
        ).format(stays=stays, **figures)
    return None


def settled(record: Record, column: str = "validation_loss") -> np.ndarray:
    """The losses of the last two thirds of a run."""
    return record.column(column)[1 + record.epochs // 3 :]


def crawling(record: Record) -> Text | None:
    """Little was gained, and steadily so to the end: it is still on its way, or has hardly set out."""
    check = record.column("validation_loss")
    if record.epochs < LEAST_EPOCHS:
        return None
    half = check[record.epochs // 2 :]
    gained, late = (check[0] - check[-1]) / check[0], half[0] - half[-1]
    still = np.abs(np.diff(check)).sum() < CRAWLING_STILL * check[0]
    steady = late > CRAWLING_STEADY * np.abs(np.diff(half)).sum() and late > CRAWLING_LATE * gained * check[0]
    slow = gained < CRAWLING_GAIN and check[0] - check[1] < CRAWLING_FIRST * gained * check[0]
    if not (still or (steady and gained > 0 and slow)):
        return None
    if gained <= 0:
        return Text(
            "In {epochs} epochs the validation loss has hardly moved: it is where it was before training, {last:.3g}.",
            "{epochs} 轮中验证损失几乎没有动：仍停留在训练前的 {last:.3g}。",
        ).format(epochs=record.epochs, last=check[-1])
    return Text(
        "After {epochs} epochs the validation loss is only {gained:.1%} lower than before training, and {late:.0%} of that "
        "came in the second half: it is still on its way.",
        "{epochs} 轮之后，验证损失只比训练前低 {gained:.1%}，其中 {late:.0%} 来自后半程：它还在半路上。",
    ).format(epochs=record.epochs, gained=gained, late=late / (gained * check[0]))


def leap(values: np.ndarray) -> float:
    """How far values leap from the line between their neighbors, on average.

    Example:
        >>> leap(np.array([4.0, 3.0, 2.0, 1.0])), leap(np.array([1.0, 3.0, 1.0, 3.0]))
        (0.0, 2.0)
    """
    return float(np.abs(values[1:-1] - (values[:-2] + values[2:]) / 2).mean()) if len(values) > 2 else 0.0


def oscillating(record: Record) -> Text | None:
    """The validation loss leaps up and down from epoch to epoch, when it should settle."""
    late, first = settled(record), record.column("validation_loss")[0]
    if record.epochs < LEAST_EPOCHS or leap(late) < LEAP * first:
        return None
    if leap(settled(record, "loss")) < TRAINING_LEAP * record.rows[0]["loss"]:
        return None
    return Text(
        "From epoch to epoch the validation loss leaps by {leap:.3g} on average, between {low:.3g} and {high:.3g}; before "
        "training it was {first:.3g}.",
        "验证损失在相邻轮次之间平均跳动 {leap:.3g}，在 {low:.3g} 与 {high:.3g} 之间来回；训练前为 {first:.3g}。",
    ).format(leap=leap(late), low=late.min(), high=late.max(), first=first)


def overfitting(record: Record) -> Text | None:
    """The validation loss has risen again while the training loss went on falling away from it."""
    if record.epochs < LEAST_EPOCHS:
        return None
    check, loss = (smoothed(record.column(name)) for name in ("validation_loss", "loss"))
    best = int(check.argmin())
    rise, fall = check[-1] / check[best], 1 - loss[-1] / loss[best]
    gap = (check[-1] / loss[-1]) / (record.rows[0]["validation_loss"] / record.rows[0]["loss"])
    if not (rise > RISE and fall > APART and gap > GAP):
        return None
    return Text(
        "Since about epoch {best} the validation loss has risen by {rise:.0%}, while the training loss fell by {fall:.0%}: the "
        "validation loss is {gap:.2f} times as far above it as before training.",
        "大约自第 {best} 轮起，验证损失上升了 {rise:.0%}，而训练损失下降了 {fall:.0%}：两者之比是训练前的 {gap:.2f} 倍。",
    ).format(best=best + 2, rise=rise - 1, fall=fall, gap=gap)


def smoothed(column: np.ndarray) -> np.ndarray:
    """Means of three epochs each, from the first epoch on: (epochs - 2,)."""
    return np.convolve(column[1:], np.ones(3) / 3, "valid")


def imbalance(record: Record) -> Text | None:
    """One family of colors is most of what was trained on and nearly always answered; the others hardly ever."""
    if record.epochs < LEAST_EPOCHS:
        return None
    names = list(FAMILIES)
    common = int(np.argmax(record.shares))
    recall = np.array([record.rows[-1][f"recall_{name}"] for name in names])
    others = np.delete(recall, common)
    others = others[np.isfinite(others)]
    answered = not np.isfinite(recall[common]) or recall[common] >= COMMON_RECALL  # none of it may be there to validate on
    if not len(others) or not answered or record.shares[common] < COMMON_SHARE or others.mean() > RARE_RECALL:
        return None
    title = FAMILIES[names[common]]
    figures = {"share": record.shares[common], "recall": recall[common], "rest": others.mean()}
    if not np.isfinite(recall[common]):
        en = "{share:.0%} of the training colors are {name}; of all other colors {rest:.0%} were recognized."
        zh = "训练颜色中 {share:.0%} 是{name}；其他颜色只有 {rest:.0%} 被认出。"
    else:
        en = "{share:.0%} of the training colors are {name}; of what is {name} {recall:.0%} was recognized, of all else {rest:.0%}."
        zh = "训练颜色中 {share:.0%} 是{name}；{name}被认出 {recall:.0%}，其他颜色只有 {rest:.0%}。"
    return Text(en.format(name=title.en, **figures), zh.format(name=title.zh, **figures))


LOOKS: dict[str, Callable[[Record], Text | None]] = {
    "exploding": exploding,
    "crawling": crawling,
    "imbalance": imbalance,
    "oscillating": oscillating,
    "overfitting": overfitting,
}
"""In the order in which they are asked; each gives its evidence or None."""
