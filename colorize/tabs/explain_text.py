"""The words of the tab Explain; `text.py` takes them into the one table."""

from __future__ import annotations

from colorize.text import Text

EXPLAIN: dict[str, Text] = {
    "explain.title": Text("Explain", "解释"),
    "explain.examples": Text("Or take one of these", "或使用示例"),
    "explain.empty": Text(
        "<strong>What the network thought appears here</strong>"
        "<span>choose a photo, then click on any place of it</span>",
        "<strong>这里显示网络的想法</strong><span>选择一张照片，然后点击其中任意位置</span>",
    ),
    "explain.looking": Text("The network is looking at the photo.", "网络正在看这张照片。"),
    # The place
    "explain.point": Text(
        "The network's answer. Click on a place to ask about it. With the keyboard: the arrow keys move the ring, Enter "
        "takes it.",
        "网络的回答。点击某处即可提问。使用键盘时：方向键移动圆环，回车键确定。",
    ),
    "explain.point_alt": Text("The colorized photo, to click on a place", "上色后的照片：点击要提问的位置"),
    "explain.across": Text("From the left, pixels", "距左边（像素）"),
    "explain.down": Text("From the top, pixels", "距上边（像素）"),
    "explain.ask": Text("Ask about this place", "就此处提问"),
    "explain.outside": Text(
        "The place ({x:g}, {y:g}) is outside the photo, which has {width} by {height} pixels, counted from 0.",
        "位置（{x:g}, {y:g}）在照片之外；照片为 {width}×{height} 像素，从 0 数起。",
    ),
    # The distribution
    "explain.likely": Text("Which colors it held likely there", "网络认为该处可能是哪些颜色"),
    "explain.plane": Text(
        "The plane of a* (green to red, across) and b* (blue to yellow, upward) at this place's own lightness, L* "
        "{lightness:.0f}. The area of each square is its probability. Squares with only an outline are colors that sRGB "
        "lacks at this lightness: {outside} of the probability.",
        "在此处自身亮度 L* {lightness:.0f} 下的色度平面：横向 a*（绿到红），纵向 b*（蓝到黄）。方块面积表示概率。"
        "只有轮廓的方块是 sRGB 在此亮度下没有的颜色，占概率的 {outside}。",
    ),
    "explain.plane_alt": Text(
        "Distribution over colors. Likeliest: {first}, {share}. Mean at temperature {temperature:.2f}: {answer}. "
        "Plain mean: {plain}.",
        "颜色分布。最可能：{first}，{share}。温度 {temperature:.2f} 下的均值：{answer}。普通均值：{plain}。",
    ),
    "explain.temperature": Text(
        "Temperature: 1 as trained, lower sharpens, higher flattens", "温度：1 为训练时的分布，越低越尖锐，越高越平坦"
    ),
    "explain.answer": Text(
        "The answer at temperature {temperature:.2f}: the mean of the squares", "温度 {temperature:.2f} 时的回答：方块的均值"
    ),
    "explain.plain": Text(
        "The plain mean, which least squared error would answer", "普通均值：以均方误差最小为目标时的回答"
    ),
    "explain.painted": Text(
        "What Colorize paints, by this model's own temperature, {temperature:g}, and other knobs",
        "实际上色：使用此模型自己的温度 {temperature:g} 及其他设置",
    ),
    "explain.first": Text("The likeliest color, {share}", "最可能的颜色，{share}"),
    "explain.bits": Text(
        "Entropy here: {bits:.1f} bits of at most {most:.1f}, as undecided as between {count:.0f} equally likely colors.",
        "此处的熵：{bits:.1f} 比特（最多 {most:.1f}），相当于在 {count:.0f} 种同样可能的颜色之间犹豫。",
    ),
    "explain.one_answer": Text(
        "This model says one color for each place: there is no distribution to show, no entropy and no temperature. Where "
        "it looked and its feature maps are below.",
        "此模型对每处只给出一种颜色：没有分布可显示，也没有熵和温度。它看了哪里，以及特征图，见下方。",
    ),
    "explain.one_color": Text("What it answers here", "此处的回答"),
    # Entropy
    "explain.entropy": Text("How undecided it was", "网络有多犹豫"),
    "explain.entropy_is": Text(
        "Entropy of the distribution at temperature 1, for every cell of {stride} × {stride} pixels of the network's copy: "
        "bright is undecided.",
        "温度为 1 时分布的熵，按网络副本中每 {stride} × {stride} 像素的小格计算：越亮越犹豫。",
    ),
    "explain.entropy_low": Text("{bits:.1f} bits ({share} of the most)", "{bits:.1f} 比特（最大值的 {share}）"),
    "explain.entropy_alt": Text(
        "Map of entropy over the photo, from {low:.1f} to {high:.1f} bits", "照片上的熵图，{low:.1f} 至 {high:.1f} 比特"
    ),
    # Where it looked
    "explain.looked": Text("What it looked at to decide here", "为决定此处，它看了哪里"),
    "explain.wait": Text("One moment: this map is being made.", "请稍候：正在计算此图。"),
    "explain.gradient": Text(
        "By gradient. Bright: where a slightly different gray would change the decision most, the log-probability of the "
        "likeliest color. The mean over {copies} copies with a little noise, since that of one jumps from pixel to pixel.",
        "按梯度。越亮，灰度的微小变化对决定（最可能颜色的对数概率）影响越大。取 {copies} 份加入少量噪声的副本的平均，"
        "因为单份的梯度逐像素跳动。",
    ),
    "explain.gradient_one": Text(
        "By gradient. Bright: where a slightly different gray would change the answer most, its distance from gray. The mean "
        "over {copies} copies with a little noise, since that of one jumps from pixel to pixel.",
        "按梯度。越亮，灰度的微小变化对回答（离灰色的距离）影响越大。取 {copies} 份加入少量噪声的副本的平均，"
        "因为单份的梯度逐像素跳动。",
    ),
    "explain.gradient_alt": Text("Map of the gradient over the photo", "照片上的梯度图"),
    "explain.cover": Text(
        "By covering, as a check. Bright: where a gray square of {side} × {side} pixels of the network's copy moves the "
        "answer farthest, up to {most:.1f} units of a* b*.",
        "按遮挡，作为核对。越亮，用灰色方块（网络副本中 {side} × {side} 像素）遮住时回答移动越远，最多 {most:.1f} 个 a* b* 单位。",
    ),
    "explain.cover_alt": Text("Map of what covering changes, over the photo", "照片上的遮挡影响图"),
    "explain.agree": Text(
        "How well they agree: rank correlation {gradient:+.2f} over {squares} squares (+1 the same order, 0 none). A map that "
        "knows nothing but the distance from the place would reach {nearness:+.2f}.",
        "二者的一致程度：在 {squares} 个方块上的秩相关为 {gradient:+.2f}（+1 为次序相同，0 为无关）。"
        "只知道离该处远近的图可达 {nearness:+.2f}。",
    ),
    "explain.agree_more": Text(
        "So the gradient says more than that it looked nearby.", "可见梯度说明的不只是“看了附近”。"
    ),
    "explain.agree_less": Text(
        "So here the gradient says no more than that it looked nearby: trust the squares.",
        "可见在此处，梯度说明的不过是“看了附近”：请以遮挡的结果为准。",
    ),
    "explain.agree_none": Text(
        "Covering changes nothing here, so there is nothing to compare.", "在此处遮挡不改变任何结果，因此无从比较。"
    ),
    # Feature maps
    "explain.stages": Text("What each stage saw", "每一级看到了什么"),
    "explain.stages_are": Text(
        "Of each stage the {count} channels whose values vary most over this photo (largest standard deviation), each from its "
        "lowest value, dark, to its highest, bright. The encoder goes from fine to coarse, the decoder back.",
        "每一级中在这张照片上变化最大（标准差最大）的 {count} 个通道，从各自的最低值（暗）到最高值（亮）。"
        "编码器由细到粗，解码器再由粗到细。",
    ),
    "explain.stage_encoder": Text(
        "Encoder, stride {stride}: {channels} channels of {width} × {height}",
        "编码器，步幅 {stride}：{channels} 个 {width} × {height} 的通道"
    ),
    "explain.stage_decoder": Text(
        "Decoder, stride {stride}: {channels} channels of {width} × {height}",
        "解码器，步幅 {stride}：{channels} 个 {width} × {height} 的通道"
    ),
    "explain.channel": Text("channel {number}", "通道 {number}"),
}
