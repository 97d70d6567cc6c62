"""From the release of a slider to changed pixels, in Chromium: the lab itself, and the ways it could have been built."""

from __future__ import annotations

import base64
import io
import os
import shutil
import socket
import statistics
from importlib.util import find_spec

import cv2
import numpy as np
from PIL import Image

from colorize.benchmark.page import served
from colorize.color import transform

SHAPE = (612, 816)
"""Half a megapixel, as large as the lab's preview."""
TRIES = 9
GOAL = 400
WAYS = {
    "queue": "gr.Image, PNG, through the queue", "direct": "gr.Image, PNG, queue=False",
    "webp": "gr.Image, lossless WebP, queue=False", "address": "gr.HTML, PNG as a data: address, queue=False",
    "png": "plain route, PNG into img (as the lab does)", "raw": "plain route, raw pixels into a canvas",
    "browser": "canvas: conversion in JavaScript, no server",
}  # fmt: skip
"""All change the same picture by the same amount; their titles say how the pixels travel."""
WAIT = """async ([place, control, value]) => {
  const holder = document.querySelector(place);
  const slider = document.querySelector(`${control} input[type=range]`);
  const marked = () => {
    const shown = holder.querySelector("canvas, img");
    if (!shown || (shown.tagName === "IMG" && !(shown.complete && shown.naturalWidth))) return -1;
    const small = new OffscreenCanvas(1, 1).getContext("2d");
    small.drawImage(shown, 0, 0, 1, 1, 0, 0, 1, 1);
    return small.getImageData(0, 0, 1, 1).data[0];
  };
  const before = marked();
  slider.value = value;
  const start = performance.now();
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  slider.dispatchEvent(new Event("pointerup", { bubbles: true }));
  for (;;) {
    await new Promise(requestAnimationFrame);
    const now = marked();
    if (now >= 0 && now !== before) break;
    if (performance.now() - start > 20000) throw new Error(`${place} never changed`);
  }
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
"""Moves a slider and counts the milliseconds until another picture is drawn; its first pixel tells."""
CALM = """() => {
  const [picture, card] = ["#lab-picture img", "#lab-card-0 img"].map((place) => document.querySelector(place)?.src);
  const drawn = [...document.querySelectorAll(".channel img")].every((image) => image.complete);
  return picture && card?.startsWith(picture) && drawn;
}"""
"""Whether the lab's channels have followed its picture, so that a try does not pay for the one before."""
IN_BROWSER = """(value) => {
  const holder = document.querySelector("#shown-browser");
  const source = document.querySelector("#source img");
  let canvas = holder.querySelector("canvas");
  if (!canvas) {
    canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [source.naturalWidth, source.naturalHeight];
    holder.append(canvas);
  }
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0);
  const image = context.getImageData(0, 0, canvas.width, canvas.height), data = image.data;
  const decode = Float64Array.from({ length: 256 }, (_, i) => {
    const v = i / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  const encode = (v) => 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
  const bend = (t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const back = (t) => (t > 0.20689 ? t * t * t : (t - 16 / 116) / 7.787);
  for (let i = 0; i < data.length; i += 4) {
    const r = decode[data[i]], g = decode[data[i + 1]], b = decode[data[i + 2]];
    const x = bend((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505), y = bend(0.2126 * r + 0.7152 * g + 0.0722 * b),
      z = bend((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    const L = 116 * y - 16 + Number(value), a = 500 * (x - y), bb = 200 * (y - z), f = (L + 16) / 116;
    const X = 0.9505 * back(f + a / 500), Y = back(f), Z = 1.089 * back(f - bb / 200);
    data[i] = encode(3.2406 * X - 1.5372 * Y - 0.4986 * Z);
    data[i + 1] = encode(-0.9689 * X + 1.8758 * Y + 0.0415 * Z);
    data[i + 2] = encode(0.0557 * X - 0.204 * Y + 1.057 * Z);
  }
  context.putImageData(image, 0, 0);
}"""
FROM_ROUTE = """async (value) => {
  const answer = await fetch(`/ways/ROUTE/${value}`);
  const holder = document.querySelector("#shown-ROUTE .prose");
  if ("ROUTE" === "png") {
    if (!holder.querySelector("img")) holder.innerHTML = "<img>";
    holder.querySelector("img").src = URL.createObjectURL(await answer.blob());
    return;
  }
  if (!holder.querySelector("canvas")) holder.innerHTML = "<canvas width=WIDTH height=HEIGHT></canvas>";
  const data = new Uint8ClampedArray(await answer.arrayBuffer());
  holder.querySelector("canvas").getContext("2d").putImageData(new ImageData(data, WIDTH, HEIGHT), 0, 0);
}"""


def photograph() -> np.ndarray:
    """A color photograph of `SHAPE`, uint8."""
    import skimage.data

    return cv2.resize(skimage.data.astronaut(), SHAPE[::-1], interpolation=cv2.INTER_AREA)


