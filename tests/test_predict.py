"""A gray picture in, a color picture out: same size, same lightness, and the truth about the result."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np
import pytest
import skimage.color

import colorize
from colorize import checkpoint, predict
from colorize.color import lab_to_rgb
from colorize.errors import ColorizeError
from colorize.guided import color_lines, enlarge, fit_lines
from colorize.proposals import likely_colors
from tests.conftest import EXAMPLES, read_example

MODELS = checkpoint.models()


def gray_of(rgb: np.ndarray) -> np.ndarray:
    return np.round(skimage.color.rgb2gray(rgb) * 255).astype("uint8")


def chroma(rgb: np.ndarray) -> float:
    lab = skimage.color.rgb2lab(rgb)
    return float(np.hypot(lab[..., 1], lab[..., 2]).mean())


@pytest.mark.parametrize("model", ["auto", *MODELS])
@pytest.mark.parametrize("name", EXAMPLES)
def test_result_has_the_size_and_the_lightness_of_the_input(model, name):
    gray = gray_of(read_example(name))
    result = colorize.colorize(gray, model)
    assert result.array.shape == (*gray.shape, 3)
    assert result.array.dtype == np.float32
    assert result.mode == "rgb"
    eight_bit = np.round(result.array * 255).astype("uint8")
    before = skimage.color.rgb2lab(np.repeat(gray[..., None], 3, 2))[..., 0]
    after = skimage.color.rgb2lab(eight_bit)[..., 0]
    # The neutral gray of the result's L* is the input, within the rounding of three channels.
    difference = np.abs(gray_level(after) - gray_level(before))
    assert np.quantile(difference, 0.999) <= 1
    assert difference.max() <= 2
    assert chroma(result.array) > 2


def gray_level(lightness: np.ndarray) -> np.ndarray:
    """The 8-bit gray with this L*."""
    neutral = np.stack([lightness, np.zeros_like(lightness), np.zeros_like(lightness)], -1)
    return skimage.color.lab2rgb(neutral)[..., 1] * 255


@pytest.mark.parametrize(
    "shape",
    [(1, 1), (1, 2), (2, 1), (1, 400), (400, 1), (3, 5), (31, 33), (32, 32), (100, 100), (257, 129), (40, 3000)],
)
def test_any_size_works(shape):
    gray = np.random.default_rng(0).integers(0, 256, shape, "uint8")
    assert colorize.colorize(gray).array.shape == (*shape, 3)


@pytest.mark.parametrize("value", [0, 255])
def test_black_and_white_stay_so(value):
    result = colorize.colorize(np.full((40, 50), value, "uint8")).array * 255
    np.testing.assert_allclose(result, value, atol=0.6)


def test_vividness_goes_from_gray_to_loud():
    """On the mean of the examples: on a single picture the likeliest colors may be grayer than the mean of all."""
    grays = [gray_of(read_example(name)) for name in EXAMPLES]
    steps = [np.mean([chroma(colorize.colorize(g, vividness=v).array) for g in grays]) for v in (0, 0.4, 1, 1.5, 2)]
    assert steps[0] < 0.05
    assert all(a < b for a, b in itertools.pairwise(steps))


@pytest.mark.parametrize("value", [-0.1, 2.1, "much", None, float("nan")])
def test_wrong_vividness_is_told(value):
    with pytest.raises(ColorizeError, match="number from 0"):
        colorize.colorize(np.zeros((8, 8), "uint8"), vividness=value)


def test_unknown_model_lists_the_choices():
    with pytest.raises(ColorizeError, match=r"no model named 'magic'.*auto"):
        colorize.colorize(np.zeros((8, 8), "uint8"), "magic")


def test_unknown_option_is_refused():
    with pytest.raises(TypeError, match="vividnes"):
        colorize.colorize(np.zeros((8, 8), "uint8"), vividnes=1)


def test_a_color_picture_is_told_and_its_color_ignored():
    rgb = read_example("coffee.png")
    result = colorize.colorize(rgb)
    assert result.flags["already_color"] == pytest.approx(chroma(rgb), rel=0.15)
    gray = skimage.color.rgb2lab(rgb)
    gray[..., 1:] = 0
    same = colorize.colorize(skimage.color.lab2rgb(gray).astype("float32"))
    assert "already_color" not in same.flags
    assert np.abs(result.array - same.array).mean() < 2 / 255


def test_sepia_is_told_as_toned():
    lab = skimage.color.rgb2lab(read_example("chelsea.png"))
    lab[..., 1], lab[..., 2] = 6, 18
    sepia = np.clip(skimage.color.lab2rgb(lab), 0, 1).astype("float32")
    flags = colorize.colorize(sepia).flags
    assert "toned" in flags or "already_color" in flags


def faded(picture: np.ndarray) -> np.ndarray:
    """A uint8 gray picture printed with gray blacks and dull whites."""
    return (90 + picture.astype("float32") * 90 / 255).astype("uint8")


def test_a_faded_picture_is_told_and_colored_as_one_that_is_not():
    gray = gray_of(read_example("chelsea.png"))
    gray = cv2.normalize(gray, None, 0, 255, cv2.NORM_MINMAX)
    whole, worn = (colorize.colorize(g) for g in (gray, faded(gray)))
    assert "faded" not in whole.flags
    assert 30 < worn.flags["faded"] < 45
    before, after = (skimage.color.rgb2lab(result.array) for result in (whole, worn))
    assert np.abs(after[..., 0] - skimage.color.rgb2lab(np.repeat(faded(gray)[..., None], 3, 2))[..., 0]).max() < 1
    assert np.corrcoef(after[..., 2].ravel(), before[..., 2].ravel())[0, 1] > 0.95


@pytest.mark.parametrize("levels", [0, 20])
def test_what_is_nearly_blank_is_not_stretched(levels):
    blank = np.float32(50) + np.linspace(0, levels / 2, 64 * 64, dtype="float32").reshape(64, 64)
    assert predict.stretch_if_faded(blank) is blank


def test_nearly_gray_is_told():
    flags = colorize.colorize(gray_of(read_example("chelsea.png")), vividness=0).flags
    assert flags["nearly_gray"] < 0.1


def test_what_was_said_of_an_earlier_result_is_not_said_again():
    gray = colorize.colorize(gray_of(read_example("chelsea.png")), vividness=0)
    kept = gray.flags | {"exposure": 1.0}
    again = colorize.colorize(replace(gray, flags=kept)).flags
    assert "nearly_gray" in gray.flags and "nearly_gray" not in again
    assert again["exposure"] == 1.0, "what the file's reader said holds on"


def test_a_network_is_loaded_once_however_many_ask(monkeypatch):
    asked, load = [], checkpoint.load
    monkeypatch.setattr(checkpoint, "load", lambda name: asked.append(name) or load(name))
    predict._network.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(predict.network_of, [checkpoint.read_card("auto")] * 4))
    assert len(asked) == 1 and len({id(network) for network in found}) == 1


def test_uniform_tint_is_told():
    lab = np.tile(np.float32([60, 5, 20]), (8, 8, 1))
    lab[..., 1] += np.linspace(-1, 1, 8)
    assert set(predict._result_flags(lab_to_rgb(lab), 0)) == {"uniform_tint"}
    lab[:4, :, 1:] *= -1
    assert predict._result_flags(lab_to_rgb(lab), 0) == {}
    assert predict._result_flags(lab_to_rgb(lab), 0.02) == {"out_of_gamut": 0.02}


@pytest.mark.parametrize("level", [0, 255])
def test_black_or_white_that_takes_no_color_is_called_gray_and_no_tint(level):
    result = colorize.colorize(np.full((64, 64), level, "uint8"))
    assert "nearly_gray" in result.flags and "uniform_tint" not in result.flags
    assert result.flags["nearly_gray"] < 0.1


@pytest.mark.parametrize("mode", ["gray_lightness", "gray_bt601", "bilevel", "sepia", "negative"])
def test_a_look_is_colorized_as_it_is_seen(mode):
    look = colorize.convert(read_example("chelsea.png"), mode)
    np.testing.assert_allclose(colorize.colorize(look).array, colorize.colorize(look.to_pil()).array, atol=0.06)


@pytest.mark.parametrize("hints", [None, np.array([]), (hint for hint in ())])
def test_no_hints_may_be_said_in_any_way(hints):
    gray = gray_of(read_example("chelsea.png"))
    np.testing.assert_array_equal(colorize.colorize(gray, hints=hints).array, colorize.colorize(gray).array)


def test_hints_for_a_model_that_takes_none_are_refused_wherever_they_are_given():
    gray, hints = gray_of(read_example("chelsea.png")), [(1, 2, "#ff0000")]
    for ask in (colorize.colorize, lambda *given, **options: likely_colors(given[0], 1, 2, *given[1:], **options)):
        with pytest.raises(ColorizeError, match=r"takes no hints\. Choose from: .*flagship"):
            ask(gray, "classification", hints=hints)


def test_alpha_depth_and_metadata_are_kept(tmp_path):
    rgba = np.dstack([np.repeat(gray_of(read_example("chelsea.png"))[..., None], 3, 2), np.zeros((300, 451), "uint8")])
    rgba[:100, :, 3] = 128
    cv2.imwrite(str(tmp_path / "in.png"), rgba.astype("uint16") * 257)
    result = colorize.colorize(tmp_path / "in.png")
    assert result.depth == 16
    np.testing.assert_allclose(result.alpha, rgba[..., 3] / 255, atol=1e-4)
    result.save(tmp_path / "out.png")
    again = colorize.read(tmp_path / "out.png")
    assert again.depth == 16
    np.testing.assert_allclose(again.array, result.array, atol=1e-5 + 0.5 / 65535)


def test_the_input_is_not_changed():
    gray = np.random.default_rng(0).random((50, 60)).astype("float32")
    copy = gray.copy()
    colorize.colorize(gray)
    np.testing.assert_array_equal(gray, copy)


def test_a_new_size_causes_no_new_trace():
    predict.warm()
    card = checkpoint.read_card("auto")
    cells = predict.network_of(card).cells
    before = cells.experimental_get_tracing_count()
    for shape in ((120, 90), (64, 300), (222, 111)):
        colorize.colorize(np.zeros(shape, "uint8"))
    assert cells.experimental_get_tracing_count() == before == 1
    assert predict.loaded()


def test_strips_equal_the_whole(monkeypatch):
    rng = np.random.default_rng(0)
    lightness = rng.uniform(0, 100, (301, 203)).astype("float32")
    small = cv2.resize(lightness, (64, 96), interpolation=cv2.INTER_AREA)
    color = rng.normal(0, 30, (96, 64, 2)).astype("float32")
    whole, moved = predict.merge(lightness, small, color, 1)
    monkeypatch.setattr(predict, "STRIP", 203 * 7)
    strips, moved_by_strips = predict.merge(lightness, small, color, 1)
    np.testing.assert_allclose(strips, whole, atol=1e-5)
    assert moved == pytest.approx(moved_by_strips, abs=1e-4)
    assert moved > 0.01


def test_color_follows_edges_instead_of_bleeding():
    """Left half dark and blue, right half light and orange; the edge lies within a cell of the predicted color."""
    lightness = np.full((256, 256), 30, "float32")
    lightness[:, 132:] = 80
    small = cv2.resize(lightness, (64, 64), interpolation=cv2.INTER_AREA)
    truth = np.where(lightness[..., None] > 50, np.float32([20, 50]), np.float32([10, -40]))
    cells = cv2.resize(truth, (8, 8), interpolation=cv2.INTER_AREA)
    guided = np.dstack(color_lines(small, cells, 8).strip(lightness, 0, 256))
    plain = cv2.resize(cells, (256, 256), interpolation=cv2.INTER_LINEAR)
    near = slice(116, 148)
    error, plain_error = (np.abs(c - truth)[:, near].mean() for c in (guided, plain))
    assert error < 0.6 * plain_error


@pytest.mark.parametrize("name", MODELS)
def test_recorded_figures_come_again(name, data_folder):
    """Two recorded metrics, computed anew on 60 of the 831 pictures, are as far above gray as the record says.

    The mean of so few strays 3.7 times as far as that of all: nearly all of it by less than 1.5 intervals.
    """
    from colorize.evaluate import measure

    card = checkpoint.read_card(name)
    recorded = card.results["photos-val.zip (odd)"]["metrics"]
    figures = measure(data_folder / "photos-val.zip", name, half="odd", limit=60).metrics
    for metric in ("psnr", "auc_rebalanced"):
        spread = 1.5 * (recorded[metric]["high"] - recorded[metric]["low"])
        gained, then = (found[metric]["value"] - found[metric]["gray"] for found in (figures, recorded))
        assert gained > 0 and abs(gained - then) < spread


def test_more_vividness_is_withdrawn_from_one_tint_and_near_black_and_white():
    rng = np.random.default_rng(0)
    lively = rng.normal(0, 25, (8, 8, 2)).astype("float32")
    tint = np.float32([20, 25]) + lively / 50
    middle = np.full((64, 64), 50, "float32")
    assert predict.amplify(lively, middle, 8, 1.0) is lively
    np.testing.assert_allclose(predict.amplify(lively, middle, 8, 2.0), lively * predict.LOUDEST, rtol=1e-5)
    gains = [np.linalg.norm(predict.amplify(c, middle, 8, 2.0)) / np.linalg.norm(c) for c in (tint, lively)]
    assert gains[0] < 1.1 < gains[1]
    for level in (0, 100):
        np.testing.assert_allclose(predict.amplify(lively, np.full((64, 64), level, "float32"), 8, 2.0), lively)
    half = predict.amplify(lively, middle, 8, 1.5)
    np.testing.assert_allclose(half, lively * (1 + predict.LOUDEST) / 2, rtol=1e-5)


def test_cells_keep_the_means_that_were_predicted():
    """Enlarging along edges moves color within a cell, not its mean."""
    rng = np.random.default_rng(1)
    lightness = cv2.GaussianBlur(rng.uniform(0, 100, (90, 70)).astype("float32"), (0, 0), 3)
    cells = cv2.GaussianBlur(rng.normal(0, 30, (12, 12, 2)).astype("float32"), (0, 0), 1)
    fitted = np.dstack(color_lines(lightness, cells, 8).strip(lightness, 0, 90))
    plain = np.dstack(fit_lines(lightness, enlarge(cells, 8, (90, 70))).strip(lightness, 0, 90))
    lost, lost_by_the_filter = (
        np.abs(f[:88, :64].reshape(11, 8, 8, 8, 2).mean((1, 3)) - cells[:11, :8])[1:-1, 1:-1].mean() for f in (fitted, plain)
    )
    assert lost < 0.5 * lost_by_the_filter


def test_hints_for_a_model_that_takes_none_are_refused():
    with pytest.raises(ColorizeError, match="takes no hints"):
        colorize.colorize(np.zeros((8, 8), "uint8"), "regression", hints=[(1, 1, "#ff0000")])
