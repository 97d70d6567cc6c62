"""The page. `python app.py` starts it here; a Hugging Face Space starts it the same way."""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by Gradio when it is imported

import gradio as gr

from colorize.tabs import TABS, api
from colorize.tabs.limits import QUEUE_LENGTH
from colorize.tabs.page import footnote, frame, launch_options, new_blocks


def build_app() -> gr.Blocks:
    """The whole page, ready to launch."""
    with new_blocks() as app:
        page = frame(app)
        with gr.Tabs(overflow_behavior="wrap"):  # on a phone all of them in sight
            for name, tab in TABS.items():
                page.add_tab(name, tab)
        page.wire_titles()
        api.build()
        footnote()
    return app.queue(max_size=QUEUE_LENGTH)


demo = build_app()

if __name__ == "__main__":
    demo.launch(**launch_options())
