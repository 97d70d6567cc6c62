# %% [markdown]
# # 5 When training goes wrong: NaN and overfitting
#
# A loss that becomes no number, and a network that learns its pictures by heart: both brought about, told from their curves, and cured.
#
# 损失变得不再是数，以及网络把图片死记硬背：亲手制造这两种故障，从曲线上认出它们，再加以治疗。

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
# ## Where NaN comes from
#
# NaN, "not a number", is what is left of arithmetic that has no answer. One is enough: whatever it meets becomes NaN, too,
# and after a single step all weights of a network are lost.
#
# NaN（“不是数”）是没有答案的运算留下的东西。一个就够了：它碰到的一切也变成 NaN，只要一步，网络的所有权重就全毁了。

# %%
import numpy as np

with np.errstate(all="ignore"):
    large = np.exp(np.float32(100))  # a softmax written down as it stands in the book
    print("exp(100) in float32:", large, "  inf / inf:", large / large, "  0 * log(0):", np.float32(0) * np.log(np.float32(0)))
    assert np.isinf(large) and np.isnan(large / large) and np.isnan(np.float32(0) * np.log(np.float32(0)))

print("NaN + 1:", np.nan + 1, "  NaN == NaN:", np.nan == np.nan, "  mean of 1, 2, NaN:", np.mean([1, 2, np.nan]))
assert np.isnan(np.nan + 1) and np.nan != np.nan

# %% [markdown]
# Keras writes its losses so that they do not stumble there. What remains is a learning rate that is too high. In a valley
# as simple as x², a step leads from x to x - rate * 2x: with a rate below 1 it comes down, above 1 each step ends higher
# than it began.
#
# Keras 的损失写得很小心，不会在这里出错。剩下的原因是学习率过高。在 x² 这样简单的山谷里，一步从 x 走到 x - 学习率 * 2x：
# 学习率小于 1 就会下降，大于 1 则每一步都比出发时更高。

# %%
import matplotlib.pyplot as plt

paths = {}
for rate in (0.2, 0.9, 1.1):
    x = [1.0]
    for _ in range(30):
        x.append(x[-1] - rate * 2 * x[-1])
    paths[rate] = np.square(x)
    print(f"rate {rate}: the loss begins at 1 and is {paths[rate][-1]:.3g} after 30 steps")

figure, axis = plt.subplots(figsize=(5, 2.4), dpi=72, layout="constrained")
for rate, path in paths.items():
    axis.semilogy(path, label=f"rate {rate}")
axis.set(xlabel="step", ylabel="loss")
axis.legend()
plt.show()

assert paths[0.2][-1] < 1e-5 and paths[0.9][-1] < 1e-5 and paths[1.1][-1] > 1e4

# %% [markdown]
# ## A network that explodes
#
# The Loss lab's small colorizer, with plain gradient descent and a learning rate of 3. `Run` trains it batch by batch and
# notes down what it measures.
#
# “损失实验室”的小上色网络，用最朴素的梯度下降，学习率为 3。`Run` 一批一批地训练，并记下测到的数值。

# %%
from colorize.lesson.diagnosis import diagnose
from colorize.lesson.pictures import pictures_for
from colorize.lesson.record import Record
from colorize.lesson.run import Run
from colorize.lesson.settings import KNOBS, Settings
from colorize.lesson.troubles import TROUBLES, cured, title_of


def trained(settings: Settings) -> Record:
    """The curves of a whole run, its settings and its verdict printed."""
    run = Run(settings, pictures_for(settings))
    while run.go_on():
        pass
    found = diagnose(run.record)
    print(settings.query().replace("&", ", "))
    print(f"  ended by: {run.record.end}.  Verdict: {title_of(found.name).en}. {found.evidence.en}")
    return run.record


sick = trained(TROUBLES["exploding"].setup)
first_bad = int(np.flatnonzero(~np.isfinite(sick.steps))[0])
print("the first losses:", *(f"{loss:.3g}" for loss in sick.steps[: first_bad + 1]))

assert sick.end == "nan" and diagnose(sick).name == "exploding"
assert max(sick.steps[:first_bad]) > 10 * sick.steps[0], "it rose before it was lost"

# %% [markdown]
# The cure: a smaller learning rate, and *clipping*: a gradient longer than 1 is shortened to 1, so that no single batch
# can throw the network out of the valley. (In a program of one's own: `clipnorm` of a Keras optimizer, and the callback
# `TerminateOnNaN`, so that no hour is spent on a network that is lost.)
#
# 治疗：减小学习率，并*裁剪*梯度：长度超过 1 的梯度缩短到 1，任何一批都不能把网络抛出山谷。
# （自己的程序里：用 Keras 优化器的 `clipnorm`，以及回调 `TerminateOnNaN`，免得在已毁的网络上白费时间。）

# %%
from dataclasses import replace

cure = replace(cured(sick.settings, "exploding"), epochs=10)
well = trained(cure)


def differences(old: Settings, new: Settings) -> str:
    """What was changed, in words."""
    changed = [name for name in KNOBS if getattr(old, name) != getattr(new, name)]
    return ", ".join(f"{name} {getattr(old, name)} -> {getattr(new, name)}" for name in changed)


print("changed:", differences(sick.settings, cure))

