"""A person in the lab: sliders that change the picture, a pixel clicked, files that are what Python gives."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage
from playwright.sync_api import expect

import colorize
from colorize.color import transform
from colorize.lab.edit import Change, Edit, edit
from colorize.lab.probe import probe
from tests.browser.conftest import download, loaded, pick, pixels

COFFEE = cv2.cvtColor(cv2.imread(str(Path(skimage.data_dir) / "coffee.png")), cv2.COLOR_BGR2RGB)
PICTURE = "#lab-picture img"
COLOR_AT = """([place, x, y]) => {
  const image = document.querySelector(place);
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
  canvas.drawImage(image, 0, 0);
  return [...canvas.getImageData(x, y, 1, 1).data.slice(0, 3)];
}"""
"""The color of a pixel that the browser shows."""
RELEASE = """async ([slider, value]) => {
  const image = document.querySelector("#lab-picture img");
  const pixels = () => {
    const canvas = new OffscreenCanvas(8, 8).getContext("2d");
    canvas.drawImage(image, 0, 0, 8, 8);
    return canvas.getImageData(0, 0, 8, 8).data.join();
  };
  const before = pixels();
  const input = document.querySelector(slider);
  input.value = value;
  const start = performance.now();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("pointerup", { bubbles: true }));
  while (pixels() === before) {
    if (performance.now() - start > 30000) throw new Error("the picture did not change");
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""
"""Moves a slider and lets it go; returns the milliseconds until other pixels are shown."""
SETTLED = """() => {
  const [picture, card] = ["#lab-picture img", "#lab-card-0 img"].map((place) => document.querySelector(place)?.src);
  return picture && card?.startsWith(picture);
}"""
"""Whether the channels show the same photo, mode and edit as the picture."""


@pytest.fixture
def coffee_file(tmp_path) -> Path:
    path = tmp_path / "morning cup.png"
    cv2.imwrite(str(path), cv2.cvtColor(COFFEE, cv2.COLOR_RGB2BGR))
    return path


def lab(visit, file: Path | None = None, **options):
    """Open the lab, with a photo of one's own or the example that it starts with."""
    page = visit(**options)
    chinese = options.get("locale", "en").startswith("zh")
    page.get_by_role("tab", name="颜色模式实验室" if chinese else "Color-mode lab").click()
    page.locator("#lab-photo-line", has_text="astronaut.png").wait_for()
    if file:
        page.set_input_files("#lab-photo input[type=file]", file)
        page.locator("#lab-photo-line", has_text=file.name).wait_for()
    loaded(page, PICTURE)
    page.wait_for_function(SETTLED)
    return page


def let_go(page, slider: str, value: float) -> None:
    """Set a slider and wait until the channels below have followed."""
    page.evaluate(RELEASE, [f"{slider} input[type=range]", value])
    page.wait_for_function(SETTLED)


def open_section(page, name: str) -> None:
    page.locator(f"#lab-{name}-button").click()


def test_a_slider_changes_the_picture_and_the_download_is_what_python_gives(visit, coffee_file):
    page = lab(visit, coffee_file)
    let_go(page, "#lab-shift-1", 30)
    wished = edit(COFFEE, "lab", Edit(changes=(Change("a", shift=30.0),)))
    expected = np.rint(np.clip(wished, 0, 1) * 255).astype(np.uint8)
    assert page.evaluate(COLOR_AT, [PICTURE, 300, 200]) == expected[200, 300].tolist()
    assert "have left sRGB" in page.locator("#lab-note").inner_text()
    path = download(page, "#lab-make")
    assert path.name == "morning cup-lab-edit.png"
    np.testing.assert_array_equal(pixels(path), expected)

    pick(page, "#lab-format", "lab: NumPy")
    values = np.load(download(page, "#lab-make"))
    np.testing.assert_allclose(values, transform(wished, "rgb", "lab"), atol=0.02)


def test_channels_can_be_swapped_dropped_and_put_back(visit, coffee_file):
    page = lab(visit, coffee_file)
    pick(page, "#lab-mode", "sRGB")
    page.locator("#lab-card-0", has_text="red").wait_for()
    pick(page, "#lab-swap", "red ↔ blue")
    page.wait_for_function("!document.querySelector('#lab-picture img').src.endsWith('edit=&cure=clip')")
    loaded(page, PICTURE)
    assert page.evaluate(COLOR_AT, [PICTURE, 300, 200]) == COFFEE[200, 300, ::-1].tolist()
    page.locator("#lab-reset").click()
    page.wait_for_function("document.querySelector('#lab-picture img').src.includes('edit=&')")
    loaded(page, PICTURE)
    assert page.evaluate(COLOR_AT, [PICTURE, 300, 200]) == COFFEE[200, 300].tolist()
    assert page.locator("#lab-swap input").input_value() == "none"


def test_a_mode_of_four_channels_has_four_cards(visit):
    page = lab(visit)
    assert not page.locator("#lab-channel-3").is_visible()
    pick(page, "#lab-mode", "CMYK (by formula)")
    page.locator("#lab-card-3 svg").wait_for()
    loaded(page, ".channel img")
    assert page.locator("#lab-shift-3").get_by_text("Shift K").is_visible()


def test_a_preview_of_12_megapixels_follows_every_slider_move(visit, tmp_path):
    """How fast it does is measured by `python -m colorize benchmark --only lab`."""
    path = tmp_path / "large.jpg"
    cv2.imwrite(str(path), cv2.resize(cv2.cvtColor(COFFEE, cv2.COLOR_RGB2BGR), (4000, 3000)))
    page = lab(visit, path)
    caption = page.locator("#lab-picture figcaption").inner_text()
    assert "Preview, 816 × 612 of 4000 × 3000" in caption
    assert page.evaluate("document.querySelector('#lab-picture img').naturalWidth") == 816
    for value in (5, -8, 12):
        assert page.evaluate(RELEASE, ["#lab-shift-0 input[type=range]", value]) > 0


def test_a_download_of_12_megapixels_has_its_full_size(visit, tmp_path):
    path = tmp_path / "large.jpg"
    cv2.imwrite(str(path), cv2.resize(cv2.cvtColor(COFFEE, cv2.COLOR_RGB2BGR), (4000, 3000)))
    page = lab(visit, path)
    assert cv2.imdecode(np.fromfile(download(page, "#lab-make"), np.uint8), -1).shape == (3000, 4000, 3)


def test_the_keyboard_lets_a_slider_go(visit):
    page = lab(visit)
    page.locator("#lab-shift-0 input[type=range]").focus()
    before = page.locator("#lab-card-0").inner_html()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("old => document.querySelector('#lab-card-0').innerHTML !== old", arg=before)
    assert "edit=%5B1%2C1" in page.locator(PICTURE).get_attribute("src")


def test_a_click_on_the_photo_tells_its_pixel(visit, coffee_file):
    page = lab(visit, coffee_file)
    box = page.locator(PICTURE).bounding_box()
    page.locator(PICTURE).click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    told = page.locator(".probe[data-x]")
    told.wait_for()
    x, y = (int(told.get_attribute(name)) for name in ("data-x", "data-y"))
    assert abs(x - 150) <= 2 and abs(y - 300) <= 2, "a mouse points at whole pixels of the screen"
    found = probe(COFFEE, x, y)
    text = page.locator("#lab-pixel").inner_text()
    assert "#{:02x}{:02x}{:02x}".format(*found.rgb_8bit) in text
    answer = next(answer for answer in found.answers if answer.convention.name == "skimage_lab")
    assert answer.text in text
    row = page.locator(".libraries details details", has_text=answer.convention.function).first
    row.locator("summary").click()
    assert row.locator("code").last.text_content() == answer.snippet


CROSS = """() => {
  const [cross, image] = ["#lab-picture .cross", "#lab-picture img"].map((place) => document.querySelector(place));
  if (!cross) return null;
  const [at, box] = [cross.getBoundingClientRect(), image.getBoundingClientRect()];
  return [(at.left + at.width / 2 - box.left) / box.width, (at.top + at.height / 2 - box.top) / box.height];
}"""
"""Where the cross stands, as shares of the picture's width and height."""


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, {"width": 390, "height": 800}], ids=["wide", "phone"])
def test_a_cross_stands_on_the_probed_pixel_of_this_photo_alone(visit, tmp_path, viewport):
    tall = tmp_path / "tall.png"
    cv2.imwrite(str(tall), np.random.default_rng(0).integers(0, 256, (400, 100, 3), dtype=np.uint8))
    page = lab(visit, tall, viewport=viewport)
    assert page.evaluate(CROSS) is None, "nothing has been probed"
    box = page.locator(PICTURE).bounding_box()
    assert box["width"] / box["height"] == pytest.approx(0.25, rel=0.02), "a click on a margin would be off"
    page.locator(PICTURE).click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    told = page.locator(".probe[data-x]")
    told.wait_for()
    assert abs(int(told.get_attribute("data-x")) - 25) <= 2 and abs(int(told.get_attribute("data-y")) - 300) <= 2
    assert page.evaluate(CROSS) == pytest.approx([0.25, 0.75], abs=0.02)
    expect(page.locator("#lab-x input")).to_have_value(told.get_attribute("data-x"))
    page.locator("#lab-x input").fill("80")
    page.locator("#lab-x input").press("Enter")
    page.locator(".probe[data-x='80']").wait_for()
    assert page.evaluate(CROSS) == pytest.approx([0.805, 0.75], abs=0.02)
    open_section(page, "about")
    page.locator("#lab-picture .cross").wait_for(state="detached")
    open_section(page, "probe")
    page.locator("#lab-picture .cross").wait_for()
    open_section(page, "about")
    page.set_input_files("#lab-photo input[type=file]", Path(skimage.data_dir) / "coffee.png")
    page.locator("#lab-photo-line", has_text="coffee.png").wait_for()
    assert page.evaluate(CROSS) is None


