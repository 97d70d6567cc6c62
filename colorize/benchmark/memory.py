"""Memory at its peak while large pictures are colorized, above what the warm process holds."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import cv2

from colorize.benchmark.pictures import scene

JOB = """
import sys
import psutil
import resource
from colorize import predict
predict.warm()
predict.colorize(sys.argv[1]).save(sys.argv[2])
idle = psutil.Process().memory_info().rss
predict.colorize(sys.argv[3]).save(sys.argv[2])
print(idle, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def peak(height: int, width: int) -> tuple[float, float]:
    """Idle memory of a warm process and its peak above that, MB, for one JPEG to JPEG, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / name) for name in ("small.jpg", "result.jpg", "large.jpg")]
        cv2.imwrite(paths[0], scene(64, 64))
        cv2.imwrite(paths[2], scene(height, width))
        done = subprocess.run([sys.executable, "-c", JOB, *paths], capture_output=True, text=True, check=True)
    idle, most = map(int, done.stdout.split())
    return idle / 1e6, (most - idle) / 1e6


def measure() -> dict[str, float]:
    """Megabytes for 12 and 100 megapixels."""
    idle, twelve = peak(3000, 4000)
    return {
        "warm and idle, MB": idle,
        "12 megapixels, above idle, MB (goal 1000)": twelve,
        "100 megapixels, above idle, MB (goal 4000)": peak(10000, 10000)[1],
    }
