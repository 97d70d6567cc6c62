"""The epochs of a classifier's run: each ends with a validation, a row of history, and a state to continue from."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import keras
import numpy as np

from colorize import checkpoint
from colorize.errors import ColorizeError
from colorize.train.classifiers.settings import ClassifierSettings
from colorize.train.state import State, load_state, reseed, save_state

Batches = Callable[[int], Iterator[tuple[np.ndarray, np.ndarray]]]
"""Epoch to its batches of pictures and targets; the same for the same epoch."""


def run_epochs(
    settings: ClassifierSettings, model: keras.Model, batches: Batches, validate: Callable[[], tuple[float, float]], folder: Path
) -> State:
    """Train a compiled classifier, or go on with it after its last whole epoch.

    Args:
        settings: what to do.
        model: trained in place.
        batches: see `Batches`.
        validate: loss and accuracy on other pictures, by the weights as they are.
        folder: of the checkpoints.

    Raises:
        ColorizeError: an unfinished run has other settings, or the loss is not finite.
    """
    path, state = folder / settings.out / "state.npz", State()
    model.optimizer.build(model.trainable_variables)
    if path.exists() and not settings.restart:
        state = load_state(path, settings, model)
        print(f"Continuing {settings.out} after epoch {len(state.rows)} of {settings.epochs}.")
    for epoch in range(len(state.rows), settings.epochs):
        reseed(model, settings.seed, epoch)
        start, losses = time.perf_counter(), []
        for pictures, targets in batches(epoch):
            losses.append(float(model.train_on_batch(pictures, targets)) * len(pictures))
            state.step += 1
            model.reset_metrics()
            if not math.isfinite(losses[-1]):
                raise not_finite(losses[-1], state.step)
        state.seconds += time.perf_counter() - start
        _end_epoch(settings, state, model, losses, validate, folder)
        save_state(path, settings, state, model)
    path.unlink(missing_ok=True)
    return state


def _end_epoch(settings, state: State, model, losses: list[float], validate, folder: Path) -> None:
    loss, accuracy = validate()
    before = state.rows[-1] if state.rows else {"pictures": 0, "hours": 0.0}
    pictures, hours = state.step * settings.batch, state.seconds / 3600
    row = {
        "epoch": len(state.rows) + 1, "stage": settings.network, "pictures": pictures, "hours": hours,
        "loss": sum(losses) / (pictures - before["pictures"]), "validation_loss": loss, "accuracy": accuracy,
        "learning_rate": float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)),
        "pictures_per_second": (pictures - before["pictures"]) / max((hours - before["hours"]) * 3600, 1e-9),
    }  # fmt: skip
    state.rows.append(row)
    checkpoint.write_history(settings.out, state.rows, folder)
    print(
        f"epoch {row['epoch']}: loss {row['loss']:.4f}, validation {loss:.4f}, accuracy {accuracy:.2%}, "
        f"{row['pictures_per_second']:.0f} pictures/s",
        flush=True,
    )


def shuffled(count: int, batch: int, seed: int, epoch: int) -> Iterator[np.ndarray]:
    """The rows of each batch of an epoch: all in random order, what is left over of a whole batch waits for another epoch."""
    order = np.random.default_rng([seed, epoch]).permutation(count)
    for start in range(0, count - batch + 1, batch):
        yield order[start : start + batch]


def check_count(settings: ClassifierSettings, training: int, validation: int) -> None:
    """Are there pictures enough to train on and to validate on?

    Raises:
        ColorizeError: less than a batch, or none to validate on.
    """
    if training < settings.batch:
        raise ColorizeError(
            "There are {count} pictures to train on, less than one batch of {batch}. Pass more with --data, or a smaller "
            "--batch.",
            "可用于训练的图片有 {count} 张，不足一批（{batch} 张）。请用 --data 指定更多图片，或减小 --batch。",
            count=training, batch=settings.batch,
        )  # fmt: skip
    if not validation:
        raise ColorizeError(
            "None of the {count} pictures can be held out to validate on: that takes a class of 11 or more. Pass more with "
            "--data.",
            "{count} 张图片中没有可留作验证的：至少要有一个类别含 11 张以上。请用 --data 指定更多图片。",
            count=training,
        )


def not_finite(loss: float, step: int) -> ColorizeError:
    """What to tell of a loss that is no number."""
    return ColorizeError(
        "The loss became {loss} at step {step}. Try a lower --learning-rate with --restart.",
        "第 {step} 步时损失变为 {loss}。请降低 --learning-rate 并加上 --restart。",
        loss=loss, step=step,
    )  # fmt: skip


def judge(probability: np.ndarray, classes: np.ndarray) -> tuple[float, float]:
    """Mean cross-entropy and accuracy of probabilities (n, classes) for true classes (n,)."""
    true = probability[np.arange(len(classes)), classes]
    return float(-np.log(np.maximum(true, 1e-7)).mean()), float((probability.argmax(1) == classes).mean())
