"""The article's own example as it stands: color to black-and-white at 28 x 28 by TensorFlow, shown by matplotlib."""

from __future__ import annotations

import inspect
import io
import textwrap
from html import escape

import gradio as gr
import numpy as np

from colorize.color import EFFECTS, transform
from colorize.tabs.lab.bench import Bench, Chosen
from colorize.tabs.lab.views import read_preview
from colorize.tabs.limits import HEAVY
from colorize.tabs.preview import keep_file
from colorize.tabs.text import page_error, say, t

TITLE = "lab.article"
PRIMARIES = np.float32([[[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]])
"""Red, green, blue and white, (1, 4, 3): what a gray makes of them tells its weights and their sum."""


def color_to_gray(image: np.ndarray):
    """From color to black-and-white at 28 x 28, shown by matplotlib.

    Args:
        image: sRGB (H, W, 3), uint8.

    Returns:
        The gray picture, (28, 28, 1) float32 0-255, and a matplotlib Figure with both.
    """
    import tensorflow as tf
    from matplotlib.figure import Figure

    small = tf.image.resize(image, (28, 28))
    gray = tf.image.rgb_to_grayscale(small)

    figure = Figure(figsize=(7, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.imshow(small.numpy().astype("uint8"))
    right.imshow(gray.numpy()[..., 0], cmap="gray", vmin=0, vmax=255)
    left.set_title("28 x 28 x 3")
    right.set_title("28 x 28 x 1")
    return gray.numpy(), figure


def tensorflow_weights() -> np.ndarray:
    """What TensorFlow's rgb_to_grayscale makes of `PRIMARIES`: (4,)."""
    import tensorflow as tf

    return tf.image.rgb_to_grayscale(PRIMARIES).numpy()[0, :, 0]


def run_example(chosen: Chosen | None, language: str) -> tuple:
    """Run the example on the photo's preview, and compare TensorFlow's weights with the other grays."""
    if chosen is None:
        raise page_error("error.no_picture")
    _, figure = color_to_gray(read_preview(chosen.token)[..., :3])
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=120)
    return gr.update(value=keep_file(data.getvalue(), "28x28.png"), visible=True), weights_table(language)


def weights_table(language: str | None) -> str:
    """Every gray's values of `PRIMARIES`, TensorFlow's first; computed, not quoted."""
    rows = [("tf.image.rgb_to_grayscale", tensorflow_weights())]
    for effect in EFFECTS.values():
        if effect.name.startswith("gray_"):
            rows.append((effect.title.pick(language), transform(PRIMARIES, "rgb", effect.name)[0, :, 0]))
    head = "".join(
        f"<th scope=col>{escape(say(key, language))}</th>"
        for key in ("lab.gray", "lab.red", "lab.green", "lab.blue", "lab.white")
    )
    body = "".join(
        f"<tr><th scope=row>{escape(title)}</th>{''.join(f'<td>{value:.4f}</td>' for value in values)}</tr>"
        for title, values in rows
    )
    return f'<div class="scrolls"><table class="lab-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def say_weights(shown: str, language: str) -> str:
    """The table in the language now in force, once it is there: TensorFlow is not loaded for it."""
    return weights_table(language) if shown else gr.skip()


def build(bench: Bench) -> None:
    """The section: the code as it runs, a button, both pictures, the weights, and a word on them."""
    code = textwrap.dedent(inspect.getsource(color_to_gray))
    gr.HTML(f'<p class="note">{t("lab.article_how")}</p>')
    gr.Code(code, language="python", interactive=False, label=t("lab.article_code"), elem_id="lab-article-code")
    run = gr.Button(t("lab.article_run"), variant="primary", elem_id="lab-article-run")
    picture = gr.Image(
        label=t("lab.article"), show_label=False, format="png", interactive=False, visible=False, buttons=["fullscreen"],
        alt_text=t("lab.article_alt"), elem_id="lab-article-picture",
    )  # fmt: skip
    table = gr.HTML(elem_id="lab-article-weights")
    gr.Markdown(t("lab.article_word"), elem_classes="lab-about")
    bench.page.on(
        run.click, run_example, [bench.chosen], [picture, table], api_name="lab_article", trigger_mode="once",
        show_progress_on=run, **HEAVY,
    )  # fmt: skip
    bench.page.on(
        bench.page.language_changed.click,
        say_weights,
        [table],
        table,
        api_name="lab_article_language",
        show_progress="hidden",
    )
