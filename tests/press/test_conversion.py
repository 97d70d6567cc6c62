"""The press among the other color modes."""

from __future__ import annotations

import numpy as np
import pytest

from colorize import color
from colorize.errors import ColorizeError
from colorize.image import Picture
from colorize.press import as_shown, check, convert, modes, parse_options, separate, soft_proof
from tests.image.builders import photo
from tests.press.builders import PRESS


def test_press_ink_is_one_more_mode():
    assert [name for name in modes() if name != "cmyk_icc"] == color.modes()
    ink = convert(photo(), "cmyk_icc", profile=PRESS, intent="perceptual", black_point=False)
    assert (ink.array == separate(photo(), PRESS, "perceptual", False).array).all()


@pytest.mark.parametrize("mode", color.modes())
def test_all_other_modes_are_as_they_were(mode):
    assert (convert(photo(), mode).array == color.convert(photo(), mode).array).all()


def test_press_ink_leads_back_by_its_proof():
    ink = separate(photo(), PRESS)
    result = convert(ink, "lab")
    assert (result.array == color.convert(soft_proof(ink), "lab").array).all()
    assert result.metadata.press_profile is None
    assert convert(ink, "cmyk").metadata.press_profile is None
    assert (as_shown(ink) == soft_proof(ink).array).all()
    assert np.abs(as_shown(color.convert(photo(), "hsv")) * 255 - photo()).max() < 0.01


def test_what_does_not_exist_lists_the_choices():
    for mode in ("cmyk_swop", None):
        with pytest.raises(ColorizeError, match=r"no color mode .*cmyk, cmyk_icc, ") as caught:
            convert(photo(), mode)
        assert "颜色模式" in caught.value.text.zh
    with pytest.raises(ColorizeError, match=r"no option 'limit'\. Its options: profile, intent, black_point") as caught:
        convert(photo(), "cmyk_icc", limit=300)
    assert "选项" in caught.value.text.zh
    with pytest.raises(ColorizeError, match="Mode lab has no option 'intent'"):
        convert(Picture(np.zeros((2, 2, 3), np.float32)), "lab", intent="relative")


def test_the_command_lines_options_name_all_modes_and_refuse_what_is_neither_true_nor_false():
    with pytest.raises(ColorizeError, match=r"no color mode 'cmyk_swop'.*cmyk, cmyk_icc, "):
        parse_options("cmyk_swop", [])
    assert parse_options("cmyk_icc", ["black_point=False"]) == {"black_point": False}
    with pytest.raises(ColorizeError, match="black_point is 'perhaps'; True or False is expected"):
        check("cmyk_icc", parse_options("cmyk_icc", ["black_point=perhaps"]))
