# %% [markdown]
# # 6 What the network saw
#
# Where an answer comes from: Grad-CAM and occlusion, a colorizer's doubts, what decided the color of one place - and tests of each.
#
# 答案从何而来：Grad-CAM 与遮挡，上色网络的犹豫，是什么决定了某一处的颜色，以及对每种解释的检验。

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
# ## What is it, and where?
#
# `objects` knows 1000 things, `scenes` 100 places. Two ways to ask where an answer came from. *Grad-CAM* looks inside: the
# last feature maps, each weighted by how much the answer's score would rise with it. *Occlusion* stays outside: cover one
# square after the other, and note how far the probability falls.
#
# `objects` 认识 1000 种事物，`scenes` 认识 100 种场所。要问答案从何而来，有两种办法。*Grad-CAM* 看内部：最后的特征图，
# 按答案的得分随它上升多少来加权。*遮挡*只看外部：逐块盖住画面，记下概率下降了多少。

# %%
import matplotlib.pyplot as plt
import numpy as np
from matplotlib_inline.backend_inline import set_matplotlib_formats
from skimage import data

from colorize.classify import Answer, classifier, classify
from colorize.explain import grad_cam, occlusion_map, overlay
from colorize.explain.occlusion import covered

set_matplotlib_formats("jpeg", pil_kwargs={"quality": 88})  # photos in a notebook that stays small


def show(pictures: dict, size: float = 2.3, marks: tuple = ()) -> None:
    """Pictures side by side, each under its name; marks (x, y) are shares of width and height."""
    height, width = next(iter(pictures.values())).shape[:2]
    figsize = (size * len(pictures), size * height / width + 0.3)
    _, axes = plt.subplots(1, len(pictures), figsize=figsize, dpi=72, layout="constrained")
    for axis, (name, picture) in zip(axes, pictures.items(), strict=True):
        axis.imshow(picture, cmap="gray", vmin=0)
        for x, y in marks:
            axis.plot(x * picture.shape[1], y * picture.shape[0], "+", color="cyan", markersize=13, markeredgewidth=2)
        axis.set_title(name, fontsize=9)
        axis.axis("off")
    plt.show()


objects = classifier("objects")


def chances(pictures: np.ndarray) -> np.ndarray:
    return objects.run(pictures.astype("float32")).numpy()


cup = data.coffee()
for judge in ("objects", "scenes"):
    answer = classify(cup, judge)
    print(f"{judge:8}", ",  ".join(f"{answer.names[n].en} {answer.probability[n]:.0%}" for n in answer.top(5)))
    assert abs(answer.probability.sum() - 1) < 1e-4

