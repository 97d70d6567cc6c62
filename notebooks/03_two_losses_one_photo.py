# %% [markdown]
# # 3 Two losses, one photo
#
# Mean squared error colors a photo pale, cross-entropy boldly: why, on two colors, on one photo, and on the two published networks.
#
# 为什么均方误差上的颜色偏淡，而交叉熵上的颜色大胆：先看两种颜色，再看学习一张照片，最后看发布的两个网络。

# %%
# Finds the project around this notebook. Where the notebook came alone, as on Colab, say where the project is.
import subprocess
import sys
from pathlib import Path

PROJECT = ""  # the address to clone the project from

root = next((p for p in (Path.cwd(), *Path.cwd().parents) if (p / "colorize" / "__init__.py").exists()), None)
if root is None:
    assert PROJECT, "Put the address of the project's repository into PROJECT, above, and run this cell again."
    root = Path("colorize-project").resolve()
    subprocess.run(["git", "clone", "-q", "--depth", "1", PROJECT, root], check=True)
sys.path.insert(0, str(root))
done = subprocess.run([sys.executable, root / "notebooks" / "install_missing.py"], check=True)

# %% [markdown]
# ## Two colors for one gray
#
# A ball is red in half of all photos and teal in the other half; in black-and-white all look the same. What should a
# network answer, when it cannot know? That depends on how it is punished.
#
# - *Mean squared error* wants one color $\hat y$ and measures how far it is off: $\frac{1}{n} \sum_i (y_i - \hat y)^2$. Its
#   slope, $\frac{2}{n} \sum_i (\hat y - y_i)$, is zero where $\hat y$ is the *mean* of all $y_i$.
# - *Cross-entropy* wants a probability $\hat p_k$ for each color $k$ and measures $-\sum_k p_k \log \hat p_k$, where $p_k$
#   is how often the color occurs. It is least where $\hat p = p$: the answer is the *distribution* itself.
#
# 一只球在半数照片里是红色，另一半是青色；黑白照片里看起来完全相同。网络无从得知时该怎样回答？这取决于如何惩罚它。
#
# - *均方误差*要求给出一种颜色 $\hat y$，衡量它偏离多少；其斜率在 $\hat y$ 等于所有 $y_i$ 的*平均值*处为零。
# - *交叉熵*要求给出每种颜色 $k$ 的概率 $\hat p_k$，而 $p_k$ 是该颜色出现的频率；在 $\hat p = p$ 处最小：答案就是*分布*本身。

# %%
import matplotlib.pyplot as plt
import numpy as np
from matplotlib_inline.backend_inline import set_matplotlib_formats

from colorize.lesson.two_colors import Dilemma, color_of

RED, TEAL = (50.0, 15.0), (-50.0, -15.0)  # a* (from green to red) and b* (from blue to yellow)
set_matplotlib_formats("jpeg", pil_kwargs={"quality": 88})  # photos in a notebook that stays small
places, shares = np.linspace(0, 1, 101), np.linspace(0.02, 0.98, 97)

_, (left, right) = plt.subplots(1, 2, figsize=(8, 2.7), dpi=72, layout="constrained")
for chance in (0.5, 0.75):
    ball = Dilemma(RED, TEAL, chance)
    mean, belief = ball.least_squares(), ball.least_entropy()
    (line,) = left.plot(places, ball.squared_error(places), label=f"red in {chance:.0%}")
    left.plot(1 - chance, ball.squared_error(1 - chance), "o", color=line.get_color())
    right.plot(shares, ball.entropy(shares), color=line.get_color())
    right.plot(belief, ball.entropy(belief), "o", color=line.get_color())
    print(f"red in {chance:.0%}: least squared error at a* b* = {mean.round(1) + 0} ({color_of(mean)}),", end=" ")
    print(f"least cross-entropy at {belief:.2f} red and {1 - belief:.2f} teal")
    assert np.allclose(mean, chance * np.array(RED) + (1 - chance) * np.array(TEAL), atol=0.1), "the mean of both"
    assert abs(belief - chance) < 0.002, "the chances themselves"
for place in np.linspace(0, 1, 26):
    left.plot(place, 0, "s", color=color_of(ball.between(place)), markersize=11, clip_on=False)
left.set(title="mean squared error of one color", xticks=[], ylim=(0, None))
left.set_xlabel("the answer, from red to teal", labelpad=10)
right.set(title="cross-entropy of a distribution", xlabel="probability given to red")
left.legend(loc="upper center")
plt.show()

assert np.abs(Dilemma(RED, TEAL, 0.5).least_squares()).max() < 0.1, "equally likely: gray, a color that the ball never has"

