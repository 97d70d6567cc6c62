# %% [markdown]
# # 1 Pictures and color modes
#
# What a picture is to a program, what the color modes make of it, and how color becomes black-and-white.
#
# 图片在程序里是什么，各种颜色模式把它变成什么，以及彩色如何变成黑白。

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
# ## A picture is an array
#
# Height, width, three channels: 786,432 whole numbers from 0 to 255 for this photograph. Nothing in the array says
# that they are red, green and blue, in sRGB, from the top left: that is a convention, and programs differ in it.
#
# 高、宽、三个通道：这张照片是 786,432 个 0 到 255 的整数。数组本身并不说明它们是 sRGB 的红、绿、蓝、从左上角开始：
# 这只是约定，而各个程序的约定并不相同。

# %%
import matplotlib.pyplot as plt
import numpy as np
from skimage import data

photo = data.astronaut()
print(photo.shape, photo.dtype, f"{photo.size:,} numbers")
print("the pixel in row 60, column 240:", photo[60, 240])

assert photo.shape == (512, 512, 3) and photo.dtype == np.uint8


def show(pictures: dict, **options) -> None:
    """Pictures side by side, each under its name."""
    _, axes = plt.subplots(1, len(pictures), figsize=(1.8 * len(pictures), 2.1), dpi=72, layout="constrained")
    for axis, (name, picture) in zip(np.atleast_1d(axes), pictures.items(), strict=True):
        axis.imshow(picture, **options)
        axis.set_title(name, fontsize=10)
        axis.axis("off")
    plt.show()


show({"as it is": photo, "red and blue swapped": photo[..., ::-1], "upside down": photo[::-1]})

# %% [markdown]
# ## The same colors, other numbers
#
# A color mode is another way of writing the same colors down. `colorize.convert` knows some twenty that lead back
# again, and one-way looks. Each has its own channels, ranges and units.
#
# 颜色模式是同一些颜色的另一种写法。`colorize.convert` 有二十多种可以变回来的模式，还有单向的效果。
# 每种模式都有自己的通道、范围和单位。

# %%
import colorize
from colorize.color import SPACES, transform

print(*colorize.modes())
red = np.float32([[[1, 0, 0]]])
for name in ("rgb", "hsv", "lab", "oklch", "ycbcr", "cmyk"):
    values = transform(red, "rgb", name)[0, 0]
    channels = SPACES[name].channels
    print(f"{name:6}", ", ".join(f"{c.name} {v:.3f}{c.unit}" for c, v in zip(channels, values, strict=True)))

assert np.allclose(transform(red, "rgb", "hsv")[0, 0], [0, 1, 1], atol=1e-6)

# %%
for name in ("hsv", "lab"):
    array = colorize.convert(photo, name).array
    show({f"{name}: {c.name}": array[..., i] for i, c in enumerate(SPACES[name].channels)}, cmap="gray")

# %% [markdown]
# Lab keeps all detail in L, and a and b hold nothing but color. That is why a network that colorizes is given L and
# asked for a and b only: the photograph's own detail cannot be lost.
#
# Lab 把细节全部放在 L 中，a 和 b 只含颜色。所以给照片上色的网络以 L 为输入，只需预测 a 和 b：照片原有的细节不会丢失。
#
# No mode loses anything as long as its numbers stay exact. Rounded to 8 bits, most do:
#
# 只要数值保持精确，任何模式都不会丢失信息；舍入到 8 位后，多数模式都会有损失：

# %%
from colorize.lab.round_trip import round_trip

for name in ("ycbcr", "hsv", "lab", "xyz"):
    there = colorize.convert(photo, name)
    back = colorize.convert(there, "rgb").array
    assert np.abs(back * 255 - photo).max() < 0.1
    lost = round_trip(photo, name, "8-bit")
    print(f"{name:6} in float32: every pixel comes back; in 8 bits: Delta E 2000 of up to {lost.maximum:.2f}")
    assert lost.maximum > 0

# %% [markdown]
# ## Color to black-and-white: the article's example
#
# 28 x 28 pixels, from three channels to one, with TensorFlow, shown by matplotlib.
#
# 用 TensorFlow 把 28 x 28 像素的彩色图片从三个通道变为一个，由 matplotlib 显示。

# %%
import tensorflow as tf

small = tf.image.resize(photo, (28, 28))
gray = tf.image.rgb_to_grayscale(small)

print(small.shape, "to", gray.shape)
assert gray.shape == (28, 28, 1)

