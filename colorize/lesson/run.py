"""A run that can be watched: trained batch by batch, paused at any of them, its pictures recolored after every epoch."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from typing import NamedTuple

import cv2
import keras
import numpy as np
from keras import ops

from colorize.color import lab_to_rgb, rgb_to_lab, rgb_to_lightness
from colorize.data import center_crop, random_crop
from colorize.errors import ColorizeError
from colorize.lesson.encoder import published_encoder
from colorize.lesson.families import FAMILIES, recalls, shares
from colorize.lesson.losses import loss_called
from colorize.lesson.network import build_network, calibrate
from colorize.lesson.optimizers import build_optimizer
from colorize.lesson.pictures import Pictures, cells_of, made_gray, pairs
from colorize.lesson.record import Record
from colorize.lesson.settings import SIZE, STRIDE, Settings
from colorize.metrics import METRICS
from colorize.predict import merge
from colorize.text import Text

SHOWN_OF = 2
"""Pictures that are recolored of those trained on, and as many of the others."""
MOST_PARAMETERS = 1_500_000
MOST_SECONDS = 120.0
"""Of computing; a run that takes longer ends where it is."""
WATCHED = "error"
"""The loss without the L2 penalty, so that runs compare."""


class Progress(NamedTuple):
    """What happened: a batch was learned from, or, where `row` is there, an epoch is over.

    Args:
        epoch: from 1; 0 before training.
        step, steps: of the epoch.
        loss: of this batch.
        row: of the history.
    """

    epoch: int
    step: int
    steps: int
    loss: float
    row: dict | None = None


class Run:
    """One training, to be carried on batch by batch.

    `record` holds its curves, `frames` the shown pictures after every epoch, `now` those of the last `look`,
    `encoder_note` whose weights the published encoder has.

    Args:
        settings: all that decides it.
        pictures: to learn from and to judge by.

    Raises:
        ColorizeError: the network would be larger than `MOST_PARAMETERS`.
    """

    def __init__(self, settings: Settings, pictures: Pictures):
        self.settings, self.pictures = settings, pictures
        self.record = Record(settings)
        self.frames: list[np.ndarray] = []
        self.now: np.ndarray | None = None
        self.encoder_note: Text | None = None
        self._lock = threading.Lock()
        self._gray = made_gray(len(pictures.train), settings.gray)
        self._prepare()
        self._going = self._go()

    def _prepare(self) -> None:
        """Build the network, and all that stays the same over epochs."""
        settings = self.settings
        encoder = None
        if settings.network == "published":
            encoder, self.encoder_note = published_encoder()
        self._seen, self._ab = pairs(self.pictures.train, self._gray)
        check_gray = made_gray(len(self.pictures.validation), settings.gray)
        self._check_seen, self._check_true = pairs(self.pictures.validation)
        self._check_ab = np.where(check_gray[:, None, None, None], np.float32(0), self._check_true)
        self._check_pictures = np.stack([center_crop(picture, SIZE) for picture in self.pictures.validation])
        self._check_lab = [rgb_to_lab(picture.astype("float32") / 255) for picture in self._check_pictures]
        self.record.shares = shares(self._ab)
        self.record.batches = len(batches(settings, len(self.pictures.train), 1))
        self.loss = loss_called(settings.loss, self._ab)
        self.network = build_network(settings, self.loss.channels, encoder)
        trained = sum(math.prod(weight.shape) for weight in self.network.trainable_weights)
        if trained > MOST_PARAMETERS:
            raise ColorizeError(
                "This network has {found:,} parameters to train; a lesson's has at most {most:,}. Take less width or depth.",
                "该网络有 {found:,} 个可训练参数，课程最多 {most:,} 个。请减小宽度或深度。",
                found=trained, most=MOST_PARAMETERS,
            )  # fmt: skip
        if encoder is not None:
            calibrate(self.network, encoder, self._seen)
        self.network.compile(
            build_optimizer(settings), loss=self.loss.error, metrics=[keras.metrics.MeanMetricWrapper(self.loss.error, WATCHED)],
            jit_compile=False,
        )  # fmt: skip
        self.network.optimizer.build(self.network.trainable_variables)  # or the first batch would be compiled twice
        self._shown = [*self.pictures.train[:SHOWN_OF], *self.pictures.validation[:SHOWN_OF]]
        self._large = [center_crop(picture, 2 * SIZE) for picture in self._shown]

    # --- going on -----------------------------------------------------------------------------------------------------

    def go_on(self) -> Progress | None:
        """Do one more piece of work: measure before training, learn from a batch, or close an epoch; None at the end."""
        with self._lock:
            progress = next(self._going, None)
            if self.over and self.network is not None:
                self._end(self.record.end)
            return progress

    def look(self) -> None:
        """Recolor the shown pictures between two epochs, into `now`."""
        with self._lock:
            if self.network is not None:
                shown = np.concatenate([self._seen[:SHOWN_OF], self._check_seen[:SHOWN_OF]])
                output = ops.convert_to_tensor(self.network.predict_on_batch(shown))
                self.now = self._recolored(list(ops.convert_to_numpy(self.loss.decode(output))))

    def stop(self) -> None:
        """End it where it is."""
        with self._lock:
            self._end("stopped")

    def _end(self, why: str) -> None:
        """Nothing is left to do: what was measured and shown stays, the network and the pictures go."""
        self.record.end = self.record.end or why
        self._going.close()
        self.network = self._seen = self._ab = self._check_seen = self._check_ab = self._check_true = None
        self._check_pictures = self._check_lab = self._shown = None
        self.pictures = Pictures([], [], self.pictures.left_out)

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do."""
        return bool(self.record.end)

    def _go(self) -> Iterator[Progress]:
        start, spent = time.perf_counter(), 0.0
        yield Progress(0, 0, 0, math.nan, self._close(0, self._loss_of(self._seen, self._ab), 0.0))
        spent += time.perf_counter() - start
        for epoch in range(1, self.settings.epochs + 1):
            losses, order = [], batches(self.settings, len(self.pictures.train), epoch)
            for step, rows in enumerate(order, 1):
                start = time.perf_counter()
                losses.append(self._learn(rows, epoch, step))
                self.record.steps.append(losses[-1])
                spent += time.perf_counter() - start
                yield Progress(epoch, step, len(order), losses[-1])
                if not math.isfinite(losses[-1]) or spent > MOST_SECONDS:
                    break
            start = time.perf_counter()
            row = self._close(epoch, float(np.mean(losses)), spent)
            spent += time.perf_counter() - start
            if not math.isfinite(row["loss"]):
                self.record.end = "nan"
            elif spent > MOST_SECONDS:
                self.record.end = "time"
            elif epoch == self.settings.epochs:
                self.record.end = "epochs"
            yield Progress(epoch, step, len(order), losses[-1], row)
            if self.over:
                return

    def _learn(self, rows: np.ndarray, epoch: int, step: int) -> float:
        seen, ab = self._batch(rows, epoch, step)
        self.network.reset_metrics()
        return float(self.network.train_on_batch(seen, ab, return_dict=True)[WATCHED])

    def _batch(self, rows: np.ndarray, epoch: int, step: int) -> tuple[np.ndarray, np.ndarray]:
        if not self.settings.augment:
            return self._seen[rows], self._ab[rows]
        rng = np.random.default_rng([self.settings.seed, epoch, step])
        crops = np.stack([random_crop(self.pictures.train[row], SIZE, rng) for row in rows])
        return cells_of(crops, self._gray[rows])

    def loss_on(self, pictures: list[np.ndarray]) -> float:
        """The loss of pictures that the run neither learns from nor is judged by."""
        with self._lock:
            return self._loss_of(*pairs(pictures))

    # --- measuring ----------------------------------------------------------------------------------------------------

    def _loss_of(self, seen: np.ndarray, ab: np.ndarray) -> float:
        parts = [self.network(seen[start : start + 64], training=False) for start in range(0, len(seen), 64)]
        return float(ops.convert_to_numpy(self.loss.error(ops.convert_to_tensor(ab), ops.concatenate(parts))))

    def _close(self, epoch: int, loss: float, seconds: float) -> dict:
        """Measure on the validation pictures, recolor the shown ones, and write a row."""
        count = len(self._check_seen)
        output = self.network.predict_on_batch(np.concatenate([self._check_seen, self._seen[:SHOWN_OF]]))
        answer = ops.convert_to_tensor(output[:count])
        error = float(ops.convert_to_numpy(self.loss.error(ops.convert_to_tensor(self._check_ab), answer)))
        ab = ops.convert_to_numpy(self.loss.decode(ops.convert_to_tensor(output)))
        row = {"epoch": epoch, "loss": loss, "validation_loss": error, "seconds": seconds}
        row |= {"learning_rate": self.settings.learning_rate} | self._quality(ab[:count])
        row |= {f"recall_{name}": value for name, value in zip(FAMILIES, recalls(self._check_true, ab[:count]), strict=True)}
        self.frames.append(self._recolored([*ab[count:], *ab[:SHOWN_OF]]))
        self.now = None
        self.record.rows.append(row)
        return row

    def _quality(self, cells: np.ndarray) -> dict[str, float]:
        """Means of PSNR and colorfulness of the validation pictures in these colors."""
        found = {"psnr": [], "colorfulness": []}
        for lab, ab, truth in zip(self._check_lab, cells, self._check_pictures, strict=True):
            lab[..., 1:] = cv2.resize(finite(ab), (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
            result = np.round(lab_to_rgb(lab, clip=True) * 255).astype("uint8")
            for name, values in found.items():
                values.append(METRICS[name](result, truth))
        return {name: float(np.mean(values)) for name, values in found.items()}

    def _recolored(self, cells: list[np.ndarray]) -> np.ndarray:
        """The shown pictures in the colors predicted, in a row: (128, 512, 3) uint8; gray where they are not finite."""
        found = []
        for picture, ab in zip(self._large, cells, strict=True):
            lightness = rgb_to_lightness(picture.astype("float32") / 255)
            small = rgb_to_lightness(center_crop(picture, SIZE).astype("float32") / 255)
            found.append(np.rint(merge(lightness, small, finite(ab), STRIDE)[0] * 255).astype(np.uint8))
        return np.concatenate(found, 1)

    def truth(self) -> np.ndarray:
        """The shown pictures as they are, in a row."""
        return np.concatenate(self._large, 1)


def finite(ab: np.ndarray) -> np.ndarray:
    """Colors within what a* and b* can be, gray where they are not finite: what a network gave as a picture can show it."""
    return np.clip(np.where(np.isfinite(ab), ab, 0), -128, 128).astype("float32")


def batches(settings: Settings, count: int, epoch: int) -> list[np.ndarray]:
    """The pictures of each batch of an epoch, in an order that depends on the seed; the last batch is filled up.

    Example:
        >>> [len(rows) for rows in batches(Settings(batch=8), 20, 1)]
        [8, 8, 8]
    """
    size = min(settings.batch, count)
    order = np.random.default_rng([settings.seed, epoch]).permutation(count)
    steps = math.ceil(count / size)
    return list(np.resize(order, steps * size).reshape(steps, size))
