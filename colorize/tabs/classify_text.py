"""The words of the tab Classify; `text.py` takes them into the one table."""

from __future__ import annotations

from colorize.text import Text

CLASSIFY: dict[str, Text] = {
    "classify.title": Text("Classify", "分类"),
    "classify.digits": Text("Digits", "手写数字"),
    "classify.photos": Text("Scenes and things", "场景与物体"),
    # Digits: what goes in
    "classify.draw": Text(
        "Draw one digit, 0 to 9, with the mouse or a finger; lift it, and both the answer and what the network saw appear.",
        "用鼠标或手指写一个 0 到 9 的数字；抬起后即显示答案，以及网络看到的内容。",
    ),
    "classify.draw_alt": Text(
        "Paper to draw a digit on. Without a mouse, upload a picture below, or take one of the test digits.",
        "用来书写数字的画纸。没有鼠标时，可在下方上传图片，或选用测试数字。",
    ),
    "classify.clear": Text("Clear", "清除"),
    "classify.upload": Text("Or a picture of one digit", "或一张数字图片"),
    "classify.upload_drop": Text("Drop a picture here or click to choose one", "把图片拖到这里，或点击选择"),
    "classify.upload_alt": Text("The picture of a digit that you chose", "你选择的数字图片"),
    "classify.network": Text("Network", "网络"),
    "classify.mnist_dense": Text("One hidden layer, the article's", "一个隐藏层（文中的网络）"),
    "classify.mnist_conv": Text("Convolutions", "卷积网络"),
    # Digits: what comes out
    "classify.digit_empty": Text(
        "The network's answer appears here: ten probabilities, and why.", "这里显示网络的回答：十个概率及其原因。"
    ),
    "classify.digit_answer": Text("{name}, {percent} likely", "{name}，概率 {percent}"),
    "classify.digit_unsure": Text(
        "The network is unsure: no digit reaches one half.", "网络没有把握：没有一个数字的概率达到一半。"
    ),
    "classify.digit_given": Text(
        "What the network was given: 28 × 28 pixels, the digit scaled and centered as MNIST's were.",
        "网络的输入：28 × 28 像素，数字按 MNIST 的方式缩放并居中。",
    ),
    "classify.digit_given_alt": Text("The digit as the network was given it", "输入网络的数字"),
    "classify.digit_test": Text(
        "Test digit number {number}: it is a {truth}.", "第 {number} 个测试数字：它是 {truth}。"
    ),
    "classify.chances": Text("Probability of each digit", "各数字的概率"),
    "classify.layer": Text("What the first layer saw", "第一层看到了什么"),
    "classify.layer_dense": Text(
        "The {count} units that this digit excites most, of 128. Orange ink excited the unit, blue ink calmed it; the number "
        "is its answer. Each unit weighs every pixel by itself: move the digit, and other units answer.",
        "128 个单元中被这个数字激发最强的 {count} 个。橙色笔画激发该单元，蓝色笔画抑制它；数字为其输出。"
        "每个单元对每个像素单独加权：移动数字，回应的就是别的单元。",
    ),
    "classify.layer_conv": Text(
        "The {count} strongest of the 32 maps of the first convolution: each answers to one small pattern, such as an edge in "
        "one direction, wherever it occurs. Bright is a strong answer.",
        "第一层卷积 32 张特征图中最强的 {count} 张：每张只对一种小图案（如某个方向的边缘）有反应，不论它在哪里。越亮反应越强。",
    ),
    "classify.unit": Text("Unit {number}: {value:.1f}", "单元 {number}：{value:.1f}"),
    "classify.map": Text("up to {value:.1f}", "最高 {value:.1f}"),
    # Digits: the test set
    "classify.test": Text("On digits that it never saw", "在从未见过的数字上"),
    "classify.accuracy": Text(
        "{share} of {count:,} test digits right (95 % interval {low} to {high}), {wrong} wrong.",
        "{count:,} 个测试数字中正确率 {share}（95% 区间 {low} 至 {high}），错误 {wrong} 个。",
    ),
    "classify.accuracy_unknown": Text(
        "The accuracy of this network was not measured yet.", "此网络的准确率尚未测量。"
    ),
    "classify.confusion": Text(
        "Confusion matrix. Rows are what was written, columns what the network said. Click a number to see those digits.",
        "混淆矩阵。行为实际书写的数字，列为网络的回答。点击数字即可查看。",
    ),
    "classify.cell_alt": Text("written {truth}, called {answer}: {count}", "写的是 {truth}，认作 {answer}：{count} 个"),
    "classify.written": Text("written", "实际"),
    "classify.called": Text("called", "认作"),
    "classify.cell": Text(
        "Written {truth}, called {answer}: {count:,} of 10,000. Click one to ask the network about it.",
        "写的是 {truth}，认作 {answer}：10,000 个中有 {count:,} 个。点击其中一个可再问网络。",
    ),
    "classify.cell_some": Text("{shown} of them come with the page.", "本页附有其中 {shown} 个。"),
    "classify.kept_alt": Text("Test digit number {number}", "第 {number} 个测试数字"),
    "classify.mnist": Text(
        "MNIST, © Y. LeCun and C. Cortes, derived from NIST Special Databases 1 and 3, CC BY-SA 3.0. The page carries the test "
        "digits that either network gets wrong, and ten right ones of each kind.",
        "MNIST，© Y. LeCun 与 C. Cortes，源自 NIST 特别数据库 1 和 3，CC BY-SA 3.0。"
        "本页附有任一网络认错的测试数字，以及每类十个认对的数字。",
    ),
    # Photos: what goes in
    "classify.judge": Text("What to name", "辨认什么"),
    "classify.objects": Text("Things: 1000 classes, as published", "物体：1000 类，按发布原样"),
    "classify.scenes": Text("Places: 100 classes, head trained here", "场景：100 类，分类头在此训练"),
    "classify.seen_as": Text("Show it to the network", "让网络看到"),
    "classify.as_true": Text("as it is", "原样"),
    "classify.as_gray": Text("in gray", "灰度"),
    "classify.as_recolored": Text("recolored", "重新上色"),
    "classify.examples": Text("Or take one of these", "或使用示例"),
    # Photos: what comes out
    "classify.photo_empty": Text(
        "<strong>What the network sees appears here</strong><span>five names, and the places that speak for them</span>",
        "<strong>网络看到的内容会显示在这里</strong><span>五个名称，以及支持它们的位置</span>",
    ),
    "classify.looking": Text("The network is looking.", "网络正在观察。"),
    "classify.top5": Text("The five likeliest names. Click one to see what speaks for it.", "最可能的五个名称。点击可查看其依据。"),
    "classify.guess": Text(
        "A network's guess: it always names something, even what it has no name for.",
        "这是网络的猜测：即使没有对应的名称，它也总会说出一个。",
    ),
    "classify.explain": Text("Show what speaks for {name}", "查看支持“{name}”的位置"),
    "classify.seen": Text("What the network was shown", "网络看到的图片"),
    "classify.seen_alt": Text("The photo as the network was shown it", "网络看到的照片"),
    "classify.cam": Text(
        "Grad-CAM: bright places of the last feature maps speak for “{name}”.",
        "Grad-CAM：最后一层特征图中明亮的位置支持“{name}”。",
    ),
    "classify.cam_alt": Text("Grad-CAM map of {name} over the photo", "照片上“{name}”的 Grad-CAM 图"),
    "classify.occlusion": Text(
        "Occlusion: each place was covered in turn. With the brightest one covered, “{name}” fell from {whole} to {left} on "
        "average.",
        "遮挡：依次遮住各处。遮住最亮处时，“{name}”的概率平均从 {whole} 降到 {left}。",
    ),
    "classify.occlusion_none": Text(
        "Occlusion: each place was covered in turn, and no cover made “{name}” less likely.",
        "遮挡：依次遮住各处，没有哪一处使“{name}”的可能性降低。",
    ),
    "classify.occlusion_alt": Text("Occlusion map of {name} over the photo", "照片上“{name}”的遮挡图"),
    "classify.occlusion_wait": Text("Covering one place after another.", "正在依次遮住各处。"),
    # Recognition
    "classify.recognition": Text("Does a network still know a recolored photo?", "重新上色后，网络还认得照片吗？"),
    "classify.recognition_none": Text(
        "Not measured yet: python -m colorize evaluate photos-val.zip --model scenes --study recognition",
        "尚未测量：python -m colorize evaluate photos-val.zip --model scenes --study recognition",
    ),
    "classify.colors": Text("Colors", "颜色"),
    "classify.top1": Text("Top-1", "Top-1 准确率"),
    "classify.probability": Text("Probability of the true class", "真实类别的概率"),
    "classify.over_gray": Text("Top-1 over gray, points", "Top-1 较灰度（百分点）"),
    "classify.true_color": Text("true color", "原色"),
    "classify.gray": Text("gray", "灰度"),
    "classify.by": Text("recolored: {title}", "重新上色：{title}"),
    "classify.table_scenes": Text(
        "{count} miniplaces validation photos, judged by Places; no network here was trained on them. 95 % intervals; "
        "differences are paired.",
        "{count} 张 miniplaces 验证照片，由“场景”网络判断；这里没有网络用它们训练过。均附 95% 区间，差值为配对比较。",
    ),
    "classify.table_objects": Text(
        "Footnote: {count} imagenette validation photos, judged by Things, which was trained on pictures like these, very likely "
        "on some of these themselves.",
        "脚注：{count} 张 imagenette 验证照片，由“物体”网络判断；它就是用这类照片训练的，很可能包括其中一些。",
    ),
    "error.drawing": Text(
        "The drawing did not arrive as the page sends it. Please reload the page and draw again.",
        "画的数字没有按本页的方式送达。请重新载入页面后再画。",
    ),
}
