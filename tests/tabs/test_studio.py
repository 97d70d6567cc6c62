"""The Studio's handlers, called as functions: a photo in, a result, its report and its file out."""

from __future__ import annotations

from pathlib import Path

import cv2
import gradio as gr
import numpy as np
import pytest
from PIL import Image

from colorize.color import EFFECTS, SPACES, rgb_to_lab
from colorize.image import FORMATS, read
from colorize.tabs import studio
from colorize.tabs.handler import handler
from colorize.tabs.limits import PREVIEW_SIDE
from colorize.tabs.photo_input import Photo
from colorize.tabs.screen import Chosen, Screen
from colorize.tabs.work import BY_MODEL, formats_of
from tests.tabs.conftest import tinted, write_run

pytestmark = pytest.mark.usefixtures("checkpoints")


def chosen(photo: Photo) -> Chosen:
    return studio.choose_photo(photo, "en")[2]


def run(photo: Photo, mode: str = BY_MODEL, form: str = "png", vividness: float = 1.0, language: str = "en"):
    """All that the Studio shows in the end, as attributes: updates are laid over each other."""
    final = Screen()
    for screen in studio.run(chosen(photo), mode, "auto", vividness, form, language):
        assert isinstance(screen, Screen)
        final = Screen(*(old if new == gr.skip() else new for old, new in zip(final, screen, strict=True)))
    return final


def file_of(screen: Screen) -> Path:
    assert screen.download["interactive"]
    return Path(screen.download["value"])


def test_an_upload_is_shown_as_we_read_it(gray_photo):
    preview, line, state = studio.choose_photo(gray_photo, "en")
    assert cv2.imread(preview).shape == (64, 96, 3)
    assert "grand mother 合影 &lt;b&gt;.old.png: 96 × 64, PNG, 8 bit" in line
    assert state == Chosen(gray_photo, preview)


@pytest.mark.parametrize("suffix", ["tiff", "webp", "bmp", "gif", "avif", "jpg"])
def test_every_kind_of_file_has_a_preview_that_browsers_show(uploads, suffix):
    Image.new("RGB", (30, 20), (200, 100, 50)).save(uploads / f"x.{suffix}")
    preview, _, _ = studio.choose_photo(Photo(str(uploads / f"x.{suffix}"), f"x.{suffix}"), "en")
    assert preview.endswith(".png")
    assert np.abs(cv2.imread(preview)[10, 15].astype(int) - (50, 100, 200)).max() <= 8


def test_an_emptied_box_forgets_the_photo():
    assert studio.choose_photo(None, "en")[::2] == (gr.skip(), None)


def test_after_a_file_that_cannot_be_read_the_photo_of_before_is_back(gray_photo):
    preview, line, chosen = studio.choose_photo(gray_photo, "en")
    assert studio.put_back(chosen, "en") == (preview, line, gr.skip())
    assert studio.put_back(None, "en")[::2] == (None, None)
    Path(preview).unlink()
    assert studio.put_back(chosen, "en")[::2] == (None, None), "it was deleted with the uploads"


@pytest.mark.parametrize("name", ["camera", "astronaut", "chelsea", "coffee", "rocket"])
def test_examples_are_gray_for_a_model_and_in_color_for_a_mode(name):
    gray = cv2.imread(studio.choose_example(name, BY_MODEL, "en")[0]).astype(int)
    assert np.ptp(gray, axis=2).max() <= 1
    color = cv2.imread(studio.choose_example(name, "lab", "en")[0]).astype(int)
    assert (np.ptp(color, axis=2).max() > 50) == (name != "camera")


@pytest.mark.usefixtures("tint")
def test_a_photo_is_colored_at_its_own_size_with_its_lightness(gray_photo):
    screen = run(gray_photo)
    before, after = screen.slider["value"]
    assert screen.slider["visible"] and not screen.empty["visible"] and not screen.channels["visible"]
    assert cv2.imread(before).shape == cv2.imread(after).shape == (64, 96, 3)
    assert "These colors are a model&#x27;s guess." in screen.report
    assert "96 × 64" in screen.report and "The classification" in screen.report
    assert "25.0% of the pixels" in screen.report
    path = file_of(screen)
    assert path.name == "grand mother 合影 b.old-colorized.png"
    source, result = cv2.imread(gray_photo.path), cv2.imread(str(path))
    assert result.shape == source.shape
    lab = [rgb_to_lab(picture[..., ::-1].astype(np.float32) / 255) for picture in (source, result)]
    assert np.abs(lab[0][..., 0] - lab[1][..., 0]).max() < 100 / 255
    assert np.hypot(lab[1][..., 1], lab[1][..., 2]).mean() > 5


