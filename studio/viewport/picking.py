"""Which prop is at a place of the picture, read from the id attachment."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.target import Target

_FUZZ_PX = 2
_INSTANCE_BITS = 12
"""packing.glsl: the instance lies above slot, level and flags."""


Rect = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions of the frame from its top left, in either order."""


def pick(geometry: Target, draw_list: DrawList, *, at: tuple[float, float]) -> str | None:
    """The id of the prop at ``at`` (fractions from the top left), or of one within two pixels; None over the room."""
    width, height = geometry.size
    x = min(width - 1, max(0, int(at[0] * width)))
    y = min(height - 1, max(0, int((1.0 - at[1]) * height)))
    left, bottom = max(0, x - _FUZZ_PX), max(0, y - _FUZZ_PX)
    wide, tall = min(width, x + _FUZZ_PX + 1) - left, min(height, y + _FUZZ_PX + 1) - bottom
    ids = _ids(geometry, left, bottom, wide, tall)
    rows, columns = np.mgrid[bottom : bottom + tall, left : left + wide]
    nearest = np.argsort((rows - y) ** 2 + (columns - x) ** 2, axis=None, kind="stable")
    for number in ids.reshape(-1)[nearest] >> _INSTANCE_BITS:
        if number and draw_list.prop_ids[int(number) - 1]:
            return draw_list.prop_ids[int(number) - 1]
    return None


def props_in_rect(geometry: Target, draw_list: DrawList, rect: Rect) -> tuple[str, ...]:
    """The ids of the props seen in a rectangle of the frame, in the draw list's order; hidden behind others is out."""
    width, height = geometry.size
    (left, right), (top, bottom) = sorted((rect[0], rect[2])), sorted((rect[1], rect[3]))
    x1, x2 = (min(width, max(0, round(x * width))) for x in (left, right))
    y1, y2 = (min(height, max(0, round((1.0 - y) * height))) for y in (bottom, top))
    if x1 >= x2 or y1 >= y2:
        return ()
    numbers = np.unique(_ids(geometry, x1, y1, x2 - x1, y2 - y1) >> _INSTANCE_BITS)
    names = (draw_list.prop_ids[int(number) - 1] for number in numbers if number)
    return tuple(name for name in names if name)


def _ids(geometry: Target, left: int, bottom: int, wide: int, tall: int) -> npt.NDArray[np.uint32]:
    ids = np.zeros((tall, wide), dtype=np.uint32)
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, geometry.framebuffer)
    GL.glReadBuffer(GL.GL_COLOR_ATTACHMENT0 + list(geometry.textures).index("id"))
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 4)
    GL.glReadPixels(left, bottom, wide, tall, GL.GL_RED_INTEGER, GL.GL_UNSIGNED_INT, array=ids)
    GL.glReadBuffer(GL.GL_COLOR_ATTACHMENT0)
    return ids