def test_a_file_that_cannot_be_read_takes_nothing_away(visit, tmp_path):
    (tmp_path / "empty.png").touch()
    page = lab(visit)
    shown, box = page.locator(PICTURE), page.locator("#lab-photo img")
    before = shown.get_attribute("src")
    page.set_input_files("#lab-photo input[type=file]", tmp_path / "empty.png")
    page.locator("[data-testid='toast-text']", has_text="is empty").wait_for()
    page.wait_for_function(
        "() => document.querySelector('#lab-photo img')?.naturalWidth && "
        "document.querySelector('#lab-photo-line').innerText.includes('astronaut')"
    )
    assert shown.get_attribute("src") == before and box.count() == 1
    assert page.locator("#lab-card-0 img").count()


def test_a_single_column_of_pixels_can_be_seen_and_clicked(visit, tmp_path):
    thin = tmp_path / "thin.png"
    cv2.imwrite(str(thin), np.arange(1200, dtype=np.uint8)[:, None])
    page = lab(visit, thin, viewport={"width": 1280, "height": 800})
    box = page.locator(PICTURE).bounding_box()
    assert box["width"] > 5 and box["height"] < 400
    page.locator(PICTURE).click(position={"x": 2, "y": box["height"] * 0.5})
    page.locator(".probe[data-x='0']").wait_for()
    assert page.evaluate(CROSS) == pytest.approx([0.5, 0.5], abs=0.03)


