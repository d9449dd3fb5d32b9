"""Which prop is at a place of the picture, read from the id attachment."""

from __future__ import annotations

import numpy as np

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.target import Target

_ID_ATTACHMENT = 2
_FUZZ_PX = 2


def pick(geometry: Target, draw_list: DrawList, *, at: tuple[float, float]) -> str | None:
    """The id of the prop at ``at`` (fractions from the top left), or of one within two pixels; None over the room."""
    width, height = geometry.size
    x = min(width - 1, max(0, int(at[0] * width)))
    y = min(height - 1, max(0, int((1.0 - at[1]) * height)))
    left, bottom = max(0, x - _FUZZ_PX), max(0, y - _FUZZ_PX)
    wide, tall = min(width, x + _FUZZ_PX + 1) - left, min(height, y + _FUZZ_PX + 1) - bottom
    ids = np.zeros((tall, wide), dtype=np.uint32)
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, geometry.framebuffer)
    GL.glReadBuffer(GL.GL_COLOR_ATTACHMENT0 + _ID_ATTACHMENT)
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 4)
    GL.glReadPixels(left, bottom, wide, tall, GL.GL_RED_INTEGER, GL.GL_UNSIGNED_INT, array=ids)
    GL.glReadBuffer(GL.GL_COLOR_ATTACHMENT0)
    rows, columns = np.mgrid[bottom : bottom + tall, left : left + wide]
    nearest = np.argsort((rows - y) ** 2 + (columns - x) ** 2, axis=None, kind="stable")
    for number in ids.reshape(-1)[nearest] >> 8:
        if number and draw_list.prop_ids[int(number) - 1]:
            return draw_list.prop_ids[int(number) - 1]
    return None
