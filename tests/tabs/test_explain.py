"""The tab Explain by its handlers: a photo looked at, places asked about, another model, another language."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import cv2
import gradio as gr
import numpy as np
import pytest

from colorize.errors import ColorizeError
from colorize.tabs import explain
from colorize.tabs.examples import example_photo
from colorize.tabs.explain import views
from colorize.tabs.explain.plane import plane
from colorize.tabs.photo_input import Photo

SKIPPED = (gr.skip(),) * (explain.SECTIONS + 3)


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    """All that is shown when the cat is chosen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        yield list(explain.choose_photo(example_photo("chelsea", gray=False), "classification", 1.0, "en"))


@pytest.fixture
def held(steps):
    return steps[-1][-1]


def pictures(html: str) -> list[np.ndarray]:
    return [cv2.imread(unquote(path)) for path in re.findall(r'src="gradio_api/file=([^"]+)"', html)]


def test_colors_come_first_then_one_map_after_the_other(steps):
    announced, first, second, last = steps
    assert "chelsea.png: 451 × 300" in announced[1] and "looking at the photo" in announced[2]
    point, likely, undecided, looked, stages, x, y, _ = first[2:]
    assert "crosshair" in likely or "<svg" in likely
    assert (x, y) == (225, 150) and 'class="mark ring"' in point
    assert looked.count("waiting") == 2 and second[5].count("waiting") == 1 and "waiting" not in last[5]
    assert "bits" in undecided and "rank correlation" in last[5]
    assert stages.count("<h4>") == 7 and stages.count("<img") == 28
    for html in (point, undecided, stages, last[5]):
        assert all(picture is not None for picture in pictures(html))
    assert pictures(last[5])[0].shape == (192, 289, 3)


def test_the_painted_photo_is_what_colorize_paints(held):
    from colorize import colorize
    from tests.conftest import read_example

    shown = cv2.imread(held.seen.painted)[..., ::-1].astype("float32") / 255
    whole = colorize(read_example("chelsea.png"), "classification").array
    assert shown.shape == whole.shape
    assert np.abs(shown - whole).mean() < 0.01


def test_words_and_numbers_are_those_of_the_network(held):
    found, html = held.asked.distribution, views.likely_view(held, 1.0, "en")
    assert f"L* {found.lightness:.0f}" in html
    assert f"{found.shown(found.plain[None])[0]}</code>" in html and f"{held.asked.color}</code>" in html
    share = re.search(r"likeliest color, ([\d.]+) %", html)[1]
    assert float(share) == pytest.approx(100 * found.probability().max(), abs=0.051)
    agreed = held.asked.agreement
    said = views.looked_view(held, "en")
    assert f"{agreed.gradient:+.2f} over {agreed.squares} squares" in said and f"{agreed.nearness:+.2f}" in said
    undecided = held.seen.undecided
    assert 0 < undecided.low < undecided.high < undecided.most == pytest.approx(np.log2(260))
    assert f"{undecided.high:.1f} bits ({undecided.high / undecided.most:.0%} of the most)" in views.undecided_view(held, "en")


@pytest.mark.parametrize(("gradient", "words"), [(0.9, "says more"), (0.5, "says no more"), (float("nan"), "nothing to compare")])
def test_what_the_agreement_means_is_read_from_it(held, gradient, words):
    agreed = replace(held.asked.agreement, gradient=gradient, nearness=0.5)
    assert words in views.looked_view(replace(held, asked=replace(held.asked, agreement=agreed)), "en")


def test_the_temperature_moves_the_answer_to_the_likeliest(held):
    found = held.asked.distribution
    warm, sharp = (explain.change_temperature(held, value, "en") for value in (1.0, 0.05))
    likeliest = found.shown(found.bins[[found.probability().argmax()]])[0]
    dot = re.compile(r"The answer at temperature [\d.]+: the mean of the squares: <code>(#\w+)</code>")
    assert dot.search(sharp)[1] == found.shown(found.mean(0.05)[None])[0]
    assert dot.search(warm)[1] != dot.search(sharp)[1]
    distance = [np.linalg.norm(found.mean(value) - found.bins[found.probability().argmax()]) for value in (1.0, 0.05)]
    assert distance[1] < distance[0] and likeliest in sharp
    assert warm.count("<rect") > sharp.count("<rect")
    assert explain.change_temperature(None, 1.0, "en") == gr.skip()


def test_an_answer_catches_up_with_what_was_changed_while_it_was_worked_out(held):
    shown = replace(held, wishes=(1.0, "en"))
    same = explain.catch_up(shown, 1.0, "en")
    assert all(part == gr.skip() for part in same)
    *late, kept = explain.catch_up(shown, 0.05, "zh-CN")
    assert late == list(explain.screen(held, 0.05, "zh-CN"))[:-1] and kept.wishes == (0.05, "zh-CN")
    assert len(same) == len(late) + 1
    for nothing in (None, replace(held, asked=None)):
        assert explain.catch_up(nothing, 0.05, "en") == same


