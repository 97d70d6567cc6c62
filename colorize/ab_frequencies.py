"""Count the colors of the training photographs: `python -m colorize.ab_frequencies` writes `ab_frequencies.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from colorize.color import rgb_to_lab
from colorize.data import data_folder, decode, members, training_archives
from colorize.metrics import FREQUENCIES, ab_cells

EVERY = 4  # photo counts


def count(pictures: Iterable[np.ndarray]) -> Counter:
    """Pixels of each 10-unit a* b* bin, as {(a / 10, b / 10): pixels}.

    Args:
        pictures: (H, W, 3) uint8 sRGB.

    Example:
        >>> count([np.full((2, 2, 3), 128, "uint8")])
        Counter({(0, 0): 4})
    """
    total = Counter()
    for picture in pictures:
        cells = ab_cells(rgb_to_lab(picture.astype("float32") / 255)).reshape(-1, 2)
        bins, pixels = np.unique(cells, axis=0, return_counts=True)
        total.update(dict(zip(map(tuple, bins.tolist()), pixels.tolist(), strict=True)))
    return total


def photos() -> Iterable[np.ndarray]:
    """Every fourth photo of the training zips, at its stored size."""
    for archive in training_archives(data_folder()):
        for number, (_, data) in enumerate(members(archive)):
            if number % EVERY == 0:
                yield decode(data)


if __name__ == "__main__":
    rows = [f"{a},{b},{pixels}" for (a, b), pixels in sorted(count(photos()).items())]
    FREQUENCIES.write_text("\n".join(["a,b,pixels", *rows]) + "\n", encoding="utf-8")
