"""One text table, complete in both languages, with nothing missing and nothing left over."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from colorize import checkpoint
from colorize.color import EFFECTS, SPACES
from colorize.tabs import text
from colorize.tabs.card_text import CHINESE as CARD_WORDS
from colorize.tabs.card_text import in_words
from colorize.tabs.gradio_text import GRADIO
from colorize.tabs.lab.about import explanation
from colorize.tabs.text import CHANNEL_WORDS, FORMULA_WORDS, TEXT, say, translations

SOURCES = {
    path.relative_to(Path(text.__file__).parent): path.read_text(encoding="utf-8")
    for path in Path(text.__file__).parent.rglob("*")
    if path.suffix in (".py", ".js")
}
CHINESE = re.compile("[\u4e00-\u9fff]")


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", TEXT)
def test_every_text_is_there_in_both_languages(key):
    english, chinese = TEXT[key]
    assert english.strip() and not CHINESE.search(english)
    assert CHINESE.search(chinese) or key == "studio.model_line"
    numbers = {"megapixels", "millions", "ten_thousands"}  # Chinese counts in ten thousands
    assert fields(english) - numbers == fields(chinese) - numbers


def test_every_key_that_is_used_exists():
    used = {key for source in SOURCES.values() for key in re.findall(r'"((?:[a-z]+)\.[a-z_0-9]+)"', source)} - {
        "page.js",
        "page.css",
        "lesson.py",
    }
    unknown = {key for key in used if not key.endswith("_") and key.split(".")[0] in {k.split(".")[0] for k in TEXT}} - set(TEXT)
    assert not unknown


def test_no_text_is_left_over():
    tables = ("text.py", "flag_text.py", "lab_text.py", "classify_text.py", "lesson_text.py", "explain_text.py")
    elsewhere = "\n".join(source for path, source in SOURCES.items() if path.name not in tables)
    made = ("flag.", "example.", "curves.psnr", "curves.colorfulness", "curves.accuracy", "curves.learning_rate",
            "curves.training", "curves.validation", "curves.across_", "curves.epoch", "curves.hours", "studio.mode_model",
            "classify.mnist_", "classify.objects", "classify.scenes", "classify.as_", "classify.table_", "explain.stage_",
            "lesson.end_", "lesson.group_", "lesson.pause", "lesson.go_on", "lesson.step", "lesson.stop",
            "lab.bits_", "lab.cost_", "lab.cure_", "lab.plot_", "lab.plate_", "lab.intent_")  # fmt: skip
    quoted = set(re.findall(r"""["']([a-z]+\.[a-z_0-9]+)["']""", elsewhere))
    assert not [key for key in TEXT if key not in quoted and not key.startswith(made)]


def test_gradio_gets_the_table_and_the_titles_of_modes():
    served = translations().translations_dict
    assert set(served) == {"en", "zh"}
    for name in (*SPACES, *EFFECTS, "model"):
        assert CHINESE.search(served["zh"][f"mode.{name}"]) or name in SPACES
        assert served["en"][f"mode.{name}"]
    assert "{" not in served["en"]["studio.limits"] + served["zh"]["studio.limits"]


def test_limits_are_said_in_the_numbers_in_force(monkeypatch):
    monkeypatch.setenv("COLORIZE_MAX_MEGAPIXELS", "12.5")
    monkeypatch.setenv("COLORIZE_MAX_MEGABYTES", "7")
    served = translations().translations_dict
    assert "12.5 megapixels and 7 MB" in served["en"]["studio.limits"]
    assert "1250 万像素、7 MB" in served["zh"]["studio.limits"]


def test_say_picks_the_language_and_fills_in():
    assert say("report.seconds", "en", seconds=1.234) == "1.23 s"
    assert say("report.seconds", "zh-TW", seconds=1.234) == "1.23 秒"
    assert say("report.seconds", None, seconds=0) == "0.00 s"


MODES = {**SPACES, **EFFECTS}


@pytest.mark.parametrize("name", MODES)
def test_words_in_formulas_and_names_of_channels_are_told_in_chinese(name):
    mode = MODES[name]
    words = {word.strip() for word in re.findall(r"\\text\{([^}]*)\}", mode.formula)} - {"lin"}
    assert words <= set(FORMULA_WORDS)
    named = {channel.name for channel in mode.channels if len(channel.name) > 2}
    assert named <= set(CHANNEL_WORDS)
    told = explanation(name, "zh-CN")
    assert not [word for word in words if f"text{{{word}" in told]
    assert not [word for word in named if f"| **{word}**" in told]
    assert mode.formula in explanation(name, "en")


def test_what_cards_say_in_english_alone_has_its_chinese():
    said, names = set(), set(checkpoint.cards())
    for card in checkpoint.cards().values():
        said |= {cell for study in card.studies.values() for row in study["rows"] for cell in row} & names
        said |= {card.init.get("source"), (card.data or {}).get("license")} - {None}
        said |= {stage["settings"]["stage"] for stage in card.stages} - names
        sources = {row[0] for row in card.studies.get("sources", {"rows": []})["rows"]} | {"AuC"}
        cells = {cell for study in card.studies.values() for row in study["rows"] for cell in row if isinstance(cell, str)}
        english = {cell for cell in cells - sources if re.search("[a-z]{2}", cell)}
        assert not {cell for cell in english if in_words(cell, "zh") == cell}, card.name
    assert {"features", "fine-tune", "flagship"} <= said, "the search finds too little"
    assert said <= set(CARD_WORDS)
    assert in_words("photos-val.zip (odd)", "zh") == "photos-val.zip （奇数位）"


def test_what_gradio_says_can_be_turned_into_chinese_and_back():
    for side in (0, 1):
        assert len({pair[side] for pair in GRADIO}) == len(GRADIO)
    for english, chinese in GRADIO:
        assert CHINESE.search(chinese) and not CHINESE.search(english)
        assert sorted(set(english) & set("*#")) == sorted(set(chinese) & set("*#"))