answer = classify(cup, "objects")
best, picture = answer.top(1)[0], answer.picture
side = picture.shape[0] // 4
cam = grad_cam(objects.model, picture, "head_relu6", best)
falls = occlusion_map(chances, picture, best, side, side // 2)
show({"photo": picture, f"Grad-CAM: {answer.names[best].en}": overlay(picture, cam),
      "occlusion": overlay(picture, np.clip(falls, 0, None) / falls.max())})  # fmt: skip
assert cam.max() == 1 and falls.max() > 0.05, "covering the right place makes it doubt"

# %% [markdown]
# Are they right? A colored map convinces easily. The test: cover the square that Grad-CAM marks most, and compare with the
# same square anywhere else - on all photos of the lesson's 32 of which the network is at least 30 % sure.
#
# 它们说得对吗？彩色的图很容易让人信服。检验办法：盖住 Grad-CAM 标得最亮的方块，再与盖住别处同样大小的方块相比；
# 用的是课程的 32 张照片中网络至少有 30% 把握的那些。

# %%
import cv2

from colorize.lesson.pictures import built_in


def marked_and_elsewhere(answer: Answer) -> tuple[float, float]:
    """How far the probability falls when the square is covered that Grad-CAM marks most; and the mean over all others."""
    best, picture = answer.top(1)[0], answer.picture
    side = min(picture.shape[:2]) // 4
    heat = cv2.resize(grad_cam(objects.model, picture, "head_relu6", best), picture.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    whole = chances(picture[None])[0, best]
    falls = covered(lambda copies: whole - chances(copies)[:, best], picture, side, side)
    marked = max(falls, key=lambda at: heat[at[0] : at[0] + side, at[1] : at[1] + side].mean())
    return falls[marked], float(np.mean([fall for at, fall in falls.items() if at != marked]))


sure = [answer for answer in (classify(photo, "objects") for photo in built_in().validation) if answer.probability.max() >= 0.3]
found = np.array([marked_and_elsewhere(answer) for answer in sure])
print("how the probability changes when a square is covered:")
for answer, (marked, elsewhere) in zip(sure, found, strict=True):
    name, chance = answer.names[answer.top(1)[0]].en, answer.probability.max()
    print(f"{name:14} {chance:4.0%}: where Grad-CAM marks {-marked:+.2f}, elsewhere {-elsewhere:+.2f}")

marked, elsewhere = found.mean(0)
right = (found[:, 0] > found[:, 1]).mean()
print(f"mean of {len(sure)} photos: {-marked:+.3f} where it marks, {-elsewhere:+.3f} elsewhere; the larger fall in {right:.0%}")
assert len(sure) >= 8 and marked > 2 * elsewhere and right >= 0.7, "it tells something, though not always"

# %% [markdown]
# ## A colorizer, cell by cell
#
# `classification` sees a gray copy of short side 192 and gives each cell of 8 x 8 pixels a distribution over 260 colors.
# Its *entropy*, in bits, says how undecided it is: 0 if one color is certain, 8.02 if all are equally likely.
#
# `classification` 看到短边 192 的灰度副本，并给每个 8 x 8 像素的格子一个 260 种颜色上的分布。*熵*（单位为比特）表示它有多犹豫：
# 只有一种颜色可能时为 0，所有颜色同样可能时为 8.02。

# %%
from colorize.color import rgb_to_lab
from colorize.explain.distribution import distribution_at, entropy, entropy_map
from colorize.explain.sight import Sight, look
from colorize.guided import cell_means
from colorize.predict import lightness_of, merge
from colorize.proposals import softmax

MODEL = "classification"
photo = data.astronaut()
sight = look(lightness_of(photo), MODEL)
bits = entropy_map(sight)
painted, _ = merge(sight.lightness, sight.lightness, sight.colors(), sight.stride)


def over(heat: np.ndarray) -> np.ndarray:
    """A map over the network's own copy, from its lowest to its highest value."""
    return overlay(np.repeat(np.clip(sight.gray, 0, 1)[..., None], 3, axis=2), (heat - heat.min()) / np.ptp(heat))


show({"truth": photo, "it sees": sight.gray, "it paints": painted, f"entropy, {bits.min():.1f} to {bits.max():.1f} bits": over(bits)})
print(f"{sight.output.shape[0]} x {sight.output.shape[1]} cells, {len(sight.bins)} colors; entropy {bits.mean():.1f} bits on average")
assert np.allclose(softmax(sight.output).sum(-1), 1, atol=1e-4) and 0 <= bits.min() < bits.max() <= np.log2(len(sight.bins))

# %% [markdown]
# Lowering the temperature takes its doubts away, without making it any wiser. Are its doubts worth something? Here its
# colors are further from the truth where it is less sure. That is no law: the cat's it gets more wrong where it is sure.
#
# 降低温度会消除它的犹豫，却不会让它更聪明。它的犹豫有用吗？在这里，越没把握的地方颜色错得越多。
# 但这并非定律：对那只猫，它在有把握的地方反而错得更多。

# %%
mean_bits = {t: float(entropy(softmax(sight.output / t)).mean()) for t in (2.0, 1.0, 0.5, 0.1)}
print("mean entropy:", {f"T = {t:g}": round(value, 1) for t, value in mean_bits.items()})
assert list(mean_bits.values()) == sorted(mean_bits.values(), reverse=True), "the sharper, the less undecided"


def wrong_by(sight: Sight, photo: np.ndarray) -> tuple[float, float]:
    """Mean distance in a* b* from the truth: in the half of the cells it is surer of, and in the other half."""
    small = cv2.resize(rgb_to_lab(photo.astype("float32") / 255), sight.gray.shape[::-1], interpolation=cv2.INTER_AREA)
    bits, cells = entropy_map(sight), sight.output[sight.inside].shape[:2]
    true = np.stack([cell_means(np.ascontiguousarray(small[..., n]), sight.stride, cells) for n in (1, 2)], -1)
    error = np.linalg.norm(sight.colors()[sight.inside] - true, axis=-1)
    return float(error[bits < np.median(bits)].mean()), float(error[bits >= np.median(bits)].mean())


errors = {"astronaut": wrong_by(sight, photo)}
errors["cat"] = wrong_by(look(lightness_of(data.chelsea()), MODEL), data.chelsea())
for name, (low, high) in errors.items():
    print(f"{name:10} wrong by {low:4.1f} where it is sure, by {high:4.1f} where it is not")
assert errors["astronaut"][1] > 1.5 * errors["astronaut"][0]
assert errors["cat"][1] < errors["cat"][0]

# %% [markdown]
# ## One place: its colors, and what decided them
#
# The place is on the orange suit. Its distribution over the a* b* plane as trained, and sharpened to what is painted. Which
# pixels decided? The *gradient* of the likeliest color's log-probability tells how steeply it changes with each pixel;
# covering squares is the check.
#
# 这一处在橙色的宇航服上。下图是它在 a* b* 平面上的分布：训练所得的，以及变尖之后用来上色的。是哪些像素决定了它？
# 最可能颜色的对数概率对每个像素的*梯度*说明变化有多陡；遮挡方块用来核对。

# %%
from colorize.explain.gaze import BLUR, agreement, as_heat, cover_changes, cover_map, gradient_map

PLACE = (0.3, 0.7)
cell = sight.cell(*PLACE)
here = distribution_at(sight, cell)
probability = here.probability()

figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.7), dpi=72, layout="constrained", sharex=True, sharey=True)
for axis, t in zip(axes, (1.0, here.temperature), strict=True):
    likely = here.probability(t) > 0.002
    axis.scatter(*here.bins.T, s=4, color="lightgray")
    size, color = 1500 * here.probability(t)[likely], here.shown(here.bins[likely])
    axis.scatter(*here.bins[likely].T, s=size, c=color, edgecolors="gray")
    axis.plot(*here.mean(t), "x", color="black", markersize=9)
    axis.set(title=f"T = {t:g}, {entropy(here.probability(t)):.1f} bits; the mean: x", xlabel="a*", aspect="equal")
