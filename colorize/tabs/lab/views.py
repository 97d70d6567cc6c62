"""The preview's views by address: the browser asks for one as for any picture, which is several times as quick as an
event of Gradio's, so that a slider can change the picture while it is being moved.

A view depends on its address alone - the preview's file, the mode, the edit - and nothing is kept between two of them.
"""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import anyio.to_thread
import cv2
import numpy as np
from gradio.utils import get_upload_folder
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from colorize.color import transform
from colorize.color.pictures import as_rgb, convert
from colorize.errors import ColorizeError
from colorize.image import Picture
from colorize.lab.given import reversible
from colorize.lab.neutral import differences, neutral
from colorize.tabs.lab.bench import Chosen, Setting
from colorize.tabs.lab.edits import as_options, cured, edited
from colorize.tabs.preview import as_bytes, keep_file, png_bytes, reduce_to, reduced_size
from colorize.tabs.text import page_error

PREVIEW_PIXELS = 500_000
CHANNEL_SIDE = 420
PREVIEW_NAME = "lab-preview.png"
ADDRESS = "lab/view"
"""Relative to the page's own, as a Space may serve it from a folder."""
AT_A_TIME = anyio.CapacityLimiter(2)
"""Views that are drawn at the same time in the whole page; each takes some tens of milliseconds and megabytes."""


def preview_size(width: int, height: int) -> tuple[int, int]:
    """(width, height) of at most `PREVIEW_PIXELS`, the aspect kept.

    Example:
        >>> preview_size(4000, 3000), preview_size(640, 480), preview_size(2_000_000, 1)
        ((816, 612), (640, 480), (500000, 1))
    """
    scale = min(1.0, (PREVIEW_PIXELS / (width * height)) ** 0.5)
    small = max(1, int(width * scale)), max(1, int(height * scale))
    return min(small[0], PREVIEW_PIXELS // small[1]), min(small[1], max(1, PREVIEW_PIXELS // small[0]))


def keep_preview(picture: Picture) -> tuple[str, tuple[int, int]]:
    """Reduce a photo, sRGB, to a PNG that the page may serve; returns its path and its (width, height)."""
    size = preview_size(picture.width, picture.height)
    pixels = as_bytes(reduce_to(picture.array, size))
    if picture.alpha is not None:
        pixels = np.dstack([pixels, as_bytes(reduce_to(picture.alpha, size))])
    return keep_file(png_bytes(pixels), PREVIEW_NAME), size


def read_preview(token: str) -> np.ndarray:
    """A preview's pixels: uint8 sRGB (H, W, 3), or (H, W, 4) with alpha.

    Raises:
        ColorizeError: there is none of that name, as an hour after the upload.
    """
    path = Path(get_upload_folder(), token, PREVIEW_NAME)
    if not re.fullmatch("[0-9a-f]{64}", token) or not path.is_file():
        raise page_error("error.gone")
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.ndim != 3 or pixels.shape[0] * pixels.shape[1] > PREVIEW_PIXELS:
        raise page_error("error.gone")  # not written by us
    return cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA if pixels.shape[2] == 4 else cv2.COLOR_BGR2RGB)


def address(chosen: Chosen, setting: Setting, **more: object) -> str:
    """Where the browser finds the edited preview; with `channel` or `look` and `options` another view, see `draw`."""
    return f"{ADDRESS}?{urlencode({'photo': chosen.token} | asdict(setting) | more)}"


def draw(photo: str, setting: Setting, channel: str = "", look: str = "", options: str = "") -> bytes:
    """A view as PNG: the edited preview; the channel of that number; or the preview, not edited, in a one-way look."""
    pixels = read_preview(photo)
    if look:
        shown = as_bytes(as_rgb(convert(pixels[..., :3], look, **as_options(look, options))))
    else:
        rgb = edited(pixels[..., :3], setting)
        if channel:
            return png_bytes(draw_channel(rgb, setting.mode, channel))
        shown = as_bytes(cured(rgb, setting.cure))
    return png_bytes(np.dstack([shown, pixels[..., 3]]) if pixels.shape[2] == 4 else shown)


def draw_channel(rgb: np.ndarray, mode: str, number: str) -> np.ndarray:
    """One channel, from black at the low end of its range to white at the high one.

    An angle is shown in the colors of a wheel, and a color difference in the colors that it stands for on middle gray.

    Args:
        rgb: float32 sRGB (H, W, 3), also beyond 0-1.
        mode: a reversible mode.
        number: from 0, as text.

    Returns:
        uint8 (H, W), or (H, W, 3) in color; at most `CHANNEL_SIDE` wide or high.
    """
    channels = reversible(mode).channels
    if number not in [str(place) for place in range(len(channels))]:
        raise page_error("error.edit")
    index = int(number)
    channel, size = channels[index], reduced_size(rgb.shape[1], rgb.shape[0], CHANNEL_SIDE)
    if channel.angle:
        # Averaging angles would invent hues between 359 and 0 degrees: single pixels are taken instead.
        hue = transform(cv2.resize(rgb, size, interpolation=cv2.INTER_NEAREST), "rgb", mode)[..., index]
        wheel = np.stack([hue, np.full_like(hue, 1), np.full_like(hue, 1)], axis=-1)
        return as_bytes(transform(wheel, "hsv", "rgb"))
    values = transform(reduce_to(rgb, size), "rgb", mode)[..., index]
    if not differences(mode)[index]:
        return as_bytes((values - channel.low) / (channel.high - channel.low))
    tinted = np.empty((*values.shape, len(channels)), np.float32)
    tinted[:] = neutral(mode)
    tinted[..., index] = values
    return as_bytes(transform(tinted, mode, "rgb"))


async def _answer(request: Request) -> Response:
    query = request.query_params
    setting = Setting(*(query.get(part.name, part.default) for part in fields(Setting)))
    more = {name: query.get(name, "") for name in ("channel", "look", "options")}
    work = partial(draw, query.get("photo", ""), setting, **more)
    data = await anyio.to_thread.run_sync(work, limiter=AT_A_TIME)
    return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


async def _refuse(request: Request, error: ColorizeError) -> Response:
    return PlainTextResponse(f"{error.text.en}\n{error.text.zh}", status_code=400)


def server_options() -> dict:
    """What the page's server is told beside Gradio's own addresses."""
    return {"routes": [Route(f"/{ADDRESS}", _answer)], "exception_handlers": {ColorizeError: _refuse}}
