"""Draws a view state into a window's framebuffer, into a picture, or reads what is under a point of it."""

from __future__ import annotations

from studio.model.ports import Picture
from studio.viewport.focus_blur import FocusBlur
from studio.viewport.gl import GL
from studio.viewport.picking import Rect, pick, props_in_rect
from studio.viewport.read_back import read_picture
from studio.viewport.renderer import Destination, Renderer, look_of
from studio.viewport.target import COLOUR, Target
from studio.viewport.view_state import ViewState

Rgb = tuple[float, float, float]


class Canvas:
    """A renderer at work in somebody's GL context, which has to be current for every call."""

    def __init__(self) -> None:
        self._renderer = Renderer()

    def paint(
        self,
        state: ViewState,
        destination: Destination,
        *,
        bars: Rgb,
        mark: Rgb,
        detail: float,
        alarm: Rgb | None = None,
        focus: FocusBlur | None = None,
    ) -> None:
        """Draws the state and waits until it is drawn; around the frame lie bars.

        Selected props are outlined in ``mark``, colliding ones in ``alarm``; ``focus`` shows the depth of field.
        A ``detail`` below 1 is for views in motion: clay is drawn as a draft, the other looks with fewer pixels.
        """
        if min(destination.viewport[2:]) < 1:
            return
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, destination.framebuffer)
        GL.glClearColor(*bars, 1.0)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        look = look_of(state.look)
        self._renderer.render(
            state.draw_list(),
            state.view(destination.viewport[2] / destination.viewport[3]),
            destination,
            look,
            quality="draft" if detail < 1 else "full",
            detail=1.0 if look == "clay" else detail,
            mark=mark if state.has_selection else None,
            alarm=alarm,
            focus=focus,
        )
        GL.glFinish()

    def picture(self, state: ViewState, *, size: tuple[int, int], focus: FocusBlur | None = None) -> Picture:
        """The state as a picture (height, width, 3), without marks."""
        target = Target(size, {"colour": COLOUR})
        try:
            destination = Destination(target.framebuffer, (0, 0, *size))
            view = state.view(size[0] / size[1])
            self._renderer.render(
                state.draw_list(), view, destination, look_of(state.look), quality="fine", focus=focus
            )
            return read_picture(target.framebuffer, size)
        finally:
            target.release()

    def pick(self, *, at: tuple[float, float]) -> str | None:
        """The id of the prop at a place of the last frame (fractions from its top left), or None."""
        geometry, drawn = self._renderer.geometry, self._renderer.drawn
        return pick(geometry, drawn, at=at) if geometry and drawn else None

    def pick_in_rect(self, rect: Rect) -> tuple[str, ...]:
        """The ids of the props that the last frame shows in a rectangle (fractions: left, top, right, bottom)."""
        geometry, drawn = self._renderer.geometry, self._renderer.drawn
        return props_in_rect(geometry, drawn, rect) if geometry and drawn else ()

    def release(self) -> None:
        """Frees what lies on the GPU."""
        self._renderer.release()
