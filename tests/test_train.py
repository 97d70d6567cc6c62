"""Training learns, resumes exactly, and stops when the loss is no number."""

from __future__ import annotations

import os
import signal
import zipfile
from dataclasses import replace

import keras
import numpy as np
import pytest
import scipy.special
import scipy.stats

from colorize import checkpoint, data
from colorize.errors import ColorizeError
from colorize.networks import efficientnet, inputs_for
from colorize.train import Settings, add_arguments, loop, recall, train
from colorize.train.state import State


@pytest.fixture
def settings(photo_folder, tmp_path, monkeypatch):
    monkeypatch.delenv("COLORIZE_DATA", raising=False)
    return Settings(
        out="small", head="regression", init="none", data=str(photo_folder), validation=str(photo_folder), size=64, batch=8,
        pictures=48, epoch_pictures=16, cache=str(tmp_path / "cache"), train_from=0, learning_rate=1e-3, encoder_rate=1.0,
    )  # fmt: skip


@pytest.fixture
def published_file(tmp_path, monkeypatch):
    """A file like the published encoder's, of random weights."""
    keras.utils.set_random_seed(5)
    arrays = {}
    for layer in efficientnet.classifier().layers:
        for part, array in zip(("kernel", "bias"), layer.get_weights(), strict=False):
            arrays[f"{layer.name.replace('_', '/')}/{part}"] = array
    path = tmp_path / "data" / efficientnet.file_name("lite0")
    path.parent.mkdir()
    np.savez(path, **arrays)
    monkeypatch.setenv("COLORIZE_DATA", str(path.parent))
    return path


@pytest.mark.parametrize("head", ["regression", "classification"])
def test_loss_falls_on_32_pictures(settings, tmp_path, head):
    train(replace(settings, head=head, pictures=640, epoch_pictures=160), tmp_path)
    history = checkpoint.read_history("small", tmp_path)
    assert history["loss"][-1] < 0.9 * history["loss"][0]
    assert len(history["epoch"]) == 4
    assert (np.diff(history["pictures"]) == 160).all()


def test_features_stage_trains_the_decoder_alone(settings, tmp_path):
    first = replace(settings, stage="features", pictures=640, epoch_pictures=160)
    train(first, tmp_path)
    history = checkpoint.read_history("small", tmp_path)
    assert history["loss"][-1] < 0.9 * history["loss"][0]
    keras.utils.set_random_seed(first.seed)
    start, _ = loop.build_network(first, loop.HEADS[first.head](), tmp_path, loop.load_data(first)[0])
    trained, _ = checkpoint.load("small", tmp_path)
    for part, changed in (("encoder", False), ("decoder", True)):
        weights = (
            m.get_layer(part).get_layer(f"{'block03_project' if part == 'encoder' else 'head'}").kernel
            for m in (start, trained)
        )
        difference = np.abs(np.subtract(*map(keras.ops.convert_to_numpy, weights))).max()
        assert (difference > 1e-3) == changed, part


@pytest.mark.parametrize(
    "options",
    [
        {"stage": "features"}, {"stage": "features", "dropout": 0.3}, {}, {"dropout": 0.3},
        {"recall": 0.5, "init": "published", "dropout": 0.1},
    ],
)  # fmt: skip
def test_resumed_run_equals_an_uninterrupted_one(settings, tmp_path, monkeypatch, published_file, options):
    settings = replace(settings, **options)
    train(settings, tmp_path / "whole")
    show = loop._show

    def interrupt(given, state):
        show(given, state)
        if state.step == 3:
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(loop, "_show", interrupt)
        with pytest.raises(KeyboardInterrupt):
            train(settings, tmp_path / "parts")
    assert (tmp_path / "parts/small/state.npz").exists()
    train(settings, tmp_path / "parts")
    assert not (tmp_path / "parts/small/state.npz").exists()
    whole, parts = (checkpoint.load("small", tmp_path / name)[0].get_weights() for name in ("whole", "parts"))
    for a, b in zip(whole, parts, strict=True):
        np.testing.assert_array_equal(a, b)
    one, other = (checkpoint.read_history("small", tmp_path / name) for name in ("whole", "parts"))
    for column in ("epoch", "pictures", "loss", "validation_loss", "psnr", "colorfulness", "learning_rate"):
        np.testing.assert_array_equal(one[column], other[column], column)


def test_loss_that_is_no_number_stops_the_run(settings, tmp_path):
    with pytest.raises(ColorizeError, match=r"became (nan|inf) at step \d+.*Try a lower --learning-rate"):
        train(replace(settings, learning_rate=1e30, warm_up=0.0, clip=1e9, pictures=400), tmp_path)
    assert not (tmp_path / "small/model.keras").exists()


