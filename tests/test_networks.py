"""The published encoder is rebuilt exactly, and the colorizer takes any size."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import cv2
import gradio
import keras
import numpy as np
import pytest

from colorize.errors import ColorizeError
from colorize.hints import Patch, hint_rows
from colorize.networks import NETWORKS, colorizer, efficientnet, heads, hinted, inputs_for, stride_of, takes_hints
from colorize.networks.attention import Attention, attend
from colorize.networks.heads import HEADS, MEAN, Knobs, bins, knobs
from colorize.networks.hint_posterior import ALIKE, KERNELS, KEY, LEAST_NOISE, NEAR, ORDINARY, STRANGE, TOLD, UNLIKE
from colorize.networks.layers import left_out
from colorize.train.transplant import keep_equal
from tests.conftest import read_example

# What ImageNet calls the ten classes of imagenette.
IMAGENETTE = {
    "n01440764": "tench", "n02102040": "English springer", "n02979186": "cassette player", "n03000684": "chain saw",
    "n03028079": "church", "n03394916": "French horn", "n03417042": "garbage truck", "n03425413": "gas pump",
    "n03445777": "golf ball", "n03888257": "parachute",
}  # fmt: skip
POSITIONS = dict(zip(IMAGENETTE, (0, 217, 482, 491, 497, 566, 569, 571, 574, 701), strict=True))


@pytest.fixture(scope="module")
def published(data_folder):
    path = data_folder / "efficientnet_lite0.npz"
    return {
        "classifier": efficientnet.load_published(efficientnet.classifier(), path),
        "encoder": efficientnet.load_published(efficientnet.encoder(), path),
        "color encoder": efficientnet.load_published(efficientnet.encoder(3), path),
    }


def test_classifier_names_known_photos(published, data_folder):
    with zipfile.ZipFile(data_folder / "photos-val.zip") as archive:
        names = sorted(n for n in archive.namelist() if n.startswith("imagenette/"))
        right = 0
        for name in names:
            photo = cv2.imdecode(np.frombuffer(archive.read(name), np.uint8), cv2.IMREAD_COLOR_RGB)
            answer = published["classifier"].predict_on_batch(photo[None].astype("float32") / 255)[0].argmax()
            right += answer == POSITIONS[name.split("/")[1]]
    assert right / len(names) >= 0.7  # the published figure over all 1000 classes is 0.751


@pytest.mark.parametrize(
    ("photo", "words"), [("chelsea.png", ("cat", "tabby", "egyptian")), ("coffee.png", ("espresso", "cup"))]
)
def test_classifier_names_the_examples(published, photo, words):
    labels = json.loads((Path(gradio.__file__).parent / "media_assets/data/imagenet_labels.json").read_text())
    probability = published["classifier"].predict_on_batch(read_example(photo)[None].astype("float32") / 255)[0]
    name = (labels if isinstance(labels, list) else list(labels.values()))[int(probability.argmax())]
    assert any(word in name.lower() for word in words), name


def test_gray_encoder_answers_as_the_color_one_to_a_gray_picture(published):
    gray = np.random.default_rng(0).random((1, 64, 96, 1), "float32")
    for one, three in zip(
        published["encoder"].predict_on_batch(gray),
        published["color encoder"].predict_on_batch(np.repeat(gray, 3, -1)),
        strict=True,
    ):
        np.testing.assert_allclose(one, three, atol=2e-3)


def test_encoder_has_the_published_size():
    assert efficientnet.encoder(3).count_params() == 2_939_120
    assert efficientnet.classifier().count_params() == 4_631_000


def test_missing_encoder_file_tells_the_ways_out(tmp_path):
    with pytest.raises(ColorizeError, match="--init"):
        efficientnet.load_published(efficientnet.encoder(), tmp_path / "nothing.npz")


def test_wrong_encoder_file_is_refused(tmp_path):
    np.savez(tmp_path / "wrong.npz", **{"stem/kernel": np.zeros((5, 5, 3, 32)), "stem/bias": np.zeros(32)})
    with pytest.raises(ColorizeError, match=r"stem/kernel came as \(5, 5, 1, 32\), expected \(3, 3, 1, 32\)"):
        efficientnet.load_published(efficientnet.encoder(), tmp_path / "wrong.npz")


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("size", [(32, 32), (96, 160)])
def test_network_takes_any_multiple_of_its_stride(name, size):
    network = NETWORKS[name](2)
    output = network.predict_on_batch(inputs_for(network, np.zeros((2, *size, 1), "float32")))
    channels = 2 + TOLD if takes_hints(network) else 2
    assert output.shape == (2, size[0] // stride_of(network), size[1] // stride_of(network), channels)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("encoder", efficientnet.SCALES)
def test_network_stands_on_any_member_of_the_family(name, encoder):
    network = NETWORKS[name](2, encoder=encoder)
    gray = np.random.default_rng(0).random((1, 64, 64, 1), "float32")
    assert np.isfinite(network.predict_on_batch(inputs_for(network, gray))).all()


def test_strides_and_hints_are_read_off_the_network():
    assert [(stride_of(n), takes_hints(n)) for n in (colorizer.build(2), hinted.build(2))] == [(8, False), (8, True)]


@pytest.fixture(scope="module")
def hinted_network():
    """One that says colors, of random weights."""
    keras.utils.set_random_seed(0)
    return hinted.build(2)


def told(network, gray, patches: list[Patch]) -> np.ndarray:
    """The a*, b* of a network's cells by the hints of a batch of pictures that all get the same."""
    output = network.predict_on_batch([gray, np.repeat(hint_rows(patches)[None], len(gray), 0)])
    return np.asarray(heads.regression().decode(output, *MEAN))


