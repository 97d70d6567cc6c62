"""Checkpoints: folders that explain themselves.

`checkpoints/<name>/` holds `model.keras` (weights as float16), `card.json` (what it is and how it was made),
`history.csv` (its training, epoch by epoch) and `README.md` (the card in words). Cards and histories are read
without Keras.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import threading
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import numpy as np

from colorize.errors import ColorizeError
from colorize.text import Text

CHECKPOINTS = Path(__file__).resolve().parent.parent / "checkpoints"
ALIASES = {"auto": "flagship"}
HISTORY_COLUMNS = (
    "epoch", "stage", "pictures", "hours", "loss", "validation_loss", "psnr", "colorfulness", "accuracy",
    "learning_rate", "pictures_per_second",
)  # fmt: skip
"""A history has those that were measured: PSNR and colorfulness of a colorizer, accuracy of a classifier."""
LFS_POINTER = b"version https://git-lfs"


@dataclass
class Card:
    """What a checkpoint is and how it came about; every field is plain data and lives in `card.json`.

    Args:
        name: the folder's name.
        task: `colorize` or `classify`.
        title: what menus show.
        summary: one line on what to expect of it.
        architecture: `network` (a key of `NETWORKS`) and its `arguments`.
        input: what goes in: channels, range, meaning, the multiple its sides must have, the short side it likes best;
            `hints` (channels, told, meaning) where it takes given colors: `told` values follow the head's own.
        output: what comes out: the head's contract, its stride, the knobs at vividness 1 (see `heads.Knobs`); of a
            classifier `names`, a key of `colorize.classes.NAMES`.
        data: training and validation data: names, counts, what was left out, licence.
        init: the published weights it started from (name, source, license) or what else.
        stages: one entry a training run: command, settings, seed, steps, pictures, hours, hardware, versions, commit.
        results: test set -> {count, metrics: {name: {value, low, high, gray, mean_color}}}.
        studies: name -> a table of a closer look: {title, note, columns, rows, picture} (see `evaluate.studies`).
        limits: what goes wrong.
        observations: what was seen besides the studies, by people who looked at its pictures or tried to better it.
        license: of the weights.
        parameters: how many numbers it holds.
        sha256: of `model.keras`.
        bytes: size of `model.keras`.
    """

    name: str
    task: str
    title: Text
    summary: Text
    architecture: dict
    input: dict
    output: dict
    data: dict = field(default_factory=dict)
    init: dict = field(default_factory=dict)
    stages: list[dict] = field(default_factory=list)
    results: dict = field(default_factory=dict)
    studies: dict = field(default_factory=dict)
    limits: list[Text] = field(default_factory=list)
    observations: list[Text] = field(default_factory=list)
    license: str = "MIT"
    parameters: int = 0
    sha256: str = ""
    bytes: int = 0

    @property
    def encoder(self) -> str:
        """The member of the EfficientNet-Lite family that a colorizer's features come from."""
        return self.architecture["arguments"].get("encoder", "lite0")

    @property
    def hours(self) -> float:
        """Hours of training in all stages."""
        return sum(stage["hours"] for stage in self.stages)

    @property
    def pictures(self) -> int:
        """Pictures seen in all stages."""
        return sum(stage["pictures"] for stage in self.stages)

    def to_json(self) -> str:
        """The text of `card.json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> Card:
        """Read a `card.json`; a checkpoint that was copied to another folder has that folder's name.

        Raises:
            ColorizeError: it is no card.
        """
        name = path.parent.name
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            names = {f.name for f in fields(cls)}
            if unknown := set(values) - names:
                raise KeyError(f"unknown fields {sorted(unknown)}")
            values |= {key: Text(*values[key]) for key in ("title", "summary")}
            values |= {key: [Text(*pair) for pair in values.get(key, [])] for key in ("limits", "observations")}
            return cls(**values | {"name": name})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ColorizeError(
                "The card.json of checkpoint {name!r} cannot be read ({why}). Restore it from the repository or train again.",
                "检查点 {name!r} 的 card.json 无法读取（{why}）。请从仓库恢复它，或重新训练。",
                name=name, why=str(error),
            ) from error  # fmt: skip


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, never half of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def read_card(name: str, folder: Path | None = None, task: str | None = None) -> Card:
    """The card of one checkpoint; aliases such as `auto` are followed.

    Args:
        name: of the checkpoint.
        folder: default the project's own `checkpoints/`.
        task: what it must be for.

    Raises:
        ColorizeError: there is none of that name, or it is for another task; the message lists the choices.
    """
    folder = folder or CHECKPOINTS
    path = folder / ALIASES.get(name, name) / "card.json" if is_plain(name) else None
    card = Card.read(path) if path and path.is_file() else None
    if card is None or task not in (None, card.task):
        there = cards(folder, task)
        choices = ", ".join([*(alias for alias, meant in ALIASES.items() if meant in there), *there]) or "none yet"
        raise ColorizeError(
            "There is no model named {name!r}. Choose from: {choices}.", "没有名为 {name!r} 的模型。可选：{choices}。",
            name=name, choices=choices,
        )  # fmt: skip
    return card


def is_plain(name) -> bool:
    """Whether a name, which may come from a visitor, names a folder right under the checkpoints' own."""
    return isinstance(name, str) and Path(name).name == name


