"""The training loop: prepare, build, train, validate, save - and go on where a run was stopped."""

from __future__ import annotations

import math
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from colorize import checkpoint, data
from colorize.errors import ColorizeError
from colorize.networks import NETWORKS, efficientnet, stride_of, takes_hints
from colorize.networks.heads import HEADS, Head
from colorize.train.card import continued, describe
from colorize.train.checks import checked
from colorize.train.features import FeatureBatches, build_cache, show_progress
from colorize.train.optimizer import build_optimizer
from colorize.train.recall import RecallBatches, recall_loss, with_recall
from colorize.train.settings import Settings
from colorize.train.state import State, load_state, reseed, save_state
from colorize.train.transplant import PICTURES, calibrate, keep_equal, transplant
from colorize.train.validation import Validation

AVERAGE_EVERY = 4  # steps


def train(settings: Settings, folder: Path | None = None) -> Path:
    """Run, or continue, one stage of training, and write the checkpoint.

    Args:
        settings: what to do.
        folder: default the project's own `checkpoints/`.

    Returns:
        The checkpoint's folder.

    Raises:
        ColorizeError: a setting cannot be obeyed (see `checks.checked`), photos or weights are missing, an unfinished run
            has other settings, or the loss is not finite.
        KeyboardInterrupt: the run was stopped; its state is saved and the same command continues it.
    """
    folder = folder or checkpoint.CHECKPOINTS
    settings = checked(settings, folder)
    keras.utils.set_random_seed(settings.seed)
    head = HEADS[settings.head]()
    photos, validation_photos = load_data(settings)
    network, fresh = build_network(settings, head, folder, photos)
    run = Run(settings, head, network, folder)
    run.prepare(photos, Validation.of(validation_photos, settings.size, run.stride), fresh)
    run.go()
    return run.finish(describe(settings, head, photos, validation_photos, run.state, run.stride, folder))


def load_data(settings: Settings) -> tuple[data.Photos, data.Photos]:
    """The photos to train and to validate on, as the settings name them; of the data folder's own only the even ones."""
    folder = data.data_folder()
    paths = data.training_paths(settings.data)
    if not paths:
        raise ColorizeError(
            "There are no photos to train on. Pass --data with a folder or zip, or set COLORIZE_DATA.",
            "没有可用于训练的照片。请用 --data 指定文件夹或 zip，或设置 COLORIZE_DATA。",
        )
    photos = data.load_photos(paths, settings.size, settings.limit or None)
    halved = folder / "photos-val.zip" if folder and (folder / "photos-val.zip").is_file() else None
    validation = Path(settings.validation) if settings.validation else halved
    if not validation:
        return data.hold_out(photos)
    chosen = data.load_photos([validation], settings.size)
    if not halved or validation.resolve() != halved.resolve():
        return photos, chosen
    # Positions count all files, as they do where models are measured, also those that are not used.
    names = [name for name, _ in data.members(validation)]
    wanted = {name for name, is_even in zip(names, data.even_positions(names), strict=True) if is_even}
    even = [i for i, name in enumerate(chosen.names) if name in wanted]
    return photos, replace(chosen, pictures=[chosen.pictures[i] for i in even], names=[chosen.names[i] for i in even])


def build_network(
    settings: Settings, head: Head, folder: Path | None, photos: data.Photos
) -> tuple[keras.Model, bool]:
    """The network with its starting weights, and whether its decoder is new."""
    network = NETWORKS[settings.network](
        head.channels, settings.precision, settings.encoder, settings.attention, settings.dropout
    )
    if settings.init == "none":
        return network, True
    if settings.init == "published":
        load_encoder(network, settings)
        return network, True
    old, card = checkpoint.load(settings.init, folder)
    if card.encoder == settings.encoder:
        # A head of another kind, or a layer that the other network lacks, starts anew; all else is kept.
        for part in ("encoder", "decoder"):
            keep_equal(old.get_layer(part), network.get_layer(part))
    else:
        move_decoder(old, network, settings, photos)
    if settings.part == "hints":
        for layer in network.get_layer("decoder").layers:
            layer.trainable = layer.name.startswith("hint")
    return network, False


def load_encoder(network: keras.Model, settings: Settings) -> None:
    """The published weights of the encoder that the settings name."""
    efficientnet.load_published(network.get_layer("encoder"), published(settings))


def published(settings: Settings) -> Path:
    """The file of the encoder that the settings name."""
    return (data.data_folder() or Path()) / efficientnet.file_name(settings.encoder)


