"""Every word of the page, in both languages: one table for Gradio's `I18n` and for the text that handlers make."""

from __future__ import annotations

import gradio as gr
from gradio.i18n import I18nData

from colorize import checkpoint
from colorize.color import EFFECTS, SPACES
from colorize.errors import ColorizeError
from colorize.image import READABLE
from colorize.tabs.classify_text import CLASSIFY
from colorize.tabs.explain_text import EXPLAIN
from colorize.tabs.flag_text import FLAGS
from colorize.tabs.lab_text import LAB
from colorize.tabs.lesson_text import LESSON, TITLES
from colorize.tabs.limits import max_megabytes, max_megapixels
from colorize.text import Text

BROWSER_TITLE = "Colorize · 黑白照片上色"  # Gradio does not translate a browser tab's title

TEXT: dict[str, Text] = {
    "page.tagline": Text(
        "Black-and-white photos in color, every detail left as it was.", "让黑白照片有色彩，细节分毫不改。"
    ),
    "page.privacy": Text(
        "Uploads and results are deleted after an hour. No account, no tracking, no run history.",
        "上传的文件和结果会在一小时后删除。无需账号，不做跟踪，不留运行记录。",
    ),
    # Studio: what goes in
    "studio.title": Text("Studio", "工作室"),
    "studio.photo": Text("Your picture", "你的图片"),
    "studio.drop": Text("# Drop a photo here\nor click to choose one", "# 把照片拖到这里\n或点击选择"),
    "studio.photo_alt": Text("The picture you chose", "你选择的图片"),
    "studio.limits": Text(
        "{formats}. Up to {megapixels:g} megapixels and {megabytes:g} MB.",
        "{formats}。最多 {ten_thousands:g} 万像素、{megabytes:g} MB。",
    ),
    "studio.examples": Text(
        "Or take one of these: gray for a model, in color for a color mode",
        "或使用示例：模型上色用灰度图，颜色模式用彩色图",
    ),
    "example.camera": Text("Cameraman", "摄影师"),
    "example.astronaut": Text("Astronaut", "宇航员"),
    "example.chelsea": Text("Cat", "猫"),
    "example.coffee": Text("Coffee", "咖啡"),
    "example.rocket": Text("Rocket", "火箭"),
    "page.credits": Text(
        "Examples come with scikit-image: cameraman, cat, coffee (CC0); "
        "astronaut (NASA), rocket (SpaceX), public domain.",
        "示例图片来自 scikit-image：摄影师、猫、咖啡（CC0）；宇航员（NASA）、火箭（SpaceX），公有领域。",
    ),
    "studio.mode": Text("Color mode", "颜色模式"),
    "studio.mode_model": Text("Color by a model", "由模型上色"),
    "studio.model": Text("Model", "模型"),
    "studio.model_auto": Text("Automatic", "自动"),
    "studio.model_none": Text("No model is in checkpoints/ yet.", "checkpoints/ 中还没有模型。"),
    "studio.model_line": Text("{title}, {megabytes:.1f} MB. {summary}", "{title}，{megabytes:.1f} MB。{summary}"),
    "studio.vividness": Text(
        "Vividness: 0 gray, 1 the model's best, 2 boldest", "鲜艳度：0 为灰，1 为模型最佳，2 最浓"
    ),
    "studio.run_model": Text("Colorize", "上色"),
    "studio.run_mode": Text("Convert", "转换"),
    # Studio: what comes out
    "studio.empty": Text(
        "<strong>The result appears here</strong>"
        "<span>at its own size, with a slider to compare before and after</span>",
        "<strong>结果会显示在这里</strong><span>保持原尺寸，可用滑块对比前后</span>",
    ),
    "studio.result": Text("Before and after", "前后对比"),
    "studio.before_alt": Text("The picture before", "处理前的图片"),
    "studio.after_alt": Text("The picture after", "处理后的图片"),
    "studio.divider": Text("Divider between before and after", "前后对比分隔线"),
    "studio.channels": Text("Channels", "通道"),
    "studio.format": Text("Download as", "下载格式"),
    "studio.download": Text("Download", "下载"),
    "studio.preparing": Text("Preparing the file", "正在准备文件"),
    # Studio: colors given by a person
    "correct.title": Text("Is a color wrong? Give the right one", "颜色不对？给出正确的颜色"),
    "correct.how": Text(
        "Click on the place whose color is wrong. With the keyboard: the arrow keys move the ring, Enter takes it.",
        "请点击颜色不对的位置。使用键盘时：方向键移动圆环，回车键确定。",
    ),
    "correct.likely": Text(
        "What the model holds likely there, the likeliest first. Choose one, or any other color below.",
        "模型认为该处可能的颜色，可能性大的在前。请选择一个，或在下方另选颜色。",
    ),
    "correct.this": Text("Give this place the color {color}", "把此处设为 {color}"),
    "correct.other": Text("Any other color", "其他颜色"),
    "correct.use": Text("Use this color", "使用此颜色"),
    "correct.back": Text("Undo the last", "撤销上一个"),
    "correct.clear": Text("Undo all", "全部撤销"),
    "correct.alt": Text("The result, to click on where a color is wrong", "上色结果：点击颜色不对的位置"),
    "correct.no_place": Text(
        "Click on the place first: the color is for a place of the picture.", "请先点击位置：颜色要用在图片的某处。"
    ),
    # States and reports
    "report.read": Text(
        "{name}: {width} × {height}, {format}, {depth} bit", "{name}：{width} × {height}，{format}，{depth} 位"
    ),
    "report.alpha": Text(", with transparency", "，含透明度"),
    "report.loading": Text(
        "The model is loading; the first picture waits a few seconds for it.", "模型正在加载；第一张图片需要等待几秒。"
    ),
    "report.guess": Text("These colors are a model's guess.", "这些颜色是模型的猜测。"),
    "report.size": Text("Size", "尺寸"),
    "report.time": Text("Time", "用时"),
    "report.seconds": Text("{seconds:.2f} s", "{seconds:.2f} 秒"),
    "report.model": Text("Model", "模型"),
    "report.mode": Text("Color mode", "颜色模式"),
    "report.vividness": Text("Vividness", "鲜艳度"),
    "report.given": Text("Colors given", "指定颜色"),
    "report.reduced": Text(
        "Shown reduced to {width} × {height}; the download has the full size.",
        "此处缩小为 {width} × {height} 显示；下载的是完整尺寸。",
    ),
    "report.channel": Text("{title}, {low} to {high}{unit}", "{title}，{low} 至 {high}{unit}"),
    "report.measured": Text("here {low} to {high}", "本图 {low} 至 {high}"),
    "report.same_look": Text(
        "The same colors in other numbers: nothing to compare, so here are its channels.",
        "颜色不变，只是换了一种数值表示；下面是各个通道。",
    ),
    # Errors of the page itself
    "error.no_picture": Text(
        "Choose a picture first: drop one in, or take an example.", "请先选择图片：拖入一张，或使用示例。"
    ),
    "error.gone": Text(
        "This picture was deleted, as all uploads are after an hour. Please choose it again.",
        "该图片已被删除（所有上传在一小时后删除）。请重新选择。",
    ),
    "error.too_heavy": Text(
        "The file has {found:.1f} MB; at most {limit:g} MB are accepted. Save it smaller or as JPEG.",
        "文件为 {found:.1f} MB，最多接受 {limit:g} MB。请缩小或另存为 JPEG。",
    ),
    "error.too_heavy_here": Text(
        "This file is too large; at most {megabytes:g} MB are accepted. Save it smaller or as JPEG.",
        "文件太大，最多接受 {megabytes:g} MB。请缩小或另存为 JPEG。",
    ),
    "error.busy": Text(
        "Many people are waiting right now. Please try again in a minute.", "现在排队的人很多，请过一分钟再试。"
    ),
    "error.connection": Text(
        "The connection to the server was lost. Please check your network and try again.",
        "与服务器的连接中断。请检查网络后重试。",
    ),
    "error.no_file": Text(
        "No uploaded picture came with this request. Upload the picture's file and send that, not a link or a path.",
        "此请求没有附带已上传的图片。请上传图片文件本身，而不是链接或路径。",
    ),
    "error.memory": Text(
        "The server has run out of memory for a picture this large. Try a smaller one, or try again in a minute.",
        "服务器内存不足，无法处理这么大的图片。请换小一些的图片，或稍后再试。",
    ),
    "error.unexpected": Text(
        "Something went wrong on our side; your picture is untouched. Please try again, or try another picture.",
        "我们这边出了问题；你的图片没有被改动。请重试，或换一张图片。",
    ),
    # Training curves
    "curves.title": Text("Training curves", "训练曲线"),
    "curves.runs": Text("Runs", "训练"),
    "curves.across": Text("Horizontal axis", "横轴"),
    "curves.across_epochs": Text("epochs", "轮次"),
    "curves.across_epochs_log": Text("epochs, logarithmic", "轮次（对数）"),
    "curves.across_hours": Text("hours of training", "训练小时数"),
    "curves.upward": Text("Vertical axis: loss and learning rate", "纵轴：损失与学习率"),
    "curves.above": Text("above the frame: {points}", "超出图框：{points}"),
    "curves.linear": Text("linear", "线性"),
    "curves.log": Text("logarithmic", "对数"),
    "curves.smoothing": Text("Smoothing", "平滑"),
    "curves.refresh": Text("Refresh", "刷新"),
    "curves.csv": Text("Download CSV", "下载 CSV"),
    "curves.none": Text(
        "No run has been recorded yet. Train one with python -m colorize train, then press Refresh.",
        "还没有训练记录。请用 python -m colorize train 训练，然后点击刷新。",
    ),
    "curves.choose": Text("Choose at least one run above.", "请在上方至少选择一项训练。"),
    "curves.epoch": Text("Epoch", "轮次"),
    "curves.hours": Text("Hours of training", "训练小时数"),
    "curves.loss": Text("Loss", "损失"),
    "curves.loss_relative": Text(
        "Loss, relative to each run's first validation loss", "损失（相对于各训练首次验证损失）"
    ),
    "curves.training": Text("training", "训练"),
    "curves.validation": Text("validation", "验证"),
    "curves.psnr": Text("PSNR on validation photos, dB", "验证照片的 PSNR，dB"),
    "curves.colorfulness": Text("Colorfulness on validation photos", "验证照片的色彩丰富度"),
    "curves.accuracy": Text("Accuracy on validation pictures", "验证图片的准确率"),
    "curves.learning_rate": Text("Learning rate", "学习率"),
    "curves.run": Text("Run", "训练"),
    "curves.value": Text("Value", "数值"),
    "curves.alt": Text("{title} for {runs}; across: {across}", "{runs} 的{title}，横轴：{across}"),
    # Cards
    "card.no_card": Text("Still training: it has a history but no card yet.", "仍在训练：已有记录，尚无卡片。"),
    "card.no_history": Text(
        "A published network without training here has no curves.", "直接采用的已发布网络没有在此训练，因此没有曲线。"
    ),
    "card.size": Text(
        "{millions:.2f} million parameters, {megabytes:.1f} MB", "{ten_thousands:.0f} 万参数，{megabytes:.1f} MB"
    ),
    "card.minutes": Text("{minutes:.1f} minutes on {pictures:,} pictures", "{minutes:.1f} 分钟，{pictures:,} 张图片"),
    "card.minutes_stage": Text(
        "{minutes:.1f} minutes, {pictures:,} pictures, {steps:,} steps, seed {seed}",
        "{minutes:.1f} 分钟，{pictures:,} 张图片，{steps:,} 步，随机种子 {seed}",
    ),
    "card.digits_counts": Text(
        "{training:,} digits to train, {validation:,} others to validate.",
        "训练用 {training:,} 个数字，验证另用 {validation:,} 个。",
    ),
    "card.photos_counts": Text(
        "{training:,} photos to train, {validation:,} others to validate.",
        "训练用 {training:,} 张照片，验证另用 {validation:,} 张。",
    ),
    "card.published": Text("Published", "已发布部分"),
    "card.trained": Text("Trained here", "在此训练部分"),
    "card.trained_value": Text("{hours:.1f} hours on {pictures:,} pictures", "{hours:.1f} 小时，{pictures:,} 张图片"),
    "card.not_trained": Text("nothing: used as published", "无：按发布原样使用"),
    "card.from_scratch": Text("nothing: started from scratch", "无：从零开始"),
    "card.data": Text("Data", "数据"),
    "card.data_counts": Text(
        "{training:,} photos to train, {validation:,} others to validate; "
        "{left:,} gray, sepia or unreadable ones left out.",
        "训练用 {training:,} 张照片，验证另用 {validation:,} 张；剔除灰度、棕褐色或无法读取的 {left:,} 张。",
    ),
    "card.stages": Text("Stages", "阶段"),
    "card.stage": Text(
        "{hours:.1f} hours, {pictures:,} pictures, {steps:,} steps, seed {seed}",
        "{hours:.1f} 小时，{pictures:,} 张图片，{steps:,} 步，随机种子 {seed}",
    ),
    "card.results": Text("Measured on {name}, {count} pictures", "在 {name} 上测得，{count} 张图片"),
    "card.metric": Text("metric", "指标"),
    "card.this_model": Text("this model", "此模型"),
    "card.gray": Text("gray picture", "灰度图"),
    "card.interval": Text("95 % interval", "95% 区间"),
    "card.seen": Text("Observed", "观察所得"),
    "card.limits": Text("Limits", "局限"),
    "card.license": Text("License of the weights", "权重许可"),
    **FLAGS,
    **LAB,
    **CLASSIFY,
    **LESSON,
    **EXPLAIN,
}


