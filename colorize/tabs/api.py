"""The two endpoints for programs. They belong to no tab, so a new layout breaks no client."""

# No postponed annotations here: `gr.api` takes what an endpoint returns from the annotation itself.

import gradio as gr
from gradio.data_classes import FileData
from gradio.utils import get_upload_folder, is_in_or_equal

from colorize.press import profile_called
from colorize.tabs.handler import handler
from colorize.tabs.limits import HEAVY
from colorize.tabs.photo_input import Photo
from colorize.tabs.text import page_error
from colorize.tabs.work import Wish, fulfil, write


@handler
def colorize(
    image: FileData, model: str = "auto", vividness: float = 1.0, format: str = "png", hints: list | None = None
) -> tuple[FileData, dict]:
    """Give a black-and-white photo color.

    Args:
        image: the photo's file.
        model: a checkpoint's name, or `auto`.
        vividness: 0 (gray) to 2; 1 is the model's own best.
        format: `png`, `jpeg`, `webp`, `tiff`, `avif` or `npy`.
        hints: colors given for places of the picture, each [x, y, "#rrggbb"]; for models that take them.

    Returns:
        The result's file at full size, and a report: width, height, mode, model, seconds, flags.
    """
    return _answer(image, Wish(model=model, vividness=vividness, hints=tuple(hints or ())), format)


@handler
def convert(
    image: FileData, mode: str, format: str = "png", options: dict | None = None
) -> tuple[FileData, dict]:
    """Bring a picture into another color mode.

    Args:
        image: the picture's file.
        mode: a color mode's name.
        format: as for `colorize`; modes that PNG cannot hold need `tiff` or `npy`, press ink also goes into `jpeg`.
        options: settings of the mode by name; a press profile is one that the server has found, by its name.

    Returns:
        The result's file at full size, and a report: width, height, mode, model (empty), seconds, flags.
    """
    chosen = dict(options or {})
    if "profile" in chosen:
        chosen["profile"] = profile_called(chosen["profile"])  # by name alone: a path would reach the server's files
    return _answer(image, Wish(mode=mode, options=chosen), format)


def _answer(image: FileData | dict, wish: Wish, form: str) -> tuple[FileData, dict]:
    # What is annotated as FileData arrives as the plain dictionary that the client has sent. Gradio checks its path
    # only where the client has marked it as a file; this one must be an upload in any case.
    sent = image if isinstance(image, dict) else image.model_dump() if image else {}
    path = sent.get("path")
    if not isinstance(path, str) or not is_in_or_equal(path, get_upload_folder()):
        raise page_error("error.no_file")
    photo = Photo(path, str(sent.get("orig_name") or path))
    result, report = fulfil(photo, wish)
    file = write(result, photo, wish, form)
    answer = {
        "width": report.width,
        "height": report.height,
        "mode": result.mode,
        "model": report.model,
        "seconds": round(report.seconds, 4),
        "flags": report.flags,
    }
    return FileData(path=file, orig_name=file.rpartition("/")[2]), answer


def build() -> None:
    """Publish both."""
    gr.api(colorize, api_name="colorize", **HEAVY)
    gr.api(convert, api_name="convert", **HEAVY)