_, (left, right) = plt.subplots(1, 2, figsize=(5, 2.8), dpi=72, layout="constrained")
left.imshow(small.numpy().astype("uint8"))
right.imshow(gray.numpy()[..., 0], cmap="gray", vmin=0, vmax=255)
left.set_title("28 x 28 x 3")
right.set_title("28 x 28 x 1")
plt.show()

# %% [markdown]
# Why does `rgb_to_grayscale` live in `tf.image` and not in Keras? `tf.image` works on whole tensors of pictures, in a
# data pipeline as well as inside a model's graph. Turning color into gray is a step of preparing data: it has nothing
# to learn, so it is a function and no layer.
#
# 为什么 `rgb_to_grayscale` 在 `tf.image` 而不在 Keras 中？`tf.image` 处理整批图片张量，既能用于数据管道，也能放进模型的计算图。
# 把彩色变为灰度属于数据准备，没有需要学习的参数，所以它是函数而不是层。
#
# ### Whose gray?
#
# A gray is a weighted sum, and there is no one set of weights. Pure red, green and blue tell which a function uses:
#
# 灰度是加权和，而权重并不只有一套。用纯红、纯绿、纯蓝就能看出函数用的是哪一套：

# %%
import cv2
from PIL import Image
from skimage.color import rgb2gray

primaries = np.eye(3, dtype=np.float32)[None]
grays = {
    "tf.image.rgb_to_grayscale": tf.image.rgb_to_grayscale(primaries).numpy()[0, :, 0],
    "cv2.cvtColor(COLOR_RGB2GRAY)": cv2.cvtColor(primaries, cv2.COLOR_RGB2GRAY)[0],
    "PIL convert('L'), of 255": np.asarray(Image.fromarray(np.uint8(primaries * 255)).convert("L"))[0] / 255,
    "skimage.color.rgb2gray": rgb2gray(primaries)[0],
}
ours = [name for name in colorize.modes() if name.startswith("gray_") and name != "gray_mixer"]
grays |= {name: transform(primaries, "rgb", name)[0, :, 0] for name in ours}
print(" " * 31, "red   green    blue")
for name, weights in grays.items():
    print(f"{name:28}", *(f"{weight:7.4f}" for weight in weights))

assert np.abs(grays["tf.image.rgb_to_grayscale"] - grays["gray_bt601"]).max() < 2e-4
assert np.abs(grays["skimage.color.rgb2gray"] - grays["gray_bt709"]).max() < 3e-4
assert grays["gray_luminance"][2] > 2 * grays["gray_bt601"][2]

# %% [markdown]
# TensorFlow, OpenCV and Pillow weigh the stored values as the television of 1953 did (BT.601), scikit-image as that of
# 1990 (BT.709). The last rows that are no plain weights undo the encoding first and so follow the amount of light
# (`gray_luminance`) or the eye (`gray_lightness`). A network trained on one gray should be fed the same.
#
# TensorFlow、OpenCV 和 Pillow 按 1953 年电视制式的权重（BT.601）对存储的数值加权，scikit-image 用的是 1990 年的 BT.709。
# `gray_luminance` 和 `gray_lightness` 先解除编码，因此反映光量和人眼的感受。网络用哪种灰度训练，就应输入哪种灰度。

# %%
colors = np.float32([(0.8, 0.1, 0.1), (0.0, 0.5, 0.3), (0.5, 0.2, 0.6)])
colors *= 0.3 / transform(colors, "rgb", "gray_bt601")  # all to the same luma
patches = np.repeat(np.repeat(colors[None], 60, axis=0), 60, axis=1)
same = transform(patches, "rgb", "gray_bt601")[..., 0]
eye = transform(patches, "rgb", "gray_lightness")[..., 0]
show({"three colors": patches, "their BT.601 luma": same, "their lightness": eye}, cmap="gray", vmin=0, vmax=1)

print("luma:", same[0, ::60].round(3), " lightness:", eye[0, ::60].round(3))
assert np.ptp(same) < 1e-6 and np.ptp(eye) > 0.05

# %% [markdown]
# Three colors, one gray: what the gray has lost no formula brings back. A network has to guess it from what it has
# seen before. How it learns to is what the next notebooks are about.
#
# 三种颜色，同一种灰：灰度丢掉的信息，没有公式能够找回，网络只能凭见过的东西去猜。它如何学会，是后面几个笔记本的内容。
