"""Every metric against its definition written out, or another's implementation; the intervals against statistics."""

from __future__ import annotations

import numpy as np
import pytest
import skimage.metrics
from skimage.color import deltaE_ciede2000

from colorize.color import lab_to_rgb
from colorize.errors import ColorizeError
from colorize.metrics import METRICS, PICTURE_METRICS, ab_cells, ab_frequencies, bootstrap_interval, paired_interval
from colorize.metrics.pictures import colorfulness
from colorize.text import Text
from tests.color.oracles import colour
from tests.color.oracles import lab as lab_of
from tests.conftest import read_example

RNG = np.random.default_rng(8)
TRUTH = read_example("chelsea.png")[60:124, 90:170]
RESULT = np.clip(TRUTH + RNG.normal([6, -3, 12], 14, TRUTH.shape), 0, 255).astype(np.uint8)
PROBABILITY = np.random.default_rng(1).dirichlet(np.ones(12), 40)
LABELS = np.random.default_rng(2).integers(0, 12, 40)


def lab(picture):
    return lab_of(picture.reshape(-1, 3) / 255)


def plain_auc(result, truth, weights):
    error = np.linalg.norm(lab(result)[:, 1:] - lab(truth)[:, 1:], axis=1)
    return 100 * np.mean([(weights * (error < t)).sum() / weights.sum() for t in range(151)])


def rebalanced(result, truth):
    table = {tuple(bin_): p for bin_, p in zip(ab_frequencies()[0].tolist(), ab_frequencies()[1], strict=True)}
    cells = [(round(float(a) / 10), round(float(b) / 10)) for _, a, b in lab(truth)]
    return plain_auc(result, truth, np.array([1 / max(table.get(cell, 0.0), 3e-5) for cell in cells]))


def hasler(picture):
    red, green, blue = (picture[..., channel].astype(float).ravel() for channel in range(3))
    rg, yb = red - green, 0.5 * (red + green) - blue
    return np.hypot(np.std(rg), np.std(yb)) + 0.3 * np.hypot(np.mean(rg), np.mean(yb))


ORACLES = {
    "psnr": lambda r, t: skimage.metrics.peak_signal_noise_ratio(t, r),
    "ssim": lambda r, t: skimage.metrics.structural_similarity(t, r, channel_axis=2),
    "ciede2000": lambda r, t: colour.delta_E(lab(t), lab(r), method="CIE 2000").mean(),
    "colorfulness": lambda r, t: hasler(r),
    "colorfulness_ratio": lambda r, t: hasler(r) / hasler(t),
    "auc": lambda r, t: plain_auc(r, t, np.ones(r.shape[0] * r.shape[1])),
    "auc_rebalanced": rebalanced,
}


def test_every_metric_has_an_oracle():
    assert set(ORACLES) | {"accuracy", "accuracy_top5"} == set(METRICS)
    assert set(ORACLES) == set(PICTURE_METRICS)


@pytest.mark.parametrize("name", PICTURE_METRICS)
def test_agrees_with_its_definition(name):
    for result in (RESULT, TRUTH[..., ::-1].copy(), TRUTH.mean(axis=2, keepdims=True).repeat(3, 2).astype(np.uint8)):
        assert METRICS[name](result, TRUTH) == pytest.approx(ORACLES[name](result, TRUTH), rel=2e-5)


def test_rare_colors_weigh_no_more_than_the_floor():
    truth = RNG.integers(0, 256, (40, 40, 3), dtype=np.uint8)  # far more colorful than any photo
    result = truth.mean(axis=2, keepdims=True).repeat(3, axis=2).astype(np.uint8)
    assert METRICS["auc_rebalanced"](result, truth) == pytest.approx(rebalanced(result, truth), rel=2e-5)


@pytest.mark.parametrize("name", METRICS)
def test_entries_are_complete(name):
    metric = METRICS[name]
    assert metric.name == name
    assert isinstance(metric.title, Text)
    assert all(metric.title)
    assert metric.source
    assert metric.higher_is_better in (True, False, None)


