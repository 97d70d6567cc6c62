"""The tab Classify by its handlers: digits drawn, uploaded and taken; photos named, and why."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import cv2
import gradio as gr
import numpy as np
import pytest

from colorize import checkpoint
from colorize.digits import kept
from colorize.errors import ColorizeError
from colorize.tabs.classify import confusion, digits, photos, recognition, small
from colorize.tabs.examples import example_photo
from colorize.tabs.photo_input import Photo
from tests.tabs.conftest import write_run


def sent(picture: np.ndarray) -> str:
    """A picture as the browser sends a drawing."""
    return digits.HEAD + base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode()


def drawn(digit: int) -> str:
    paper = np.full((280, 280, 4), 255, "uint8")
    cv2.putText(paper, str(digit), (70, 220), cv2.FONT_HERSHEY_SIMPLEX, 7, (17, 17, 17, 255), 22)
    return sent(paper)


def verdict(html: str) -> str:
    return re.search(r'class="verdict">(.*?)</p>', html)[1]


@pytest.mark.parametrize("network", ["mnist_dense", "mnist_conv"])
def test_a_drawn_digit_is_named_with_its_reasons(network):
    answer, layer, asked = digits.read_drawing(drawn(3), network, "en")
    assert verdict(answer).startswith("3, ")
    shares = re.findall(r"<th scope=row>(\d)</th>.*?<td>([^<]*%)</td>", answer)
    assert [digit for digit, _ in shares] == list("0123456789")
    assert 1 <= layer.count("<figure>") <= 12 and layer.count("data:image/png;base64,") == layer.count("<figure>")
    assert ("excites" in layer) == (network == "mnist_dense")
    assert asked.digit.shape == (28, 28) and asked.row == -1
    assert "概率" in digits.answered(asked, network, "zh-CN")[0]


def test_a_page_without_ink_asks_for_a_digit():
    with pytest.raises(ColorizeError, match="no digit yet"):
        digits.read_drawing(sent(np.full((280, 280), 255, "uint8")), "mnist_dense", "en")
    assert digits.read_drawing("", "mnist_dense", "en") == (gr.skip(),) * 3


@pytest.mark.parametrize(
    "drawing",
    ["hello", "data:image/png;base64,@@@", digits.HEAD + "aGVsbG8=", digits.HEAD + "A" * 400_000,
     sent(np.zeros((5000, 5000), "uint8")), sent(np.zeros((28, 28), "uint8"))],
    ids=["words", "no base64", "no picture", "too long", "too large", "too small"],
)  # fmt: skip
def test_what_is_no_drawing_is_refused_in_a_sentence(drawing):
    with pytest.raises(ColorizeError, match="did not arrive as the page sends it"):
        digits.read_drawing(drawing, "mnist_dense", "en")


def test_an_uploaded_digit_is_named(uploads):
    path = uploads / "seven.png"
    picture = np.full((90, 70), 240, "uint8")
    cv2.putText(picture, "7", (12, 75), cv2.FONT_HERSHEY_SIMPLEX, 2.6, 20, 7)
    cv2.imwrite(str(path), picture)
    preview, answer, _, asked = digits.read_upload(Photo(str(path), "seven.png"), "mnist_conv", "en")
    assert preview.endswith(".png") and verdict(answer).startswith("7, ")
    _, _, heading, table, cell, credit = digits.change_network("mnist_dense", asked, "zh")
    assert "97.66%" in heading and "234" in heading and "实际" in table and "MNIST" in credit
    assert "kept-row" in cell
    assert digits.read_upload(None, "mnist_conv", "en") == (gr.skip(),) * 4
    assert digits.clear("en")[2] is None


@pytest.mark.parametrize("network", ["mnist_dense", "mnist_conv"])
def test_every_mistake_is_in_the_matrix_and_behind_its_cell(network):
    table = confusion.matrix(network, confusion.worst_cell(network), "en")
    cells = re.findall(r'data-truth="(\d)" data-answer="(\d)" aria-pressed="(\w+)"[^>]*>(\d+)</button>', table)
    counts = {(int(t), int(a)): int(n) for t, a, _, n in cells}
    assert sum(counts.values()) == 10_000 and [p for *_, p, _ in cells].count("true") == 1
    figure = checkpoint.read_card(network).results["mnist.npz"]["metrics"]["accuracy"]["value"]
    wrong = {place: count for place, count in counts.items() if place[0] != place[1]}
    assert sum(wrong.values()) == round(10_000 * (1 - figure))
    assert max(wrong.values()) == wrong[confusion.worst_cell(network)]
    for (truth, answer), count in wrong.items():
        assert confusion.cell_view(network, truth, answer, "en").count("<button") == count
    right = confusion.cell_view(network, 0, 0, "en")
    assert 10 <= right.count("<button") < counts[0, 0] and "come with the page" in right


def test_a_test_digit_that_the_network_got_wrong_is_wrong_here_too():
    row = int(kept().cell("mnist_dense", 5, 3)[0])
    answer, _, asked = digits.take_kept(row, "mnist_dense", "en")
    assert verdict(answer).startswith("3, ") and f"number {kept().numbers[row]}: it is a 5" in answer
    assert asked.row == row
    for nothing in (None, -1, 10_000):
        assert digits.take_kept(nothing, "mnist_dense", "en") == (gr.skip(),) * 3
    assert digits.show_cell(5, 3, "mnist_dense", "en") == confusion.cell_view("mnist_dense", 5, 3, "en")
    assert digits.show_cell(None, 3, "mnist_dense", "en") == digits.show_cell(11, 3, "mnist_dense", "en") == gr.skip()


def test_colors_say_which_ink_excites():
    found = small.signed(np.float32([[1, 0, -0.5]]))
    assert found[0, 1].tolist() == [255, 255, 255]
    assert found[0, 0, 0] > found[0, 0, 2] and found[0, 2, 2] > found[0, 2, 0]


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """All steps of looking at the cat."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        yield list(photos.choose_photo(example_photo("chelsea", gray=False), "objects", "true", "en"))


