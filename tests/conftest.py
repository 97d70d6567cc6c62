"""What several test files need: photos that every machine has, and the folder of training data where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage

EXAMPLES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")


def read_example(name: str) -> np.ndarray:
    """A color photograph that comes with scikit-image: (H, W, 3) uint8."""
    return cv2.imread(str(Path(skimage.data_dir) / name), cv2.IMREAD_COLOR_RGB)


@pytest.fixture(scope="session")
def photo_folder(tmp_path_factory) -> Path:
    """32 color photos of 96 pixels in two sources, cut from scikit-image's."""
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(0)
    for number in range(32):
        picture = read_example(EXAMPLES[number % 4])
        top, left = rng.integers(picture.shape[0] - 200), rng.integers(picture.shape[1] - 200)
        crop = cv2.resize(picture[top : top + 200, left : left + 200], (96, 96), interpolation=cv2.INTER_AREA)
        path = folder / ("first" if number % 2 else "second") / f"{number:02d}.png"
        path.parent.mkdir(exist_ok=True)
        cv2.imwrite(str(path), crop[..., ::-1])
    return folder


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder that COLORIZE_DATA names; tests that need it are skipped without one."""
    value = os.environ.get("COLORIZE_DATA")
    if not value:
        pytest.skip("COLORIZE_DATA is not set: the published encoder and the photo zips are not here")
    return Path(value)