def test_the_area_of_a_square_is_its_probability(held):
    found = held.asked.distribution
    drawn = plane(found, 1.0, "words <&>")
    assert "words &lt;&amp;&gt;" in drawn
    sides = [float(side) for side in re.findall(r'width="([\d.]+)" height="[\d.]+" (?:fill="#\w+"/|class="lacking"/)', drawn)]
    expected = 9 * np.sqrt(found.probability() / found.probability().max())
    np.testing.assert_allclose(sides, expected[expected >= 0.5], atol=0.051)
    assert drawn.count('opacity=".22"') == found.fits.sum()


def test_another_place_is_asked_about_by_click_and_by_numbers(held):
    clicked = list(explain.point(held, 0.1, 0.2, 1.0, "en"))
    assert clicked[0][5:7] == (45, 60) and clicked[-1][-1].asked.place == (0.1, 0.2)
    assert clicked[-1][-1].asked.gradient != held.asked.gradient and clicked[-1][-1].seen == held.seen
    typed = list(explain.type_place(held, 45, 60, 1.0, "zh-CN"))
    assert typed[0][5:7] == (45, 60) and "网络认为该处可能" in typed[0][1]
    same = typed[-1][-1].asked.distribution.logits - clicked[-1][-1].asked.distribution.logits
    assert not same.any(), "the same cell"


def test_clicks_that_hit_nothing_change_nothing(held):
    for x, y in ((None, None), (3, 4), (-0.1, 0.5), (0.5, None)):
        assert list(explain.point(held, x, y, 1.0, "en")) == [SKIPPED]
    assert list(explain.point(None, 0.5, 0.5, 1.0, "en")) == [SKIPPED]
    assert list(explain.change_model(None, "regression", 1.0, "en")) == [SKIPPED]


def test_places_outside_and_none_are_sentences(held):
    with pytest.raises(ColorizeError, match=r"\(451, 3\) is outside the photo, which has 451 by 300"):
        list(explain.type_place(held, 451, 3, 1.0, "en"))
    with pytest.raises(ColorizeError, match="outside the photo"):
        list(explain.type_place(held, None, 3, 1.0, "en"))
    with pytest.raises(ColorizeError, match="Choose a picture first"):
        list(explain.type_place(None, 1, 3, 1.0, "en"))


def test_a_copy_that_was_deleted_is_a_sentence(held):
    gone = replace(held, seen=replace(held.seen, copy="gone.npy"))
    with pytest.raises(ColorizeError, match="was deleted"):
        list(explain.point(gone, 0.5, 0.5, 1.0, "en"))


def test_regression_says_that_it_has_no_distribution_and_shows_the_rest(held):
    announced, *_, last = explain.change_model(held, "regression", 1.0, "en")
    assert "looking at the photo" in announced[0]
    found = last[-1]
    html = views.likely_view(found, 1.0, "en")
    assert "one color for each place" in html and "<svg" not in html and found.asked.color in html
    assert views.undecided_view(found, "en") == "" and found.asked.distribution is None
    assert "distance from gray" in views.looked_view(found, "en") and "rank correlation" in views.looked_view(found, "en")
    assert views.stages_view(found, "en").count("<img") == 28
    assert found.asked.place == held.asked.place


def test_everything_is_said_again_in_the_language_in_force(held):
    menu, *chinese, _, _, again = explain.say_again(held, 1.0, "zh-CN")
    assert again == held and menu["choices"][0][1] == "auto"
    together = re.sub("<[^>]*>", "", "".join(chinese))
    assert re.search("[\u4e00-\u9fff]", together)
    assert not re.findall(r"[A-Za-z]{4,}", re.sub(r"Colorize|sRGB|alt", "", together))
    assert explain.say_again(None, 1.0, "en")[1:] == explain.nothing()


def test_without_a_photo_nothing_is_asked(uploads):
    (step,) = explain.choose_photo(None, "auto", 1.0, "en")
    assert step[-1] is None and explain.put_back(None, "en")[0] is None
    (uploads / "note.jpg").write_text("hello")
    with pytest.raises(ColorizeError, match=r"note\.jpg is not a picture"):
        list(explain.choose_photo(Photo(str(uploads / "note.jpg"), "note.jpg"), "auto", 1.0, "en"))


def test_after_a_file_that_cannot_be_read_the_photo_of_before_is_back(held):
    back, line, *rest = explain.put_back(held, "en")
    assert (back, line) == (held.preview, held.line.en) and Path(back).is_file()
    assert rest == [gr.skip()] * (explain.SECTIONS + 3)
    assert explain.put_back(replace(held, asked=None), "en")[2:] == explain.nothing()


@pytest.mark.parametrize("shape", [(1, 1), (3, 400), (400, 3)])
def test_pictures_of_any_shape_are_looked_at(uploads, shape, monkeypatch):
    monkeypatch.setattr("colorize.explain.gaze.COVERED", 1)
    cv2.imwrite(str(uploads / "odd.png"), np.random.default_rng(0).integers(0, 255, shape, "uint8"))
    *_, last = explain.choose_photo(Photo(str(uploads / "odd.png"), "odd.png"), "regression", 1.0, "en")
    assert last[-1].asked.cover and last[-1].seen.size == shape[::-1]
