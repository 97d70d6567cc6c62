"""AdamW with a gentler rate for what was learned elsewhere, warm-up and cosine."""

from __future__ import annotations

import keras

from colorize.train.settings import Settings

ENCODER_LAYERS = ("stem", "block")


@keras.saving.register_keras_serializable("colorize")
class TwoRateAdamW(keras.optimizers.AdamW):
    """AdamW whose learning rate is scaled for the encoder's variables.

    Args:
        encoder_rate: the factor for variables of layers named `stem...` or `block...`.
    """

    def __init__(self, *args, encoder_rate: float = 1.0, **options):
        super().__init__(*args, **options)
        self.encoder_rate = encoder_rate

    def build(self, variables):
        super().build(variables)
        layers = [variable.path.split("/")[-2] for variable in variables]
        self._scales = [self.encoder_rate if layer.startswith(ENCODER_LAYERS) else 1.0 for layer in layers]

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(gradient, variable, learning_rate * self._scales[self._get_variable_index(variable)])


def warm_up_and_cosine(rate: float, steps: int, warm_up: int) -> keras.optimizers.schedules.CosineDecay:
    """A learning rate that rises to `rate` over `warm_up` steps, and falls to a hundredth of it at the last of `steps`."""
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0,
        decay_steps=max(1, steps - warm_up),
        alpha=0.01,
        warmup_target=rate,
        warmup_steps=warm_up,
    )


def build_optimizer(settings: Settings, variables: list) -> TwoRateAdamW:
    """The run's optimizer: linear warm-up, cosine to a hundredth, clipped by the whole gradient's norm.

    Of the variables, all to be trained, only kernels decay, and not those that bring features to a usual scale.
    """
    warm_up = max(1, round(settings.steps * settings.warm_up))
    schedule = warm_up_and_cosine(settings.learning_rate, settings.steps, warm_up)
    optimizer = TwoRateAdamW(
        schedule,
        weight_decay=settings.weight_decay,
        global_clipnorm=settings.clip,
        encoder_rate=settings.encoder_rate,
    )
    kept = [v for v in variables if v.name != "kernel" or v.path.split("/")[-2].startswith("standardize")]
    optimizer.exclude_from_weight_decay(var_list=kept)
    return optimizer
