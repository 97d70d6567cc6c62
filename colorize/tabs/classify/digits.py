"""Digits: draw one, upload one, or take one of the test digits that the networks got wrong."""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass
from html import escape
from types import SimpleNamespace

import gradio as gr
import numpy as np
from PIL import Image, UnidentifiedImageError

from colorize.classify import classifier, prepare
from colorize.digits import as_mnist, kept
from colorize.digits.kept import NETWORKS
from colorize.predict import rgb_of
from colorize.tabs.classify import confusion
from colorize.tabs.classify.digit_view import answer_view, layer_view
from colorize.tabs.limits import HEAVY, PREVIEW
from colorize.tabs.page import Page
from colorize.tabs.photo_input import Photo, PhotoInput
from colorize.tabs.preview import show
from colorize.tabs.text import page_error, say, t
from colorize.tabs.work import open_photo

TITLE = "classify.digits"
PAPER = 280
"""Side of the drawing paper in pixels, as `draw.js` has it."""
LONGEST = 300_000
"""Characters of a drawing that are read."""
HEAD = "data:image/png;base64,"
DRAWN_JS = "(drawing, network, language) => [window.colorizeClassify.take(), network, document.documentElement.lang]"
CLEAR_JS = "(language) => (window.colorizeClassify.clear(), [document.documentElement.lang])"
CELL_JS = "(truth, answer, network, language) => [...window.colorizeClassify.cell(), network, document.documentElement.lang]"
KEPT_JS = "(row, network, language) => [window.colorizeClassify.row(), network, document.documentElement.lang]"


@dataclass(frozen=True)
class Asked:
    """The digit that is shown, without pixels of a photo: small enough to be kept for each person.

    Args:
        pixels: 28 x 28 bytes.
        row: of the shipped test digits, or -1.
    """

    pixels: bytes
    row: int = -1

    @property
    def digit(self) -> np.ndarray:
        """(28, 28) float32 in [0, 1]."""
        return np.frombuffer(self.pixels, np.uint8).reshape(28, 28).astype("float32") / 255


def read_drawing(drawing: str | None, network: str | None, language: str) -> tuple:
    """Ask the network about what was drawn."""
    if not drawing:
        return gr.skip(), gr.skip(), gr.skip()
    return answered(_asked(as_mnist(ink_of_drawing(drawing))), network, language)


def ink_of_drawing(drawing: str) -> np.ndarray:
    """The ink of a drawing as the browser sends it, dark on white: (280, 280) float32.

    Raises:
        ColorizeError: it is anything else.
    """
    if not drawing.startswith(HEAD) or len(drawing) > LONGEST:
        raise page_error("error.drawing")
    try:
        with Image.open(io.BytesIO(base64.b64decode(drawing.removeprefix(HEAD), validate=True)), formats=["PNG"]) as image:
            if image.size != (PAPER, PAPER):
                raise page_error("error.drawing")
            return 1 - np.asarray(image.convert("L"), "float32") / 255
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise page_error("error.drawing") from error


def read_upload(photo: Photo | None, network: str | None, language: str) -> tuple:
    """Ask the network about an uploaded picture of a digit."""
    if photo is None:
        return gr.skip(), gr.skip(), gr.skip(), gr.skip()
    picture = open_photo(photo)
    name = network or NETWORKS[0]
    digit = prepare(np.ascontiguousarray(rgb_of(picture)), classifier(name).card)[..., 0]
    return show(picture, "digit.png"), *answered(_asked(digit), name, language)


def forget_upload(language: str) -> None:
    """Empty the upload box, after a file that holds no digit."""


def take_kept(row: int | None, network: str | None, language: str) -> tuple:
    """Ask the network about one of the test digits that come with the page."""
    if row is None or not 0 <= row < len(kept().digits):
        return gr.skip(), gr.skip(), gr.skip()
    return answered(Asked(kept().digits[int(row)].tobytes(), int(row)), network, language)


def clear(language: str) -> tuple:
    """Forget the digit."""
    return empty(language), "", None


def show_cell(truth: int | None, answer: int | None, network: str | None, language: str) -> str:
    """Show the test digits behind a cell of the confusion matrix."""
    if truth not in range(10) or answer not in range(10):
        return gr.skip()
    return confusion.cell_view(network or NETWORKS[0], int(truth), int(answer), language)


def change_network(network: str | None, asked: Asked | None, language: str) -> tuple:
    """Ask the other network the same, and show how it did on the test digits."""
    name = network or NETWORKS[0]
    cell = confusion.worst_cell(name)
    said = answered(asked, name, language)[:2] if asked else (empty(language), "")
    return (
        *said,
        confusion.heading(name, language),
        confusion.matrix(name, cell, language),
        confusion.cell_view(name, *cell, language),
        confusion.source_line(language),
    )


