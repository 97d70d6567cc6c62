"""The page as a whole: both languages, phone and dark mode, curves."""

from __future__ import annotations

import pytest

from tests.browser.conftest import choose, download, press
from tests.tabs.conftest import write_run

# Everything that a person can see or hear; scripts hold the untranslated keys.
WORDS = """() => {
    const said = [document.title, document.body.innerText];
    for (const part of document.body.querySelectorAll("*"))
        for (const name of ["aria-label", "alt", "placeholder", "title", "value"])
            if (part.getAttribute(name)) said.push(part.getAttribute(name));
    for (const field of document.querySelectorAll("input, textarea")) said.push(field.value);
    return said.join("\\n");
}"""
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}


def overflow(page) -> list[str]:
    """Elements that stick out to the right of the screen, but for the inside of tables that scroll by themselves."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((part) => {
            const box = part.getBoundingClientRect();
            return box.width && box.right > innerWidth + 1 && !part.closest(".toast-wrap, .visually-hidden, svg, .scrolls > *");
        }).map((part) => `${part.tagName}.${part.className}`).slice(0, 5)"""
    )


def open_curves(page, name: str = "Training curves") -> None:
    page.get_by_role("tab", name=name).click()
    page.wait_for_function("document.querySelectorAll('.chart canvas').length == 4")


@pytest.mark.parametrize(
    ("locale", "words", "tab"),
    [
        (
            "en-US",
            ("Drop a photo here", "Color by a model", "deleted after an hour", "50 megapixels"),
            "Training curves",
        ),
        ("zh-CN", ("把照片拖到这里", "由模型上色", "一小时后删除", "5000 万像素"), "训练曲线"),
        ("zh-HK", ("把照片拖到这里", "由模型上色"), "训练曲线"),
        ("zh", ("由模型上色",), "训练曲线"),
        ("fr-FR", ("Drop a photo here",), "Training curves"),
    ],
)
def test_every_word_is_in_the_visitors_language(visit, locale, words, tab):
    page = visit(locale)
    page.get_by_role("tab", name=tab).wait_for()
    about = "预测" if tab == "训练曲线" else "Predicts"
    page.locator("#about", has_text=about).wait_for()
    said = page.evaluate(WORDS)
    assert not [word for word in words if word not in said]
    open_curves(page, tab)
    said += page.evaluate(WORDS)
    assert "__i18n__" not in said and "[object Object]" not in said


def test_a_language_chosen_in_the_settings_reaches_what_was_said_before(visit, gray_file):
    page = visit()
    choose(page, gray_file)
    assert "model's guess" in press(page)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language").last.click()
    page.get_by_role("option", name="简体中文").click()
    page.locator("#report", has_text="这些颜色是模型的猜测").wait_for()
    page.get_by_role("tab", name="训练曲线", include_hidden=True).wait_for(state="attached")
    page.wait_for_function(f"({WORDS})().includes('自动')")
    assert "__i18n__" not in page.evaluate(WORDS)


def test_the_page_fits_a_phone(visit, gray_file):
    page = visit("zh-CN", **PHONE)
    assert overflow(page) == []
    page.set_input_files("#photo input[type=file]", gray_file)
    page.locator("#photo-line .picture-line").wait_for()
    page.locator("#run").tap()
    page.locator("#download:enabled").wait_for()
    page.locator("#result img").first.wait_for()
    assert overflow(page) == []
    open_curves(page, "训练曲线")
    assert overflow(page) == []


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_text_stands_out_in_light_and_dark(visit, scheme, dark):
    page = visit(color_scheme=scheme)
    contrasts = page.evaluate(
        """() => {
            const parse = (color) => color.match(/[\\d.]+/g).map(Number);
            const light = (color) => parse(color).slice(0, 3).map((v) => v / 255)
                .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = (part) => {
                for (; part; part = part.parentElement) {
                    const color = getComputedStyle(part).backgroundColor;
                    if ((parse(color)[3] ?? 1) > 0.99) return light(color);
                }
                return 1;
            };
            const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            return Object.fromEntries([".masthead h1", ".masthead p", ".limits", ".about", ".footnote p", "#run",
                ".example-row button", "#mode span"].map((name) => {
                    const part = document.querySelector(name);
                    return [name, ratio(light(getComputedStyle(part).color), behind(part))];
                }));
        }"""
    )
    assert min(contrasts.values()) >= 4.5, contrasts
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(v) for v in background[4:-1].split(",")[:3]) < 200) == dark


def test_curves_show_new_runs_after_refresh_and_give_their_numbers(visit, checkpoints):
    page = visit()
    open_curves(page)
    assert page.locator(".legend li", has_text="Classification").count() == 1
    write_run(checkpoints, "brand-new", head="regression")
    page.locator("#refresh").click()
    page.locator(".legend li", has_text="The brand-new").wait_for()
    page.locator("details.card", has_text="The brand-new").wait_for()
    assert "brand-new,1.0,features" in download(page, "#csv").read_text()
    page.get_by_role("checkbox", name="The brand-new").uncheck()
    page.locator(".legend li", has_text="The brand-new").wait_for(state="detached")
    described = page.locator(".chart [role=graphics-document]").first.get_attribute("aria-label")
    assert described.startswith("Loss") and described.endswith("across: Epoch")


def test_the_api_view_is_clean(visit):
    page = visit()
    page.get_by_role("button", name="Use via API").click()
    page.get_by_text("API documentation").wait_for()
    page.get_by_text("/convert").first.wait_for()
    said = page.evaluate(WORDS)
    assert "2 API endpoints" in " ".join(said.split()) and "__i18n__" not in said and "[object" not in said
