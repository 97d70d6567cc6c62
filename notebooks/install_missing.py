"""Install those of the project's requirements that are not here yet, and leave what is here as it is (as on Colab)."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
MODULES = {
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "scikit-image": "skimage",
    "tensorflow-cpu": "tensorflow",
}
"""What a requirement is imported as, where that is another name."""


def module_of(requirement: str) -> str:
    """The module that a line of requirements.txt brings: `pillow-heif==1.8.1` brings `pillow_heif`."""
    name = re.match(r"[\w-]+", requirement)[0]
    return MODULES.get(name, name.replace("-", "_"))


def missing(requirements: list[str]) -> list[str]:
    """Those lines whose module cannot be imported."""
    return [line for line in requirements if importlib.util.find_spec(module_of(line)) is None]


if __name__ == "__main__":
    lines = missing(REQUIREMENTS.read_text(encoding="utf-8").split("\n")[:-1])
    if lines:
        print("Installing", *lines)
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", *lines], check=True)
