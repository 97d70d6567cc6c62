"""A person at Classify: a digit drawn, its mistakes looked up; a photo named, and why."""

from __future__ import annotations

import cv2
import numpy as np

from tests.browser.conftest import loaded
from tests.browser.test_page import PHONE, WORDS, overflow

SEVEN = [(190, 60), (180, 110), (150, 170), (130, 230)]


def opened(page, tab: str = "Classify", part: str = ""):
    page.get_by_role("tab", name=tab, exact=True).click()
    page.locator("#digit-confusion table").wait_for()
    if part:
        page.get_by_role("tab", name=part).click()
    return page


def draw_seven(page) -> None:
    """Draw with the mouse as a hand would: down, along, up."""
    paper = page.locator("canvas.draw")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    at = lambda x, y: (box["x"] + x * box["width"] / 280, box["y"] + y * box["height"] / 280)  # noqa: E731
    page.mouse.move(*at(80, 60))
    page.mouse.down()
    for point in SEVEN:
        page.mouse.move(*at(*point), steps=4)
    page.mouse.up()


def example(page, name: str):
    return page.get_by_role("tabpanel").get_by_role("button", name=name).locator("visible=true").first


def test_a_drawn_digit_is_named_and_a_cell_shows_its_digits(visit):
    page = opened(visit())
    draw_seven(page)
    page.locator("#digit-answer .verdict", has_text="7,").wait_for()
    loaded(page, "#digit-layer img")
    assert page.locator("#digit-answer .bars tr").count() == 10
    page.get_by_label("Convolutions").check()
    page.locator("#digit-layer", has_text="first convolution").wait_for()
    assert page.locator("#digit-answer .verdict", has_text="7,").count() == 1
    page.locator("#digit-accuracy", has_text="99.48%").wait_for()

    cell = page.locator('.confusion button[data-truth="4"][data-answer="9"]')
    cell.focus()
    page.keyboard.press("Enter")
    page.locator("#digit-cell", has_text="Written 4, called 9").wait_for()
    assert cell.get_attribute("aria-pressed") == "true"
    page.locator("#digit-cell .kept").first.click()
    page.locator("#digit-answer", has_text="it is a 4").wait_for()
    page.locator("#digit-answer .verdict", has_text="9,").wait_for()
    assert page.evaluate("document.querySelector('canvas.draw').getContext('2d').getImageData(130, 60, 1, 1).data[0]") == 255

    draw_seven(page)
    page.locator("#digit-answer .verdict", has_text="7,").wait_for()
    page.locator("#digit-clear").click()
    page.locator("#digit-answer .verdict").wait_for(state="detached")


def test_an_empty_picture_is_no_digit_in_the_language_in_force(visit, tmp_path):
    cv2.imwrite(str(tmp_path / "empty.png"), np.full((60, 60), 255, "uint8"))
    page = opened(visit("zh-CN"), "分类")
    page.set_input_files("#digit-photo input[type=file]", tmp_path / "empty.png")
    page.locator("[data-testid=toast-text]", has_text="还没有数字").wait_for()


def test_a_photo_is_named_explained_and_told_again_in_chinese(visit):
    page = opened(visit(), part="Scenes and things")
    example(page, "Coffee").click()
    page.locator(".maps img").nth(2).wait_for()
    loaded(page, ".maps img")
    assert page.locator("button.name").count() == 5
    assert "espresso" in page.locator("button.name").first.inner_text()
    assert "意式浓缩咖啡" in page.locator("button.name").first.inner_text()
    second = page.locator("button.name").nth(1)
    place = second.get_attribute("data-place")
    second.focus()
    page.keyboard.press("Enter")
    page.locator(f'button.name[data-place="{place}"][aria-pressed="true"]').wait_for()
    page.locator(".maps img").nth(2).wait_for()
    colored = page.locator(".maps img").first.get_attribute("src")
    page.get_by_label("in gray").check()
    page.locator(f'.maps img[src="{colored}"]').wait_for(state="detached")
    page.locator(".maps img").nth(2).wait_for()  # the last of the answers, in the language in which it was asked for
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language").last.click()
    page.get_by_role("option", name="简体中文").click()
    page.locator("#classify-result", has_text="最可能的五个名称").wait_for()
    assert "__i18n__" not in page.evaluate(WORDS) and "The five likeliest" not in page.evaluate(WORDS)


def test_what_is_no_picture_leaves_no_trace(visit, tmp_path):
    (tmp_path / "note.jpg").write_text("hello")
    page = opened(visit(), part="Scenes and things")
    page.set_input_files("#classify-photo input[type=file]", tmp_path / "note.jpg")
    page.locator("[data-testid=toast-text]", has_text="note.jpg is not a picture").wait_for()
    page.locator("#classify-photo img").wait_for(state="detached")
    assert "appears here" in page.locator("#classify-result").inner_text()


def test_classify_fits_a_phone(visit):
    page = opened(visit("zh-CN", **PHONE), "分类")
    draw_seven(page)
    page.locator("#digit-answer .verdict", has_text="7，").wait_for()
    assert overflow(page) == []
    page.get_by_role("tab", name="场景与物体").click()
    example(page, "咖啡").click()
    page.locator(".maps img").nth(2).wait_for()
    assert overflow(page) == []