_, (left, right) = plt.subplots(1, 2, figsize=(8, 2.5), dpi=72, layout="constrained")
left.semilogy(sick.steps[:first_bad], marker="o")
left.set(title="exploding: loss of each batch", xlabel="batch")
right.plot(well.steps)
right.set(title="cured", xlabel="batch")
plt.show()

assert np.isfinite(well.steps).all() and diagnose(well).name not in ("exploding", "oscillating")
assert well.column("validation_loss")[-1] < 0.8 * well.column("validation_loss")[0]

# %% [markdown]
# ## A network that learns by heart
#
# 16 pictures, always the same, and a network that could remember many more. The training loss keeps falling. On pictures
# that it never saw the loss turns, and rises: from there on it gets worse at what it is for.
#
# 16 张图片，总是同样的，而网络能记住的远不止这些。训练损失不断下降。在没见过的图片上，损失却掉头上升：从那里起，它越来越不胜任本职。

# %%
sick = trained(TROUBLES["overfitting"].setup)


def draw(records: dict[str, Record]) -> None:
    """Training and validation curves side by side, the lowest validation loss marked."""
    _, axes = plt.subplots(1, len(records), figsize=(3.6 * len(records), 2.5), dpi=72, layout="constrained", sharey=True)
    for axis, (name, record) in zip(np.atleast_1d(axes), records.items(), strict=True):
        check = record.column("validation_loss")
        axis.plot(record.column("loss"), label="training")
        axis.plot(check, label="validation")
        axis.plot(check.argmin(), check.min(), "o", color="black")
        axis.set(title=name, xlabel="epoch")
    np.atleast_1d(axes)[0].legend()
    plt.show()


draw({"16 pictures": sick})
check, loss = sick.column("validation_loss"), sick.column("loss")
best = int(check.argmin())
print(f"lowest in epoch {best}: {check[best]:.3f}; at the end {check[-1]:.3f}, while training fell from {loss[best]:.3f} to {loss[-1]:.3f}")

assert diagnose(sick).name == "overfitting"
assert 0 < best < sick.epochs and check[-1] > check[best] and loss[-1] < loss[best]

# %% [markdown]
# The verdict comes from the curves, and from nothing else: with other settings written over them, it stays the same.
#
# 诊断只看曲线，不看别的：换上别的设置，结论不变。

# %%
disguised = Record(Settings(), sick.rows, sick.steps, sick.shares, sick.end)
assert diagnose(disguised) == diagnose(sick)
print("at a tenth of the way:", diagnose(Record(Settings(), sick.rows[:3], sick.steps[:8], sick.shares)).evidence.en)
assert diagnose(Record(Settings(), sick.rows[:3], sick.steps[:8], sick.shares)).name == "early"

# %% [markdown]
# ## Its cures
#
# Crops and mirrors make many pictures of each; more photos are better still; dropout and a penalty on large weights make
# it harder to remember; and one can stop where the curve turns. One at a time, then what the lab offers, all together:
#
# 裁剪和镜像让每张变成许多张；更多照片更好；Dropout 和对大权重的惩罚让死记更难；也可以在曲线掉头处停下。先逐个试，再用实验室给出的整套疗法：

# %%
ill = sick.settings
trials = {
    "crops and mirrors": trained(replace(ill, augment=True)),
    "64 pictures": trained(replace(ill, pictures=64, epochs=12)),
    "the lab's cure": trained(cured(ill, "overfitting")),
}
print("the lab's cure:", differences(ill, cured(ill, "overfitting")))
draw({"16 pictures": sick} | trials)

print(f"{'':20} last validation loss   validation / training   verdict")
for name, record in ({"16 pictures": sick} | trials).items():
    last, training = record.column("validation_loss")[-2:].mean(), record.column("loss")[-2:].mean()
    print(f"{name:20} {last:16.3f} {last / training:20.2f}       {diagnose(record).name}")


def gap(record: Record) -> float:
    """How many times the validation loss is the training loss, at the end."""
    return record.column("validation_loss")[-2:].mean() / record.column("loss")[-2:].mean()


cure = trials["the lab's cure"]
assert diagnose(cure).name == "healthy"
assert all(gap(record) < gap(sick) for record in trials.values()), "each brings the curves closer together"
assert cure.column("validation_loss")[-1] < check[-1], "and what it never saw it now knows better"

# %% [markdown]
# Stopping early costs nothing, and needs no other settings: of the same run one keeps the weights of the black dot
# (`EarlyStopping(restore_best_weights=True)` in Keras). It does not make the network better than it was there, as more
# pictures do.
#
# 提前停止不费任何代价，也不用改设置：同一次训练，只保留黑点处的权重（Keras 的 `EarlyStopping(restore_best_weights=True)`）。
# 但它不会像更多图片那样，让网络比那时更好。

# %%
stopped, more = check[best], trials["64 pictures"].column("validation_loss").min()
print(f"to the end {check[-1]:.3f}, stopped in time {stopped:.3f}, four times the pictures {more:.3f}")
assert more < stopped < check[-1]

# %% [markdown]
# The page's Loss lab sets up three more troubles: a learning rate that oscillates, one that crawls, and class imbalance.
#
# 页面上的“损失实验室”还能制造另外三种故障：学习率过高引起的振荡、过低引起的爬行，以及类别不平衡。