def edited(photo: np.ndarray, amount: float) -> np.ndarray:
    """The work itself: to Lab, lighter or darker, and back to 8-bit sRGB."""
    lab = transform(photo, "rgb", "lab")
    lab[..., 0] += np.float32(amount)
    return np.rint(np.clip(transform(lab, "lab", "rgb"), 0, 1) * 255).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """Fast rather than small, as the page writes its previews."""
    return cv2.imencode(".png", pixels[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()


def build(photo: np.ndarray):
    """A page with one slider and one picture for each way."""
    import gradio as gr
    from gradio.processing_utils import save_bytes_to_cache
    from gradio.utils import get_upload_folder

    def by_file(amount: float) -> str:
        return save_bytes_to_cache(png(edited(photo, amount)), "a.png", get_upload_folder())

    def by_queue(amount: float) -> str:
        return by_file(amount)  # a function of its own: Gradio's queue counts by function

    def by_webp(amount: float) -> str:
        data = io.BytesIO()
        Image.fromarray(edited(photo, amount)).save(data, "WEBP", lossless=True, method=0, quality=0)
        return save_bytes_to_cache(data.getvalue(), "a.webp", get_upload_folder())

    def by_address(amount: float) -> str:
        return f'<img src="data:image/png;base64,{base64.b64encode(png(edited(photo, amount))).decode()}">'

    with gr.Blocks(analytics_enabled=False) as page:
        gr.Image(by_file(0), format="png", elem_id="source")
        sliders = {}
        for name in ("queue", "direct", "webp", "address", "png", "raw", "browser"):
            sliders[name] = gr.Slider(-20, 20, 0, elem_id=f"slider-{name}")
            if name in ("queue", "direct", "webp"):
                place = gr.Image(by_file(0), format="png", elem_id=f"shown-{name}")
            else:
                place = gr.HTML(by_address(0) if name == "address" else "", elem_id=f"shown-{name}")
            if name in ("png", "raw", "browser"):
                script = IN_BROWSER if name == "browser" else FROM_ROUTE.replace("ROUTE", name)
                script = script.replace("WIDTH", str(SHAPE[1])).replace("HEIGHT", str(SHAPE[0]))
                sliders[name].release(None, sliders[name], None, js=script)
                continue
            work = {"queue": by_queue, "direct": by_file, "webp": by_webp, "address": by_address}[name]
            sliders[name].release(work, sliders[name], place, queue=name == "queue", show_progress="hidden")
    return page


def add_routes(application, photo: np.ndarray) -> None:
    """Two plain routes beside Gradio's: PNG, and raw RGBA for a canvas."""
    from fastapi import Response

    def as_png(amount: float):
        return Response(png(edited(photo, amount)), media_type="image/png")

    def as_raw(amount: float):
        return Response(np.dstack([edited(photo, amount), np.full(SHAPE, 255, np.uint8)]).tobytes())

    application.add_api_route("/ways/png/{amount}", as_png)
    application.add_api_route("/ways/raw/{amount}", as_raw)
    application.router.routes.insert(0, application.router.routes.pop())
    application.router.routes.insert(0, application.router.routes.pop())


def measure() -> dict[str, float]:
    """Median milliseconds; needs Chromium and playwright."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path or not find_spec("playwright"):
        print("  left out: needs Chromium and the package playwright")
        return {}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        figures = {f"the lab, 12 megapixels, ms (goal {GOAL})": lab(browser)}
        figures |= {f"{WAYS[name]}, ms": value for name, value in ways(browser).items()}
        browser.close()
    return figures


def lab(browser) -> float:
    """The real page with a photograph of 12 megapixels: a slider let go until the picture has changed."""
    data = cv2.imencode(".jpg", cv2.resize(photograph(), (4000, 3000))[..., ::-1])[1].tobytes()
    with served(["app.py"]) as (address, _, _):
        tab = browser.new_page(locale="en-US")
        tab.set_default_timeout(120_000)
        tab.goto(address)
        tab.get_by_role("tab", name="Color-mode lab").click()
        tab.locator("#lab-photo-line", has_text="astronaut.png").wait_for()
        file = {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": data}
        tab.set_input_files("#lab-photo input[type=file]", file)
        tab.locator("#lab-photo-line", has_text="large.jpg").wait_for()
        tab.wait_for_function("document.querySelector('#lab-picture img').naturalWidth === 816")
        times = []
        for turn in range(TRIES + 1):
            tab.wait_for_function(CALM)
            times.append(tab.evaluate(WAIT, ["#lab-picture", "#lab-shift-0", (-1) ** turn * (3 + turn)]))
        tab.close()
    return statistics.median(times[1:])


def ways(browser) -> dict[str, float]:
    """Each of `WAYS` on a page made for it, taken in turn."""
    photo = photograph()
    page = build(photo)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    application, address, _ = page.launch(prevent_thread_lock=True, quiet=True, server_port=port)
    add_routes(application, photo)
    times = {name: [] for name in WAYS}
    try:
        tab = browser.new_page()
        tab.goto(address)
        tab.locator("#slider-browser input[type=range]").wait_for()
        tab.locator("#shown-webp img").wait_for()
        for turn in range(TRIES + 1):
            for name in WAYS:
                taken = tab.evaluate(WAIT, [f"#shown-{name}", f"#slider-{name}", (-1) ** turn * (3 + turn)])
                times[name] += [taken] if turn else []
        tab.close()
    finally:
        page.close()
    return {name: statistics.median(values) for name, values in times.items()}