def test_a_place_takes_the_color_that_it_is_given_and_distant_places_keep_theirs(hinted_network):
    gray = np.random.default_rng(0).random((2, 256, 256, 1), "float32")
    free, given = told(hinted_network, gray, []), told(hinted_network, gray, [Patch(100, 60, 55, -33)])
    np.testing.assert_allclose(given[:, 12, 7], np.tile([55.0, -33.0], (2, 1)), atol=6)
    moved = np.abs(given - free).max(-1)
    assert moved[:, 12, 7].min() > 2 * moved[:, 31, 31].max() > 0


def test_what_hints_tell_is_the_textbook_posterior(hinted_network):
    """Rasmussen and Williams 2006, (2.25) and (2.26), in NumPy, from the layer's own covariance."""
    layer = hinted_network.get_layer("decoder").get_layer("hint_posterior")
    rng = np.random.default_rng(1)
    said, keys, features = (rng.normal(0, 0.5, (1, 3, 4, n)).astype("float32") for n in (2, KERNELS * KEY + 1, 7))
    at = np.float32([[0, 0], [2, 3], [1, 2]])  # in cells: row, column
    colors = rng.normal(0, 40, (3, 2)).astype("float32")
    rows = hint_rows([Patch(8 * y + 4, 8 * x + 4, *color) for (y, x), color in zip(at, colors, strict=True)], 5)
    output = np.asarray(layer([said, keys, features, rows[None]]))[0]
    np.testing.assert_array_equal(output[..., :2], said[0])

    places = np.stack(np.mgrid[:3, :4], -1).reshape(1, 12, 2).astype("float32")
    normal = features.reshape(12, 7) - features.reshape(12, 7).mean(0)
    normal /= normal.std(0) + 1e-3
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-3
    everything = keys.reshape(1, 12, -1), places
    whole = np.asarray(layer._covariance(everything, everything, np.float32(3)), "float64")[0]
    seen = (at @ [4, 1]).astype(int)
    noise = np.exp(float(layer.noise.numpy()[0])) + LEAST_NOISE
    off = colors - said.reshape(12, 2)[seen] * heads.SCALE

    def posterior(trust):
        inverse = np.linalg.inv(whole[np.ix_(seen, seen)] + np.diag(noise / np.maximum(trust, 1e-4)))
        known = np.einsum("ij,jk,ik->i", whole[:, seen], inverse, whole[:, seen]) / np.diag(whole)
        return np.column_stack([whole[:, seen] @ inverse @ off, known])

    # Where a hint is near, or on something alike, all count; elsewhere those whose color is not far off.
    ordinary = np.clip((STRANGE - np.linalg.norm(off, axis=1)) / (STRANGE - ORDINARY), 0, 1)
    assert ordinary.min() == 0 and ordinary.max() > 0.5
    alike = np.clip((normal @ normal[seen].T - UNLIKE) / (ALIKE - UNLIKE), 0, 1)
    distance = np.linalg.norm(places[0][:, None] - at[None], axis=-1) / (NEAR * 3)
    meant = 1 - np.prod(1 - np.maximum(alike, np.exp(-(distance**2) / 2)), axis=1)[:, None]
    assert meant.min() < 0.9 and (meant[seen] > 0.99).all()
    wanted = meant * posterior(np.ones(3)) + (1 - meant) * posterior(ordinary)
    np.testing.assert_allclose(output[..., 2:4].reshape(12, 2), wanted[:, :2], rtol=2e-3, atol=2e-2)
    np.testing.assert_allclose(output[..., 4].reshape(12), 1 - wanted[:, 2], rtol=2e-3, atol=2e-3)
    assert np.linalg.eigvalsh(whole).min() > -1e-3, "a covariance has no negative eigenvalues"


