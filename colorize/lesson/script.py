"""A run as a Keras script: the same network, loss, optimizer, pictures and order, to be read, run and changed."""

from __future__ import annotations

import inspect

from colorize.lesson import losses, network
from colorize.lesson.optimizers import MOMENTUM, WEIGHT_DECAY
from colorize.lesson.settings import NAMES, Settings

OPTIMIZERS = {
    "sgd": "keras.optimizers.SGD({options})",
    "momentum": f"keras.optimizers.SGD(momentum={MOMENTUM}, {{options}})",
    "rmsprop": "keras.optimizers.RMSprop({options})",
    "adam": "keras.optimizers.Adam({options})",
    "adamw": f"keras.optimizers.AdamW(weight_decay={WEIGHT_DECAY}, {{options}})",
}
HEAD = '''"""A lesson of Colorize as a Keras script. Put it into the project's folder and run it: python {name}"""

from __future__ import annotations

import itertools
from collections.abc import Callable

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
    shuffle=False,  # the batches have their order
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
OWN = """pictures = own_photos(["my-photos.zip"])  # the file or files that you uploaded
pictures = type(pictures)(pictures.train[: settings.pictures], pictures.validation)"""
FROM_ENCODER = """from colorize.lesson.encoder import published_encoder
from colorize.lesson.network import calibrate
"""


def as_script(settings: Settings, name: str = "lesson.py") -> str:
    """The script of a run.

    Args:
        settings: of the run.
        name: of the file, for its first line.

    Returns:
        Python source. It prints the loss and the validation loss of every epoch.
    """
    plain = Settings()
    values = {key: getattr(settings, key) for key in NAMES}
    listed = ", ".join(f"{key}={value!r}" for key, value in values.items() if value != getattr(plain, key))
    own, published = settings.source == "upload", settings.network == "published"
    sources = (["cells_of"] if settings.augment else []) + ["made_gray", "own_photos" if own else "", "pairs"]
    sources += [] if own else ["pictures_for"]
    loss, imports = _loss(settings)
    text = HEAD.format(
        name=name, imports=imports, sources=", ".join(filter(None, sources)), settings=listed,
        more=(FROM_ENCODER if published else "") + "from colorize.networks.layers import standardize\n",
        network=inspect.getsource(network.build_network), loss=loss,
        pictures=OWN if own else "pictures = pictures_for(settings)",
        batch=AUGMENTED if settings.augment else PLAIN, build=_build(settings),
    )  # fmt: skip
    return text if settings.augment else text.replace("from colorize.data import random_crop\n", "")


def _loss(settings: Settings) -> tuple[str, str]:
    """The loss's source, and what it needs from `colorize.lesson.losses`."""
    if settings.loss in PLAIN_LOSSES:
        return inspect.getsource(getattr(losses, PLAIN_LOSSES[settings.loss])), "SCALE"
    source = inspect.getsource(losses.cross_entropy)
    return source, "bin_weights, coarse_bins, nearest_bin" if settings.loss == "rebalanced" else "coarse_bins, nearest_bin"


def _build(settings: Settings) -> str:
    """The lines that build and compile."""
    published = settings.network == "published"
    if settings.loss in PLAIN_LOSSES:
        channels, loss = "2", PLAIN_LOSSES[settings.loss]
    else:
        weights = "bin_weights(colors)" if settings.loss == "rebalanced" else ""
        channels, loss = "len(coarse_bins())", f"cross_entropy({weights})"
    options = f"learning_rate={settings.learning_rate!r}" + (f", global_clipnorm={settings.clip!r}" if settings.clip else "")
    lines = [
        "encoder, _ = published_encoder()" if published else "",
        f"model = build_network(settings, {channels}{', encoder' if published else ''})",
        "calibrate(model, encoder, seen)" if published else "",
        f"error = {loss}",
        f"optimizer = {OPTIMIZERS[settings.optimizer].format(options=options)}",
        'model.compile(optimizer, loss=error, metrics=[keras.metrics.MeanMetricWrapper(error, "error")], jit_compile=False)',
        "model.summary()",
    ]
    return "\n".join(filter(None, lines))