@pytest.mark.usefixtures("tint")
def test_the_result_is_shown_before_its_file_is_made(gray_photo):
    first, second = studio.run(chosen(gray_photo), BY_MODEL, "auto", 1.0, "png", "en")
    assert first.slider["value"] and first.download == gr.update(
        value=None, label="Preparing the file", interactive=False
    )
    assert second.slider == gr.skip() and second.download["value"]


def test_without_a_photo_there_is_a_sentence():
    with pytest.raises(gr.Error, match="Choose a picture first"):
        list(handler(studio.run)(None, BY_MODEL, "auto", 1.0, "png", "en"))


@pytest.mark.usefixtures("tint")
def test_who_comes_early_is_told_that_the_model_is_loading(gray_photo, monkeypatch):
    monkeypatch.setattr("colorize.predict.loaded", lambda model: False)
    steps = studio.run(chosen(gray_photo), BY_MODEL, "auto", 1.0, "png", "zh-CN")
    assert "模型正在加载" in next(steps).report
    assert "这些颜色是模型的猜测" in next(steps).report


@pytest.mark.parametrize("mode", [*SPACES, *EFFECTS])
def test_every_mode_shows_its_channels_and_gives_its_file(gray_photo, mode):
    screen = run(gray_photo, mode)
    channels = (SPACES.get(mode) or EFFECTS[mode]).channels
    captions = [caption for _, caption in screen.channels["value"]]
    assert len(captions) == len(channels)
    for caption, channel in zip(captions, channels, strict=True):
        assert (
            channel.title.en in caption
            and f"{round(channel.low, 3):g} to {round(channel.high, 3):g}{channel.unit}" in caption
        )
    assert screen.slider["visible"] == (mode in EFFECTS)
    form = screen.form["value"]
    assert form == formats_of(mode)[0] and (form == "png") == FORMATS["png"].holds(mode)
    path = file_of(screen)
    assert path.name == f"grand mother 合影 b.old-{mode}{FORMATS[form].suffixes[0]}"
    if form == "png":
        assert (read(path).height, read(path).width) == (64, 96)


@pytest.mark.usefixtures("tint")
@pytest.mark.parametrize("form", formats_of(BY_MODEL))
def test_another_format_gives_another_file_of_the_same_result(gray_photo, form):
    shown = run(gray_photo).shown
    preparing, (ready, _) = studio.change_format(shown, form, "en")
    assert not preparing[0]["interactive"] and preparing[0]["value"] is None
    path = Path(ready["value"])
    assert path.name == f"grand mother 合影 b.old-colorized{FORMATS[form].suffixes[0]}"
    assert ("stores colors approximately" in preparing[1]) == (form in ("jpeg", "avif"))
    pixels = np.load(path) if form == "npy" else read(path).array
    expected = tinted(gray_photo.path).array
    assert pixels.shape == expected.shape
    assert np.abs(pixels - expected).mean() < (1e-6 if form == "npy" else 0.003 if FORMATS[form].lossless else 0.05)


@pytest.mark.usefixtures("tint")
def test_sixteen_bits_in_sixteen_bits_out_and_a_word_where_they_are_lost(uploads):
    values = np.linspace(0, 65535, 6000).astype(np.uint16).reshape(60, 100)
    cv2.imwrite(str(uploads / "deep.png"), values)
    photo = Photo(str(uploads / "deep.png"), "deep.png")
    assert cv2.imread(str(file_of(run(photo))), cv2.IMREAD_UNCHANGED).dtype == np.uint16
    assert "8 bits a channel" not in run(photo).report
    assert "8 bits a channel" in run(photo, form="webp").report


