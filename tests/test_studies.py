"""Studies measure what they say: pictures whose outcome is known beforehand."""

from __future__ import annotations

import json
from argparse import Namespace

import cv2
import numpy as np
import pytest

from colorize import checkpoint
from colorize.color import lab_to_rgb, rgb_to_lab
from colorize.errors import ColorizeError
from colorize.evaluate.protocol import Evaluation
from colorize.evaluate.studies import (
    STUDIES,
    Study,
    calibration,
    edges,
    faces,
    hints,
    recognition,
    rivals,
    sources,
    table,
)
from colorize.evaluate.studies.study import Sample
from colorize.networks.heads import _rarity, bins


@pytest.mark.parametrize("name", STUDIES)
def test_every_study_fills_its_table(name, photo_folder):
    if name == "hints":
        with pytest.raises(ColorizeError, match="takes no hints"):
            STUDIES[name](photo_folder, "classification", limit=2)
        return
    if name == "recognition":
        with pytest.raises(ColorizeError, match="holds no photo named"):
            STUDIES[name](photo_folder, "classification", limit=2)
        return
    if name == "faces":
        with pytest.raises(ColorizeError, match="no faces"):
            STUDIES[name](photo_folder, "classification", limit=2)
        return
    found = STUDIES[name](photo_folder, "classification", limit=2)
    assert found.rows
    assert all(len(row) == len(found.columns) for row in found.rows)
    plain = found.to_json(STUDIES[name].title, f"{name}.png")
    assert json.loads(json.dumps(plain)) == plain
    assert bool(plain["picture"]) == (found.plot is not None)
    if found.plot:
        assert found.png().startswith(b"\x89PNG")


def test_two_studies_of_one_name_are_refused():
    study = Study("x", STUDIES["edges"].title, "odd", lambda *_: None)
    with pytest.raises(ValueError, match="two studies are called 'x'"):
        table((study, study))


def test_holding_guided_color_to_its_cells_bleeds_less():
    """Two colored halves with an edge of lightness inside a cell."""
    lightness = np.full((96, 96), 30, "float32")
    lightness[:, 51:] = 80
    truth = np.where(lightness[..., None] > 50, np.float32([30, -20]), np.float32([-20, 40]))
    cells = truth.reshape(12, 8, 12, 8, 2).mean((1, 3))
    near, _ = edges.zones(lightness)
    error = {
        name: np.linalg.norm(way(cells, lightness, lightness, 8) - truth, axis=-1)[near].mean()
        for name, way in edges.WAYS.items()
    }
    held = error["guided, held to the cells"]
    assert held < 0.75 * min(error["bilinear"], error["nearest"])
    assert held < 0.95 * error["guided"]


def sample_of(truth: np.ndarray, output: np.ndarray) -> Sample:
    lightness = rgb_to_lab(truth)[..., 0]
    return Sample("x/0", truth, lightness, lightness, truth.shape[:2], output.astype("float16"))


def test_a_calibrated_network_is_found_calibrated():
    """Half of the cells have the color that is held for 60 %, and of them 60 % truly have it."""
    rng = np.random.default_rng(0)
    one, other = (int(np.abs(bins() - color).sum(1).argmin()) for color in ([30, 30], [-20, -10]))
    share = np.full(len(bins()), 1e-9)
    share[[one, other]] = 0.6, 0.4
    drawn = rng.random((40, 40)) < 0.6
    color = np.where(drawn[..., None], bins()[one], bins()[other])
    lab = np.concatenate([np.full((40, 40, 1), 60), color], -1).repeat(8, 0).repeat(8, 1)
    truth = np.round(lab_to_rgb(lab.astype("float32"), clip=True) * 255).astype("uint8")
    output = np.broadcast_to(np.log(share) + np.log(_rarity()), (40, 40, len(bins())))
    confidence, right = calibration.judged(sample_of(truth, output))
    np.testing.assert_allclose(confidence, 0.6, atol=0.02)
    assert right.mean() == pytest.approx(0.6, abs=0.05)


def test_equal_colorfulness_is_found(photo_folder):
    from colorize.evaluate.studies.study import best_knobs, network_and_head, samples

    network, head = network_and_head("classification")
    best, seen = best_knobs(network), list(samples(photo_folder, "all", network, 4))
    wanted = rivals.score_at(seen, head, best, 0.7, "colorfulness_ratio")
    assert rivals.as_colorful(seen, head, best, wanted) == pytest.approx(0.7, abs=0.04)
    assert rivals.as_colorful(seen, head, best, 99.0) == pytest.approx(2, abs=0.04)


def test_a_model_equals_itself(photo_folder):
    rows = STUDIES["rivals"](photo_folder, "classification", limit=3).rows
    same = [row for row in rows if row[0] == "classification"]
    assert [row[3] for row in same][:2] == ["PSNR", "Delta E 2000"]
    assert {row[1] for row in same} == {"as shown", "decoded alike"}
    for _, _, at, _, difference, low, high in same:
        assert at == pytest.approx(1, abs=0.05)
        assert low - 1e-9 <= difference <= high + 1e-9
        assert abs(difference) < 0.5


def test_skin_is_skin():
    face = np.full((100, 100, 3), (200, 150, 125), "uint8")
    mask = faces.skin(face)
    assert mask[50, 50] and not mask[2, 2]
    assert not faces.skin(np.full((100, 100, 3), (90, 120, 200), "uint8")).any()
    assert not faces.skin(np.full((100, 100, 3), 128, "uint8")).any()