# %% [markdown]
# ## One photo, two truths
#
# The same with a whole photo, and a network that learns it. Three times out of four it is told the photo's own colors,
# once the opposite ones (a* and b* with their signs turned). Lightness, all that it sees, stays the same.
#
# 换成整张照片和一个学习它的网络。四次中有三次告诉它照片本来的颜色，一次告诉它相反的颜色（a* 和 b* 变号）。
# 网络看到的只有明度，而明度始终相同。

# %%
from skimage import data

from colorize.color import rgb_to_lightness
from colorize.data import center_crop
from colorize.lesson.pictures import pairs
from colorize.lesson.settings import STRIDE, Settings
from colorize.predict import merge

photo = center_crop(data.coffee(), 160)
gray, own = pairs([photo])  # lightness (1, 64, 64, 1), and a* b* of its cells of 4 x 4 pixels (1, 16, 16, 2)
seen, told = np.repeat(gray, 4, axis=0), np.concatenate([own, own, own, -own])
large, small = (rgb_to_lightness(center_crop(photo, side).astype("float32") / 255) for side in (160, 64))


def painted(cells: np.ndarray) -> np.ndarray:
    """The photo, its own lightness in the colors of these cells."""
    return merge(large, small, cells.astype("float32"), STRIDE)[0]


def show(pictures: dict, size: float = 2.0) -> None:
    """Pictures side by side, each under its name."""
    height, width = next(iter(pictures.values())).shape[:2]
    figsize = (size * len(pictures), size * height / width + 0.3)
    _, axes = plt.subplots(1, len(pictures), figsize=figsize, dpi=72, layout="constrained")
    for axis, (name, picture) in zip(axes, pictures.items(), strict=True):
        axis.imshow(picture)
        axis.set_title(name, fontsize=9)
        axis.axis("off")
    plt.show()


show({"it sees": painted(0 * own[0]), "is told, 3 times of 4": painted(own[0]), "once of 4": painted(-own[0])})
assert np.ptp(seen, axis=0).max() == 0 and np.array_equal(told[0], -told[3])

# %% [markdown]
# The same network twice; only its last layer differs. For squared error it gives two numbers a cell, a* and b*. For
# cross-entropy it gives one for every *bin*: the a* b* plane is cut into squares, and coloring becomes classifying.
#
# 同一个网络用两次，只有最后一层不同。平方误差：每格两个数，a* 和 b*。交叉熵：a* b* 平面被切成许多*方格*，每个方格一个数，上色就成了分类。

# %%
import keras

from colorize.lesson.losses import coarse_bins, loss_called, nearest_bin
from colorize.lesson.network import build_network

STEPS = 200
output, last = {}, {}
for name in ("mse", "cross_entropy"):
    loss = loss_called(name, told)
    network = build_network(Settings(loss=name), loss.channels)
    rate = keras.optimizers.schedules.CosineDecay(0.003, STEPS)
    network.compile(keras.optimizers.Adam(rate), loss=loss.error, jit_compile=False)
    curve = network.fit(seen, told, batch_size=len(seen), epochs=STEPS, shuffle=False, verbose=0).history["loss"]
    output[name], last[name] = keras.ops.convert_to_numpy(network(gray, training=False))[0], curve[-1]
    print(f"{name:14} {loss.channels:2} numbers a cell, loss {curve[0]:.4f} -> {curve[-1]:.4f}")

differ = np.array(nearest_bin(own) != nearest_bin(-own)).mean()  # a gray cell and its opposite are in one bin
floors = {
    "mse": float(0.75 * 0.25 * np.square(2 * own / 110).mean()),
    "cross_entropy": float(differ * Dilemma(RED, TEAL, 0.75).entropy(0.75)),
}
print("As both truths stay possible, none can do better than", {name: round(floor, 4) for name, floor in floors.items()})
assert floors["mse"] <= last["mse"] < 1.02 * floors["mse"]
assert floors["cross_entropy"] <= last["cross_entropy"] < 1.1 * floors["cross_entropy"]

# %% [markdown]
# Both have learned what there is to learn, and still a good part of the loss is left: what cannot be known. At the
# cell of the most typical color, squared error has become a point between the two truths, cross-entropy has kept both.
#
# 能学的，两者都学会了，损失却还剩下不少：那是无从得知的部分。
# 在颜色最有代表性的那一格，平方误差变成了两个真相之间的一个点，交叉熵则两个都保留着。

# %%
cell = np.unravel_index(np.linalg.norm(own[0] - own[0].mean((0, 1)), axis=-1).argmin(), own.shape[1:3])
true, point = own[0][cell], 110 * output["mse"][cell]


