"""The one picture object that every part of Colorize takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image


@dataclass
class Metadata:
    """What travels with a picture besides its pixels.

    Attributes:
        name: the file's name without folders, or "".
        format: the format it was read from ("JPEG", "PNG" ...), or "".
        exif: its EXIF block (a TIFF stream), orientation reset and thumbnail removed, or None. May still hold
            the place where it was taken: only writing with `keep_location=True` passes that on.
        profile: the name of the ICC profile that was embedded, or "". Its colors are already converted to sRGB.
        resolution: dots per inch across and down, or None.
        channels: for raw modes, each channel's (name, low, high, unit); written into TIFF files.
        press_profile: the ICC profile of the press whose inks a CMYK picture holds, or None; written into its files.
    """

    name: str = ""
    format: str = ""
    exif: bytes | None = field(default=None, repr=False)
    profile: str = ""
    resolution: tuple[float, float] | None = None
    channels: tuple[tuple[str, float, float, str], ...] = ()
    press_profile: bytes | None = field(default=None, repr=False)


@dataclass
class Picture:
    """A picture in one color mode, with what is known about it.

    Attributes:
        array: float32 (H, W, channels) in the mode's own units (`rgb`: sRGB in [0, 1]).
        mode: the color mode's name.
        alpha: float32 (H, W) in [0, 1], not multiplied into `array`, or None for an opaque picture.
        depth: bits per channel of the source, 8 or 16. Files are written at this depth where they can be.
        flags: what happened on the way, by name with its measured value; only those that apply.
        metadata: name, EXIF and the like.

    Example:
        >>> picture = Picture(np.zeros((2, 3, 3), np.float32))
        >>> picture.mode, picture.width, picture.height
        ('rgb', 3, 2)
    """

    array: np.ndarray
    mode: str = "rgb"
    alpha: np.ndarray | None = None
    depth: int = 8
    flags: dict[str, float | str] = field(default_factory=dict)
    metadata: Metadata = field(default_factory=Metadata)

    @property
    def width(self) -> int:
        """In pixels."""
        return self.array.shape[1]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.array.shape[0]

    def to_pil(self) -> Image.Image:
        """This picture as a Pillow image of its natural mode, 8 bits a channel.

        Returns:
            RGB (or RGBA), CMYK, HSV, LAB, YCbCr, L (or LA) or 1, in Pillow's own conventions. Lab keeps this
            project's white point D65. Pillow's CMYK, HSV, LAB, YCbCr and 1 have no alpha: it stays in `.alpha`.

        Raises:
            ColorizeError: for a mode that Pillow has no counterpart of, and for values outside the mode's range.
        """
        from colorize.image.pillow_modes import pillow_image

        return pillow_image(self)

    def save(self, path: str | Path, *, keep_location: bool = False, **options) -> Path:
        """Write the picture in the format of the path's suffix; complete or not at all.

        Args:
            path: where to; a file that is there is replaced in the last step.
            keep_location: pass on GPS position and maker notes.
            options: as `encode` has them (`depth`, `quality`, `subsampling`).

        Returns:
            The path. What the format could not hold: `losses(picture, format)`. Transparency put on white (JPEG) is
            also noted in `flags["alpha_on_white"]`, the share of pixels that were not opaque.

        Raises:
            ColorizeError: for an unknown suffix or option, a mode the format cannot hold, or a failed write.
        """
        from colorize.image.writing import save

        return save(self, path, keep_location=keep_location, **options)
