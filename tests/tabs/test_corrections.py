"""Giving colors by hand: a place, its likely colors, the picture once more, and the ways back."""

from __future__ import annotations

import shutil

import cv2
import gradio as gr
import numpy as np
import pytest

from colorize.color import rgb_to_lab
from colorize.tabs import corrections, studio
from colorize.tabs.handler import handler
from colorize.tabs.screen import Screen


@pytest.fixture
def shown(checkpoints, hinted_checkpoint, gray_photo):
    """A photo colored by a model that takes given colors."""
    shutil.copytree(hinted_checkpoint / "hinted", checkpoints / "hinted")
    chosen = studio.choose_photo(gray_photo, "en")[2]
    return last(studio.run(chosen, "model", "hinted", 1.0, "png", "en")).shown


def last(screens) -> Screen:
    """All that the screens show in the end."""
    final = Screen()
    for screen in screens:
        final = Screen(*(old if new == gr.skip() else new for old, new in zip(final, screen, strict=True)))
    return final


def colors_of(html: str) -> list[str]:
    return [part[:7] for part in html.split('data-color="')[1:]]


def test_a_place_is_marked_and_its_likely_colors_offered(shown):
    place, figure, colors = corrections.point(shown, 0.25, 0.5, "en")
    assert place == (24, 32)
    assert "left:25.000%;top:50.000%" in figure and "ring" in figure
    assert 1 <= len(colors_of(colors)) <= 6 and "likeliest first" in colors
    assert corrections.point(None, 0.5, 0.5, "en") == corrections.point(shown, None, None, "en") == (gr.skip(),) * 3


def test_a_given_color_changes_the_picture_and_is_kept(shown):
    before = cv2.imread(shown.after)
    screen = last(corrections.give(shown, (24.0, 32.0), "#E02010", "png", "en"))
    assert screen.shown.wish.hints == ((24.0, 32.0, "#e02010"),)
    assert screen.panel["visible"] and "background:#e02010" in screen.figure
    assert "Colors given" in screen.report
    after = cv2.imread(screen.shown.after)
    moved = np.abs(after.astype(int) - before)
    assert moved.max() > 10
    lightness = [rgb_to_lab(p[..., ::-1].astype(np.float32) / 255)[..., 0] for p in (before, after)]
    assert np.abs(lightness[0] - lightness[1]).max() < 1
    more = last(corrections.give(screen.shown, (80.0, 10.0), "rgba(10, 200, 30.2, 1)", "png", "en"))
    assert [color for *_, color in more.shown.wish.hints] == ["#e02010", "#0ac81e"]
    vivid = last(studio.change_vividness(more.shown, 0.5, "png", "en"))
    assert vivid.shown.wish.hints == more.shown.wish.hints


def test_another_color_for_the_same_place_takes_the_first_ones_stead(shown):
    once = last(corrections.give(shown, (24.0, 32.0), "#e02010", "png", "en")).shown
    twice = last(corrections.give(once, (24.0, 32.0), "#10e020", "png", "en")).shown
    assert twice.wish.hints == ((24.0, 32.0, "#10e020"),)


def test_corrections_can_be_taken_back(shown):
    two = last(corrections.give(shown, (24.0, 32.0), "#e02010", "png", "en")).shown
    two = last(corrections.give(two, (80.0, 10.0), "#10e020", "png", "en")).shown
    one = last(corrections.take_back(two, "png", "en")).shown
    assert len(one.wish.hints) == 1
    none = last(corrections.start_over(two, "png", "en")).shown
    assert none.wish.hints == ()
    np.testing.assert_array_equal(cv2.imread(none.after), cv2.imread(shown.after))
    assert list(corrections.take_back(none, "png", "en")) == list(corrections.start_over(None, "png", "en")) == [Screen()]


def test_a_color_without_a_place_is_refused_in_words(shown):
    with pytest.raises(gr.Error, match="Click on the place first"):
        list(handler(corrections.give)(shown, None, "#ff0000", "png", "en"))
    with pytest.raises(gr.Error, match="请先点击位置"):
        list(handler(corrections.give)(shown, None, "#ff0000", "png", "zh-CN"))
    assert list(corrections.give(shown, (1, 1), None, "png", "en")) == [Screen()]


@pytest.mark.usefixtures("tint")
def test_models_without_hints_have_no_panel(checkpoints, gray_photo):
    chosen = studio.choose_photo(gray_photo, "en")[2]
    screen = last(studio.run(chosen, "model", "auto", 1.0, "png", "en"))
    assert not screen.panel["visible"] and screen.figure == ""
    assert not last(studio.run(chosen, "hsv", "auto", 1.0, "png", "en")).panel["visible"]
    assert corrections.point(screen.shown, 0.5, 0.5, "en") == (gr.skip(),) * 3
    assert list(corrections.give(screen.shown, (1.0, 1.0), "#ff0000", "png", "en")) == [Screen()]


def test_a_new_result_asks_about_no_place(shown):
    screen = last(corrections.give(shown, (24.0, 32.0), "#e02010", "png", "zh-CN"))
    assert screen.place is None and "请点击" in screen.colors and not colors_of(screen.colors)
    figure, colors, place = studio.say_again(None, screen.shown, "model", "hinted", "png", "en")[5:]
    assert "dot" in figure and "ring" not in figure and "Click on the place" in colors and place is None
