"""A renderer at work on an off-screen target, as the tests of what it draws and sends need it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.model.documents import CameraKey
from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.offscreen import stage_view
from studio.viewport.renderer import Destination, Look, Renderer
from studio.viewport.target import COLOUR, Target

Pixels = npt.NDArray[np.int16]
SIZE = (320, 180)


class Drawing:
    """Draws lists and reads back what came of it."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        self.renderer = Renderer()
        self.target = Target(size, {"colour": COLOUR})

    def draw(self, draw_list: DrawList, camera: CameraKey, look: Look = "flat", **options: Any) -> Pixels:
        """The picture (height, width, 3) of a frame."""
        size = self.target.size
        view = stage_view(draw_list, camera, sensor="Super 35", aspect=size[0] / size[1])
        self.renderer.render(draw_list, view, Destination(self.target.framebuffer, (0, 0, *size)), look, **options)
        pixels = np.empty((size[1], size[0], 4), dtype=np.uint8)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self.target.framebuffer)
        GL.glReadPixels(0, 0, *size, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, array=pixels)
        assert GL.glGetError() == GL.GL_NO_ERROR
        return pixels[::-1, :, :3].astype(np.int16)


@contextmanager
def drawing(size: tuple[int, int] = SIZE) -> Iterator[Drawing]:
    """A Drawing that frees what it made; needs a current context."""
    made = Drawing(size)
    yield made
    made.target.release()
    made.renderer.release()
