"""A board's drawing over its picture, as pixels: for the strip, the film and every export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageColor, ImageDraw

from studio.model.ports import Picture
from studio.model.strokes import Stroke

_FINER = 2
"""Strokes are drawn at twice the size and reduced, so that edges are smooth."""

_LEAST_PX = 0.6


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """A visible layer's strokes and its opacity, 0 to 1."""

    strokes: tuple[Stroke, ...]
    opacity: float = 1.0


def with_drawing(picture: Picture, layers: Sequence[DrawnLayer]) -> Picture:
    """The picture with the layers over it, lowest first; erasers take away from their own layer only."""
    height, width = picture.shape[:2]
    base = Image.fromarray(picture, "RGB")
    for layer in layers:
        colour = Image.new("RGB", (width, height))
        alpha = Image.new("L", (width, height), 0)
        for stroke in layer.strokes:
            _lay(stroke, colour, alpha)
        if layer.opacity < 1:
            alpha = alpha.point([round(value * layer.opacity) for value in range(256)])
        base.paste(colour, mask=alpha)
    return np.asarray(base)


def line_px(stroke: Stroke, pressure: float, height: int) -> float:
    """The line's width in pixels of a picture that high: a third at no pressure, the whole at full."""
    return max(_LEAST_PX, stroke.width * height * (0.33 + 0.67 * pressure))


def _lay(stroke: Stroke, colour: Image.Image, alpha: Image.Image) -> None:
    width, height = colour.size
    places = [(x * width, y * height, line_px(stroke, p, height) / 2) for x, y, p in stroke.points]
    if not places:
        return
    reach = max(radius for _, _, radius in places) + 2
    left = max(0, int(min(x for x, _, _ in places) - reach))
    top = max(0, int(min(y for _, y, _ in places) - reach))
    right = min(width, int(max(x for x, _, _ in places) + reach) + 1)
    bottom = min(height, int(max(y for _, y, _ in places) + reach) + 1)
    if right <= left or bottom <= top:
        return
    box = (left, top, right, bottom)
    large = Image.new("L", ((right - left) * _FINER, (bottom - top) * _FINER), 0)
    pen = ImageDraw.Draw(large)
    scaled = [((x - left) * _FINER, (y - top) * _FINER, radius * _FINER) for x, y, radius in places]
    for at, (x, y, radius) in enumerate(scaled):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        if at:
            _join(pen, scaled[at - 1], (x, y, radius))
    mask = large.resize((right - left, bottom - top), Image.Resampling.BOX)
    under = alpha.crop(box)
    if stroke.tool == "eraser":
        alpha.paste(ImageChops.multiply(under, ImageChops.invert(mask)), box)
        return
    colour.paste(ImageColor.getrgb(stroke.colour), box, mask)
    alpha.paste(ImageChops.screen(under, mask), box)


def _join(pen: ImageDraw.ImageDraw, one: tuple[float, float, float], other: tuple[float, float, float]) -> None:
    """The tapered body between two round ends."""
    (x0, y0, r0), (x1, y1, r1) = one, other
    dx, dy = x1 - x0, y1 - y0
    length = (dx * dx + dy * dy) ** 0.5
    if length == 0:
        return
    nx, ny = -dy / length, dx / length
    pen.polygon(
        [
            (x0 + nx * r0, y0 + ny * r0),
            (x1 + nx * r1, y1 + ny * r1),
            (x1 - nx * r1, y1 - ny * r1),
            (x0 - nx * r0, y0 - ny * r0),
        ],
        fill=255,
    )
