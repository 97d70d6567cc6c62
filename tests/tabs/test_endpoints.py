"""Every endpoint through `gradio_client`, on a page that runs; what programs must not reach, through plain HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import gradio as gr
import httpx
import numpy as np
import pytest
import tifffile
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

from colorize import checkpoint, convert, predict
from colorize.checkpoint import CHECKPOINTS
from colorize.color import modes
from colorize.image import FORMATS, read
from colorize.press import load_profile
from colorize.tabs.events import event_table
from colorize.tabs.work import formats_of
from tests.press.builders import press_profile
from tests.tabs.conftest import launched, tinted, write_run


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A running page with made-up checkpoints and a stand-in for the network: (page, address)."""
    from app import build_app

    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("checkpoints")
        for name in ("classification", "regression"):
            write_run(folder, name, head=name)
        network = predict.network_of(checkpoint.read_card("regression"))
        for name in ("mnist_dense", "mnist_conv", "objects"):
            (folder / name).symlink_to(CHECKPOINTS / name)
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        patch.setattr("colorize.checkpoint.CHECKPOINTS", folder)
        patch.setitem(checkpoint.ALIASES, "auto", "classification")
        patch.setattr("colorize.predict.network_of", lambda card: network)
        patch.setattr("colorize.explain.gaze.COVERED", 1)
        patch.setattr("colorize.tabs.work.colorize", tinted)
        patch.setattr("colorize.tabs.work.warm", lambda model="auto": None)
        patch.setattr("colorize.predict.warm", lambda model="auto": None)
        patch.setattr("colorize.predict.loaded", lambda model="auto": True)
        page = build_app()
        yield page, launched(page)
        page.close()


@pytest.fixture(autouse=True)
def uploads():
    """The running page keeps one folder for all tests of this file."""


@pytest.fixture(scope="module")
def client(running, tmp_path_factory) -> Client:
    return Client(running[1], verbose=False, download_files=str(tmp_path_factory.mktemp("downloads")))


