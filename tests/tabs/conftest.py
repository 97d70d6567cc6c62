"""What the page's tests share: uploads, a stand-in for the model, made-up checkpoints, and a running page."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import asdict, replace
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import cv2
import numpy as np
import pytest
import skimage

from colorize import checkpoint
from colorize.checkpoint import Card
from colorize.color import into_gamut, rgb_to_lab
from colorize.image import as_picture
from colorize.tabs.photo_input import Photo
from colorize.text import Text


@pytest.fixture(autouse=True)
def uploads(tmp_path_factory, monkeypatch) -> Path:
    """Gradio's upload folder, one for each test."""
    folder = tmp_path_factory.mktemp("uploads")
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


@pytest.fixture
def gray_photo(uploads) -> Photo:
    """A gray photograph of 96 x 64 pixels, as if uploaded under a name with everything in it."""
    gray = cv2.resize(cv2.imread(str(Path(skimage.data_dir) / "camera.png"), cv2.IMREAD_GRAYSCALE), (96, 64))
    path = uploads / "upload.png"
    cv2.imwrite(str(path), gray)
    return Photo(str(path), "grand mother 合影 <b>.old.png")


def tinted(image, model="auto", *, vividness=1.0, hints=()):
    """Stands in for the network: every pixel becomes a little orange, its lightness stays."""
    checkpoint.read_card(model)
    picture = as_picture(image)
    lab = rgb_to_lab(picture.array)
    lab[..., 1:] = np.float32([4, 9]) * np.float32(vividness)
    return replace(picture, array=into_gamut(lab)[0], flags=picture.flags | {"out_of_gamut": 0.25})


@pytest.fixture
def tint(monkeypatch):
    """Use `tinted` instead of a network, for tests that are not about the network: TensorFlow is not loaded."""
    monkeypatch.setattr("colorize.tabs.work.colorize", tinted)
    monkeypatch.setattr("colorize.tabs.work.warm", lambda model="auto": None)
    monkeypatch.setattr("colorize.predict.loaded", lambda model="auto": True)
    monkeypatch.setattr("colorize.predict.warm", lambda model="auto": None)


def made_up_card(name: str, head: str, **fields) -> Card:
    """A card with something in every field, HTML among it."""
    stage = {
        "settings": {"stage": "features"}, "command": f"python -m colorize train --out {name}", "seed": 7,
        "steps": 1200, "pictures": 48_000, "hours": 1.5, "hardware": "2 cores", "versions": {"keras": "3"},
        "commit": "abc", "finished": "2026-01-01 00:00 UTC",
    }  # fmt: skip
    metric = {"value": 24.5, "low": 24.1, "high": 24.9, "gray": 22.75, "mean_color": 23.0}
    known = {
        "data": {"training": {"lakes": 900}, "training_count": 900, "validation_count": 90, "license": "CC0",
                 "left_out": {"gray": 3, "sepia": 2, "unreadable": 1}},
        "init": {"name": "A published <encoder>", "source": "somewhere", "license": "Apache-2.0"},
        "stages": [stage],
        "results": {"photos": {"count": 45, "metrics": {"psnr": metric}}},
        "limits": [Text("Guesses <wildly>.", "猜得<离谱>。")],
        "observations": [Text("Eleven of 24 look believable.", "24 张中 11 张可信。")],
    } | fields  # fmt: skip
    known = {"task": "colorize", "output": {"head": head, "channels": 2}} | known
    return Card(
        name=name, title=Text(f"The {name}", f"模型 {name}"), summary=Text("Livelier.", "更鲜活。"),
        architecture={}, input={}, parameters=5_900_000,
        bytes=12_300_000, **known,
    )  # fmt: skip


def write_run(folder: Path, name: str, epochs: int = 5, head: str = "", card: bool = True, **fields) -> None:
    """A checkpoint's folder without usable weights; `epochs=0` leaves its history out."""
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    if card:
        values = asdict(made_up_card(name, head or name, **fields))
        (home / "card.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        (home / "model.keras").write_bytes(b"weights")
    if epochs:
        rows = [
            {"epoch": e, "stage": "features", "pictures": 100 * e, "hours": 0.1 * e, "loss": 3 / e + 1,
             "validation_loss": 2 / e + 1.5, "psnr": 23 + 0.1 * e, "colorfulness": 20.0 + e, "learning_rate": 1e-3 / e,
             "pictures_per_second": 50.0}
            for e in range(1, epochs + 1)
        ]  # fmt: skip
        checkpoint.write_history(name, rows, folder)


@pytest.fixture
def checkpoints(tmp_path, monkeypatch) -> Path:
    """Two trained checkpoints with different losses, `classification` (which is `auto`) and `regression`, in a folder."""
    folder = tmp_path / "checkpoints"
    write_run(folder, "classification", epochs=6, head="classification")
    write_run(folder, "regression", epochs=4, head="regression")
    monkeypatch.setattr(checkpoint, "CHECKPOINTS", folder)
    monkeypatch.setitem(checkpoint.ALIASES, "auto", "classification")
    return folder


def free_port() -> int:
    """A port that nobody listens on; Gradio cannot be asked to find one by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def launched(blocks) -> str:
    """Start a page as `app.py` does, in threads of this process; returns its address."""
    from colorize.tabs.page import launch_options

    _, address, _ = blocks.launch(
        prevent_thread_lock=True, quiet=True, server_name="127.0.0.1", server_port=free_port(), **launch_options()
    )
    return address
