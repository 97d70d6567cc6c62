"""A teacher at the Loss lab: a lesson from a link, run, broken, cured, kept and handed on; and a visitor who leaves."""

from __future__ import annotations

import re
import threading
import time

import pytest

from colorize.tabs.lesson import keeping, session
from colorize.tabs.lesson.session import LESSONS
from tests.browser.conftest import download, loaded
from tests.browser.test_page import PHONE, WORDS, overflow

SMALL = "?tab=lesson&pictures=8&batch=4&width=4&depth=0&epochs=4"


@pytest.fixture
def lab(visit, address):
    """Open the Loss lab by a link: `lab(SMALL, locale="zh-CN", ...)`."""

    def open_lab(query: str = SMALL, locale: str = "en-US", **options):
        page = visit(locale, **options)
        page.goto(address + query)
        page.locator("#lesson-start").wait_for()
        ready = "Press Start|请按“开始”"
        page.wait_for_function(f"/{ready}/.test(document.querySelector('#lesson-status').innerText)")
        return page

    return open_lab


def freed() -> None:
    """Wait until nobody trains any more. How soon that is after a visitor has left, the benchmark measures; the machine of
    a test may be busy with others.
    """
    deadline = time.monotonic() + 10
    while session.TURNS._value < LESSONS:
        assert time.monotonic() < deadline, "a network is still being trained"
        time.sleep(0.01)


def status(page, words: str) -> None:
    """Wait until the line on how things stand says so."""
    page.locator("#lesson-status", has_text=words).wait_for()


