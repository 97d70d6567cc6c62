"""A person at Explain: points at a photo, sharpens the distribution, reads where the network looked, and asks again."""

from __future__ import annotations

import re

from tests.browser.conftest import loaded, pick
from tests.browser.test_classify import example
from tests.browser.test_page import PHONE, overflow

ALL = "#explain-picture img, #explain-undecided img, #explain-looked img, #explain-stages img"
BITS = re.compile(r"([\d.]+) (?:bits|比特)")


def opened(page, tab: str = "Explain"):
    page.get_by_role("tab", name=tab, exact=True).click()
    page.locator("#explain-model").wait_for()
    return page


def asked(page, picture: str = "Coffee") -> None:
    """Choose an example, and wait for the last of its answers: how far the two maps agree."""
    example(page, picture).click()
    page.locator("#explain-looked img").nth(1).wait_for()
    loaded(page, ALL)


def test_a_place_is_asked_about_sharpened_and_asked_about_elsewhere(visit):
    page = opened(visit())
    asked(page)
    first = page.locator("#explain-likely").inner_text()
    assert page.locator("#explain-likely svg").count()
    assert page.locator("#explain-stages img").count() >= 8
    x = page.locator("#explain-x input")
    before = x.input_value()

    slider = page.locator("#explain-temperature input[type=range]")
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    page.locator("#explain-likely", has_text="temperature 0.60:").wait_for()  # each of the eight steps is answered
    sharper = page.locator("#explain-likely").inner_text()
    assert float(BITS.search(sharper)[1]) < float(BITS.search(first)[1])

    picture = page.locator("#explain-picture img")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 8, box["y"] + box["height"] / 8)
    page.wait_for_function("old => document.querySelector('#explain-x input').value !== old", arg=before)
    assert float(x.input_value()) < float(before) / 2
    page.wait_for_function("old => document.querySelector('#explain-likely').innerText !== old", arg=sharper)
    page.locator("#explain-looked img").nth(1).wait_for()
    loaded(page, ALL)

    page.locator("#explain-x input").fill("100000")
    page.locator("#explain-ask").click()
    page.locator("[data-testid=toast-text]", has_text="100000").wait_for()
    assert page.locator("#explain-looked img").count() == 2, "what was found is still there"


def test_a_network_without_a_distribution_and_a_live_switch_on_a_phone(visit):
    page = opened(visit(**PHONE, color_scheme="dark"))
    asked(page)
    assert not overflow(page)
    pick(page, "#explain-model", "Regression")
    # What was said is cleared away before the new answer comes, a part at a time.
    page.wait_for_function(
        "() => document.querySelectorAll('#explain-likely .answers li').length === 1"
        " && document.querySelectorAll('#explain-looked img').length === 2"
    )
    assert page.locator("#explain-undecided img").count() == 0
    assert not overflow(page)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language").last.click()
    page.get_by_role("option", name="简体中文").click()
    page.locator("#explain-looked h3", has_text="看").wait_for()
    assert not re.search("[A-Za-z]{4}", page.locator("#explain-looked").inner_text())
