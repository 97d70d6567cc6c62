"""`objects`: the published classifier as it is, made into a checkpoint."""

from __future__ import annotations

from pathlib import Path

import keras

from colorize.data import data_folder
from colorize.networks import efficientnet


def published() -> keras.Model:
    """EfficientNet-Lite0 with its published weights, from the file in `COLORIZE_DATA`."""
    path = (data_folder() or Path()) / efficientnet.file_name("lite0")
    return efficientnet.load_published(efficientnet.classifier(), path)