@pytest.fixture(scope="module")
def photo(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("photos") / "grand mother.tif"
    values = (np.arange(40 * 60, dtype=np.uint32) * 27).astype(np.uint16).reshape(40, 60)
    cv2.imwrite(str(path), values)
    return str(path)


def test_colorize_gives_a_file_at_full_size_and_a_report(client, photo):
    path, report = client.predict(image=handle_file(photo), api_name="/colorize")
    assert Path(path).name == "grand mother-colorized.png"
    assert cv2.imread(path, cv2.IMREAD_UNCHANGED).dtype == np.uint16
    assert np.abs(read(path).array - tinted(photo).array).max() < 1e-4
    assert report.pop("seconds") > 0
    assert report == {
        "width": 60, "height": 40, "mode": "rgb", "model": "classification", "flags": {"out_of_gamut": 0.25},
    }  # fmt: skip


@pytest.mark.parametrize("form", formats_of("rgb"))
def test_colorize_takes_model_vividness_and_every_format(client, photo, form):
    path, report = client.predict(handle_file(photo), "regression", 0.0, form, api_name="/colorize")
    assert report["model"] == "regression"
    assert Path(path).suffix == FORMATS[form].suffixes[0]
    pixels = np.load(path) if form == "npy" else read(path).array
    assert np.ptp(pixels, axis=2).max() < 0.02


@pytest.mark.parametrize("mode", modes())
def test_convert_gives_every_mode(client, photo, mode):
    form = formats_of(mode)[0]
    path, report = client.predict(image=handle_file(photo), mode=mode, format=form, api_name="/convert")
    assert Path(path).name == f"grand mother-{mode}{FORMATS[form].suffixes[0]}"
    assert (report["width"], report["height"], report["mode"], report["model"]) == (60, 40, mode, "")


def test_convert_takes_the_options_of_the_mode(client, photo):
    path, _ = client.predict(image=handle_file(photo), mode="posterize", options={"count": 2}, api_name="/convert")
    expected = convert(photo, "posterize", count=2)
    assert len(np.unique(read(path).array.reshape(-1, 3), axis=0)) == len(np.unique(expected.array.reshape(-1, 3), axis=0))


def test_convert_gives_ink_by_a_profile_that_the_server_has(client, photo, monkeypatch, tmp_path):
    content = press_profile()
    known = load_profile(content, "formulas")
    monkeypatch.setattr("colorize.press.profiles.find_profiles", lambda folders=None: [known])
    options = {"profile": known.name, "intent": "perceptual"}
    path, report = client.predict(
        image=handle_file(photo), mode="cmyk_icc", format="tiff", options=options, api_name="/convert"
    )
    assert report["mode"] == "cmyk_icc"
    expected = convert(photo, "cmyk_icc", profile=content, intent="perceptual")
    np.testing.assert_allclose(tifffile.imread(path) / 65535, expected.array, atol=1 / 65535)


def test_a_press_profile_is_no_way_to_the_servers_files(client, photo, tmp_path):
    (tmp_path / "own.icc").write_bytes(press_profile())
    with pytest.raises(AppError) as caught:
        client.predict(
            image=handle_file(photo), mode="cmyk_icc", format="tiff", options={"profile": str(tmp_path / "own.icc")},
            api_name="/convert",
        )  # fmt: skip
    assert "own.icc" in str(caught.value) or "profile" in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        ({"api_name": "/convert", "mode": "sepia", "options": {"x": 1}}, "no option 'x'", "没有选项 'x'"),
        ({"api_name": "/colorize", "model": "bold"}, "no model named 'bold'", "没有名为 'bold' 的模型"),
        ({"api_name": "/colorize", "format": "bmp"}, "png, jpeg, webp", "没有可写的格式"),
        ({"api_name": "/convert", "mode": "lba"}, "rgb, linear_rgb", "没有名为 'lba' 的颜色模式"),
        ({"api_name": "/convert", "mode": "lab", "format": "png"}, r"\.npy or TIFF", "PNG 无法保存"),
    ],
)
def test_errors_are_our_sentences_in_both_languages(client, photo, arguments, english, chinese):
    with pytest.raises(AppError, match=f"(?s){english}.*{chinese}") as caught:
        client.predict(image=handle_file(photo), **arguments)
    assert "/tmp" not in str(caught.value) and "Traceback" not in str(caught.value)


def test_a_file_that_is_no_picture_is_named_without_its_folder(client, tmp_path):
    (tmp_path / "note.jpg").write_text("hello")
    with pytest.raises(AppError, match=r"note\.jpg is not a picture") as caught:
        client.predict(image=handle_file(tmp_path / "note.jpg"), api_name="/colorize")
    assert str(tmp_path) not in str(caught.value)


def call(address: str, name: str, data: list) -> str:
    """What the server answers to a request made by hand."""
    start = httpx.post(f"{address}gradio_api/call/{name}", json={"data": data})
    return httpx.get(f"{address}gradio_api/call/{name}/{start.json()['event_id']}", timeout=30).text


@pytest.mark.parametrize("marked", [{}, {"meta": {"_type": "gradio.FileData"}}], ids=["unmarked", "marked"])
@pytest.mark.parametrize("name", ["colorize", "convert"])
def test_pictures_of_the_server_are_out_of_reach(running, photo, name, marked):
    rest = ["auto", 1.0, "png", None] if name == "colorize" else ["rgb", "png", None]
    for path in (photo, "/etc/passwd", "../../etc/passwd"):
        answer = call(running[1], name, [{"path": path, **marked}, *rest])
        assert "event: error" in answer and "colorized" not in answer
        assert marked or "No uploaded picture" in answer


@pytest.mark.parametrize("image", [None, {}, {"path": None, "url": "http://127.0.0.1/x.png"}, {"path": 7}])
def test_no_file_at_all_is_a_sentence(running, image):
    answer = call(running[1], "colorize", [image, "auto", 1.0, "png", None])
    assert "No uploaded picture came with this request" in json.loads(answer.partition("data: ")[2])["error"]


@pytest.mark.parametrize("path", ["/etc/passwd", "app.py", "checkpoints/classification/model.keras"])
def test_files_of_the_server_are_not_served(running, path):
    assert httpx.get(f"{running[1]}gradio_api/file={path}").status_code in (403, 404)


