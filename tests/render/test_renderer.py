from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Prop, Stage, StageContainer
from studio.viewport.context import EglContext
from studio.viewport.draw_list import build_draw_list
from studio.viewport.focus_blur import FocusBlur
from studio.viewport.lighting import Lamp, stage_lighting
from studio.viewport.offscreen import stage_view
from studio.viewport.picking import props_in_rect
from studio.viewport.renderer import Destination, Look, Renderer
from studio.viewport.screen import lamps_in_view
from studio.viewport.target import COLOUR, Target
from tests.render.box_kit import BoxKit
from tests.render.drawing import drawing

SIZE = (320, 180)
SQUARE = ((-30.0, -30.0), (30.0, -30.0), (30.0, 30.0), (-30.0, 30.0))


@pytest.fixture
def draw(context: EglContext) -> Iterator[Callable[[Stage, CameraKey], Renderer]]:
    renderer, target = Renderer(), Target(SIZE, {"colour": COLOUR})

    def once(stage: Stage, camera: CameraKey) -> Renderer:
        draw_list = build_draw_list(stage, kit=BoxKit())
        view = stage_view(draw_list, camera, sensor="Super 35", aspect=16 / 9)
        renderer.render(draw_list, view, Destination(target.framebuffer, (0, 0, *SIZE)), "flat")
        return renderer

    yield once
    target.release()
    renderer.release()


