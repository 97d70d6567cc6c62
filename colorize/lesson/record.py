"""What was measured of a run, apart from the network: all that a chart or a diagnosis needs, as plain data."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field

import numpy as np

from colorize.lesson.families import FAMILIES
from colorize.lesson.settings import Settings

COLUMNS = (
    "epoch", "loss", "validation_loss", "psnr", "colorfulness", "learning_rate", "seconds",
    *(f"recall_{name}" for name in FAMILIES),
)  # fmt: skip


@dataclass
class Record:
    """The curves of a run.

    Args:
        settings: of the run.
        rows: one an epoch, the first, epoch 0, from before training, each with all of `COLUMNS`. The recalls are of the
            validation pictures' true colors.
        steps: the loss of every batch.
        shares: of the families among the colors that were trained on.
        end: why it ended: `epochs`, `nan`, `time`, `stopped`; "" while it goes on.
        batches: of an epoch; not part of what `plain` gives.
    """

    settings: Settings
    rows: list[dict] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    end: str = ""
    batches: int = 1

    def column(self, name: str) -> np.ndarray:
        """One column of the rows, (epochs + 1,) float."""
        return np.array([row[name] for row in self.rows], float)

    @property
    def epochs(self) -> int:
        """Epochs that are over."""
        return max(0, len(self.rows) - 1)

    def plain(self) -> dict:
        """As JSON can hold it: what is not finite becomes a word."""
        return {
            "settings": asdict(self.settings), "end": self.end, "shares": _written(self.shares),
            "steps": _written(self.steps), "rows": [_written([row[name] for name in COLUMNS]) for row in self.rows],
        }  # fmt: skip

    @classmethod
    def from_plain(cls, plain: dict) -> Record:
        """The opposite.

        Raises:
            ColorizeError: its settings are out of bounds.
            KeyError, TypeError, ValueError: it was not written by `plain`.
        """
        rows = [dict(zip(COLUMNS, _read(row), strict=True)) for row in plain["rows"]]
        for row in rows:
            row["epoch"] = int(row["epoch"])
        return cls(
            Settings(**plain["settings"]), rows, _read(plain["steps"]), _read(plain["shares"]), str(plain["end"])
        )


def _written(values: list[float]) -> list[float | str]:
    return [float(f"{value:.5g}") if math.isfinite(value) else str(float(value)) for value in values]


def _read(values: list) -> list[float]:
    return [float(value) for value in values]
