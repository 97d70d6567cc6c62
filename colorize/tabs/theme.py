"""The page's look: neutral gray all around, so that nothing tints the eye that judges a photo, and one calm teal."""

from __future__ import annotations

import gradio as gr

TEAL = gr.themes.Color(
    c50="#eefaf9", c100="#d3f1ef", c200="#a9e2df", c300="#74ccc8", c400="#41adaa", c500="#24918f", c600="#1b7476",
    c700="#195d60", c800="#184a4d", c900="#183e41", c950="#082426", name="teal",
)  # fmt: skip
GRAY = gr.themes.Color(
    c50="#fafafa", c100="#f3f3f3", c200="#e6e6e6", c300="#d2d2d2", c400="#a0a0a0", c500="#717171", c600="#525252",
    c700="#3d3d3d", c800="#282828", c900="#1b1b1b", c950="#121212", name="gray",
)  # fmt: skip
FONTS = (
    "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "sans-serif",
)  # fmt: skip
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Noto Sans Mono", "monospace")

THEME = gr.themes.Base(
    primary_hue=TEAL, secondary_hue=TEAL, neutral_hue=GRAY, font=FONTS, font_mono=MONO, text_size="md",
    spacing_size="md", radius_size="md",
).set(
    body_background_fill="#f7f7f7",
    body_background_fill_dark="#161616",
    body_text_color="*neutral_900",
    body_text_color_subdued="#5f5f5f",
    body_text_color_subdued_dark="#a8a8a8",
    block_background_fill="white",
    block_background_fill_dark="#202020",
    block_border_color="*neutral_200",
    block_border_color_dark="#333333",
    block_label_text_color="#5f5f5f",
    block_label_text_color_dark="#b4b4b4",
    block_title_text_weight="500",
    block_shadow="none",
    block_padding="8px 10px",
    input_border_width="1px",
    input_border_color="*neutral_200",
    input_border_color_dark="#3d3d3d",
    input_background_fill="white",
    input_background_fill_dark="#292929",
    button_primary_background_fill="*primary_600",
    button_primary_background_fill_hover="*primary_700",
    button_primary_background_fill_dark="*primary_500",
    button_primary_background_fill_hover_dark="*primary_400",
    button_primary_text_color="white",
    button_primary_text_color_dark="#061718",
    button_secondary_background_fill="*neutral_100",
    button_secondary_background_fill_hover="*neutral_200",
    button_secondary_background_fill_dark="#303030",
    button_secondary_background_fill_hover_dark="#3b3b3b",
    slider_color="*primary_600",
    slider_color_dark="*primary_400",
)  # fmt: skip
