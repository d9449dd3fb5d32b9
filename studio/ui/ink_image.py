"""Strokes as pixels for the sheet: laid on as they come, never all anew on the GUI thread in one go."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from studio.model.strokes import Point, Stroke, Tool

_LEAST_PX = 0.6
_SLICE_MS = 5
_KEPT = 6
"""Earlier states that are kept, so that undo shows at once."""


class InkImage(QObject):
    """The committed strokes on a transparent picture.

    What was drawn before stays; after a change of size or an undo far back the strokes are laid in slices, and the
    picture there was is shown until they are.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._size = QSize(1, 1)
        self._strokes: tuple[Stroke, ...] = ()
        self._image = _blank(self._size)
        self._kept: list[tuple[tuple[Stroke, ...], QImage]] = []
        self._building = self._image
        self._laid = 0
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._lay_some)

    @property
    def image(self) -> QImage:
        """The picture to show."""
        return self._image

    def set_size(self, size: QSize) -> None:
        """The picture's size in device pixels."""
        if size != self._size:
            self._size = size
            self._kept.clear()
            self._build((), _blank(size))

    def show(self, strokes: tuple[Stroke, ...]) -> None:
        """Shows these strokes, from the nearest state that is there."""
        if strokes == self._strokes:
            return
        self._strokes = strokes
        base: tuple[tuple[Stroke, ...], QImage] = ((), QImage())
        for state in self._kept:
            if len(state[0]) >= len(base[0]) and strokes[: len(state[0])] == state[0]:
                base = state
        self._build(base[0], _blank(self._size) if base[1].isNull() else base[1])

    def adopt(self, strokes: tuple[Stroke, ...], image: QImage) -> None:
        """Takes over a picture on which the last of these strokes was drawn by hand."""
        if image.size() != self._size:
            self.show(strokes)
            return
        self._strokes = strokes
        self._build(strokes, image)

    def finish(self) -> None:
        """Lays at once what is still to be laid."""
        while self._more.isActive():
            self._more.stop()
            self._lay_some()

    def _build(self, laid: tuple[Stroke, ...], image: QImage) -> None:
        self._building, self._laid = QImage(image), len(laid)
        self._more.stop()
        self._lay_some()

    def _lay_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._laid < len(self._strokes) and clock.elapsed() < _SLICE_MS:
            lay_stroke(self._building, self._strokes[self._laid])
            self._laid += 1
        if self._laid < len(self._strokes):
            self._more.start()
            return
        self._image = self._building
        self._kept = [state for state in self._kept if state[0] != self._strokes][-_KEPT + 1 :]
        self._kept.append((self._strokes, self._image))
        self.changed.emit()


class HandStroke:
    """The stroke under the hand, drawn point by point on a copy of the ink."""

    def __init__(self, ink: QImage, stroke: Stroke) -> None:
        self.image = QImage(ink)
        self._stroke = stroke
        self._points: list[Point] = []
        for point in stroke.points:
            self.add(point)

    @property
    def stroke(self) -> Stroke:
        """What has been drawn so far."""
        shape = self._stroke
        return Stroke(shape.id, shape.tool, shape.colour, shape.width, tuple(self._points))

    @property
    def last(self) -> Point:
        """Where the pen is."""
        return self._points[-1]

    def add(self, point: Point) -> QRectF:
        """Draws on to a point; returns what that changed, in fractions of the picture."""
        before = self._points[-1] if self._points else None
        self._points.append(point)
        shape = self._stroke
        painter = ink_painter(self.image, shape.tool, shape.colour)
        _lay_point(painter, self.image.size(), shape.width, before, point)
        painter.end()
        near = before or point
        left, right = sorted((near[0], point[0]))
        top, bottom = sorted((near[1], point[1]))
        reach = shape.width + 4 / max(1, self.image.height())
        return QRectF(left, top, right - left, bottom - top).adjusted(-reach, -reach, reach, reach)


def ink_painter(image: QImage, tool: Tool, colour: str) -> QPainter:
    """A painter that lays ink, or takes it away."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    modes = QPainter.CompositionMode
    painter.setCompositionMode(
        modes.CompositionMode_DestinationOut if tool == "eraser" else modes.CompositionMode_SourceOver
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    return painter


def lay_stroke(image: QImage, stroke: Stroke) -> None:
    """One stroke on a picture, as ``media.stroke_raster`` draws it."""
    painter = ink_painter(image, stroke.tool, stroke.colour)
    before: Point | None = None
    for point in stroke.points:
        _lay_point(painter, image.size(), stroke.width, before, point)
        before = point
    painter.end()


def _lay_point(painter: QPainter, size: QSize, width: float, before: Point | None, point: Point) -> None:
    at, radius = _place(size, width, point)
    painter.drawEllipse(at, radius, radius)
    if before is None:
        return
    start, start_radius = _place(size, width, before)
    along = at - start
    length = (along.x() ** 2 + along.y() ** 2) ** 0.5
    if length == 0:
        return
    normal = QPointF(-along.y() / length, along.x() / length)
    body = (start + normal * start_radius, at + normal * radius, at - normal * radius, start - normal * start_radius)
    painter.drawPolygon(QPolygonF(body))


def _place(size: QSize, width: float, point: Point) -> tuple[QPointF, float]:
    """Where a point lies on a picture and the line's half width there, in pixels."""
    x, y, pressure = point
    radius = max(_LEAST_PX, width * size.height() * (0.33 + 0.67 * pressure)) / 2
    return QPointF(x * size.width(), y * size.height()), radius


def _blank(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image
