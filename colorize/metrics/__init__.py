"""How good a colorized picture is: metrics with unit, direction and source, and intervals by bootstrap over pictures.

Every metric is a function of the mean, over pictures, of a record that each picture yields: PSNR of the mean of one
number, the area under the curve of the mean histogram of errors, a ratio of two means. Hence one bootstrap serves all.
"""

from colorize.metrics.area import FREQUENCIES, GRID, ab_cells, ab_frequencies
from colorize.metrics.intervals import bootstrap_interval, paired_interval
from colorize.metrics.metric import Metric
from colorize.metrics.registry import METRICS, PICTURE_METRICS

__all__ = [
    "FREQUENCIES",
    "GRID",
    "METRICS",
    "PICTURE_METRICS",
    "Metric",
    "ab_cells",
    "ab_frequencies",
    "bootstrap_interval",
    "paired_interval",
]