def test_a_photo_gets_five_names_then_both_maps(looked):
    first, *_, last = looked
    assert "chelsea.png: 451 × 300" in first[1] and "is looking" in first[2]
    html, held = last[2:]
    assert html.count('class="name"') == 5 and "cat" in html.lower() and "猫" in html
    assert html.count("<img") == 3 and "Grad-CAM" in html and "Occlusion" in html
    chances = [chance for _, chance in held.seen.top]
    assert chances == sorted(chances, reverse=True) and 0 < sum(chances) <= 1.0001
    whole, left = held.seen.falls
    assert left < whole
    shown = cv2.imread(held.seen.cam)
    assert shown.shape == cv2.imread(held.seen.occlusion).shape and min(shown.shape[:2]) == 224
    assert "waiting" in looked[-2][2], "names and the first map come before the second map"
    assert photos.say_again(held, "zh")[1].count("依据") == 1


def test_another_name_has_other_maps(looked):
    held = looked[-1][3]
    other = held.seen.top[1][0]
    html, again = list(photos.explain_name(held, other, "en"))[-1]
    assert again.seen.chosen == other and again.seen.cam != held.seen.cam and again.seen.top == held.seen.top
    assert re.search(rf'data-place="{other}" aria-pressed="true"', html)
    assert list(photos.explain_name(held, 999, "en")) == [(gr.skip(), gr.skip())]
    assert list(photos.explain_name(None, 1, "en")) == [(gr.skip(), gr.skip())]


def test_in_gray_the_network_is_shown_gray(looked):
    held = list(photos.look_again(looked[-1][3], "objects", "gray", "en"))[-1][1]
    assert np.ptp(cv2.imread(held.seen.shown).astype(int), axis=2).max() <= 1
    assert np.ptp(cv2.imread(looked[-1][3].seen.shown).astype(int), axis=2).max() > 20
    assert held.seen.top != looked[-1][3].seen.top
    assert list(photos.look_again(None, "objects", "gray", "en")) == [(gr.skip(), gr.skip())]


def test_without_a_photo_nothing_is_named():
    (step,) = photos.choose_photo(None, "objects", "true", "en")
    assert step[3] is None
    assert photos.put_back(None, "en")[0] is None


def test_after_a_file_that_cannot_be_read_the_photo_of_before_is_back(looked):
    held = looked[-1][3]
    assert photos.put_back(held, "zh-CN") == (held.preview, held.line.zh, gr.skip(), gr.skip())
    assert photos.put_back(replace(held, seen=None), "en")[0] is None, "nothing was found of it"


def test_a_judge_that_is_not_there_is_a_sentence(looked):
    held = replace(looked[-1][3])
    with pytest.raises(ColorizeError, match="no model named 'regression'"):
        list(photos.look_again(held, "regression", "true", "en"))


def test_the_table_of_recognition_comes_from_the_card(checkpoints):
    assert "Not measured yet" in recognition.recognition_view("en")
    rows = [
        ["scenes", 500, "true color", 0.481, "0.437 to 0.525", 0.361, "0.330 to 0.390", 0.05, "0.020 to 0.080", 0.04, ""],
        ["scenes", 500, "gray", 0.431, "0.389 to 0.473", 0.321, "0.290 to 0.350", "", "", "", ""],
    ]
    footnote = [["objects", 60, "regression", 0.7, "0.6 to 0.8", 0.6, "0.5 to 0.7", -0.01, "-0.03 to 0.01", 0.0, ""]]
    study = {"title": ["a", "b"], "note": ["a", "b"], "columns": [], "picture": ""}
    for name, found in (("scenes", rows), ("objects", footnote)):
        write_run(checkpoints, name, task="classify", studies={"recognition": study | {"rows": found}})
    english, chinese = recognition.recognition_view("en"), recognition.recognition_view("zh")
    assert "48.1% (43.7 – 52.5)" in english and "+5.0 (+2.0 – +8.0)" in english and "-1.0 (-3.0 – +1.0)" in english
    assert "recolored: The regression" in english and "Footnote: 60" in english
    assert "重新上色：模型 regression" in chinese and "脚注" in chinese and english.count("<table") == 2
