from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QOpenGLContext
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.model.documents import CameraKey
from studio.ui.stage_overlay import StageOverlay
from studio.ui.stage_viewport import StageViewport
from studio.ui.theme import load_fonts, load_theme
from studio.viewport.widget import is_usable
from tests.render.test_widget import CAMERA, COLOURS, STAGE


@pytest.fixture
def viewport(qtbot: QtBot) -> StageViewport:
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("the offscreen platform of Qt has no GL; run under xvfb")
    widget = StageViewport(COLOURS)
    widget.set_glides(enabled=False)
    qtbot.addWidget(widget)
    widget.resize(640, 360)
    return widget


def shown(qtbot: QtBot, widget: StageViewport) -> StageViewport:
    widget.show_stage(STAGE)
    widget.show()
    qtbot.waitUntil(lambda: widget.frame_ms > 0)
    return widget


def test_that_a_click_picks(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)
    widget.show_camera(CAMERA, sensor="Super 35", aspect=16 / 9)
    widget.set_free_view(enabled=False)
    widget.repaint()
    with qtbot.waitSignal(widget.prop_picked) as picked:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(320, 200))
    assert picked.args == ["crate", "only"]
    assert widget.pick_at(QPointF(5, 5)) is None


def test_that_a_drag_turns_the_free_view_and_leaves_a_shot_alone(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)

    def drag() -> None:
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=QPoint(300, 180))
        QTest.mouseMove(widget, QPoint(340, 180))
        QTest.mouseMove(widget, QPoint(380, 190))
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(380, 190))

    before = widget.free_view
    drag()
    assert widget.free_view.yaw_deg != before.yaw_deg
    moved: list[object] = []
    widget.camera_moved.connect(moved.append)
    widget.show_camera(CAMERA, sensor="Super 35", aspect=16 / 9)
    widget.set_free_view(enabled=False)
    drag()
    assert moved == []
    widget.set_camera_editable(enabled=True)
    drag()
    (camera,) = moved
    assert isinstance(camera, CameraKey)
    assert camera.position != CAMERA.position
    assert camera.lens_mm == CAMERA.lens_mm


def test_that_f_frames_the_selection(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)
    far = widget.free_view.distance_m
    widget.set_selected({"crate"})
    QTest.keyClick(widget, Qt.Key.Key_F)
    assert widget.free_view.distance_m < far
    assert widget.free_view.pivot == pytest.approx((0.0, 0.6, 0.0))


def test_that_plus_comes_nearer(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)
    before = widget.free_view.distance_m
    QTest.keyClick(widget, Qt.Key.Key_Plus)
    assert widget.free_view.distance_m < before


def test_that_a_click_on_the_view_cube_looks_from_there(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)
    faces = widget.state.cube(widget.width())
    top = next(face for face in faces if face.side == "top")
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPointF(*top.middle).toPoint())
    assert widget.free_view.pitch_deg > 80
    corner = widget.state.cube(widget.width())[-1].corners[2]
    before = widget.free_view
    inside = QPointF(corner[0] * 0.9 + top.middle[0] * 0.1, corner[1] * 0.9 + top.middle[1] * 0.1)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=inside.toPoint())
    assert widget.free_view.yaw_deg != before.yaw_deg


def test_that_a_double_click_makes_a_thing_the_middle_of_the_view(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)
    at = widget.state.sight((640, 360)).to_px((0.0, 0.6, 0.0))
    assert at is not None
    distance = widget.free_view.distance_m
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=QPointF(*at).toPoint())
    assert widget.free_view.pivot == pytest.approx((0.0, 0.6, 0.0))
    assert widget.free_view.distance_m == distance
    floor = widget.state.sight((640, 360)).to_px((2.0, 0.0, 2.0))
    assert floor is not None
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=QPointF(*floor).toPoint())
    assert widget.free_view.pivot == pytest.approx((2.0, 0.0, 2.0), abs=0.1)


def test_that_handles_and_cube_are_drawn_over_the_picture(qtbot: QtBot, viewport: StageViewport) -> None:
    load_fonts()
    theme = load_theme()
    widget = viewport
    widget.add_overlay(StageOverlay(theme).paint)
    shown(qtbot, widget)

    def colours() -> set[str]:
        # What lies over the picture is in the widget's own buffer, not in a grab, which draws it elsewhere.
        image = widget.grabFramebuffer()
        return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}

    axes = {theme.axis(axis).name() for axis in range(3)}
    assert not axes <= colours()
    widget.state.props_are_editable = True
    widget.set_selected({"crate"})
    widget.repaint()
    assert axes <= colours()


@pytest.mark.parametrize("is_old", [False, True])
def test_that_gl_that_is_lost_or_too_old_is_told_and_comes_back(
    qtbot: QtBot, viewport: StageViewport, is_old: bool
) -> None:
    is_fine = [not is_old]
    widget = StageViewport(COLOURS, check_context=lambda context: is_fine[0] and is_usable(context))
    qtbot.addWidget(widget)
    told: list[str] = []
    widget.drawing_failed.connect(told.append)
    widget.show_stage(STAGE)
    widget.show()
    if not is_old:
        qtbot.waitUntil(lambda: widget.frame_ms > 0)
        is_fine[0] = False
        widget.update()
    qtbot.waitUntil(lambda: bool(told))
    assert len(set(told)) == 1 and "OpenGL 3.3" in told[0]
    assert widget.grab_frame(size=(64, 36)) is None
    assert widget.pick_at(QPointF(320, 180)) is None
    is_fine[0] = True
    widget.update()
    qtbot.waitUntil(lambda: widget.grab_frame(size=(64, 36)) is not None)


def test_that_no_context_and_an_old_one_are_not_usable() -> None:
    assert not is_usable(None)
    assert not is_usable(QOpenGLContext())


def test_that_a_view_of_no_size_is_borne(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)
    widget.setMinimumSize(0, 0)
    for size in ((0, 0), (1, 0), (0, 7), (1, 1)):
        widget.resize(*size)
        widget.repaint()
        assert widget.pick_at(QPointF(0, 0)) in (None, "crate")
        widget.props_in((0, 0, 1, 1))
    widget.resize(320, 180)
    qtbot.waitUntil(lambda: widget.pick_at(QPointF(160, 90)) in (None, "crate"))


@pytest.mark.soak
def test_that_a_view_of_eight_thousand_pixels_is_drawn(qtbot: QtBot, viewport: StageViewport) -> None:
    widget = shown(qtbot, viewport)
    widget.set_look("flat")
    frame = widget.grab_frame(size=(7680, 4320))
    assert frame is not None and frame.shape == (4320, 7680, 3) and frame.std() > 10
