"""The words of the Loss lab; what settings and troubles are called stands with them in `colorize.lesson`."""

from __future__ import annotations

from colorize.lesson.settings import KNOBS, Choice
from colorize.lesson.troubles import EARLY, HEALTHY, TROUBLES
from colorize.text import Text

LESSON: dict[str, Text] = {
    "lesson.title": Text("Loss lab", "损失实验室"),
    "lesson.train": Text("Train", "训练"),
    "lesson.losses": Text("Two losses", "两种损失"),
    # Breaking
    "lesson.break_how": Text(
        "Break it: each button sets up one trouble and trains with it. Guess which it is before the lab tells.",
        "把它弄坏：每个按钮设置一种毛病并开始训练。先猜是什么，再看实验室的判断。",
    ),
    "lesson.surprise": Text("Surprise us", "随机出题"),
    "lesson.mystery": Text("a surprise", "神秘训练"),
    # Settings
    "lesson.group_pictures": Text("Pictures", "图片"),
    "lesson.group_training": Text("Loss and training", "损失与训练"),
    "lesson.group_network": Text("Network", "网络"),
    "lesson.group_cures": Text("Cures and chance", "对策与随机性"),
    "lesson.own": Text("My own photos", "自己的照片"),
    "lesson.files": Text("Photos, or a zip of photos", "照片，或照片的 zip 压缩包"),
    "lesson.folder": Text("A folder of photos", "照片文件夹"),
    "lesson.brought": Text(
        "{train} photos to train on, {validation} to validate on; {left} gray, sepia or unreadable ones left out. They are "
        "chosen under Pictures.",
        "{train} 张用于训练，{validation} 张用于验证；剔除灰度、棕褐色或无法读取的 {left} 张。已在“图片”中选中。",
    ),
    "lesson.second": Text("A second run beside it", "并排的第二次训练"),
    "lesson.other": Text("One setting different", "只改一个设置"),
    "lesson.no_second": Text("none: one run", "不改：只训练一次"),
    "lesson.value": Text("Its value there", "在那里的值"),
    "lesson.value_how": Text("Choose one, or type a number.", "选择一个，或输入数字。"),
    "lesson.credits": Text("Whom the built-in photos are owed to", "内置照片的作者"),
    # Buttons
    "lesson.start": Text("Start", "开始"),
    "lesson.pause": Text("Pause", "暂停"),
    "lesson.go_on": Text("Go on", "继续"),
    "lesson.step": Text("Single step", "单步"),
    "lesson.stop": Text("Stop", "停止"),
    "lesson.keep": Text("Keep under Training curves", "保留到“训练曲线”"),
    "lesson.forget": Text("Forget kept runs", "忘掉已保留的训练"),
    "lesson.copy_link": Text("Copy the link to this lesson", "复制本课链接"),
    "lesson.script": Text("Download as a Keras script", "下载为 Keras 脚本"),
    # How things stand
    "lesson.loading": Text("Loading TensorFlow ...", "正在加载 TensorFlow……"),
    "lesson.loaded": Text("TensorFlow is loaded ({seconds:.0f} s). Press Start.", "TensorFlow 已加载（{seconds:.0f} 秒）。请按“开始”。"),
    "lesson.ready": Text("Ready. Press Start.", "就绪。请按“开始”。"),
    "lesson.building": Text("Building the network ...", "正在搭建网络……"),
    "lesson.waiting": Text(
        "Other visitors' lessons are running; yours begins when one of them ends.",
        "其他访客的课程正在运行；其中一个结束后，你的课程就会开始。",
    ),
    "lesson.measured": Text("Measured before training.", "已在训练前测量。"),
    "lesson.at": Text(
        "Epoch {epoch} of {epochs}, batch {step} of {steps}: loss {loss}.",
        "第 {epoch} / {epochs} 轮，第 {step} / {steps} 批：损失 {loss}。",
    ),
    "lesson.paused": Text("Paused.", "已暂停。"),
    "lesson.end_epochs": Text("Done: {epochs} epochs in {seconds:.0f} s.", "完成：{epochs} 轮，用时 {seconds:.0f} 秒。"),
    "lesson.end_nan": Text(
        "The loss is no number any more: ended in epoch {epochs}, after {seconds:.0f} s.",
        "损失已不再是数：在第 {epochs} 轮结束，用时 {seconds:.0f} 秒。",
    ),
    "lesson.end_time": Text(
        "Time is up: a run may compute for two minutes. {epochs} epochs in {seconds:.0f} s.",
        "时间到：每次训练最多计算两分钟。{epochs} 轮，用时 {seconds:.0f} 秒。",
    ),
    "lesson.end_stopped": Text("Stopped after {epochs} epochs, {seconds:.0f} s.", "{epochs} 轮后停止，用时 {seconds:.0f} 秒。"),
    "lesson.encoder_note": Text(" Decoder on {encoder}.", " 解码器基于{encoder}。"),
    "lesson.left_out": Text(" {count} photos left out.", " 剔除 {count} 张照片。"),
    "lesson.kept": Text(
        "Kept: {count} runs are in this browser and appear under Training curves.",
        "已保留：此浏览器中有 {count} 次训练，可在“训练曲线”中查看。",
    ),
    "lesson.forgotten": Text("Kept runs are forgotten.", "已忘掉保留的训练。"),
    # What is seen
    "lesson.curves_alt": Text("Training and validation loss over epochs: {runs}", "训练与验证损失随轮次变化：{runs}"),
    "lesson.nan_here": Text("no number (NaN)", "不是数（NaN）"),
    "lesson.loss": Text("Loss", "损失"),
    "lesson.loss_relative": Text("Loss, relative to before training", "损失（相对于训练前）"),
    "lesson.batches": Text("single batches", "逐批"),
    "lesson.after_epoch": Text("{run}: after epoch {epoch}", "{run}：第 {epoch} 轮之后"),
    "lesson.now": Text("{run}: now", "{run}：此刻"),
    "lesson.truth": Text("The true colors", "真实颜色"),
    "lesson.seen": Text("trained on", "参与训练"),
    "lesson.unseen": Text("never seen", "从未见过"),
    "lesson.scrub": Text("Epoch: how the picture came about", "轮次：画面如何形成"),
    "lesson.family": Text("color", "颜色"),
    "lesson.share": Text("share of what was trained on", "在训练颜色中的占比"),
    "lesson.recall": Text("recognized among the validation pictures", "在验证图片中被认出"),
    # The verdict
    "lesson.guess": Text("What does the class think?", "全班怎么看？"),
    "lesson.guess_first": Text("The run is over. Guess first; then the lab says what it sees.", "训练结束。先猜，再看实验室的判断。"),
    "lesson.guess_right": Text("You said {guess}: right.", "你们猜的是“{guess}”：猜对了。"),
    "lesson.guess_wrong": Text("You said {guess}: the curves say otherwise.", "你们猜的是“{guess}”：曲线给出的是另一个答案。"),
    "lesson.verdict": Text("Verdict:", "判断："),
    "lesson.why": Text("Why:", "原因："),
    "lesson.cure": Text("Cure:", "对策："),
    "lesson.cure_it": Text("Cure it: train again beside this run", "治一治：在旁边重新训练"),
    "lesson.cure_before": Text("before the cure", "治疗之前"),
    "lesson.cure_after": Text("after the cure", "治疗之后"),
    "error.lesson_none": Text("There is no run yet: press Start first.", "还没有训练：请先按“开始”。"),
    "error.lesson_no_cure": Text(
        "There is nothing to cure: no trouble has been found in a finished run.", "没有可治的：在已结束的训练中没有发现毛病。"
    ),
    "error.lesson_other": Text(
        "No setting of this name can differ. Settings: {choices}.", "没有这个名称的设置。可用的设置：{choices}。"
    ),
    "error.lesson_same": Text(
        "The second run would be the same as the first: give the setting another value.",
        "第二次训练与第一次相同：请给该设置另一个值。",
    ),
    # The losses explained
    "lesson.formulas": Text(
        "**Mean squared error.** The network answers one color $\\hat y$ for every pixel; the farther from the true color $y$, "
        "the worse, by the square:\n\n"
        "$$\\mathrm{MSE} = \\frac{1}{n} \\sum_{i=1}^{n} \\left( y_i - \\hat y_i \\right)^2$$\n\n"
        "**Cross-entropy.** The network answers a probability $\\hat p_c$ for every color bin $c$; what counts is how likely it "
        "held the true bin:\n\n"
        "$$\\mathrm{CE} = -\\frac{1}{n} \\sum_{i=1}^{n} \\sum_{c} p_{i,c} \\log \\hat p_{i,c}$$\n\n"
        "Now a gray pixel that is of the first color below in some photos and of the second in others. Nothing in the gray "
        "picture tells which. Move the colors and see what each loss holds to be the best answer.",
        "**均方误差。** 网络对每个像素给出一个颜色 $\\hat y$；离真实颜色 $y$ 越远，按平方计越差：\n\n"
        "$$\\mathrm{MSE} = \\frac{1}{n} \\sum_{i=1}^{n} \\left( y_i - \\hat y_i \\right)^2$$\n\n"
        "**交叉熵。** 网络对每个颜色格 $c$ 给出概率 $\\hat p_c$；看的是它认为真实格有多大可能：\n\n"
        "$$\\mathrm{CE} = -\\frac{1}{n} \\sum_{i=1}^{n} \\sum_{c} p_{i,c} \\log \\hat p_{i,c}$$\n\n"
        "设想一个灰色像素：在一些照片里是下面的第一种颜色，在另一些照片里是第二种，而灰度图里没有任何线索。"
        "移动这两种颜色，看看每种损失认为的最佳答案是什么。",
    ),
    "lesson.two_first": Text("Hue of the first color, degrees", "第一种颜色的色相，度"),
    "lesson.two_second": Text("Hue of the second color, degrees", "第二种颜色的色相，度"),
    "lesson.two_how_vivid": Text("How vivid both are, chroma", "两者的鲜艳程度，彩度"),
    "lesson.two_chance": Text("How often it is the first", "是第一种的频率"),
    "lesson.two_truth": Text("What the pixel really is", "像素的真实颜色"),
    "lesson.two_mse": Text("Squared error answers", "均方误差的答案"),
    "lesson.two_entropy": Text("Cross-entropy answers", "交叉熵的答案"),
    "lesson.two_chroma": Text("one color between, chroma {chroma:.0f}", "介于两者之间的一种颜色，彩度 {chroma:.0f}"),
    "lesson.two_mse_curve": Text("solid: squared error", "实线：平方误差"),
    "lesson.two_mae_curve": Text("dashed: absolute error", "虚线：绝对误差"),
    "lesson.two_entropy_curve": Text("cross-entropy", "交叉熵"),
    "lesson.two_way": Text(
        "answers on the way from the first color to the second; dot: the best", "从第一种颜色到第二种颜色之间的答案；圆点：最佳"
    ),
    "lesson.two_share": Text("probability that an answer gives to the first color; dot: the best", "答案给第一种颜色的概率；圆点：最佳"),
}


def _of_registries() -> dict[str, Text]:
    """Titles of settings, of their choices, and of troubles."""
    found = {f"knob.{name}": knob.title for name, knob in KNOBS.items()}
    for name, knob in KNOBS.items():
        if isinstance(knob, Choice):
            found |= {f"knob.{name}.{choice}": title for choice, title in knob.choices.items()}
    found |= {f"trouble.{name}": trouble.title for name, trouble in TROUBLES.items()}
    return found | {"trouble.healthy": HEALTHY, "trouble.early": EARLY, "knob.on": Text("on", "开"), "knob.off": Text("off", "关")}


TITLES = _of_registries()
"""What Gradio needs besides, under keys that are made from the registries' names."""
