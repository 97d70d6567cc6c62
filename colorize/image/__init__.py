"""Pictures in and out: files, Pillow images and arrays, to and from float32 sRGB."""

from colorize.image.formats import ACCEPTED, FORMATS, MAX_PIXELS, READABLE, Format, format_by_name, format_by_suffix
from colorize.image.given import as_picture
from colorize.image.losses import losses
from colorize.image.names import shown_name
from colorize.image.picture import Metadata, Picture
from colorize.image.reading import measure, read, read_bytes
from colorize.image.to_srgb import GAMUT_THRESHOLD
from colorize.image.writing import encode, save

__all__ = [
    "ACCEPTED",
    "FORMATS",
    "GAMUT_THRESHOLD",
    "MAX_PIXELS",
    "READABLE",
    "Format",
    "Metadata",
    "Picture",
    "as_picture",
    "encode",
    "format_by_name",
    "format_by_suffix",
    "losses",
    "measure",
    "read",
    "read_bytes",
    "save",
    "shown_name",
]
