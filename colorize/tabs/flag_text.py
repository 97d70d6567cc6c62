"""What a picture's flags mean, in plain words and with the cure. A test finds every flag that the package sets."""

from __future__ import annotations

from colorize.text import Text

FLAGS: dict[str, Text] = {
    "flag.already_color": Text(
        "This picture already has color (mean chroma {value:.0f}). It was colored anew from its lightness alone; "
        "to keep its own colors, choose a color mode instead of a model.",
        "这张图片本来就有颜色（平均彩度 {value:.0f}）。结果仅根据明度重新上色；若要保留原有颜色，请改选某个颜色模式。",
    ),
    "flag.toned": Text(
        "This picture has a single tone, such as sepia (mean chroma {value:.0f}). The tone was set aside and the "
        "picture colored from its lightness.",
        "这张图片只有单一色调（如棕褐色，平均彩度 {value:.0f}）。已去掉该色调，仅根据明度上色。",
    ),
    "flag.nearly_gray": Text(
        "The result is nearly gray (mean chroma {value:.1f}): the model is unsure of these colors. "
        "Raise Vividness, or try another model.",
        "结果接近灰色（平均彩度 {value:.1f}）：模型对颜色没有把握。请提高鲜艳度，或换一个模型。",
    ),
    "flag.uniform_tint": Text(
        "The result is close to one uniform tint (colors vary by {value:.0%} of their mean). "
        "Lower Vividness to soften it, or try another model.",
        "结果接近单一色调（颜色变化仅为均值的 {value:.0%}）。请降低鲜艳度，或换一个模型。",
    ),
    "flag.out_of_gamut": Text(
        "{value:.1%} of the pixels would have been more colorful than sRGB can show. They kept their lightness and "
        "hue and gave up some chroma; lower Vividness if that looks flat.",
        "{value:.1%} 的像素颜色超出 sRGB 范围。它们保持明度和色相，降低了彩度；如果显得平淡，请降低鲜艳度。",
    ),
    "flag.profile_converted": Text(
        "Its colors were converted from the embedded profile “{value}” to sRGB.",
        "颜色已从内嵌的配置文件“{value}”转换为 sRGB。",
    ),
    "flag.gamut_clipped": Text(
        "{value:.1%} of the pixels lay outside sRGB and were clipped to it on reading. "
        "The file that you keep still has them.",
        "{value:.1%} 的像素超出 sRGB，读取时被截断到其范围内。你手中的原文件仍保留它们。",
    ),
    "flag.reduced_to_8bit": Text(
        "This kind of file could only be read at 8 bits a channel. "
        "For full depth, save it as a 16-bit PNG or TIFF in sRGB.",
        "这类文件只能按每通道 8 位读取。如需完整位深，请另存为 sRGB 的 16 位 PNG 或 TIFF。",
    ),
    "flag.float_scaled": Text(
        "It holds floating-point values, which were scaled to the range from black to white ({value}). "
        "If it looks too dark or too light, scale it to 0-1 before.",
        "图片为浮点数值，已缩放到从黑到白的范围（{value}）。若过暗或过亮，请事先缩放到 0-1。",
    ),
    "flag.first_frame": Text(
        "This file holds {value} frames; the first one was used. To color another, save it as a picture of its own.",
        "文件包含 {value} 帧，使用的是第一帧。若要处理其他帧，请将其单独保存为图片。",
    ),
    "flag.unknown": Text("Noted: {name} ({value}).", "备注：{name}（{value}）。"),
}