axes[0].set_ylabel("b*")
plt.show()
assert abs(probability.sum() - 1) < 1e-5
assert np.hypot(*here.mean(here.temperature)) > np.hypot(*here.mean(1.0)), "sharper is more colorful here"

slopes = gradient_map(sight, cell)
changes, side = cover_changes(sight, cell)
maps = {"gradient": as_heat(slopes, BLUR), "covering": as_heat(cover_map(sight, changes, side))}
show({"it paints": painted} | {name: over(heat) for name, heat in maps.items()}, marks=(PLACE,))

y, x = sight.middle(cell)
rows, columns = np.indices(sight.gray.shape)
near = np.hypot(rows - y, columns - x) < 24
share = float(slopes[near].sum() / slopes.sum())
print(f"within 24 pixels: {near.mean():.0%} of the picture, {share:.0%} of the gradient")
print(f"a cover moves the color by up to {max(changes.values()):.0f} units of a* b*")
assert share > 2 * near.mean(), "it looks more at what is near..."
assert share < 0.5, "...but not only"

# %% [markdown]
# How far do the two agree? Over all squares, the rank correlation of the gradient in a square with what covering it
# changes; next to it a map that knows nothing but how near a square is. The gradient does agree with the check - and
# hardly better than nearness alone. A beautiful map is no proof that the network is understood.
#
# 两者在多大程度上一致？对所有方块，计算方块内的梯度与遮挡所引起变化的秩相关；旁边是一张只知道远近的图。梯度确实与遮挡相符，
# 但并不比只看远近好多少。一张漂亮的图并不证明我们已经理解了网络。

