"""What the training of a classifier can be told; the command line's options of the same names are used."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from colorize.errors import ColorizeError
from colorize.train.settings import NOT_OF_A_RUN, check_numbers, flag

RECIPES: dict[str, dict] = {
    "mnist_dense": {"epochs": 5, "batch": 32, "learning_rate": 1e-3},
    "mnist_conv": {"epochs": 5, "batch": 64, "learning_rate": 2e-3},
    "scenes": {"epochs": 30, "batch": 256, "learning_rate": 1e-3, "weight_decay": 0.02, "size": 160, "views": 3},
    "objects": {},
}
"""The classifiers that can be made, each with what suits it; `objects` is published and only converted."""


def options(network: str) -> tuple[str, ...]:
    """The settings that a classifier's training reads.

    Example:
        >>> options("objects"), "views" in options("mnist_conv"), "views" in options("scenes")
        (('out', 'network', 'replace'), False, True)
    """
    recipe = RECIPES[network]
    trained = ("data", "seed", "restart") if recipe else ()
    return ("out", "network", "replace", *recipe, *trained, *(("cache",) if "views" in recipe else ()))


@dataclass(frozen=True)
class ClassifierSettings:
    """One run. What is left out is what `RECIPES` says of the network.

    Args:
        out: name of the checkpoint to write.
        network: a key of `RECIPES` and of `colorize.networks.CLASSIFIERS`.
        epochs: times that every picture is seen.
        batch: pictures in a batch.
        learning_rate: at its peak.
        weight_decay: decoupled, of the kernels.
        size: side of the pictures that the network is shown.
        views: of every photo, each cropped and colored in its own way.
        data: folders or zips of photos, separated by commas; default the zips in COLORIZE_DATA.
        cache: folder for features that are computed once.
        seed: of weights and order.
        restart: forget an unfinished run of the same name.
        replace: write over a finished checkpoint of the same name.
    """

    out: str = ""
    network: str = ""
    epochs: int = 0
    batch: int = 0
    learning_rate: float = 0.0
    weight_decay: float = 0.0
    size: int = 28
    views: int = 1
    data: str = ""
    cache: str = "runs/features"
    seed: int = 0
    restart: bool = False
    replace: bool = False

    @classmethod
    def of(cls, given: dict) -> ClassifierSettings:
        """From what was given on the command line.

        Raises:
            ColorizeError: an option that this classifier's training does not read.
        """
        known = options(given["network"])
        if unknown := [name for name in given if name not in known]:
            raise ColorizeError(
                "{options} does not apply to the classifier {network}. Its options are: {known}.",
                "{options} 不适用于分类网络 {network}。可用的选项：{known}。",
                options=", ".join(map(flag, unknown)), network=given["network"], known=", ".join(map(flag, known)),
            )  # fmt: skip
        return cls(**RECIPES[given["network"]] | given)

    def same_run(self) -> dict:
        """What must be equal for an unfinished run to be continued."""
        return {key: value for key, value in asdict(self).items() if key not in NOT_OF_A_RUN}

    def check_numbers(self) -> None:
        """Refuse a number that is out of its range.

        Raises:
            ColorizeError: names option, value and range.
        """
        check_numbers({key: value for key, value in asdict(self).items() if key in options(self.network)})

    def command(self) -> str:
        """The command line that repeats the run."""
        usual = asdict(ClassifierSettings(**RECIPES[self.network]))
        told = [f"{flag(key)} {value}" for key, value in self.same_run().items() if value != usual[key]]
        return " ".join(["python -m colorize train", *told])