def field(count: int) -> Stage:
    props = tuple(
        Prop(id=f"b#{k}", position=(k % 100 * 0.5 - 25, 0.0, k // 100 * 0.5 - 25), size=(0.2, 0.2, 0.2))
        for k in range(count)
    )
    return Stage(container=StageContainer(footprint=SQUARE, outdoor=True), props=props)


ABOVE = CameraKey(position=(0.0, 30.0, 40.0), target=(0.0, 0.0, 0.0), lens_mm=18)


def test_that_ten_thousand_boxes_take_few_draws(draw: Callable[[Stage, CameraKey], Renderer]) -> None:
    assert draw(field(10_000), ABOVE).draw_calls == 2


def test_that_what_the_camera_turns_from_is_not_drawn(draw: Callable[[Stage, CameraKey], Renderer]) -> None:
    away = CameraKey(position=(0.0, 30.0, 40.0), target=(0.0, 30.0, 80.0), lens_mm=18)
    assert draw(field(50), away).draw_calls == 1


def test_that_sizes_asked_for_before_are_kept(context: EglContext) -> None:
    renderer, draw_list = Renderer(), build_draw_list(field(4), kit=BoxKit())
    view = stage_view(draw_list, ABOVE, sensor="Super 35", aspect=16 / 9)
    targets = [Target((160, 90), {"colour": COLOUR}), Target((80, 45), {"colour": COLOUR})]
    seen = []
    for target in targets * 2:
        renderer.render(draw_list, view, Destination(target.framebuffer, (0, 0, *target.size)), "flat")
        assert renderer.geometry is not None
        seen.append(renderer.geometry)
    assert seen[0] is seen[2]
    assert seen[1] is seen[3]
    for target in targets:
        target.release()
    renderer.release()


def test_that_selected_props_are_outlined_and_colliding_ones_in_the_alarm(context: EglContext) -> None:
    stage = Stage(
        container=StageContainer(footprint=SQUARE, outdoor=True),
        props=(
            Prop(id="a", position=(-1.0, 0, 0), size=(1, 1, 1)),
            Prop(id="b", position=(1.0, 0, 0), size=(1, 1, 1)),
        ),
    )
    camera = CameraKey(position=(0.0, 1.5, 4.0), target=(0.0, 0.5, 0.0), lens_mm=24)

    def marked(selected: set[str], collided: set[str]) -> tuple[int, ...]:
        draw_list = build_draw_list(stage, selected=selected, collided=collided, kit=BoxKit())
        picture = made.draw(draw_list, camera, mark=(0.0, 1.0, 0.0), alarm=(1.0, 0.0, 0.0))
        green = picture[..., 1] > picture[..., 0] + 90
        red = picture[..., 0] > picture[..., 1] + 90
        half = SIZE[0] // 2
        return tuple(int(part.sum()) for part in (green[:, :half], green[:, half:], red[:, :half], red[:, half:]))

    with drawing(SIZE) as made:
        assert marked(set(), set()) == (0, 0, 0, 0)
        green_left, green_right, red_left, red_right = marked({"a"}, {"b"})
        assert green_left > 100
        assert red_right > 100
        assert green_right == red_left == 0
        assert marked({"b"}, {"b"})[1] == 0


def test_that_a_rectangle_picks_what_is_seen_in_it(context: EglContext) -> None:
    stage = Stage(
        container=StageContainer(footprint=SQUARE, outdoor=True),
        props=(
            Prop(id="left", position=(-1.0, 0, 0), size=(1, 1, 1)),
            Prop(id="right", position=(1.0, 0, 0), size=(1, 1, 1)),
            Prop(id="behind", position=(1.0, 0, -1.2), size=(0.3, 0.3, 0.3)),
        ),
    )
    camera = CameraKey(position=(0.0, 0.5, 4.0), target=(0.0, 0.5, 0.0), lens_mm=24)
    with drawing(SIZE) as draw:
        draw.draw(build_draw_list(stage, kit=BoxKit()), camera)
        geometry, drawn = draw.renderer.geometry, draw.renderer.drawn
        assert geometry is not None
        assert drawn is not None
        for rect, wanted in (
            ((0.0, 0.0, 1.0, 1.0), ("left", "right")),
            ((0.5, 0.0, 1.0, 1.0), ("right",)),
            ((0.5, 1.0, 0.0, 0.0), ("left",)),
            ((0.0, 0.0, 1.0, 0.1), ()),
            ((0.4, 0.4, 0.4, 0.6), ()),
            ((-3.0, -3.0, -2.0, 4.0), ()),
        ):
            assert props_in_rect(geometry, drawn, rect) == wanted


@pytest.mark.parametrize("look", ["clay", "sketch"])
def test_that_focus_keeps_its_distance_sharp_and_blurs_what_is_far(context: EglContext, look: Look) -> None:
    stage = Stage(
        container=StageContainer(footprint=SQUARE, outdoor=True),
        props=(
            Prop(id="near", position=(-0.6, 0, 2.0), size=(0.6, 1.4, 0.3), material={"palette": "black"}),
            Prop(id="far", position=(4.0, 0, -9.0), size=(2.5, 6.0, 1.0), material={"palette": "black"}),
        ),
    )
    camera = CameraKey(position=(0.0, 1.0, 5.0), target=(0.0, 1.0, 0.0), lens_mm=35)
    lens = {"f_number": 1.4, "lens_mm": 85.0, "sensor_width_mm": 24.9}

    def steepest(picture: npt.NDArray[np.int16], columns: slice) -> int:
        return int(np.abs(np.diff(picture[40:90, columns, 1], axis=1)).max())

    with drawing(SIZE) as draw:
        draw_list = build_draw_list(stage, kit=BoxKit())
        plain = draw.draw(draw_list, camera, look)
        focused = draw.draw(draw_list, camera, look, focus=FocusBlur(distance_m=2.85, **lens))
        racked = draw.draw(draw_list, camera, look, focus=FocusBlur(distance_m=13.5, **lens))
        left, right = slice(60, 160), slice(190, 310)
        assert steepest(focused, left) > 0.5 * steepest(plain, left)
        assert steepest(focused, right) < 0.35 * steepest(plain, right)
        assert steepest(racked, right) > 0.5 * steepest(plain, right)
        assert steepest(racked, left) < 0.35 * steepest(plain, left)


def test_that_only_lamps_that_reach_the_picture_are_counted() -> None:
    near, behind = Lamp((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), 2.0), Lamp((0.0, 40.0, 60.0), (1.0, 1.0, 1.0), 2.0)
    draw_list = build_draw_list(field(4), kit=BoxKit())
    view = stage_view(draw_list, ABOVE, sensor="Super 35", aspect=16 / 9)
    assert lamps_in_view(stage_lighting(field(4), (near, behind)), view) == [near]
