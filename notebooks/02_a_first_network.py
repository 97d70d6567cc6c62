# %% [markdown]
# # 2 A first network: MNIST
#
# Five steps - prepare data, build, train, evaluate, predict - in a dozen lines, where such lines break, and what the network cannot do.
#
# 五个步骤：准备数据、构建、训练、评估、预测，只需十几行；这些代码会在哪里出错，以及这个网络做不到什么。

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
# ## The lines as articles print them
#
# Flatten, 128 units with ReLU, ten with softmax; Adam; sparse categorical cross-entropy; five epochs. Copied alone, they
# stop at the second name: the pictures are nowhere.
#
# 展平层，128 个 ReLU 单元，10 个 softmax 单元；Adam；稀疏分类交叉熵；五轮。如果只复制这几行，会停在第二个名字上：没有图片。

# %%
LINES = """
model = tf.keras.models.Sequential([
    tf.keras.layers.Flatten(input_shape=(28, 28)),
    tf.keras.layers.Dense(128, activation="relu"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5)
model.evaluate(x_test, y_test)
model.predict(x_test[0])
"""

import warnings

import tensorflow as tf


def broken(line: str, names: dict) -> Exception:
    """The error that some code ends with; it is an error here if there is none."""
    try:
        exec(line, names)
    except Exception as error:
        print(f"{type(error).__name__}:", " ".join(str(error).split())[:150])
        return error
    raise AssertionError("it ran")


with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    error = broken(LINES, {"tf": tf})
assert isinstance(error, NameError) and "x_train" in str(error)

print("Warning:", str(said[0].message)[:100])
assert "input_shape" in str(said[0].message), "Keras 3 wants an Input layer"

# %% [markdown]
# Two things to mend already: the data, and `input_shape`, about which Keras 3 warns; an `Input` says it better.
#
# 已经有两处要改：缺少数据；`input_shape` 会引起 Keras 3 的警告，用 `Input` 更好。
#
# ## 1 Prepare data
#
# 60,000 handwritten digits to learn from, 10,000 others to test on. The bytes 0 to 255 become 0 to 1.
#
# 60,000 个手写数字用于学习，另外 10,000 个用于测试。字节 0 到 255 变为 0 到 1。

# %%
import matplotlib.pyplot as plt
import numpy as np

from colorize.digits import load_mnist

mnist = load_mnist()  # from COLORIZE_DATA where it is set, else by tf.keras.datasets.mnist.load_data()
x_train, x_test = mnist.x_train / np.float32(255), mnist.x_test / np.float32(255)
y_train, y_test = mnist.y_train, mnist.y_test
print(x_train.shape, x_train.dtype, x_train.min(), "to", x_train.max(), "- labels", np.unique(y_train))

assert x_train.shape == (60_000, 28, 28) and x_test.shape == (10_000, 28, 28)
assert x_train.max() == 1


def show(digits, titles, cmap="gray", **options) -> None:
    """Small pictures in one row, each under its title."""
    _, axes = plt.subplots(1, len(digits), figsize=(1.05 * len(digits), 1.35), dpi=72, layout="constrained")
    for axis, digit, title in zip(np.atleast_1d(axes), digits, titles, strict=True):
        axis.imshow(digit, cmap=cmap, **options)
        axis.set_title(title, fontsize=9)
        axis.axis("off")
    plt.show()


show(x_train[:10], y_train[:10])

# %% [markdown]
# ## 2 Build
#
# The first layer makes a row of 784 numbers out of each digit, and forgets which pixels were neighbors.
#
# 第一层把每个数字变成一行 784 个数，从此不再知道哪些像素相邻。

# %%
tf.keras.utils.set_random_seed(0)


def build() -> tf.keras.Model:
    return tf.keras.Sequential([
        tf.keras.Input((28, 28)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10, activation="softmax"),
    ])  # fmt: skip


model = build()
print(f"{model.count_params():,} numbers to learn")
assert model.count_params() == 784 * 128 + 128 + 128 * 10 + 10

# %% [markdown]
# ## 3 Train
#
# `compile` names the loss and the way down: it must come first. *Sparse* cross-entropy takes the labels as whole numbers;
# without the word, it wants ten columns, and stops.
#
# `compile` 指定损失和下降方法，必须先做。*稀疏*交叉熵接受整数标签；去掉这个词，它要求十列标签，于是报错。

# %%
names = {"model": build(), "x_train": x_train, "y_train": y_train}
error = broken("model.fit(x_train, y_train)", names)
assert "compile" in str(error)
error = broken("model.compile('adam', 'categorical_crossentropy'); model.fit(x_train, y_train, verbose=0)", names)
assert isinstance(error, ValueError)

# %%
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, epochs=5, validation_data=(x_test, y_test), verbose=2).history

_, (left, right) = plt.subplots(1, 2, figsize=(7, 2.4), dpi=72, layout="constrained")
for axis, name in ((left, "loss"), (right, "accuracy")):
    axis.plot(range(1, 6), history[name], label="training")
    axis.plot(range(1, 6), history[f"val_{name}"], label="test")
    axis.set(title=name, xlabel="epoch")
left.legend()
plt.show()

assert history["loss"] == sorted(history["loss"], reverse=True), "the training loss falls in every epoch"
assert history["accuracy"][-1] > history["val_accuracy"][-1], "what it has seen it knows better"

# %% [markdown]
# After some epochs the training curve leaves the other behind: the network begins to learn the digits by heart. More on
# that in notebook 5.
#
# 几轮之后，训练曲线就超过了另一条：网络开始死记这些数字。详见笔记本 5。
#
# ## 4 Evaluate