def answered(asked: Asked, network: str | None, language: str | None) -> tuple[str, str, Asked]:
    """What a network says of a digit, what its first layer saw, and the digit to be kept."""
    found, note = classifier(network or NETWORKS[0]), ""
    if asked.row >= 0:
        facts = {"number": int(kept().numbers[asked.row]), "truth": int(kept().labels[asked.row])}
        note = say("classify.digit_test", language, **facts)
    return answer_view(found, asked.digit, note, language), layer_view(found, asked.digit, language), asked


def empty(language: str | None) -> str:
    """What stands where the answer will be."""
    return f'<p class="note">{escape(say("classify.digit_empty", language))}</p>'


def _asked(digit: np.ndarray) -> Asked:
    return Asked(np.rint(digit * 255).astype("uint8").tobytes())


def build(page: Page) -> None:
    """The part: paper and upload on the left, the answer on the right, the test digits below; all wiring at the bottom."""
    with gr.Row(elem_classes="studio"):
        with gr.Column(scale=4, min_width=300):
            source = _source()
        with gr.Column(scale=7, min_width=320):
            network = gr.Radio(
                [(t(f"classify.{name}"), name) for name in NETWORKS], value=NETWORKS[0], label=t("classify.network"),
                elem_id="digit-network",
            )  # fmt: skip
            answer = gr.HTML(elem_id="digit-answer")
            layer = gr.HTML(elem_id="digit-layer")
    heading = gr.HTML(elem_id="digit-accuracy")
    with gr.Row(elem_classes="studio"):
        with gr.Column(scale=7, min_width=320):
            table = gr.HTML(elem_id="digit-confusion")
        with gr.Column(scale=4, min_width=300):
            cell = gr.HTML(elem_id="digit-cell")
    credit = gr.HTML(elem_id="digit-source")
    parts = SimpleNamespace(network=network, answer=answer, layer=layer, heading=heading, table=table, cell=cell, credit=credit)
    _wire(page, source, parts, gr.State())


def _source() -> SimpleNamespace:
    gr.HTML(f'<p class="note">{t("classify.draw")}</p>')
    gr.HTML(f'<canvas class="draw" width="{PAPER}" height="{PAPER}" tabindex="0" role="img"></canvas>', elem_id="digit-paper")
    drawn = gr.Button("drawn", visible="hidden", elem_id="digit-drawn")
    wipe = gr.Button(t("classify.clear"), size="sm", elem_id="digit-clear")
    photo = PhotoInput(
        label=t("classify.upload"), placeholder=t("classify.upload_drop"), sources=["upload", "webcam", "clipboard"],
        height=150, format="png", buttons=[], alt_text=t("classify.upload_alt"), elem_id="digit-photo",
    )  # fmt: skip
    return SimpleNamespace(drawn=drawn, wipe=wipe, photo=photo)


def _wire(page: Page, source: SimpleNamespace, parts: SimpleNamespace, asked: gr.State) -> None:
    said = [parts.answer, parts.layer, asked]
    number = {"visible": False, "precision": 0}
    truth, answer, row = gr.Number(**number), gr.Number(**number), gr.Number(**number)
    quick = {"show_progress": "hidden", "trigger_mode": "always_last", **PREVIEW}
    page.on(
        source.drawn.click, read_drawing, [gr.Textbox(visible=False), parts.network], said, api_name="classify_drawing",
        js=DRAWN_JS, **quick,
    )  # fmt: skip
    uploaded = page.on(
        source.photo.input, read_upload, [source.photo, parts.network], [source.photo, *said],
        api_name="classify_digit_photo", show_progress_on=source.photo, trigger_mode="always_last", **HEAVY,
    )  # fmt: skip
    page.on_failure(uploaded, forget_upload, [], source.photo, api_name="classify_digit_photo_failed")
    page.on(
        source.wipe.click, clear, [], said, api_name="classify_clear", js=CLEAR_JS, queue=False, show_progress="hidden"
    )
    page.on(
        parts.table.click, show_cell, [truth, answer, parts.network], parts.cell, api_name="classify_cell", js=CELL_JS,
        queue=False, show_progress="hidden",
    )  # fmt: skip
    page.on(
        parts.cell.click, take_kept, [row, parts.network], said, api_name="classify_test_digit", js=KEPT_JS, **quick
    )
    page.on(
        [page.blocks.load, parts.network.input, page.language_changed.click], change_network, [parts.network, asked],
        [parts.answer, parts.layer, parts.heading, parts.table, parts.cell, parts.credit],
        api_name="classify_digit_network", **quick,
    )  # fmt: skip
