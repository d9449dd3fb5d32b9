"""Draws a view state into a window's framebuffer, into a picture, or reads what is under a point of it."""

from __future__ import annotations

import numpy as np

from studio.model.ports import Picture
from studio.viewport.gl import GL
from studio.viewport.picking import pick
from studio.viewport.renderer import Destination, Renderer, look_of
from studio.viewport.target import COLOUR, Target
from studio.viewport.view_state import ViewState

Rgb = tuple[float, float, float]


class Canvas:
    """A renderer at work in somebody's GL context, which has to be current for every call."""

    def __init__(self) -> None:
        self._renderer = Renderer()

    def paint(self, state: ViewState, destination: Destination, *, bars: Rgb, mark: Rgb, detail: float) -> None:
        """Draws the state and waits until it is drawn; around the frame lie bars."""
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, destination.framebuffer)
        GL.glClearColor(*bars, 1.0)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        self._renderer.render(
            state.draw_list(),
            state.view(destination.viewport[2] / destination.viewport[3]),
            destination,
            look_of(state.look),
            detail=detail,
            mark=mark if state.has_selection else None,
        )
        GL.glFinish()

    def picture(self, state: ViewState, *, size: tuple[int, int]) -> Picture:
        """The state as a picture (height, width, 3), without marks."""
        target = Target(size, {"colour": COLOUR})
        try:
            destination = Destination(target.framebuffer, (0, 0, *size))
            view = state.view(size[0] / size[1])
            self._renderer.render(state.draw_list(), view, destination, look_of(state.look))
            pixels = np.empty((size[1], size[0], 4), dtype=np.uint8)
            GL.glReadPixels(0, 0, *size, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, array=pixels)
        finally:
            target.release()
        return np.ascontiguousarray(pixels[::-1, :, :3])

    def pick(self, state: ViewState, *, at: tuple[float, float]) -> str | None:
        """The id of the prop at a place of the last frame (fractions from its top left), or None."""
        geometry = self._renderer.geometry
        return pick(geometry, state.draw_list(), at=at) if geometry else None

    def release(self) -> None:
        """Frees what lies on the GPU."""
        self._renderer.release()
