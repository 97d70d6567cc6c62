"""A gray picture in, a color picture out: reduce, run the network, enlarge the color, keep the lightness."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

import cv2
import numpy as np

from colorize import checkpoint
from colorize.color import gray_from_lightness, into_gamut, rgb_to_lab, rgb_to_lightness, transform
from colorize.color.strips import each_strip
from colorize.errors import ColorizeError
from colorize.guided import cell_means, color_lines
from colorize.hints import HINT_CHANNELS, Patch, hint_rows, listed, patches_of
from colorize.image import Picture, as_picture
from colorize.image.formats import family

STRIP = 1 << 18  # pixels merged at a time: enough that colors outside the gamut are found in large groups
LONGEST = 4  # the network's picture is at most so many short sides long
NETWORKS_KEPT = 3
COLOR_SPREAD = 2.5  # RMS distance of a* b* from their mean, from which on a picture has color of its own
TONED_CHROMA = 3.0  # mean chroma from which on a picture of one tone, such as sepia, is called toned
GRAY_CHROMA = 3.0  # mean chroma below which a result is called nearly gray
FADED_RANGE = (15.0, 60.0)  # L* between the darkest and the lightest half percent of a picture that is called faded
FULL_RANGE = (2.0, 97.0)  # where these come to lie in the network's copy of it: about as in the training photos
TINT_RATIO = 0.35  # spread of a* b* against their mean, below which a result is called one tint
LOUDEST = 1.8  # chroma of middle lightnesses at vividness 2, as a multiple of that at 1
FLAGS = ("already_color", "toned", "faded", "nearly_gray", "uniform_tint", "out_of_gamut")
"""What is said of a result; what was said of an earlier one that comes in does not hold for it."""
NO_COLOR = 1.0  # L* from black and from white within which color runs out, so that both stay what they are
MOVED_SHARE = 0.001  # share of pixels that may lose chroma to the gamut without a word


@dataclass(frozen=True, eq=False)
class Network:
    """A loaded checkpoint; equal to itself alone, so that what is made for it can be kept by it.

    Args:
        card: what it is.
        output: gray (1, h, w, 1), and the hints (1, n, 5) where the network takes any, float32, to what the network says
            of its cells, (1, h / stride, w / stride, channels), and behind it what the hints tell.
        cells: the same, and `Knobs` as float32, to a*, b* of the cells, (1, h / stride, w / stride, 2).
        model: the Keras model itself, for those who look inside.
    """

    card: checkpoint.Card
    output: Callable
    cells: Callable
    model: object

    def inputs(self, gray: np.ndarray, patches: Sequence[Patch] = ()) -> list[np.ndarray]:
        """What to call it with: a gray picture (h, w) of sides that are multiples of the card's, and known colors."""
        inputs = [gray[None, ..., None]]
        if "hints" in self.card.input:
            inputs.append(hint_rows(patches)[None])
        return inputs


@lru_cache(maxsize=NETWORKS_KEPT)
def _network(name: str, sha256: str) -> Network:
    model, card = checkpoint.load(name)
    import tensorflow as tf

    from colorize.networks.heads import HEADS, MEAN

    decode = HEADS[card.output["head"]]().decode

    shapes = [(1, None, None, 1), (1, None, HINT_CHANNELS)][: 1 + ("hints" in card.input)]

    # Height, width and the number of hints stay open: one trace serves every picture.
    @tf.function(input_signature=[tf.TensorSpec(shape) for shape in shapes])
    def output(*pictures):
        return model(list(pictures) if len(pictures) > 1 else pictures[0], training=False)

    @tf.function(input_signature=[*(tf.TensorSpec(shape) for shape in shapes), tf.TensorSpec((len(MEAN),))])
    def cells(*inputs):
        return decode(output(*inputs[:-1]), *tf.unstack(inputs[-1]))

    network = Network(card, output, cells, model)
    network.cells(*network.inputs(np.zeros((32, 32), "float32")), np.float32(MEAN))
    _ready.add(sha256)
    return network


_ready: set[str] = set()
_loading = Lock()


def network_of(card: checkpoint.Card) -> Network:
    """The network of a card, loaded on first use, once however many ask, and kept among the last few."""
    with _loading:
        return _network(card.name, card.sha256)


def warm(model: str = "auto") -> None:
    """Load TensorFlow and a checkpoint's weights now, so that the first picture need not wait.

    Raises:
        ColorizeError: there is no such checkpoint, or its files do not fit together.
    """
    network_of(checkpoint.read_card(model, task="colorize"))


def loaded(model: str = "auto") -> bool:
    """Whether a checkpoint is warm; imports nothing."""
    return checkpoint.read_card(model).sha256 in _ready


