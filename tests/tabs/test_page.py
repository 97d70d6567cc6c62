"""The page as it is configured: names, queue, limits, looks, privacy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import types
from pathlib import Path

import gradio as gr
import httpx
import pytest
from gradio.i18n import I18nData

from colorize.lesson.troubles import TROUBLES
from colorize.tabs import TABS, table
from colorize.tabs.classify import PARTS
from colorize.tabs.events import event_table
from colorize.tabs.examples import EXAMPLES
from colorize.tabs.lab import SECTIONS
from colorize.tabs.page import launch_options
from colorize.tabs.preview import keep_file
from colorize.tabs.text import TEXT, translations
from tests.tabs.conftest import launched

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "studio_photo", "studio_point", "studio_likely", "studio_give", "studio_take_back", "studio_start_over", "studio_run",
    "studio_vividness", "studio_format", "colorize", "convert",
    *(f"{tab}_example_{name}" for tab in ("studio", "lab", "classify", "explain") for name in EXAMPLES),
    "lab_photo", "lab_first_example", "lab_download", "lab_look_download", "lab_press_download", "lab_press_profile",
    "lab_probe", "lab_probe_start", "lab_probe_click", "lab_article",
    "lab_round_trip_whole", "lab_gamut_whole", "lab_press_whole", "lab_gamut_profile",
    "classify_digit_photo", "classify_photo", "classify_again", "classify_name", "lesson_photos", "lesson_folder",
    "explain_photo", "explain_model", "explain_point", "explain_place",
}  # fmt: skip
PREVIEW = {
    "lab_channels", "lab_round_trip", "lab_gamut", "lab_plot", "lab_press", "classify_drawing", "classify_test_digit",
    "classify_digit_network",
}  # fmt: skip


@pytest.fixture(scope="module")
def page():
    from app import build_app

    return build_app()


@pytest.fixture(scope="module")
def config(page) -> dict:
    return page.get_config_file()


def components(config: dict, kind: str) -> list[dict]:
    return [part["props"] for part in config["components"] if part["type"] == kind]


def test_every_tab_is_there_in_order(config):
    keys = [props["label"].key for props in components(config, "tabitem")]
    assert [key for key in keys if key.endswith(".title")] == [tab.TITLE for tab in TABS.values()]
    parts = [*(part.TITLE for part in (*SECTIONS, *PARTS)), "lesson.train", "lesson.losses"]
    assert [key for key in keys if not key.endswith(".title")] == parts
    assert list(TABS) == ["studio", "lab", "classify", "lesson", "explain", "curves"]


def test_two_tabs_of_one_name_are_refused():
    with pytest.raises(ValueError, match="'studio'"):
        table(TABS["studio"], types.ModuleType("elsewhere.studio"))


def test_every_event_has_a_name_of_its_own_and_says_what_it_does(page):
    events = event_table(page)
    names = [event.name for event in events]
    answered_here = [wired for wired in page.fns.values() if wired.fn]
    assert len(set(names)) == len(names) == len(answered_here)
    for event in events:
        assert event.name.startswith(tuple(f"/{tab}_" for tab in TABS)) or event.name in ("/colorize", "/convert", "/titles")
        assert event.what.endswith("."), event


def test_the_table_of_events_shows_what_clients_give():
    from app import build_app

    events = {event.name: event for event in event_table(build_app())}
    assert events["/colorize"].inputs == ("image", "model", "vividness", "format", "hints")
    assert events["/convert"].inputs == ("image", "mode", "format", "options")
    assert events["/studio_run"].inputs == ("mode", "model", "vividness", "form", "language")
    assert "ImageSlider" in events["/studio_run"].outputs


def test_the_api_view_shows_only_what_was_made_for_programs(page):
    assert set(page.get_api_info()["named_endpoints"]) == {"/colorize", "/convert"}
    colorize = page.get_api_info()["named_endpoints"]["/colorize"]
    assert [(p["parameter_name"], p.get("parameter_default")) for p in colorize["parameters"]] == [
        ("image", None), ("model", "auto"), ("vividness", 1.0), ("format", "png"), ("hints", None),
    ]  # fmt: skip
    assert len(colorize["returns"]) == 2


def test_one_heavy_job_at_a_time_in_the_whole_page(page):
    heavy = {wired.api_name for wired in page.fns.values() if wired.concurrency_id == "heavy"}
    assert heavy == HEAVY
    assert all(wired.concurrency_limit == 1 for wired in page.fns.values() if wired.concurrency_id == "heavy")
    assert all(wired.queue for wired in page.fns.values() if wired.api_name in HEAVY)
    assert 0 < page._queue.max_size <= 64


def test_previews_are_worked_on_two_at_a_time(page):
    found = {wired.api_name: wired for wired in page.fns.values() if wired.concurrency_id == "preview"}
    assert set(found) == PREVIEW
    assert all(wired.concurrency_limit == 2 and wired.queue for wired in found.values())


def test_whatever_trains_a_network_can_be_cancelled_and_shares_one_queue(page):
    found = {wired.api_name: wired for wired in page.fns.values() if wired.concurrency_id == "lesson"}
    breaks = {f"lesson_break_{name}" for name in TROUBLES}
    assert set(found) == {"lesson_start", "lesson_step", "lesson_go_on", "lesson_cure", "lesson_surprise"} | breaks
    numbers = {number for number, wired in page.fns.items() if wired.concurrency_id == "lesson"}
    [step] = (number for number in numbers if page.fns[number].api_name == "lesson_step")
    cancelled = [set(wired.cancels) for wired in page.fns.values() if wired.cancels]
    assert cancelled == [numbers - {step}, numbers], "by Pause, and by Stop"


def test_what_the_browser_answers_by_itself_asks_nobody(page):
    for wired in page.fns.values():
        if wired.fn is None and not wired.cancels:
            assert wired.js and not wired.queue


def test_files_are_deleted_after_an_hour_and_the_page_says_so(page):
    often, age = page.delete_cache
    assert age == 3600 and often <= 900
    assert "after an hour" in TEXT["page.privacy"].en and "一小时" in TEXT["page.privacy"].zh


def test_examples_outlive_the_uploads_that_are_deleted(uploads):
    from gradio.route_utils import delete_files_created_by_app

    from app import build_app

    page = build_app()
    icons = [Path(part.icon["path"]) for part in page.blocks.values() if getattr(part, "icon", None)]
    upload = Path(keep_file(b"picture", "upload.png"))
    page.upload_file_set.add(str(upload))
    delete_files_created_by_app(page, age=0)
    assert len(icons) == 4 * len(EXAMPLES) and all(icon.is_file() for icon in icons)
    assert not upload.exists()


def test_a_file_that_is_only_named_in_html_is_deleted_too(uploads):
    from gradio.route_utils import delete_files_created_by_app
    from gradio.utils import get_function_with_locals

    page = gr.Blocks()
    handle = get_function_with_locals(lambda data: keep_file(data, "map.png"), page, None, True, None, None)
    path = Path(handle(b"picture"))
    os.utime(path, (0, 0))
    assert Path(handle(b"picture")) == path and path.read_bytes() == b"picture"
    assert path.stat().st_mtime > 0, "whoever is given a file has it for an hour"
    delete_files_created_by_app(page, age=3600)
    assert path.is_file()
    delete_files_created_by_app(page, age=0)
    assert not path.exists() and not list(path.parent.iterdir())
    assert Path(handle(b"picture")).read_bytes() == b"picture"


def test_pictures_are_never_sent_lossy(config):
    shown = [props for kind in ("image", "imageslider", "gallery") for props in components(config, kind)]
    assert len(shown) == 12
    assert all(props["format"] == "png" for props in shown)


def test_labels_come_from_the_table(config):
    for part in config["components"]:
        label = part["props"].get("label")
        if isinstance(label, I18nData):
            assert label.key in TEXT or label.key in translations().translations_dict["zh"]
        else:
            assert not label or part["type"] == "api" or part["props"].get("visible") is False, part
    assert "__i18n__" not in config["title"]


def test_the_page_is_private_and_offers_no_history(monkeypatch, config):
    monkeypatch.setenv("COLORIZE_MAX_MEGABYTES", "3")
    options = launch_options()
    assert options["run_history"] is False and options["show_error"] is False
    assert options["max_file_size"] == 3_000_000
    assert options["footer_links"] == ["api", "settings"]
    assert config["analytics_enabled"] is False
    assert "share" not in options and "server_name" not in options, "Gradio's own variables decide those"


def test_a_machine_too_busy_for_gradios_look_at_its_own_page_serves_it_all_the_same(monkeypatch):
    monkeypatch.setattr("gradio.networking.url_ok", lambda url: False)  # what three seconds without an answer give
    with gr.Blocks() as page:
        gr.Markdown("here")
    try:
        assert httpx.get(launched(page), timeout=60).status_code == 200
    finally:
        page.close()


def test_nothing_is_loaded_from_elsewhere():
    options = launch_options()
    together = (
        options["js"] + Path(options["css_paths"][0]).read_text(encoding="utf-8") + options["theme"]._get_theme_css()
    )
    together = together.replace("xmlns='http://www.w3.org/2000/svg'", "")
    assert "http://" not in together and "https://" not in together and "@import" not in together
    assert not any(isinstance(font, gr.themes.GoogleFont) for font in options["theme"]._font)


def test_words_of_the_script_come_from_the_table():
    script = launch_options()["js"]
    assert TEXT["studio.after_alt"].zh in script and "TEXTS" not in script
    assert "{megabytes" not in script


def test_the_page_starts_without_tensorflow():
    code = (
        "import app, json, sys; print(json.dumps([name for name in "
        "('tensorflow', 'keras', 'matplotlib', 'h5py', 'scipy.stats') if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_a_wrong_limit_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("COLORIZE_MAX_MEGABYTES", "lots")
    with pytest.raises(
        SystemExit, match=r"COLORIZE_MAX_MEGABYTES is 'lots'; it must be a number above 0, such as 50\."
    ):
        launch_options()


def test_the_model_loads_once_in_the_background(monkeypatch):
    from colorize.tabs import warming

    loads = []
    monkeypatch.setattr("colorize.predict.warm", lambda model: loads.append(model))
    warming.warm_in_background.cache_clear()
    try:
        first, second = warming.warm_in_background(), warming.warm_in_background()
        first.join()
        assert first is second and first.daemon and loads == ["auto"]
    finally:
        warming.warm_in_background.cache_clear()


def test_a_model_that_cannot_be_loaded_ahead_of_time_is_only_logged(monkeypatch, tmp_path, caplog):
    from colorize.tabs import warming

    monkeypatch.setattr("colorize.checkpoint.CHECKPOINTS", tmp_path)
    warming._warm()
    assert "could not be loaded ahead of time" in caplog.text
