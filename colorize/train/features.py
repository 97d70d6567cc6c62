"""The features stage's pictures: what the frozen encoder says of a few views of every photo, computed once."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from colorize.data import Photos, hint_batch, pooled, random_crop, resize_square, sampling_weights, training_pair
from colorize.hints import FINE
from colorize.networks.efficientnet import STRIDES

CHUNK = 64


def show_progress(done: int, of: int) -> None:
    """Say on a terminal how far the features are."""
    if sys.stdout.isatty():
        print(f"\rfeatures {done} of {of}", end="\n" if done == of else "", flush=True)


def view(picture: np.ndarray, number: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """View 0 is the whole photo pressed into a square, the others are random crops: (size, size, 3) uint8."""
    return resize_square(picture, size) if number == 0 else random_crop(picture, size, rng)


@dataclass(frozen=True)
class FeatureCache:
    """Features and targets of `views` views of every photo, memory-mapped float16.

    Args:
        arrays: by stride, (photos * views, size / stride, size / stride, channels); key 0 holds the true a* b* of cells
            of `FINE` pixels.
        views: of each photo; view v of photo p is row p * views + v.
    """

    arrays: dict[int, np.ndarray]
    views: int


def signature(pictures: list[np.ndarray], facts: list, encoder) -> str:
    """A digest of all that decides what is computed: the pictures, the facts in their order, the encoder's weights."""
    digest = hashlib.sha256(json.dumps(facts).encode())
    for array in [*pictures, *encoder.get_weights()]:
        digest.update(np.ascontiguousarray(array))
    return digest.hexdigest()[:16]


def build_cache(folder: Path, photos: Photos, encoder, settings, progress) -> FeatureCache:
    """Compute the features of every photo, or open them where the same were computed before.

    Args:
        folder: holds one folder a cache, named by a digest of all that decides its content.
        encoder: a frozen encoder, from gray pictures to features at strides 4, 8, 16, 32.
        settings: size, views and seed are read.
        progress: called with (done, of).
    """
    size, views = settings.size, settings.views
    home = folder / signature(photos.pictures, [photos.names, size, views, FINE, settings.seed], encoder)
    rows = len(photos) * views
    shapes = {
        s: (rows, size // s, size // s, output.shape[-1]) for s, output in zip(STRIDES, encoder.outputs, strict=True)
    }
    shapes[0] = (rows, size // FINE, size // FINE, 2)
    done = home / "done"
    if not done.exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        arrays = {
            s: np.lib.format.open_memmap(home / f"{s}.npy", "w+", "float16", shape) for s, shape in shapes.items()
        }
        for start in range(0, shapes[0][0], CHUNK):
            rows = range(start, min(start + CHUNK, shapes[0][0]))
            crops = [
                view(photos.pictures[r // views], r % views, size, np.random.default_rng([settings.seed, r]))
                for r in rows
            ]
            gray, cells = training_pair(np.stack(crops), FINE)
            for s, features in zip(STRIDES, encoder.predict_on_batch(gray), strict=True):
                arrays[s][rows.start : rows.stop] = features
            arrays[0][rows.start : rows.stop] = cells
            progress(rows.stop, shapes[0][0])
        for array in arrays.values():
            array.flush()
        done.touch()
    return FeatureCache({s: np.load(home / f"{s}.npy", mmap_mode="r") for s in shapes}, views)


@dataclass(frozen=True)
class FeatureBatches:
    """Random batches of cached features, flipped half of the time; a batch depends only on (seed, step).

    Args:
        cache, names: the features, and the photos' names in the same order.
        stride: of the cells that the network predicts.
        batch, seed, hints: as of `data.Batches`.
    """

    cache: FeatureCache
    names: list[str]
    stride: int
    batch: int
    seed: int
    hints: float | None = None

    def __post_init__(self):
        object.__setattr__(self, "_cumulative", np.cumsum(sampling_weights(self.names)))

    def __call__(self, step: int) -> tuple[list[np.ndarray], np.ndarray]:
        """(features by stride and the hints where the network takes any; a* b* of the cells), float32."""
        rng = np.random.default_rng([self.seed, step])
        photo = np.searchsorted(self._cumulative, rng.random(self.batch) * self._cumulative[-1])
        rows = photo * self.cache.views + rng.integers(self.cache.views, size=self.batch)
        flip = rng.random(self.batch) < 0.5

        def take(array):
            values = array[np.sort(rows)].astype("float32")
            values[flip] = values[flip, :, ::-1]
            return values

        features, fine = [take(self.cache.arrays[s]) for s in STRIDES], take(self.cache.arrays[0])
        cells = pooled(fine, self.stride)
        return (features if self.hints is None else [*features, hint_batch(fine, rng, self.hints)]), cells
