"""The second task: what the published classifier says of the colors."""

from __future__ import annotations

from dataclasses import replace

import keras
import numpy as np
import pytest
import scipy.special
import scipy.stats

from colorize import checkpoint
from colorize.errors import ColorizeError
from colorize.networks import efficientnet
from colorize.train import loop, recall, train


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