@pytest.mark.parametrize("section", ["round_trip", "gamut", "press"])
def test_sections_show_their_pictures(visit, section):
    page = lab(visit)
    let_go(page, "#lab-gain-1", 2)  # so that colors leave the gamut
    open_section(page, section)
    gallery = {"round_trip": "#lab-round-trip-maps", "gamut": "#lab-gamut-pictures", "press": "#lab-press-pictures"}
    page.locator(f"{gallery[section]} img").first.wait_for()
    loaded(page, f"{gallery[section]} img")
    assert page.locator(f"#lab-{section.replace('_', '-')}-report .facts").is_visible()


def test_a_section_without_its_first_answer_says_that_it_is_at_work(visit):
    page = lab(visit, locale="zh-CN")
    page.route("**/queue/join**", lambda _: None)  # no answer comes any more
    page.get_by_role("tab", name="印刷").click()
    page.locator("#lab-press-report", has_text="正在计算").wait_for()
    assert page.locator("#lab-press-report").inner_text() == "正在计算……"


def test_the_solid_can_be_turned(visit):
    page = lab(visit)
    open_section(page, "plots")
    page.locator("canvas.solid").wait_for()
    drawn = "document.querySelector('canvas.solid').toDataURL()"
    page.wait_for_function(f"{drawn}.length > 20000")
    before = page.evaluate(drawn)
    page.locator("canvas.solid").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"old => {drawn} !== old", arg=before)


