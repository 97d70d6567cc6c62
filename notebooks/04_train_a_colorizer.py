# %% [markdown]
# # 4 Train a colorizer
#
# The five steps - prepare data, build, train, evaluate, predict - on 64 photos, and what it is worth that another network learned before.
#
# 再走一遍五个步骤：准备数据、构建、训练、评估、预测，用 64 张照片；以及网络从另一个网络先前所学中能得到多少。

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
# ## 1 Prepare data
#
# 96 photos come with the project; every third is kept back to judge by. A colorizer needs no labels: its question is
# the photo's lightness, its answer the photo's own color, as a* and b* of cells of 4 x 4 pixels.
#
# 项目自带 96 张照片，每三张留一张用于检验。上色不需要人工标签：输入是照片的明度，答案就是照片自己的颜色，即每个 4 x 4 像素格的 a* 和 b*。

# %%
import matplotlib.pyplot as plt
import numpy as np

from colorize.lesson.pictures import built_in, cells_of, credits, pairs

photos = built_in()
seen, colors = pairs(photos.train)
check_seen, check_colors = pairs(photos.validation)
print("to learn from:", seen.shape, seen.dtype, "->", colors.shape, f"a* b* from {colors.min():.0f} to {colors.max():.0f}")
print("to judge by:  ", check_seen.shape, "->", check_colors.shape)

assert len(seen) == 64 and len(check_seen) == 32 and len(credits()) == 96
assert seen.min() >= 0 and seen.max() <= 1 and colors.shape[1:] == (16, 16, 2)


def show(rows: dict, size: float = 0.85, **options) -> None:
    """Rows of pictures, each row under its name."""
    count = max(len(pictures) for pictures in rows.values())
    figure = plt.figure(figsize=(size * count, (size + 0.25) * len(rows)), dpi=72, layout="constrained")
    for part, (name, pictures) in zip(figure.subfigures(len(rows), 1, squeeze=False)[:, 0], rows.items(), strict=True):
        part.suptitle(name, fontsize=10)
        for axis, picture in zip(np.atleast_1d(part.subplots(1, count)), pictures, strict=True):
            axis.imshow(picture, **options)
            axis.axis("off")
    plt.show()


show({"question": list(seen[:4, ..., 0])}, cmap="gray", vmin=0, vmax=1)
show({"the photos that hold the answers": [picture[: min(picture.shape[:2]), : min(picture.shape[:2])] for picture in photos.train[:4]]})

# %% [markdown]
# 64 photos are few. Random crops and mirrors make another picture of each photo in every epoch.
#
# 64 张照片很少。随机裁剪和镜像使每张照片在每一轮都变成另一张图片。

# %%
from colorize.data import random_crop

EPOCHS, BATCH = 12, 8


def training_batches(seed: int = 0):
    """Crops of shuffled photos, batch by batch, for as many epochs as are asked for."""
    rng = np.random.default_rng(seed)
    while True:
        order = rng.permutation(len(photos.train))
        for rows in order.reshape(-1, BATCH):
            yield cells_of(np.stack([random_crop(photos.train[row], 64, rng) for row in rows]))


first, answer = next(training_batches())
print("a batch:", first.shape, answer.shape)
assert first.shape == (BATCH, 64, 64, 1) and answer.shape == (BATCH, 16, 16, 2)
show({"crops and mirrors of one photo": [random_crop(photos.train[5], 64, np.random.default_rng(n)) for n in range(4)]})

# %% [markdown]
# ## 2 Build
#
# A network for pictures looks at them at several scales: an *encoder* makes the picture smaller and says more about each
# place, a *decoder* leads back to the cells. Two of them, with the same decoder: in one the encoder is three convolutions
# that know nothing yet; in the other it is EfficientNet-Lite0, which had learned 1000 kinds of things from ImageNet, and
# stays as it is.
#
# 处理图片的网络在多个尺度上观察：*编码器*把图片变小，对每处说得更多；*解码器*再回到各个颜色格。下面是两个网络，解码器相同：
# 一个的编码器是三层卷积，还什么都不知道；另一个的编码器是 EfficientNet-Lite0，已从 ImageNet 学会辨认 1000 类事物，在此保持不变。

# %%
import keras

from colorize.lesson.encoder import published_encoder
from colorize.lesson.losses import coarse_bins, loss_called
from colorize.lesson.network import build_network, calibrate
from colorize.lesson.settings import Settings

keras.utils.set_random_seed(0)
loss = loss_called("cross_entropy", colors)
encoder, whose = published_encoder()
networks = {
    "from scratch": build_network(Settings(), loss.channels),
    "published encoder": build_network(Settings(network="published"), loss.channels, encoder),
}
calibrate(networks["published encoder"], encoder, seen)
print("The encoder is", whose.en)


def count(weights) -> int:
    return sum(int(np.prod(weight.shape)) for weight in weights)


for name, network in networks.items():
    print(f"{name:18} {count(network.trainable_weights):9,} numbers to learn, {count(network.non_trainable_weights):9,} that stay")

assert networks["from scratch"].output_shape == (None, 16, 16, len(coarse_bins()))
assert count(networks["published encoder"].non_trainable_weights) > 2_000_000

# %% [markdown]
# ## 3 Train
#
# Coloring as classifying: which of the bins of the a* b* plane does each cell belong to? Cross-entropy asks that, and Adam
# leads down.
#
# 把上色当作分类：每格颜色属于 a* b* 平面上的哪个方格？交叉熵提出这个问题，Adam 负责下降。

