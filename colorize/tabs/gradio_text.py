"""What Gradio says in English in every language: names of its buttons, sliders and pictures, and its line of waiting."""

from __future__ import annotations

from colorize.text import Text

GRADIO: tuple[Text, ...] = (
    Text("Fullscreen", "全屏"),
    Text("Exit fullscreen mode", "退出全屏"),
    Text("Remove Image", "移除图片"),
    Text("Upload file", "上传文件"),
    Text("Capture from camera", "用相机拍摄"),
    Text("Paste from clipboard", "从剪贴板粘贴"),
    Text("Drop an image file here to upload", "把图片文件拖到这里上传"),
    Text("Reset to default value", "恢复默认值"),
    Text("number input for *", "数值：*"),
    Text("range slider for *", "滑块：*"),
    Text("Undo", "撤销"),
    Text("undo", "撤销一步"),
    Text("Copy", "复制"),
    Text("Download", "下载文件"),
    Text("Fold line", "折叠此行"),
    Text("Code input container", "代码"),
    Text("Thumbnail * of #", "缩略图 *，共 # 张"),
    Text("* icon", "* 图标"),
    Text("In queue: * of #", "排队中：第 * 位，共 # 位"),
    Text("queue: */#", "排队：*/#"),
    Text("processing", "处理中"),
    Text("processing |", "处理中 |"),
    Text("Gradio footer navigation", "页脚导航"),
    Text("Language", "语言"),
    Text("☀︎ \u00a0Light", "☀︎ \u00a0浅色"),
    Text("⏾ \u00a0 Dark", "⏾ \u00a0 深色"),
    Text("🖥︎ \u00a0System", "🖥︎ \u00a0跟随系统"),
)
"""In both languages; `*` and `#` stand for what is kept. No two are alike in either language: they are turned back, too."""
