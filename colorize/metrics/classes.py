"""Metrics of a classifier's answer to one picture."""

from __future__ import annotations

import numpy as np


def accuracy(probability: np.ndarray, label: int) -> np.ndarray:
    """Whether the likeliest class is the true one."""
    return np.array([float(np.argmax(probability) == label)])


def accuracy_top5(probability: np.ndarray, label: int) -> np.ndarray:
    """Whether the true class is among the five likeliest."""
    return np.array([float(label in np.argsort(probability)[::-1][:5])])
