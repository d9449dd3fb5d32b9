"""Pictures in and out: PNG with the same bytes every time, and safe reading of pictures from outside."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from studio.errors import MediaError
from studio.media.whole_file import write_whole
from studio.model.ports import Picture

MAX_PIXELS = 50_000_000
MAX_FILE_BYTES = 256 * 1024 * 1024
_FORMATS = ("PNG", "JPEG", "WEBP")
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_PNG_LEVEL = 4
"""Fixed, so that a picture has one encoding; half the time of level 6 for 3 % more bytes."""

_TONE_SLACK = 4

_DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
    Warning,
    Image.DecompressionBombError,
)
"""What decoders raise on damaged or hostile data, beside the documented UnidentifiedImageError."""


def encode_png(picture: Picture) -> bytes:
    """The picture as PNG, without a time stamp: equal pictures give equal bytes.

    One of tones between ink and paper is written with a palette of them, in a quarter of the bytes; no channel is then
    off by more than ``_TONE_SLACK`` of 255.
    """
    out = BytesIO()
    (_tones(picture) or Image.fromarray(picture, "RGB")).save(out, "PNG", compress_level=_PNG_LEVEL)
    return out.getvalue()


def _tones(picture: Picture) -> Image.Image | None:
    """The picture as a ramp by its red channel; None where green and blue don't follow from red."""
    red = picture[..., 0]
    counts = np.maximum(np.bincount(red.ravel(), minlength=256), 1)
    palette = np.zeros((256, 3), np.uint8)
    palette[:, 0] = np.arange(256)
    for channel in (1, 2):
        values = picture[..., channel]
        means = np.bincount(red.ravel(), weights=values.ravel(), minlength=256) / counts
        palette[:, channel] = np.rint(means)
        if np.abs(palette[red, channel].astype(np.int16) - values).max(initial=0) > _TONE_SLACK:
            return None
    toned = Image.fromarray(red, "P")
    toned.putpalette(palette.tobytes())
    return toned


def encode_jpeg(picture: Picture, *, quality: int = 85) -> bytes:
    """The picture as baseline JPEG; equal pictures give equal bytes."""
    out = BytesIO()
    Image.fromarray(picture, "RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def encode_webp(picture: Picture, *, quality: int = 82) -> bytes:
    """The picture as lossy WebP; equal pictures give equal bytes."""
    out = BytesIO()
    Image.fromarray(picture, "RGB").save(out, "WEBP", quality=quality, method=6)
    return out.getvalue()


def write_png(picture: Picture, path: Path) -> None:
    """Writes a PNG whole or not at all.

    Raises:
        MediaError: the file system refused.
    """
    write_whole(path, encode_png(picture))


def thumbnail(picture: Picture, *, within: tuple[int, int]) -> Picture:
    """The picture scaled down to fit ``within`` (width, height) pixels, aspect kept; never scaled up."""
    height, width = picture.shape[:2]
    scale = min(within[0] / width, within[1] / height, 1.0)
    if scale == 1.0:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(Image.fromarray(picture, "RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))


def read_picture(data: bytes, *, name: str = "The picture") -> Picture:
    """Decodes a PNG, JPEG or WebP from outside: turned upright, transparency on white, 8 bits a channel.

    ``name`` is what the person calls it, for the message. The kind is taken from the bytes, never from a file's
    name. The first frame is taken of a moving picture.

    Raises:
        MediaError: another kind of file, damaged, or of more than 50 million pixels.
    """
    if not (data.startswith(_SIGNATURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")):
        raise MediaError(f"{name} is not a PNG, JPEG or WebP picture; save it as one of these and try again.")
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large(name, image.width, image.height)
            image.load()
            return np.asarray(_upright_rgb(image))
    except MediaError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise MediaError(f"{name} has more than {MAX_PIXELS // 1_000_000} million pixels; make it smaller.") from error
    except _DECODER_ERRORS as error:
        raise MediaError(f"{name} is damaged and cannot be read; save it again and try once more.") from error


def read_picture_file(path: Path) -> Picture:
    """Decodes a picture file as ``read_picture`` does.

    Raises:
        MediaError: the file is missing, larger than 256 MB, or no picture that can be read.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise MediaError(f"{path.name} is larger than {MAX_FILE_BYTES >> 20} MB; make it smaller.")
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise MediaError(f"The picture {path.name} cannot be opened: {reason}; draw or choose it again.") from error
    return read_picture(data, name=path.name)


def _too_large(name: str, width: int, height: int) -> MediaError:
    return MediaError(
        f"{name} has {width} × {height} pixels, more than {MAX_PIXELS // 1_000_000} million; make it smaller."
    )


def _upright_rgb(image: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        # 16-bit grey: Pillow would clip at 255 instead of scaling
        return Image.fromarray((np.asarray(upright).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8)).convert(
            "RGB"
        )
    if upright.has_transparency_data:
        rgba = upright.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, (255, 255, 255, 255)), rgba).convert("RGB")
    return upright.convert("RGB")