def test_a_lesson_runs_is_looked_back_at_and_kept(lab):
    page = lab()
    assert page.locator("#knob-epochs input[type=number]").input_value() == "4"
    page.locator("#lesson-start").click()
    status(page, "Done: 4 epochs")
    page.locator("#lesson-pictures", has_text="after epoch 4").wait_for()
    loaded(page, "#lesson-pictures img")
    assert page.locator("#lesson-pictures img").count() == 2
    assert page.locator("#lesson-curves polyline").count() == 3
    page.locator("#lesson-verdict h4").wait_for()
    slider = page.locator("#lesson-scrub input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.locator("#lesson-pictures", has_text="after epoch 3").wait_for()
    page.locator("#lesson-curves line.chosen").wait_for(state="attached")
    page.locator("#lesson-keep").click()
    status(page, "Kept: 1 runs")
    page.get_by_role("tab", name="Training curves").click()
    page.get_by_role("checkbox", name="Lesson 1").wait_for()
    page.reload()
    page.get_by_role("tab", name="Training curves").click()
    page.get_by_role("checkbox", name="Lesson 1").wait_for()


def test_who_has_gone_elsewhere_before_the_link_was_read_stays_there(visit, address, monkeypatch):
    read, read_link = threading.Event(), keeping.read_link
    monkeypatch.setattr(keeping, "read_link", lambda query: read.wait(60) and read_link(query))
    page = visit()
    try:
        page.goto(address + SMALL)
        page.get_by_role("tab", name="Training curves").click()
        page.wait_for_function("window.colorizeLesson")
        page.evaluate(
            "() => { const { open } = colorizeLesson; colorizeLesson.open = () => { window.told = open(); return []; }; }"
        )
    finally:
        read.set()
    page.wait_for_function("window.told")
    page.locator("#tab-curves-button[aria-selected=true]").wait_for()
    page.locator("#tab-lesson-button").click()
    page.wait_for_function("document.querySelector('#knob-epochs input[type=number]')?.value === '4'")


def test_a_network_is_broken_guessed_and_cured_in_chinese(lab):
    page = lab(locale="zh-CN", color_scheme="dark")
    page.locator("#lesson-break-exploding").click()
    page.locator("#lesson-verdict", has_text="先猜").wait_for()
    assert not page.locator("#lesson-cure").is_visible()
    assert "学习率" not in page.locator("#lesson-verdict").inner_text()
    page.locator("#lesson-guess").get_by_label("过拟合").click()
    page.locator("#lesson-verdict", has_text="损失爆炸").wait_for()
    assert "learning_rate=3" in page.url
    page.locator("#lesson-cure").click()
    page.locator("#lesson-stop:enabled").wait_for()
    page.locator("#lesson-pictures", has_text="治疗之后：第 1 轮").or_(
        page.locator("#lesson-pictures", has_text="治疗之后：第 2 轮")
    ).first.wait_for()
    page.locator("#lesson-stop").click()
    status(page, "轮后停止")
    said = page.evaluate(WORDS)
    assert "__i18n__" not in said and "clip=1" in page.url


def test_two_runs_side_by_side_pause_step_and_a_script(lab):
    page = lab()
    page.get_by_role("button", name="A second run beside it").click()
    page.locator("#lesson-other input").click()
    page.locator("[role=option]", has_text=re.compile(r"^\W*Loss\W*$")).click()
    page.locator("#lesson-value input").wait_for()
    page.wait_for_function("location.search.includes('other=loss&value=mse')")
    page.locator("#knob-epochs input[type=number]").fill("60")
    page.locator("#knob-epochs input[type=number]").press("Tab")
    page.wait_for_function("location.search.includes('epochs=60')")
    page.locator("#lesson-start").click()
    page.locator("#lesson-pictures", has_text="Loss: Mean squared error").wait_for()
    page.locator("#lesson-pause:enabled").click()
    page.locator("#lesson-go-on:enabled").wait_for()
    page.locator("#lesson-step").click()
    page.locator("#lesson-pictures", has_text="now").wait_for()
    page.locator("#lesson-go-on").click()
    page.locator("#lesson-pause:enabled").wait_for()
    page.locator("#lesson-stop").click()
    status(page, "Stopped after")
    script = download(page, "#lesson-script").read_text(encoding="utf-8")
    assert "loss='mse'" in script and "keras" in script


def test_a_visitor_who_leaves_gives_the_machine_back(lab):
    page = lab("?tab=lesson&epochs=60&batch=4")  # which takes much longer than `freed` waits
    freed()
    page.locator("#lesson-start").click()
    page.locator("#lesson-pictures", has_text=re.compile("after epoch [1-9]")).wait_for()
    assert session.TURNS._value == LESSONS - 1
    page.close()
    freed()


def test_the_lab_fits_a_phone_and_says_everything_again_in_another_language(lab):
    page = lab(**PHONE)
    start, source = (page.locator(place).bounding_box()["y"] for place in ("#lesson-start", "#knob-source"))
    assert start < source, "what becomes of the settings comes first"
    page.locator("#lesson-start").click()
    status(page, "Done")
    assert not overflow(page)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language").last.click()
    page.get_by_role("option", name="简体中文").click()
    status(page, "完成")
    assert "判断" in page.locator("#lesson-verdict").inner_text() and "轮次" in page.locator("#lesson-curves").inner_text()


def test_a_link_that_is_wrong_is_told(visit, address):
    page = visit()
    page.goto(address + "?tab=lesson&loss=l7")
    page.locator("[data-testid=toast-text]", has_text="it is one of: mse, mae").wait_for()


def test_the_two_losses_answer_when_the_colors_are_moved(lab):
    page = lab()
    page.get_by_role("tab", name="Two losses").click()
    answers = page.locator("#lesson-answers")
    answers.locator("text=chroma 0").wait_for()
    page.locator(".katex-display").nth(1).wait_for()  # set once the script for formulas has come
    page.locator("#lesson-second input[type=number]").fill("20")
    page.locator("#lesson-second input[type=number]").press("Enter")
    answers.locator("text=chroma 55").wait_for()


def test_a_folder_of_ones_own_photos_is_trained_on(lab, photo_folder):
    page = lab()
    page.get_by_role("button", name="My own photos").click()
    page.locator("input[webkitdirectory]").set_input_files(photo_folder)
    page.locator("#lesson-brought", has_text="22 photos to train on, 10 to validate on").wait_for()
    page.wait_for_function("location.search.includes('source=upload')")
    page.locator("#lesson-start").click()
    status(page, "Done: 4 epochs")