def test_unfinished_run_with_other_settings_is_told(settings, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(loop, "_show", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        with pytest.raises(KeyboardInterrupt):
            train(settings, tmp_path)
    with pytest.raises(ColorizeError, match=r"other settings \(batch: 8 there, 4 now\)"):
        train(replace(settings, batch=4), tmp_path)
    train(replace(settings, batch=4, restart=True), tmp_path)


def test_second_stage_continues_history_and_card(settings, tmp_path, monkeypatch):
    train(settings, tmp_path)
    second = replace(settings, init="small", pictures=24, epoch_pictures=8, train_from=10)
    with monkeypatch.context() as patch:  # stopped after its first epoch, and continued
        patch.setattr(loop, "_show", lambda _, state: state.step == 2 and os.kill(os.getpid(), signal.SIGTERM))
        with pytest.raises(KeyboardInterrupt):
            train(second, tmp_path)
    train(second, tmp_path)
    card, history = checkpoint.read_card("small", tmp_path), checkpoint.read_history("small", tmp_path)
    assert history["epoch"].tolist() == [1, 2, 3, 4, 5, 6]
    assert history["pictures"].tolist() == [16, 32, 48, 56, 64, 72]
    assert card.pictures == 72
    assert "--init small" in card.stages[1]["command"]
    assert card.stages[0]["settings"]["seed"] == 0


def test_other_head_keeps_all_but_the_last_layer(settings, tmp_path):
    train(replace(settings, pictures=8), tmp_path)
    old, _ = checkpoint.load("small", tmp_path)
    other = replace(settings, head="classification", init="small")
    new, fresh = loop.build_network(other, loop.HEADS["classification"](), tmp_path, loop.load_data(other)[0])
    assert not fresh
    np.testing.assert_array_equal(
        *(m.get_layer("decoder").get_layer("stage8_1_b").get_weights()[0] for m in (old, new))
    )


@pytest.mark.parametrize("stage", ["features", "fine-tune"])
def test_hints_alone_leave_the_answer_without_any_as_it_is(settings, tmp_path, stage):
    train(replace(settings, pictures=8), tmp_path)
    second = replace(
        settings, network="hinted", init="small", out="grown", part="hints", hinted=1.0, learning_rate=0.01, stage=stage,
    )  # fmt: skip
    train(second, tmp_path)
    start, _ = loop.build_network(second, loop.HEADS["regression"](), tmp_path, loop.load_data(second)[0])
    old, grown = (checkpoint.load(name, tmp_path)[0] for name in ("small", "grown"))
    gray = np.random.default_rng(0).random((1, 64, 64, 1)).astype("float32")
    np.testing.assert_allclose(grown.predict_on_batch(inputs_for(grown, gray))[..., :2], old.predict_on_batch(gray), atol=1e-5)
    last = [
        {layer.name: layer.get_weights()[-1] for layer in model.get_layer("decoder").layers if layer.weights}
        for model in (start, grown)
    ]  # fmt: skip
    changed = {name for name, weight in last[1].items() if np.abs(weight - last[0][name]).max() > 1e-4}
    assert {"hint_stage", "hint_keys", "hint_posterior"} <= changed
    assert all(name.startswith("hint") for name in changed)


@pytest.mark.parametrize("options", [{"network": "colorizer", "init": "small"}, {"network": "hinted", "init": "none"}])
def test_hints_alone_need_a_network_that_takes_any_and_a_checkpoint(settings, tmp_path, options):
    with pytest.raises(ColorizeError, match="--part hints trains what"):
        train(replace(settings, part="hints", **options), tmp_path)


def test_a_hinted_network_of_averages_is_not_called_a_distribution(settings):
    from colorize.train.card import kind

    assert kind(replace(settings, network="hinted", head="regression")) == "regression"
    assert kind(replace(settings, network="hinted", head="classification")) == "hinted"


def test_only_the_flagship_is_called_so(settings, photo_folder):
    from colorize.train.card import FLAGSHIP, TITLES, describe

    photos, head = loop.data.load_photos([photo_folder], 64), loop.HEADS["classification"]()
    for out, title in (("mine", TITLES["hinted"]), ("flagship", FLAGSHIP)):
        given = replace(settings, out=out, network="hinted", head="classification")
        assert describe(given, head, photos, photos, State(), 8).title == title


def test_only_kernels_decay_and_not_those_that_standardize(settings):
    from colorize.train.optimizer import build_optimizer

    network = loop.NETWORKS["hinted"](loop.HEADS["classification"]().channels)
    optimizer = build_optimizer(settings, network.trainable_variables)
    optimizer.build(network.trainable_variables)
    decays = {v.path for v in network.trainable_variables if optimizer._use_weight_decay(v)}
    assert len(decays) > 40 and all(path.endswith("/kernel") for path in decays)
    assert not [path for path in decays if "standardize" in path or "hint_posterior" in path]


def test_features_are_computed_anew_for_other_pictures_of_the_same_names(settings, tmp_path):
    from colorize.train.features import build_cache

    photos, _ = loop.load_data(settings)
    encoder = loop.build_network(settings, loop.HEADS[settings.head](), tmp_path, photos)[0].get_layer("encoder")
    darker = replace(photos, pictures=[picture // 2 for picture in photos.pictures])
    one, other, again = (
        build_cache(tmp_path / "features", each, encoder, settings, lambda done, of: None) for each in (photos, darker, photos)
    )
    assert np.abs(one.arrays[0][:] - other.arrays[0][:]).max() > 1
    np.testing.assert_array_equal(one.arrays[0], again.arrays[0])
    assert len(list((tmp_path / "features").iterdir())) == 2


def test_what_stands_on_the_encoder_is_the_published_classifier(published_file):
    color = np.random.default_rng(0).random((2, 64, 64, 3), "float32")
    body, top, whole = (
        efficientnet.load_published(model, published_file)
        for model in (efficientnet.encoder(3), efficientnet.recognizer(), efficientnet.classifier())
    )
    told = keras.ops.softmax(top.predict_on_batch(body.predict_on_batch(color)[-1]))
    np.testing.assert_allclose(told, whole.predict_on_batch(color), rtol=1e-4, atol=1e-6)


def test_recall_is_learned_beside_color_and_leaves_no_trace_in_the_network(settings, tmp_path, published_file, monkeypatch):
    seen, judge = [], recall.recall_loss
    monkeypatch.setattr(loop, "recall_loss", lambda told, said: seen.append(told.shape[-1]) or judge(told, said))
    settings = replace(settings, recall=1.0, network="hinted", head="classification", init="published", dropout=0.1)
    train(settings, tmp_path)
    assert seen and set(seen) == {1000}
    network, card = checkpoint.load("small", tmp_path)
    assert card.stages[0]["settings"]["recall"] == 1.0 and "--recall 1.0" in card.stages[0]["command"]
    assert [layer.name for layer in network.layers if layer.weights] == ["encoder", "decoder"]


def test_recall_asks_for_what_the_teacher_says_of_the_colors(settings, photo_folder, published_file):
    teacher = efficientnet.load_published(efficientnet.classifier(), published_file)
    batches = loop.data.Batches(loop.data.load_photos([photo_folder], 64), 64, 8, 4, 0)
    given, (cells, told) = recall.RecallBatches(batches, teacher)(3)
    plain_given, plain_cells = batches(3)
    np.testing.assert_array_equal(given, plain_given)
    np.testing.assert_array_equal(cells, plain_cells)
    said = teacher.predict_on_batch(batches.pictures(3)[0].astype("float32") / 255)
    logits = np.log(said)
    assert float(recall.recall_loss(told, logits)) == pytest.approx(0, abs=1e-3)
    other = np.random.default_rng(1).normal(0, 3, logits.shape).astype("float32")
    divergence = scipy.stats.entropy(told, scipy.special.softmax(other / 2, axis=-1), axis=-1)
    assert float(recall.recall_loss(told, other)) == pytest.approx(4 * divergence.mean(), rel=1e-3)


@pytest.mark.parametrize("options", [{"stage": "features"}, {"part": "hints", "init": "small"}])
def test_recall_needs_an_encoder_that_trains(settings, tmp_path, options):
    with pytest.raises(ColorizeError, match=r"--recall is a task of the encoder"):
        train(replace(settings, network="hinted", recall=0.1, **options), tmp_path)


@pytest.fixture
def own_zips(photo_folder, tmp_path, monkeypatch):
    """A data folder: photos to train on and to validate on, of which one cannot be read."""
    folder = tmp_path / "zips"
    folder.mkdir()
    files = sorted(photo_folder.rglob("*.png"))
    for name in ("photos-96-0.zip", "photos-val.zip"):
        with zipfile.ZipFile(folder / name, "w") as archive:
            for number, path in enumerate(files):
                archive.writestr(path.relative_to(photo_folder).as_posix(), path.read_bytes() if number or "val" not in name else b"")
    monkeypatch.setenv("COLORIZE_DATA", str(folder))
    return folder


@pytest.mark.parametrize("named", [False, True])
def test_of_the_data_folder_s_validation_photos_the_even_ones_are_used(settings, own_zips, named):
    """A photo that is left out does not move the others from one half to the other; the odd half is for reports."""
    path = own_zips / "photos-val.zip"
    names = [name for name, _ in data.members(path)]
    even = {name for name, is_even in zip(names, data.even_positions(names), strict=True) if is_even}
    _, validation = loop.load_data(replace(settings, validation=str(path) if named else ""))
    assert set(validation.names) == even - {names[0]} and names[0] in even


def test_validation_photos_that_the_user_names_are_all_used(settings, own_zips, photo_folder):
    assert len(loop.load_data(replace(settings, validation=str(photo_folder)))[1]) == 32
    assert "all of them" in Settings.__dataclass_fields__["validation"].metadata["help"]


def prepared(settings, folder, photos):
    """A run that is about to take its first step."""
    head = loop.HEADS[settings.head]()
    network, fresh = loop.build_network(settings, head, folder, photos)
    run = loop.Run(settings, head, network, folder)
    run.prepare(photos, None, fresh)
    return network.get_layer("encoder")


def test_from_scratch_all_of_the_encoder_trains(settings, tmp_path, published_file):
    photos, _ = loop.load_data(settings)
    scratch = prepared(replace(settings, init="none", train_from=10), tmp_path, photos)
    assert scratch.get_layer("stem").trainable and len(scratch.trainable_weights) == len(scratch.weights)
    known = prepared(replace(settings, init="published", train_from=10), tmp_path, photos)
    trained = {layer.name[:7] for layer in known.layers if layer.trainable_weights}
    assert trained == {f"block{number}" for number in range(10, 16)}


def test_an_alias_s_history_is_continued(settings, tmp_path):
    train(replace(settings, out="flagship", pictures=8), tmp_path)
    train(replace(settings, out="next", init="auto", pictures=8), tmp_path)
    card, history = checkpoint.read_card("next", tmp_path), checkpoint.read_history("next", tmp_path)
    assert history["pictures"].tolist() == [8, 16] and card.pictures == 16
    assert "--init flagship" in card.stages[1]["command"]


def test_a_card_says_what_photos_were_learned_from(settings, own_zips, photo_folder):
    from colorize.train.card import DATA_LICENSE, DATA_LIMIT, LIMITS, OWN_LICENSE, continued, describe

    def card(given):
        head, photos = loop.HEADS["regression"](), loop.load_data(replace(settings, data=given))[0]
        return describe(replace(settings, data=given), head, photos, photos, State(), 8)

    for ours in (card(""), card(str(own_zips / "photos-96-0.zip"))):
        assert ours.data["license"] == DATA_LICENSE and ours.limits == [*LIMITS, DATA_LIMIT]
    own = card(str(photo_folder))
    assert own.data["license"] == OWN_LICENSE and DATA_LIMIT not in own.limits
    assert "32 pictures that its trainer named, at 64 pixels" in own.limits[-1].en and "32" in own.limits[-1].zh
    both = continued(own, ours)
    assert both.limits == [*LIMITS, DATA_LIMIT, own.limits[-1]]
    assert both.data["training_count"] == 64 and both.data["training"] == {"first": 32, "second": 32}
    assert both.data["license"] == f"{DATA_LICENSE}; {OWN_LICENSE}"
    assert continued(own, both).data == both.data and continued(ours, ours).data == ours.data


def test_given_colors_are_learned_from(settings, tmp_path):
    """The loss of a hinted network with hints falls where the colorizer itself is held fast."""
    train(replace(settings, pictures=8), tmp_path)
    second = replace(
        settings, network="hinted", init="small", out="grown", part="hints", hinted=1.0, learning_rate=0.01, pictures=240,
        epoch_pictures=80,
    )  # fmt: skip
    train(second, tmp_path)
    loss = checkpoint.read_history("grown", tmp_path)["loss"][-3:]
    assert loss[2] < loss[0]


def test_no_photos_and_no_folder_is_told(settings, tmp_path):
    with pytest.raises(ColorizeError, match="Pass --data"):
        train(replace(settings, data=""), tmp_path)


def test_every_setting_is_an_option():
    import argparse

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert Settings(**vars(parser.parse_args(["--out", "x"]))) == Settings(out="x")
    text = parser.format_help()
    assert "bfloat16 arithmetic" in text
