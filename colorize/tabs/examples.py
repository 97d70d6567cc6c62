"""Example pictures: photographs that come with scikit-image, turned gray by our own lightness."""

from __future__ import annotations

import io
from pathlib import Path

import skimage
from PIL import Image

from colorize.color.pictures import convert
from colorize.image import encode
from colorize.tabs.photo_input import Photo
from colorize.tabs.preview import keep_file

EXAMPLES = {
    "camera": "camera.png",
    "astronaut": "astronaut.png",
    "chelsea": "chelsea.png",
    "coffee": "coffee.png",
    "rocket": "rocket.jpg",
}
"""Name to file in scikit-image's own data folder; licenses are credited on the page."""
THUMBNAIL = 144


def _source(name: str) -> Path:
    return Path(skimage.data_dir) / EXAMPLES[name]


def thumbnail(name: str) -> str:
    """A small square gray JPEG of an example for its button; returns its path."""
    with Image.open(_source(name)) as image:
        image.draft("L", (2 * THUMBNAIL, 2 * THUMBNAIL))
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        gray = image.convert("L").resize(
            (THUMBNAIL, THUMBNAIL), box=(left, top, left + side, top + side), reducing_gap=2
        )
    data = io.BytesIO()
    gray.save(data, "JPEG", quality=85)
    return keep_file(data.getvalue(), f"{name}.jpg")


def example_photo(name: str, gray: bool) -> Photo:
    """An example at full size as an upload, turned gray by our own lightness or in its own color."""
    file = EXAMPLES[name]
    if not gray:
        return Photo(keep_file(_source(name).read_bytes(), file), file)
    return Photo(keep_file(encode(convert(_source(name), "gray_lightness"), "png"), f"{name}.png"), f"{name}.png")
