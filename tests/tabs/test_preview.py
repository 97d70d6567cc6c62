"""What is shown is a lossless PNG, never larger than a screen needs."""

from __future__ import annotations

import cv2
import numpy as np

from colorize.color.pictures import convert
from colorize.image import Picture
from colorize.tabs.limits import PREVIEW_SIDE
from colorize.tabs.preview import CHANNEL_SIDE, channels_of, keep_file, show, show_channels


def opened(path: str) -> np.ndarray:
    """The pixels of a PNG as they are in the file, in BGR order where there is color."""
    assert path.endswith(".png")
    return cv2.imread(path, cv2.IMREAD_UNCHANGED)


def test_small_pictures_are_shown_value_by_value():
    values = np.random.default_rng(0).integers(0, 256, (9, 14, 3), dtype=np.uint8)
    shown = opened(show(Picture(values.astype(np.float32) / 255)))
    assert np.array_equal(shown[..., ::-1], values)


def test_large_pictures_are_shown_reduced():
    shown = opened(show(Picture(np.zeros((10, 3 * PREVIEW_SIDE, 3), np.float32))))
    assert shown.shape == (3, PREVIEW_SIDE, 3)


def test_transparency_is_kept_at_both_sizes():
    for width in (20, 2 * PREVIEW_SIDE):
        alpha = np.tile(np.linspace(0, 1, width, dtype=np.float32), (8, 1))
        shown = opened(show(Picture(np.ones((8, width, 3), np.float32), alpha=alpha)))
        assert shown.shape[2] == 4
        assert (shown[0, 0, 3], shown[0, -1, 3]) == (0, 255)


def test_an_effect_is_shown_gray():
    picture = convert(np.random.default_rng(0).random((6, 6, 3)).astype(np.float32), "gray_bt601")
    shown = opened(show(picture))
    assert np.array_equal(shown[..., 0], shown[..., 1]) and np.array_equal(shown[..., 0], shown[..., 2])
    assert np.array_equal(shown[..., 0], np.rint(picture.array[..., 0] * 255))


def test_each_channel_spans_its_range_and_tells_what_was_found():
    lab = convert(np.float32([[[1, 1, 1], [0, 0, 0], [1, 0, 0]]]), "lab")
    lightness, a, b = show_channels(lab)
    assert opened(lightness.path).tolist()[0][:2] == [255, 0]
    low, high = channels_of("lab")[1].low, channels_of("lab")[1].high
    assert opened(a.path)[0, 0] == round(-low / (high - low) * 255)
    assert abs(a.high - 80.09) < 0.05 and abs(b.high - 67.2) < 0.05


def test_angles_are_not_averaged():
    hsv = convert(np.tile(np.float32([[1, 0, 0.02], [1, 0.02, 0]]), (4, CHANNEL_SIDE, 1)), "hsv")
    values = opened(show_channels(hsv)[0].path)
    assert values.shape[1] == CHANNEL_SIDE
    assert not ((values > 30) & (values < 220)).any(), "a hue between 359 and 1 degree was invented"


def test_files_are_kept_where_they_are_served_from_and_deleted(uploads):
    path = keep_file(b"data", "name.png")
    assert str(uploads.resolve()) in path and path.endswith("/name.png")
    assert keep_file(b"data", "name.png") == path
    assert keep_file(b"other", "name.png") != path
