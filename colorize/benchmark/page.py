"""How long the package takes to import and the page to answer, and what the page holds before its first use."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
EMPTY = "import gradio as gr\nwith gr.Blocks() as demo:\n    pass\ndemo.launch(quiet=True)"
TRIES = 3


def imports(statement: str) -> float:
    """Median milliseconds of a fresh interpreter that runs one statement."""
    times = []
    for _ in range(TRIES):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True, cwd=ROOT)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


@contextmanager
def served(arguments: list[str]) -> Iterator[tuple[str, float, int]]:
    """A page in a process of its own: its address, the seconds until it answered with its HTML, the process's id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"GRADIO_SERVER_PORT": str(port), "GRADIO_ANALYTICS_ENABLED": "False"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        while not _answers(f"http://127.0.0.1:{port}/"):
            if time.perf_counter() - start > 120:
                raise TimeoutError("the page did not answer within 120 s")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/", time.perf_counter() - start, process.pid
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).read()
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


def page(arguments: list[str]) -> tuple[float, float]:
    """Seconds until a page's process answers with its HTML, and the megabytes it then holds."""
    with served(arguments) as (_, seconds, process):
        return seconds, psutil.Process(process).memory_info().rss / 1e6


def measure() -> dict[str, float]:
    """Milliseconds, seconds and megabytes."""
    ours, empty = [], []
    for _ in range(TRIES):
        ours.append(page(["app.py"]))
        empty.append(page(["-c", EMPTY]))
    seconds, megabytes = (statistics.median(column) for column in zip(*ours, strict=True))
    empty_seconds, empty_megabytes = (statistics.median(column) for column in zip(*empty, strict=True))
    return {
        "python alone, ms": imports("pass"),
        "import colorize, ms": imports("import colorize"),
        "page answers after, s": seconds,
        "empty Blocks page answers after, s": empty_seconds,
        "page later than the empty one by, s (goal 0.6)": seconds - empty_seconds,
        "page idle before first use, MB (goal 200)": megabytes,
        "empty Blocks page, MB": empty_megabytes,
    }