def say(key: str, language: str | None, **values) -> str:
    """A text of the table in the language in force, for text that handlers make.

    Args:
        key: of `TEXT`.
        language: the page's language tag, as `LANGUAGE_JS` hands it over.
        values: filled in.
    """
    return TEXT[key].format(**values).pick(language) if values else TEXT[key].pick(language)


def t(key: str) -> I18nData:
    """A text that the browser picks and changes live, for labels and choices of the layout."""
    return I18nData(key)


FORMULA_WORDS: dict[str, Text] = {
    "as in HSV": Text("as in HSV", "同 HSV"),
    "(each channel by itself; T: linear light through the film)": Text(
        "(each channel by itself; T: linear light through the film)", "（各通道分别计算；T：透过胶片的线性光）"
    ),
    "(f as in Lab)": Text("(f as in Lab)", "（f 同 Lab）"),
    "(in Oklab)": Text("(in Oklab)", "（在 Oklab 中）"),
    "8-bit value": Text("8-bit value", "8 位数值"),
    "clear": Text("clear", "片基"),
    "dark": Text("dark", "暗"),
    "dense": Text("dense", "最密"),
    "kind, severity": Text("kind, severity", "类型，程度"),
    "light": Text("light", "亮"),
    "otherwise": Text("otherwise", "其他"),
}
"""Words that stand in the formulas of modes and looks."""
CHANNEL_WORDS: dict[str, Text] = {
    "red": Text("red", "红"),
    "green": Text("green", "绿"),
    "blue": Text("blue", "蓝"),
    "gray": Text("gray", "灰"),
    "white": Text("white", "白"),
}
"""Names of channels that are words; all others are symbols, as in formulas."""