def test_hints_on_one_place_are_averaged(hinted_network):
    gray = np.random.default_rng(0).random((1, 64, 64, 1), "float32")
    both = told(hinted_network, gray, [Patch(20, 20, 40, 0), Patch(20, 20, 0, 30)])
    np.testing.assert_allclose(both[0, 2, 2], [20, 15], atol=3)


def test_without_hints_the_answer_is_the_colorizers(hinted_network):
    gray = np.random.default_rng(1).random((1, 64, 64, 1), "float32")
    plain = colorizer.build(2)
    for half in ("encoder", "decoder"):
        for layer in plain.get_layer(half).layers:
            layer.set_weights(hinted_network.get_layer(half).get_layer(layer.name).get_weights())
    output = hinted_network.predict_on_batch(inputs_for(hinted_network, gray))
    np.testing.assert_allclose(output[..., :2], plain.predict_on_batch(gray), atol=1e-6)
    np.testing.assert_array_equal(output[..., 2:4], 0)
    np.testing.assert_array_equal(output[..., 4], 1)


def test_a_hint_shows_through_whatever_the_vividness(hinted_network):
    """What the knobs add to the mean gives way where the color is known; gray is gray all the same."""
    head = heads.classification()
    logits = np.random.default_rng(0).normal(0, 2, (1, 2, 2, head.channels)).astype("float32")
    mean = np.asarray(head.mean(logits))
    known = np.concatenate([logits, [44.0, -7.0] - mean, np.zeros((1, 2, 2, 1))], -1).astype("float32")
    for setting in (MEAN, Knobs(0.35, -0.1, 1.1)):
        np.testing.assert_allclose(head.decode(known, *setting), np.tile([44.0, -7.0], (1, 2, 2, 1)), atol=1e-3)
    np.testing.assert_allclose(head.decode(known, 1.0, -1.0, 0.0), 0, atol=1e-4)
    unknown = np.concatenate([logits, np.zeros((1, 2, 2, 2)), np.ones((1, 2, 2, 1))], -1).astype("float32")
    free = head.decode(logits, 0.35, -0.1, 1.1)
    np.testing.assert_allclose(head.decode(unknown, 0.35, -0.1, 1.1), free, atol=1e-3)


def test_hinted_network_is_small_enough():
    assert hinted.build(260).count_params() <= 9_500_000


