"""Nothing stays English on the Chinese page after a live switch: every tab is opened, and every word looked at."""

from __future__ import annotations

import contextlib
import re
import time

from playwright.sync_api import TimeoutError as TooLate

from tests.browser.conftest import choose, press

SAID = """() => {
  const shown = (part) => part.checkVisibility({ checkVisibilityCSS: true });
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const part = texts.currentNode.parentElement;
    if (!part.closest("script, style, code, pre, .cm-editor, .katex, .toast-wrap, [translate=no]") && shown(part))
      found.push(texts.currentNode.data.trim());
  }
  // A checkbox's title is the value that the command line knows too: Gradio sets it.
  for (const part of document.body.querySelectorAll("[aria-label], [alt], [placeholder], [title]:not([type=checkbox])"))
    if (shown(part)) for (const name of ["aria-label", "alt", "placeholder", "title"]) found.push(part.getAttribute(name) ?? "");
  return [...new Set(found)];
}"""
"""What can be read or heard, apart from code, formulas, and names that are marked as such."""
NAMES = {
    "Adam", "AdamW", "AMD", "Apache", "Artifex", "AuC", "AVIF", "BMP", "BY-SA", "Chroma", "CIE", "CIELAB", "CIELUV",
    "CIEXYZ", "CMYK", "Color", "Colorize", "Cortes", "CSS", "CSV", "D50", "D65", "Dropout", "EfficientNet",
    "EfficientNet-Lite0", "EPYC", "FOGRA", "GIF", "Gradio", "Grad-CAM", "grand", "mother", "HEIC", "HSI", "HSL",
    "HSV", "HWB", "ICC", "IEC", "ImageNet", "Intel", "ITU", "ITU-R", "JAX", "JPEG", "JPEG-XL", "Keras", "Lab", "LCh",
    "LittleCMS", "LMS", "Luv", "Lite0", "MIT", "MNIST", "MSE", "MAE", "NASA", "NaN", "NIST", "NTSC", "NumPy", "NVIDIA", "OBA",
    "Oklab", "Oklch", "OpenCV", "PackBits", "Pillow", "Photoshop", "PNG", "PSNR", "PyPI", "ReLU", "RGB", "RMSprop",
    "SGD", "softmax", "SpaceX", "sRGB", "SSIM", "SWOP", "TensorFlow", "TIFF", "UCS", "WebP", "Xeon", "XYZ", "YCbCr",
    "YCoCg", "YIQ", "YUV", "xyY", "Zhang", "dpi", "log", "matplotlib", "miniplaces", "photos-val", "png",
    "scikit-image", "SECAM", "YDbDr", "luma", "astronaut", "zip", "icc", "API", "DeltaE", "Delta", "Profile", "Processor", "python",
    "torch",
}  # fmt: skip
"""Names, symbols and file formats that are the same in both languages."""
SECONDS = 60
"""That an answer may take to come; the machine may be busy."""
RUN = re.compile(r"(?<![\w./-])[A-Za-z][A-Za-z'-]{2,}(?![\w/.=_-])")


def english(page) -> list[str]:
    """Sentences on the page that hold words of Latin letters outside the list, each with these words."""
    known = {name.lower() for name in NAMES}
    found = []
    for text in page.evaluate(SAID):
        if re.search(r"^\S+@|^来源：|colorize train|https?://|--", text):
            continue
        words = [word for word in RUN.findall(text) if word.lower() not in known]
        # One word within a Chinese sentence is a name; a sentence, a label or a caption of such words is not.
        chinese = len(re.findall("[\u4e00-\u9fff]", text))
        if words and len(words) > chinese / 4:
            found.append(f"{text[:90]!r}: {words}")
    return found


def translated(page) -> list[str]:
    """What is still English once every answer in the language now in force has had time to come."""
    left = english(page)
    deadline = time.monotonic() + SECONDS
    while left and time.monotonic() < deadline:
        with contextlib.suppress(TooLate):  # looked at again when the page has changed, or after a second
            page.wait_for_function("old => document.body.innerText !== old", arg=page.inner_text("body"), timeout=1000)
        left = english(page)
    return left


def settled(page) -> None:
    """Wait until nothing is being worked out any more, and every section that is shown has its answer."""
    page.wait_for_function("!document.querySelector('.generating, .pending, .wrap.default.full:not(.hide)')")
    page.wait_for_function("![...document.querySelectorAll('.awaited')].some(said => said.checkVisibility())")


def test_no_word_stays_english_after_a_live_switch(visit, gray_file):
    page = visit()
    choose(page, gray_file)
    press(page)
    tabs = page.get_by_role("tablist").first.get_by_role("tab")
    tabs.nth(1).click()
    page.locator("#lab-photo-line", has_text="astronaut.png").wait_for()
    tabs.first.click()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language").last.click()
    page.get_by_role("option", name="简体中文").click()
    page.locator("#report", has_text="这些颜色是模型的猜测").wait_for()
    page.locator("#photo-line", has_text="256 × 171，PNG，8 位").wait_for()
    page.keyboard.press("Escape")
    page.locator("[role=tab]", has_text="训练曲线").first.wait_for()
    left = {}
    for number in range(tabs.count()):
        tabs.nth(number).click(force=True)
        settled(page)
        inner = page.locator("[role=tabpanel] [role=tablist] [role=tab]:visible")
        for part in range(max(1, inner.count())):
            if inner.count():
                inner.nth(part).click(force=True)
                settled(page)
            page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
            for line in translated(page):
                left.setdefault(line, f"tab {number}, part {part}")
    assert not left, "\n".join(f"{v}: {k}" for k, v in left.items())
    page.locator("#lab-photo-line", has_text="512 × 512，PNG，8 位").wait_for(state="attached")
