"""Old prints of training pictures."""

import numpy as np
import pytest

from colorize import aging, data
from colorize.color import gray_from_lightness, rgb_to_lightness

SIDE = 32


@pytest.fixture
def picture():
    return np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), "uint8")


def gray_of(picture):
    return gray_from_lightness(rgb_to_lightness(picture))


def test_prints_stay_in_range_and_differ(picture):
    prints = [aging.age(picture, gray_of(picture), np.random.default_rng(seed)) for seed in range(100)]
    assert all(p.min() >= 0 and p.max() <= 1 and p.dtype == np.float32 and p.shape == (SIDE, SIDE) for p in prints)
    assert len({p.tobytes() for p in prints}) == 100


def test_a_plate_sees_red_darker_and_blue_lighter_than_the_eye():
    red, blue = (np.full((SIDE, SIDE, 3), color, "uint8") for color in ((220, 30, 30), (40, 60, 230)))
    for seed in range(20):
        assert aging._on_plate(red, np.random.default_rng(seed)).mean() < gray_of(red).mean()
        assert aging._on_plate(blue, np.random.default_rng(seed)).mean() > gray_of(blue).mean()


def test_gray_light_is_the_same_to_a_plate(picture):
    neutral = np.repeat(picture[..., :1], 3, axis=-1)
    on_plate = aging._on_plate(neutral, np.random.default_rng(0))
    np.testing.assert_allclose(on_plate, neutral[..., 0] / 255, atol=1e-5)


@pytest.mark.parametrize(("share", "least", "most"), [(0, 0, 0), (0.5, 20, 44), (1, 64, 64)])
def test_the_share_of_old_prints_is_as_asked(photo_folder, share, least, most):
    batches = data.Batches(data.load_photos([photo_folder], 64), 64, 8, 64, seed=1, aged=share)
    seen, _ = batches(0)
    plain, _ = data.training_pair(batches.pictures(0)[0], 8)
    assert least <= sum(not np.array_equal(a, b) for a, b in zip(seen, plain, strict=True)) <= most
