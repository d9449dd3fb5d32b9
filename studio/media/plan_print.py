"""A plan of a set in ink on paper, to scale, as reportlab draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING

from studio.media.pdf_text import TextStyle, draw_text, text_width
from studio.model.stage import Vec2
from studio.staging.floor_plan.camera_marks import CameraMark
from studio.staging.floor_plan.footprints import Footprint
from studio.staging.floor_plan.plan import FloorPlan
from studio.staging.floor_plan.walk_paths import WalkPath
from studio.staging.floor_plan.walls import OpeningMark

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Grey = float
POINTS_PER_M = 72 / 0.0254
SCALES = (10, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 500, 1000, 2000, 5000)
_INK: Grey = 0.1
_MIDDLE: Grey = 0.45
_PALE: Grey = 0.72
_WASH: Grey = 0.94
_NAME = TextStyle(6.2, 8, "regular", (0.32, 0.33, 0.35))
_PERSON = TextStyle(7.0, 9, "semibold", (0.1, 0.1, 0.12))
_BOARD = TextStyle(7.4, 9, "bold", (0.1, 0.1, 0.12))
_WALL_M, _HEAD_M, _SHOULDER_M = 0.12, 0.12, 0.24
_CONE_PT, _CAMERA_PT = 46.0, 7.0
_LEAST_PERSON_PT = 6.0
_NAMED_FROM_PT = 9.0


def fitting_scale(plan: FloorPlan, *, width: float, height: float) -> int:
    """The largest usual scale, ``50`` for 1:50, at which a plan fits a field of that many points."""
    least_x, least_z, most_x, most_z = plan.bounds
    return next(
        (
            scale
            for scale in SCALES
            if (most_x - least_x) * POINTS_PER_M / scale <= width
            and (most_z - least_z) * POINTS_PER_M / scale <= height
        ),
        SCALES[-1],
    )


@dataclass(frozen=True, slots=True)
class Field:
    """Where on the page a plan lies: its left and lower edge and its size in points."""

    left: float
    low: float
    width: float
    height: float


class PlanPrint:
    """Draws one plan into a field of the page; the set's front points down the page."""

    def __init__(self, canvas: Canvas, plan: FloorPlan, field: Field, scale: int) -> None:
        self._canvas = canvas
        self._plan = plan
        self._field = field
        self._unit = POINTS_PER_M / scale
        least_x, least_z, most_x, most_z = plan.bounds
        self._middle = ((least_x + most_x) / 2, (least_z + most_z) / 2)
        self._taken: list[tuple[float, float, float, float]] = []

    def draw(self) -> None:
        """The whole plan."""
        canvas, plan, field = self._canvas, self._plan, self._field
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(field.left, field.low, field.width, field.height)
        canvas.clipPath(frame, stroke=0, fill=0)
        if len(plan.outline) >= 3:
            self._pen(_PALE, 0.6, dash=(4, 3) if plan.is_outdoor else ())
            self._polygon(plan.outline, fill=_WASH + 0.03, stroke=plan.is_outdoor)
        for mark in plan.openings:
            self._opening(mark)
        for piece in plan.walls:
            self._pen(_INK, max(1.6, _WALL_M * self._unit))
            canvas.line(*self._at(piece.start), *self._at(piece.end))
        for corner in plan.outline if plan.walls else ():
            # Walls end flat, so the corners between them are filled.
            canvas.setFillGray(_INK)
            canvas.circle(*self._at(corner), max(0.8, _WALL_M / 2 * self._unit), stroke=0, fill=1)
        for each in plan.footprints:
            if not each.is_person:
                self._footprint(each)
        if plan.line is not None:
            self._line(*plan.line)
        for path in plan.paths:
            self._walk(path)
        for camera in plan.cameras:
            self._cone(camera)
        for each in plan.footprints:
            if each.is_person:
                self._person(each)
        for camera in plan.cameras:
            self._camera(camera)
        self._words()
        canvas.restoreState()

    def _at(self, place: Vec2) -> tuple[float, float]:
        field = self._field
        return (
            field.left + field.width / 2 + (place[0] - self._middle[0]) * self._unit,
            field.low + field.height / 2 - (place[1] - self._middle[1]) * self._unit,
        )

    @property
    def _person_pt(self) -> float:
        """Half the width of a person's symbol."""
        return max(_LEAST_PERSON_PT, _SHOULDER_M * self._unit)

    def _pen(self, grey: Grey, width: float, *, dash: tuple[float, ...] = ()) -> None:
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(width)
        self._canvas.setDash(list(dash))

    def _polygon(self, places: tuple[Vec2, ...], *, fill: Grey | None, stroke: bool = True) -> None:
        self._shape([self._at(place) for place in places], fill=fill, stroke=stroke)

    def _shape(self, points: list[tuple[float, float]], *, fill: Grey | None, stroke: bool = True) -> None:
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        if fill is not None:
            self._canvas.setFillGray(fill)
        self._canvas.drawPath(path, stroke=int(stroke), fill=int(fill is not None))

    def _footprint(self, each: Footprint) -> None:
        if each.is_overhead:
            self._pen(_MIDDLE, 0.4, dash=(2, 2))
            self._polygon(each.outline, fill=None)
            return
        self._pen(_MIDDLE, 0.5)
        for part in each.parts():
            self._polygon(part, fill=_WASH)

    def _opening(self, mark: OpeningMark) -> None:
        (ax, az), (bx, bz) = mark.start, mark.end
        if mark.kind != "door":
            self._pen(_INK if mark.kind == "window" else _PALE, 0.6)
            off = _WALL_M / 2
            for side in (-off, 0.0, off) if mark.kind == "window" else (0.0,):
                shift = (mark.inward[0] * side, mark.inward[1] * side)
                ends = ((ax + shift[0], az + shift[1]), (bx + shift[0], bz + shift[1]))
                self._canvas.line(*self._at(ends[0]), *self._at(ends[1]))
            return
        self._pen(_MIDDLE, 0.6)
        leaves = 2 if mark.width_m > 1.3 else 1
        middle = ((ax + bx) / 2, (az + bz) / 2)
        for hinge, closed in (((ax, az), middle), ((bx, bz), middle)) if leaves == 2 else ((mark.start, mark.end),):
            reach = mark.width_m / leaves
            opened = (hinge[0] + mark.inward[0] * reach, hinge[1] + mark.inward[1] * reach)
            self._canvas.line(*self._at(hinge), *self._at(opened))
            x, y = self._at(hinge)
            radius = reach * self._unit
            start = _page_deg(closed[0] - hinge[0], closed[1] - hinge[1])
            sweep = (_page_deg(*mark.inward) - start + 540) % 360 - 180
            self._canvas.arc(x - radius, y - radius, x + radius, y + radius, start, sweep)

    def _person(self, each: Footprint) -> None:
        x, y = self._at(each.centre)
        size = self._person_pt / _SHOULDER_M
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(_page_deg(*each.front) + 90 if each.front != (0.0, 0.0) else 0)
        self._pen(_INK, 0.8)
        canvas.setFillGray(1)
        canvas.ellipse(-_SHOULDER_M * size, -_HEAD_M * size, _SHOULDER_M * size, _HEAD_M * size, stroke=1, fill=1)
        self._shape([(-0.07 * size, -0.1 * size), (0, -0.24 * size), (0.07 * size, -0.1 * size)], fill=_INK)
        canvas.setFillGray(_PALE)
        canvas.circle(0, 0, _HEAD_M * size, stroke=1, fill=1)
        canvas.restoreState()
        self._keep_clear(x, y, _HEAD_M * size)

    def _cone(self, mark: CameraMark) -> None:
        if mark.path:
            self._pen(_INK, 0.9)
            self._way([self._at(place) for place in mark.path])
        if mark.heading != (0.0, 0.0):
            x, y = self._at(mark.position)
            reach = min(_CONE_PT, mark.reach_m * self._unit)
            half = radians(min(mark.fov_x_deg, 170) / 2)
            edge = reach / max(0.1, cos(half))
            toward = radians(_page_deg(*mark.heading))
            corners = [(x + edge * cos(toward + turn), y + edge * sin(toward + turn)) for turn in (-half, half)]
            self._pen(_PALE, 0.5)
            self._shape([(x, y), *corners], fill=None)

    def _camera(self, mark: CameraMark) -> None:
        x, y = self._at(mark.position)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(_page_deg(*mark.heading) if mark.heading != (0.0, 0.0) else -90)
        self._pen(1, 0.5)
        canvas.setFillGray(_INK)
        half = _CAMERA_PT / 2
        canvas.rect(-_CAMERA_PT, -half, _CAMERA_PT, _CAMERA_PT, stroke=1, fill=1)
        self._shape([(0, -2), (0, 2), (3.4, 3.6), (3.4, -3.6)], fill=_INK)
        canvas.restoreState()
        self._keep_clear(x, y, half)

    def _walk(self, path: WalkPath) -> None:
        self._pen(_INK, 0.8, dash=(3, 2))
        self._way([self._at(place) for place in path.places])

    def _way(self, points: list[tuple[float, float]]) -> None:
        """A line from place to place with an arrow at each."""
        for (ax, ay), (bx, by) in pairwise(points):
            self._canvas.line(ax, ay, bx, by)
            length = hypot(bx - ax, by - ay)
            if length > 6:
                u, v = (bx - ax) / length, (by - ay) / length
                back = (bx - 6 * u, by - 6 * v)
                head = [(bx, by), (back[0] - 2.4 * v, back[1] + 2.4 * u), (back[0] + 2.4 * v, back[1] - 2.4 * u)]
                self._shape(head, fill=_INK, stroke=False)

    def _line(self, first: Vec2, second: Vec2) -> None:
        (ax, ay), (bx, by) = self._at(first), self._at(second)
        length = hypot(bx - ax, by - ay)
        if length < 1e-3:
            return
        reach = (self._field.width + self._field.height) / length
        self._pen(_MIDDLE, 0.6, dash=(8, 3, 1.5, 3))
        dx, dy = (bx - ax) * reach, (by - ay) * reach
        self._canvas.line(ax - dx, ay - dy, bx + dx, by + dy)
        self._label("180°", bx + (bx - ax), by + (by - ay), _NAME)

    def _words(self) -> None:
        for camera in self._plan.cameras:
            x, y = self._at(camera.position)
            self._label_near(camera.label, x, y, ((0, -11), (0, 10), (0, -20), (0, 19)), _BOARD)
        for path in self._plan.paths:
            for place, label in zip(path.places[1:], path.labels[1:], strict=True):
                x, y = self._at(place)
                self._label_near(label, x, y, ((0, -8), (0, 8)), _NAME)
        people = [each for each in self._plan.footprints if each.is_person]
        for each in people:
            x, y = self._at(each.centre)
            away = self._person_pt + 5
            beside = text_width(each.name, _PERSON) / 2 + away - 2
            places = ((0, -away), (0, away), (beside, 0), (-beside, 0), (0, -away - 9), (0, away + 9), (beside, away))
            self._label_near(each.name, x, y, places, _PERSON)
        things = [each for each in self._plan.footprints if not each.is_person]
        for each in sorted(things, key=lambda each: -(each.bounds[2] - each.bounds[0])):
            least_x, least_z, most_x, most_z = each.bounds
            wide, high = (most_x - least_x) * self._unit, (most_z - least_z) * self._unit
            if high >= _NAMED_FROM_PT and text_width(each.name, _NAME) <= wide - 2:
                self._label(each.name, *self._at(each.centre), _NAME)

    def _label_near(
        self, text: str, x: float, y: float, offsets: Sequence[tuple[float, float]], style: TextStyle
    ) -> None:
        """A word at the first of some places about a point where no other stands."""
        for dx, dy in offsets:
            if self._label(text, x + dx, y + dy, style):
                return

    def _label(self, text: str, x: float, y: float, style: TextStyle) -> bool:
        """A word about a point, where no other stands."""
        half = text_width(text, style) / 2
        box = (x - half - 1, y - style.size / 2, x + half + 1, y + style.size / 2)
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in self._taken):
            return False
        self._taken.append(box)
        draw_text(self._canvas, text, style, x=x, y=y - style.size * 0.36, align="centre")
        return True

    def _keep_clear(self, x: float, y: float, radius: float) -> None:
        self._taken.append((x - radius, y - radius, x + radius, y + radius))


def _page_deg(x: float, z: float) -> float:
    """The angle of a direction of the room on the page, counter-clockwise from the right."""
    return degrees(atan2(-z, x))
