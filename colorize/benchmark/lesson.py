"""The Loss lab in Chromium: from Start to the first picture after a real epoch, a whole lesson, and the visitor's leaving."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec

import psutil

from colorize.benchmark.page import served

TRIES = 3
START = """async () => {
  const shown = () => Number(/after epoch (\\d+)/.exec(document.querySelector("#lesson-pictures")?.innerText)?.[1] ?? 0);
  const old = shown();
  const start = performance.now();
  document.querySelector("#lesson-start").click();
  let emptied = !old;
  for (;;) {
    await new Promise(requestAnimationFrame);
    emptied ||= !shown();
    const picture = document.querySelector("#lesson-pictures img");
    if (emptied && shown() >= 1 && picture.complete && picture.naturalWidth) return (performance.now() - start) / 1000;
    if (performance.now() - start > 120000) throw new Error("no picture after an epoch within two minutes");
  }
}"""
"""Presses Start and counts the seconds until a picture after at least one epoch is drawn."""
QUIET = 0.25
"""Share of one core below which the server counts as idle: Gradio's queue, which looks around twenty times a second, has 0.06
of one without any visitor, and a lesson more than one."""
WINDOW = 0.2
"""Seconds over which that is measured: the system counts a process's time in hundredths."""
WATCHED = 4.0
"""Seconds that the server is watched after the visitor has left."""


def cpu_seconds(process: psutil.Process) -> float:
    """What a process has computed so far."""
    times = process.cpu_times()
    return times.user + times.system


def busy_after(process: psutil.Process, leave: Callable[[], object]) -> float:
    """Seconds from the beginning of what ends the work to the end of the last window in which a process was not idle."""
    start = at = time.perf_counter()
    before, last = cpu_seconds(process), 0.0
    leave()
    while at - start < WATCHED:
        after, now = cpu_seconds(process), time.perf_counter()
        if after - before > QUIET * (now - at):
            last = now - start
        before, at = after, now
        time.sleep(WINDOW)
    return last


def open_lab(browser, address: str):
    """A tab with the Loss lab in front."""
    tab = browser.new_page(locale="en-US")
    tab.set_default_timeout(180_000)
    tab.goto(address)
    tab.get_by_role("tab", name="Loss lab").click()
    tab.locator("#lesson-start").wait_for()
    return tab


def leaving(browser, address: str, process: psutil.Process, how: str) -> float:
    """Seconds until the server is idle after a visitor whose network is being trained closes the tab, or presses a button."""
    tab = open_lab(browser, address)
    tab.locator("#lesson-status", has_text="Ready").wait_for()
    tab.evaluate(START)
    seconds = busy_after(process, tab.close if how == "close" else tab.locator(f"#lesson-{how}").click)
    if how != "close":
        tab.close()
    return seconds


def measure() -> dict[str, float]:
    """Seconds, of a page that has just been started and then of one that is warm; needs Chromium and playwright."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path or not find_spec("playwright"):
        print("  left out: needs Chromium and the package playwright")
        return {}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, served(["app.py"]) as (address, _, number):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        process = psutil.Process(number)
        tab = open_lab(browser, address)
        figures = {"Start to a picture after an epoch, TensorFlow not loaded, s (goal 15)": tab.evaluate(START)}
        tab.locator("#lesson-status", has_text="Done").wait_for()
        firsts, wholes = [], []
        for _ in range(TRIES):
            start = time.perf_counter()
            firsts.append(tab.evaluate(START))
            tab.locator("#lesson-status", has_text="Done").wait_for()
            wholes.append(time.perf_counter() - start)
        tab.close()
        figures |= {
            "Start to a picture after an epoch, s (goal 5)": statistics.median(firsts),
            "the slowest of these, s": max(firsts),
            "a lesson of 20 epochs, 64 photos of 64 pixels, s (goal 60)": statistics.median(wholes),
            "the slowest of these, s ": max(wholes),
        }
        for how, words in (("close", "the tab is closed"), ("pause", "Pause"), ("stop", "Stop")):
            taken = [leaving(browser, address, process, how) for _ in range(TRIES)]
            figures[f"server idle after {words}, s (goal 1)"] = statistics.median(taken)
            figures[f"the slowest of these, after {words}, s"] = max(taken)
        browser.close()
    return figures
