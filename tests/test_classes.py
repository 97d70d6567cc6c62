"""Classes have names in both languages, in the order in which networks say them."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import gradio
import pytest

from colorize import classes

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(("name", "count"), [("digits", 10), ("imagenet", 1000), ("miniplaces", 100)])
def test_every_class_is_named_in_both_languages(name, count):
    names = classes.NAMES[name]()
    assert len(names) == count == len({text.en for text in names})
    if name != "digits":
        assert [text for text in names if not CHINESE.search(text.zh) and text.en != "iPod"] == []
        assert not any(CHINESE.search(text.en) for text in names)


def test_english_names_of_imagenet_are_those_of_gradio():
    path = Path(gradio.__file__).parent / "media_assets/data/imagenet_labels.json"
    assert [text.en for text in classes.imagenet()] == json.loads(path.read_text())


def test_folders_of_imagenette_are_where_their_names_are():
    named = {folder: classes.imagenet()[place].en for folder, place in classes.IMAGENETTE.items()}
    assert named["n01440764"] == "tench" and named["n03888257"] == "parachute" and named["n03028079"] == "church"


def test_labels_are_those_of_the_photo_zips(data_folder):
    with zipfile.ZipFile(data_folder / "photos-val.zip") as archive:
        found = sorted({n.split("/")[1] for n in archive.namelist() if n.startswith("miniplaces/")})
    assert list(classes.miniplaces()) == found
