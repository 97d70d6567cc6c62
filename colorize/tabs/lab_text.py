"""The lab's words; `text.py` takes them into the one table."""

from __future__ import annotations

from colorize.text import Text

NO_PHOTO = Text("Choose a photo on the left, or one of the examples.", "请先在左侧选择照片，或使用一张示例。")
AWAITED = Text("Working it out …", "正在计算……")
AT_FIRST = '<p class="status unchosen">{}</p><p class="status awaited">{}</p>'
"""In a section without an answer; the page shows the one that holds. Gradio translates but one key in a text."""

LAB: dict[str, Text] = {
    "lab.title": Text("Color-mode lab", "颜色模式实验室"),
    "lab.no_photo": NO_PHOTO,
    "lab.at_first": Text(*map(AT_FIRST.format, NO_PHOTO, AWAITED)),
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
    "lab.gain": Text("Scale", "缩放"),
    "lab.drop": Text("Drop", "去掉"),
    "lab.shift_of": Text("Shift {name}", "平移 {name}"),
    "lab.gain_of": Text("Scale {name}", "缩放 {name}"),
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
    "lab.probe": Text("Probe", "探查"),
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
    "lab.about": Text("About", "说明"),
    "lab.formula": Text("Formula", "公式"),
    "lab.formula_from": Text("from {base}", "由 {base} 计算"),
    "lab.catch": Text("The catch:", "要当心："),
    "lab.channel": Text("Channel", "通道"),
    "lab.meaning": Text("Holds", "含义"),
    "lab.range": Text("Range", "范围"),
    "lab.source": Text("Source:", "来源："),
    "lab.measured_on": Text(
        "Measured on the preview of {across} × {down} pixels.", "以下数值在 {across} × {down} 的预览上测得。"
    ),
    "lab.measure_whole": Text("Measure at full size", "按完整尺寸测量"),
    "lab.measured_whole": Text(
        "Measured on the whole photo, {width} × {height} pixels, in {seconds:.1f} s; any pictures below are of the preview.",
        "以下数值在完整照片（{width} × {height} 像素）上测得，用时 {seconds:.1f} 秒；下方图片仍为预览。",
    ),
    # Round trip
    "lab.round_trip": Text("Round trip", "往返"),
    "lab.round_trip_how": Text(
        "The photo as it came, without the edit, goes to the mode, its numbers are stored at a precision, and it comes "
        "back as 8-bit sRGB. What has changed?",
        "原照片（不含编辑）先转换到该模式，数值按所选精度存储，再转回 8 位 sRGB。哪些地方变了？",
    ),
    "lab.precision": Text("Stored as", "存储精度"),
    "lab.bits_8": Text("8 bits a channel", "每通道 8 位"),
    "lab.bits_16": Text("16 bits a channel", "每通道 16 位"),
    "lab.bits_float": Text("float32", "32 位浮点"),
    "lab.error_map": Text(
        "Color difference, Delta E 2000: black none, yellow {bright:.1f} or more",
        "色差 Delta E 2000：黑色为无差别，黄色为 {bright:.1f} 及以上",
    ),
    "lab.changed_map": Text("Pixels that changed at all, in white", "发生任何改变的像素（白色）"),
    "lab.came_back": Text("What came back", "转回来的照片"),
    "lab.pixels_changed": Text("Pixels changed", "改变的像素"),
    "lab.delta_mean": Text("Delta E 2000, mean", "Delta E 2000 平均"),
    "lab.delta_max": Text("Delta E 2000, maximum", "Delta E 2000 最大"),
    "lab.largest_step": Text("Largest step of red, green, blue, of 255", "红、绿、蓝最大变化（255 级）"),
    "lab.cut_off": Text(
        "{share:.2%} of the pixels lie beyond the mode's declared range and were cut off.",
        "{share:.2%} 的像素超出该模式声明的范围，已被截断。",
    ),
    "lab.nothing_lost": Text("Not one pixel has changed.", "没有任何像素改变。"),
    # Gamut
    "lab.gamut": Text("Gamut", "色域"),
    "lab.gamut_how": Text(
        "An edit can lead to colors that no screen shows, and a press prints fewer still. Pixels beyond are marked.",
        "编辑可能产生屏幕无法显示的颜色，印刷能表现的更少。超出的像素会被标出。",
    ),
    "lab.target": Text("Of what", "目标设备"),
    "lab.cure": Text("Photo and download take", "照片和下载采用"),
    "lab.cure_clip": Text("Channels cut off", "截断通道"),
    "lab.cure_reduce": Text("Less chroma, same lightness and hue (Oklch)", "降低彩度，明度与色相不变（Oklch）"),
    "lab.cost_clip": Text("Cut off: Delta E 2000, mean / max", "截断：Delta E 2000 平均 / 最大"),
    "lab.cost_reduce": Text("Less chroma: Delta E 2000, mean / max", "降低彩度：Delta E 2000 平均 / 最大"),
    "lab.outside_map": Text("Outside, marked in pink", "超出部分（以粉红标出）"),
    "lab.outside": Text("Outside {gamut}", "超出 {gamut}"),
    "lab.all_inside": Text(
        "Every pixel is inside. Scale a or b of Lab up under Channels, for example, and look again.",
        "所有像素都在范围内。例如在“通道”中把 Lab 的 a 或 b 放大，再来看看。",
    ),
    # Plots
    "lab.plots": Text("Plots", "图表"),
    "lab.plot": Text("Plot", "图表"),
    "lab.plot_alt": Text("Plot of the photo's colors", "照片颜色的图表"),
    "lab.plot_solid": Text("3-D solid", "三维色立体"),
    "lab.plot_plane": Text("ab plane", "ab 平面"),
    "lab.plot_wheel": Text("Hue wheel", "色相环"),
    "lab.plot_xy": Text("Chromaticity 1931", "色品图 1931"),
    "lab.plot_uv": Text("Chromaticity 1976", "色品图 1976"),
    "lab.plot_solid_how": Text(
        "The photo's colors in the chosen mode. Drag to turn, wheel or two fingers to zoom, arrow keys too; the lines "
        "are the edges of the sRGB cube. Modes without three channels are shown in Lab.",
        "照片颜色在所选模式中的分布。拖动可旋转，滚轮或双指缩放，也可用方向键；线条是 sRGB 立方体的棱。"
        "不是三通道的模式以 Lab 显示。",
    ),
    "lab.plot_plane_how": Text(
        "Color without lightness, in the mode's two color differences; modes without them are shown in Lab.",
        "去掉明度后的颜色，以该模式的两个色差为轴；没有色差的模式以 Lab 显示。",
    ),
    "lab.plot_wheel_how": Text(
        "How much of each hue; modes without a hue are shown in LCh.", "各色相的多少；没有色相的模式以 LCh 显示。"
    ),
    "lab.plot_xy_how": Text(
        "All colors that the eye sees, the triangles that screens show, and the photo's pixels among them.",
        "人眼可见的全部颜色、屏幕所能显示的三角形，以及照片像素所在的位置。",
    ),
    "lab.plot_uv_how": Text(
        "As in 1931, with distances that are more even to the eye.", "与 1931 相同，但距离更接近人眼感受的均匀。"
    ),
    "lab.solid_alt": Text(
        "The photo's colors as a solid in mode {mode}; arrow keys turn it",
        "照片颜色在 {mode} 模式中的色立体，可用方向键旋转",
    ),
    # Looks
    "lab.looks": Text("Looks", "风格"),
    "lab.looks_how": Text(
        "One-way effects of the photo as it came: what they leave out cannot be brought back. "
        "What is found from the whole picture (thresholds, palettes) is found anew at full size.",
        "对原照片施加的单向效果：去掉的信息无法恢复。由整张图片决定的量（阈值、调色板）会在完整尺寸上重新计算。",
    ),
    "lab.look": Text("Look", "风格"),
    "lab.automatic": Text("automatic", "自动"),
    "lab.look_alt": Text("The photo as {look}", "照片的“{look}”效果"),
    # Press
    "lab.press": Text("Press", "印刷"),
    "lab.press_how": Text(
        "Ink as the press of an ICC profile would lay it, computed by LittleCMS; any .icc file of yours works too.",
        "按 ICC 配置文件所描述的印刷机计算油墨（LittleCMS）；也可使用你自己的 .icc 文件。",
    ),
    "lab.no_press": Text(
        "No press profile was found on this machine, so ink is computed by the plain formula of the mode cmyk. "
        "Upload an .icc file for the inks of a real press; Debian's libgs-common and scribus-data bring one each.",
        "这台机器上没有找到印刷配置文件，因此按 cmyk 模式的简单公式计算油墨。若需真实印刷的油墨，请上传 .icc 文件；"
        "Debian 的 libgs-common 和 scribus-data 各带一个。",
    ),
    "lab.press_profile": Text("Press profile", "印刷配置文件"),
    "lab.own_profile": Text("Use my .icc file", "使用我的 .icc 文件"),
    "lab.formula_press": Text("No press: CMYK by formula", "不用印刷机：按公式的 CMYK"),
    "lab.by_formula": Text(
        "By formula: inks are taken for perfect filters, so the proof looks like the photo. No press prints so.",
        "按公式：把油墨当作理想滤光片，因此打样与照片相同。没有印刷机真能这样印。",
    ),
    "lab.intent": Text("Colors that the press lacks", "印刷机没有的颜色"),
    "lab.intent_perceptual": Text("Perceptual: all shift together", "可感知：整体协调压缩"),
    "lab.intent_relative": Text("Relative: to the nearest color", "相对比色：取最接近的颜色"),
    "lab.intent_saturation": Text("Saturation: stay vivid", "饱和度：保持鲜艳"),
    "lab.intent_absolute": Text("Absolute: with the paper's tint", "绝对比色：包含纸张底色"),
    "lab.black_point": Text("Black-point compensation", "黑场补偿"),
    "lab.ink_limit": Text("Ink limit, %", "油墨上限，%"),
    "lab.ink_mean": Text("Total ink, mean", "总墨量平均"),
    "lab.ink_max": Text("Total ink, maximum", "总墨量最大"),
    "lab.ink_over": Text("Over {limit:g} %", "超过 {limit:g} %"),
    "lab.ink_map": Text(
        "Total ink: the darker the more, red over {limit:g} %", "总墨量：越深越多，红色为超过 {limit:g} %"
    ),
    "lab.proof": Text("Soft proof: as it will look in print", "软打样：印出来的样子"),
    "lab.plate_cyan": Text("Cyan plate", "青版"),
    "lab.plate_magenta": Text("Magenta plate", "品红版"),
    "lab.plate_yellow": Text("Yellow plate", "黄版"),
    "lab.plate_black": Text("Black plate", "黑版"),
    "lab.download_cmyk": Text("Download CMYK at full size", "下载完整尺寸的 CMYK"),
    "error.no_profile": Text(
        "Your press profile is gone, as all uploads are after an hour. Please upload it again.",
        "你的印刷配置文件已被删除（所有上传在一小时后删除）。请重新上传。",
    ),
    # What Gradio would say in English
    "error.beyond_slider": Text(
        "The slider ends before that number, so the nearer end is taken.", "该数值超出滑块范围，已取较近的一端。"
    ),
    "error.no_icc": Text(
        "A press profile is expected: an ICC output profile for CMYK (.icc or .icm).",
        "需要印刷配置文件：CMYK 的 ICC 输出配置文件（.icc 或 .icm）。",
    ),
    "error.no_picture_file": Text(
        "That is no picture. A JPEG, PNG, WebP, AVIF, TIFF, BMP, GIF or HEIC file is expected.",
        "这不是图片。请选择 JPEG、PNG、WebP、AVIF、TIFF、BMP、GIF 或 HEIC 文件。",
    ),
    # The article's example
    "lab.article": Text("28 × 28", "28 × 28 示例"),
    "lab.article_how": Text(
        "The example of the article that this page follows, as it stands: color to black-and-white with TensorFlow, "
        "shown by matplotlib. TensorFlow is loaded when you press the button.",
        "本页所依据的文章中的例子，原样运行：用 TensorFlow 把彩色变为黑白，由 matplotlib 显示。按下按钮后才会加载 TensorFlow。",
    ),
    "lab.article_code": Text("What runs", "运行的代码"),
    "lab.article_run": Text("Run it on the photo", "在照片上运行"),
    "lab.article_alt": Text("The photo at 28 × 28, in color and in gray", "28 × 28 的照片：彩色与灰度"),
    "lab.article_word": Text(
        "`rgb_to_grayscale` lives in `tf.image`, not in Keras: `tf.image` works on whole tensors of pictures, inside a "
        "data pipeline as well as in a model's graph, and turning color into gray is a step of preparing data, with "
        "nothing to learn. It weighs the stored values as they are, which makes a luma and neither luminance nor "
        "lightness. The table, computed when the example runs, has its weights beside those of the other grays, and "
        "their sum under white. They differ, so a network that was trained on one gray should be fed the same.",
        "`rgb_to_grayscale`位于 `tf.image` 而不在 Keras 中：`tf.image` 处理整批图片张量，既能用于数据管道，也能放进模型的计算图；"
        "把彩色变为灰度属于数据准备，没有需要学习的参数。它直接对存储的数值加权，得到的是亮度信号（luma），既不是光亮度，"
        "也不是明度。运行后算出的表格列出它与其他灰度的权重，白色一列是权重之和。各种灰度并不相同，"
        "因此网络用哪种灰度训练，就应输入哪种灰度。",
    ),
    "lab.gray": Text("Gray of pure", "纯色的灰度"),
    "lab.red": Text("red", "红"),
    "lab.green": Text("green", "绿"),
    "lab.blue": Text("blue", "蓝"),
    "lab.white": Text("white", "白"),
}