# %%
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"{accuracy:.2%} of 10,000 digits that it never saw")
assert accuracy > 0.97

# %% [markdown]
# ## 5 Predict
#
# A network is always asked about a batch. One digit is a batch of one, (1, 28, 28); given (28, 28), it stops:
#
# 网络总是成批地接受输入。一个数字也是一批：(1, 28, 28)；给它 (28, 28) 就会报错：

# %%
error = broken("model.predict(x_test[0], verbose=0)", {"model": model, "x_test": x_test})
assert isinstance(error, ValueError)

chances = model.predict(x_test[:1], verbose=0)[0]
print("the first test digit:", *(f"{digit}: {chance:.1%}" for digit, chance in enumerate(chances)))
assert chances.argmax() == y_test[0] == 7 and abs(chances.sum() - 1) < 1e-5

# %% [markdown]
# ## What it confuses
#
# Rows are what was written, columns what the network said; the right answers are left out.
#
# 行为实际书写的数字，列为网络的回答；答对的不列出。

# %%
probability = model.predict(x_test, batch_size=500, verbose=0)
said = probability.argmax(1)
confusion = np.zeros((10, 10), int)
np.add.at(confusion, (y_test, said), 1)
mistakes = confusion - np.diag(np.diag(confusion))
print("     ", *(f"{digit:3}" for digit in range(10)))
for digit, row in enumerate(mistakes):
    print(f"{digit:3}  ", *(f"{count:3}" if count else "  ." for count in row))

assert confusion.sum() == 10_000 and mistakes.sum() == round((1 - accuracy) * 10_000)
wrong = np.flatnonzero(said != y_test)
surest = wrong[np.argsort(-probability[wrong].max(1))][:10]
show(x_test[surest], [f"{y_test[i]}, not {said[i]}" for i in surest])
print("It was wrong, and sure:", *(f"{probability[i].max():.0%}" for i in surest))
assert probability[surest[0]].max() > 0.9

# %% [markdown]
# ## What the first layer saw
#
# Each of the 128 units weighs all pixels. Red ink excites it, blue ink calms it. These are the ten that the first test
# digit excites most:
#
# 128 个单元各自给全部像素加权。红色处的笔画激发它，蓝色处的抑制它。下面是第一个测试数字激发最强的十个：

# %%
kernel, bias = model.layers[1].get_weights()
answers = np.maximum(x_test[0].ravel() @ kernel + bias, 0)
strongest = np.argsort(-answers)[:10]
limit = np.abs(kernel[:, strongest]).max()
show(kernel[:, strongest].T.reshape(-1, 28, 28), [f"{answers[u]:.1f}" for u in strongest], cmap="bwr", vmin=-limit, vmax=limit)

again = np.exp(answers @ model.layers[2].get_weights()[0] + model.layers[2].get_weights()[1])
assert np.abs(again / again.sum() - chances).max() < 1e-4, "the whole network is two lines of arithmetic"

# %% [markdown]
# ## What it cannot do
#
# Without its neighbors a pixel is only a place: move every digit by four pixels, and most of what was learned is lost. A
# network of convolutions, trained here on digits moved by up to two, keeps nearly all: it looks for strokes wherever they
# are.
#
# 不知道相邻关系，一个像素就只是一个位置：把每个数字移动四个像素，学到的大半就没用了。
# 卷积网络（在此用最多移动两个像素的数字训练）几乎全都保留：它在任何位置寻找笔画。

# %%
from colorize import checkpoint

conv = checkpoint.load("mnist_conv")[0]


def accuracy_of(network, digits) -> float:
    return float((network.predict(digits, batch_size=500, verbose=0).argmax(1) == y_test).mean())


moved = np.zeros_like(x_test)
moved[:, :, 4:] = x_test[:, :, :-4]
table = {}
for name, network, shape in (("dense", model, (-1, 28, 28)), ("convolutions", conv, (-1, 28, 28, 1))):
    table[name] = [accuracy_of(network, digits.reshape(shape)) for digits in (x_test, moved)]
    print(f"{name:13} in the middle {table[name][0]:.1%}, four pixels to the right {table[name][1]:.1%}")

assert table["convolutions"][0] > table["dense"][0] > 0.97
assert table["dense"][1] < 0.6 and table["convolutions"][1] > 0.9

# %% [markdown]
# ## Why divide by 255?
#
# The same network, the same digits, one epoch: with bytes as they are, the first sums are 255 times as large, and the
# first steps, made for small numbers, go wild.
#
# 同样的网络、同样的数字、一轮训练：直接用字节时，最初的加权和大 255 倍，为小数值设计的最初几步就会乱走。

# %%
first = {}
for name, scale in (("0 to 1", 1), ("0 to 255", 255)):
    tf.keras.utils.set_random_seed(0)
    trial = build()
    trial.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    start = trial.evaluate(x_test * scale, y_test, verbose=0)[0]
    trial.fit(x_train[:20_000] * scale, y_train[:20_000], verbose=0)
    first[name] = (start, *trial.evaluate(x_test * scale, y_test, verbose=0))
    print(f"{name:9} loss before {start:7.2f}, after one epoch {first[name][1]:6.2f}, accuracy {first[name][2]:.1%}")

assert first["0 to 255"][0] > 10 * first["0 to 1"][0]
assert first["0 to 1"][2] > first["0 to 255"][2] and first["0 to 1"][1] < first["0 to 255"][1]
