"""Training learns what it is to, tells of it in the card, and stops when the loss is no number."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import keras
import numpy as np
import pytest

from colorize import checkpoint, data
from colorize.errors import ColorizeError
from colorize.networks import inputs_for
from colorize.train import Settings, add_arguments, loop, train
from colorize.train.state import State


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


def test_loss_that_is_no_number_stops_the_run(settings, tmp_path):
    with pytest.raises(ColorizeError, match=r"became (nan|inf) at step \d+.*Try a lower --learning-rate"):
        train(replace(settings, learning_rate=1e30, warm_up=0.0, clip=1e9, pictures=400), tmp_path)
    assert not (tmp_path / "small/model.keras").exists()


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
