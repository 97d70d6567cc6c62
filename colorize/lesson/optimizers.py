"""The optimizers to choose from, as Keras has them."""

from __future__ import annotations

import keras

MOMENTUM = 0.9
WEIGHT_DECAY = 0.01


def build_optimizer(settings) -> keras.optimizers.Optimizer:
    """The optimizer that the settings name, with its learning rate and clipping."""
    options = {"learning_rate": settings.learning_rate, "global_clipnorm": settings.clip or None}
    kinds = {
        "sgd": lambda: keras.optimizers.SGD(**options),
        "momentum": lambda: keras.optimizers.SGD(momentum=MOMENTUM, **options),
        "rmsprop": lambda: keras.optimizers.RMSprop(**options),
        "adam": lambda: keras.optimizers.Adam(**options),
        "adamw": lambda: keras.optimizers.AdamW(weight_decay=WEIGHT_DECAY, **options),
    }
    return kinds[settings.optimizer]()
