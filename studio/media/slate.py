"""The card that stands in for a board nobody has drawn yet."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from studio.media.fonts import font_path
from studio.model.ports import Picture

_GROUND = (35, 37, 41)
_INK = (195, 199, 206)


def slate(label: str, *, size: tuple[int, int]) -> Picture:
    """A dark card of ``size`` (width, height) pixels with the label in its middle, made smaller until it fits."""
    card = Image.new("RGB", size, _GROUND)
    draw = ImageDraw.Draw(card)
    face = font_path("NanumGothic-Bold" if any(ord(letter) > 0x2FF for letter in label) else "Inter-SemiBold")
    height = max(8, size[1] // 10)
    while True:
        font = ImageFont.truetype(str(face), height)
        if height <= 8 or draw.textlength(label, font=font) <= size[0] * 0.9:
            break
        height = height * 9 // 10
    draw.text((size[0] / 2, size[1] / 2), label, font=font, fill=_INK, anchor="mm")
    return np.asarray(card)
