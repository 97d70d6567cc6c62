"""Change a picture through the channels of any mode: swap, stretch, shift, hold, drop - and back to sRGB."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from colorize.color import Channel, Space, transform
from colorize.color.strips import each_strip
from colorize.errors import ColorizeError
from colorize.lab.given import picture, reversible
from colorize.lab.neutral import differences, neutral, strengths


@dataclass(frozen=True)
class Change:
    """What happens to one channel.

    Args:
        channel: its name, as in `SPACES[mode].channels`.
        gain: its distance from the gray's value (for color differences) or from 0 is multiplied by this. An angle has
            no gain.
        shift: added afterwards, in the channel's own unit; an angle goes round.
        constant: takes the place of every value; gain and shift are then not looked at.
    """

    channel: str
    gain: float = 1.0
    shift: float = 0.0
    constant: float | None = None

    @property
    def changes(self) -> bool:
        """Whether anything happens at all."""
        return self.constant is not None or self.gain != 1 or self.shift != 0


@dataclass(frozen=True)
class Edit:
    """All that happens to a picture's channels, in this order.

    Args:
        swap: two channels that take each other's place, each stretched from its declared range to the other's.
        changes: at most one a channel.
        drop: channels that get the value of middle gray, see `neutral`.

    `Edit()` leaves every picture as it is.
    """

    swap: tuple[str, str] | None = None
    changes: tuple[Change, ...] = ()
    drop: tuple[str, ...] = ()

    @property
    def is_neutral(self) -> bool:
        """Whether nothing happens."""
        swaps = self.swap is not None and self.swap[0] != self.swap[1]
        return not (swaps or self.drop or any(change.changes for change in self.changes))

    @property
    def channels(self) -> list[str]:
        """Every channel that it speaks of."""
        return [*(self.swap or ()), *(change.channel for change in self.changes), *self.drop]


def check_edit(settings: Edit, space: Space) -> None:
    """Refuse channels that the mode has not, numbers that are none, and a gain of an angle.

    Raises:
        ColorizeError: says which, and what there is.
    """
    known = {channel.name: channel for channel in space.channels}
    for name in settings.channels:
        if name not in known:
            raise ColorizeError(
                "Mode {mode} has no channel {name!r}. Its channels: {choices}.",
                "模式 {mode} 没有通道 {name!r}。它的通道：{choices}。",
                mode=space.name,
                name=name,
                choices=", ".join(known),
            )
    for change in settings.changes:
        for value in (change.gain, change.shift, 0 if change.constant is None else change.constant):
            if not isinstance(value, int | float | np.number) or not np.isfinite(value):
                raise ColorizeError(
                    "Channel {name} is to be changed by {value!r}. Give a number.",
                    "通道 {name} 的改变量是 {value!r}。请给出一个数。",
                    name=change.channel,
                    value=value,
                )
        if known[change.channel].angle and change.gain != 1:
            raise ColorizeError(
                "Channel {name} is an angle and has no gain of {gain:g}. Shift it instead.",
                "通道 {name} 是角度，不能乘以 {gain:g}。请改用平移。",
                name=change.channel,
                gain=change.gain,
            )


def edit_channels(values: np.ndarray, space: Space, settings: Edit) -> np.ndarray:
    """The changed channels of pixels (N, channels) in a mode's units; float32, a new array."""
    names = [channel.name for channel in space.channels]
    result = np.array(values, np.float32)
    if settings.swap:
        first, second = (names.index(name) for name in settings.swap)
        result[:, first] = _stretched(values[:, second], space.channels[second], space.channels[first])
        result[:, second] = _stretched(values[:, first], space.channels[first], space.channels[second])
    for change in settings.changes:
        if not change.changes:
            continue
        index = names.index(change.channel)
        gray = neutral(space.name)[index] if differences(space.name)[index] else 0.0
        column = result[:, index]
        if change.constant is not None:
            column[:] = change.constant
        else:
            column[:] = (column - np.float32(gray)) * np.float32(change.gain) + np.float32(gray + change.shift)
        if space.channels[index].angle:
            column[:] = _around(column)
        elif strengths(space.name)[index]:
            np.maximum(column, 0, out=column)  # nothing is less colorful than gray
    for name in settings.drop:
        result[:, names.index(name)] = neutral(space.name)[names.index(name)]
    return result


def _stretched(values: np.ndarray, source: Channel, target: Channel) -> np.ndarray:
    """Values of one channel's range in another's; as they are where both ranges are the same."""
    if (source.low, source.high) == (target.low, target.high):
        return values
    scale = (target.high - target.low) / (source.high - source.low)
    stretched = (values - np.float32(source.low)) * np.float32(scale) + np.float32(target.low)
    return _around(stretched) if target.angle else stretched


def _around(degrees: np.ndarray) -> np.ndarray:
    """Angles as 0 to just under 360."""
    around = np.mod(degrees, np.float32(360))
    return np.where(around >= 360, np.float32(0), around)  # the smallest negative angles round up to a full turn


def edit(rgb: np.ndarray, mode: str, settings: Edit) -> np.ndarray:
    """A picture whose channels in a mode were changed.

    Args:
        rgb: sRGB (H, W, 3), float, uint8 or uint16. It is not changed.
        mode: a reversible mode.
        settings: what happens; neutral settings give the same values back, exactly.

    Returns:
        float32 (H, W, 3) sRGB; colors that left its gamut have values below 0 or above 1, see `colorize.lab.gamut`.

    Raises:
        ColorizeError: a picture that cannot be used, an unknown or one-way mode or channel, a number that is none, or
            a change that leads to no color at all.

    Example:
        >>> red = np.array([[[1.0, 0.0, 0.0]]])
        >>> edit(red, "hsv", Edit(changes=(Change("H", shift=120),))).round(6).tolist()
        [[[0.0, 1.0, 0.0]]]
        >>> edit(red, "rgb", Edit(swap=("red", "blue"))).tolist()
        [[[0.0, 0.0, 1.0]]]
    """
    space = reversible(mode)
    check_edit(settings, space)
    array = picture(rgb)
    if settings.is_neutral:
        return array.copy()
    pixels = array.reshape(-1, 3)
    result = np.empty_like(pixels)

    def work(span: slice) -> bool:
        changed = edit_channels(transform(pixels[span], "rgb", mode), space, settings)
        with np.errstate(all="ignore"):
            result[span] = transform(changed, mode, "rgb")
        return bool(np.isfinite(result[span]).all())

    if not all(each_strip(work, len(pixels))):
        raise ColorizeError(
            "With these settings some pixels of mode {mode} stand for no color. Change the channels less.",
            "按这些设置，模式 {mode} 中有些像素不再对应任何颜色。请减小改变量。",
            mode=mode,
        )
    return result.reshape(array.shape)
