"""Keras architectures: the published encoder and the colorizers built on it.

`NETWORKS` names those that a checkpoint's card may refer to: functions from the number of output channels to a model.
"""

from colorize.networks import colorizer

NETWORKS = {"colorizer": colorizer.build}
