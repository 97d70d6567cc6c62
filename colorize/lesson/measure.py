"""How often the diagnosis is right: runs of known trouble, and a table of what they are and what they are called.

    python -m colorize.lesson.measure runs.json.gz --run test           trained; what is in the file is not repeated
    python -m colorize.lesson.measure runs.json.gz                      the table of recorded runs

What a run has is not asked of the diagnosis. Each is set up for a kind, with all else by chance, and what came of it is
settled by a rule that was fixed before any run of the set that it is measured on was made:

- whatever it was set up for, it has exploded if its loss is no number in the end, or over the last half more than ten times
  that before training;
- set up to oscillate or to crawl, it does if the trouble's cure, tried on the same pictures with the same seed, lowers the
  mean of the last two validation losses by at least `BETTER`; where the cure does no better, nothing was wrong: such a run
  is not counted. It is not counted either if it was to explode and did not;
- set up to overfit, it does if pictures that stand in none of its curves say so: their loss has turned, and risen by at
  least `BETTER` since. In the sets up to `test` the cure was asked here too, which more pictures help without any turn;
- set up as healthy, or with `IMBALANCED` of its pictures made gray and a loss that weighs all colors alike, it is that.

Where a run has not become what it was set up for, the next set-up is drawn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from colorize.digits import load_mnist
from colorize.lesson.diagnosis import diagnose
from colorize.lesson.pictures import pictures_for, split, tint
from colorize.lesson.record import Record
from colorize.lesson.settings import Settings
from colorize.lesson.troubles import TROUBLES, cured, sound_rate

KINDS = ("healthy", *TROUBLES)
SETS = {
    "tuning": (1, 6, "photos-224-1.zip"),
    "second": (2, 6, "photos-val.zip"),
    "test": (3, 6, "photos-224-0.zip"),
    "last": (4, 6, "photos-128-1.zip"),
    "again": (5, 6, "photos-128-2.zip"),
}
"""Seed of the draws, runs of each trouble, and the zip of photos in `COLORIZE_DATA`; half of the runs are healthy. The
thresholds were fixed on `tuning`, measured on `second`, where 55 of 61 were right, fixed again on both and measured on
`test`, where 53 of 60 were right, and fixed on all three and measured on `last`: 62 of 63 right. They have not changed since;
`again` measures them on networks that predict with the slope that they were trained with, as those before did not.
"""
BETTER = {"oscillating": 0.2, "crawling": 0.03, "overfitting": 0.03}
"""By which share the cure must lower the validation loss, or that of other pictures must have risen. Up to `test` a restless
run counted from 0.1 on.
"""
OTHERS = 64
"""Pictures that tell whether a run has overfitted."""
IMBALANCED = (0.85, 0.9, 0.95)
DRAWS = 12
"""Set-ups that are tried for one run."""


# --- setting up -------------------------------------------------------------------------------------------------------


def draw(kind: str, rng: np.random.Generator, source: str) -> Settings:
    """Settings that are meant to bring about a kind of run, all else by chance."""
    choose = lambda *values: values[int(rng.integers(len(values)))]  # noqa: E731
    settings = Settings(
        source=source, seed=int(rng.integers(1000)), width=choose(8, 12, 16, 20), depth=choose(0, 1, 2, 3),
        batch=choose(4, 8, 16), epochs=choose(12, 14, 16), pictures=choose(128, 192) if source == "mnist" else choose(48, 64, 80),
        loss=choose("cross_entropy", "cross_entropy", "rebalanced", "mse", "mae"),
        optimizer=choose("sgd", "momentum", "rmsprop", "adam", "adamw"),
    )  # fmt: skip
    return MEANT[kind](settings, choose)


def at_rate(settings: Settings, factor: float) -> Settings:
    """The same at so many times a sound learning rate."""
    return replace(settings, learning_rate=float(f"{sound_rate(settings) * factor:.3g}"))


def _healthy(settings: Settings, choose) -> Settings:
    if choose(True, False, False):
        settings = replace(settings, network="published", dropout=0.2)
    return at_rate(settings, choose(0.6, 1.0, 1.5))


def _exploding(settings: Settings, choose) -> Settings:
    return at_rate(settings, choose(300.0, 1000.0))


def _oscillating(settings: Settings, choose) -> Settings:
    if choose(True, False):
        rate = choose(0.009, 0.01, 0.011)
        return replace(settings, optimizer="rmsprop", batch=4, depth=choose(0, 1, 2), learning_rate=rate)
    settings = replace(settings, optimizer="sgd", clip=1.0, batch=64, augment=False, epochs=24, loss="cross_entropy")
    return replace(settings, learning_rate=choose(1.0, 1.2, 1.4))


def _crawling(settings: Settings, choose) -> Settings:
    return at_rate(settings, choose(0.0003, 0.001, 0.002))


def _overfitting(settings: Settings, choose) -> Settings:
    settings = replace(
        settings, pictures=choose(8, 12, 16), augment=False, batch=4, epochs=choose(24, 30), width=16,
        network=choose("published", "published", "scratch"), optimizer=choose("momentum", "rmsprop", "adam", "adamw"),
    )  # fmt: skip
    return at_rate(settings, choose(1.0, 1.5, 2.0))


def _imbalance(settings: Settings, choose) -> Settings:
    settings = replace(settings, gray=choose(*IMBALANCED), loss=choose("cross_entropy", "cross_entropy", "mse", "mae"))
    return at_rate(settings, choose(0.6, 1.0, 1.5))


MEANT = {
    "healthy": _healthy, "exploding": _exploding, "oscillating": _oscillating, "crawling": _crawling,
    "overfitting": _overfitting, "imbalance": _imbalance,
}  # fmt: skip


def set_ups(name: str, kind: str, number: int) -> Iterator[Settings]:
    """The settings to be tried for one run of a set, one after the other."""
    source = ("upload", "mnist", "photos" if name == "tuning" else "upload")[number % 3]
    for attempt in range(DRAWS):
        yield draw(kind, np.random.default_rng([SETS[name][0], KINDS.index(kind), number, attempt]), source)


def pictures_of(name: str, settings: Settings):
    """The pictures of a run. The sets share no photos; `tuning` has the built-in ones too. Digits are MNIST's for testing in
    `second`, and drawn anew from those for training in the others.
    """
    if settings.source == "photos":
        return pictures_for(settings)
    pool = _pool(name, settings)
    own = split([pool[row] for row in _rows(settings, len(pool))])
    return pictures_for(replace(settings, source="upload"), own)


def others_of(name: str, settings: Settings) -> list[np.ndarray]:
    """Pictures of the same kind that are not among those of the run."""
    pool = _pool(name, settings)
    left = np.setdiff1d(np.arange(len(pool)), _rows(settings, len(pool)))
    return [pool[row] for row in np.random.default_rng([settings.seed, 1]).choice(left, OTHERS, replace=False)]


def _rows(settings: Settings, count: int) -> np.ndarray:
    """Which of the pool a run has, to learn from and to be judged by."""
    wanted = 3 * max(settings.pictures, 64) // 2 if settings.source == "mnist" else 144
    return np.random.default_rng(settings.seed).choice(count, wanted, replace=False)


class _Digits:
    """MNIST's digits as a pool, tinted when they are taken."""

    def __init__(self, digits: np.ndarray, labels: np.ndarray):
        self.digits, self.labels = digits, labels

    def __len__(self) -> int:
        return len(self.digits)

    def __getitem__(self, row: int) -> np.ndarray:
        return tint(self.digits[row], self.labels[row])


