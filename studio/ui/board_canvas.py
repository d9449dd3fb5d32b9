"""The sheet of paper: the board's picture with the drawing over it, and the pen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.model.ids import new_id
from studio.model.strokes import Point, Stroke, Tool
from studio.ui.ink_image import HandStroke, InkImage
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.translation import tr

_MOUSE_PRESSURE = 0.55
_NEAR_PX = 0.7
"""Points nearer than this to the one before add nothing."""


class BoardCanvas(QWidget):
    """Shows picture and strokes; ``drawn`` carries each finished stroke. It changes no document."""

    drawn = Signal(object)
    refused = Signal()
    """The pen was put down on a locked sheet."""

    def __init__(self, theme: Theme, *, aspect: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boardCanvas")
        self.setAccessibleName(tr("Drawing"))
        self.setMinimumSize(240, 135)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        self._theme = theme
        self._aspect = aspect
        self._picture: QPixmap | None = None
        self._scaled: QPixmap | None = None
        self._strokes: tuple[Stroke, ...] = ()
        self._ink = InkImage(self)
        self._ink.changed.connect(self.update)
        self._hand: HandStroke | None = None
        self._lifted: tuple[Stroke, QImage] | None = None
        self.tool: Tool = "pencil"
        self.colour = theme.ink
        self.width_fraction = 0.006
        self.fade = 0.0
        self.is_locked = False
        self._awaited = ""

    def show_picture(self, picture: QPixmap | None) -> None:
        """The picture under the drawing; None is blank paper."""
        if picture is None or self._picture is None or picture.cacheKey() != self._picture.cacheKey():
            self._picture, self._scaled = picture, None
            self.update()

    @property
    def awaited(self) -> str:
        """What the sheet says of what is still to come."""
        return self._awaited

    def show_awaited(self, words: str) -> None:
        """Words on the sheet while something of it is still to come; "" for none."""
        if words != self._awaited:
            self._awaited = words
            self.update()

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """The committed strokes; only what is new is drawn where strokes were added."""
        before, self._strokes = self._strokes, strokes
        lifted, self._lifted = self._lifted, None
        if lifted is not None and strokes == (*before, lifted[0]):
            self._ink.adopt(strokes, lifted[1])
        else:
            self._ink.show(strokes)
        if self._hand is not None and strokes != before:
            # Somebody changed the drawing under the hand: the stroke goes on over what is there now.
            self._hand = HandStroke(self._ink.image, self._hand.stroke)
        self.update()

    def drop_stroke(self) -> None:
        """Forgets the stroke under the hand: the sheet is another one now."""
        self._hand = self._lifted = None
        self.update()

    def sheet(self) -> QRectF:
        """Where the picture lies, in the widget's coordinates."""
        width = min(self.width(), self.height() * self._aspect)
        height = width / self._aspect
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), self._theme.colour("ground0"))
        sheet = self.sheet()
        painter.fillRect(sheet, self._theme.colour("paper"))
        if self._picture is not None:
            painter.setOpacity(1 - self.fade)
            picture = self._picture_in(sheet)
            painter.drawPixmap(sheet, picture, QRectF(picture.rect()))
            painter.setOpacity(1)
        lifted = self._lifted[1] if self._lifted is not None else self._ink.image
        painter.drawImage(sheet, self._hand.image if self._hand is not None else lifted)
        if self._picture is None and not self._strokes and self._hand is None:
            painter.setPen(self._theme.colour("ground5"))
            painter.setFont(interface_font(12))
            words = self._awaited or tr("Blank paper. Draw with the pen or the mouse.")
            painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, words)
        elif self._awaited:
            self._paint_awaited(painter, sheet)

    def _paint_awaited(self, painter: QPainter, sheet: QRectF) -> None:
        painter.setFont(interface_font(12))
        box = QRectF(painter.fontMetrics().boundingRect(self._awaited)).adjusted(-SPACE, -SPACE / 2, SPACE, SPACE / 2)
        box.moveCenter(sheet.center())
        box.moveBottom(sheet.bottom() - SPACE)
        painter.fillRect(box, self._theme.colour("ground2"))
        painter.setPen(self._theme.colour("ground7"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._awaited)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scaled = None
        sheet, ratio = self.sheet(), self.devicePixelRatioF()
        self._ink.set_size(QSize(max(1, round(sheet.width() * ratio)), max(1, round(sheet.height() * ratio))))

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        is_tip = event.button() == Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.TabletPress and is_tip:
            is_eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._press(event.position(), event.pressure(), "eraser" if is_eraser else self.tool)
        elif event.type() == QEvent.Type.TabletMove:
            self._pull(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease and is_tip:
            self._lift()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position(), _MOUSE_PRESSURE, self.tool)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pull(event.position(), _MOUSE_PRESSURE)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lift()

    def _press(self, at: QPointF, pressure: float, tool: Tool) -> None:
        if not self.sheet().contains(at):
            return
        if self.is_locked:
            self.refused.emit()
            return
        self._ink.finish()
        stroke = Stroke(new_id(), tool, self.colour, self.width_fraction, (self._point(at, pressure),))
        self._hand = HandStroke(self._ink.image, stroke)
        self.update()

    def _pull(self, at: QPointF, pressure: float) -> None:
        if self._hand is None:
            return
        sheet, point = self.sheet(), self._point(at, pressure)
        before = self._hand.last
        near = max(abs(point[0] - before[0]) * sheet.width(), abs(point[1] - before[1]) * sheet.height())
        if near >= _NEAR_PX:
            changed = self._hand.add(point)
            left, top = sheet.x() + changed.x() * sheet.width(), sheet.y() + changed.y() * sheet.height()
            area = QRectF(left, top, changed.width() * sheet.width(), changed.height() * sheet.height())
            self.update(area.toAlignedRect())

    def _lift(self) -> None:
        if self._hand is None:
            return
        stroke, image = self._hand.stroke, self._hand.image
        self._hand, self._lifted = None, (stroke, image)
        self.drawn.emit(stroke)
        # Whoever took the stroke has shown it by now; one that was not taken goes.
        self._lifted = None
        self.update()

    def _point(self, at: QPointF, pressure: float) -> Point:
        sheet = self.sheet()
        x, y = (at.x() - sheet.x()) / sheet.width(), (at.y() - sheet.y()) / sheet.height()
        return x, y, min(max(pressure, 0.0), 1.0)

    def _picture_in(self, sheet: QRectF) -> QPixmap:
        """The picture at the size of the sheet, scaled once and not at every stroke."""
        if self._scaled is None and self._picture is not None:
            size = (sheet.size() * self.devicePixelRatioF()).toSize()
            keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._picture.scaled(size, keep, smooth)
        return self._scaled or QPixmap()