def move_decoder(old: keras.Model, network: keras.Model, settings: Settings, photos: data.Photos) -> None:
    """Start from the decoder of a trained network, on the published weights of another encoder."""
    load_encoder(network, settings)
    batches = data.Batches(
        photos, settings.size, stride_of(network), settings.batch, settings.seed, aged=settings.aged
    )
    grays = [batches(step)[0] for step in range(-(-PICTURES // settings.batch))]
    transplant(old, network, grays)


class Run:
    """One run in progress.

    Args:
        settings: what to do.
        head: what the network says.
        network: with its starting weights; trained in place.
        folder: of the checkpoints.
    """

    def __init__(self, settings: Settings, head: Head, network: keras.Model, folder: Path):
        self.settings, self.head, self.network, self.folder = settings, head, network, folder
        self.home = folder / settings.out
        self.stride = stride_of(network)
        self.state_path = self.home / "state.npz"
        # The averaged weights live in a float32 twin that leaves nothing out: it is validated and saved.
        self.twin = NETWORKS[settings.network](
            head.channels, encoder=settings.encoder, attention=settings.attention
        )
        self.twin.set_weights(network.get_weights())
        self.frozen_encoder = settings.stage == "features"
        self.trained, self.average = (
            m.get_layer("decoder") if self.frozen_encoder else m for m in (network, self.twin)
        )  # fmt: skip
        self.model = with_recall(network, settings.encoder, published(settings)) if settings.recall else self.trained
        self.state = State()
        self.earlier = self._earlier()
        self.past = self._past_rows() if self.earlier else []

    def _earlier(self) -> checkpoint.Card | None:
        """The card of the checkpoint that this run goes on from; another head starts a history of its own."""
        if self.settings.init in ("published", "none"):
            return None
        card = checkpoint.read_card(self.settings.init, self.folder)
        return card if card.output.get("head") == self.head.contract["head"] else None

    def _past_rows(self) -> list[dict]:
        """The history of the finished stages; an unfinished one may have added its own rows to the file."""
        columns = checkpoint.read_history(self.settings.init, self.folder)
        rows = zip(*(column.tolist() for column in columns.values()), strict=True)
        return [
            row
            for row in (dict(zip(columns, r, strict=True)) for r in rows)
            if row["pictures"] <= self.earlier.pictures
        ]

    def prepare(self, photos: data.Photos, validation: Validation, fresh: bool) -> None:
        """Make the batches, compile, and pick up an unfinished run."""
        settings, encoder = self.settings, self.network.get_layer("encoder")
        self.validation, hints = validation, settings.hinted if takes_hints(self.network) else None
        if self.frozen_encoder:
            cache = build_cache(Path(settings.cache), photos, encoder, settings, show_progress)
            self.batches = FeatureBatches(cache, photos.names, self.stride, settings.batch, settings.seed, hints)
        else:
            self.batches = data.Batches(
                photos, settings.size, self.stride, settings.batch, settings.seed, hints, settings.aged
            )
            if settings.recall:
                teacher = efficientnet.classifier(settings.encoder)
                self.batches = RecallBatches(self.batches, efficientnet.load_published(teacher, published(settings)))
            for layer in encoder.layers:
                late = layer.name.startswith("block") and int(layer.name[5:7]) >= settings.train_from
                layer.trainable = (late or settings.init == "none") and settings.part == "all"
        if fresh:
            given = self.batches(0)[0]
            if not self.frozen_encoder:
                gray = given if hints is None else given[0]
                given = encoder.predict_on_batch(gray)
            calibrate(self.network.get_layer("decoder"), given[: len(efficientnet.STRIDES)])
        losses, weights = ([self.head.loss, recall_loss], [1.0, settings.recall]) if settings.recall else (self.head.loss, None)
        optimizer = build_optimizer(settings, self.model.trainable_variables)
        self.model.compile(optimizer, loss=losses, loss_weights=weights, jit_compile=False)
        self.model.optimizer.build(self.model.trainable_variables)
        if self.state_path.exists() and not settings.restart:
            self.state = load_state(self.state_path, settings, self.model)
            print(f"Continuing {settings.out} at step {self.state.step} of {settings.steps}.")
        else:
            self.state.average = self.trained.get_weights()

    def go(self) -> None:
        """Train to the end; at a stop the state is saved first."""
        settings, state = self.settings, self.state
        with ThreadPoolExecutor(1) as ahead, _stop_signals() as stopped:
            upcoming = ahead.submit(self.batches, state.step)
            while state.step < settings.steps:
                batch = upcoming.result()
                upcoming = ahead.submit(self.batches, state.step + 1)
                self.step(batch)
                if state.step % settings.epoch_steps == 0 or state.step == settings.steps:
                    self.end_epoch()
                if stopped.is_set():
                    save_state(self.state_path, settings, state, self.model)
                    print(f"\nStopped at step {state.step}; the same command continues.")
                    raise KeyboardInterrupt

    def step(self, batch) -> None:
        """One optimizer step, checked and averaged."""
        state = self.state
        start = time.perf_counter()
        reseed(self.model, self.settings.seed, state.step)
        self.model.reset_metrics()
        losses = self.model.train_on_batch(*batch, return_dict=True)
        if not math.isfinite(losses["loss"]):
            raise self.not_finite(float(losses["loss"]))
        state.step += 1
        if state.step % AVERAGE_EVERY == 0:
            momentum = min(self.settings.average, (1 + state.step) / (10 + state.step)) ** AVERAGE_EVERY
            for average, weight in zip(state.average, self.trained.get_weights(), strict=True):
                average += (1 - momentum) * (weight - average)
        state.seconds += time.perf_counter() - start
        state.losses.append(float(losses.get("decoder_loss", losses["loss"])))  # that of colors, beside a second task's
        _show(self.settings, state)

    def not_finite(self, loss: float) -> ColorizeError:
        """What to tell of a loss that is no number."""
        saved = self.state_path.exists()
        return ColorizeError(
            "The loss became {loss} at step {step}. The last good state is {good}. Try a lower --learning-rate or "
            "--clip, or --precision float32, with --restart.",
            "第 {step} 步时损失变为 {loss}。最后的正常状态是{good}。请降低 --learning-rate 或 --clip，或改用 --precision float32，"
            "并加上 --restart。",
            loss=loss, step=self.state.step + 1,
            good=f"checkpoints/{self.settings.out}/state.npz" if saved else "where the run began",
        )  # fmt: skip

    def end_epoch(self) -> None:
        """Judge the averaged weights, write the history and the state."""
        settings, state = self.settings, self.state
        self.average.set_weights(state.average)
        last = self.past[-1] if self.past else {"epoch": 0, "pictures": 0, "hours": 0.0}
        before = state.rows[-1] if state.rows else {"pictures": last["pictures"], "hours": last["hours"]}
        pictures, hours = last["pictures"] + state.step * settings.batch, last["hours"] + state.seconds / 3600
        row = {
            "epoch": int(last["epoch"]) + len(state.rows) + 1, "stage": settings.stage, "pictures": int(pictures),
            "hours": hours, "loss": float(np.mean(state.losses)),
        }  # fmt: skip
        row |= self.validation.judge(self.twin, self.head)
        row["learning_rate"] = float(keras.ops.convert_to_numpy(self.model.optimizer.learning_rate))
        row["pictures_per_second"] = (pictures - before["pictures"]) / max((hours - before["hours"]) * 3600, 1e-9)
        state.rows.append(row)
        state.losses.clear()
        checkpoint.write_history(settings.out, self.past + state.rows, self.folder)
        save_state(self.state_path, settings, state, self.model)
        print(
            f"\repoch {row['epoch']}: loss {row['loss']:.4f}, validation {row['validation_loss']:.4f}, "
            f"PSNR {row['psnr']:.2f} dB, colorfulness {row['colorfulness']:.1f}, "
            f"{row['pictures_per_second']:.0f} pictures/s, {row['hours']:.2f} h" + " " * 20
        )

    def finish(self, card: checkpoint.Card) -> Path:
        """Write the checkpoint and drop the unfinished state."""
        if self.earlier:
            card = continued(card, self.earlier)
        self.average.set_weights(self.state.average)
        home = checkpoint.save(self.twin, card, self.folder)
        self.state_path.unlink(missing_ok=True)
        return home


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a plain kill sets, so that a step is never left half done."""
    event = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield event
        return
    kinds = (signal.SIGINT, signal.SIGTERM)
    usual = [signal.signal(kind, lambda *_: event.set()) for kind in kinds]
    try:
        yield event
    finally:
        for kind, handler in zip(kinds, usual, strict=True):
            signal.signal(kind, handler)


def _show(settings: Settings, state: State) -> None:
    if sys.stdout.isatty():
        left = (settings.steps - state.step) * state.seconds / state.step
        speed = state.step * settings.batch / state.seconds
        print(
            f"\rstep {state.step}/{settings.steps}, loss {np.mean(state.losses):.4f}, {speed:.0f} pictures/s, "
            f"{left / 60:.0f} min left   ", end="", flush=True,
        )  # fmt: skip
