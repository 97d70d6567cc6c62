"""The lab's handlers, called directly, and the views that the browser asks for by address."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import cv2
import gradio as gr
import numpy as np
import pytest
import skimage
import tifffile
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

import colorize
from colorize.color import EFFECTS, SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.cures import cures
from colorize.lab.edit import Change, Edit, edit
from colorize.lab.gamut import outside
from colorize.lab.round_trip import round_trip as round_trip_of
from colorize.press import find_profiles, measure_ink
from colorize.tabs import lab
from colorize.tabs.lab import about, article, channels, download, edits, gamut, looks, plots, press, probe, round_trip
from colorize.tabs.lab.bench import Order, Setting
from colorize.tabs.lab.own_profile import OWN
from colorize.tabs.lab.source import choose_photo, figure
from colorize.tabs.lab.views import (
    CHANNEL_SIDE,
    PREVIEW_PIXELS,
    address,
    draw,
    preview_size,
    read_preview,
    server_options,
)
from colorize.tabs.photo_input import Photo
from colorize.tabs.text import say

COFFEE = cv2.cvtColor(cv2.imread(str(Path(skimage.data_dir) / "coffee.png")), cv2.COLOR_BGR2RGB)
VIVID = Setting("lab", edits.as_text((0, 1, False, 0, 2, False, 0, 2, False, 0, 1, False, "")))
"""Twice as colorful: a good part of the picture leaves sRGB."""


@pytest.fixture
def photo(uploads) -> Photo:
    path = uploads / "upload.png"
    cv2.imwrite(str(path), cv2.cvtColor(COFFEE, cv2.COLOR_RGB2BGR))
    return Photo(str(path), "cup <b>.png")


@pytest.fixture
def chosen(photo):
    return choose_photo(photo, Setting(), "en")[2]


@pytest.fixture
def order(chosen) -> Order:
    return Order(chosen, Setting(), "en")


@pytest.fixture
def views():
    return TestClient(Starlette(**server_options()))


def shown(data: bytes) -> np.ndarray:
    return stored(io.BytesIO(data))


def stored(path: str | Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGB"))


def texts(parts) -> str:
    return json.dumps(parts, default=str, ensure_ascii=False)


# The photo and its preview


def test_a_photo_of_half_a_megapixel_is_its_own_preview(chosen):
    assert (chosen.width, chosen.height) == chosen.small == (600, 400) and not chosen.reduced
    np.testing.assert_array_equal(read_preview(chosen.token), COFFEE)


@pytest.mark.parametrize("size", [(4000, 3000), (3, 1_000_000), (1_000_000, 3), (708, 707), (1, 1), (9999, 50)])
def test_previews_have_at_most_half_a_megapixel(size):
    width, height = preview_size(*size)
    assert 1 <= width <= size[0] and 1 <= height <= size[1] and width * height <= PREVIEW_PIXELS


def test_a_large_photo_is_reduced_and_the_page_says_so(uploads):
    path = uploads / "large.png"
    cv2.imwrite(str(path), cv2.resize(COFFEE, (1200, 900)))
    _, _, chosen, html = choose_photo(Photo(str(path), "large.png"), Setting(), "en")
    assert chosen.small == (816, 612) and chosen.reduced
    assert "Preview, 816 × 612 of 1200 × 900 pixels" in html
    assert (
        "measured on the preview of 816"
        in round_trip.show_round_trip(Order(chosen, Setting(), "en"), "8-bit", "en")[0].lower()
    )


def test_transparency_and_16_bits_come_through(uploads):
    path = uploads / "clear.png"
    pixels = np.dstack([COFFEE[..., ::-1], np.full(COFFEE.shape[:2], 128, np.uint8)])
    cv2.imwrite(str(path), pixels.astype(np.uint16) * 257)
    chosen = choose_photo(Photo(str(path), "clear.png"), Setting(), "en")[2]
    assert shown(draw(chosen.token, VIVID)).shape == (400, 600, 4)
    file = download.write_result(chosen, Setting(), "picture.png", "en")["value"]
    np.testing.assert_array_equal(cv2.imread(file, cv2.IMREAD_UNCHANGED), pixels.astype(np.uint16) * 257)


def test_what_the_file_lost_on_the_way_is_said_beside_its_name(uploads):
    five = np.random.default_rng(0).integers(0, 256, (20, 30, 5), dtype=np.uint8)
    tifffile.imwrite(uploads / "five.tif", five, photometric="minisblack", planarconfig="contig", extrasamples=[0] * 4)
    line = choose_photo(Photo(str(uploads / "five.tif"), "five.tif"), Setting(), "en")[1]
    assert say("flag.extra_channels", "en", value=4) in line
    wide = np.random.default_rng(0).random((20, 30, 3), dtype=np.float32) * 3 - 1
    tifffile.imwrite(uploads / "wide.tif", wide, photometric="rgb")
    line = choose_photo(Photo(str(uploads / "wide.tif"), "wide.tif"), Setting(), "zh-CN")[1]
    assert "-0.99" in line and "1.99" in line


def test_what_is_no_photo_leaves_the_box_alone():
    assert choose_photo(None, Setting(), "en")[2:] == (None, "")


# Views by address


def test_a_view_is_the_edit_that_python_makes(views, chosen):
    answer = views.get("/" + address(chosen, VIVID))
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/png"
    wished = edit(COFFEE, "lab", Edit(changes=(Change("a", 2.0), Change("b", 2.0))))
    np.testing.assert_array_equal(shown(answer.content), np.rint(np.clip(wished, 0, 1) * 255))


def test_the_gentle_cure_keeps_what_was_inside(views, chosen):
    clip = shown(views.get("/" + address(chosen, VIVID)).content).astype(int)
    reduce = shown(views.get("/" + address(chosen, replace(VIVID, cure="reduce"))).content).astype(int)
    wished = edit(COFFEE, "lab", Edit(changes=(Change("a", 2.0), Change("b", 2.0))))
    inside = ((wished > 0) & (wished < 1)).all(axis=2)
    assert 0.05 < inside.mean() < 0.95
    np.testing.assert_array_equal(clip[inside], reduce[inside])
    assert np.abs(clip - reduce)[~inside].max() > 10


@pytest.mark.parametrize("mode", SPACES)
def test_every_channel_of_every_mode_has_a_view(chosen, mode):
    for number, channel in enumerate(SPACES[mode].channels):
        view = shown(draw(chosen.token, Setting(mode), str(number)))
        assert max(view.shape[:2]) == CHANNEL_SIDE
        assert view.ndim == (3 if channel.angle or "difference" in channel.title.en else view.ndim)
        assert np.ptp(view) > 10, f"{mode} {channel.name} is blank"


def test_a_channel_goes_from_black_to_white(chosen):
    view = shown(draw(chosen.token, Setting("hsv"), "2"))
    small = cv2.resize(np.float32(COFFEE) / 255, (420, 280), interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(view, transform(small, "rgb", "hsv")[..., 2] * 255, atol=0.51)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("photo=../../etc/passwd", "was deleted"),
        ("photo=" + "0" * 64, "was deleted"),
        ("mode=nope", "no color mode 'nope'"),
        ("mode=lab&edit=[1,2", "does not describe an edit"),
        ("mode=lab&edit=[[],1,false,0,1,false,0,1,false,0,1,false,\"\"]", "does not describe an edit"),
        ("mode=lab&edit=[0,1,false,0,1,false,0,1,false,0,1,false,\"L\"]", "does not describe an edit"),
        ("mode=lab&edit=[0,1,false,0,1,false,0,1,false,0,1,false,\"L ↔ q\"]", "no channel 'q'"),
        ("mode=lab&edit=[1e999,1,false,0,1,false,0,1,false,0,1,false,\"\"]", "Give a number"),
        ("mode=lab&edit=[1,1,false,0,1,false,0,1,false,0,1,false,\"\"]&cure=magic", "does not describe an edit"),
        ("mode=lab&channel=3", "does not describe an edit"),
        ("look=nope", "no color mode 'nope'"),
        ("look=sepia&options=[1,2,3,4,5,6,7,8]", "does not describe an edit"),
        ("look=sepia&options=7", "does not describe an edit"),
    ],
)  # fmt: skip
def test_addresses_of_strangers_get_a_sentence_in_both_languages(views, chosen, query, sentence):
    known = "" if "photo=" in query else f"photo={chosen.token}&"
    answer = views.get(f"/lab/view?{known}{query}")
    assert answer.status_code == 400 and sentence in answer.text
    assert len(answer.text.split("\n")) == 2 and "/tmp" not in answer.text


def test_a_file_that_is_not_ours_is_no_preview(views, chosen):
    for pixels in (np.zeros((2, 3), np.uint8), np.zeros((800, 800, 3), np.uint8)):
        cv2.imwrite(chosen.preview, pixels)
        assert views.get("/" + address(chosen, Setting())).status_code == 400
    Path(chosen.preview).write_text("hello")
    assert views.get("/" + address(chosen, Setting())).status_code == 400


# Controls as text


def test_the_browser_and_python_write_the_same_text():
    assert edits.as_text((0, 1.5, True, "a ↔ b")) == '[0,1.5,true,"a ↔ b"]'


def test_an_edit_means_what_the_controls_say():
    text = edits.as_text((10, 1, False, 20, 0.5, False, 30, 2, True, 0, 1, False, "L ↔ C"))
    assert edits.as_edit(Setting("lch", text)) == Edit(
        swap=("L", "C"), drop=("h",), changes=(Change("L", 1, 10), Change("C", 0.5, 20), Change("h", 1, 30)),
    )  # fmt: skip
    assert edits.as_edit(Setting()) == Edit()


def test_colors_of_the_picker_become_hexadecimal():
    names = [option.name for option in EFFECTS["duotone"].options]
    values = ["rgba(255, 0, 16.4, 1)" if isinstance(o.default, str) and o.default.startswith("#") else o.default
              for o in EFFECTS["duotone"].options]  # fmt: skip
    found = edits.as_options("duotone", edits.as_text(tuple(values)))
    assert list(found) == names and "#ff0010" in found.values()


# Sections


def test_only_the_open_section_is_given_an_order(order):
    given = lab.give_orders("gamut", order.chosen, order.setting, "en")
    names = [lab.name_of(section) for section in lab.SECTIONS]
    assert dict(zip(names, given, strict=True))["gamut"] == order
    assert [part for name, part in zip(names, given, strict=True) if name != "gamut"] == [gr.skip()] * (len(names) - 1)
    assert lab.open_section("gamut", order.chosen, order.setting, "en") == ("gamut", *given)


@pytest.mark.parametrize("show", [
    lambda order: channels.show_channels(order, "en"),
    lambda order: probe.start_probe(None, None, order, "en"),
    lambda order: round_trip.show_round_trip(order, "8-bit", "en"),
    lambda order: gamut.show_gamut(order, "rgb", None, "en"),
    lambda order: plots.show_plot(order, "solid", False, "en"),
    lambda order: press.show_press(order, "formula", None, "relative", True, 300, "en"),
    lambda order: looks.show_look(order, looks.Look(), "en"),
    lambda order: round_trip.measure_round_trip(order, "8-bit", "en"),
    lambda order: gamut.measure_gamut(order, "rgb", None, "en"),
    lambda order: press.measure_press(order, "formula", None, "relative", True, 300, "en"),
])  # fmt: skip
def test_sections_without_a_photo_ask_for_one(show):
    for order in (None, Order(None, Setting(), "en")):
        assert "Choose a photo" in texts(show(order))


@pytest.mark.parametrize("mode", SPACES)
def test_channels_have_a_card_each_with_values_of_the_picture(chosen, mode):
    *cards, note = channels.show_channels(Order(chosen, Setting(mode), "en"), "en")
    count = len(SPACES[mode].channels)
    assert all("<svg" in card and "mean" in card for card in cards[:count]) and not any(cards[count:])
    assert note == ""
    source = parse_qs(urlsplit(cards[0].split('src="')[1].split('"')[0].replace("&amp;", "&")).query)
    assert source["mode"] == [mode] and source["channel"] == ["0"]


def test_colors_that_left_srgb_are_never_cut_off_in_silence(chosen):
    note = channels.show_channels(Order(chosen, VIVID, "zh"), "zh")[-1]
    wished = edits.edited(COFFEE, VIVID)
    assert f"{outside(wished)[1]:.1%} 的像素已超出 sRGB" in note


@pytest.mark.parametrize("mode", SPACES)
def test_a_mode_brings_its_own_controls(chosen, mode):
    setting, html, summary, *updates = channels.choose_mode(mode, VIVID, chosen, "en")
    assert setting == Setting(mode) and f"mode={mode}" in html and SPACES[mode].summary.en[:20] in summary
    columns, swap = updates[:-1:4], updates[-1]
    assert [column["visible"] for column in columns] == [place < len(SPACES[mode].channels) for place in range(4)]
    assert [pair for _, pair in swap["choices"]][1:] == edits.swaps(mode) and swap["value"] == ""
    for index, channel in enumerate(SPACES[mode].channels):
        shift, gain, drop = updates[4 * index + 1 : 4 * index + 4]
        assert shift["label"] == f"Shift {channel.name}" and shift["minimum"] == -shift["maximum"] < 0
        assert shift["maximum"] / shift["step"] >= 20
        assert gain["visible"] is not channel.angle and drop["value"] is False


def test_neutral_controls_are_no_edit(chosen):
    assert channels.change_edit(VIVID, chosen, *channels.NEUTRAL, "en")[0] == Setting()
    changed = (5, *channels.NEUTRAL[1:])
    assert channels.change_edit(Setting(), chosen, *changed, "en")[0] == Setting("lab", edits.as_text(changed))


@pytest.mark.parametrize("form", ["picture.png", "picture.jpeg", "picture.tiff", "numbers.npy", "numbers.tiff"])
def test_downloads_are_what_python_gives(chosen, form):
    setting = Setting("oklab", edits.as_text((0, 1, False, 0, 1.5, False, 0, 1, False, 0, 1, False, "")))
    path = Path(download.write_result(chosen, setting, form, "en")["value"])
    wished = edit(COFFEE, "oklab", Edit(changes=(Change("a", 1.5),)))
    assert path.stem == ("cup b-oklab-edit" if form.startswith("picture") else "cup b-oklab")
    if form == "numbers.npy":
        np.testing.assert_allclose(np.load(path), transform(wished, "rgb", "oklab"), atol=1e-5)
    elif form == "picture.png":
        np.testing.assert_array_equal(stored(path), np.rint(np.clip(wished, 0, 1) * 255))
    assert path.stat().st_size > 1000


def test_every_file_that_is_offered_can_be_written(chosen):
    for mode in ("rgb", "lab", "cmyk"):
        for _, form in download.forms(mode):
            assert Path(download.write_result(chosen, Setting(mode), form, "en")["value"]).stat().st_size


def test_a_download_without_a_photo_asks_for_one():
    for write in (lambda: download.write_result(None, Setting(), "picture.png", "en"),
                  lambda: looks.write_look(None, looks.Look(), "png", "en"),
                  lambda: press.write_press(None, Setting(), "formula", None, "relative", True, "tiff", "en"),
                  lambda: article.run_example(None, "en")):  # fmt: skip
        with pytest.raises(ColorizeError, match="Choose a picture first"):
            write()


def test_the_probe_shows_what_the_libraries_say(chosen):
    x, y, html = probe.probe_pixel(150, 300, chosen, "en")
    red, green, blue = COFFEE[300, 150]
    assert (x, y) == (150, 300) and f"#{red:02x}{green:02x}{blue:02x}" in html
    assert html.count('class="copy"') > 20 and "skimage.color.rgb2lab" in html
    assert "像素（150, 300）" in probe.probe_pixel(150, 300, chosen, "zh")[2]


@pytest.mark.parametrize("place", [(600, 0), (0, 400), (-1, 0), (1.5, 0)])
def test_the_probe_refuses_places_outside(chosen, place):
    with pytest.raises(ColorizeError, match="There is no pixel"):
        probe.probe_pixel(*place, chosen, "en")


def test_an_emptied_box_keeps_the_pixel_and_its_report(chosen):
    assert all(update == gr.skip() for update in probe.probe_pixel(None, 3, chosen, "en"))


@pytest.mark.parametrize(
    ("place", "expected"),
    [((None, None), (300, 200)), ((0, 0), (300, 200)), ((599, 399), (599, 399)), ((600, 1), (300, 200))],
)
def test_a_new_photo_is_probed_where_the_last_one_was_or_in_its_middle(order, place, expected):
    *boxes, html = probe.start_probe(*place, order, "en")
    assert f'data-x="{expected[0]}" data-y="{expected[1]}"' in html
    assert boxes == [gr.skip()] * 2 if place == expected else boxes == list(expected), "typing must not be overwritten"


@pytest.mark.parametrize("precision", ["8-bit", "16-bit", "float32"])
def test_the_round_trip_says_what_is_lost(order, precision):
    told, maps = round_trip.show_round_trip(order, precision, "en")
    assert [Path(path).stem for path, _ in maps["value"]] == ["error-map", "changed", "came-back"]
    assert ("Not one pixel has changed" in told) is (precision != "8-bit")
    changed = stored(maps["value"][1][0]) == 255
    assert f"{changed.mean():.2%}" in told


def test_the_error_map_is_black_where_nothing_changed():
    colors = round_trip.heat(np.float32([[0, 2.5, 5, 50]]), 5.0)[0].astype(int)
    assert colors[0].max() < 8 and colors[2].tolist() == colors[3].tolist() and colors[2, 0] > 200


@pytest.mark.parametrize("target", ["rgb", "display_p3", "adobe_rgb"])
def test_gamuts_mark_what_is_outside(chosen, target):
    told, pictures = gamut.show_gamut(Order(chosen, VIVID, "en"), target, None, "en")
    marked = stored(pictures["value"][0][0])
    share = (marked == gamut.MARK).all(axis=2).mean()
    assert pictures["visible"] and len(pictures["value"]) == 3 and 0 < share < 1 and f"{share:.2%}" in told


def test_an_untouched_photo_is_inside_its_gamut(order):
    told, pictures = gamut.show_gamut(order, "rgb", None, "en")
    assert "Every pixel is inside" in told and pictures["visible"] is False


def test_the_gamut_of_a_press_is_smaller(order):
    found = find_profiles()
    if not found:
        pytest.skip("no press profile on this machine: install Debian's libgs-common")
    told, _ = gamut.show_gamut(order, gamut.PRESS + found[0].name, None, "en")
    assert found[0].title in told and "Every pixel is inside" not in told
    with pytest.raises(ColorizeError, match="no press profile 'nope'"):
        gamut.show_gamut(order, gamut.PRESS + "nope", None, "en")


def test_the_cure_is_for_picture_and_download(chosen):
    setting, html = gamut.choose_cure("reduce", VIVID, chosen, "en")
    assert setting.cure == "reduce" and "cure=reduce" in html
    picture = stored(download.write_result(chosen, setting, "picture.png", "en")["value"])
    np.testing.assert_array_equal(picture, shown(draw(chosen.token, setting)))


@pytest.mark.parametrize("kind", plots.KINDS)
@pytest.mark.parametrize("mode", ["lab", "lch", "cmyk"])
def test_plots_are_drawn_in_every_kind_of_mode(chosen, kind, mode):
    told, picture = plots.show_plot(Order(chosen, Setting(mode), "en"), kind, True, "en")
    if kind == "solid":
        assert 'data-solid="{' in told and picture["visible"] is False
    else:
        assert min(stored(picture["value"]).shape[:2]) > 300


@pytest.mark.parametrize("name", EFFECTS)
def test_every_look_has_a_picture_an_explanation_and_a_file(views, order, name):
    look, html, text, form, *panels = looks.choose_look(name, order, "png", "en")
    assert EFFECTS[name].source in text and sum(panel["visible"] for panel in panels) == bool(EFFECTS[name].options)
    source = html.split('src="')[1].split('"')[0].replace("&amp;", "&")
    assert views.get("/" + source).status_code == 200
    path = looks.write_look(order.chosen, look, form["value"], "en")["value"]
    expected = colorize.convert(COFFEE, name)
    assert Path(path).stem == f"cup b-{name}"
    np.testing.assert_allclose(stored(path).reshape(400, 600, -1)[..., 0], expected.array[..., 0] * 255, atol=0.51)


def test_an_empty_box_leaves_it_to_the_effect(order):
    for text, threshold in (("", None), (" ", None), ("0.25", 0.25)):
        assert edits.as_options("bilevel", edits.as_text(("otsu", text))) == {"method": "otsu", "threshold": threshold}


@pytest.mark.parametrize("threshold", ["lots", "nan", "7"])
def test_an_option_that_draws_no_picture_is_refused_at_once(order, threshold):
    with pytest.raises(ColorizeError, match=r"Option threshold is .*\. Give a number from 0 to 1"):
        looks.change_options("bilevel", order, "otsu", threshold, "en")
    with pytest.raises(ColorizeError, match="Option threshold is"):
        looks.write_look(order.chosen, looks.Look("bilevel", edits.as_text(("otsu", threshold))), "png", "en")


def test_options_of_a_look_reach_its_file(order):
    option = next(option for option in EFFECTS["posterize"].options if option.name == "count")
    values = [3 if o is option else o.default for o in EFFECTS["posterize"].options]
    look, html = looks.change_options("posterize", order, *values, "en")
    assert "options=" in html
    picture = stored(looks.write_look(order.chosen, look, "png", "en")["value"])
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) == 3


def test_ink_by_formula_says_that_no_press_prints_so(order):
    told, pictures = press.show_press(order, press.FORMULA, None, "relative", True, 300, "en")
    assert "By formula" in told and len(pictures["value"]) == 6
    proof = stored(pictures["value"][0][0]).astype(int)
    assert np.abs(proof - COFFEE).max() <= 1


def test_ink_of_a_press_and_its_file(order):
    found = find_profiles()
    if not found:
        pytest.skip("no press profile on this machine: install Debian's libgs-common")
    told, pictures = press.show_press(order, found[0].name, None, "perceptual", True, 250, "en")
    assert "Over 250 %" in told and len(pictures["value"]) == 6
    path = press.write_press(order.chosen, Setting(), found[0].name, None, "perceptual", True, "tiff", "en")["value"]
    with Image.open(path) as image:
        assert image.mode == "CMYK" and image.size == (600, 400) and image.info["icc_profile"] == found[0].content


def test_a_profile_of_ones_own_is_looked_into_and_used(order, uploads):
    found = find_profiles()
    if not found:
        pytest.skip("no press profile on this machine: install Debian's libgs-common")
    path = uploads / "mine.icc"
    path.write_bytes(found[0].content)
    own, menu, line = press.take_profile(str(path), "en")
    assert menu["value"] == OWN and found[0].title in line
    assert len(press.show_press(order, OWN, own, "relative", True, 300, "en")[1]["value"]) == 6
    path.unlink()
    with pytest.raises(ColorizeError, match="Your press profile is gone"):
        press.show_press(order, OWN, own, "relative", True, 300, "en")


def test_a_profile_of_ones_own_is_a_gamut_too(order, uploads):
    found = find_profiles()
    if not found:
        pytest.skip("no press profile on this machine: install Debian's libgs-common")
    path = uploads / "mine.icc"
    path.write_bytes(found[0].content)
    own, menu = gamut.take_gamut_profile(str(path), "en")
    assert menu["value"] == gamut.PRESS + OWN and (own.title, gamut.PRESS + OWN) in menu["choices"]
    assert (own.title, OWN) in press.offer_press(own, "en")["choices"]
    assert gamut.offer_gamut(own, "en")["choices"] == menu["choices"]
    told = gamut.show_gamut(order, gamut.PRESS + OWN, own, "en")[0]
    assert own.title in told and told == gamut.show_gamut(order, gamut.PRESS + found[0].name, None, "en")[0]
    (uploads / "note.icc").write_text("hello")
    with pytest.raises(ColorizeError, match=r"note\.icc"):
        gamut.take_gamut_profile(str(uploads / "note.icc"), "en")
    path.unlink()
    with pytest.raises(ColorizeError, match="Your press profile is gone"):
        gamut.show_gamut(order, gamut.PRESS + OWN, own, "en")


def test_figures_of_the_whole_photo_are_those_of_python(uploads):
    pixels = np.random.default_rng(5).integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(uploads / "large.png")
    chosen = choose_photo(Photo(str(uploads / "large.png"), "large.png"), Setting(), "en")[2]
    assert chosen.reduced
    order = Order(chosen, Setting("lab", VIVID.edit), "en")

    told = round_trip.measure_round_trip(order, "8-bit", "en")
    trip = round_trip_of(pixels, "lab", "8-bit")
    assert "the whole photo, 1200 × 900 pixels" in told
    assert f"{trip.share_changed:.2%}" in told and f"{trip.mean:.3f}" in told and f"{trip.maximum:.2f}" in told

    told = gamut.measure_gamut(order, "rgb", None, "en")
    found = cures(edits.edited(np.float32(pixels) / 255, order.setting), "rgb")
    assert "the whole photo" in told and f"{found.share:.2%}" in told and f"{found.reduce.maximum:.2f}" in told

    for profile in find_profiles()[:1]:
        target = gamut.PRESS + profile.name
        share = outside(edits.edited(np.float32(pixels) / 255, order.setting), gamut.gamut_called(target))[1]
        told = gamut.measure_gamut(order, target, None, "en")
        assert profile.title in told and f"{share:.2%}" in told and "Delta E" not in told

    told = press.measure_press(order, press.FORMULA, None, "relative", True, 200, "zh-CN")
    rgb = edits.cured(edits.edited(np.float32(pixels) / 255, order.setting), "clip")
    ink = measure_ink(colorize.convert(rgb, "cmyk"), 200)
    assert f"{ink.share_over:.2%}" in told and f"{ink.maximum:.0f} %" in told


def test_what_is_no_press_profile_is_refused(uploads):
    (uploads / "note.icc").write_text("hello")
    with pytest.raises(ColorizeError, match=r"note\.icc"):
        press.take_profile(str(uploads / "note.icc"), "en")


def test_without_profiles_the_formula_is_what_there_is(monkeypatch):
    monkeypatch.setattr(press, "find_profiles", list)
    assert [name for _, name in press.presses()] == [press.FORMULA]


@pytest.mark.parametrize("mode", [*SPACES, *EFFECTS])
def test_every_mode_is_explained_in_both_languages(mode):
    known = SPACES.get(mode) or EFFECTS[mode]
    for language in ("en", "zh"):
        text = about.explanation(mode, language)
        for part in (known.summary.pick(language), known.catch.pick(language), about.in_words(known.formula, language), known.source):
            assert part in text


def test_the_articles_example_runs_as_it_stands(chosen):
    gray, _ = article.color_to_gray(COFFEE)
    assert gray.shape == (28, 28, 1)
    picture, table = article.run_example(chosen, "en")
    assert picture["visible"] and "tf.image.rgb_to_grayscale" in table
    weights = article.tensorflow_weights()
    np.testing.assert_allclose(
        weights[:3], transform(np.eye(3, dtype=np.float32), "rgb", "gray_bt601")[:, 0], atol=2e-4
    )
    assert f"{weights[3]:.4f}" in table and "灰度" in article.say_weights(table, "zh")


def test_the_photo_is_described_in_the_language_in_force(chosen):
    assert 'alt="Preview of the edited photo"' in figure(chosen, Setting(), "en")
    assert "编辑后照片的预览" in figure(chosen, Setting(), "zh-CN")
