"""The sheet on which a plan is drawn: paints what is seen of it, finds what is under the pointer, drags props."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import hypot
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from studio.model.stage import Vec2
from studio.staging.floor_plan.camera_marks import CameraMark
from studio.staging.floor_plan.footprints import Footprint
from studio.staging.floor_plan.plan import FloorPlan
from studio.ui.plan_ink import PlanInk, grid_step_m
from studio.ui.theme import Theme

_REACH_M = 1e5
_NEAR_PX = 11.0
_ROOM_FOR_NAMES = 60
_DETAIL_PX, _DOT_PX = 26.0, 5.0
"""A prop's longer edge on the screen from which its solids are drawn, and below which it is a dot."""


class PlanSheet(QGraphicsObject):
    """An item of pyqtgraph's scene, which calls its ``mouse…Event`` and ``hoverEvent``.

    Signals:
        prop_clicked: the id of the prop, ``""`` for none.
        board_clicked: the path of the board whose camera it was.
        prop_dropped: a prop was dragged: its id and by how far, x and z in metres.
    """

    prop_clicked = Signal(str)
    board_clicked = Signal(str)
    prop_dropped = Signal(str, float, float)

    def __init__(self, theme: Theme, carries: Callable[[str], Iterable[str]]) -> None:
        """``carries`` names a prop and what stands on it, which a drag takes along."""
        super().__init__()
        self._theme = theme
        self._carries = carries
        self._plan: FloorPlan | None = None
        self._paths: dict[tuple[str, bool], tuple[Footprint, QPainterPath]] = {}
        self._bounds: npt.NDArray[np.float64] = np.zeros((0, 4))
        self._prop, self._board, self._hovered = "", "", ""
        self._dragged: Footprint | None = None
        self._carried: frozenset[str] = frozenset()
        self._by: Vec2 = (0.0, 0.0)
        self.is_editable = True
        self.shows_zones = True
        self.shows_names = True
        self.drawn_props = 0

    def show_plan(self, plan: FloorPlan) -> None:
        """Draws another plan."""
        self._plan = plan
        self._bounds = np.array([each.bounds for each in plan.footprints]).reshape(-1, 4)
        self.update()

    def mark(self, *, prop: str, board: str) -> None:
        """Marks the prop and the board that are looked at."""
        self._prop, self._board = prop, board
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(-_REACH_M, -_REACH_M, 2 * _REACH_M, 2 * _REACH_M)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        plan = self._plan
        if plan is None or widget is None:
            return
        to_screen = QTransform(painter.worldTransform())
        back, is_possible = to_screen.inverted()
        if not is_possible:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = back.mapRect(QRectF(widget.rect()))
        ink = PlanInk(painter, to_screen, self._theme)
        ink.grid(seen)
        if len(plan.outline) >= 3:
            ink.floor(plan.outline, is_outdoor=plan.is_outdoor)
        for zone in plan.zones if self.shows_zones else ():
            ink.zone(zone)
        for mark in plan.openings:
            ink.opening(mark)
        for piece in plan.walls:
            ink.wall(piece)
        if plan.walls:
            ink.corners(plan.outline)
        large, middling, dots = self._seen(seen, ink.scale)
        ink.dots([to_screen.mapRect(dot) for dot in dots])
        self._paint_props(ink, large, middling)
        if plan.line is not None:
            ink.action_line(*plan.line, seen)
        for path in plan.paths:
            ink.walk(path)
        for camera in sorted(plan.cameras, key=lambda each: each.board == self._board):
            ink.camera(camera, is_selected=camera.board == self._board)
        self._paint_words(ink, [*large, *(each for each in middling if each.is_person)])
        ink.scale_bar(QPointF(16.0, widget.height() - 16.0))
        painter.restore()

    def _seen(self, seen: QRectF, scale: float) -> tuple[list[Footprint], list[Footprint], list[QRectF]]:
        """The props that are in sight: those large enough for their solids, those for their box, and mere dots."""
        if self._plan is None or not len(self._bounds):
            return [], [], []
        low_x, low_z, high_x, high_z = self._bounds.T
        inside = (high_x >= seen.left()) & (low_x <= seen.right()) & (high_z >= seen.top()) & (low_z <= seen.bottom())
        extent = np.maximum(high_x - low_x, high_z - low_z) * scale
        self.drawn_props = int(inside.sum())
        props = self._plan.footprints
        large = [props[place] for place in np.flatnonzero(inside & (extent >= _DETAIL_PX))]
        middling = [props[place] for place in np.flatnonzero(inside & (extent < _DETAIL_PX) & (extent >= _DOT_PX))]
        dots = np.stack((low_x, low_z, high_x - low_x, high_z - low_z), -1)[inside & (extent < _DOT_PX)]
        return large, middling, [QRectF(*dot) for dot in dots.tolist()]

    def _paint_props(self, ink: PlanInk, large: list[Footprint], middling: list[Footprint]) -> None:
        detailed = {each.prop_id for each in large}
        for each in sorted(
            (*middling, *large), key=lambda each: (each.is_person, each.prop_id == self._prop, each.top_m)
        ):
            by = self._by if each.prop_id in self._carried else (0.0, 0.0)
            is_selected, is_hovered = each.prop_id == self._prop, each.prop_id == self._hovered
            if each.is_person:
                ink.person(each, is_selected=is_selected, is_hovered=is_hovered, by=by)
            else:
                path = self._path(each, is_detailed=each.prop_id in detailed)
                ink.footprint(each, path, is_selected=is_selected, is_hovered=is_hovered, by=by)

    def _path(self, each: Footprint, *, is_detailed: bool) -> QPainterPath:
        """A prop's solids or box in metres, made when first seen so large."""
        known = self._paths.get((each.prop_id, is_detailed))
        if known is None or known[0] is not each:
            path = _closed(each.parts() if is_detailed else (each.outline,))
            known = self._paths[each.prop_id, is_detailed] = (each, path)
        return known[1]

    def _paint_words(self, ink: PlanInk, visible: list[Footprint]) -> None:
        """The board's number, people, the other boards, then the things that their names fit into, largest first."""
        plan = self._plan
        assert plan is not None
        for camera in plan.cameras:
            ink.keep_clear(ink.at(camera.position), 5.0)
        marked = (self._prop, self._hovered)
        self._paint_camera_words(ink, [each for each in plan.cameras if each.board == self._board], "accent")
        people = [each for each in visible if each.is_person and (self.shows_names or each.prop_id in marked)]
        for each in people:
            colour = "accent" if each.prop_id == self._prop else "ground8"
            away = ink.person_px + 1.0
            ink.label_near(each.name, self._middle(ink, each), (away, -away), colour=colour)
        self._paint_camera_words(ink, [each for each in plan.cameras if each.board != self._board], "ground6")
        for path in plan.paths:
            for place, label in zip(path.places[1:], path.labels[1:], strict=True):
                ink.label_near(label, ink.at(place), (5.0, -5.0), colour="ground6")
        if plan.line is not None:
            (ax, az), (bx, bz) = plan.line
            ink.label("180°", ink.at((ax + (bx - ax) * 2, az + (bz - az) * 2)), colour="saved")
        things = [each for each in visible if not each.is_person and (self.shows_names or each.prop_id in marked)]
        named = 0
        for each in sorted(things, key=lambda each: (each.prop_id not in marked, -_area(each))):
            if each.prop_id in marked or ink.fits(each.name, ink.box(each)):
                colour = "accent" if each.prop_id == self._prop else "ground7"
                named += ink.label(each.name, self._middle(ink, each), colour=colour)
            if named >= _ROOM_FOR_NAMES:
                return

    def _paint_camera_words(self, ink: PlanInk, cameras: list[CameraMark], colour: str) -> None:
        for camera in cameras:
            ink.label_near(camera.label, ink.at(camera.position), (9.0, -12.0, 22.0, -25.0), colour=colour)

    def _middle(self, ink: PlanInk, each: Footprint) -> QPointF:
        """Where a prop is drawn, on its way too."""
        by = self._by if each.prop_id in self._carried else (0.0, 0.0)
        return ink.at((each.centre[0] + by[0], each.centre[1] + by[1]))

    def found_at(self, place: QPointF) -> Footprint | CameraMark | None:
        """The camera or prop under a point in metres; a camera first, then what lies highest."""
        if self._plan is None:
            return None
        x, z = place.x(), place.y()
        near = _NEAR_PX / max(1e-9, self.sceneTransform().m11())
        cameras = [(hypot(each.position[0] - x, each.position[1] - z), each) for each in self._plan.cameras]
        away, camera = min(cameras, key=lambda pair: pair[0], default=(near, None))
        if camera is not None and away < near:
            return camera
        low_x, low_z, high_x, high_z = self._bounds.T
        slack = near / 3
        inside = (low_x - slack <= x) & (x <= high_x + slack) & (low_z - slack <= z) & (z <= high_z + slack)
        hits = [self._plan.footprints[place] for place in np.flatnonzero(inside)]
        exact = [each for each in hits if each.covers(x, z)] or hits
        return max(exact, key=lambda each: (each.is_person, not each.is_overhead, each.top_m), default=None)

    def mouseClickEvent(self, event: Any) -> None:
        """Selects what was clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        match self.found_at(event.pos()):
            case Footprint() as each:
                self.prop_clicked.emit(each.prop_id)
            case CameraMark(board=path):
                self.board_clicked.emit(path)
            case None:
                self.prop_clicked.emit("")

    def mouseDragEvent(self, event: Any) -> None:
        """Moves the prop on which the drag began, with Ctrl from line to line of the grid; elsewhere the view moves."""
        if event.isStart() and not self._begin_drag(event):
            event.ignore()
            return
        event.accept()
        dragged = self._dragged
        if dragged is None:
            return
        step = event.pos() - event.buttonDownPos()
        to_grid = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._by = self._rounded(dragged, step.x(), step.y(), to_grid=to_grid)
        if event.isFinish():
            by = self._by
            self.cancel_drag()
            if by != (0.0, 0.0):
                self.prop_dropped.emit(dragged.prop_id, *by)
        self.update()

    def hoverEvent(self, event: Any) -> None:
        """Tells what lies under the pointer."""
        under = None if event.isExit() else self.found_at(event.pos())
        name = under.prop_id if isinstance(under, Footprint) else ""
        self.setCursor(Qt.CursorShape.PointingHandCursor if under is not None else Qt.CursorShape.ArrowCursor)
        self.setToolTip(under.name if isinstance(under, Footprint) else "")
        if name != self._hovered:
            self._hovered = name
            self.update()

    @property
    def is_dragging(self) -> bool:
        """Whether a prop is on its way."""
        return self._dragged is not None

    def cancel_drag(self) -> None:
        """Leaves a dragged prop where it was."""
        self._dragged, self._carried, self._by = None, frozenset(), (0.0, 0.0)
        self.update()

    def _begin_drag(self, event: Any) -> bool:
        under = self.found_at(event.buttonDownPos())
        if event.button() != Qt.MouseButton.LeftButton or not self.is_editable:
            return False
        if not isinstance(under, Footprint) or under.prop.locked:
            return False
        self.prop_clicked.emit(under.prop_id)
        self._dragged, self._carried = under, frozenset(self._carries(under.prop_id))
        return True

    def _rounded(self, dragged: Footprint, dx: float, dz: float, *, to_grid: bool) -> Vec2:
        if not to_grid:
            return round(dx, 2), round(dz, 2)
        step = grid_step_m(self.sceneTransform().m11())
        x, z = dragged.centre
        return round(round((x + dx) / step) * step - x, 4), round(round((z + dz) / step) * step - z, 4)


def _closed(outlines: Iterable[tuple[Vec2, ...]]) -> QPainterPath:
    """Outlines as one path, filled where any of them lies."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for outline in outlines:
        path.addPolygon(QPolygonF([QPointF(*place) for place in outline]))
        path.closeSubpath()
    return path


def _area(each: Footprint) -> float:
    least_x, least_z, most_x, most_z = each.bounds
    return (most_x - least_x) * (most_z - least_z)
