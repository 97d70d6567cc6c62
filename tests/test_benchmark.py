"""What the benchmark holds the color modes against; the times themselves are no test's business."""

from __future__ import annotations

import numpy as np
import pytest

from colorize.benchmark.alternatives import alternatives
from colorize.benchmark.color import CORRECT, largest_error
from colorize.color import modes

OTHERS = alternatives()


@pytest.mark.parametrize("mode", modes())
def test_every_mode_has_an_alternative_that_is_correct(mode):
    colors = np.random.default_rng(0).random((6000, 3), dtype=np.float32)
    colors = colors[np.ptp(colors, axis=1) > 0.05][None]
    errors = {other.library: largest_error(mode, other, colors) for other in OTHERS[mode]}
    assert min(errors.values()) <= CORRECT, errors


def test_an_alternative_that_is_wrong_is_told_from_a_right_one():
    colors = np.random.default_rng(0).random((1, 500, 3), dtype=np.float32)
    wrong = {other.library for other in OTHERS["lab"] if largest_error("lab", other, colors) > CORRECT}
    assert wrong == {"OpenCV"}