@pytest.mark.parametrize("name", PICTURE_METRICS)
def test_the_direction_is_as_declared(name):
    """The truth itself beats a picture that is off, where there is a better and a worse."""
    metric = METRICS[name]
    if metric.higher_is_better is not None:
        perfect, worse = metric(TRUTH, TRUTH), metric(RESULT, TRUTH)
        assert (perfect > worse) == metric.higher_is_better
        assert perfect != worse


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("psnr", 100), ("ssim", 1), ("ciede2000", 0), ("colorfulness_ratio", 1),
        ("auc", 100 * 150 / 151), ("auc_rebalanced", 100 * 150 / 151),
    ],
)  # fmt: skip
def test_equal_pictures(name, value):
    assert METRICS[name](TRUTH, TRUTH.copy()) == pytest.approx(value, abs=1e-6)


# G. Sharma, W. Wu, E. N. Dalal: The CIEDE2000 color-difference formula, 2005, table 1
SHARMA = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.0200 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1.0000
50 -1.1848 -84.8006 50 0 -82.7485 1.0000
50 -0.9009 -85.5211 50 0 -82.7485 1.0000
50 0 0 50 -1 2 2.3669
50 -1 2 50 0 0 2.3669
50 2.4900 -0.0010 50 -2.4900 0.0009 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0010 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0011 7.2195
50 2.4900 -0.0010 50 -2.4900 0.0012 7.2195
50 -0.0010 2.4900 50 0.0009 -2.4900 4.8045
50 -0.0010 2.4900 50 0.0010 -2.4900 4.8045
50 -0.0010 2.4900 50 0.0011 -2.4900 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1.0000
50 2.5 0 50 3.2972 0 1.0000
50 2.5 0 50 1.8634 0.5757 1.0000
50 2.5 0 50 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


def test_ciede2000_of_the_published_pairs():
    table = np.array([line.split() for line in SHARMA.strip().splitlines()], float)
    assert len(table) == 34
    assert deltaE_ciede2000(table[:, :3], table[:, 3:6]) == pytest.approx(table[:, 6], abs=5e-5)


def test_ciede2000_of_pictures_is_that_of_the_pairs():
    """A pair inside sRGB, by way of 8-bit pictures: rounding moves it a little, another formula would move it more."""
    first, second = (60.2574, -34.0099, 36.2677), (58.0, 24.0, 15.0)
    pictures = [np.rint(lab_to_rgb(np.full((2, 2, 3), lab)) * 255).astype(np.uint8) for lab in (first, second)]
    expected = deltaE_ciede2000(np.array(first), np.array(second))
    assert METRICS["ciede2000"](*pictures) == pytest.approx(expected, abs=0.3)


def test_colorfulness_is_signed():
    """Red beside cyan: the signed opponents cancel in the mean and count as spread; absolute ones would do neither."""
    picture = np.zeros((2, 2, 3), np.uint8)
    picture[0, :, 0] = 255
    picture[1, :, 1:] = 255
    # rg is +255 and -255; yb is 127.5 and -127.5: no mean, all spread
    assert colorfulness(picture) == pytest.approx(np.hypot(255, 127.5))
    assert colorfulness(np.full((3, 3, 3), [255, 0, 0], np.uint8)) == pytest.approx(0.3 * np.hypot(255, 127.5))
    assert colorfulness(np.full((3, 3, 3), 77, np.uint8)) == 0


def test_accuracy():
    first = [METRICS["accuracy"].record(p, label)[0] for p, label in zip(PROBABILITY, LABELS, strict=True)]
    assert np.mean(first) == pytest.approx(np.mean(PROBABILITY.argmax(1) == LABELS))
    assert METRICS["accuracy"](np.array([0.1, 0.7, 0.2]), 1) == 1
    top = [METRICS["accuracy_top5"].record(p, label)[0] for p, label in zip(PROBABILITY, LABELS, strict=True)]
    rank = (PROBABILITY[np.arange(40), LABELS][:, None] < PROBABILITY).sum(1)
    assert 0 < np.mean(rank < 5) < 1
    assert np.mean(top) == pytest.approx(np.mean(rank < 5))


def test_auc_is_pooled_over_pixels_not_pictures():
    small, large = slice(0, 8), slice(8, 64)
    for name in ("auc", "auc_rebalanced"):
        metric = METRICS[name]
        records = np.stack([metric.record(RESULT[part], TRUTH[part]) for part in (small, large)])
        assert metric.pool(records.mean(0)) == pytest.approx(metric(RESULT, TRUTH), rel=1e-9)


