"""Uploads are taken as they are, within limits, and decoded by our own reader."""

from __future__ import annotations

import gradio as gr
import numpy as np
import pytest
import tifffile
from gradio.data_classes import ImageData

from colorize.errors import ColorizeError
from colorize.tabs.photo_input import Photo, PhotoInput, file_stem


def test_the_file_is_handed_over_untouched(gray_photo):
    with gr.Blocks():
        box = PhotoInput()
    assert box.preprocess(ImageData(path=gray_photo.path, orig_name="a.png")) == Photo(gray_photo.path, "a.png")
    assert box.preprocess(ImageData(path=gray_photo.path)) == Photo(gray_photo.path, "upload.png")
    assert box.preprocess(None) is None


def test_a_link_or_a_data_url_is_refused_in_both_languages():
    with gr.Blocks():
        box = PhotoInput()
    with pytest.raises(gr.Error, match=r"(?s)No uploaded picture.*图片"):
        box.preprocess(ImageData(url="data:image/png;base64,AAAA"))


def test_the_browser_shows_it_as_an_image():
    with gr.Blocks() as blocks:
        PhotoInput()
    assert blocks.get_config_file()["components"][0]["type"] == "image"


def test_sixteen_bits_and_name_survive(uploads):
    values = np.linspace(0, 65535, 200).astype(np.uint16).reshape(10, 20)
    tifffile.imwrite(uploads / "deep.tif", values)
    picture = Photo(str(uploads / "deep.tif"), "deep.tif").read()
    assert picture.depth == 16
    assert len(np.unique(picture.array)) == 200


def test_a_deleted_upload_says_so(uploads):
    with pytest.raises(ColorizeError, match="deleted"):
        Photo(str(uploads / "gone.png"), "gone.png").read()


def test_limits_come_from_the_environment(gray_photo, monkeypatch):
    monkeypatch.setenv("COLORIZE_MAX_MEGAPIXELS", "0.006")
    with pytest.raises(ColorizeError, match=r"0\.006|6,?144|96"):
        gray_photo.read()
    monkeypatch.setenv("COLORIZE_MAX_MEGAPIXELS", "0.007")
    assert gray_photo.read().width == 96
    monkeypatch.setenv("COLORIZE_MAX_MEGABYTES", "0.001")
    with pytest.raises(ColorizeError, match=r"at most 0\.001 MB"):
        gray_photo.read()


@pytest.mark.parametrize("value", ["0", "-3", "many", "inf", "nan"])
def test_a_limit_that_is_no_number_stops_the_start(value, monkeypatch, gray_photo):
    monkeypatch.setenv("COLORIZE_MAX_MEGAPIXELS", value)
    with pytest.raises(SystemExit, match="COLORIZE_MAX_MEGAPIXELS"):
        gray_photo.read()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a.jpg", "a"), ("../../etc/passwd", "passwd"), ("C:\\photos\\x.y.tiff", "x.y"), (".hidden", "hidden"),
        ("", "picture"), ("合影 1921.jpeg", "合影 1921"), ("a\x00b\n.png", "ab"), ("x" * 500 + ".png", "x" * 60),
        ('<>:"|?*.png', "picture"),
    ],
)  # fmt: skip
def test_results_are_named_after_the_upload(name, stem):
    assert file_stem(name) == stem
