"""Training, resumable: `python -m colorize train`."""

from colorize.train.settings import Settings, add_arguments

__all__ = ["Settings", "add_arguments", "train"]


def __getattr__(name: str):
    # The loop needs Keras; the settings, which the command line shows, do not.
    if name == "train":
        from colorize.train.loop import train

        return train
    raise AttributeError(name)
