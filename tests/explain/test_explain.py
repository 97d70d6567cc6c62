"""Explanations of networks whose reasons are known, because they were planted."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from colorize.explain import active_units, feature_maps, grad_cam, occlusion_map, overlay


@pytest.fixture(scope="module")
def red_or_green():
    """Class 0 is said for red, class 1 for green, and nothing else counts: known weights, no training."""
    picture = keras.Input((None, None, 3))
    maps = keras.layers.Conv2D(2, 1, name="maps")
    x = keras.layers.ReLU(name="seen")(maps(keras.layers.AveragePooling2D(8)(picture)))
    x = keras.layers.GlobalAveragePooling2D()(x)
    last = keras.layers.Dense(2, activation="softmax")
    model = keras.Model(picture, last(x))
    maps.set_weights([np.float32([[[[1, -1], [-1, 1], [0, 0]]]]), np.zeros(2, "float32")])
    last.set_weights([np.float32([[40, -40], [-40, 40]]), np.zeros(2, "float32")])
    return model


@pytest.fixture(scope="module")
def two_patches():
    """A red patch at the top left, a smaller green one at the bottom right, on gray."""
    picture = np.full((64, 96, 3), 0.5, "float32")
    picture[8:24, 16:40] = 1, 0, 0
    picture[48:56, 72:88] = 0, 1, 0
    return picture


@pytest.mark.parametrize(("chosen", "patch"), [(0, np.s_[1:3, 2:5]), (1, np.s_[6:7, 9:11])])
def test_grad_cam_finds_what_was_planted(red_or_green, two_patches, chosen, patch):
    heat = grad_cam(red_or_green, two_patches, "seen", chosen)
    expected = np.zeros((8, 12), "float32")
    expected[patch] = 1
    np.testing.assert_allclose(heat, expected, atol=1e-6)


def test_grad_cam_of_a_sure_network_does_not_vanish(red_or_green, two_patches):
    assert red_or_green.predict_on_batch(two_patches[None])[0, 0] > 0.9
    assert grad_cam(red_or_green, np.repeat(two_patches[:, :48], 2, 1), "seen", 0).max() == 1


def test_grad_cam_of_nothing_is_nothing(red_or_green):
    assert not grad_cam(red_or_green, np.full((64, 64, 3), 0.5, "float32"), "seen", 0).any()


def test_occlusion_finds_what_was_planted(red_or_green, two_patches):
    fall = occlusion_map(red_or_green.predict_on_batch, two_patches, 0, patch=16, step=8)
    assert fall.shape == (64, 96)
    assert fall[8:24, 16:40].mean() > 0.05
    assert fall[48:56, 72:88].mean() < -1e-4, "without the green, red is likelier"
    assert np.abs(fall[:, 88:]).max() < np.abs(fall[8:24, 16:40]).max() / 5
    assert np.unravel_index(fall.argmax(), fall.shape)[0] in range(24)


@pytest.mark.parametrize("size", [(5, 9), (16, 16), (17, 40)])
def test_occlusion_covers_every_pixel(size):
    fall = occlusion_map(lambda x: x.mean((1, 2, 3))[:, None], np.random.default_rng(0).random((*size, 1), "float32"), 0, 8, 4)
    assert np.isfinite(fall).all()


def test_first_dense_layer_is_told_by_the_digit_that_excites_it():
    digit = keras.Input((28, 28, 1))
    hidden = keras.layers.Dense(3, activation="relu", name="hidden")
    model = keras.Model(digit, hidden(keras.layers.Flatten()(digit)))
    kernel = np.zeros((28, 28, 3), "float32")
    kernel[:14, :, 0], kernel[14:, :, 1], kernel[..., 2] = 1, 2, -1
    hidden.set_weights([kernel.reshape(784, 3), np.zeros(3, "float32")])
    upper = np.zeros((28, 28), "float32")
    upper[10:16, 5] = 1
    units = active_units(model, upper, 3)
    assert [(u.number, u.activation) for u in units] == [(0, 4.0), (1, 4.0)] or [u.number for u in units] == [1, 0]
    for unit in units:
        assert unit.seen.sum() == unit.activation
        np.testing.assert_array_equal(unit.seen, kernel[..., unit.number] * upper)


def test_feature_maps_come_strongest_first():
    digit = keras.Input((28, 28, 1))
    convolution = keras.layers.Conv2D(2, 1, name="see1_relu")
    model = keras.Model(digit, convolution(digit))
    convolution.set_weights([np.float32([[[[1, 3]]]]), np.zeros(2, "float32")])
    shown = np.zeros((28, 28), "float32")
    shown[4, 5] = 1
    maps = feature_maps(model, shown)
    assert maps.shape == (2, 28, 28) and maps[:, 4, 5].tolist() == [3, 1]


def test_overlay_is_brightest_where_the_map_is():
    heat = np.zeros((4, 6), "float32")
    heat[1, 4] = 1
    shown = overlay(np.full((40, 60, 3), 0.4, "float32"), heat)
    assert shown.shape == (40, 60, 3) and shown.dtype == np.uint8
    assert shown[15, 45].astype(int).sum() > shown[35, 5].astype(int).sum() + 200
