"""The card that a run writes about itself."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import keras

from colorize import checkpoint
from colorize.data import GRAY_CHROMA, Photos, data_folder, source_of, training_archives, training_paths
from colorize.networks import colorizer, efficientnet, hinted
from colorize.networks.heads import Head, Knobs
from colorize.text import Text
from colorize.train.settings import Settings
from colorize.train.state import State

FLAGSHIP = Text("Flagship (takes your colors too)", "旗舰（也接受你指定的颜色）")
TITLES = {
    "hinted": Text("Classification that takes your colors", "接受你指定颜色的分类"),
    "regression": Text("Regression (mean squared error)", "回归（均方误差）"),
    "classification": Text("Classification (cross-entropy)", "分类（交叉熵）"),
}
SUMMARIES = {
    "hinted": Text(
        "Predicts a distribution over colors and picks from it; a few colors that you give correct it wherever they fit.",
        "预测颜色的分布并从中选取；你给出的少量颜色会在所有合适之处修正结果。",
    ),
    "regression": Text(
        "Predicts the average of the likely colors: safe, and rather pale.", "预测可能颜色的平均值：稳妥，但偏淡。"
    ),
    "classification": Text(
        "Predicts a distribution over colors and picks from it: livelier, sometimes boldly wrong.",
        "预测颜色的分布并从中选取：更鲜活，有时错得大胆。",
    ),
}
LIMITS = [
    Text(
        "The colors are a guess: a red dress and a blue one look alike in gray.",
        "颜色只是猜测：红裙与蓝裙在灰度下看起来一样。",
    ),
    Text(
        "Rare objects, people far away and pictures without context get patches of wrong color.",
        "罕见物体、远处的人和缺乏上下文的画面会出现错误的色块。",
    ),
]
DATA_LIMIT = Text(
    "Learned from small web photographs, 128 to 224 pixels, most of recent years; no old photograph was among them.",
    "训练素材为 128 至 224 像素的小幅网络照片，多为近年拍摄，不含老照片。",
)
OWN_LIMIT = Text(
    "Learned from {count:,} pictures that its trainer named, at {size} pixels; what they do not show was not learned from them.",
    "训练素材为训练者自己指定的 {count:,} 张图片，边长 {size} 像素；其中没有的内容无从学起。",
)
OWN_LICENSE = "not stated; pictures that the trainer named with --data"
DATA_LICENSE = (
    "research and web-collected photo sets, most without a clear licence: used to train and to measure, not distributed"
)
# Chosen on the even half of the validation photos.
BEST_KNOBS = {"regression": Knobs(), "classification": Knobs(0.35, -0.1, 1.07), "hinted": Knobs(0.35, -0.1, 1.36, 1.0)}
BEST_SHORT_SIDE = {"regression": 192, "classification": 192, "hinted": 192}


def kind(settings: Settings) -> str:
    """Which of the entries above describes a run's network: the hinted one of a distribution, or else its head's."""
    return "hinted" if settings.network == "hinted" and settings.head == "classification" else settings.head


def own_photos(given: str) -> bool:
    """Whether what `--data` names is not of the data folder, whose photos are known."""
    known = {path.resolve() for path in training_archives(data_folder() or Path())}
    return bool(given) and not {path.resolve() for path in training_paths(given)} <= known


def describe(
    settings: Settings, head: Head, photos: Photos, validation: Photos, state: State, stride: int, folder: Path | None = None
) -> checkpoint.Card:
    """The card of a finished run, its results still empty; `folder` holds the checkpoint it started from."""
    if settings.init == "none":
        init = {"name": "none", "source": "random weights", "license": ""}
    elif settings.init == "published" or (earlier := checkpoint.read_card(settings.init, folder)).encoder != settings.encoder:
        init = efficientnet.source(settings.encoder)
    else:
        init = earlier.init
    own = own_photos(settings.data)
    return checkpoint.Card(
        name=settings.out,
        task="colorize",
        title=FLAGSHIP if settings.out == "flagship" else TITLES[kind(settings)],
        summary=SUMMARIES[kind(settings)],
        architecture={
            "network": settings.network,
            "arguments": {
                "output_channels": head.channels, "encoder": settings.encoder, "attention": settings.attention,
            },
        },
        input={
            "channels": 1, "range": [0, 1], "meaning": "sRGB gray of the pixel's lightness L*",
            "multiple": colorizer.MULTIPLE, "short_side": BEST_SHORT_SIDE[kind(settings)],
            **({"hints": hinted.CONTRACT} if settings.network == "hinted" else {}),
        },
        output={
            **head.contract, "channels": head.channels, "stride": stride,
            "knobs": BEST_KNOBS[kind(settings)]._asdict(),
        },
        data={
            "training": dict(sorted(Counter(map(source_of, photos.names)).items())),
            "training_count": len(photos), "left_out": photos.left_out, "gray_below_chroma": GRAY_CHROMA,
            "validation_count": len(validation), "license": OWN_LICENSE if own else DATA_LICENSE,
        },
        init=init,
        stages=[stage(settings, state)],
        limits=[*LIMITS, OWN_LIMIT.format(count=len(photos), size=settings.size) if own else DATA_LIMIT],
    )  # fmt: skip


def continued(card: checkpoint.Card, earlier: checkpoint.Card) -> checkpoint.Card:
    """The card of a further stage, with what the earlier ones did and learned from."""
    limits = earlier.limits + [limit for limit in card.limits if limit not in earlier.limits]
    data = in_all(earlier.data, card.data)
    return replace(card, stages=earlier.stages + card.stages, limits=limits, data=data)


def in_all(earlier: dict, now: dict) -> dict:
    """What two stages learned from; a last stage on fewer of the same photos says so in its command.

    Example:
        >>> ours = {"training": {"faces": 9}, "training_count": 9, "left_out": {"gray": 1}, "license": "ours"}
        >>> own = {"training": {"_": 4}, "training_count": 4, "left_out": {"gray": 0}, "license": "own"}
        >>> in_all(ours, own)
        {'training': {'_': 4, 'faces': 9}, 'training_count': 13, 'left_out': {'gray': 1}, 'license': 'ours; own'}
    """
    if not earlier:
        return now
    if now["license"] in earlier["license"]:
        return max(earlier, now, key=lambda data: data["training_count"])
    training, left_out = (Counter(earlier[key]) + Counter(now[key]) for key in ("training", "left_out"))
    return now | {
        "training": dict(sorted(training.items())), "training_count": training.total(), "left_out": dict(left_out),
        "license": f"{earlier['license']}; {now['license']}",
    }  # fmt: skip


def stage(settings: Settings, state: State) -> dict:
    """What one run did: command, settings, cost, and on what."""
    return circumstances(command(settings), settings, settings.same_run(), state)


def circumstances(command: str, settings, options: dict, state: State) -> dict:
    """What every run's card says of it.

    Args:
        command: the command line that repeats it.
        settings: seed and batch are read.
        options: what decides its outcome, as the card shows it.
        state: how far it came, and in what time.
    """
    return {
        "finished": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "command": command,
        "settings": options,
        "seed": settings.seed,
        "steps": state.step,
        "pictures": state.step * settings.batch,
        "hours": round(state.seconds / 3600, 4),
        "hardware": hardware(),
        "versions": {"python": platform.python_version(), "keras": keras.__version__, **backend_version()},
        "commit": commit(),
    }


def command(settings: Settings) -> str:
    """The command line that repeats the run."""
    defaults = Settings()
    options = [
        f"--{key.replace('_', '-')} {value}"
        for key, value in settings.same_run().items()
        if value != getattr(defaults, key)
    ]
    return " ".join([*environment(), "python -m colorize train", *options])


def environment() -> list[str]:
    """Settings of the arithmetic that came from outside, as they would stand before a command."""
    names = ("KERAS_BACKEND", "ONEDNN_DEFAULT_FPMATH_MODE")
    return [f"{name}={os.environ[name]}" for name in names if name in os.environ]


def backend_version() -> dict[str, str]:
    """The backend that did the arithmetic, with its version."""
    module = sys.modules.get({"tensorflow": "tensorflow", "jax": "jax", "torch": "torch"}[keras.backend.backend()])
    return {keras.backend.backend(): module.__version__, "numpy": version("numpy")}


def hardware() -> str:
    """The processor's name and the number of cores."""
    name = platform.processor() or platform.machine()
    cpu = Path("/proc/cpuinfo")
    if cpu.is_file():
        names = [line.split(":")[1].strip() for line in cpu.read_text().splitlines() if line.startswith("model name")]
        name = names[0] if names else name
    return f"{name}, {os.cpu_count()} cores"


def commit() -> str:
    """The commit the code was at, or nothing outside a repository."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
