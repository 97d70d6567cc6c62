"""`scenes`: a new head on the published encoder's features, for the 100 miniplaces classes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np

from colorize import classes, data
from colorize.networks import efficientnet, scenes
from colorize.train.classifiers.features import cached_features
from colorize.train.classifiers.photos import Labelled, hold_out, load_labelled
from colorize.train.classifiers.run import check_count, judge, run_epochs, shuffled
from colorize.train.classifiers.settings import ClassifierSettings
from colorize.train.features import show_progress
from colorize.train.optimizer import warm_up_and_cosine
from colorize.train.state import State

SMOOTHING = 0.1


def train_scenes(settings: ClassifierSettings, folder: Path) -> tuple[keras.Model, State, dict[str, int]]:
    """Train on cached features of several views; every 20th photo of a class is held out and chosen by.

    Returns:
        The whole network, how it went, and the counts of photos to train and to validate on, and of those left out.
    """
    home = data.data_folder() or Path()
    training, others = hold_out(load_labelled(data.training_paths(settings.data), list(classes.miniplaces())))
    check_count(settings, len(training), len(others))
    encoder = efficientnet.load_published(scenes.encoder(), home / efficientnet.file_name("lite0"))
    cache = (Path(settings.cache), encoder, settings)
    features, held = _features(*cache, training, settings.views), _features(*cache, others, 2)
    head = scenes.head()
    smoothed = keras.losses.CategoricalCrossentropy(label_smoothing=SMOOTHING)
    head.compile(_optimizer(settings, len(training)), loss=smoothed)

    def validate() -> tuple[float, float]:
        # In color and in gray, since both will be judged.
        probability = head.predict(np.asarray(held, "float32"), batch_size=256, verbose=0)
        return judge(probability, np.tile(others.classes, 2))

    state = run_epochs(settings, head, _batches(settings, training, features), validate, folder)
    return assemble(encoder, head), state, {
        "training": len(training), "validation": len(others), "unreadable": training.unreadable,
    }  # fmt: skip


def _features(folder: Path, encoder, settings: ClassifierSettings, photos: Labelled, views: int) -> np.ndarray:
    return cached_features(folder, photos, encoder, settings.size, views, settings.seed, show_progress)


def _batches(settings: ClassifierSettings, photos: Labelled, features: np.ndarray):
    """An epoch shows every photo once, each in one of its views."""
    targets = np.eye(scenes.CLASSES, dtype="float32")[photos.classes]

    def batches(epoch: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        rng = np.random.default_rng([settings.seed, epoch, 1])
        for rows in shuffled(len(photos), settings.batch, settings.seed, epoch):
            views = rng.integers(0, settings.views, len(rows))
            yield features[views * len(photos) + rows].astype("float32"), targets[rows]

    return batches


def _optimizer(settings: ClassifierSettings, count: int) -> keras.optimizers.Optimizer:
    steps = settings.epochs * (count // settings.batch)
    schedule = warm_up_and_cosine(settings.learning_rate, steps, max(1, steps // 20))
    optimizer = keras.optimizers.AdamW(schedule, weight_decay=settings.weight_decay)
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    return optimizer


def assemble(encoder: keras.Model, head: keras.Model) -> keras.Model:
    """The two parts' weights in the whole network."""
    whole = scenes.build()
    known = {layer.name: layer for part in (encoder, head) for layer in part.layers}
    for layer in whole.layers:
        if layer.weights:
            layer.set_weights(known[layer.name].get_weights())
    return whole
