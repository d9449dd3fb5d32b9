from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.media.stroke_raster import DrawnLayer, with_drawing
from studio.model.strokes import Stroke
from studio.ui.ink_image import HandStroke, InkImage

SIZE = QSize(320, 180)


def stroke(name: str, y: float, *, tool: str = "pencil") -> Stroke:
    points = tuple((0.1 + 0.008 * step, y, 0.5 + 0.004 * step) for step in range(100))
    return Stroke(name, "eraser" if tool == "eraser" else "pencil", "#22201d", 0.03, points)


def alpha(image: QImage) -> npt.NDArray[np.uint8]:
    """Opacity of each pixel, (height, width) uint8."""
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, 3 : image.width() * 4 : 4].copy()


def whole(strokes: tuple[Stroke, ...]) -> npt.NDArray[np.uint8]:
    ink = InkImage()
    ink.set_size(SIZE)
    ink.show(strokes)
    ink.finish()
    return alpha(ink.image)


def test_that_a_stroke_drawn_by_hand_looks_like_the_same_stroke_laid_at_once(qtbot: QtBot) -> None:
    line = stroke("a", 0.5)
    ink = InkImage()
    ink.set_size(SIZE)
    hand = HandStroke(ink.image, Stroke("a", "pencil", line.colour, line.width, line.points[:1]))
    for point in line.points[1:]:
        hand.add(point)
    ink.adopt((line,), hand.image)
    assert np.array_equal(alpha(ink.image), whole((line,)))


def test_that_the_sheet_shows_what_the_export_draws(qtbot: QtBot) -> None:
    strokes = (stroke("a", 0.3), stroke("b", 0.6), stroke("c", 0.3, tool="eraser"))
    white = np.full((180, 320, 3), 255, dtype=np.uint8)
    drawn = 255 - with_drawing(white, [DrawnLayer(strokes)])[:, :, 0].astype(int)
    shown = whole(strokes) * ((255 - 0x22) / 255)
    assert np.abs(drawn - shown).mean() < 2
    assert shown[108, 160] > 200
    assert shown[54, 160] < 20


def test_that_undo_and_redo_show_at_once_what_was_there(qtbot: QtBot) -> None:
    one, two = stroke("a", 0.3), stroke("b", 0.6)
    ink = InkImage()
    ink.set_size(SIZE)
    ink.show((one,))
    ink.finish()
    first = ink.image
    ink.show((one, two))
    ink.finish()
    ink.show((one,))
    assert np.array_equal(alpha(ink.image), alpha(first))
    ink.show(())
    assert not alpha(ink.image).any()


def test_that_a_large_drawing_is_laid_in_slices(qtbot: QtBot) -> None:
    strokes = tuple(stroke(str(place), 0.1 + 0.8 * place / 200) for place in range(200))
    ink = InkImage()
    ink.set_size(SIZE)
    started = time.perf_counter()
    ink.show(strokes)
    assert time.perf_counter() - started < 0.1
    assert not alpha(ink.image).any()
    with qtbot.waitSignal(ink.changed, timeout=10_000):
        pass
    assert np.array_equal(alpha(ink.image), whole(strokes))


def test_that_another_size_draws_the_strokes_anew(qtbot: QtBot) -> None:
    ink = InkImage()
    ink.set_size(SIZE)
    ink.show((stroke("a", 0.5),))
    ink.finish()
    ink.set_size(QSize(640, 360))
    ink.finish()
    assert ink.image.size() == QSize(640, 360)
    assert alpha(ink.image)[180, 320]
