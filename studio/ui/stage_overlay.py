"""What is drawn over the stage's picture: the handles of the tool, the rectangle of a choice, the view cube."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from studio.ui.badge import paint_badge
from studio.ui.cube_keys import SIDE_WORDS
from studio.ui.stage_viewport import Overlay
from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr
from studio.viewport.gizmo import Handle, Tool
from studio.viewport.navigation import Side
from studio.viewport.sight import Point
from studio.viewport.view_cube import HALF_PX, CubeFace, cube_centre

_FACES = {"front": "Front", "back": "Back", "left": "Left", "right": "Right", "top": "Top", "bottom": "Bottom"}
_KNOB_PX = 5.0
_HALO_PX = 4.0


class StageOverlay:
    """Draws with the theme's colours; every line lies on a dark one, so that it is seen on any picture."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint(self, painter: QPainter, overlay: Overlay) -> None:
        """Draws all of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gizmo = overlay.state.gizmo()
        if gizmo is not None:
            sight = overlay.state.sight(overlay.size)
            self._handles(painter, gizmo.handles(sight), gizmo.tool, overlay.handle)
        if overlay.box is not None:
            self._box(painter, QRectF(*overlay.box))
        faces = overlay.state.cube(overlay.size[0])
        self._cube(painter, faces, is_hovered=overlay.handle == "cube")
        if overlay.face is not None and faces:
            self._focused_face(painter, overlay.face, faces, overlay.size)
        if overlay.is_flying:
            self._words(painter, tr("Flying: W A S D, R up, F down, Shift faster, Esc ends"), overlay.size)

    def _handles(self, painter: QPainter, handles: Sequence[Handle], tool: Tool, lit: str) -> None:
        for handle in sorted(handles, key=lambda handle: handle.name == lit):
            is_lit = handle.name == lit
            colour = self._theme.colour("accent") if is_lit else self._colour(handle)
            points = [QPointF(*point) for point in handle.points]
            if handle.kind == "plane":
                fill = QColor(colour)
                fill.setAlphaF(0.6 if is_lit else 0.35)
                painter.setPen(QPen(colour, 1))
                painter.setBrush(fill)
                painter.drawPolygon(QPolygonF(points))
                continue
            if handle.kind == "middle":
                self._knob(painter, points[0], self._theme.colour("accent" if is_lit else "ground8"))
                continue
            for pen in self._pens(colour, 3.0 if is_lit else 2.0):
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(QPolygonF(points))
            if handle.tip is not None:
                if tool == "scale":
                    self._knob(painter, QPointF(*handle.tip), colour)
                else:
                    self._arrow(painter, handle.points[0], handle.tip, colour)

    def _colour(self, handle: Handle) -> QColor:
        return self._theme.axis(handle.axis) if handle.axis is not None else self._theme.colour("ground8")

    def _pens(self, colour: QColor, width: float) -> tuple[QPen, QPen]:
        halo = self._theme.colour("ground0")
        halo.setAlphaF(0.55)
        return QPen(halo, width + _HALO_PX / 2), QPen(colour, width)

    def _knob(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        painter.setPen(self._pens(colour, 1.0)[0])
        painter.setBrush(colour)
        painter.drawRect(QRectF(at.x() - _KNOB_PX, at.y() - _KNOB_PX, 2 * _KNOB_PX, 2 * _KNOB_PX))

    def _arrow(self, painter: QPainter, start: Point, tip: Point, colour: QColor) -> None:
        angle = atan2(tip[1] - start[1], tip[0] - start[0])
        corners = [
            QPointF(tip[0] + reach * cos(angle + turn), tip[1] + reach * sin(angle + turn))
            for reach, turn in ((8.0, 0.0), (6.5, pi * 0.65), (6.5, -pi * 0.65))
        ]
        painter.setPen(self._pens(colour, 1.0)[0])
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(corners))

    def _box(self, painter: QPainter, box: QRectF) -> None:
        fill = self._theme.colour("accent")
        fill.setAlphaF(0.12)
        painter.setPen(QPen(self._theme.colour("accent"), 1))
        painter.setBrush(fill)
        painter.drawRect(box)

    def _cube(self, painter: QPainter, faces: Sequence[CubeFace], *, is_hovered: bool) -> None:
        for face in faces:
            fill = self._theme.colour("ground4" if is_hovered else "ground3")
            fill.setAlphaF(0.55 + 0.4 * face.facing)
            painter.setPen(QPen(self._theme.colour("ground6"), 1))
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in face.corners]))
            painter.setPen(self._theme.colour("ground8" if face is faces[-1] else "ground7"))
            painter.setFont(interface_font(10, weight=QFont.Weight.DemiBold))
            words = tr(_FACES[face.side])
            xs = [x for x, _ in face.corners]
            if face.facing > 0.4 and painter.fontMetrics().horizontalAdvance(words) < max(xs) - min(xs) - 2:
                around = QRectF(face.middle[0] - 30, face.middle[1] - 10, 60, 20)
                painter.drawText(around, Qt.AlignmentFlag.AlignCenter, words)

    def _focused_face(self, painter: QPainter, side: Side, faces: Sequence[CubeFace], size: tuple[int, int]) -> None:
        """A ring round the face that has the focus, and its name, which tells of a face that is turned away as well."""
        for face in faces:
            if face.side == side:
                for pen in self._pens(self._theme.colour("accent"), 2.0):
                    painter.setPen(pen)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in face.corners]))
        painter.setFont(interface_font(11))
        words = tr(SIDE_WORDS[side])
        x, y = cube_centre(size[0])
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        paint_badge(
            painter,
            self._theme,
            QRectF(min(x - width / 2, size[0] - width - 4), y + HALF_PX * 1.75 + 4, width, 20),
            words,
        )

    def _words(self, painter: QPainter, words: str, size: tuple[int, int]) -> None:
        painter.setFont(interface_font(11))
        width = painter.fontMetrics().horizontalAdvance(words) + 24
        paint_badge(painter, self._theme, QRectF((size[0] - width) / 2, size[1] - 40, width, 24), words)