def _pool(name: str, settings: Settings):
    """All the pictures that a run's own are drawn from."""
    if settings.source != "mnist":
        return _photos(SETS[name][2])
    mnist = load_mnist()
    return _Digits(mnist.x_test, mnist.y_test) if name == "second" else _Digits(mnist.x_train, mnist.y_train)


@cache
def _photos(archive: str) -> list[np.ndarray]:
    """Some 1600 photos of a zip in `COLORIZE_DATA`."""
    from colorize.data import data_folder, load_photos
    from colorize.lesson.pictures import SIDE

    return load_photos([data_folder() / archive], SIDE, limit=1600).pictures


# --- carrying out -----------------------------------------------------------------------------------------------------


def trained(name: str, settings: Settings, others: list[np.ndarray] | None = None) -> tuple[Record, list[float]]:
    """The record of one run, and the loss of other pictures after each of its epochs but the last."""
    from colorize.lesson.run import Run

    run, apart = Run(settings, pictures_of(name, settings)), []
    while (progress := run.go_on()) is not None:
        if others and progress.row is not None and not run.over:
            apart.append(run.loss_on(others))
    return run.record, apart


def turned(losses: list[float]) -> float:
    """By which share the mean of the last two losses is above the lowest mean of two that follow each other.

    Example:
        >>> turned([4.0, 3.0, 2.0, 2.0, 4.0, 4.0]), turned([4.0, 3.0, 2.0])
        (1.0, 0.0)
    """
    means = np.convolve(losses, [0.5, 0.5], "valid")
    return float(means[-1] / means.min() - 1)


