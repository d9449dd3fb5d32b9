"""Draws a view state into a window's framebuffer, into a picture, or reads what is under a point of it."""

from __future__ import annotations

from math import ceil

from studio.model.ports import Picture
from studio.viewport.focus_blur import FocusBlur
from studio.viewport.gl import GL
from studio.viewport.picking import Rect, pick, props_in_rect
from studio.viewport.read_back import read_picture
from studio.viewport.renderer import Destination, Renderer, look_of
from studio.viewport.resting_picture import RestingPicture, Shown
from studio.viewport.target import COLOUR, Target
from studio.viewport.view_state import ViewState

_FINE_FRAMES = 2.5
"""The dearest pass of a fine picture takes about this many frames."""

_MOST_BANDS = 48
Rgb = tuple[float, float, float]


class Canvas:
    """A renderer at work in somebody's GL context, which has to be current for every call."""

    def __init__(self) -> None:
        self._renderer = Renderer()
        self._rest: RestingPicture | None = None

    @property
    def is_refined(self) -> bool:
        """Whether the picture of a view at rest is whole, and is what ``paint`` shows."""
        return self._rest is not None and self._rest.is_whole

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
        shown = self._shown(state, destination.viewport[2:], focus)
        marks = mark if state.has_selection else None
        if self._rest is not None and self._rest.is_whole and detail == 1 and self._rest.shows(shown):
            self._renderer.show_refined(destination, mark=marks, alarm=alarm)
            GL.glFinish()
            return
        self._rest = None
        self._renderer.render(
            state.draw_list(),
            state.view(destination.viewport[2] / destination.viewport[3]),
            destination,
            look,
            quality="draft" if detail < 1 else "full",
            detail=1.0 if look == "clay" else detail,
            mark=marks,
            alarm=alarm,
            focus=focus,
        )
        GL.glFinish()

    def refine(self, state: ViewState, size: tuple[int, int], *, slice_s: float, frame_s: float) -> bool:
        """Goes on for about ``slice_s`` with a finer picture of what is shown; True once it is whole.

        ``frame_s`` is what a frame takes: it tells how small the slices have to be.
        """
        shown = self._shown(state, size, state.focus())
        if self._rest is None or not self._rest.shows(shown):
            bands = max(1, min(_MOST_BANDS, ceil(_FINE_FRAMES * frame_s / slice_s)))
            steps = self._renderer.refine(
                shown.draw_list, shown.view, size, look_of(state.look), bands=bands, focus=shown.focus
            )
            self._rest = RestingPicture(shown, steps)
        return self._rest.go_on(slice_s)

    def _shown(self, state: ViewState, size: tuple[int, int], focus: FocusBlur | None) -> Shown:
        return Shown(state.draw_list(), state.view(size[0] / size[1]), look_of(state.look), size, focus)

    def picture(self, state: ViewState, *, size: tuple[int, int], focus: FocusBlur | None = None) -> Picture:
        """The state as a picture (height, width, 3), without marks."""
        self._rest = None
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
