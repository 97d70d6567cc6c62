"""A run as a Keras script: the same network, loss, optimizer, pictures and order, to be read, run and changed."""

from __future__ import annotations

import inspect

from colorize.lesson import losses, network
from colorize.lesson.optimizers import MOMENTUM, WEIGHT_DECAY
from colorize.lesson.settings import Settings

OPTIMIZERS = {
    "sgd": "keras.optimizers.SGD({options})",
    "momentum": f"keras.optimizers.SGD(momentum={MOMENTUM}, {{options}})",
    "rmsprop": "keras.optimizers.RMSprop({options})",
    "adam": "keras.optimizers.Adam({options})",
    "adamw": f"keras.optimizers.AdamW(weight_decay={WEIGHT_DECAY}, {{options}})",
}
HEAD = '''"""A lesson of Colorize as a Keras script. Put it into the project's folder and run it: python {name}"""

import itertools

import keras
import numpy as np
from keras import layers, ops

from colorize.data import random_crop
from colorize.lesson.losses import {imports}
from colorize.lesson.pictures import {sources}
from colorize.lesson.run import batches
from colorize.lesson.settings import Settings
{more}
settings = Settings({settings})


# The network -----------------------------------------------------------------------------------------------------------
{network}

# The loss --------------------------------------------------------------------------------------------------------------
{loss}

# The pictures ----------------------------------------------------------------------------------------------------------
{pictures}
gray_ones = made_gray(len(pictures.train), settings.gray)  # of these the color is taken away
seen, colors = pairs(pictures.train, gray_ones)  # (n, 64, 64, 1) lightness, (n, 16, 16, 2) a* b*
check_seen, check_colors = pairs(pictures.validation, made_gray(len(pictures.validation), settings.gray))


def training_batches():
    """Every batch of every epoch, in the order in which the lesson took them."""
    for epoch in range(1, settings.epochs + 1):
        for step, rows in enumerate(batches(settings, len(seen), epoch), 1):
{batch}


# Build, compile, fit ---------------------------------------------------------------------------------------------------
{build}
history = model.fit(
    training_batches(),
    steps_per_epoch=len(batches(settings, len(seen), 1)),
    epochs=settings.epochs,
    validation_data=(check_seen, check_colors),
    validation_batch_size=len(check_seen),
    verbose=2,
).history

# The loss without the L2 penalty, as the page shows it.
for epoch, (loss, check) in enumerate(zip(history["error"], history["val_error"]), 1):
    print(f"epoch {{epoch}}: loss {{loss:.6f}}, validation {{check:.6f}}")
'''
PLAIN = "            yield seen[rows], colors[rows]"
AUGMENTED = """            rng = np.random.default_rng([settings.seed, epoch, step])
            crops = np.stack([random_crop(pictures.train[row], 64, rng) for row in rows])
            yield cells_of(crops, gray_ones[rows])"""
PLAIN_LOSSES = {"mse": "squared_error", "mae": "absolute_error"}


def as_script(settings: Settings, name: str = "lesson.py") -> str:
    """The script of a run.

    Args:
        settings: of the run.
        name: of the file, for its first line.

    Returns:
        Python source. It prints the loss and the validation loss of every epoch.
    """
    given = Settings()
    listed = ", ".join(
        f"{key}={value!r}" for key in KEYS if (value := getattr(settings, key)) != getattr(given, key)
    )
    published = settings.network == "published"
    loss, imports = _loss(settings)
    more = "from colorize.lesson.encoder import published_encoder\n" if published else ""
    if published:
        more += "from colorize.lesson.network import calibrate\n"
    more += "from colorize.networks.layers import standardize\n"
    sources = ["made_gray", "pairs", "pictures_for"]
    if settings.augment:
        sources.insert(0, "cells_of")
    own = settings.source == "upload"
    if own:
        sources[-1] = "own_photos"
    text = HEAD.format(
        name=name,
        imports=imports,
        sources=", ".join(sources),
        more=more,
        settings=listed,
        network=inspect.getsource(network.build_network),
        loss=loss,
        pictures=OWN if own else "pictures = pictures_for(settings)",
        batch=AUGMENTED if settings.augment else PLAIN,
        build=_build(settings, published),
    )
    return text if settings.augment else text.replace("from colorize.data import random_crop\n", "")


KEYS = tuple(Settings.__dataclass_fields__)
OWN = """pictures = own_photos(["my-photos.zip"])  # the file or files that you uploaded
pictures = type(pictures)(pictures.train[: settings.pictures], pictures.validation)"""


def _loss(settings: Settings) -> tuple[str, str]:
    """The loss's source, and what it needs from `colorize.lesson.losses`."""
    if settings.loss in PLAIN_LOSSES:
        return inspect.getsource(getattr(losses, PLAIN_LOSSES[settings.loss])), "SCALE"
    source = inspect.getsource(losses.cross_entropy)
    return source, "bin_weights, coarse_bins, nearest_bin" if settings.loss == "rebalanced" else "coarse_bins, nearest_bin"


def _build(settings: Settings, published: bool) -> str:
    if settings.loss in PLAIN_LOSSES:
        channels, loss = "2", PLAIN_LOSSES[settings.loss]
    else:
        weights = "bin_weights(colors)" if settings.loss == "rebalanced" else ""
        channels, loss = "len(coarse_bins())", f"cross_entropy({weights})"
    rate = [f"learning_rate={settings.learning_rate!r}"]
    if settings.clip:
        rate.append(f"global_clipnorm={settings.clip!r}")
    lines = []
    if published:
        lines += ["encoder, _ = published_encoder()"]
    lines += [f"model = build_network(settings, {channels}{', encoder' if published else ''})"]
    if published:
        lines += ["calibrate(model, encoder, seen)"]
    lines += [
        f"error = {loss}",
        f"optimizer = {OPTIMIZERS[settings.optimizer].format(options=', '.join(rate))}",
        'model.compile(optimizer, loss=error, metrics=[keras.metrics.MeanMetricWrapper(error, "error")], jit_compile=False)',
        "model.summary()",
    ]
    return "\n".join(lines)
