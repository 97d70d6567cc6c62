"""Large pictures are converted by strips: no second copy of the float picture is ever held."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.image.builders import exif_block, photo
from tests.image.test_profiles import P3

MEASURE = """
import sys
from colorize.image import read

def kilobytes(name):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))

read(sys.argv[1])
idle = kilobytes("VmRSS")
picture = read(sys.argv[2])
print(idle, kilobytes("VmHWM"), picture.array.nbytes // 1024, *sorted(picture.flags))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured through Linux's /proc")
@pytest.mark.parametrize(
    "options", [{}, {"icc_profile": P3}, {"exif": exif_block(6)}], ids=["plain", "profile", "turned"]
)
def test_reading_a_large_jpeg_needs_little_more_than_its_floats(tmp_path, options):
    pixels = cv2.resize(photo(), (4000, 3000), interpolation=cv2.INTER_NEAREST)
    Image.fromarray(pixels).save(tmp_path / "large.jpg", quality=90, **options)
    Image.fromarray(np.ascontiguousarray(pixels[:60, :60])).save(tmp_path / "small.jpg", **options)
    command = [sys.executable, "-W", "ignore", "-c", MEASURE, tmp_path / "small.jpg", tmp_path / "large.jpg"]
    told = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    ).stdout.split()
    idle, peak, floats = (int(number) for number in told[:3])
    assert told[3:] == (["gamut_clipped", "profile_converted"] if "icc_profile" in options else [])
    assert floats == 4000 * 3000 * 3 * 4 // 1024
    # The float picture, its bytes before that (a quarter; twice while they are turned), and strips.
    assert peak - idle < floats * (1.6 if "exif" in options else 1.35)
