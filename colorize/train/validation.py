"""How good a network is on photos it never saw, in a few seconds, after every epoch."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from keras import ops

from colorize.color import lab_to_rgb, rgb_to_lab
from colorize.data import Photos, center_crop, training_pair
from colorize.metrics import METRICS
from colorize.networks import inputs_for
from colorize.networks.heads import Head, Knobs

PHOTOS = 256
CHUNK = 64
SHOWN = Knobs(temperature=0.4)  # of the pictures behind the history's PSNR and colorfulness


@dataclass(frozen=True)
class Validation:
    """Fixed pictures to judge by: the network's input, its target, and the true pictures.

    Args:
        gray: (n, size, size, 1) float32.
        cells: true a* b* of the cells.
        pictures: (n, size, size, 3) uint8.
    """

    gray: np.ndarray
    cells: np.ndarray
    pictures: np.ndarray

    @classmethod
    def of(cls, photos: Photos, size: int, stride: int) -> Validation:
        """The middle squares of up to 256 photos, evenly spread."""
        chosen = np.linspace(0, len(photos) - 1, min(PHOTOS, len(photos))).astype(int)
        pictures = np.stack([center_crop(photos.pictures[i], size) for i in chosen])
        return cls(*training_pair(pictures, stride), pictures)

    def judge(self, network, head: Head) -> dict[str, float]:
        """validation_loss, psnr (dB, mean) and colorfulness (mean) of a network from gray to the head's output."""
        losses, psnr, colorfulness = [], [], []
        for start in range(0, len(self.gray), CHUNK):
            part = slice(start, start + CHUNK)
            output = ops.convert_to_tensor(network.predict_on_batch(inputs_for(network, self.gray[part])))
            losses.append(float(head.loss(ops.convert_to_tensor(self.cells[part]), output)) * len(self.gray[part]))
            colors = ops.convert_to_numpy(head.decode(output, *SHOWN))
            for cells, truth in zip(colors, self.pictures[part], strict=True):
                lab = rgb_to_lab(truth.astype("float32") / 255)
                lab[..., 1:] = cv2.resize(cells, truth.shape[1::-1], interpolation=cv2.INTER_LINEAR)
                result = np.round(lab_to_rgb(lab, clip=True) * 255).astype("uint8")
                psnr.append(METRICS["psnr"](result, truth))
                colorfulness.append(METRICS["colorfulness"](result, truth))
        return {
            "validation_loss": sum(losses) / len(self.gray),
            "psnr": float(np.mean(psnr)),
            "colorfulness": float(np.mean(colorfulness)),
        }