def test_the_server_itself_refuses_files_beyond_the_limit(running):
    files = {"files": ("big.png", b"0" * 51_000_000)}
    assert httpx.post(f"{running[1]}gradio_api/upload", files=files, timeout=60).status_code == 413


def test_the_page_can_be_used_by_its_events_in_order(client, photo):
    preview, line = client.predict(handle_file(photo), "en", api_name="/studio_photo")
    assert preview["path"].endswith(".png") if isinstance(preview, dict) else preview.endswith(".png")
    assert "grand mother.tif: 60 × 40, TIFF, 16 bit" in line
    job = client.submit("model", "auto", 1.0, "png", "zh", api_name="/studio_run")
    job.result()
    shown, ready = job.outputs()
    assert "这些颜色是模型的猜测" in str(shown[3])
    assert ready[5]["value"].endswith("grand mother-colorized.png")
    assert "colorized.tif'" in str(client.predict("tiff", "en", api_name="/studio_format"))
    client.predict(0.5, "tiff", "en", api_name="/studio_vividness")
    assert "guess" in str(client.predict("png", "en", api_name="/studio_run_failed")[0])


GIVEN = {
    "mode": "lab", "model": "regression", "vividness": 1.5, "form": "tiff", "format": "tiff", "language": "zh-CN",
    "names": ["regression"], "across": "hours", "upward": "log", "smoothing": 0.5, "x": 3, "y": 4, "judge": "objects",
    "network": "mnist_conv", "truth": 5, "answer": 3, "row": 7, "place": 0, "temperature": 0.4,
}  # fmt: skip
UPLOADS = ("lab_press_profile", "lab_gamut_profile", "classify_digit_photo", "lesson_photos", "lesson_folder")
"""Events that need a file of another kind; they have tests of their own."""
NEED_A_RUN = ("lesson_go_on", "lesson_cure", "lesson_keep")


def inputs_of(wired) -> list[object]:
    """What the page's own components hold at first, for the inputs of an event that a client gives."""
    return [part.value for part in wired.inputs if not isinstance(part, gr.State)]


def test_every_event_answers_a_client(running, client, photo):
    wired = {f"/{each.api_name}": each for each in running[0].fns.values()}
    # What follows a failure forgets the photo: it comes first, and a photo after it. Sections of the lab take what the
    # page's controls say.
    order = lambda event: (not event.name.endswith("_failed"), "photo" not in event.inputs)  # noqa: E731
    for event in sorted(event_table(running[0]), key=order):
        trains = wired[event.name].concurrency_id == "lesson"  # once is enough, below
        if trains or event.name[1:] in (*UPLOADS, *NEED_A_RUN):
            continue
        values = [handle_file(photo) if name in ("photo", "image") else GIVEN.get(name) for name in event.inputs]
        if event.name.startswith(("/lab_", "/lesson_")) and "photo" not in event.inputs:
            values = [GIVEN.get(n) if n in ("x", "y", "language") else own
                      for n, own in zip(event.inputs, inputs_of(wired[event.name]), strict=True)]  # fmt: skip
        client.predict(*values, api_name=event.name)


def test_a_lesson_can_be_given_by_its_events_in_order(running, client):
    [start] = [wired for wired in running[0].fns.values() if wired.api_name == "lesson_start"]
    given = {f"knob-{name}": value for name, value in
             {"pictures": 8, "batch": 4, "width": 4, "depth": 0, "epochs": 2, "loss": "mse"}.items()}  # fmt: skip
    values = [given.get(part.elem_id, part.value) for part in start.inputs if not isinstance(part, gr.State)]
    values[-1] = "zh"
    job = client.submit(*values, api_name="/lesson_start")
    assert "完成：2 轮" in str(job.result())
    assert len(job.outputs()) > 3
    kept, told = client.predict([], "en", api_name="/lesson_keep")
    assert kept[0]["query"].startswith("pictures=8&loss=mse") and "Training curves" in told
    with pytest.raises(AppError, match=r"nothing to cure|没有可治的"):
        client.predict("en", api_name="/lesson_cure")