def test_network_sees_the_whole_scene():
    """A change in one corner reaches the opposite one, far outside the convolutions' reach, through the context."""
    network = colorizer.build(3)
    picture = np.full((1, 512, 512, 1), 0.5, "float32")
    changed = picture.copy()
    changed[:, :64, :64] = 1
    here, there = (network.predict_on_batch(x)[0, -1, -1] for x in (picture, changed))
    assert np.abs(here - there).max() > 0


@pytest.mark.parametrize("name", NETWORKS)
def test_attention_that_is_added_changes_nothing_at_first(name):
    gray = np.random.default_rng(0).random((1, 64, 96, 1), "float32")
    keras.utils.set_random_seed(0)
    plain, attentive = NETWORKS[name](2), NETWORKS[name](2, attention=2)
    for part in ("encoder", "decoder"):
        keep_equal(plain.get_layer(part), attentive.get_layer(part))
    before, after = (network.predict_on_batch(inputs_for(network, gray)) for network in (plain, attentive))
    np.testing.assert_allclose(after, before, atol=1e-5)
    assert attentive.count_params() - plain.count_params() == 2 * 297_024


def test_with_attention_a_place_hears_from_one_that_no_convolution_reaches():
    keras.utils.set_random_seed(0)
    inputs = keras.Input((None, None, 64))
    block = keras.Model(inputs, attend(inputs, "attention"))
    for layer in block.layers:
        if layer.name in ("attention_answer", "attention_alone"):
            layer.set_weights([np.random.default_rng(1).normal(0, 0.1, w.shape).astype("float32") for w in layer.get_weights()])
    x = np.random.default_rng(0).normal(0, 1, (1, 8, 12, 64)).astype("float32")
    other = x.copy()
    other[:, :2, :2] *= -1
    moved = np.abs(block.predict_on_batch(other) - block.predict_on_batch(x)).max(-1)[0]
    assert moved[7, 11] > 1e-3


@pytest.mark.parametrize("name", list(NETWORKS))
def test_what_training_leaves_out_is_made_up_for_by_what_stays(name):
    keras.utils.set_random_seed(0)
    plain, leaky = (NETWORKS[name](2, dropout=share) for share in (0.0, 0.2))
    assert [w.shape for w in plain.weights] == [w.shape for w in leaky.weights]
    leaky.set_weights(plain.get_weights())
    gray = np.random.default_rng(0).random((1, 64, 64, 1), "float32")
    sure = np.asarray(plain(inputs_for(plain, gray)))
    np.testing.assert_array_equal(leaky(inputs_for(leaky, gray), training=False), sure)
    drawn = np.stack([leaky(inputs_for(leaky, gray), training=True) for _ in range(2)])
    assert np.abs(drawn[0] - drawn[1]).max() > 0.01 * np.abs(sure[..., :2]).max()


@pytest.mark.parametrize("whole", [False, True])
def test_channels_or_whole_maps_are_left_out(whole):
    keras.utils.set_random_seed(0)
    x = keras.Input((4, 4, 32))
    drawn = np.asarray(keras.Model(x, left_out(x, 0.25, "some", whole))(np.ones((64, 4, 4, 32)), training=True))
    places = drawn.reshape(64, 16, 32)
    assert (places == places[:, :1]).all() and set(np.unique(np.round(drawn, 4))) == {0.0, np.float32(1.3333)}
    kept = places[:, 0] > 0
    assert (kept == kept[:, :1]).all() == whole
    assert abs(kept.mean() - 0.75) < (0.15 if whole else 0.03)


def test_attention_is_the_textbook_formula():
    rng = np.random.default_rng(0)
    query, key, value = (rng.normal(0, 1, (2, *shape, 64)).astype("float32") for shape in ((4, 6), (2, 3), (2, 3)))
    answer = keras.ops.convert_to_numpy(Attention()([query, key, value])).reshape(2, 24, 2, 32)
    q, k, v = (x.reshape(2, -1, 2, 32) for x in (query, key, value))
    for head in range(2):
        score = np.exp(q[:, :, head] @ k[:, :, head].transpose(0, 2, 1) / np.sqrt(32))
        expected = score / score.sum(-1, keepdims=True) @ v[:, :, head]
        np.testing.assert_allclose(answer[:, :, head], expected, atol=1e-5)