@pytest.mark.usefixtures("tint")
def test_large_pictures_are_shown_reduced_and_downloaded_whole(uploads):
    width = PREVIEW_SIDE + 100
    cv2.imwrite(str(uploads / "wide.png"), np.full((40, width), 128, np.uint8))
    photo = Photo(str(uploads / "wide.png"), "wide.png")
    screen = run(photo)
    assert f"Shown reduced to {PREVIEW_SIDE} × " in screen.report and f"{width} × 40" in screen.report
    assert cv2.imread(screen.slider["value"][1]).shape[1] == PREVIEW_SIDE
    assert cv2.imread(str(file_of(screen))).shape == (40, width, 3)
    quick, *exact = studio.change_vividness(screen.shown, 0.5, "png", "en")
    assert quick.report == gr.skip() and cv2.imread(quick.slider["value"][1]).shape[1] == PREVIEW_SIDE
    assert f"{width} × 40" in exact[0].report


@pytest.mark.usefixtures("tint")
def test_vividness_colors_what_is_shown_again_and_nothing_else(gray_photo):
    shown = run(gray_photo).shown
    again = list(studio.change_vividness(shown, 0.0, "png", "en"))
    assert again[0].shown.wish.vividness == 0.0
    gray = cv2.imread(again[-1].download["value"]).astype(int)
    assert np.ptp(gray, axis=2).max() <= 1
    assert list(studio.change_vividness(None, 0.5, "png", "en")) == [Screen()]
    assert list(studio.change_vividness(run(gray_photo, "lab").shown, 0.5, "png", "en")) == [Screen()]


@pytest.mark.usefixtures("tint")
def test_what_was_announced_is_taken_back_after_a_failure(gray_photo):
    report, download = studio.after_failure(None, "png", "en")
    assert report == "" and not download["interactive"]
    report, _ = studio.after_failure(run(gray_photo).shown, "png", "en")
    assert "guess" in report


@pytest.mark.usefixtures("tint")
def test_everything_is_said_again_when_the_language_changes(gray_photo):
    shown = run(gray_photo, "hsv").shown
    _, menu, about, channels, report, *_ = studio.say_again(None, shown, BY_MODEL, "auto", "tiff", "zh-CN")
    assert menu["choices"][0] == ("自动", "auto") and "更鲜活" in about
    assert "色相" in channels["value"][0][1] and "颜色模式" in report
    chosen = studio.choose_photo(gray_photo, "en")[2]
    assert "96 × 64，PNG，8 位" in studio.say_again(chosen, None, "hsv", "auto", "png", "zh-CN")[0]
    assert studio.say_again(None, None, "hsv", "auto", "png", "en")[3:6] == (gr.skip(),) * 3


def test_modes_hide_what_belongs_to_models():
    about, model, vividness, button = studio.choose_mode("hsv", "auto", "en")
    assert SPACES["hsv"].summary.en.split(":")[0] in about
    assert not model["visible"] and not vividness["visible"] and button["value"].key == "studio.run_mode"
    _, model, vividness, button = studio.choose_mode(BY_MODEL, "auto", "en")
    assert model["visible"] and vividness["visible"] and button["value"].key == "studio.run_model"


def test_the_model_menu_comes_from_the_cards(checkpoints):
    write_run(checkpoints, "newest", head="regression")
    choices = studio.say_again(None, None, BY_MODEL, "auto", "png", "en")[1]["choices"]
    assert choices[1:] == [
        ("The classification · 12.3 MB", "classification"), ("The newest · 12.3 MB", "newest"),
        ("The regression · 12.3 MB", "regression"),
    ]  # fmt: skip
    assert "The newest, 12.3 MB. Livelier." in studio.choose_model(BY_MODEL, "newest", "en")


def test_no_model_at_all_is_said(checkpoints, monkeypatch, tmp_path):
    monkeypatch.setattr("colorize.checkpoint.CHECKPOINTS", tmp_path / "nothing")
    assert "No model" in studio.choose_model(BY_MODEL, "auto", "en")
    with pytest.raises(gr.Error, match="no model named"):
        list(handler(studio.run)(Chosen(Photo("x", "x"), "x"), BY_MODEL, "auto", 1.0, "png", "en"))