def test_a_look_is_live_and_its_file_is_what_python_gives(visit, coffee_file):
    page = lab(visit, coffee_file)
    open_section(page, "looks")
    pick(page, "#lab-look", "Sepia")
    page.wait_for_function("document.querySelector('#lab-look-picture img')?.src.includes('look=sepia')")
    loaded(page, "#lab-look-picture img")
    expected = colorize.convert(COFFEE, "sepia").array
    expected = np.rint(np.clip(expected, 0, 1) * 255).astype(np.uint8)
    assert page.evaluate(COLOR_AT, ["#lab-look-picture img", 300, 200]) == expected[200, 300].tolist()
    path = download(page, "#lab-look-make")
    assert path.name == "morning cup-sepia.png"
    np.testing.assert_array_equal(pixels(path), expected)


def test_everything_is_said_in_chinese_and_formulas_are_set(visit):
    page = lab(visit, locale="zh-CN", color_scheme="dark")
    assert page.locator("#lab-shift-0").get_by_text("平移 L").is_visible()
    open_section(page, "about")
    page.locator("#lab-about", has_text="要当心").wait_for()
    page.locator("#lab-about .katex").first.wait_for()
    assert "__i18n__" not in page.locator("body").inner_text()


def test_a_phone_keeps_the_picture_in_sight(visit):
    page = lab(visit, viewport={"width": 390, "height": 844}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#lab-shift-2").scroll_into_view_if_needed()
    box = page.locator(PICTURE).bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] < 844 / 2


def test_what_cannot_be_done_is_said_in_the_language_of_the_page(visit, tmp_path):
    page = lab(visit, locale="zh-CN")
    said = page.locator("[data-testid='toast-text']")
    number = page.locator("#lab-shift-0 input[type=number]")
    number.fill("-99999")
    number.blur()
    said.filter(has_text="该数值超出滑块范围").wait_for()
    open_section(page, "looks")
    pick(page, "#lab-look", "黑白二值")
    page.locator("#lab-bilevel-threshold").locator("input, textarea").fill("7")
    page.locator("#lab-bilevel-threshold").locator("input, textarea").blur()
    said.filter(has_text="选项 threshold 的值是").wait_for()
    (tmp_path / "press.icc").write_text("no picture")
    page.set_input_files("#lab-photo input[type=file]", tmp_path / "press.icc")
    said.filter(has_text="这不是图片").wait_for()


def test_a_phone_shows_both_cures_side_by_side_and_cuts_nothing_off(visit):
    page = lab(visit, viewport={"width": 390, "height": 844}, has_touch=True)
    let_go(page, "#lab-gain-1", 2)
    open_section(page, "gamut")
    page.locator("#lab-gamut-pictures img").nth(2).wait_for()
    loaded(page, "#lab-gamut-pictures img")
    clip, reduce = (page.locator("#lab-gamut-pictures .thumbnail-item").nth(place).bounding_box() for place in (1, 2))
    assert clip["y"] == pytest.approx(reduce["y"], abs=1) and clip["x"] + clip["width"] < reduce["x"]
    open_section(page, "press")
    page.locator("#lab-press-pictures img").first.wait_for()
    label = page.locator("#lab-black-point label span").last.bounding_box()
    assert label["x"] + label["width"] <= 390 - 16