def cards(folder: Path | None = None, task: str | None = None) -> dict[str, Card]:
    """Every checkpoint that has a card and weights, by name; the folder is read anew at each call.

    Args:
        folder: default the project's own `checkpoints/`.
        task: only those of this task.
    """
    folder = folder or CHECKPOINTS
    found = sorted(p.parent for p in folder.glob("*/card.json") if (p.parent / "model.keras").is_file())
    read = {p.name: Card.read(p / "card.json") for p in found}
    return {name: card for name, card in read.items() if task in (None, card.task)}


def models() -> list[str]:
    """Names of the checkpoints that colorize; `auto` stands for one of them."""
    return list(cards(task="colorize"))


def histories(folder: Path | None = None) -> list[str]:
    """Names of the checkpoints, finished or still training, that have a history."""
    return sorted(p.parent.name for p in (folder or CHECKPOINTS).glob("*/history.csv"))


def read_history(name: str, folder: Path | None = None) -> dict[str, np.ndarray]:
    """A checkpoint's training, one array for each of the `HISTORY_COLUMNS` that it has; empty where there is none."""
    path = (folder or CHECKPOINTS) / ALIASES.get(name, name) / "history.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), [c for c in HISTORY_COLUMNS if c in (reader.fieldnames or ())]
    return {c: np.array([r[c] if c == "stage" else float(r[c]) for r in rows]) for c in columns}


def write_history(name: str, rows: Iterable[dict], folder: Path | None = None) -> None:
    """Write `history.csv` whole, atomically: it is read while a run goes on."""
    rows, text = list(rows), io.StringIO()
    columns = [c for c in HISTORY_COLUMNS if not rows or c in rows[0]]
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: f"{v:.6g}" if isinstance(v, float) else v for k, v in row.items()} for row in rows)
    write_atomically((folder or CHECKPOINTS) / name / "history.csv", text.getvalue().encode())


def _halve(keras_file: bytes) -> bytes:
    """The same `.keras` archive with its float32 arrays as float16; Keras loads them into float32 variables."""
    import h5py

    source, target = zipfile.ZipFile(io.BytesIO(keras_file)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "model.weights.h5":
                half = io.BytesIO()
                with h5py.File(io.BytesIO(data), "r") as old, h5py.File(half, "w") as new:

                    def copy(name, thing, new=new):
                        if isinstance(thing, h5py.Dataset):
                            single = thing.dtype == np.float32
                            new.create_dataset(name, data=thing[()].astype("float16") if single else thing[()])
                        else:
                            new.require_group(name)
                        (new[name].attrs.update(thing.attrs))

                    old.visititems(copy)
                    new.attrs.update(old.attrs)
                data = half.getvalue()
            out.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


def save(model, card: Card, folder: Path | None = None) -> Path:
    """Write a model's weights (as float16) and its card; `parameters`, `sha256` and `bytes` are filled in.

    Args:
        model: a Keras model built under the float32 policy and not compiled.
        card: changed in place.

    Returns:
        The checkpoint's folder.
    """
    import tempfile

    home = (folder or CHECKPOINTS) / card.name
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "model.keras"
        model.save(path)
        data = _halve(path.read_bytes())
    card.parameters, card.sha256, card.bytes = model.count_params(), hashlib.sha256(data).hexdigest(), len(data)
    write_atomically(home / "model.keras", data)
    write_card(card, folder)
    return home


def write_card(card: Card, folder: Path | None = None) -> None:
    """Write `card.json` and the `README.md` generated from it."""
    from colorize.card_readme import readme

    home = (folder or CHECKPOINTS) / card.name
    write_atomically(home / "card.json", card.to_json().encode())
    write_atomically(home / "README.md", readme(card).encode())


def load(name: str, folder: Path | None = None):
    """A checkpoint's model, in float32, and its card.

    Raises:
        ColorizeError: there is none, its file is a Git LFS pointer, is not the one the card describes, or does not
            give the output that the card promises.
    """
    card = read_card(name, folder)
    path = (folder or CHECKPOINTS) / card.name / "model.keras"
    data = path.read_bytes() if path.is_file() else b""
    if data.startswith(LFS_POINTER):
        raise ColorizeError(
            "checkpoints/{name}/model.keras is a Git LFS pointer, not the weights. Run `git lfs pull`.",
            "checkpoints/{name}/model.keras 是 Git LFS 指针，不是权重。请运行 git lfs pull。",
            name=card.name,
        )
    found = hashlib.sha256(data).hexdigest()
    if found != card.sha256:
        raise ColorizeError(
            "checkpoints/{name}/model.keras has sha256 {found}, its card expects {expected}. Restore both from the "
            "repository, or train again.",
            "checkpoints/{name}/model.keras 的 sha256 为 {found}，而卡片要求 {expected}。请从仓库恢复两者，或重新训练。",
            name=card.name, found=found[:12] if data else "(no file)", expected=card.sha256[:12],
        )  # fmt: skip
    import keras

    import colorize.networks  # noqa: F401 - makes its own layers known to Keras

    model = keras.saving.load_model(path, compile=False, safe_mode=True)
    hints = card.input.get("hints")
    contract = [card.input["channels"], card.output["channels"]]
    if hints:
        contract = [card.input["channels"], hints["channels"], card.output["channels"] + hints["told"]]
    shapes = [tensor.shape[-1] for tensor in (*model.inputs, model.outputs[0])]
    if shapes != contract:
        raise ColorizeError(
            "checkpoints/{name}: the weights take and give {found} channels, the card promises {expected}. Train again.",
            "checkpoints/{name}：权重的输入输出通道为 {found}，卡片要求 {expected}。请重新训练。",
            name=card.name, found=shapes, expected=contract,
        )  # fmt: skip
    return model, card
