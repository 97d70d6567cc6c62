"""Scenes and things: a photo, five names, and the places of the photo that speak for a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import SimpleNamespace

import gradio as gr
import numpy as np

from colorize import checkpoint
from colorize.classify import Classifier, classifier, loaded, prepare, probabilities
from colorize.color import gray_from_lightness, rgb_to_lightness
from colorize.explain import grad_cam, occlusion_map, overlay
from colorize.image import Picture
from colorize.predict import colorize, rgb_of
from colorize.tabs import layout
from colorize.tabs.classify.photo_view import Seen, looking, result_view
from colorize.tabs.classify.recognition import recognition_view
from colorize.tabs.examples import example_photo
from colorize.tabs.limits import HEAVY
from colorize.tabs.page import Page
from colorize.tabs.photo_input import Photo, PhotoInput
from colorize.tabs.preview import as_bytes, keep_file, png_bytes, show, still_there
from colorize.tabs.report import line_of
from colorize.tabs.text import t
from colorize.tabs.work import open_photo
from colorize.text import Text

TITLE = "classify.photos"
JUDGES = ("objects", "scenes")
COLORS = ("true", "gray", "recolored")
MAPS = "head_relu6"
"""The layer whose maps Grad-CAM reads."""
COVERED, STEP = 4, 8
"""A cover's side is so small a part of the picture's short side, and its places are so small a part of it apart."""
EMPTY = f'<div class="empty small">{t("classify.photo_empty")}</div>'
NAME_JS = "(seen, place, language) => [seen, window.colorizeClassify.name(), document.documentElement.lang]"


@dataclass(frozen=True)
class Held:
    """What one person looks at: the photo, its preview, what was found, and the line on the file; no pixels."""

    photo: Photo
    preview: str = ""
    seen: Seen | None = None
    line: Text = field(default=Text("", ""), compare=False)


def choose_photo(photo: Photo | None, judge: str | None, colors: str | None, language: str) -> Iterator[tuple]:
    """Decode an upload and name what it shows; then show what speaks for the likeliest name."""
    if photo is None:
        # The box is left alone: a camera reports that it is empty just before it delivers its picture.
        yield gr.skip(), layout.LIMITS, EMPTY, None
        return
    picture = open_photo(photo)
    held = Held(photo, show(picture, "before.png"), line=line_of(picture, photo.name))
    yield held.preview, held.line.pick(language), looking(language), held
    for step in look(picture, held, judge, colors, language):
        yield gr.skip(), gr.skip(), *step


def choose_example(name: str, judge: str | None, colors: str | None, language: str) -> Iterator[tuple]:
    """Take one of the example photos, in color, as if it had been uploaded."""
    yield from choose_photo(example_photo(name, gray=False), judge, colors, language)


def look_again(held: Held | None, judge: str | None, colors: str | None, language: str) -> Iterator[tuple]:
    """Name the same photo by another network, or in other colors."""
    if held is None:
        yield gr.skip(), gr.skip()
        return
    yield from look(open_photo(held.photo), held, judge, colors, language)


def explain_name(held: Held | None, place: int | None, language: str) -> Iterator[tuple]:
    """Show what speaks for another of the names."""
    if held is None or held.seen is None or place not in [name for name, _ in held.seen.top]:
        yield gr.skip(), gr.skip()
        return
    network = classifier(held.seen.judge)
    shown = recolored(open_photo(held.photo), held.seen.colors, network)
    seen = replace(held.seen, chosen=int(place))
    for step in explained(network, shown, seen):
        yield result_view(step, language), replace(held, seen=step)


def look(picture: Picture, held: Held, judge: str | None, colors: str | None, language: str) -> Iterator[tuple]:
    """The result in steps: names and Grad-CAM first, then the occlusion map."""
    judge, colors = judge or JUDGES[0], colors or COLORS[0]
    if not loaded(judge):
        yield looking(language), held
    network = classifier(judge)
    shown = recolored(picture, colors, network)
    chances = probabilities(network, shown)
    top = tuple((int(place), float(chances[place])) for place in np.argsort(chances)[::-1][:5])
    address = _kept(as_bytes(shown), "seen")
    for seen in explained(network, shown, Seen(judge, colors, top, top[0][0], address)):
        held = replace(held, seen=seen)
        yield result_view(seen, language), held


def recolored(picture: Picture, colors: str, network: Classifier) -> np.ndarray:
    """The photo as the network is shown it: in its own color, in gray, or colored by a model."""
    rgb = colorize(picture).array if colors == "recolored" else np.ascontiguousarray(rgb_of(picture))
    if colors == "gray":
        gray = np.clip(gray_from_lightness(rgb_to_lightness(rgb)), 0, 1)
        rgb = np.repeat(gray[..., None], 3, axis=2).astype("float32")
    return prepare(np.clip(rgb, 0, 1), network.card)


def explained(network: Classifier, shown: np.ndarray, seen: Seen) -> Iterator[Seen]:
    """Both maps for the chosen name, one after the other."""
    heat = grad_cam(network.model, shown, MAPS, seen.chosen)
    seen = replace(seen, cam=_kept(overlay(shown, heat), "cam"), occlusion="", falls=())
    yield seen
    side = max(8, min(shown.shape[:2]) // COVERED)
    falls = occlusion_map(lambda batch: network.run(batch).numpy(), shown, seen.chosen, side, max(4, side * COVERED // STEP))
    most = float(falls.max())
    heat = np.clip(falls, 0, None) / most if most > 0 else np.zeros_like(falls)
    whole = float(network.run(shown[None]).numpy()[0, seen.chosen])
    yield replace(seen, occlusion=_kept(overlay(shown, heat), "occlusion"), falls=(whole, whole - most))


def _kept(pixels: np.ndarray, name: str) -> str:
    return keep_file(png_bytes(pixels), f"classify-{name}.png")


def put_back(held: Held | None, language: str) -> tuple:
    """After a file that could not be read, show the photo of before again; without one, empty the box."""
    if held is None or held.seen is None or not still_there(held.preview):
        return None, layout.LIMITS, EMPTY, None
    return held.preview, held.line.pick(language), gr.skip(), gr.skip()


def say_again(held: Held | None, language: str) -> tuple:
    """Say what was found once more, in the language now in force, and show the table of recognition."""
    found = result_view(held.seen, language) if held and held.seen else EMPTY
    return held.line.pick(language) if held else gr.skip(), found, recognition_view(language)


def judges() -> list[str]:
    """The classifiers of photos that are there."""
    return [name for name in JUDGES if name in checkpoint.cards(task="classify")]


def build(page: Page) -> None:
    """The part: photo and choices on the left, names and maps on the right, the table below; all wiring at the bottom."""
    with gr.Row(elem_classes="studio"):
        with gr.Column(scale=5, min_width=320):
            photo = PhotoInput(
                label=t("studio.photo"), placeholder=t("studio.drop"), sources=["upload", "webcam", "clipboard"],
                height=230, format="png", buttons=["fullscreen"], alt_text=t("studio.photo_alt"), elem_id="classify-photo",
            )  # fmt: skip
            line = gr.HTML(layout.LIMITS, elem_id="classify-photo-line")
            gr.HTML(f'<p class="examples-title">{t("classify.examples")}</p>')
            examples = layout.example_buttons()
            judge = _choice("classify.", judges(), "classify.judge", "classify-judge")
            colors = _choice("classify.as_", COLORS, "classify.seen_as", "classify-colors")
        with gr.Column(scale=7, min_width=320):
            result = gr.HTML(EMPTY, elem_id="classify-result")
    table = gr.HTML(elem_id="classify-recognition")
    source = SimpleNamespace(photo=photo, line=line, examples=examples, judge=judge, colors=colors)
    _wire(page, source, result, table, gr.State())


def _choice(prefix: str, names: Sequence[str], label: str, place: str) -> gr.Radio:
    """A choice whose words stand in the table under a prefix; the first is chosen."""
    choices = [(t(f"{prefix}{name}"), name) for name in names]
    return gr.Radio(choices, value=names[0] if names else None, label=t(label), elem_id=place)


def _wire(page: Page, source: SimpleNamespace, result: gr.HTML, table: gr.HTML, held: gr.State) -> None:
    outputs, wishes = [source.photo, source.line, result, held], [source.judge, source.colors]
    # A status stands in the result itself.
    shown = {"show_progress": "hidden", "trigger_mode": "always_last", **HEAVY}
    uploaded = page.on(
        source.photo.input, choose_photo, [source.photo, *wishes], outputs, api_name="classify_photo", **shown
    )
    events = {"photo": uploaded}
    for name, button in source.examples.items():
        events[f"example_{name}"] = page.on(
            button.click, partial(choose_example, name), wishes, outputs, api_name=f"classify_example_{name}", **shown
        )
    for name, event in events.items():
        page.on_failure(event, put_back, [held], outputs, api_name=f"classify_{name}_failed")
    again = page.on(
        [source.judge.input, source.colors.input], look_again, [held, *wishes], [result, held], api_name="classify_again",
        **shown,
    )  # fmt: skip
    place = gr.Number(visible=False, precision=0)
    named = page.on(
        result.click, explain_name, [held, place], [result, held], api_name="classify_name", js=NAME_JS, **shown
    )
    for name, event in (("again", again), ("name", named)):
        page.on_failure(event, say_again, [held], [source.line, result, table], api_name=f"classify_{name}_failed")
    page.on(
        [page.blocks.load, page.language_changed.click], say_again, [held], [source.line, result, table], api_name="classify_language",
        trigger_mode="always_last", queue=False, show_progress="hidden",
    )  # fmt: skip
