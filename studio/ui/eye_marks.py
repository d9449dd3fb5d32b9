"""Others in the set: their free cameras as small frustums, and who looks at the same picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.collab.presence import Eye, Presence
from studio.model.ids import DocPath
from studio.ui.people import People
from studio.ui.pointer_layer import paint_flag, paint_pointer, pointers_on
from studio.ui.stage_viewport import Overlay
from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr
from studio.viewport.sight import Point, Sight

_DEPTH_M, _SMALLEST_PX = 0.55, 26
"""How long a frustum is in the set, and how long it is at least seen."""
_HALF_WIDTH, _HALF_HEIGHT = 0.65, 0.36
"""Of its picture, in parts of its length."""
_NEAREST_M = 0.4
"""An eye nearer than this to one's own is not drawn: one would look through its lines."""


class EyeMarks:
    """Paints over the viewport's picture; ``scene`` and ``board`` are what the person looks at."""

    def __init__(self, people: People, theme: Theme, *, scene: Callable[[], str], board: Callable[[], DocPath]) -> None:
        self._people, self._theme, self._scene, self._board = people, theme, scene, board

    def paint(self, painter: QPainter, overlay: Overlay) -> None:
        """Draws everybody who is in the set."""
        if self._people.is_alone:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sight = overlay.state.sight(overlay.size)
        for person in self._people.others.values():
            if person.eye is not None and person.eye.scene == self._scene():
                self._paint_eye(painter, sight, person, person.eye, size=overlay.size)
        if not overlay.state.is_free:
            self._paint_lookers(painter, QRectF(*sight.frame))
            for pointer in pointers_on(self._people, self._board(), QRectF(*sight.frame)):
                paint_pointer(painter, pointer, self._theme, size=overlay.size)

    def lookers(self) -> list[Presence]:
        """Who looks at the picture of the same board."""
        board = self._board()
        return [
            each
            for each in self._people.others.values()
            if board and each.focus.board == board and each.focus.workspace == "stage" and each.eye is None
        ]

    def _paint_eye(self, painter: QPainter, sight: Sight, person: Presence, eye: Eye, *, size: tuple[int, int]) -> None:
        if float(np.linalg.norm(np.array(eye.position) - sight.view.eye)) < _NEAREST_M:
            return
        points = [
            sight.to_px(corner)
            for corner in frustum(eye, length_m=max(_DEPTH_M, _SMALLEST_PX * sight.metres_per_px(eye.position)))
        ]
        seen = [point for point in points if point is not None]
        if len(seen) < len(points) or not QRectF(0, 0, *size).contains(QPointF(*seen[0])):
            return
        colour = self._theme.person(person.uid)
        apex, corners = QPointF(*seen[0]), [QPointF(*point) for point in seen[1:5]]
        roof = [QPointF(*point) for point in seen[5:]]
        fill = QColor(colour)
        fill.setAlphaF(0.25)
        halo = self._theme.colour("ground0")
        halo.setAlphaF(0.55)
        for pen, brush in ((QPen(halo, 3.5), Qt.BrushStyle.NoBrush), (QPen(colour, 1.5), fill)):
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPolygon(QPolygonF(corners))
            for corner in corners:
                painter.drawLine(apex, corner)
            painter.setBrush(colour if isinstance(brush, QColor) else brush)
            painter.drawPolygon(QPolygonF(roof))
        top = _top_middle(seen)
        paint_flag(painter, QPointF(top.x() - 14, top.y() - 20), person.name, colour, self._theme, size=size)

    def _paint_lookers(self, painter: QPainter, frame: QRectF) -> None:
        """In the lower right corner of the picture, as quiet as the read-outs."""
        painter.setFont(interface_font(11))
        metrics = painter.fontMetrics()
        for place, person in enumerate(self.lookers()[:3]):
            words = tr("{name} is looking here", name=person.name)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, 220)
            width = metrics.horizontalAdvance(words)
            right, middle = frame.right() - 14, frame.bottom() - 20 - 20 * place
            colour = self._theme.person(person.uid)
            ground = self._theme.colour("ground0")
            ground.setAlphaF(0.6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(right - width - 24, middle - 9, width + 30, 18), 3, 3)
            painter.setBrush(colour)
            left = right - width - 14
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(left - 4, middle),
                        QPointF(left, middle - 4),
                        QPointF(left + 4, middle),
                        QPointF(left, middle + 4),
                    ]
                )
            )
            painter.setPen(colour)
            painter.drawText(QRectF(right - width, middle - 9, width, 18), Qt.AlignmentFlag.AlignCenter, words)


def frustum(eye: Eye, *, length_m: float) -> npt.NDArray[np.float64]:
    """A camera of a length in metres, (8, 3): its apex, the four corners of its picture, a triangle on top."""
    position, target = np.array(eye.position), np.array(eye.target)
    ahead = target - position
    distance = float(np.linalg.norm(ahead))
    ahead = ahead / distance if distance > 1e-6 else np.array((0.0, 0.0, -1.0))
    right = np.cross(ahead, (0.0, 1.0, 0.0))
    aside = float(np.linalg.norm(right))
    # Straight up or down every side is as good as another.
    right = right / aside if aside > 1e-6 else np.array((1.0, 0.0, 0.0))
    up = np.cross(right, ahead)
    middle = position + ahead * length_m
    x, y = right * _HALF_WIDTH * length_m, up * _HALF_HEIGHT * length_m
    top = middle + y * 1.2
    return np.array(
        [
            position,
            middle - x + y,
            middle + x + y,
            middle + x - y,
            middle - x - y,
            top - x * 0.4,
            top + x * 0.4,
            top + y * 0.7,
        ]
    )


def _top_middle(points: Sequence[Point]) -> QPointF:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return QPointF((min(xs) + max(xs)) / 2, min(ys))
