from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from studio.model.documents import CameraKey
from studio.model.stage import Prop, Stage, StageContainer
from studio.viewport.widget import ViewportColours, ViewportWidget

COLOURS = ViewportColours(
    bars=QColor(20, 21, 23),
    guides=QColor(255, 255, 255, 70),
    guide_shadow=QColor(0, 0, 0, 70),
    accent=QColor(232, 163, 61),
    text=QColor(139, 145, 156),
    warning=QColor(229, 96, 77),
)
STAGE = Stage(
    container=StageContainer(footprint=((-4, -4), (4, -4), (4, 4), (-4, 4)), ceiling_y=3.0),
    props=(Prop(id="crate", asset="kit:box", position=(0, 0, 0), size=(1.2, 1.2, 1.2)),),
)
CAMERA = CameraKey(position=(0.0, 1.4, 3.4), target=(0.0, 0.6, 0.0), lens_mm=24)


@pytest.fixture
def viewport(qtbot: QtBot) -> ViewportWidget:
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("the offscreen platform of Qt has no GL; run under xvfb")
    widget = ViewportWidget(COLOURS)
    qtbot.addWidget(widget)
    widget.resize(640, 360)
    return widget


def shown(qtbot: QtBot, widget: ViewportWidget) -> ViewportWidget:
    widget.show_stage(STAGE)
    widget.show()
    qtbot.waitUntil(lambda: widget.frame_ms > 0)
    return widget


def test_that_nothing_is_loaded_before_the_first_paint() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from tests.render.test_widget import COLOURS, STAGE\n"
        "from studio.viewport.widget import ViewportWidget\n"
        "widget = ViewportWidget(COLOURS)\n"
        "widget.show_stage(STAGE)\n"
        "print('OpenGL' in sys.modules, 'studio.staging.kit.catalogue' in sys.modules)\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.split() == ["False", "False"]


def test_that_without_gl_it_says_so_and_goes_on() -> None:
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from tests.render.test_widget import COLOURS, STAGE\n"
        "from studio.viewport.widget import ViewportWidget\n"
        "widget = ViewportWidget(COLOURS)\n"
        "told = []\n"
        "widget.drawing_failed.connect(told.append)\n"
        "widget.show_stage(STAGE)\n"
        "widget.show()\n"
        "while not told: app.processEvents()\n"
        "print(told[0], widget.grab_frame(size=(64, 36)))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert "OpenGL" in answer.stdout
    assert answer.stdout.strip().endswith("None")


def test_that_it_shows_the_stage(qtbot: QtBot, viewport: ViewportWidget) -> None:
    widget = shown(qtbot, viewport)
    frame = widget.grab_frame(size=(320, 180))
    assert frame is not None
    assert frame.shape == (180, 320, 3)
    assert frame.std() > 10


def test_that_the_window_shows_what_is_grabbed(qtbot: QtBot, viewport: ViewportWidget) -> None:
    widget = shown(qtbot, viewport)
    frame = widget.grab_frame(size=(640, 360))
    assert frame is not None
    image = widget.grab().toImage()
    for x, y in ((100, 100), (320, 200), (500, 300)):
        colour = image.pixelColor(x, y)
        assert np.abs(frame[y, x].astype(int) - (colour.red(), colour.green(), colour.blue())).max() < 10


def test_that_a_shot_of_another_shape_lies_between_bars(qtbot: QtBot, viewport: ViewportWidget) -> None:
    widget = shown(qtbot, viewport)
    widget.set_look("sketch")
    widget.set_free_view(enabled=False)
    widget.show_camera(CAMERA, sensor="Super 35", aspect=2.39)
    image = widget.grab().toImage()
    assert image.pixelColor(320, 10).lightness() < 40
    assert image.pixelColor(60, 180).lightness() > 150
