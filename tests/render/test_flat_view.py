from __future__ import annotations

import numpy as np
import pytest

from studio.model.stage import Prop, Stage, StageContainer
from studio.viewport.canvas import Canvas
from studio.viewport.context import offscreen_context
from studio.viewport.navigation import FreeView, Side, view_from
from studio.viewport.view_state import ViewState

SIZE = (640, 360)
STAGE = Stage(
    container=StageContainer(footprint=((-6, -6), (6, -6), (6, 6), (-6, 6)), ceiling_y=3.0),
    props=(
        Prop(id="near", asset="kit:box", position=(-1.5, 0, 4), size=(1.0, 1.0, 1.0)),
        Prop(id="far", asset="kit:box", position=(1.5, 0, -4), size=(1.0, 1.0, 1.0)),
    ),
)


def flat(side: Side) -> ViewState:
    state = ViewState()
    state.show(STAGE)
    state.free_view = view_from(side, about=FreeView(distance_m=9.0), is_flat=True)
    return state


def widths_px(state: ViewState) -> list[int]:
    """How many columns each box takes in the picture, by what it looks like without the other."""
    context = offscreen_context()
    context.make_current()
    canvas = Canvas()
    state.look = "flat"
    pictures = []
    for hidden in ("near", "far", ""):
        state.hide({hidden} if hidden else ())
        pictures.append(canvas.picture(state, size=SIZE).astype(np.int16))
    canvas.release()
    context.release()
    return [int((np.abs(one - pictures[2]).max(axis=2).max(axis=0) > 8).sum()) for one in pictures[:2]]


def test_that_what_is_as_large_is_as_large_in_a_flat_view_however_far_away() -> None:
    near, far = widths_px(flat("front"))
    assert near > 20
    assert abs(near - far) <= 1


def test_that_in_perspective_the_far_box_is_smaller() -> None:
    state = flat("front")
    state.free_view = view_from("front", about=FreeView(distance_m=9.0))
    near, far = widths_px(state)
    assert far < 0.8 * near


@pytest.mark.parametrize("side", ["front", "back", "left", "right", "top"])
def test_that_a_pixel_of_a_flat_view_points_at_what_is_seen_there(side: Side) -> None:
    sight = flat(side).sight(SIZE)
    point = np.array((0.7, 0.4, -1.2))
    at = sight.to_px(point)
    assert at is not None
    ray = sight.ray(at)
    away = point - ray.origin
    assert np.linalg.norm(away - ray.direction * (away @ ray.direction)) < 1e-6
    right = sight.to_px(point + sight.metres_per_px(point) * sight.view.ray_x / np.linalg.norm(sight.view.ray_x))
    assert right is not None and right[0] - at[0] == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("look", ["clay", "sketch", "depth"])
def test_that_every_look_draws_a_flat_view(look: str) -> None:
    context = offscreen_context()
    context.make_current()
    canvas = Canvas()
    state = flat("front")
    state.look = look
    picture = canvas.picture(state, size=SIZE)
    canvas.release()
    context.release()
    assert picture.std() > 5
