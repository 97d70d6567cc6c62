"""What one person sees in the Studio, and how a wish becomes it: shared by the settings and by the corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import gradio as gr

from colorize import checkpoint, predict
from colorize.color import SPACES
from colorize.tabs.correct_view import color_buttons, correct_figure
from colorize.tabs.limits import PREVIEW_SIDE
from colorize.tabs.menus import format_choices
from colorize.tabs.photo_input import Photo
from colorize.tabs.preview import ChannelView, show, show_channels
from colorize.tabs.report import Report, captioned, render
from colorize.tabs.text import say, t
from colorize.tabs.work import BY_MODEL, Wish, formats_of, fulfil, write
from colorize.text import Text


@dataclass(frozen=True)
class Chosen:
    """What one person has uploaded: the file, its preview as the page shows it, and the line on it."""

    photo: Photo
    preview: str
    line: Text = field(default=Text("", ""), compare=False)


@dataclass(frozen=True)
class Shown:
    """What one person sees as the result; no pixels, so that a visitor costs next to nothing.

    Args:
        chosen: the photo.
        wish: what was asked for, with the colors given so far.
        report: on the result.
        views: of its channels, where it has a color mode of its own.
        after: path of the picture that is shown; "" where only channels are.
    """

    chosen: Chosen
    wish: Wish
    report: Report
    views: tuple[ChannelView, ...] = ()
    after: str = ""

    @property
    def correctable(self) -> bool:
        """Whether the model takes given colors."""
        return self.wish.mode == BY_MODEL and "hints" in checkpoint.read_card(self.wish.model).input


class Screen(NamedTuple):
    """What a result's handlers change; what they leave out stays as it is. In the order of `layout.result().all`."""

    empty: object = gr.skip()
    slider: object = gr.skip()
    channels: object = gr.skip()
    report: object = gr.skip()
    form: object = gr.skip()
    download: object = gr.skip()
    panel: object = gr.skip()
    figure: object = gr.skip()
    colors: object = gr.skip()
    place: object = gr.skip()
    shown: object = gr.skip()


def carry_out(chosen: Chosen, wish: Wish, form: str, language: str) -> Iterator[Screen]:
    """Fulfil a wish at full size and show it; then make the file to download."""
    if wish.mode == BY_MODEL and not predict.loaded(wish.model):
        yield Screen(report=f'<p class="status">{say("report.loading", language)}</p>', download=no_file())
    result, report = fulfil(chosen.photo, wish)
    # Reversible modes look like their source: only the channels tell something.
    after = "" if wish.mode in SPACES else show(result, "after.png")
    shown = Shown(chosen, wish, report, () if wish.mode == BY_MODEL else tuple(show_channels(result)), after)
    forms = formats_of(wish.mode)
    form = form if form in forms else forms[0]
    yield Screen(
        empty=gr.update(visible=False),
        slider=gr.update(value=(chosen.preview, after) if after else None, visible=bool(after)),
        channels=gr.update(value=captioned(shown.views, wish.mode, language), visible=bool(shown.views)),
        report=reported(shown, form, language),
        form=gr.update(choices=format_choices(forms), value=form),
        download=no_file(say("studio.preparing", language)),
        panel=gr.update(visible=shown.correctable),
        figure=correct_figure(after, given(shown), language) if shown.correctable else "",
        colors=color_buttons((), language),
        place=None,
        shown=shown,
    )
    yield Screen(download=file(write(result, chosen.photo, wish, form)))


def once_more(shown: Shown, language: str, form: str, **changes) -> Iterator[Screen]:
    """The photo that is shown, by another wish; of a large one the reduced picture answers at once."""
    chosen, wish = shown.chosen, replace(shown.wish, **changes)
    if max(shown.report.width, shown.report.height) > PREVIEW_SIDE:
        hints = tuple(on_preview(hint, shown) for hint in wish.hints)
        quick, _ = fulfil(Photo(chosen.preview, chosen.photo.name), replace(wish, hints=hints))
        yield Screen(slider=gr.update(value=(chosen.preview, show(quick, "after.png"))))
    yield from carry_out(chosen, wish, form, language)


def on_preview(hint: tuple, shown: Shown) -> tuple:
    """A hint in the pixels of the preview."""
    scale = min(1.0, PREVIEW_SIDE / max(shown.report.width, shown.report.height))
    x, y, *color = hint
    return x * scale, y * scale, *color


def given(shown: Shown) -> list[tuple[float, float, str]]:
    """The colors given so far, their places as shares of width and height."""
    return [(x / shown.report.width, y / shown.report.height, color) for x, y, color in shown.wish.hints]


def file(path: str) -> dict:
    """The download button with a file."""
    return gr.update(value=path, label=t("studio.download"), interactive=True)


def no_file(label: str | None = None) -> dict:
    """The download button without one."""
    return gr.update(value=None, label=label or t("studio.download"), interactive=False)


def reported(shown: Shown, form: str, language: str) -> str:
    """The report of what is shown."""
    return render(shown.report, form, language, same_look=shown.wish.mode in SPACES)
