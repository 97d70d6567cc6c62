"""The page in a real Chromium, with the project's own checkpoint, on a server in this process."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import cv2
import numpy as np
import pytest
import skimage

from colorize import checkpoint
from tests.tabs.conftest import launched

PATIENCE = 180_000
"""Milliseconds: the machine may be busy, the first picture waits for the model, and a change of language for a good twenty
answers, one after the other.
"""

SETTLING = 500
"""Milliseconds: a button that is drawn anew between press and release would not know of the press."""


@pytest.fixture(scope="package")
def checkpoints(tmp_path_factory, hinted_checkpoint):
    """The project's checkpoints, and one that takes given colors, in a folder to which tests may add."""
    folder = tmp_path_factory.mktemp("checkpoints")
    for card in checkpoint.CHECKPOINTS.glob("*/card.json"):
        shutil.copytree(card.parent, folder / card.parent.name, copy_function=os.symlink)
    shutil.copytree(hinted_checkpoint / "hinted", folder / "hinted")
    if not (folder / checkpoint.ALIASES["auto"] / "model.keras").exists():
        pytest.skip("checkpoints/ holds no model for `auto`: train one first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkpoint, "CHECKPOINTS", folder)
        yield folder


@pytest.fixture(scope="package")
def address(checkpoints, tmp_path_factory):
    """Where the page is served."""
    from app import build_app

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        page = build_app()
        yield launched(page)
        page.close()


@pytest.fixture
def visit(browser, address):
    """Open the page as a new visitor: `visit(locale="zh-CN", ...)`. What the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_page(locale: str = "en-US", **options):
        context = browser.new_context(locale=locale, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: outside(request.url) and complaints.append(f"asks {request.url}"))
        page.goto(address)
        page.locator("#photo input[type=file]").wait_for(state="attached")
        page.locator(".footnote p").last.wait_for()
        page.locator("#about .about").wait_for()
        return page

    def outside(url: str) -> bool:
        return not url.startswith((address, "data:", "blob:"))

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="session")
def gray_file(tmp_path_factory) -> Path:
    """A gray photograph of 256 x 171 pixels with a name of its own."""
    path = tmp_path_factory.mktemp("photos") / "grand mother 合影.png"
    gray = cv2.cvtColor(cv2.imread(str(Path(skimage.data_dir) / "coffee.png")), cv2.COLOR_BGR2GRAY)
    data = cv2.imencode(".png", cv2.resize(gray, (256, 171), interpolation=cv2.INTER_AREA))[1]
    path.write_bytes(data.tobytes())
    return path


def choose(page, file: Path) -> None:
    """Upload a file and wait until the page has read it."""
    page.set_input_files("#photo input[type=file]", file)
    page.locator("#photo-line .picture-line", has_text=file.name).wait_for()


def press(page) -> str:
    """Press the button, wait for the result and its file; returns the report's text."""
    before = page.locator("#report").inner_text()
    page.locator("#run").click()
    page.wait_for_function(
        "old => (t => t && t !== old && !t.includes('loading'))(document.querySelector('#report').innerText)",
        arg=before,
    )
    page.locator("#download:enabled", has_text="Download").wait_for()
    return page.locator("#report").inner_text()


def download(page, button: str = "#download") -> Path:
    """Press a download button; returns the file under the name that the browser would give it."""
    page.wait_for_timeout(SETTLING)
    with page.expect_download() as waiting:
        page.locator(button).click()
    path = Path(waiting.value.path())
    return path.rename(path.with_name(waiting.value.suggested_filename))


def pick(page, menu: str, entry: str) -> None:
    """Choose an entry of a dropdown by its words."""
    page.locator(f"{menu} input").click()
    page.locator("[role=option]", has_text=entry).first.click()


def loaded(page, picture: str) -> None:
    """Wait until the browser has decoded the pictures under a selector."""
    page.wait_for_function(
        "s => (p => p.length && p.every(i => i.complete && i.naturalWidth))([...document.querySelectorAll(s)])",
        arg=picture,
    )


def pixels(path: Path) -> np.ndarray:
    """The sRGB values of a file whose name may hold any letter: (H, W, 3) or (H, W, 4), as stored."""
    data = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    return data[..., [2, 1, 0, *range(3, data.shape[2])]]
