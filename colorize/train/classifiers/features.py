"""What the fixed part of a network says of every view of every photo: computed once, in a file, resumable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from colorize.train.classifiers.photos import Labelled, view
from colorize.train.features import signature

CHUNK = 64


def cached_features(folder: Path, photos: Labelled, encoder, size: int, views: int, seed: int, progress: Callable) -> np.ndarray:
    """Features of the views of photos, memory-mapped float16; what was computed before a stop is not computed again.

    Args:
        folder: holds a file for each set, named by a digest of all that decides its content.
        photos: view v of photo p is row v * photos + p.
        encoder: from (batch, size, size, 3) in [0, 1] to features.
        size, views, seed: of the views.
        progress: called with (done, of).
    """
    folder.mkdir(parents=True, exist_ok=True)
    digest = signature(photos.pictures, [photos.names, size, views, seed], encoder)
    path, mark = folder / f"{digest}.npy", folder / f"{digest}.done"
    shape = (len(photos) * views, *encoder.compute_output_shape((1, size, size, 3))[1:])
    done = int(mark.read_text()) if mark.exists() else 0
    array = np.lib.format.open_memmap(path, "r+" if done else "w+", "float16", None if done else shape)
    for start in range(done, len(array), CHUNK):
        rows = range(start, min(start + CHUNK, len(array)))
        pictures = [
            view(photos.pictures[r % len(photos)], r // len(photos), size, np.random.default_rng([seed, r])) for r in rows
        ]
        array[rows.start : rows.stop] = encoder.predict_on_batch(np.stack(pictures).astype("float32") / 255)
        if start // CHUNK % 16 == 0 or rows.stop == len(array):
            array.flush()
            mark.write_text(str(rows.stop))
            progress(rows.stop, len(array))
    return np.load(path, mmap_mode="r")