def colorize(image, model: str = "auto", *, vividness: float = 1.0, hints: Iterable = ()) -> Picture:
    """Give a picture color from its own lightness.

    Args:
        image: a path, a PIL image, a `Picture`, or an array (H, W), (H, W, 3) or (H, W, 4) of uint8, uint16, or float
            in [0, 1]. Color that it has is ignored, and told by the flag `already_color`.
        model: a name of `models()`, or `auto`.
        vividness: 0 (gray) to 2; 1 is the model's own best.
        hints: colors given for places of the picture, each (x, y, "#rrggbb") in its pixels; for a model that takes them.

    Returns:
        A `Picture` in sRGB, float32 (H, W, 3) in [0, 1], of the same size, alpha, depth and metadata, whose L* is the
        input's. Its flags: `already_color` (mean chroma of the input), `toned` (mean chroma of an input of one tone,
        such as sepia), `faded` (range of L* of an input that lost its blacks and whites), `nearly_gray` (mean chroma of
        the result), `uniform_tint` (spread of a* b* against their mean), `out_of_gamut` (share of pixels whose chroma
        gave way to keep L*).

    Raises:
        ColorizeError: the picture cannot be read, the model or the vividness is not one of those that exist, a hint is
            outside the picture or no color, or the model takes none.
    """
    if not (isinstance(vividness, int | float | np.number) and 0 <= vividness <= 2):
        raise ColorizeError(
            "Vividness came as {value!r}; it is a number from 0 (gray) through 1 to 2.",
            "鲜艳度为 {value!r}；应为 0（灰）到 2 之间的数，1 为最佳。",
            value=vividness,
        )
    card = checkpoint.read_card(model, task="colorize")
    hints = checked(hints, card)
    picture = as_picture(image)
    rgb = rgb_of(picture)
    flags = {name: value for name, value in picture.flags.items() if name not in FLAGS} | _input_flags(rgb)
    lightness = rgb_to_lightness(rgb)
    del rgb
    small, cells = predict_cells(network_of(card), lightness, float(vividness), hints)
    array, moved = merge(lightness, small, cells, card.output["stride"])
    if faded := faded_range(small):
        flags["faded"] = faded[1] - faded[0]
    flags |= _result_flags(array, moved)
    return replace(picture, array=array, mode="rgb", flags=flags)


def checked(hints: Iterable | None, card: checkpoint.Card) -> list:
    """Hints for a model, as a list.

    Raises:
        ColorizeError: the model takes none; the message lists those that do.
    """
    hints = listed(hints)
    if hints and "hints" not in card.input:
        raise ColorizeError(
            "Model {name!r} takes no hints. Choose from: {choices}.", "模型 {name!r} 不接受颜色提示。可选：{choices}。",
            name=card.name,
            choices=", ".join(n for n, c in checkpoint.cards(task="colorize").items() if "hints" in c.input) or "none yet",
        )  # fmt: skip
    return hints


def rgb_of(picture: Picture) -> np.ndarray:
    """A picture as it is seen, sRGB (H, W, 3) float32: a look, a gray one too, as it is; not copied where it is that already."""
    kind = family(picture.mode)
    if kind in ("gray", "bilevel"):
        return np.repeat(picture.array, 3, axis=-1)
    return picture.array if kind == "rgb" else transform(picture.array, picture.mode, "rgb")


def lightness_of(image) -> np.ndarray:
    """The L* of whatever `colorize` takes, (H, W) float32."""
    return rgb_to_lightness(rgb_of(as_picture(image)))


def network_size(height: int, width: int, short_side: int) -> tuple[int, int]:
    """The size at which the network sees a picture: its short side as asked, its aspect kept, not longer than 4:1.

    Example:
        >>> network_size(3000, 4000, 192)
        (192, 256)
        >>> network_size(1, 30000, 192)
        (1, 768)
    """
    scale = min(short_side / min(height, width), LONGEST * short_side / max(height, width))
    return max(1, round(height * scale)), max(1, round(width * scale))


def predict_cells(
    network: Network, lightness: np.ndarray, vividness: float, hints: Sequence = ()
) -> tuple[np.ndarray, np.ndarray]:
    """Run the network on a reduced copy of a picture.

    Args:
        network: a loaded checkpoint.
        lightness: (H, W) float32 L*.
        vividness: 0 to 2.
        hints: each (x, y, color) in pixels of the picture.

    Returns:
        The reduced L*, (h, w) float32, and the predicted a*, b* of its cells, (rows, columns, 2) float32.
    """
    from colorize.networks.heads import Knobs, knobs

    small, gray = reduce(lightness, network.card)
    patches = patches_of(hints, lightness.shape, small.shape)
    best = Knobs(**network.card.output["knobs"])
    cells = network.cells(*network.inputs(gray, patches), np.float32(knobs(vividness, best))).numpy()[0]
    return small, amplify(cells, small, network.card.output["stride"], vividness)


def amplify(cells: np.ndarray, small: np.ndarray, stride: int, vividness: float) -> np.ndarray:
    """More chroma than the model's own best, for a vividness beyond 1: up to `LOUDEST` times at 2.

    Middle lightnesses gain most, since near black and white there is no room for chroma. Where the result is close to
    one tint, which more chroma would only make worse, the gain is withdrawn.

    Args:
        cells: (rows, columns, 2) float32 a*, b* of `stride` x `stride` pixels.
        small: (h, w) float32 L* of these pixels.
        stride: see above.
        vividness: 0 to 2.
    """
    if vividness <= 1:
        return cells
    _, mean, spread = _spread(cells)
    withdrawn = min(1.0, spread / max(TINT_RATIO * mean, 1e-6))
    share = cell_means(small, stride, cells.shape[:2])[..., None] / 100
    weight = withdrawn * np.clip(4 * share * (1 - share), 0, 1)
    return cells * (1 + (LOUDEST - 1) * (vividness - 1) * weight.astype("float32"))


