"""Grad-CAM: which places of the last feature maps speak for a class (Selvaraju et al. 2017)."""

from __future__ import annotations

import numpy as np


def grad_cam(model, picture: np.ndarray, layer: str, chosen: int) -> np.ndarray:
    """Where a picture speaks for a class.

    The channels of a layer's feature maps, each weighted by the mean gradient of the class's score with respect to
    it, summed; what speaks against the class is cut off. The score is the last layer's before its softmax: after it,
    the gradient would vanish where the network is sure.

    Args:
        model: a Keras classifier whose last layer is dense.
        picture: (H, W, channels) float32, as the model takes it.
        layer: the name of a layer whose output is maps, (1, h, w, channels).
        chosen: the class.

    Returns:
        (h, w) float32 in [0, 1], the strongest place 1; all 0 where nothing speaks for the class.
    """
    import keras
    import tensorflow as tf

    last = model.layers[-1]
    parts = keras.Model(model.inputs[0], [model.get_layer(layer).output, last.input])
    with tf.GradientTape() as tape:
        maps, features = parts(picture[None], training=False)
        score = features @ last.kernel[:, chosen : chosen + 1] + last.bias[chosen]
    weights = tf.reduce_mean(tape.gradient(score, maps), (1, 2), keepdims=True)
    heat = tf.nn.relu(tf.reduce_sum(weights * maps, -1))[0].numpy()
    return heat / heat.max() if heat.max() > 0 else heat
