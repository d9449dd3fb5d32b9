"""The 3D view: a stage through a shot camera or the free view, in a Qt window. The only Qt file of the viewport."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QOffscreenSurface,
    QOpenGLContext,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
    QSurfaceFormat,
)
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QLabel, QWidget

from studio.errors import RenderError
from studio.model.documents import CameraKey
from studio.model.ports import Picture
from studio.model.stage import Stage
from studio.viewport.guides import Guides, LineKind, OverlayLine, Rect, guides_in
from studio.viewport.navigation import FreeView
from studio.viewport.view_state import ShownCamera, ViewState

if TYPE_CHECKING:
    from studio.viewport.canvas import Canvas

_SLOW_FRAME_S = 0.045
_MOVING_DETAIL = 0.5
_SETTLE_MS = 160
_NEEDED = (3, 3)
_PENS: dict[LineKind, tuple[str, float, Qt.PenStyle]] = {
    "guide": ("guides", 1.0, Qt.PenStyle.SolidLine),
    "line180": ("accent", 1.6, Qt.PenStyle.DashLine),
    "warning": ("warning", 1.6, Qt.PenStyle.DashLine),
    "camera": ("text", 1.4, Qt.PenStyle.SolidLine),
    "path": ("accent", 1.4, Qt.PenStyle.DotLine),
}

ContextCheck = Callable[[QOpenGLContext | None], bool]


@dataclass(frozen=True, slots=True)
class ViewportColours:
    """The theme's colours for what lies over the picture: bars, guide lines and their shadow, selection, words, and
    what is wrong."""

    bars: QColor
    guides: QColor
    guide_shadow: QColor
    accent: QColor
    text: QColor
    warning: QColor


def is_usable(context: QOpenGLContext | None) -> bool:
    """Whether a context is alive and offers OpenGL 3.3."""
    return context is not None and context.isValid() and context.format().version() >= _NEEDED


class ViewportWidget(QOpenGLWidget):
    """Shows a stage; nothing is loaded or built before the first paint, and nothing is done while hidden.

    Signals:
        free_view_moved: the free view changed.
        view_moved: a gesture moved what is looked through, the free view or the shot camera.
        drawing_failed: no picture can be drawn here; the sentence says why.
    """

    free_view_moved = Signal()
    view_moved = Signal()
    drawing_failed = Signal(str)

    def __init__(
        self, colours: ViewportColours, parent: QWidget | None = None, *, check_context: ContextCheck = is_usable
    ) -> None:
        super().__init__(parent)
        self.setFormat(_surface_format())
        self.setObjectName("viewport")
        self.setAccessibleName(self.tr("3D view of the stage"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 90)
        self._colours = colours
        self._is_usable = check_context
        self._state = ViewState()
        self._canvas: Canvas | None = None
        self._lines: tuple[OverlayLine, ...] = ()
        self._is_moving = False
        self._frame_s = 0.0
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._message = QLabel(self, wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._message.setObjectName("viewportMessage")
        self._message.hide()

    @property
    def state(self) -> ViewState:
        """What is shown; whoever changes it calls ``update``."""
        return self._state

    @property
    def free_view(self) -> FreeView:
        """The free view as it stands."""
        return self._state.free_view

    @property
    def frame_ms(self) -> float:
        """How long the last whole frame took to draw, in milliseconds."""
        return self._frame_s * 1000

    def show_stage(self, stage: Stage | None) -> None:
        """Shows a stage, or nothing; the free view is kept unless the room is another one."""
        self._state.show(stage)
        self.update()

    def show_camera(self, key: CameraKey | None, *, sensor: str, aspect: float) -> None:
        """Looks through a shot camera; without one the free view is shown."""
        self._state.camera, self._state.sensor, self._state.aspect = key, sensor, aspect
        self.update()

    def set_look(self, look: str) -> None:
        """Clay, sketch, flat or depth."""
        self._state.look = look
        self.update()

    def set_free_view(self, *, enabled: bool) -> None:
        """Changes between the free view and the shot camera."""
        self._state.wants_free_view = enabled
        self.update()

    def set_hidden(self, prop_ids: Collection[str]) -> None:
        """Leaves props out of the picture, on top of those hidden in the stage."""
        self._state.hide(prop_ids)
        self.update()

    def set_selected(self, prop_ids: Collection[str]) -> None:
        """Outlines props in the accent colour."""
        if self._state.select(prop_ids):
            self.update()

    def set_collided(self, prop_ids: Collection[str]) -> None:
        """Outlines props that stand in others, in the colour of what is wrong."""
        if self._state.collide(prop_ids):
            self.update()

    def show_focus(self, *, shown: bool) -> None:
        """Blurs what the shot camera's lens is not focused on, or draws everything sharp."""
        self._state.shows_focus = shown
        self.update()

    def set_overlays(self, lines: tuple[OverlayLine, ...]) -> None:
        """Draws these lines over the picture, and no others."""
        if lines != self._lines:
            self._lines = lines
            self.update()

    def shown_camera(self) -> ShownCamera:
        """The camera one looks through now: the shot's, or the free view as one."""
        return self._state.shown_camera(self.width(), self.height())

    def set_camera_editable(self, *, enabled: bool) -> None:
        """Whether drags and the wheel move the shot camera while it is shown."""
        self._state.camera_is_editable = enabled

    def set_colours(self, colours: ViewportColours) -> None:
        """Takes another theme's colours."""
        self._colours = colours
        self.update()

    def look_down(self) -> None:
        """Turns the free view to the plan: the whole set from above."""
        self._state.look_down()
        self._moved()

    def grab_frame(self, *, size: tuple[int, int]) -> Picture | None:
        """The shown view without guides as a picture (height, width, 3); None where nothing can be drawn."""
        if self._state.stage is None or not self._can_draw():
            return None
        self.makeCurrent()
        try:
            return self._ready_canvas().picture(self._state, size=size, focus=self._state.focus())
        finally:
            self.doneCurrent()

    def pick_at(self, point: QPointF) -> str | None:
        """The id of the prop under a point of the widget, or None."""
        x, y, width, height = self._guides().frame
        at = ((point.x() - x) / width, (point.y() - y) / height)
        if self._state.stage is None or not self._can_draw() or not (0 <= at[0] <= 1 and 0 <= at[1] <= 1):
            return None
        self.makeCurrent()
        try:
            return self._ready_canvas().pick(at=at)
        finally:
            self.doneCurrent()

    def props_in(self, rect: Rect) -> tuple[str, ...]:
        """The ids of the props that are seen in a rectangle of the widget: x, y, width, height."""
        x, y, width, height = self._guides().frame
        left, top = (rect[0] - x) / width, (rect[1] - y) / height
        seen = (left, top, left + rect[2] / width, top + rect[3] / height)
        if self._state.stage is None or not self._can_draw():
            return ()
        self.makeCurrent()
        try:
            return self._ready_canvas().pick_in_rect(seen)
        finally:
            self.doneCurrent()

    def initializeGL(self) -> None:
        """Qt made the context; what lies on the GPU goes before it does."""
        self.context().aboutToBeDestroyed.connect(self._release)

    def paintGL(self) -> None:
        """Draws the picture, then the guides over it."""
        if not self._is_usable(self.context()):
            self._fail(self._want_of_gl())
            return
        if self._state.stage is not None and min(self.width(), self.height()) > 0:
            try:
                self._paint_stage()
            except RenderError as error:
                self._fail(error.message)
                return
        self._message.hide()
        painter = QPainter(self)
        self._paint_over(painter)
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells, too, of a platform that has GL but nothing for a widget to be drawn on: Qt never paints there."""
        super().paintEvent(event)
        if self.isValid() and not self.defaultFramebufferObject():
            self._fail(self._want_of_gl())

    def showEvent(self, event: QShowEvent) -> None:
        """Looks, once shown, whether there is GL at all, whatever was found before."""
        super().showEvent(event)
        self._message.hide()
        QTimer.singleShot(0, self, self._check_context)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ends what moves."""
        self._settling.stop()
        self._is_moving = False
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the message over the whole view."""
        super().resizeEvent(event)
        self._message.setGeometry(self.rect().adjusted(24, 24, -24, -24))

    def _moved(self) -> None:
        self._is_moving = True
        self._settling.start()
        if self._state.is_free:
            self.free_view_moved.emit()
        self.view_moved.emit()
        self.update()

    def _settle(self) -> None:
        self._is_moving = False
        self.update()

    def _viewport(self) -> tuple[int, int, int, int]:
        """Where the frame lies in the framebuffer: x, y from the bottom left, width, height."""
        scale = self.devicePixelRatioF()
        x, y, width, height = self._guides().frame
        left, bottom = round(x * scale), round((self.height() - y - height) * scale)
        return left, bottom, max(1, round(width * scale)), max(1, round(height * scale))

    def _guides(self) -> Guides:
        return guides_in(self.width(), self.height(), self._state.frame_aspect(self.width(), self.height()))

    def _ready_canvas(self) -> Canvas:
        if self._canvas is None:
            from studio.viewport.canvas import Canvas

            self._canvas = Canvas()
        return self._canvas

    def _paint_stage(self) -> None:
        from studio.viewport.renderer import Destination

        is_coarse = self._is_moving and self._frame_s > _SLOW_FRAME_S
        started = perf_counter()
        canvas = self._ready_canvas()
        canvas.paint(
            self._state,
            Destination(self.defaultFramebufferObject(), self._viewport()),
            bars=_rgb(self._colours.bars),
            mark=_rgb(self._colours.accent),
            alarm=_rgb(self._colours.warning),
            detail=_MOVING_DETAIL if is_coarse else 1.0,
            focus=self._state.focus(),
        )
        if not is_coarse and not canvas.is_refined:
            self._frame_s = perf_counter() - started

    def _paint_over(self, painter: QPainter) -> None:
        """Draws over the picture; what is drawn by a subclass comes after."""
        if self._state.stage is None:
            painter.fillRect(self.rect(), self._colours.bars)
            painter.setPen(self._colours.text)
            words = self.tr("Nothing is staged for this scene yet. Describe the place, and it is built here.")
            margins = QRectF(self.rect()).adjusted(24, 24, -24, -24)
            painter.drawText(margins, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
        else:
            self._paint_lines(painter)

    def _paint_lines(self, painter: QPainter) -> None:
        x, y, width, height = self._guides().frame
        painter.save()
        painter.setClipRect(QRectF(x, y, width, height))
        for line in self._lines:
            colour, wide, dash = _PENS[line.kind]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=wide > 1)
            shape = QPolygonF([QPointF(x + width * across, y + height * down) for across, down in line.points])
            # Each with its shadow, so that it is seen on any ground.
            for ink, offset in ((self._colours.guide_shadow, 1.0), (getattr(self._colours, colour), 0.0)):
                painter.setPen(QPen(ink, wide, dash))
                painter.drawPolyline(shape.translated(offset, offset))
        painter.restore()

    def _can_draw(self) -> bool:
        return self.isValid() and self._message.isHidden()

    def _check_context(self) -> None:
        if self.isVisible() and not self.isValid():
            self._fail(self._want_of_gl())

    def _want_of_gl(self) -> str:
        return self.tr("This machine offers no OpenGL 3.3, so the stage cannot be drawn; run the doctor.")

    def _fail(self, words: str) -> None:
        is_news = self._message.isHidden() or self._message.text() != words
        self._message.setText(words)
        self._message.show()
        if is_news:
            # Told after the paint: what follows may take the view off the screen.
            QTimer.singleShot(0, self, lambda: self.drawing_failed.emit(words))

    def _release(self) -> None:
        if self._canvas is not None:
            self.makeCurrent()
            self._canvas.release()
            self._canvas = None
            self.doneCurrent()


class QtOffscreenContext:
    """A GL context on a hidden surface, for platforms without EGL; made on the thread of the Qt application."""

    def __init__(self) -> None:
        self._application = QGuiApplication.instance() or QGuiApplication([])
        self._surface = QOffscreenSurface()
        self._surface.setFormat(_surface_format())
        self._surface.create()
        self._context: QOpenGLContext | None = None

    def make_current(self) -> None:
        """Creates the context on the calling thread, which then owns it.

        Raises:
            RenderError: there is no usable OpenGL.
        """
        self._context = QOpenGLContext()
        self._context.setFormat(_surface_format())
        if not self._context.create() or not self._context.makeCurrent(self._surface):
            raise RenderError("No picture can be drawn here: there is no OpenGL 3.3; update the graphics driver.")

    def release(self) -> None:
        """Lets go of the context."""
        if self._context is not None:
            self._context.doneCurrent()
            self._context = None


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _surface_format() -> QSurfaceFormat:
    wanted = QSurfaceFormat()
    wanted.setVersion(*_NEEDED)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    return wanted