def test_auc_pool_takes_many_at_once():
    records = np.stack([METRICS["auc"].record(RESULT[i : i + 16], TRUTH[i : i + 16]) for i in range(0, 64, 16)])
    pooled = METRICS["auc"].pool(records)
    assert pooled == pytest.approx([METRICS["auc"].pool(record) for record in records])


def test_colorfulness_ratio_is_of_means():
    gray = np.full((8, 8, 3), 128, np.uint8)
    records = np.stack([METRICS["colorfulness_ratio"].record(r, t) for r, t in ((RESULT, TRUTH), (gray, gray))])
    expected = hasler(RESULT) / hasler(TRUTH)
    assert METRICS["colorfulness_ratio"].pool(records.mean(0)) == pytest.approx(expected)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (2, 9), (3, 3), (6, 40)])
def test_ssim_of_small_pictures(height, width):
    assert METRICS["ssim"](TRUTH[:height, :width], TRUTH[:height, :width]) == 1
    assert METRICS["ssim"](RESULT[:height, :width], TRUTH[:height, :width]) < 1


@pytest.mark.parametrize("name", PICTURE_METRICS)
def test_only_8_bit_pictures_of_one_size(name):
    for result in (RESULT[:-1], RESULT / 255, RESULT[..., 0], RESULT.astype(np.uint16)):
        with pytest.raises(ColorizeError, match=r"two 8-bit RGB pictures of one size.*round both to uint8") as caught:
            METRICS[name](result, TRUTH)
        assert "8 位 RGB" in caught.value.text.zh


def test_the_stored_frequencies():
    bins, frequency = ab_frequencies()
    assert bins.shape == (len(frequency), 2)
    assert bins.dtype.kind == "i"
    assert len(np.unique(bins, axis=0)) == len(bins) > 200
    assert frequency.sum() == pytest.approx(1)
    assert frequency.min() > 0
    assert bins[frequency.argmax()].tolist() == [0, 0]
    assert 0.1 < frequency.max() < 0.6
    levels = np.linspace(0, 1, 256)
    face = np.stack([np.tile(levels, 256), np.repeat(levels, 256)], axis=1)  # every bin has colors on sRGB's surface
    surface = np.concatenate([np.insert(face, channel, end, axis=1) for channel in range(3) for end in (0, 1)])
    inside = ab_cells(lab_of(surface))
    assert {tuple(b) for b in bins.tolist()} <= {tuple(b) for b in np.unique(inside, axis=0).tolist()}
    assert not frequency.flags.writeable


def test_interval_of_a_mean_is_that_of_statistics():
    values = RNG.normal(25, 4, (400, 1))
    value, low, high = bootstrap_interval("psnr", values)
    half = 1.96 * values.std() / 20
    assert value == pytest.approx(values.mean())
    assert value - low == pytest.approx(half, rel=0.12)
    assert high - value == pytest.approx(half, rel=0.12)
    assert bootstrap_interval("psnr", values) == (value, low, high)


def test_interval_of_an_area_pools_again():
    records = np.stack([METRICS["auc"].record(RESULT[i : i + 8], TRUTH[i : i + 8]) for i in range(0, 64, 8)])
    value, low, high = bootstrap_interval("auc", records)
    assert value == pytest.approx(METRICS["auc"](RESULT, TRUTH))
    assert METRICS["auc"].pool(records).min() < low < value < high < METRICS["auc"].pool(records).max()


def test_pairs_are_surer_than_two_intervals():
    base = RNG.normal(25, 4, (300, 1))
    better = base + RNG.normal(0.3, 0.5, (300, 1))
    difference, low, high = paired_interval("psnr", better, base)
    assert difference == pytest.approx((better - base).mean())
    assert low == pytest.approx(difference - 1.96 * (better - base).std() / np.sqrt(300), abs=0.01)
    assert 0 < low < difference < high < 0.45


def test_intervals_refuse_what_has_no_meaning():
    with pytest.raises(ColorizeError, match="3 pictures cannot be paired with 2"):
        paired_interval("psnr", np.zeros((3, 1)), np.zeros((2, 1)))
    with pytest.raises(ColorizeError, match="no pictures to draw from"):
        bootstrap_interval("psnr", np.zeros((0, 1)))
