"""What a network for digits says of one digit, and what its first layer saw. All of it is HTML."""

from __future__ import annotations

from html import escape

import cv2
import numpy as np

from colorize.classify import Classifier, probabilities
from colorize.explain import active_units, feature_maps
from colorize.tabs.classify.small import bar, image, percent, signed
from colorize.tabs.text import say

SHOWN = 12
"""Units or maps of the first layer."""


def answer_view(network: Classifier, digit: np.ndarray, note: str, language: str | None) -> str:
    """Ten probabilities, and the digit as the network was given it.

    Args:
        network: for digits.
        digit: (28, 28) float32 in [0, 1].
        note: a sentence on where the digit comes from, or "".
        language: the page's language tag.
    """
    chances = probabilities(network, digit[..., None])
    best = int(chances.argmax())
    words = {"name": network.names[best].pick(language), "percent": percent(float(chances[best]))}
    lines = [f'<p class="verdict">{escape(say("classify.digit_answer", language, **words))}</p>']
    if chances[best] < 0.5:
        lines.append(f'<p class="note">{escape(say("classify.digit_unsure", language))}</p>')
    if note:
        lines.append(f'<p class="note">{escape(note)}</p>')
    rows = "".join(
        f'<tr class="{"best" if place == best else ""}"><th scope=row>{place}</th><td>{bar(float(chance))}</td>'
        f"<td>{escape(percent(float(chance)))}</td></tr>"
        for place, chance in enumerate(chances)
    )
    given = image(_bytes(digit), say("classify.digit_given_alt", language), "pixels given")
    return (
        f'<div class="digit-answer">{"".join(lines)}<div class="digit-row"><table class="bars">'
        f"<caption>{escape(say('classify.chances', language))}</caption><tbody>{rows}</tbody></table>"
        f'<figure>{given}<figcaption class="fine">{escape(say("classify.digit_given", language))}</figcaption></figure>'
        "</div></div>"
    )


def layer_view(network: Classifier, digit: np.ndarray, language: str | None) -> str:
    """What the first layer saw: the most active units of a dense network, or the strongest maps of a convolution."""
    if network.card.architecture["network"] == "mnist_dense":
        units = active_units(network.model, digit, SHOWN)
        seen = [
            (signed(unit.seen), say("classify.unit", language, number=unit.number, value=unit.activation))
            for unit in units
        ]
        words = say("classify.layer_dense", language, count=len(units))
    else:
        maps = feature_maps(network.model, digit)[:SHOWN]
        seen = [(_heat(each), say("classify.map", language, value=float(each.max()))) for each in maps]
        words = say("classify.layer_conv", language, count=len(maps))
    figures = "".join(
        f"<figure>{image(pixels, caption)}<figcaption>{escape(caption)}</figcaption></figure>" for pixels, caption in seen
    )
    return (
        f'<h3>{escape(say("classify.layer", language))}</h3><p class="note">{escape(words)}</p>'
        f'<div class="layer-row">{figures}</div>'
    )


def _bytes(values: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(values, 0, 1) * 255).astype("uint8")


def _heat(values: np.ndarray) -> np.ndarray:
    """A map of answers, dark to yellow, its own strongest brightest; uint8 RGB."""
    share = _bytes(values / max(float(values.max()), 1e-9))
    return np.ascontiguousarray(cv2.applyColorMap(share, cv2.COLORMAP_INFERNO)[..., ::-1])
