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
    "flag.faded": Text(
        "This picture looks faded: its tones span {value:.0f} of 100 steps of lightness. The model saw a copy with full "
        "blacks and whites; the result keeps the picture's own tones.",
        "这张图片看起来已褪色：影调只占 100 级明度中的 {value:.0f} 级。模型看到的是补足黑白层次的副本；结果保留图片原有的影调。",
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
    "flag.profile_unusable": Text(
        "The embedded color profile “{value}” is damaged or does not fit this picture; its colors were read as sRGB. "
        "If they look wrong, save the picture again as sRGB.",
        "内嵌的颜色配置文件“{value}”已损坏或不适用，颜色按 sRGB 读取。若颜色不对，请将图片重新保存为 sRGB。",
    ),
    "flag.cmyk_without_profile": Text(
        "It is CMYK without a color profile, so its colors were computed by the plain formula ({value}). "
        "For exact print colors, save it with its profile or as sRGB.",
        "图片为不带配置文件的 CMYK，颜色按简单公式换算（{value}）。若需准确的印刷颜色，请附带配置文件或另存为 sRGB。",
    ),
    "flag.press_profile": Text(
        "The inks are those of the press “{value}”; files carry its profile. Another press needs other ink.",
        "油墨按印刷条件“{value}”计算，文件中附带其配置文件。换一种印刷条件需要重新换算。",
    ),
    "flag.intent_missing": Text(
        "The press profile has no table for the rendering intent “{value}”: its perceptual one stood in. "
        "Choose perceptual, or another profile.",
        "该印刷配置文件没有渲染意图“{value}”的表，已改用 perceptual（可感知）的表。请选择 perceptual 或其他配置文件。",
    ),
    "flag.proof_clipped": Text(
        "{value:.1%} of the pixels will have colors in print that sRGB lacks, such as pure cyan: the proof shows them "
        "duller. The ink itself is exact.",
        "{value:.1%} 的像素印出的颜色超出 sRGB（例如纯青色），软打样中显得偏暗淡。油墨数值本身是准确的。",
    ),
    "flag.hdr_transfer": Text(
        "It is a high-dynamic-range picture ({value}), shown as it is stored: it may look flat. "
        "For true brightness, save it in standard range.",
        "这是高动态范围图片（{value}），按存储值显示，可能显得平淡。如需正确亮度，请另存为标准动态范围。",
    ),
    "flag.reduced_to_8bit": Text(
        "This file's {value} bits a channel could only be read as 8. "
        "For full depth, save it as a 16-bit PNG or TIFF in sRGB.",
        "该文件每通道 {value} 位，只能按 8 位读取。如需完整位深，请另存为 sRGB 的 16 位 PNG 或 TIFF。",
    ),
    "flag.float_scaled": Text(
        "It holds floating-point values; the range {value} was made black to white. "
        "If it looks too dark or too light, scale it to 0-1 before.",
        "图片为浮点数值，其范围 {value} 已映射为从黑到白。若过暗或过亮，请事先缩放到 0-1。",
    ),
    "flag.extra_channels": Text(
        "{value} more channels than a picture needs were left out. To see one, save it as a gray picture of its own.",
        "多余的 {value} 个通道未被使用。若要查看其中之一，请将其单独保存为灰度图。",
    ),
    "flag.alpha_on_white": Text(
        "{value:.1%} of the pixels are transparent and were put on white, because this format holds no transparency. "
        "PNG, WebP, TIFF and AVIF keep it.",
        "此格式不支持透明度，{value:.1%} 的像素原为透明，已置于白底。PNG、WebP、TIFF 和 AVIF 可保留透明度。",
    ),
    "flag.first_frame": Text(
        "This file holds {value} frames; the first one was used. To color another, save it as a picture of its own.",
        "文件包含 {value} 帧，使用的是第一帧。若要处理其他帧，请将其单独保存为图片。",
    ),
    "flag.unknown": Text("Noted: {name} ({value}).", "备注：{name}（{value}）。"),
}
