from __future__ import annotations

import numpy as np
import pytest

from studio.errors import RenderError
from studio.model.documents import CameraKey
from studio.model.stage import Particles, Prop, Stage, StageContainer
from studio.viewport.canvas import Canvas
from studio.viewport.context import EglContext, GlContext
from studio.viewport.draw_list import build_draw_list
from studio.viewport.focus_blur import FocusBlur
from studio.viewport.gl_health import check_error, check_size, check_version
from studio.viewport.offscreen import OffscreenRenderer, stage_view
from studio.viewport.renderer import Destination, Renderer
from studio.viewport.target import COLOUR, Target
from studio.viewport.view_state import ViewState
from tests.render.box_kit import BoxKit
from tests.render.drawing import drawing
from tests.render.gl_objects import gl_objects

SQUARE = ((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0))
CAMERA = CameraKey(position=(0.0, 1.6, 3.4), target=(0.0, 1.0, 0.0), lens_mm=24)


def stage_of(count: int = 3) -> Stage:
    props = tuple(Prop(id=f"p{k}", position=(k - 1.0, 0.0, 0.0), size=(0.5, 1.0, 0.5)) for k in range(count))
    return Stage(
        container=StageContainer(footprint=SQUARE, outdoor=True),
        props=props,
        particles=(Particles(kind="rain", density=0.6),),
    )


@pytest.mark.parametrize("version", ["3.2 Mesa 9", "2.1 Metal", "OpenGL ES 3.2 Mesa", "", None, "junk"])
def test_that_an_old_or_missing_opengl_is_told(version: str | None) -> None:
    with pytest.raises(RenderError, match="OpenGL"):
        check_version(version)


@pytest.mark.parametrize("version", ["3.3.0 NVIDIA 390", "4.1 Metal - 88", "4.5 (Core Profile) Mesa 22.3.6"])
def test_that_new_enough_versions_pass(version: str) -> None:
    check_version(version)


@pytest.mark.parametrize(("code", "word"), [(0x0507, "reset"), (0x0505, "memory"), (0x0502, "0x0502")])
def test_that_what_the_driver_reports_becomes_a_sentence(code: int, word: str) -> None:
    check_error(0)
    with pytest.raises(RenderError, match=word):
        check_error(code)


def test_that_no_context_at_all_is_told(context: EglContext) -> None:
    # The context is bound to no thread but this one, so that another has none.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread, pytest.raises(RenderError, match="no OpenGL context"):
        thread.submit(Renderer).result()


def test_that_a_context_that_cannot_be_made_leaves_no_thread() -> None:
    def refused() -> GlContext:
        raise RenderError("No picture can be drawn here: EGL found no driver.")

    with pytest.raises(RenderError, match="EGL found no driver"):
        OffscreenRenderer(make_context=refused)


def test_that_empty_and_huge_pictures_are_refused_in_a_sentence_and_the_next_is_drawn() -> None:
    with OffscreenRenderer(kit=BoxKit()) as renderer:
        for size in ((0, 0), (0, 90), (160_000, 90_000)):
            with pytest.raises(RenderError, match="ask for a"):
                renderer.frame(stage_of(), CAMERA, size=size, aspect=16 / 9, sensor="Super 35", look="flat")
        picture = renderer.frame(stage_of(), CAMERA, size=(64, 36), aspect=16 / 9, sensor="Super 35", look="clay")
        assert picture.std() > 4


def test_that_a_picture_larger_than_the_driver_allows_is_refused() -> None:
    check_size((8192, 4320), 16384)
    with pytest.raises(RenderError, match="16384"):
        check_size((8192, 20_000), 16384)


@pytest.mark.usefixtures("context")
def test_that_a_view_of_no_size_is_left_alone() -> None:
    state, canvas = ViewState(), Canvas()
    state.show(stage_of())
    destination = Destination(0, (0, 0, 0, 0))
    canvas.paint(state, destination, bars=(0, 0, 0), mark=(1, 1, 1), detail=1.0)
    assert canvas.pick(at=(0.5, 0.5)) is None
    assert canvas.pick_in_rect((0.0, 0.0, 1.0, 1.0)) == ()
    canvas.release()


@pytest.mark.usefixtures("context")
def test_that_an_8k_view_is_drawn() -> None:
    renderer, target = Renderer(), Target((7680, 4320), {"colour": COLOUR})
    draw_list = build_draw_list(stage_of(), kit=BoxKit())
    view = stage_view(draw_list, CAMERA, sensor="Super 35", aspect=16 / 9)
    renderer.render(draw_list, view, Destination(target.framebuffer, (0, 0, 7680, 4320)), "flat", quality="fine")
    assert renderer.geometry is not None
    assert renderer.geometry.size == (7680, 4320)
    target.release()
    renderer.release()


@pytest.mark.usefixtures("context")
def test_that_everything_made_is_given_back() -> None:
    before = gl_objects()
    lens = FocusBlur(distance_m=2.0, f_number=2.0, lens_mm=35.0, sensor_width_mm=24.9)
    kit = BoxKit()
    with drawing() as draw:
        for count in (3, 5):
            draw_list = build_draw_list(stage_of(count), selected={"p0"}, collided={"p1"}, kit=kit)
            for look in ("clay", "sketch", "flat", "depth"):
                draw.draw(draw_list, CAMERA, look, quality="fine", focus=lens, mark=(1, 1, 1), alarm=(1, 0, 0))
                draw.draw(draw_list, CAMERA, look, quality="draft")
                draw.draw(draw_list, CAMERA.model_copy(update={"position": (0.0, 1.0, 0.9)}), look, detail=0.5)
        assert gl_objects()["textures"] > before["textures"]
    assert gl_objects() == before


@pytest.mark.usefixtures("context")
def test_that_frames_make_no_objects_once_each_kind_was_drawn() -> None:
    far = CAMERA.model_copy(update={"position": (0.0, 3.0, 12.0)})
    with drawing() as draw:
        for turn in range(4):
            draw_list = build_draw_list(stage_of(1 + turn), kit=BoxKit())
            for look in ("clay", "sketch"):
                draw.draw(draw_list, far, look)
            if turn == 0:
                first = gl_objects()
        assert gl_objects() == first


@pytest.mark.usefixtures("context")
def test_that_a_draft_is_lit_like_the_finished_clay_and_can_be_picked() -> None:
    from studio.viewport.picking import pick

    stage = stage_of().model_copy(update={"particles": ()})
    with drawing() as draw:
        draw_list = build_draw_list(stage, kit=BoxKit())
        finished, draft = draw.draw(draw_list, CAMERA, "clay"), draw.draw(draw_list, CAMERA, "clay", quality="draft")
        geometry = draw.renderer.geometry
        assert geometry is not None
        assert pick(geometry, draw_list, at=(0.5, 0.55)) == "p1"
    assert abs(float(finished.mean() - draft.mean())) < 22
    assert np.corrcoef(finished.mean(axis=2).ravel(), draft.mean(axis=2).ravel())[0, 1] > 0.8