def test_decoder_is_small():
    assert 1e6 <= colorizer.decoder(HEADS["classification"]().channels).count_params() <= 3e6


@pytest.mark.parametrize("name", HEADS)
def test_head_loss_is_least_for_the_right_answer(name):
    head = HEADS[name]()
    true = np.tile(np.float32([20, -10]), (1, 2, 2, 1))
    right = (
        np.log(np.exp(-np.square(bins() - [20, -10]).sum(1) / 50) + 1e-9)
        if name == "classification"
        else true[0, 0, 0] / 110
    )
    right = np.tile(np.float32(right), (1, 2, 2, 1))
    wrong = np.roll(right, 1, -1)
    assert float(head.loss(true, keras.ops.convert_to_tensor(right))) < float(
        head.loss(true, keras.ops.convert_to_tensor(wrong))
    )
    decoded = keras.ops.convert_to_numpy(head.decode(keras.ops.convert_to_tensor(right), 1.0, 0.0, 1.0))
    np.testing.assert_allclose(decoded, true, atol=1.5)


def test_lower_temperature_is_more_colorful():
    head = HEADS["classification"]()
    logits = keras.ops.convert_to_tensor(
        np.random.default_rng(0).normal(size=(1, 4, 4, head.channels)).astype("float32")
    )
    chroma = [
        np.hypot(*np.moveaxis(keras.ops.convert_to_numpy(head.decode(logits, t, 0.0, 1.0)), -1, 0)).mean()
        for t in (1.0, 0.4, 0.1)
    ]
    assert chroma[0] < chroma[1] < chroma[2]


def test_bins_cover_the_gamut_and_nothing_else():
    assert len(bins()) == 260
    assert {(0, 0), (80, 70), (80, -110), (-90, 80)} <= set(map(tuple, bins().astype(int).tolist()))
    assert (-110, 0) not in set(map(tuple, bins().astype(int).tolist()))


def test_knobs_are_monotone():
    best = Knobs(0.4, -0.2, 1.2, 0.8)
    temperature, rarity, gain, calm = zip(*(knobs(v, best) for v in np.linspace(0, 2, 41)), strict=True)
    assert all(np.diff(temperature) <= 0)
    assert all(np.diff(rarity) >= 0)
    assert all(np.diff(gain) >= 0) and all(np.diff(calm) >= 0)
    assert gain[0] == 0 and gain[-1] == best.gain
    assert knobs(0.5, best) == MEAN
    assert knobs(1.0, best) == best


def test_taking_back_the_weights_of_training_gives_the_plain_mean():
    """Two colors, the rare one weighted up in training: at rarity -1 each counts as often as it occurs."""
    head = HEADS["classification"]()
    common, rare = (int(np.abs(bins() - color).sum(1).argmin()) for color in ([0, 0], [60, 50]))
    logits = np.full((1, 1, 1, head.channels), -30, "float32")
    from colorize.networks.heads import _rarity

    logits[..., common], logits[..., rare] = np.log(0.8 * _rarity()[common]), np.log(0.2 * _rarity()[rare])
    plain = keras.ops.convert_to_numpy(head.decode(keras.ops.convert_to_tensor(logits), *MEAN))[0, 0, 0]
    np.testing.assert_allclose(plain, 0.2 * bins()[rare] + 0.8 * bins()[common], atol=0.1)
    loud = keras.ops.convert_to_numpy(head.decode(keras.ops.convert_to_tensor(logits), *Knobs()))[0, 0, 0]
    assert np.hypot(*loud) > np.hypot(*plain) + 10


@pytest.fixture
def guessed(monkeypatch):
    """Every picture is a guess."""
    monkeypatch.setattr(heads, "_need_of_calm", lambda *_: np.ones((1, 1, 1, 1), "float32"))