def channel_name(name: str, language: str | None) -> str:
    """A channel's short name as it is shown: a symbol as it stands, a word in the language in force."""
    words = CHANNEL_WORDS.get(name)
    return words.pick(language) if words else name


def mode_title(name: str) -> Text:
    """The title of a color mode; `model` is the first entry of the menu."""
    if name == "model":
        return TEXT["studio.mode_model"]
    return (SPACES.get(name) or EFFECTS[name]).title


def translations() -> gr.I18n:
    """The whole table for `launch(i18n=...)`, with the titles of modes; Gradio sends it to the browser once."""
    limits = {
        "megapixels": max_megapixels(),
        "ten_thousands": 100 * max_megapixels(),
        "megabytes": max_megabytes(),
        "formats": ", ".join(READABLE),
    }
    words = TEXT | TITLES | {"studio.limits": TEXT["studio.limits"].format(**limits)}
    words |= {f"mode.{name}": mode_title(name) for name in ("model", *SPACES, *EFFECTS)}
    for effect in EFFECTS.values():
        for option in effect.options:
            words[f"look.{effect.name}.{option.name}"] = option.title
            words |= {
                f"look.{effect.name}.{option.name}.{value}": title for value, title in getattr(option, "choices", ())
            }
    return gr.I18n(en={key: text.en for key, text in words.items()}, zh={key: text.zh for key, text in words.items()})


def page_error(key: str, **values) -> ColorizeError:
    """An error of the page itself, with its text from the table."""
    return ColorizeError(*TEXT[key], **values)


def card_title(name: str) -> Text:
    """A checkpoint's title; the name itself where it has no card yet."""
    card = checkpoint.cards().get(checkpoint.ALIASES.get(name, name))
    return card.title if card else Text(name, name)
