from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Prop, Stage, StageContainer
from studio.viewport.context import EglContext
from studio.viewport.draw_list import build_draw_list
from studio.viewport.lighting import Lamp, stage_lighting
from studio.viewport.offscreen import stage_view
from studio.viewport.renderer import Destination, Renderer
from studio.viewport.screen import lamps_in_view
from studio.viewport.target import COLOUR, Target
from tests.render.box_kit import BoxKit

SIZE = (320, 180)
SQUARE = ((-30.0, -30.0), (30.0, -30.0), (30.0, 30.0), (-30.0, 30.0))


@pytest.fixture(scope="module")
def context() -> Iterator[EglContext]:
    made = EglContext()
    made.make_current()
    yield made
    made.release()


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


def test_that_selected_props_are_outlined(context: EglContext) -> None:
    from studio.viewport.gl import GL

    renderer, target = Renderer(), Target(SIZE, {"colour": COLOUR})
    stage = Stage(
        container=StageContainer(footprint=SQUARE, outdoor=True),
        props=(Prop(id="a", position=(0, 0, 0), size=(1, 1, 1)),),
    )
    camera = CameraKey(position=(0.0, 1.5, 4.0), target=(0.0, 0.5, 0.0), lens_mm=35)
    found = []
    for selected in ((), ("a",)):
        draw_list = build_draw_list(stage, selected=selected, kit=BoxKit())
        view = stage_view(draw_list, camera, sensor="Super 35", aspect=16 / 9)
        destination = Destination(target.framebuffer, (0, 0, *SIZE))
        renderer.render(draw_list, view, destination, "flat", mark=(1.0, 0.0, 0.0))
        pixels = np.empty((SIZE[1], SIZE[0], 4), dtype=np.uint8)
        GL.glReadPixels(0, 0, *SIZE, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, array=pixels)
        found.append(int((pixels[..., 0].astype(int) > pixels[..., 1].astype(int) + 90).sum()))
    assert found[0] == 0
    assert found[1] > 100
    target.release()
    renderer.release()


def test_that_only_lamps_that_reach_the_picture_are_counted() -> None:
    near, behind = Lamp((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), 2.0), Lamp((0.0, 40.0, 60.0), (1.0, 1.0, 1.0), 2.0)
    draw_list = build_draw_list(field(4), kit=BoxKit())
    view = stage_view(draw_list, ABOVE, sensor="Super 35", aspect=16 / 9)
    assert lamps_in_view(stage_lighting(field(4), (near, behind)), view) == [near]