def test_calm_cells_heed_their_neighbors_and_their_doubt(guessed):
    head = HEADS["classification"]()
    red, blue = (int(np.abs(bins() - color).sum(1).argmin()) for color in ([60, 40], [20, -70]))
    sure = np.full((1, 9, 9, head.channels), -30, "float32")
    sure[..., red] = 8
    sure[0, 4, 4, blue], sure[0, 4, 4, red] = 8.5, 8  # one cell of a red field wavers and picks blue
    rash, calm = (heads._as_calm(sure, 0.2, 0.0, 1.0, value) for value in (0.0, 1.0))
    assert np.linalg.norm(rash[0, 4, 4] - bins()[blue]) < 10
    assert np.linalg.norm(calm[0, 4, 4] - bins()[red]) < 10
    np.testing.assert_allclose(rash[0, 0, 0], bins()[red], atol=0.1)
    np.testing.assert_allclose(calm[0, 0, 0], bins()[red], atol=0.1)

    doubtful = np.full((1, 1, 1, head.channels), -30, "float32")
    doubtful[..., red], doubtful[..., blue] = 8.2, 8
    plain = np.asarray(head.decode(doubtful, *MEAN))
    np.testing.assert_allclose(heads._as_calm(doubtful, 0.2, 0.0, 1.1, 1.0), plain * 1.1 * (1 + heads.PALED), atol=0.5)
    assert np.linalg.norm(np.asarray(head.decode(doubtful, 0.2, 0.0, 1.1)) - plain) > 10


def test_being_calm_only_colors_that_waver_gain_all_of_the_chroma(monkeypatch):
    monkeypatch.setattr(heads, "_need_of_calm", lambda *_: np.zeros((1, 1, 1, 1), "float32"))
    head = HEADS["classification"]()
    skin, pink, red = (int(np.abs(bins() - color).sum(1).argmin()) for color in ([20, 20], [20, 0], [60, 40]))
    sure, wavering = (np.full((1, 1, 1, head.channels), -30, "float32") for _ in range(2))
    sure[..., skin] = 8
    wavering[..., [pink, red]] = 8 + np.log(heads._rarity()[[pink, red]])  # alike, once the weights of training are taken back
    for calm, most in ((0.0, 1.5), (1.0, heads.SURE_GAIN)):
        np.testing.assert_allclose(heads._as_calm(sure, 1.0, -1.0, 1.5, calm)[0, 0, 0], most * bins()[skin], rtol=1e-3)
        plain = np.asarray(head.decode(wavering, *MEAN))[0, 0, 0]
        np.testing.assert_allclose(heads._as_calm(wavering, 1.0, -1.0, 1.5, calm)[0, 0, 0], 1.5 * plain, rtol=1e-3)
    np.testing.assert_allclose(heads._as_calm(sure, 1.0, -1.0, 0.5, 1.0)[0, 0, 0], 0.5 * bins()[skin], rtol=1e-3)


def test_being_calm_what_is_sure_is_not_sharpened():
    """Skin between two bins: sharpened it is the louder of them, sure it is what it is on the average."""
    head = HEADS["classification"]()
    chance = np.exp(-0.5 * np.square((bins() - [17.0, 17.0]) / 3).sum(-1)) * heads._rarity()
    logits = np.log(chance + 1e-9)[None, None, None].astype("float32")
    plain = np.asarray(head.decode(logits, *MEAN))
    np.testing.assert_allclose(head.decode(logits, 0.1, 0.0, 1.0, 1.0), plain, atol=1e-3)
    assert np.linalg.norm(np.asarray(head.decode(logits, 0.1, 0.0, 1.0)) - plain) > 1


