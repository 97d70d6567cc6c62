"""Color of pictures: color modes, and a colorizer for black-and-white photographs.

Example:
    >>> import numpy as np
    >>> convert(np.array([[[1.0, 0.0, 0.0]]]), "hsv").array.round(6).tolist()
    [[[0.0, 1.0, 1.0]]]
"""

from colorize.checkpoint import models
from colorize.errors import ColorizeError
from colorize.image import Picture, read
from colorize.predict import colorize
from colorize.press import convert, modes

__all__ = ["ColorizeError", "Picture", "colorize", "convert", "models", "modes", "read"]
__version__ = "0.1.0"