def probability(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Softmax at a temperature: each probability to the power of 1 / T, brought back to a sum of 1."""
    power = np.exp((logits - logits.max(-1, keepdims=True)) / temperature)
    return power / power.sum(-1, keepdims=True)


def draw_plane(axis, bins: np.ndarray, chances: np.ndarray, lightness: float, marks: dict) -> None:
    """A distribution over the a* b* plane, each bin as large as it is likely, in its color; and some marked points."""
    axis.scatter(*bins.T, s=4, color="lightgray")
    likely = chances > 0.002
    axis.scatter(*bins[likely].T, s=1500 * chances[likely], c=[color_of(ab, lightness) for ab in bins[likely]], edgecolors="gray")
    for (name, places), mark in zip(marks.items(), "x*D", strict=False):
        axis.scatter(*np.atleast_2d(places).T, marker=mark, s=60, color="black", label=name)
    axis.set(xlabel="a*", ylabel="b*", aspect="equal")
    axis.legend(fontsize=8, loc="upper left")


chances = probability(output["cross_entropy"][cell])
_, axis = plt.subplots(figsize=(4.4, 4), dpi=72, layout="constrained")
draw_plane(axis, coarse_bins(), chances, 50, {"the two truths": [true, -true], "squared error's answer": point})
plt.show()

both = [int(number) for number in nearest_bin(np.stack([true, -true]))]
print("true a* b*:", true.round(), " squared error answers:", point.round())
print(f"cross-entropy: {chances[both[0]]:.0%} for the photo's own color, {chances[both[1]]:.0%} for the opposite one")
assert np.abs(point - (0.75 - 0.25) * true).max() < 6, "three quarters of a color and one of its opposite leave one half"
assert chances[both].sum() > 0.9 and chances[both[0]] > chances[both[1]] > 0.1, "both are kept, the likelier first"

# %% [markdown]
# ## From a distribution back to a color
#
# One color must be painted in the end. The distribution's mean is the same compromise once more. But a distribution can
# be sharpened first - each probability to the power of $1 / T$ - and the lower this *temperature*, the more the likelier
# color wins. A compromise has nothing left to sharpen.
#
# 最后总要画出一种颜色。分布的平均值又是同样的折中。但分布可以先变尖：每个概率取 $1 / T$ 次幂，*温度* $T$ 越低，可能性大的颜色越占上风。
# 而折中的答案已没有什么可变尖的了。

# %%
cells = {"mean squared error": 110 * output["mse"]}
cells |= {f"cross-entropy, T = {t:g}": probability(output["cross_entropy"], t) @ coarse_bins() for t in (1, 0.5, 0.1)}
show({"truth": painted(own[0])} | {name: painted(ab) for name, ab in cells.items()})

chroma = {name: float(np.hypot(ab[..., 0], ab[..., 1]).mean()) for name, ab in ({"truth": own[0]} | cells).items()}
kept = {name: value / chroma["truth"] for name, value in chroma.items()}
print("  ".join(f"{name}: {share:.0%}" for name, share in kept.items()), " of the true chroma")

squared, *sharpened = list(kept.values())[1:]
assert abs(squared - 0.5) < 0.1 and abs(sharpened[0] - squared) < 0.1, "the mean of the distribution is the same compromise"
assert sharpened[0] < sharpened[1] < sharpened[2] and sharpened[2] > 1.5 * squared

# %% [markdown]
# ## The published networks
#
# `regression` and `classification` are one architecture, trained on the same photos, with squared error and with
# cross-entropy (to which rare colors count more). Nobody told them opposite colors: the world did, where cups, shirts and
# walls are concerned. The same photo once more:
#
# `regression` 和 `classification` 结构相同，用同样的照片训练，一个用平方误差，一个用交叉熵（其中罕见颜色权重更大）。
# 没有人告诉它们相反的颜色，是世界告诉的：杯子、衬衫和墙壁本来就有各种颜色。还是那张照片：

# %%
import colorize
from colorize.checkpoint import read_card
from colorize.explain.distribution import distribution_at
from colorize.explain.sight import look
from colorize.metrics import METRICS
from colorize.predict import lightness_of

cards = [read_card(name) for name in ("regression", "classification")]
assert cards[0].data["training"] == cards[1].data["training"] and cards[0].init == cards[1].init
print(f"{sum(cards[0].data['training'].values()):,} photos, the same for both; each network saw", *(f"{c.pictures:,}" for c in cards))


def colored(picture: np.ndarray, model: str, vividness: float = 1.0) -> np.ndarray:
    """A photo colored from its lightness alone, uint8."""
    return np.rint(colorize.colorize(picture, model, vividness=vividness).array * 255).astype("uint8")


photo = center_crop(data.coffee(), 256)
by = {model: colored(photo, model) for model in ("regression", "classification")}
show({"truth": photo} | by, size=2.6)

colorful = {name: float(METRICS["colorfulness"](picture, photo)) for name, picture in ({"truth": photo} | by).items()}
print("colorfulness:", {name: round(value, 1) for name, value in colorful.items()})
assert colorful["classification"] > 1.3 * colorful["regression"]

# %% [markdown]
# Red saucer or brown wood? At the edge, in gray, that is hard to tell:
#
# 红色的碟子，还是棕色的木桌？在边缘处，灰度照片里很难分清：

# %%
PLACE = (0.06, 0.44)  # shares of width and height
sights = {model: look(lightness_of(photo), model) for model in by}
there = sights["classification"].cell(*PLACE)
found = distribution_at(sights["classification"], there)
answer = sights["regression"].colors()[sights["regression"].cell(*PLACE)]

_, axes = plt.subplots(1, 2, figsize=(8, 3.9), dpi=72, layout="constrained", width_ratios=(1, 1.15))
axes[0].imshow(photo)
axes[0].plot(PLACE[0] * 256, PLACE[1] * 256, "+", color="white", markersize=16, markeredgewidth=2)
axes[0].axis("off")
draw_plane(axes[1], found.bins, found.probability(), found.lightness, {"regression": answer, "classification paints": found.painted})
plt.show()

for t in (2.0, 1.0, found.temperature, 0.1):
    print(f"T = {t:4}: likeliest color {found.probability(t).max():4.0%}, chroma of the mean {np.hypot(*found.mean(t)):4.1f}")
assert abs(found.probability().sum() - 1) < 1e-5
assert found.probability(2.0).max() < found.probability(1.0).max() < found.probability(0.1).max(), "sharper, colder"
assert np.hypot(*found.painted) > 1.3 * np.hypot(*answer), "what wins is more colorful than what lies between"

# %% [markdown]
# ## Vividness
#
# Behind the page's slider Vividness stands the temperature: at 0.5 the plain mean of the distribution, at 1 the model's
# own best sharpness; beyond, chroma is simply turned up. At 0.5 `classification` speaks almost like `regression`.
#
# 页面上“鲜艳度”滑块的背后就是温度：0.5 为分布的平均值，1 为模型自己的最佳锐度，再往上只是加大彩度。
# 在 0.5 处，`classification` 说的话几乎和 `regression` 一样。

# %%
steps = {v: colored(photo, "classification", v) for v in (0.0, 0.5, 1.0, 1.5)}
show({f"vividness {v:g}": picture for v, picture in steps.items()})
strength = [float(METRICS["colorfulness"](picture, photo)) for picture in steps.values()]
print("colorfulness:", np.round(strength, 1))
assert strength == sorted(strength)

far, near = (float(METRICS["ciede2000"](by["regression"], steps[v])) for v in (1.0, 0.5))
print(f"regression differs from classification by Delta E {far:.1f} at vividness 1, by {near:.1f} at 0.5")
assert near < 0.7 * far

# %% [markdown]
# ## Which is better?
#
# On the 32 photos of food that the project keeps to judge by, which neither network was trained on:
#
# 用项目留作检验的 32 张美食照片（两个网络都没有用它们训练过）来看：

# %%
from colorize.lesson.pictures import built_in

photos = built_in().validation
ways = {"gray": ("classification", 0.0), "regression": ("regression", 1.0), "classification": ("classification", 1.0)}
results = {name: [colored(truth, *way) for truth in photos] for name, way in ways.items()} | {"truth": photos}
table = {
    name: {metric: np.array([float(METRICS[metric](*pair)) for pair in zip(pictures, photos, strict=True)])
           for metric in ("psnr", "colorfulness")}
    for name, pictures in results.items()
}  # fmt: skip
for name, row in table.items():
    print(f"{name:15} PSNR {row['psnr'].mean():6.2f} dB   colorfulness {row['colorfulness'].mean():5.1f}")

closer = table["regression"]["psnr"] > table["classification"]["psnr"]
bolder = table["regression"]["colorfulness"] < table["classification"]["colorfulness"]
print(f"{closer.sum()} of {len(photos)} photos: squared error has the better PSNR; {bolder.sum()}: cross-entropy is the more colorful")
assert closer.mean() > 0.7 and bolder.mean() > 0.8

for number in (7, 27):
    show({name: center_crop(pictures[number], 128) for name, pictures in results.items()}, size=1.6)

# %% [markdown]
# PSNR is squared error in other words: it likes the cautious answer, and finds even gray not bad. Colorfulness likes the
# bold one, right or wrong. Neither loss is better; which answer one wants decides which loss to take, before any network
# is built. The next notebook trains one.
#
# PSNR 只是平方误差的另一种说法：它喜欢谨慎的答案，连灰色在它看来也不坏。色彩丰富度则喜欢大胆的答案，不论对错。
# 没有哪种损失更好；想要哪种答案，决定了该选哪种损失，这在搭建网络之前就要想好。下一个笔记本就来训练一个网络。