def test_a_picture_is_as_calm_as_its_colors_are_guesses():
    head = HEADS["classification"]()
    green, red, gray = (int(np.abs(bins() - color).sum(1).argmin()) for color in ([-40, 40], [50, 30], [0, 0]))
    pictures = np.full((2, 8, 8, head.channels), -30, "float32")
    pictures[0, ..., green] = 8  # a lawn
    pictures[1, ..., [gray, red]] = np.log(heads._rarity()[[gray, red]])[:, None, None] + np.float32([9, 7])[:, None, None]
    for picture in pictures:
        picture[3, 4] = -30
        picture[3, 4, [gray, red]] = np.log(heads._rarity()[[gray, red]]) + np.float32([8, 8.2])  # and a spot that might be red
    np.testing.assert_allclose(np.ravel(heads._need_of_calm(*heads._plain_color(pictures))), [0, 1])
    rash, calm = (np.asarray(head.decode(pictures, *Knobs(0.2, -1.0, 1.0, value))) for value in (0.0, 1.0))
    np.testing.assert_allclose(calm[0], rash[0], atol=1e-4)
    assert rash[1, 3, 4, 0] > 30 and calm[1, 3, 4, 0] < 30
    alone = [np.asarray(head.decode(picture[None], *Knobs(0.2, -1.0, 1.0, 1.0)))[0] for picture in pictures]
    np.testing.assert_allclose(alone, calm, atol=1e-4)


def test_a_cell_listens_to_those_around_it_by_a_gaussian():
    """Against OpenCV's filter, away from the border; there the weights that are left add up to 1."""
    logits = np.random.default_rng(0).normal(size=(2, 21, 19, 3)).astype("float32")
    found = np.asarray(heads._with_neighbors(logits, 1.0))
    expected = np.stack([cv2.GaussianBlur(picture, (13, 13), 1.0) for picture in logits])
    np.testing.assert_allclose(found[:, 6:-6, 6:-6], expected[:, 6:-6, 6:-6], atol=1e-5)
    np.testing.assert_allclose(heads._with_neighbors(np.ones_like(logits), 1.0), 1, atol=1e-5)


def test_a_cell_listens_to_those_that_say_nearly_the_same():
    """Against a plain loop, for every cell; and where all of a picture's cells agree, nothing changes."""
    head = HEADS["classification"]()
    random = np.random.default_rng(0)
    kinds = random.normal(size=(3, head.channels))
    logits = (kinds[random.integers(0, 3, (4, 7))] + 0.3 * random.normal(size=(4, 7, head.channels))).astype("float32")
    found = np.asarray(heads._with_fellows(logits[None]))[0]
    plain = np.exp(logits - np.log(heads._rarity()))
    plain /= plain.sum(-1, keepdims=True)
    for y, x in np.ndindex(4, 7):
        weight = np.sqrt(plain * plain[y, x]).sum(-1) ** heads.SAMENESS
        weight *= np.exp([[-((y - i) ** 2 + (x - j) ** 2) / (2 * heads.FELLOWS**2) for j in range(7)] for i in range(4)])
        heard = (weight[..., None] * logits).sum((0, 1)) / weight.sum()
        np.testing.assert_allclose(found[y, x], heard, atol=1e-3)
    same = np.broadcast_to(logits[:1, :1], logits.shape)[None]
    np.testing.assert_allclose(heads._with_fellows(same), same, atol=1e-4)


def test_two_halves_of_a_garment_agree_and_the_grass_beside_it_stays():
    head = HEADS["classification"]()
    blue, gray, green = (int(np.abs(bins() - color).sum(1).argmin()) for color in ([10, -40], [0, 0], [-40, 40]))
    logits = np.full((1, 8, 12, head.channels), -30, "float32")
    logits[..., green] = 8  # grass, and on it a coat that is gray or blue, a little rather this on the left, that on the right
    logits[0, 2:6, 3:9, [green, blue, gray]] = np.float32([-30, 8, 8])[:, None, None]
    logits[0, 2:6, 3:6, gray] += 0.4
    logits[0, 2:6, 6:9, blue] += 0.2
    apart, alike = (np.asarray(heads._as_calm(logits, 0.05, 0.0, 1.0, calm))[0] for calm in (0.0, 1.0))
    assert np.linalg.norm(apart[3, 4] - apart[3, 7]) > 35
    assert np.linalg.norm(alike[3, 4] - alike[3, 7]) < 20
    np.testing.assert_allclose(alike[0, 0], bins()[green], atol=1)
