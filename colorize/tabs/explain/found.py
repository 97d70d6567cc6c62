"""What was found of a photo and of a place on it, kept for one person: files and numbers, no large arrays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np

from colorize.color import rgb_to_lightness
from colorize.explain.distribution import Distribution, distribution_at, entropy_map, shown
from colorize.explain.gaze import BLUR, Agreement, agreement, as_heat, cover_changes, cover_map, gradient_map
from colorize.explain.heat import overlay
from colorize.explain.sight import Sight, look
from colorize.explain.stages import stages
from colorize.image import Picture
from colorize.predict import merge, rgb_of
from colorize.tabs.photo_input import Photo
from colorize.tabs.preview import as_bytes, keep_file, png_bytes, reduce_to, reduced_size
from colorize.tabs.text import page_error
from colorize.text import Text

SIDE = 640
"""Longest side of the picture that is clicked on."""


@dataclass(frozen=True)
class Undecided:
    """The map of entropy: its file, and its lowest, highest and greatest possible value in bits."""

    path: str
    low: float
    high: float
    most: float


@dataclass(frozen=True)
class StageView:
    """A stage's maps as files: which channels they are, how many there are, and (width, height) of each."""

    half: str
    stride: int
    channels: int
    numbers: tuple[int, ...]
    paths: tuple[str, ...]
    size: tuple[int, int]


@dataclass(frozen=True)
class Seen:
    """What a network made of a photo.

    Args:
        model: the checkpoint's name.
        copy: path of the network's own copy, L* as float32.
        size: (width, height) of the photo.
        painted: path of the colorized photo, reduced.
        stride: pixels of the copy for each cell.
        undecided: None where the network says one color alone.
        stages: see above.
    """

    model: str
    copy: str
    size: tuple[int, int]
    painted: str
    stride: int
    undecided: Undecided | None
    stages: tuple[StageView, ...]


@dataclass(frozen=True)
class Asked:
    """What was found of one place.

    Args:
        place: shares of width and height.
        distribution: None where the network says one color alone.
        color: that it answers there, `#rrggbb`.
        gradient, cover: paths of the maps; "" where they are not there yet.
        most: how far covering moves the answer at most, in units of a* b*.
        side: of the covers, in pixels of the network's copy.
        agreement: of the two maps.
    """

    place: tuple[float, float]
    distribution: Distribution | None = None
    color: str = ""
    gradient: str = ""
    cover: str = ""
    most: float = 0.0
    side: int = 0
    agreement: Agreement | None = None


@dataclass(frozen=True)
class Held:
    """What one person looks at.

    Args:
        photo: the file as it came.
        preview: path of what the page shows of it.
        line: what is said of the file.
        seen: what the network made of it.
        asked: what it made of a place.
        wishes: the temperature and the language in which that is shown.
    """

    photo: Photo
    preview: str = ""
    line: Text = field(default=Text("", ""), compare=False)
    seen: Seen | None = None
    asked: Asked | None = None
    wishes: tuple = ()


def see(picture: Picture, model: str) -> tuple[Seen, Sight]:
    """Let a network look at a photo: what it paints, how undecided it is, its stages."""
    lightness = rgb_to_lightness(rgb_of(picture))
    sight = look(lightness, model)
    size = reduced_size(picture.width, picture.height, SIDE)
    painted, _ = merge(reduce_to(lightness, size), sight.lightness, sight.colors(), sight.stride)
    data = io.BytesIO()
    np.save(data, sight.lightness)
    seen = Seen(
        model=sight.card.name,
        copy=keep_file(data.getvalue(), "explain-copy.npy"),
        size=(picture.width, picture.height),
        painted=_kept(as_bytes(painted), "painted"),
        stride=sight.stride,
        undecided=_undecided(sight) if sight.has_distribution else None,
        stages=tuple(_stage_view(stage) for stage in stages(sight)),
    )
    return seen, sight


def look_once_more(seen: Seen) -> Sight:
    """The same network on the same copy, for another question.

    Raises:
        ColorizeError: the copy was deleted meanwhile, as all uploads are.
    """
    if not Path(seen.copy).is_file():
        raise page_error("error.gone")
    return look(np.load(seen.copy, allow_pickle=False), seen.model)


def ask(sight: Sight, place: tuple[float, float]) -> Iterator[Asked]:
    """What is found of a place, in steps: its colors, then the gradient, then the covers."""
    cell = sight.cell(*place)
    asked = Asked(place, color=shown(sight.lightness_at(cell), sight.colors()[cell][None])[0])
    if sight.has_distribution:
        asked = replace(asked, distribution=distribution_at(sight, cell))
    yield asked
    slopes = gradient_map(sight, cell)
    asked = replace(asked, gradient=_kept(_over(sight, as_heat(slopes, BLUR)), "gradient"))
    yield asked
    changes, side = cover_changes(sight, cell)
    heat = as_heat(cover_map(sight, changes, side))
    yield replace(
        asked, cover=_kept(_over(sight, heat), "covers"), most=max(changes.values()), side=side,
        agreement=agreement(sight, cell, slopes, changes, side),
    )  # fmt: skip


def _undecided(sight: Sight) -> Undecided:
    bits = entropy_map(sight)
    low, high = float(bits.min()), float(bits.max())
    height, width = sight.gray.shape
    # A cell at the right or lower edge may reach beyond the picture: what does is cut off.
    large = cv2.resize(bits - low, None, fx=sight.stride, fy=sight.stride, interpolation=cv2.INTER_LINEAR)
    heat = np.maximum(large[:height, :width], 0) / max(high - low, 1e-6)
    return Undecided(_kept(_over(sight, heat), "entropy"), low, high, float(np.log2(len(sight.bins))))


def _stage_view(stage) -> StageView:
    maps = [cv2.applyColorMap(as_bytes(each), cv2.COLORMAP_INFERNO)[..., ::-1] for each in stage.maps]
    paths = tuple(_kept(np.ascontiguousarray(pixels), f"{stage.half}-{stage.stride}") for pixels in maps)
    return StageView(stage.half, stage.stride, stage.channels, stage.numbers, paths, stage.maps.shape[:0:-1])


def _over(sight: Sight, heat: np.ndarray) -> np.ndarray:
    """A map over the network's own copy of the photo."""
    return overlay(np.repeat(np.clip(sight.gray, 0, 1)[..., None], 3, axis=2), heat)


def _kept(pixels: np.ndarray, name: str) -> str:
    return keep_file(png_bytes(pixels), f"explain-{name}.png")
