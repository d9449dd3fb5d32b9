"""Pictures on strangers' models: sniffed, bounded and made small before they are kept."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

import numpy as np
from PIL import Image, ImageOps

from studio.staging.props_library.loose_mesh import Pixels

MOST_SIDE = 1024
MOST_PICTURES = 64
_MOST_PIXELS = 64_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "TGA", "BMP")
_SOLID_ALPHA = 128
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
    Warning,
    Image.DecompressionBombError,
)


def read_model_picture(data: bytes) -> Pixels | None:
    """The picture (h, w, 3), at most 1,024 a side; None where it is none that can be read.

    Where it lets through, the mean of what does not is seen: a prop has no holes in its surface.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS or min(image.size) < 1:
                    return None
                image.draft("RGB", (MOST_SIDE, MOST_SIDE))
                upright = ImageOps.exif_transpose(image)
                has_alpha = "A" in upright.getbands() or "transparency" in upright.info
                whole = upright.convert("RGBA" if has_alpha else "RGB")
                whole.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
                return _without_holes(np.asarray(whole, np.uint8))
    except _DAMAGE:
        return None


def mean_colour(picture: Pixels) -> tuple[int, int, int]:
    """The colour of a picture from afar."""
    red, green, blue = np.rint(picture.reshape(-1, 3).mean(axis=0)).astype(int).tolist()
    return red, green, blue


def _without_holes(pixels: Pixels) -> Pixels:
    if pixels.shape[2] == 3:
        return np.ascontiguousarray(pixels)
    colours, solid = pixels[..., :3].copy(), pixels[..., 3] >= _SOLID_ALPHA
    if solid.any() and not solid.all():
        colours[~solid] = np.rint(colours[solid].mean(axis=0)).astype(np.uint8)
    return colours
