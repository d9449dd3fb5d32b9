"""The sheet of paper: the board's picture with the drawing over it, and the pen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPointingDevice,
    QPolygonF,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.model.ids import new_id
from studio.model.strokes import Point, Stroke, Tool
from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr

_LEAST_PX = 0.6
_MOUSE_PRESSURE = 0.55
_NEAR_PX = 0.7
"""Points nearer than this to the one before add nothing."""


class BoardCanvas(QWidget):
    """Shows picture and strokes; ``drawn`` carries each finished stroke. It changes no document."""

    drawn = Signal(object)

    def __init__(self, theme: Theme, *, aspect: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boardCanvas")
        self.setAccessibleName(tr("Drawing"))
        self.setMinimumSize(240, 135)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        self._theme = theme
        self._aspect = aspect
        self._picture: QPixmap | None = None
        self._strokes: tuple[Stroke, ...] = ()
        self._ink = QImage()
        self._points: list[Point] = []
        self._tool_before: Tool = "pencil"
        self.tool: Tool = "pencil"
        self.colour = theme.ink
        self.width_fraction = 0.006
        self.fade = 0.0
        self.is_locked = False
        self.shows_ink = True

    def show_picture(self, picture: QPixmap | None) -> None:
        """The picture under the drawing; None is blank paper."""
        self._picture = picture
        self.update()

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """The committed strokes; only what is new is drawn where strokes were added."""
        known = self._strokes
        self._strokes = strokes
        if self._ink.isNull() or strokes[: len(known)] != known:
            self._redraw()
        else:
            painter = QPainter(self._ink)
            for stroke in strokes[len(known) :]:
                self._lay(painter, stroke)
            painter.end()
        self.update()

    def sheet(self) -> QRectF:
        """Where the picture lies, in the widget's coordinates."""
        width = min(self.width(), self.height() * self._aspect)
        height = width / self._aspect
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.colour("ground0"))
        sheet = self.sheet()
        painter.fillRect(sheet, self._theme.colour("paper"))
        if self._picture is not None:
            painter.setOpacity(1 - self.fade)
            painter.drawPixmap(sheet, self._picture, QRectF(self._picture.rect()))
            painter.setOpacity(1)
        if self._ink.isNull():
            self._redraw()
        if self.shows_ink:
            painter.drawImage(sheet, self._ink)
        if self._points:
            painter.setClipRect(sheet)
            colour = self._theme.colour("paper") if self.tool == "eraser" else QColor(self.colour)
            painter.translate(sheet.topLeft())
            paint_stroke(painter, self._current(), sheet.width(), sheet.height(), colour)
        elif self._picture is None and not self._strokes:
            painter.setPen(self._theme.colour("ground5"))
            painter.setFont(interface_font(12))
            painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, tr("Blank paper. Draw with the pen or the mouse."))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ink = QImage()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        erases = event.pointerType() == QPointingDevice.PointerType.Eraser
        if event.type() == QEvent.Type.TabletPress:
            self._tool_before = self.tool
            if erases:
                self.tool = "eraser"
            self._press(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove and self._points:
            self._pull(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease:
            self._lift()
            if erases:
                self.tool = self._tool_before
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position(), _MOUSE_PRESSURE)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._points:
            self._pull(event.position(), _MOUSE_PRESSURE)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lift()

    def _press(self, at: QPointF, pressure: float) -> None:
        if not self.is_locked:
            self._points = [self._point(at, pressure)]
            self.update()

    def _pull(self, at: QPointF, pressure: float) -> None:
        point = self._point(at, pressure)
        sheet = self.sheet()
        before = self._points[-1]
        near = max(abs(point[0] - before[0]) * sheet.width(), abs(point[1] - before[1]) * sheet.height())
        if near >= _NEAR_PX:
            self._points.append(point)
            self.update()

    def _lift(self) -> None:
        if self._points:
            stroke = self._current()
            self._points = []
            self.drawn.emit(stroke)
            self.update()

    def _point(self, at: QPointF, pressure: float) -> Point:
        sheet = self.sheet()
        return (
            (at.x() - sheet.x()) / sheet.width(),
            (at.y() - sheet.y()) / sheet.height(),
            min(max(pressure, 0.0), 1.0),
        )

    def _current(self) -> Stroke:
        return Stroke(new_id(), self.tool, self.colour, self.width_fraction, tuple(self._points))

    def _redraw(self) -> None:
        sheet, ratio = self.sheet(), self.devicePixelRatioF()
        self._ink = QImage(
            max(1, round(sheet.width() * ratio)),
            max(1, round(sheet.height() * ratio)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        self._ink.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._ink)
        for stroke in self._strokes:
            self._lay(painter, stroke)
        painter.end()

    def _lay(self, painter: QPainter, stroke: Stroke) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clears = stroke.tool == "eraser"
        painter.setCompositionMode(
            QPainter.CompositionMode.CompositionMode_DestinationOut
            if clears
            else QPainter.CompositionMode.CompositionMode_SourceOver
        )
        paint_stroke(painter, stroke, self._ink.width(), self._ink.height(), QColor(stroke.colour))


def paint_stroke(painter: QPainter, stroke: Stroke, width: float, height: float, colour: QColor) -> None:
    """One stroke on a picture of that size, as ``media.stroke_raster`` draws it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    before: tuple[QPointF, float] | None = None
    for x, y, pressure in stroke.points:
        at = QPointF(x * width, y * height)
        radius = max(_LEAST_PX, stroke.width * height * (0.33 + 0.67 * pressure)) / 2
        painter.drawEllipse(at, radius, radius)
        if before is not None:
            _join(painter, before, (at, radius))
        before = at, radius


def _join(painter: QPainter, one: tuple[QPointF, float], other: tuple[QPointF, float]) -> None:
    (p, r), (q, s) = one, other
    along = q - p
    length = (along.x() ** 2 + along.y() ** 2) ** 0.5
    if length == 0:
        return
    normal = QPointF(-along.y() / length, along.x() / length)
    painter.drawPolygon(QPolygonF([p + normal * r, q + normal * s, q - normal * s, p - normal * r]))
