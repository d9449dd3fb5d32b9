"""The window's GL context goes (another window, another screen, a reset), and comes back: nothing is lost or left."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.viewport.widget import ViewportWidget
from tests.render.gl_objects import gl_objects
from tests.render.test_widget import COLOURS, STAGE


def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.resize(480, 300)
    made.show()
    return made


def moved_into(qtbot: QtBot, widget: ViewportWidget, home: QWidget) -> None:
    layout = home.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: widget.isValid() and not widget.size().isEmpty())
    widget.repaint()
    widget.grab()


def counted(widget: ViewportWidget) -> dict[str, int]:
    widget.makeCurrent()
    found = gl_objects()
    widget.doneCurrent()
    return found


@pytest.fixture
def viewport(qapp: QApplication) -> ViewportWidget:
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("the offscreen platform of Qt has no GL; run under xvfb")
    widget = ViewportWidget(COLOURS)
    widget.show_stage(STAGE)
    return widget


def test_that_the_view_goes_on_in_another_window_and_leaves_nothing_behind(
    qtbot: QtBot, viewport: ViewportWidget
) -> None:
    homes = [window(qtbot) for _ in range(3)]
    moved_into(qtbot, viewport, homes[0])
    picture = viewport.grab_frame(size=(320, 180))
    assert picture is not None
    before, lost = counted(viewport), []
    viewport.context().aboutToBeDestroyed.connect(lambda: lost.append(gl_objects()))
    for home in homes[1:]:
        moved_into(qtbot, viewport, home)
    assert lost, "the context was never lost, so this says nothing"
    assert not any(lost[0].values()), "what lay in the lost context was not given back"
    again = viewport.grab_frame(size=(320, 180))
    assert again is not None and np.abs(again.astype(int) - picture).max() <= 1
    assert counted(viewport) == before


def test_that_full_screen_and_back_shows_the_same_picture(qtbot: QtBot, viewport: ViewportWidget) -> None:
    home = window(qtbot)
    moved_into(qtbot, viewport, home)
    picture, before = viewport.grab_frame(size=(320, 180)), counted(viewport)
    home.showFullScreen()
    screen = home.screen()
    assert screen is not None
    home.setGeometry(screen.geometry())  # no window manager does it here
    qtbot.waitUntil(lambda: viewport.width() > 480)
    viewport.grab()
    home.showNormal()
    home.setGeometry(0, 0, 480, 300)
    qtbot.waitUntil(lambda: viewport.width() <= 480)
    viewport.grab()
    again = viewport.grab_frame(size=(320, 180))
    assert picture is not None and again is not None and np.array_equal(picture, again)
    assert counted(viewport) == before


def test_that_work_goes_on_where_a_context_was_lost(qtbot: QtBot, viewport: ViewportWidget) -> None:
    first, second = window(qtbot), window(qtbot)
    moved_into(qtbot, viewport, first)
    moved_into(qtbot, viewport, second)
    assert viewport.pick_at(viewport.rect().center().toPointF()) == "crate"
    viewport.show_stage(STAGE.model_copy(update={"props": ()}))
    viewport.grab()
    assert viewport.pick_at(viewport.rect().center().toPointF()) is None
