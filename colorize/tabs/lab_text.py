"""The lab's words; `text.py` takes them into the one table."""

from __future__ import annotations

from colorize.text import Text

LAB: dict[str, Text] = {
    "lab.title": Text("Color-mode lab", "颜色模式实验室"),
    "lab.no_photo": Text(
        "Choose a photo on the left, or one of the examples.", "请先在左侧选择照片，或使用一张示例。"
    ),
    "lab.preview_alt": Text("Preview of the edited photo", "编辑后照片的预览"),
    "lab.preview_reduced": Text(
        "Preview, {across} × {down} of {width} × {height} pixels. Click it to probe a pixel; downloads have the full size.",
        "预览：{width} × {height} 缩小为 {across} × {down}。点击可探查像素；下载的是完整尺寸。",
    ),
    "lab.preview_whole": Text(
        "The whole photo, {width} × {height} pixels. Click it to probe a pixel.",
        "完整照片，{width} × {height} 像素。点击可探查像素。",
    ),
    # Channels
    "lab.channels": Text("Channels", "通道"),
    "lab.shift": Text("Shift", "平移"),
    "lab.gain": Text("Strength", "强度"),
    "lab.drop": Text("Drop", "去掉"),
    "lab.shift_of": Text("Shift {name}", "平移 {name}"),
    "lab.gain_of": Text("Strength of {name}", "{name} 的强度"),
    "lab.drop_of": Text("Drop {name}", "去掉 {name}"),
    "lab.swap": Text("Swap two channels", "交换两个通道"),
    "lab.no_swap": Text("none", "不交换"),
    "lab.reset": Text("Reset", "重置"),
    "lab.range_of": Text("range {low} to {high}{unit}", "范围 {low} 至 {high}{unit}"),
    "lab.measured": Text("here {low} to {high}, mean {mean}", "本图 {low} 至 {high}，平均 {mean}"),
    "lab.channel_alt": Text("Channel {name}, {title}, as a picture", "通道 {name}（{title}）的图像"),
    "lab.beyond": Text(
        "{share:.1%} of the pixels have left sRGB and are cut off here and in the picture's file. "
        "Gamut shows where, and a gentler cure.",
        "{share:.1%} 的像素已超出 sRGB，在此处和图片文件中被截断。“色域”一栏会显示位置，并给出更温和的办法。",
    ),
    "lab.download": Text("Download at full size", "下载完整尺寸"),
    "error.edit": Text(
        "This address does not describe an edit of the lab. Move a slider of the page, and it will.",
        "此地址不是实验室的编辑。请使用页面上的滑块。",
    ),
    # Pixel probe
    "lab.probe": Text("Pixel probe", "像素探查"),
    "lab.probe_how": Text(
        "Click the photo, or give a pixel by its column and row.", "点击照片，或输入像素所在的列和行。"
    ),
    "lab.x": Text("Column x", "列 x"),
    "lab.y": Text("Row y", "行 y"),
    "lab.pixel": Text("Pixel ({x}, {y})", "像素（{x}, {y}）"),
    "lab.rounded": Text(
        "The photo holds more than 8 bits: modes are worked out from the exact value, libraries are asked with 8 bits.",
        "照片的精度超过 8 位：各模式按精确值计算，各库按 8 位值询问。",
    ),
    "lab.libraries": Text("As the libraries write it", "各库的写法"),
    "lab.copy": Text("Copy", "复制"),
    "lab.copied": Text("Copied", "已复制"),
    "lab.all_modes": Text("In every mode", "在每种模式中"),
    # About the mode
    "lab.about": Text("About the mode", "关于此模式"),
    "lab.formula": Text("Formula", "公式"),
    "lab.formula_from": Text("from {base}", "由 {base} 计算"),
    "lab.catch": Text("The catch:", "要当心："),
    "lab.channel": Text("Channel", "通道"),
    "lab.meaning": Text("Holds", "含义"),
    "lab.range": Text("Range", "范围"),
    "lab.source": Text("Source:", "来源："),
}