def test_sources_are_told_apart_and_the_worst_comes_first():
    names = [f"{source}/{i}.png" for source in ("good", "bad") for i in range(4)]
    psnr = np.array([30.0] * 4 + [20.0] * 4)[:, None]
    histogram = np.zeros((8, 152))
    histogram[:4, 5], histogram[4:, 60] = 1, 1
    own = {"psnr": psnr, "ciede2000": psnr, "colorfulness_ratio": np.ones((8, 2)), "auc": histogram, "auc_rebalanced": histogram}
    gray = {k: np.ones_like(v) if k != "colorfulness_ratio" else np.tile([0.0, 1.0], (8, 1)) for k, v in own.items()}
    rows = sources.by_source(Evaluation("m", "d", names, {"model": own, "gray": gray}))
    assert [row[:2] for row in rows] == [["bad", 4], ["good", 4]]
    assert rows[1][2] == 29


def test_hinted_pixels_are_left_out():
    truth = np.zeros((64, 64, 3), "uint8")
    lab = np.zeros((64, 64, 3), "float32")
    lab[:, 32:, 1:] = 20, -10
    patch = hints.true_patch(lab, 16, 48, 8)
    assert (patch.a, patch.b) == (20, -10)
    mask = hints.covered([patch], sample_of(truth, np.zeros((16, 16, 1))))
    assert mask[16, 48] and mask.sum() == 4
    spoiled = truth.copy()
    spoiled[mask] = 255
    assert hints.psnr_outside(spoiled, truth, mask) > 90 > hints.psnr_outside(spoiled, truth, ~mask[::-1] & False)


def test_recognition_stands_beside_gray_with_paired_intervals():
    """Twenty photos: all known in color, half of them in gray, and the recolored ones exactly as the gray ones."""
    known = np.tile([[1.0, 0.8]], (20, 1))
    gray = known * (np.arange(20) % 2)[:, None]
    rows = recognition.table_rows("scenes", {recognition.TRUE: known, recognition.GRAY: gray, "model": gray})
    true, plain, recolored = rows
    assert true[:4] == ["scenes", 20, "true color", 1.0] and true[5] == pytest.approx(0.8)
    assert true[7] == pytest.approx(0.5) and true[9] == pytest.approx(0.4)
    assert plain[3] == pytest.approx(0.5) and plain[7:] == ["", "", "", ""]
    assert recolored[7] == 0 and recolored[8] == "0.000 to 0.000"


def test_a_network_for_digits_judges_no_photos(photo_folder):
    with pytest.raises(ColorizeError, match="mnist_dense does not judge photos"):
        STUDIES["recognition"](photo_folder, "mnist_dense")


@pytest.mark.parametrize("name", sorted(set(STUDIES) - {"recognition"}))
def test_studies_of_colorizers_refuse_a_classifier(name, photo_folder):
    with pytest.raises(ColorizeError, match=f"The study {name} is of colorizers; objects is a classifier.*flagship"):
        STUDIES[name](photo_folder, "objects", limit=1)


def test_gray_photos_are_left_out_of_studies(photo_folder, tmp_path):
    colored = next(photo_folder.rglob("*.png"))
    cv2.imwrite(str(tmp_path / "gray.png"), np.full((96, 96, 3), 90, "uint8"))
    with pytest.raises(ColorizeError, match="all 1 photos are gray"):
        STUDIES["vividness"](tmp_path, "classification")
    (tmp_path / "photo.png").write_bytes(colored.read_bytes())
    found = STUDIES["vividness"](tmp_path, "classification")
    assert found.note.en.startswith("1 photos") and found.note.en.endswith("Left out: 1 photos of the set that are gray.")
    (tmp_path / "gray.png").unlink()
    alone = STUDIES["vividness"](tmp_path, "classification")
    assert "Left out" not in alone.note.en and found.rows == alone.rows


NOTHING_MORE = {"vividness": 1, "half": None, "sheet": None, "against": None, "json": None}


@pytest.mark.parametrize("more", [{"vividness": 0.5}, {"half": "odd"}, {"sheet": "x.png"}, {"against": "auto"}, {"json": "x"}])
def test_what_a_study_does_not_heed_is_refused(photo_folder, more):
    from colorize import evaluate

    options = {"study": "edges", "data": photo_folder, "model": "auto", "limit": 0, "record": False}
    with pytest.raises(ColorizeError, match=f"--{next(iter(more))} cannot be combined with --study"):
        evaluate.main(Namespace(**options | NOTHING_MORE | more))


def test_a_study_is_kept_in_the_card(photo_folder, monkeypatch, tmp_path, capsys):
    from colorize import evaluate

    home = tmp_path / "classification"
    home.mkdir()
    for name in ("card.json", "model.keras", "history.csv"):
        (home / name).symlink_to(checkpoint.CHECKPOINTS / "classification" / name)
    monkeypatch.setattr(checkpoint, "CHECKPOINTS", tmp_path)
    options = Namespace(study="edges", data=photo_folder, model="classification", limit=0, record=True, **NOTHING_MORE)
    evaluate.main(options)
    assert "guided, held to the cells" in capsys.readouterr().out
    assert checkpoint.read_card("classification").studies["edges"]["rows"]
    assert "## Bleeding over edges" in (home / "README.md").read_text(encoding="utf-8")
    with pytest.raises(ColorizeError, match="leave out --limit"):
        evaluate.main(Namespace(**vars(options) | {"limit": 3}))
