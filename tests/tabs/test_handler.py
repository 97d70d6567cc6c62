"""Whatever a handler raises reaches a person as one of our sentences."""

from __future__ import annotations

import inspect
import logging

import gradio as gr
import pytest

from colorize.errors import ColorizeError
from colorize.tabs.handler import handler
from colorize.tabs.text import TEXT

OURS = ColorizeError("{name} is no picture.", "{name} 不是图片。", name="<b>x</b>.txt")


@handler
def failing(error, language):
    raise error


@handler
def failing_midway(error, language):
    yield 1
    raise error


@handler
def failing_without_language(error):
    raise error


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "&lt;b&gt;x&lt;/b&gt;.txt is no picture."),
        ("fr", "&lt;b&gt;x&lt;/b&gt;.txt is no picture."),
        ("zh-CN", "&lt;b&gt;x&lt;/b&gt;.txt 不是图片。"),
        (None, "&lt;b&gt;x&lt;/b&gt;.txt is no picture.\n&lt;b&gt;x&lt;/b&gt;.txt 不是图片。"),
    ],
)
def test_our_errors_come_in_the_language_in_force_escaped(language, sentence):
    with pytest.raises(gr.Error) as caught:
        failing(OURS, language)
    assert caught.value.message == sentence
    assert not caught.value.print_exception
    assert caught.value.__suppress_context__


def test_language_may_come_by_name_or_not_at_all():
    with pytest.raises(gr.Error) as caught:
        failing(OURS, language="zh")
    assert caught.value.message.endswith("不是图片。") and "\n" not in caught.value.message
    with pytest.raises(gr.Error) as caught:
        failing_without_language(OURS)
    assert caught.value.message.endswith("不是图片。") and "\n" in caught.value.message


def test_a_generator_stays_one_and_is_guarded_to_its_end():
    assert inspect.isgeneratorfunction(failing_midway)
    steps = failing_midway(OURS, "en")
    assert next(steps) == 1
    with pytest.raises(gr.Error, match="no picture"):
        next(steps)


@pytest.mark.parametrize(
    ("error", "key"), [(MemoryError(), "error.memory"), (ValueError("/home/secret/path"), "error.unexpected")]
)
def test_other_errors_become_a_plain_sentence_and_are_logged(error, key, caplog):
    with caplog.at_level(logging.ERROR, logger="colorize.page"), pytest.raises(gr.Error) as caught:
        failing(error, "en")
    assert caught.value.message == TEXT[key].en
    assert caplog.records[0].exc_info[1] is error


def test_a_closed_page_stops_a_generator():
    steps = failing_midway(OURS, "en")
    next(steps)
    steps.close()  # GeneratorExit is no error of ours
