"""A person at the Studio: a gray photo in, its colors out, on a desk and on a phone."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage
import tifffile

from colorize.color import rgb_to_lab
from colorize.tabs import screen
from tests.browser.conftest import choose, download, loaded, pick, pixels, press

CAMERA = cv2.imread(str(Path(skimage.data_dir) / "camera.png"), cv2.IMREAD_GRAYSCALE)


def test_a_gray_photo_comes_back_in_color_with_its_size_and_lightness(visit, gray_file):
    page = visit()
    choose(page, gray_file)
    report = press(page)
    assert "These colors are a model's guess." in report and "256 × 171" in report
    loaded(page, "#result img")
    assert [image.get_attribute("alt") for image in page.locator("#result img").all()] == [
        "The picture before", "The picture after",
    ]  # fmt: skip
    path = download(page)
    assert path.name == "grand mother 合影-colorized.png"
    result, source = pixels(path), cv2.imdecode(np.frombuffer(gray_file.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert result.shape == source.shape
    before, after = (rgb_to_lab(picture.astype(np.float32) / 255) for picture in (source, result))
    assert np.abs(before[..., 0] - after[..., 0]).max() < 100 / 255 + 0.2, "L moved by more than a rounding"
    assert np.hypot(after[..., 1], after[..., 2]).mean() > 2, "the result is gray"

    page.locator("#vividness input[type=range]").fill("0")
    page.locator("#vividness input[type=range]").dispatch_event("pointerup")
    page.wait_for_function("document.querySelector('#report').innerText.includes('nearly gray')")
    page.locator("#download:enabled", has_text="Download").wait_for()
    assert np.ptp(pixels(download(page)).astype(int), axis=2).max() <= 1

    pick(page, "#format", "JPEG")
    page.wait_for_function("document.querySelector('#report').innerText.includes('approximately')")
    page.locator("#download:enabled", has_text="Download").wait_for()
    assert download(page).suffix == ".jpg"


def test_files_that_browsers_cannot_show_have_a_preview_and_keep_their_depth(visit, tmp_path):
    deep = tmp_path / "deep.tif"
    tifffile.imwrite(deep, cv2.resize(CAMERA, (120, 90)).astype(np.uint16) * 257)
    page = visit()
    choose(page, deep)
    loaded(page, "#photo img")
    assert "120 × 90, TIFF, 16 bit" in page.locator("#photo-line").inner_text()
    press(page)
    assert pixels(download(page)).dtype == np.uint16


def test_a_mode_shows_its_channels_and_gives_its_numbers(visit, gray_file):
    page = visit()
    pick(page, "#mode", "CIE Lab")
    page.locator("#vividness").wait_for(state="hidden")
    page.get_by_role("button", name="Astronaut").click()
    page.locator("#photo-line", has_text="astronaut").wait_for()
    press(page)
    loaded(page, "#channels img")
    captions = page.locator("#channels .caption-label").all_inner_texts()
    assert len(captions) == 3 and "0 to 100" in captions[0]
    assert page.locator("#format input").input_value() == "TIFF"
    assert download(page).name == "astronaut-lab.tif"
    pick(page, "#mode", "Color by a model")
    page.locator("#vividness").wait_for()


@pytest.mark.parametrize(
    ("locale", "sentence"), [("en-US", "note.jpg is not a picture"), ("zh-CN", "note.jpg 不是可以打开的图片")]
)
def test_what_is_no_picture_is_said_in_the_language_in_force(visit, tmp_path, locale, sentence):
    (tmp_path / "note.jpg").write_text("hello")
    page = visit(locale)
    page.set_input_files("#photo input[type=file]", tmp_path / "note.jpg")
    toast = page.locator("[data-testid=toast-text]")
    toast.wait_for()
    assert sentence in toast.inner_text()
    assert str(tmp_path) not in page.locator("body").inner_text()
    page.locator("#photo img").wait_for(state="detached")


def test_a_file_that_cannot_be_read_takes_nothing_away(visit, tmp_path, gray_file):
    (tmp_path / "note.jpg").write_text("hello")
    page = visit()
    choose(page, gray_file)
    page.set_input_files("#photo input[type=file]", tmp_path / "note.jpg")
    page.locator("[data-testid=toast-text]", has_text="note.jpg is not a picture").wait_for()
    page.locator("#photo-line", has_text=gray_file.name).wait_for()
    page.wait_for_function("() => document.querySelector('#photo img')?.naturalWidth === 256")
    press(page)


def test_a_press_without_a_photo_asks_for_one(visit):
    page = visit("zh-TW")
    page.locator("#run").click()
    page.locator("[data-testid=toast-text]", has_text="请先选择图片").wait_for()


def test_pictures_come_by_camera_clipboard_and_drop(visit, address):
    page = visit(permissions=["camera", "clipboard-read", "clipboard-write"])
    line = page.locator("#photo-line .picture-line")
    page.get_by_label("Capture from camera").click()
    page.get_by_text("Click to Access Webcam").click()
    page.wait_for_function(
        "(video => video?.readyState >= 2 && video.videoWidth)(document.querySelector('#photo video'))"
    )
    page.get_by_label("capture photo").click()
    line.wait_for()
    page.get_by_label("Remove Image").click()
    line.wait_for(state="detached")

    page.get_by_label("Upload file").click()
    page.locator("#photo input[type=file]").wait_for(state="attached")
    page.evaluate(
        """async () => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 31, height: 17 });
            const blob = await new Promise((done) => canvas.toBlob(done));
            const data = new DataTransfer();
            data.items.add(new File([blob], "dropped.png", { type: "image/png" }));
            document.querySelector('#photo button[aria-dropeffect]')
                .dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
            await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
        }"""
    )
    page.locator("#photo-line", has_text="dropped.png: 31 × 17").wait_for()
    page.get_by_label("Remove Image").click()
    line.wait_for(state="detached")
    page.get_by_label("Paste from clipboard").click()
    page.locator("#photo-line", has_text="31 × 17").wait_for()


def test_who_waits_sees_the_place_in_line(visit, gray_file, monkeypatch):
    free, fulfil = threading.Event(), screen.fulfil
    monkeypatch.setattr(screen, "fulfil", lambda *wish: free.wait(60) and fulfil(*wish))
    first, second = visit(), visit()
    try:
        for page in (first, second):
            choose(page, gray_file)
        first.locator("#run").click()
        first.locator("#empty [data-testid=status-tracker]", has_text="processing").wait_for()
        second.locator("#run").click()
        second.locator("#empty [data-testid=status-tracker]", has_text="queue: 1/1").wait_for()
    finally:
        free.set()
    for page in (first, second):
        page.locator("#result img").first.wait_for()


def test_the_divider_obeys_the_keyboard(visit, gray_file):
    page = visit()
    choose(page, gray_file)
    press(page)
    loaded(page, "#result img")
    divider = page.get_by_role("slider", name="Divider between before and after")
    before = int(divider.get_attribute("aria-valuenow"))
    divider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "old => +document.querySelector('#result [role=slider]').getAttribute('aria-valuenow') <= old - 15", arg=before
    )


def test_the_whole_way_can_be_gone_by_keyboard(visit):
    page = visit()
    page.get_by_role("button", name="Cat").focus()
    page.keyboard.press("Enter")
    page.locator("#photo-line", has_text="chelsea").wait_for()
    page.locator("#run").focus()
    page.keyboard.press("Enter")
    page.locator("#result img").first.wait_for()


def test_a_wrong_color_is_put_right_by_mouse_and_by_keyboard(visit, gray_file):
    page = visit()
    pick(page, "#model", "Hinted")
    choose(page, gray_file)
    press(page)
    loaded(page, "#correct-picture img")
    page.locator("#correct-picture img").click(position={"x": 60, "y": 40})
    page.locator(".likely").first.click()
    page.locator(".mark.dot").wait_for()
    assert "Colors given" in page.locator("#report").inner_text()
    page.locator("#correct-picture img").focus()
    for key in ["ArrowRight"] * 5 + ["Enter"]:
        page.keyboard.press(key)
    page.locator(".likely").first.wait_for()
    page.locator("#correct-use").click()
    page.wait_for_function("document.querySelectorAll('.mark.dot').length === 2")
    page.locator("#correct-clear").click()
    page.locator(".mark.dot").first.wait_for(state="detached")


def test_a_color_without_a_place_asks_for_one(visit, gray_file):
    page = visit("zh-CN")
    pick(page, "#model", "带提示")
    choose(page, gray_file)
    page.locator("#run").click()
    page.locator("#correct-use").click()
    page.locator("[data-testid=toast-text]", has_text="请先点击位置").wait_for()
