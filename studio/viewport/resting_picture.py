"""The finer picture of a view at rest, made in slices so short that nobody waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from studio.viewport.draw_list import DrawList
from studio.viewport.focus_blur import FocusBlur
from studio.viewport.gl import GL
from studio.viewport.renderer import Look
from studio.viewport.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What a picture shows."""

    draw_list: DrawList
    view: View
    look: Look
    size: tuple[int, int]
    focus: FocusBlur | None

    def is_like(self, other: Shown) -> bool:
        """Whether two show the same."""
        return (
            self.draw_list is other.draw_list
            and (self.look, self.size, self.focus) == (other.look, other.size, other.focus)
            and np.array_equal(self.view.view_projection, other.view.view_projection)
        )


class RestingPicture:
    """A picture in the making."""

    def __init__(self, shown: Shown, steps: Iterator[None]) -> None:
        self._shown = shown
        self._steps = steps
        self.is_whole = False

    def shows(self, shown: Shown) -> bool:
        """Whether it is a picture of that."""
        return self._shown.is_like(shown)

    def go_on(self, slice_s: float) -> bool:
        """Works until the time is up, a step at least; True once it is whole."""
        until = perf_counter() + slice_s
        while not self.is_whole:
            self.is_whole = next(self._steps, _END) is _END
            GL.glFinish()
            if perf_counter() >= until:
                break
        GL.glBindVertexArray(0)
        GL.glUseProgram(0)
        GL.glActiveTexture(GL.GL_TEXTURE0)
        return self.is_whole


_END = object()
