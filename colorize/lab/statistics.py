"""How a picture's values are spread over each channel of a mode."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from colorize.color import Channel, transform
from colorize.color.strips import each_strip
from colorize.color.walk import find
from colorize.errors import ColorizeError
from colorize.lab.given import picture

ROUNDING = 1e-3
"""Share of its range by which a value may lie outside and still count to the outermost bin."""
PERCENTILES = (1, 5, 25, 50, 75, 95, 99)
BINS = 64


@dataclass(frozen=True, eq=False)
class ChannelStatistics:
    """One channel's values over all pixels.

    Args:
        channel: with name, range and unit.
        edges: (bins + 1,) of the bins, from `low` to `high` of the channel.
        shares: (bins,) of all pixels, 0-1; the highest value counts to the last bin.
        below, above: shares of the pixels beyond the range, 0-1. With `shares` they add up to 1.
        minimum, maximum: of all values, also those beyond.
        mean: of all values; of an angle, the direction of the mean unit vector.
        percentiles: percent to value, interpolated; empty for an angle, which has no order.
    """

    channel: Channel
    edges: np.ndarray
    shares: np.ndarray
    below: float
    above: float
    minimum: float
    maximum: float
    mean: float
    percentiles: dict[int, float]

    def rows(self) -> list[dict]:
        """The histogram as rows for a plot: x the middle of a bin, y the percent of the pixels in it."""
        middles = (self.edges[:-1] + self.edges[1:]) / 2
        return [
            {"channel": self.channel.name, "x": float(x), "y": float(100 * y)}
            for x, y in zip(middles, self.shares, strict=True)
        ]


def statistics(rgb: np.ndarray, mode: str, bins: int = BINS) -> tuple[ChannelStatistics, ...]:
    """Histogram, extremes, mean and percentiles of every channel.

    Args:
        rgb: sRGB (H, W, 3), float, uint8 or uint16; values outside [0, 1] are welcome.
        mode: any mode, effects with their default options.
        bins: of the histograms, 2 to 4096.

    Raises:
        ColorizeError: a picture that cannot be used, an unknown mode, or another number of bins.

    Example:
        >>> (gray,) = statistics(np.array([[[0.0] * 3, [1.0] * 3]]), "gray_bt601", bins=4)
        >>> gray.shares.tolist(), gray.mean
        ([0.5, 0.0, 0.0, 0.5], 0.5)
    """
    channels = find(mode).channels
    if not isinstance(bins, int) or not 2 <= bins <= 4096:
        raise ColorizeError(
            "A histogram of {bins!r} bins cannot be made. Choose a whole number from 2 to 4096.",
            "无法作 {bins!r} 个区间的直方图。请选择 2 到 4096 之间的整数。",
            bins=bins,
        )
    array = picture(rgb)
    values = array if mode == "rgb" else transform(array, "rgb", mode)
    values = values.reshape(-1, len(channels))

    def work(span: slice) -> ChannelStatistics:
        return _of_channel(values[:, span.start].copy(), channels[span.start], bins)

    return tuple(each_strip(work, len(channels), size=1))


def _of_channel(values: np.ndarray, channel: Channel, bins: int) -> ChannelStatistics:
    """The statistics of one column; `values` is (N,) and its own copy, which is put in another order."""
    edges = np.linspace(channel.low, channel.high, bins + 1)
    slack = (channel.high - channel.low) * ROUNDING
    within = np.clip(values, channel.low, channel.high)
    within = within[np.abs(values - within) <= slack]
    shares = np.histogram(within, bins, (channel.low, channel.high))[0] / len(values)
    if channel.angle:
        angle = np.deg2rad(values)
        mean = np.rad2deg(np.arctan2(np.sin(angle).sum(dtype=np.float64), np.cos(angle).sum(dtype=np.float64))) % 360
        percentiles = {}
    else:
        mean = values.mean(dtype=np.float64)
        found = np.percentile(values, PERCENTILES, overwrite_input=True)
        percentiles = {percent: float(value) for percent, value in zip(PERCENTILES, found, strict=True)}
    return ChannelStatistics(
        channel=channel,
        edges=edges,
        shares=shares,
        below=float((values < channel.low - slack).mean()),
        above=float((values > channel.high + slack).mean()),
        minimum=float(values.min()),
        maximum=float(values.max()),
        mean=float(mean),
        percentiles=percentiles,
    )