# %%
curves = {}
for name, network in networks.items():
    network.compile(keras.optimizers.Adam(0.002), loss=loss.error, jit_compile=False)
    before = network.evaluate(check_seen, check_colors, verbose=0)
    curves[name] = network.fit(
        training_batches(), steps_per_epoch=len(seen) // BATCH, epochs=EPOCHS,
        validation_data=(check_seen, check_colors), shuffle=False, verbose=0,
    ).history  # fmt: skip
    check = curves[name]["val_loss"]
    print(f"{name:18} validation loss before {before:.2f}, after the first epoch {check[0]:.2f}, lowest {min(check):.2f}")
    assert min(check) < 0.75 * before
    assert abs(before - np.log(len(coarse_bins()))) < 0.3, "untrained, it holds all colors equally likely"

_, axes = plt.subplots(1, 2, figsize=(8, 2.6), dpi=72, layout="constrained", sharey=True)
for axis, (name, curve) in zip(axes, curves.items(), strict=True):
    axis.plot(range(1, EPOCHS + 1), curve["loss"], label="training")
    axis.plot(range(1, EPOCHS + 1), curve["val_loss"], label="validation")
    axis.set(title=name, xlabel="epoch")
axes[0].legend()
plt.show()

lowest = {name: min(curve["val_loss"]) for name, curve in curves.items()}
assert lowest["published encoder"] < lowest["from scratch"], "what was learned before is worth something"

# %% [markdown]
# ## 4 Evaluate
#
# The loss is the network's own affair. What people care about is the picture, measured beside one that has no color at
# all: numbers that reward caution make gray look good.
#
# 损失是网络自己的事。人们关心的是图片；测量时要与完全没有颜色的图片相比：奖励谨慎的指标会让灰色显得不错。

# %%
from colorize.color import rgb_to_lightness
from colorize.data import center_crop
from colorize.metrics import METRICS
from colorize.predict import merge


def recolored(picture: np.ndarray, ab: np.ndarray) -> np.ndarray:
    """A square picture in the colors of these cells, its own lightness kept: uint8."""
    lightness = rgb_to_lightness(picture.astype("float32") / 255)
    small = rgb_to_lightness(center_crop(picture, 64).astype("float32") / 255)
    return np.rint(merge(lightness, small, ab.astype("float32"), 4)[0] * 255).astype("uint8")


def colors_by(network: keras.Model, gray: np.ndarray) -> np.ndarray:
    """a* b* of the cells of pictures (n, 64, 64, 1), picked from the distributions."""
    return keras.ops.convert_to_numpy(loss.decode(network(gray, training=False)))


truths = [center_crop(picture, 128) for picture in photos.validation]
answers = {"gray": np.zeros_like(check_colors)}
answers |= {name: colors_by(network, check_seen) for name, network in networks.items()}
results = {name: [recolored(t, ab) for t, ab in zip(truths, cells, strict=True)] for name, cells in answers.items()}

table = {}
for name, pictures in (results | {"the photos themselves": truths}).items():
    pairs_of = list(zip(pictures, truths, strict=True))
    table[name] = {m: float(np.mean([METRICS[m](*pair) for pair in pairs_of])) for m in ("ciede2000", "colorfulness")}
    print(f"{name:22} Delta E 2000 {table[name]['ciede2000']:5.2f}   colorfulness {table[name]['colorfulness']:5.1f}")

assert abs(table["published encoder"]["ciede2000"] / table["gray"]["ciede2000"] - 1) < 0.1, "hardly closer to the truth than gray"
assert table["published encoder"]["colorfulness"] > 10 * table["gray"]["colorfulness"]

# %% [markdown]
# ## 5 Predict
#
# Photos that no network here was trained on.
#
# 这里没有任何网络用这些照片训练过。

# %%
chosen = [0, 8, 12, 20]
show({name: [pictures[n] for n in chosen] for name, pictures in ({"truth": truths} | results).items()})

guess = results["published encoder"][0]
difference = rgb_to_lightness(guess / np.float32(255)) - rgb_to_lightness(truths[0] / np.float32(255))
print(f"Lightness differs from the photo's by {np.abs(difference).mean():.3f} of 100 on average: rounding, nothing else.")
assert np.abs(difference).mean() < 0.2

# %% [markdown]
# ## What it takes to do well
#
# 64 photos of food teach the colors of food. Asked about an astronaut, the small networks still answer with what they
# know. `classification` has the same encoder, a larger decoder, and was trained on tens of thousands of photos of all
# kinds.
#
# 64 张美食照片只能教会美食的颜色。面对宇航员，小网络仍用它们所知道的来回答。
# `classification` 编码器相同，解码器更大，用数万张各类照片训练过。

# %%
from skimage import data

import colorize

astronaut = center_crop(data.astronaut(), 128)
gray, truth = pairs([astronaut])
views = {"truth": astronaut}
views |= {name: recolored(astronaut, colors_by(network, gray)[0]) for name, network in networks.items()}
views["classification"] = np.rint(colorize.colorize(astronaut, "classification").array * 255).astype("uint8")
print("truth, then", ", ".join(list(views)[1:]))
show({"the astronaut": list(views.values())}, size=1.2)

errors = {name: float(METRICS["ciede2000"](picture, astronaut)) for name, picture in views.items()}
print({name: round(error, 1) for name, error in errors.items()})
assert errors["truth"] == 0 and errors["classification"] < min(errors[name] for name in networks)

# %% [markdown]
# The Loss lab of the page trains these same networks live, one setting at a time. When it does not go as well as here,
# the next notebook tells why.
#
# 页面上的“损失实验室”可以实时训练同样的网络，一次改一个设置。如果不像这里这样顺利，下一个笔记本会说明原因。