def reduce(lightness: np.ndarray, card: checkpoint.Card, short_side: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """A picture as the network sees it.

    Args:
        lightness: (H, W) float32 L*.
        card: says which sides the network wants.
        short_side: other than the card's.

    Returns:
        The reduced L*, (h, w) float32, and its sRGB gray, padded by reflection to the sides that the network takes. A
        faded picture's gray has its levels stretched: only the network sees them.
    """
    size = network_size(*lightness.shape, short_side or card.input["short_side"])
    shrinks = size[0] * size[1] < lightness.size
    small = cv2.resize(lightness, size[::-1], interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    bottom, right = (-side % card.input["multiple"] for side in size)
    return small, cv2.copyMakeBorder(gray_from_lightness(stretch_if_faded(small)), 0, bottom, 0, right, cv2.BORDER_REFLECT)


def faded_range(lightness: np.ndarray) -> tuple[float, float] | None:
    """The L* of the darkest and of the lightest half percent of a picture (h, w) that is faded; None of any other.

    What is nearly blank does not count as faded: stretching would make a picture of its grain.
    """
    low, high = (float(value) for value in np.percentile(lightness, (0.5, 99.5)))
    return (low, high) if FADED_RANGE[0] <= high - low < FADED_RANGE[1] else None


def stretch_if_faded(lightness: np.ndarray) -> np.ndarray:
    """A faded picture's L* (h, w), float32, brought to a full range of tones; any other picture as it is."""
    faded = faded_range(lightness)
    if faded is None:
        return lightness
    (low, high), (black, white) = faded, FULL_RANGE
    return np.clip((lightness - low) * np.float32((white - black) / (high - low)) + np.float32(black), 0, 100)


def merge(lightness: np.ndarray, small: np.ndarray, cells: np.ndarray, stride: int) -> tuple[np.ndarray, float]:
    """Enlarge color along the edges of the lightness, bring it into the gamut, and put both together, by strips.

    Args:
        lightness: (H, W) float32 L*.
        small: (h, w) float32, the same reduced.
        cells: (rows, columns, 2) float32 a*, b* of `stride` x `stride` pixels each of the reduced picture.
        stride: see above.

    Returns:
        (H, W, 3) float32 sRGB in [0, 1], and the share of pixels whose chroma was reduced at constant L* and hue.
    """
    height, width = lightness.shape
    lines = color_lines(small, cells, stride)
    result = np.empty((height, width, 3), "float32")

    def strip(span: slice) -> float:
        part = lightness[span]
        color = lines.strip(part, span.start, height)
        if part.min() < NO_COLOR or part.max() > 100 - NO_COLOR:
            fade = np.clip(np.minimum(part, 100 - part) * np.float32(1 / NO_COLOR), 0, 1)
            color = [plane * fade for plane in color]
        lab = cv2.merge([part, *color])
        result[span], share = into_gamut(lab)
        return share * part.size

    moved = sum(each_strip(strip, height, max(1, STRIP // width)))
    return result, float(moved / lightness.size)


def _spread(color: np.ndarray) -> tuple[float, float, float]:
    """Mean chroma, distance of the mean a* b* from neutral, and RMS distance of a* b* from their mean."""
    flat = color.reshape(-1, 2)
    mean = flat.mean(0)
    deviation = math.sqrt(np.square(flat - mean).sum(1).mean())
    return float(np.hypot(flat[:, 0], flat[:, 1]).mean()), float(np.hypot(*mean)), deviation


def _seen_spread(rgb: np.ndarray) -> tuple[float, float, float]:
    """`_spread` of a picture (H, W, 3), judged on a reduced copy."""
    height, width = network_size(*rgb.shape[:2], 128)
    if height * width < rgb.shape[0] * rgb.shape[1]:
        rgb = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)
    return _spread(rgb_to_lab(np.ascontiguousarray(rgb))[..., 1:])


def _input_flags(rgb: np.ndarray) -> dict[str, float]:
    """Whether a picture has color of its own."""
    chroma, _, spread = _seen_spread(rgb)
    if spread >= COLOR_SPREAD:
        return {"already_color": chroma}
    return {"toned": chroma} if chroma >= TONED_CHROMA else {}


def _result_flags(rgb: np.ndarray, moved: float) -> dict[str, float]:
    """What a person should know of a result (H, W, 3), of whose pixels a share was moved into the gamut."""
    chroma, mean, spread = _seen_spread(rgb)
    flags = {}
    if chroma < GRAY_CHROMA:
        flags["nearly_gray"] = chroma
    elif spread < TINT_RATIO * mean:
        flags["uniform_tint"] = spread / mean
    if moved > MOVED_SHARE:
        flags["out_of_gamut"] = moved
    return flags
