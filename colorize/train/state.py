"""The state of an unfinished run: everything that continuing needs, in one file written atomically."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from colorize.checkpoint import write_atomically
from colorize.errors import ColorizeError
from colorize.train.settings import Settings


@dataclass
class State:
    """Where a run stands.

    Args:
        step: optimizer steps done.
        seconds: time spent in steps.
        rows: finished epochs of this run, as rows of the history.
        losses: losses of the steps since the last finished epoch.
        average: the averaged weights, one array a weight of the model.
    """

    step: int = 0
    seconds: float = 0.0
    rows: list[dict] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    average: list[np.ndarray] = field(default_factory=list)


def reseed(model, seed: int, number: int) -> None:
    """Let dropout draw what belongs to a step, or an epoch, of this number, so that it is the same after a stop."""
    states = (variable for variable in model.variables if variable.name == "seed_generator_state")
    for place, state in enumerate(states):
        state.assign([seed * 1000 + number, place])


def save_state(path: Path, settings: Settings, state: State, model) -> None:
    """Write weights, optimizer, averages, position and history of a run."""
    optimizer = {}
    model.optimizer.save_own_variables(optimizer)
    facts = {
        "settings": settings.same_run(), "step": state.step, "seconds": state.seconds, "rows": state.rows,
        "losses": state.losses,
    }  # fmt: skip
    arrays = {f"weight{i}": w for i, w in enumerate(model.get_weights())}
    arrays |= {f"average{i}": w for i, w in enumerate(state.average)}
    arrays |= {f"optimizer{key}": np.asarray(value) for key, value in optimizer.items()}
    buffer = io.BytesIO()
    np.savez(buffer, facts=json.dumps(facts), **arrays)
    write_atomically(path, buffer.getvalue())


def load_state(path: Path, settings: Settings, model) -> State:
    """Put an unfinished run back into `model` (compiled, its optimizer built) and return where it stood.

    Raises:
        ColorizeError: the file belongs to a run with other settings.
    """
    with np.load(path) as stored:
        facts = json.loads(str(stored["facts"]))
        now = settings.same_run()
        if differ := [key for key in now if now[key] != facts["settings"].get(key)]:
            raise ColorizeError(
                "An unfinished run of {name!r} has other settings ({differ}). Repeat its command to finish it, or add "
                "--restart to forget it.",
                "{name!r} 有一次未完成的训练，其设置不同（{differ}）。请重复原命令以完成它，或加上 --restart 放弃它。",
                name=settings.out, differ=", ".join(f"{k}: {facts['settings'].get(k)} there, {now[k]} now" for k in differ),
            )  # fmt: skip

        def numbered(prefix: str) -> list[np.ndarray]:
            return [stored[f"{prefix}{i}"] for i in range(sum(key.startswith(prefix) for key in stored.files))]

        model.set_weights(numbered("weight"))
        store = {key.removeprefix("optimizer"): stored[key] for key in stored.files if key.startswith("optimizer")}
        model.optimizer.load_own_variables(store)
        return State(facts["step"], facts["seconds"], facts["rows"], facts["losses"], numbered("average"))
