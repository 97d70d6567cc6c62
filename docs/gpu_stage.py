"""The stage of `flagship` that was trained on a GPU, in PyTorch: two million pictures in nine minutes.

Not part of the package, which trains with Keras on any backend; this stands here so that one can read, and run, what the
card's longest stage was. Needs PyTorch, and OpenCV and NumPy as the package does.

    python docs/gpu_stage.py START.npz PUBLISHED.npz LOOKUP.npz OUT.npz SECONDS PHOTOS.zip...

START and OUT hold the network's weights, one array a variable, named `<layer>/<variable>` and shaped as Keras has them.
PUBLISHED is the encoder's file, see `colorize.networks.efficientnet`. LOOKUP holds `targets`, `rarity` and `bins` of
`colorize.networks.heads` (`_targets()`, `_rarity()`, `bins()`), so that Keras need not be installed.
"""

from __future__ import annotations

import math
import mmap
import multiprocessing
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from colorize.aging import age
from colorize.data import Photos, load_photos, pooled, random_crop, sampling_weights, training_pair

SIZE, BATCH, RECALLED = 160, 256, 128  # pixels; pictures of a batch, and how many of them recall is asked of
WORKERS, SLOTS = 14, 40  # processes that make batches, and places for batches in shared memory
AGED, CHANNELS_OUT, BLOCKS_OUT = 0.4, 0.1, 0.15
RATE, ENCODER_RATE, WARM_UP, DECAY, CLIP, AVERAGE = 1e-3, 0.35, 0.03, 0.03, 1.0, 0.999
RECALL, TEMPERATURE = 0.15, 2.0
GROUPS = ((1, 3, 1, 1, 16), (3, 3, 2, 6, 24), (3, 5, 2, 6, 48), (4, 3, 2, 6, 88), (4, 5, 1, 6, 120), (5, 5, 2, 6, 208), (1, 3, 1, 6, 352))
"""EfficientNet-Lite2: repeats, kernel, stride of the first, expansion, channels."""
TAPPED = {4: 1, 8: 2, 16: 4, 32: 6}
STAGES = ((32, 1), (16, 1), (8, 2))  # strides of the decoder, and residual blocks of each
CELL = 8
FIELDS = (
    ("gray", (BATCH, SIZE, SIZE), np.uint8), ("colors", (RECALLED, SIZE, SIZE, 3), np.uint8),
    ("cells", (BATCH, SIZE // CELL, SIZE // CELL, 2), np.float16),
)  # fmt: skip
SLOT = sum(math.prod(shape) * np.dtype(kind).itemsize for _, shape, kind in FIELDS)


# --- batches: made by processes, in memory that all share ---------------------------------------------------------------


def slot(memory: mmap.mmap, number: int) -> dict[str, np.ndarray]:
    """The arrays of one place for a batch."""
    arrays, start = {}, number * SLOT
    for name, shape, kind in FIELDS:
        arrays[name] = np.frombuffer(memory, kind, math.prod(shape), start).reshape(shape)
        start += arrays[name].nbytes
    return arrays


def make_batches(memory: mmap.mmap, photos: Photos, asked, done) -> None:
    """Fill the places that are asked for, (place, step) after (place, step)."""
    cv2.setNumThreads(1)
    cumulative = np.cumsum(sampling_weights(photos.names))
    while True:
        place, step = asked.get()
        rng, arrays = np.random.default_rng([11, step]), slot(memory, place)
        chosen = np.searchsorted(cumulative, rng.random(BATCH) * cumulative[-1])
        crops = np.stack([random_crop(photos.pictures[i], SIZE, rng) for i in chosen])
        gray, fine = training_pair(crops, 4)
        for i, (crop, plain) in enumerate(zip(crops, gray[..., 0], strict=True)):
            arrays["gray"][i] = np.round((age(crop, plain, rng) if rng.random() < AGED else plain) * 255)
        arrays["colors"][:], arrays["cells"][:] = crops[:RECALLED], pooled(fine, CELL)
        done.put(place)


# --- the network, layer for layer under the names that Keras has for them -----------------------------------------------


def axes(name: str, dimensions: int) -> tuple[int, ...] | None:
    """How a kernel of Keras is turned for PyTorch."""
    if not name.endswith("/kernel"):
        return None
    if dimensions == 2:
        return (1, 0)
    return (2, 3, 0, 1) if "depthwise" in name or name.startswith("standardize") else (3, 2, 0, 1)


def to_torch(name: str, array: np.ndarray) -> torch.Tensor:
    """One variable, on the GPU."""
    turn = axes(name, array.ndim)
    weight = torch.from_numpy(np.float32(array if turn is None else array.transpose(turn))).cuda()
    return weight.contiguous(memory_format=torch.channels_last) if weight.ndim == 4 else weight


def to_keras(name: str, weight: torch.Tensor) -> np.ndarray:
    """The same, back."""
    array = weight.detach().float().cpu().numpy()
    turn = axes(name, array.ndim)
    return (array if turn is None else array.transpose(np.argsort(turn))).astype("float16")


class Network:
    """Functions of a picture and of `weights`, name to tensor; `training` leaves parts out."""

    def __init__(self, weights: dict[str, torch.Tensor], training: bool = False):
        self.weights, self.training = weights, training

    def conv(self, x, name: str, stride: int = 1, valid: bool = False):
        kernel, bias = self.weights[f"{name}/kernel"], self.weights[f"{name}/bias"]
        padding = 0 if valid else kernel.shape[-1] // 2
        if stride == 2 and not valid:  # Keras pads the far sides more
            near = (kernel.shape[-1] - 2) // 2
            x, padding = F.pad(x, (near, kernel.shape[-1] - 2 - near) * 2), 0
        return F.conv2d(x, kernel, bias, stride, padding, groups=len(kernel) if "depthwise" in name else 1)

    def left_out(self, x, rate: float, shape: tuple[int, ...]):
        if not self.training or not rate:
            return x
        return x * ((torch.rand(shape, device=x.device) >= rate).to(x.dtype) / (1 - rate))

    def encoder(self, picture) -> list:
        """What every group of blocks says of pictures (batch, channels, height, width) in [0, 1]."""
        x = F.relu6(self.conv(picture * (255 / 128) - 127 / 128, "stem", 2))
        number, outputs, count = 0, [], sum(group[0] for group in GROUPS)
        for repeats, _kernel, first, expansion, _channels in GROUPS:
            for repeat in range(repeats):
                name, stride = f"block{number:02d}", first if repeat == 0 else 1
                y = x if expansion == 1 else F.relu6(self.conv(x, f"{name}_expand"))
                y = F.relu6(self.conv(y, f"{name}_depthwise", stride))
                y = self.conv(y, f"{name}_project")
                if stride == 1 and y.shape[1] == x.shape[1]:
                    y = x + self.left_out(y, BLOCKS_OUT * number / count, (len(y), 1, 1, 1))
                x, number = y, number + 1
            outputs.append(x)
        return outputs

    def classes(self, last):
        """Logits of the published classifier's 1000 classes, from the encoder's last output."""
        pooled = F.relu6(self.conv(last, "recall_head")).mean((2, 3)).float()
        return F.linear(pooled, self.weights["recall_classifier/kernel"], self.weights["recall_classifier/bias"])

    def attend(self, x, name: str):
        """See `colorize.networks.attention`."""

        def norm(x, part: str):
            scale, offset = self.weights[f"{name}_{part}/gamma"], self.weights[f"{name}_{part}/beta"]
            return F.layer_norm(x.permute(0, 2, 3, 1), scale.shape, scale, offset, 1e-5).permute(0, 3, 1, 2)

        def heads(x):
            return x.flatten(2).unflatten(1, (-1, 32)).transpose(2, 3)

        fine = norm(x, "norm")
        coarse = F.avg_pool2d(fine, 2)
        query, key, value = (heads(self.conv(y, f"{name}_{p}")) for y, p in ((fine, "query"), (coarse, "key"), (coarse, "value")))
        share = torch.softmax((query @ key.transpose(2, 3)).float() * 32**-0.5, -1).to(value.dtype)
        x = x + self.conv((share @ value).transpose(2, 3).reshape(x.shape), f"{name}_answer")
        return x + self.conv(F.relu(self.conv(norm(x, "alone_norm"), f"{name}_alone_hidden")), f"{name}_alone")

    def colors(self, outputs: list):
        """Logits of the bins of every cell, (batch, h, w, bins), from the encoder's outputs."""
        features = {}
        for stride, group in TAPPED.items():
            scale, offset = (self.weights[f"standardize{stride}/{part}"].view(1, -1, 1, 1) for part in ("kernel", "bias"))
            features[stride] = outputs[group] * scale + offset
        y = None
        for stride, blocks in STAGES:
            x = self.conv(features[stride], f"lateral{stride}")
            if y is None:
                scene = F.relu(self.conv(features[stride].mean((2, 3), keepdim=True), "context_hidden"))
                x = x + self.conv(scene, "context32")
            else:
                x = x + F.interpolate(self.conv(y, f"top{stride}"), scale_factor=2, mode="nearest")
            if stride == CELL:
                x = x + self.conv(features[4], "fine8", 2, valid=True)
            y = F.relu(x)
            for block in range(blocks):
                name = f"stage{stride}_{block}"
                y = F.relu(y + self.conv(F.relu(self.conv(y, f"{name}_a")), f"{name}_b"))
            for block in range(2 if stride == 16 else 0):
                y = self.attend(y, f"attention16_{block}")
            y = self.left_out(y, CHANNELS_OUT, (*y.shape[:2], 1, 1))
        with torch.autocast("cuda", enabled=False):
            return self.conv(y.float(), "head").permute(0, 2, 3, 1)


class Loss:
    """The classification loss of `colorize.networks.heads`."""

    def __init__(self, lookup: Path):
        with np.load(lookup) as arrays:
            self.targets, self.rarity, self.bins = (
                torch.from_numpy(np.float32(arrays[n])).cuda() for n in ("targets", "rarity", "bins")
            )

    def __call__(self, true, logits):
        place = torch.round((true.clamp(-112, 112) + 112) / 2).long()
        target = self.targets[place[..., 0] * 113 + place[..., 1]]
        logarithm = torch.log_softmax(logits, -1)
        error = ((logarithm.exp() @ self.bins - true) ** 2).sum(-1)
        return ((target * self.rarity).sum(-1) * -(target * logarithm).sum(-1)).mean() + 0.001 * error.mean()


# --- training -----------------------------------------------------------------------------------------------------------


def load(path: Path) -> dict[str, torch.Tensor]:
    """The arrays of an `.npz`, on the GPU."""
    with np.load(path) as arrays:
        return {name: to_torch(name, arrays[name]) for name in arrays.files}


def published(path: Path) -> dict[str, torch.Tensor]:
    """The published network; its last two layers under the names that recall has for them."""
    renamed, found = {"head": "recall_head", "classifier": "recall_classifier"}, {}
    with np.load(path) as arrays:
        for key in arrays.files:
            layer, part = key.rsplit("/", 1)
            name = f"{renamed.get(layer, layer.replace('/', '_'))}/{part}"
            found[name] = to_torch(name, arrays[key])
    return found


def optimizer_for(weights: dict[str, torch.Tensor]) -> torch.optim.AdamW:
    """Gentler for what was learned elsewhere; kernels decay, and not those that bring features to a usual scale."""
    groups: dict[tuple, list] = {}
    for name, weight in weights.items():
        share = ENCODER_RATE if name.startswith(("stem", "block", "recall")) else 1.0
        decays = name.endswith("/kernel") and not name.startswith("standardize")
        groups.setdefault((share, DECAY if decays else 0.0), []).append(weight.requires_grad_())
    settings = [{"params": found, "share": share, "weight_decay": decay} for (share, decay), found in groups.items()]
    return torch.optim.AdamW(settings, lr=RATE, eps=1e-7, fused=True)


def rate(done: float) -> float:
    """Up to `RATE` and down to a two-hundredth of it, by the share of the time that is over."""
    if done < WARM_UP:
        return RATE * (done + 1e-3) / WARM_UP
    return RATE * (0.005 + 0.995 * 0.5 * (1 + math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP))))


