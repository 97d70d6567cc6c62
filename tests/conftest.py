"""What several test files need: photos that every machine has, and the folder of training data where there is one."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage

EXAMPLES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip


def read_example(name: str) -> np.ndarray:
    """A color photograph that comes with scikit-image: (H, W, 3) uint8."""
    return cv2.imread(str(Path(skimage.data_dir) / name), cv2.IMREAD_COLOR_RGB)


@pytest.fixture(scope="session", autouse=True)
def event_loops_of_gradio():
    """Gradio makes event loops for its locks and leaves them open; they are closed here when all tests are done."""
    made, make = [], asyncio.new_event_loop
    asyncio.new_event_loop = lambda: made.append(make()) or made[-1]
    yield
    asyncio.new_event_loop = make
    for loop in made:
        if not loop.is_running():
            loop.close()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    if not CHROMIUM:
        pytest.skip("no Chromium: install Debian's `chromium`, or name one in the variable CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def photo_folder(tmp_path_factory) -> Path:
    """32 color photos of 96 pixels in two sources, cut from scikit-image's."""
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(0)
    for number in range(32):
        picture = read_example(EXAMPLES[number % 4])
        top, left = rng.integers(picture.shape[0] - 200), rng.integers(picture.shape[1] - 200)
        crop = cv2.resize(picture[top : top + 200, left : left + 200], (96, 96), interpolation=cv2.INTER_AREA)
        path = folder / ("first" if number % 2 else "second") / f"{number:02d}.png"
        path.parent.mkdir(exist_ok=True)
        cv2.imwrite(str(path), crop[..., ::-1])
    return folder


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder that COLORIZE_DATA names; tests that need it are skipped without one."""
    value = os.environ.get("COLORIZE_DATA")
    if not value:
        pytest.skip("COLORIZE_DATA is not set: the published encoder and the photo zips are not here")
    return Path(value)


@pytest.fixture(scope="session")
def hinted_checkpoint(tmp_path_factory) -> Path:
    """A folder with one checkpoint, `hinted`, of random weights: its colors mean nothing, but heed what is given."""
    import keras

    from colorize import checkpoint
    from colorize.networks import NETWORKS, hinted
    from colorize.networks.heads import HEADS
    from colorize.text import Text

    head, folder, rng = HEADS["classification"](), tmp_path_factory.mktemp("hinted"), np.random.default_rng(0)
    keras.utils.set_random_seed(0)
    network = NETWORKS["hinted"](head.channels)
    for layer in network.get_layer("decoder").layers:
        if layer.name == "head":
            layer.set_weights([rng.normal(0, 1.0, w.shape) for w in layer.get_weights()])
    card = checkpoint.Card(
        name="hinted", task="colorize", title=Text("Hinted", "带提示"), summary=Text("Random.", "随机。"),
        architecture={"network": "hinted", "arguments": {"output_channels": head.channels, "encoder": "lite0"}},
        input={"channels": 1, "multiple": 32, "short_side": 96, "hints": hinted.CONTRACT},
        output={**head.contract, "channels": head.channels, "stride": 8,
                "knobs": {"temperature": 0.4, "rarity": 0.0, "gain": 1.0}},
    )  # fmt: skip
    checkpoint.save(network, card, folder)
    return folder
