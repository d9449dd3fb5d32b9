from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from studio.model.ports import Picture
from studio.viewport.canvas import Canvas
from studio.viewport.context import offscreen_context
from studio.viewport.read_back import read_picture
from studio.viewport.renderer import Destination
from studio.viewport.target import COLOUR, Target
from studio.viewport.view_state import ViewState
from tests.render.gl_objects import gl_objects
from tests.render.test_widget import CAMERA, STAGE

SIZE = (320, 180)


class Easel:
    """A canvas as a window uses it."""

    def __init__(self) -> None:
        self.canvas, self.state = Canvas(), ViewState()
        self._target = Target(SIZE, {"colour": COLOUR})
        self.state.show(STAGE)
        self.state.wants_free_view = False
        self.state.camera = CAMERA

    def painted(self) -> Picture:
        destination = Destination(self._target.framebuffer, (0, 0, *SIZE))
        self.canvas.paint(self.state, destination, bars=(0, 0, 0), mark=(1, 1, 1), detail=1.0, focus=self.state.focus())
        return read_picture(self._target.framebuffer, SIZE)

    def refine(self, *, most: int = 2000, frame_s: float = 0.1) -> int:
        """How many slices it took, or ``most``."""
        for place in range(most):
            if self.canvas.refine(self.state, SIZE, slice_s=1e-5, frame_s=frame_s):
                return place + 1
        return most

    def release(self) -> None:
        self.canvas.release()
        self._target.release()


@pytest.fixture
def easel() -> Iterator[Easel]:
    context = offscreen_context()
    context.make_current()
    made = Easel()
    yield made
    made.release()
    assert not any(gl_objects().values())
    context.release()


@pytest.mark.parametrize("look", ["clay", "sketch", "flat"])
@pytest.mark.parametrize("shows_focus", [False, True])
def test_that_a_view_at_rest_becomes_the_picture_of_a_still(easel: Easel, look: str, *, shows_focus: bool) -> None:
    easel.state.look, easel.state.shows_focus = look, shows_focus
    rough = easel.painted()
    assert easel.refine() > 20
    refined = easel.painted()
    assert easel.canvas.is_refined
    # Of a canvas of its own: what is kept from slice to slice has to be whole too.
    other = Canvas()
    still = other.picture(easel.state, size=SIZE, focus=easel.state.focus())
    other.release()
    assert np.array_equal(refined, still)
    assert not np.array_equal(refined, rough)


def test_that_what_changes_meanwhile_is_shown_at_once_and_refined_anew(easel: Easel) -> None:
    easel.painted()
    easel.refine(most=12)
    easel.state.camera = CAMERA.model_copy(update={"position": (1.0, 1.4, 3.4)})
    easel.painted()
    assert not easel.canvas.is_refined
    easel.refine()
    assert np.array_equal(easel.painted(), easel.canvas.picture(easel.state, size=SIZE))


def test_that_a_refined_view_is_picked_like_any_other(easel: Easel) -> None:
    easel.painted()
    easel.refine()
    easel.painted()
    assert easel.canvas.pick(at=(0.5, 0.55)) == "crate"


def test_that_a_view_that_is_drawn_quickly_is_refined_in_few_slices(easel: Easel) -> None:
    easel.painted()
    assert easel.refine(frame_s=1e-6) < 20