# %%
scores = [agreement(sight, cell, slopes, changes, side)]
for place in ((0.5, 0.5), (0.7, 0.7), (0.3, 0.3)):
    other = sight.cell(*place)
    scores.append(agreement(sight, other, gradient_map(sight, other), *cover_changes(sight, other)))
for place, score in zip((PLACE, (0.5, 0.5), (0.7, 0.7), (0.3, 0.3)), scores, strict=True):
    print(f"at {place}: gradient {score.gradient:.2f}, nearness {score.nearness:.2f}, over {score.squares} squares")

gradient, nearness = np.mean([(score.gradient, score.nearness) for score in scores], axis=0)
print(f"mean: gradient {gradient:.2f}, nearness {nearness:.2f}")
assert gradient > 0.4 and abs(gradient - nearness) < 0.2

# %% [markdown]
# ## Stage by stage
#
# The encoder makes the picture smaller and says more about each place; the decoder leads back to the cells. Of each stage
# the two channels that vary most over this photo, each from its lowest to its highest value:
#
# 编码器把图片变小，对每处说得更多；解码器再回到各个格子。下面是每个阶段在这张照片上变化最大的两个通道，各从最低值到最高值：

# %%
from colorize.explain.stages import stages

found = stages(sight, 2)
figure, axes = plt.subplots(2, len(found), figsize=(10.5, 3.5), dpi=72, layout="constrained")
for column, stage in zip(axes.T, found, strict=True):
    for axis, channel in zip(column, stage.maps, strict=True):
        axis.imshow(channel, cmap="inferno", interpolation="nearest")
        axis.axis("off")
    column[0].set_title(f"{stage.half} 1/{stage.stride}\n{stage.channels} channels", fontsize=9)
plt.show()
for stage in found:
    assert stage.maps.shape[1:] == tuple(-(-size // stage.stride) for size in sight.gray.shape)

# %% [markdown]
# How far does a place of a map see? Cover one small square with gray, and count the places whose values change: few in the
# first stage, nearly all in the last. What the whole picture shows reaches every cell only through the coarse maps.
#
# 特征图上的一处能看多远？用灰色盖住一个小方块，数一数有多少处的值改变了：第一阶段很少，最后几乎全部。
# 整幅画面的内容只有经过粗的特征图才能到达每一格。

# %%
encoder = sight.network.model.get_layer("encoder")
covered_copy = sight.gray.copy()
covered_copy[88:104, 88:104] = sight.gray.mean()
before, after = (encoder(gray[None, ..., None], training=False) for gray in (sight.gray, covered_copy))
reached = {}
for one, other in zip(before, after, strict=True):
    one, other = np.asarray(one)[0], np.asarray(other)[0]
    moved = np.abs(other - one).max(-1) > 0.05 * one.std()
    reached[sight.gray.shape[0] // one.shape[0]] = float(moved.mean())
part = 16**2 / sight.gray.size
print(f"changed by covering {part:.1%} of the picture:", {f"1/{stride}": f"{share:.0%}" for stride, share in reached.items()})
assert list(reached.values()) == sorted(reached.values()) and reached[4] < 0.2 and reached[32] > 0.7

# %% [markdown]
# The page's tab Explain asks the same of any photo, at any place: one click. What a network saw can be measured; what it
# "thought" is our own story, to be checked like any other.
#
# 页面的“解释”标签可以对任何照片、任何一处提出同样的问题：点一下即可。网络看到了什么是可以测量的；
# 它“想”了什么则是我们自己编的故事，同样需要检验。