def has_exploded(record: Record) -> bool:
    """Whether the loss is no number, or over the last half more than ten times that before training."""
    check = record.column("validation_loss")
    half = check[1 + record.epochs // 2 :]
    return bool(record.end == "nan" or not np.isfinite(half).all() or np.median(half) > 10 * check[0])


def last_loss(record: Record) -> float:
    """The mean of the last two validation losses."""
    return float(record.column("validation_loss")[-2:].mean())


def one_run(name: str, kind: str, number: int) -> Iterator[dict]:
    """Try set-ups until one is what it was meant for; each as plain data, with the share that `BETTER` asks for."""
    for settings in set_ups(name, kind, number):
        record, apart = trained(name, settings, others_of(name, settings) if kind == "overfitting" else None)
        found, gain = ("exploding" if has_exploded(record) else kind), None
        if found in BETTER:
            better = turned(apart) if apart else 1 - last_loss(trained(name, cured(settings, kind))[0]) / last_loss(record)
            gain, found = round(better, 4), kind if better >= BETTER[kind] else ""
        elif kind == "exploding" and not has_exploded(record):
            found = ""
        yield {"kind": found, "gain": gain, "set_up": kind, "number": number} | record.plain()
        if found == kind:
            return


def carry_out(name: str, file: Path) -> None:
    """Make all runs of a set that the file does not hold yet; it is written after each."""
    done = read(file) if file.exists() else []
    for kind in KINDS:
        wanted = SETS[name][1] * (len(TROUBLES) if kind == "healthy" else 1)
        for number in range(2 * wanted):  # where all draws for a number came to nothing, the next one takes its place
            if sum(run["kind"] == run["set_up"] == kind for run in done) == wanted:
                break
            tried = [run for run in done if (run["set_up"], run["number"]) == (kind, number)]
            if len(tried) == DRAWS or any(run["kind"] == kind for run in tried):
                continue
            done = [run for run in done if run not in tried]  # broken off
            for entry in one_run(name, kind, number):
                done.append(entry)
                print(kind, number, entry["kind"] or "nothing wrong", entry["gain"], file=sys.stderr, flush=True)
            file.write_bytes(gzip.compress(json.dumps(done).encode(), mtime=0))


# --- telling ----------------------------------------------------------------------------------------------------------


def read(path: Path) -> list[dict]:
    """Recorded runs."""
    return json.loads(gzip.decompress(path.read_bytes()))


def counted(runs: list[dict]) -> list[tuple[str, str, Record]]:
    """(what it is, what the diagnosis calls it, its record) of every run that counts."""
    records = [(run["kind"], Record.from_plain(run)) for run in runs if run["kind"]]
    return [(kind, diagnose(record).name, record) for kind, record in records]


def table(runs: list[dict]) -> str:
    """The confusion table: rows are what runs are, columns what they were called; and the share that was right."""
    found = counted(runs)
    counts = Counter((kind, name) for kind, name, _ in found)
    called = [*KINDS, *sorted({name for _, name in counts} - set(KINDS))]
    lines = ["| is, called | " + " | ".join(called) + " |", "| --- |" + " --- |" * len(called)]
    lines += [f"| {kind} | " + " | ".join(str(counts[kind, name]) for name in called) + " |" for kind in KINDS]
    right = sum(kind == name for kind, name, _ in found)
    healthy = [name for kind, name, _ in found if kind == "healthy"]
    sick = sum(name != "healthy" for name in healthy)
    lines += [
        "",
        f"{right} of {len(found)} right ({right / len(found):.1%}); {sick} of {len(healthy)} healthy runs called sick; "
        f"{len(runs) - len(found)} set-ups not counted, in which nothing was wrong.",
    ]
    return "\n".join(lines)


def missed(runs: list[dict]) -> str:
    """What was called by another name, with the evidence."""
    lines = []
    for kind, name, record in counted(runs):
        if kind != name:
            lines.append(f"{kind} called {name}: {record.settings.query()}\n    {diagnose(record).evidence.en}")
    return "\n".join(lines)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m colorize.lesson.measure", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, help="recorded runs, .json.gz")
    parser.add_argument("--run", choices=SETS, help="make the runs of a set first, and record them in the file")
    given = parser.parse_args()
    if given.run:
        carry_out(given.run, given.file)
    runs = read(given.file)
    print(table(runs))
    print(missed(runs))


if __name__ == "__main__":
    main()