def main(start: Path, encoder: Path, lookup: Path, out: Path, seconds: float, archives: list[Path]) -> None:
    """Train for so many seconds and write the averaged weights."""
    photos = load_photos(archives, SIZE)
    memory, context = mmap.mmap(-1, SLOT * SLOTS), multiprocessing.get_context("fork")
    asked, done = context.Queue(), context.Queue()
    for _ in range(WORKERS):  # before CUDA begins, which no fork survives
        context.Process(target=make_batches, args=(memory, photos, asked, done), daemon=True).start()
    for step in range(SLOTS):
        asked.put((step, step))

    torch.backends.cudnn.benchmark = torch.backends.cuda.matmul.allow_tf32 = True
    teacher, loss = Network(published(encoder)), Loss(lookup)
    weights = load(start) | {n: w.clone() for n, w in teacher.weights.items() if n.startswith("recall")}
    optimizer, average = optimizer_for(weights), [weight.detach().clone() for weight in weights.values()]
    network, step, begun = Network(weights, training=True), 0, time.time()
    while (over := (time.time() - begun) / seconds) < 1:
        place = done.get()
        arrays = slot(memory, place)
        gray, colors, cells = (torch.from_numpy(arrays[name]).cuda() for name in ("gray", "colors", "cells"))
        asked.put((place, SLOTS + step))
        with torch.autocast("cuda", dtype=torch.bfloat16):
            outputs = network.encoder((gray[:, None].float() / 255).contiguous(memory_format=torch.channels_last))
            learned = loss(cells.float(), network.colors(outputs).float())
            with torch.no_grad():
                told = teacher.classes(teacher.encoder(colors.permute(0, 3, 1, 2).float() / 255)[-1])
            recalled = network.classes(outputs[-1][:RECALLED])
        kinds = (F.log_softmax(logits / TEMPERATURE, -1) for logits in (recalled, told))
        recall = F.kl_div(*kinds, reduction="batchmean", log_target=True) * TEMPERATURE**2
        (learned + RECALL * float(np.interp(over, [0.6, 0.9], [1, 0.2])) * recall).backward()
        torch.nn.utils.clip_grad_norm_(weights.values(), CLIP)
        for group in optimizer.param_groups:
            group["lr"] = rate(over) * group["share"]
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        keep = min(AVERAGE, (1 + step) / (10 + step))
        torch._foreach_lerp_(average, [weight.detach() for weight in weights.values()], 1 - keep)
        if step % 200 == 0:
            print(f"{step * BATCH:,} pictures, loss {float(learned):.3f}, recall {float(recall):.3f}", flush=True)
    kept = zip(weights, average, strict=True)
    np.savez(out, **{name: to_keras(name, weight) for name, weight in kept if not name.startswith("recall")})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]), float(sys.argv[5]), [Path(path) for path in sys.argv[6:]])
