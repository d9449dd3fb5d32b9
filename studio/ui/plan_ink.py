"""How the parts of a plan are drawn: in pixels of the screen, with the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, ceil, cos, degrees, floor, log10, radians, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from studio.model.stage import Vec2
from studio.staging.floor_plan.camera_marks import CameraMark
from studio.staging.floor_plan.footprints import Footprint
from studio.staging.floor_plan.plan import ZoneMark
from studio.staging.floor_plan.walk_paths import WalkPath
from studio.staging.floor_plan.walls import OpeningMark, WallPiece
from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr

WALL_M = 0.12
HEAD_M, SHOULDER_M = 0.12, 0.24
_GRID_STEPS = (0.1, 0.5, 1.0, 5.0, 10.0, 50.0, 100.0)
_LEAST_GRID_PX = 14.0
_CAMERA_M, _CAMERA_PX = 0.3, (5.0, 9.0)
_CONE_PX = 34.0


class PlanInk:
    """A painter over the sheet; ``to_screen`` takes metres (x, z) to pixels without turning them."""

    def __init__(self, painter: QPainter, to_screen: QTransform, theme: Theme) -> None:
        self.painter = painter
        self.to_screen = to_screen
        self.theme = theme
        self.scale = to_screen.m11()
        self._taken: list[QRectF] = []
        self._tools: dict[tuple[str, float, str, Qt.PenStyle], tuple[QPen, QBrush]] = {}
        self._small = interface_font(11)
        self._metrics = QFontMetricsF(self._small)

    @property
    def person_px(self) -> float:
        """Half the width of a person's symbol, which never gets too small to see."""
        return max(6.0, SHOULDER_M * self.scale)

    def at(self, place: Vec2) -> QPointF:
        """A place of the room on the screen."""
        return self.to_screen.map(QPointF(*place))

    def outline(self, places: tuple[Vec2, ...]) -> QPolygonF:
        """An outline on the screen."""
        return QPolygonF([self.at(place) for place in places])

    def use(self, line: str, *, width: float = 1.0, fill: str = "", dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Draws with these colours from now on; ``name/alpha`` is a colour that lets through."""
        key = (line, width, fill, dash)
        if key not in self._tools:
            pen = QPen(self._colour(line), width, dash) if line else QPen(Qt.PenStyle.NoPen)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._tools[key] = pen, QBrush(self._colour(fill)) if fill else QBrush()
        pen, brush = self._tools[key]
        self.painter.setPen(pen)
        self.painter.setBrush(brush)

    def grid(self, seen: QRectF) -> None:
        """Lines every so many metres, no closer than the eye likes, over what is seen; every fifth or second strong."""
        step = grid_step_m(self.scale)
        strong = _GRID_STEPS[min(_GRID_STEPS.index(step) + 1, len(_GRID_STEPS) - 1)] if step in _GRID_STEPS else 0.0
        weak_lines: list[QLineF] = []
        strong_lines: list[QLineF] = []
        for low, high, is_x in ((seen.left(), seen.right(), True), (seen.top(), seen.bottom(), False)):
            for place in range(ceil(low / step), floor(high / step) + 1):
                at = place * step
                ends = ((at, seen.top()), (at, seen.bottom())) if is_x else ((seen.left(), at), (seen.right(), at))
                is_strong = strong > 0 and abs(at / strong - round(at / strong)) < 1e-6
                (strong_lines if is_strong else weak_lines).append(QLineF(self.at(ends[0]), self.at(ends[1])))
        for lines, colour in ((weak_lines, "ground1"), (strong_lines, "ground2")):
            self.use(colour)
            self.painter.drawLines(lines)

    def floor(self, places: tuple[Vec2, ...], *, is_outdoor: bool) -> None:
        """The room's floor; outdoors its bounds only."""
        self.use("ground5" if is_outdoor else "", fill="ground1/150", dash=Qt.PenStyle.DashLine)
        self.painter.drawPolygon(self.outline(places))

    def zone(self, mark: ZoneMark) -> None:
        """A zone as a dotted rectangle with its name in a corner."""
        box = QRectF(self.at(mark.low), self.at(mark.high)).adjusted(2, 2, -2, -2)
        if min(box.width(), box.height()) < 12:
            return
        self.use("ground4", dash=Qt.PenStyle.DotLine)
        self.painter.drawRect(box)

    def wall(self, piece: WallPiece) -> None:
        """A stretch of wall, as thick as it is."""
        self.use("ground6", width=max(2.0, WALL_M * self.scale))
        self.painter.drawLine(self.at(piece.start), self.at(piece.end))

    def corners(self, places: tuple[Vec2, ...]) -> None:
        """What the flat ends of walls leave open between them."""
        self.use("", fill="ground6")
        radius = max(1.0, WALL_M / 2 * self.scale)
        for place in places:
            self.painter.drawEllipse(self.at(place), radius, radius)

    def opening(self, mark: OpeningMark) -> None:
        """A door with the sweep of its leaf, a window as a double line, anything else as a gap."""
        start, end = self.at(mark.start), self.at(mark.end)
        if mark.kind == "door":
            self._door(mark)
        elif mark.kind == "window":
            self.use("ground7", width=1.0)
            off = QPointF(mark.inward[0], mark.inward[1]) * max(1.5, WALL_M / 2 * self.scale)
            self.painter.drawLines([QLineF(start + off, end + off), QLineF(start - off, end - off), QLineF(start, end)])
        else:
            self.use("ground5", dash=Qt.PenStyle.DotLine)
            self.painter.drawLine(start, end)

    def _door(self, mark: OpeningMark) -> None:
        self.use("ground6")
        leaves = 2 if mark.width_m > 1.3 else 1
        (ax, az), (bx, bz) = mark.start, mark.end
        middle = ((ax + bx) / 2, (az + bz) / 2)
        hinges = (((ax, az), middle), ((bx, bz), middle)) if leaves == 2 else ((mark.start, mark.end),)
        for hinge, closed in hinges:
            reach = mark.width_m / leaves
            opened = (hinge[0] + mark.inward[0] * reach, hinge[1] + mark.inward[1] * reach)
            self.painter.drawLine(self.at(hinge), self.at(opened))
            centre, radius = self.at(hinge), reach * self.scale
            from_deg = _angle_deg(closed[0] - hinge[0], closed[1] - hinge[1])
            sweep = (_angle_deg(*mark.inward) - from_deg + 540) % 360 - 180
            box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            self.painter.drawArc(box, round(from_deg * 16), round(sweep * 16))

    def dots(self, boxes: list[QRectF]) -> None:
        """Props that are too small to be more, all at once."""
        self.use("", fill="ground5")
        self.painter.drawRects(boxes)

    def footprint(self, each: Footprint, path: QPainterPath, *, is_selected: bool, is_hovered: bool, by: Vec2) -> None:
        """A prop by its ``path`` in metres, its solids or its box; what hangs overhead is dashed."""
        line = "accent" if is_selected else "ground8" if is_hovered else "ground6"
        is_overhead = each.is_overhead
        dash = Qt.PenStyle.DashLine if is_overhead else Qt.PenStyle.SolidLine
        self.use(line, width=1.6 if is_selected else 1.0, fill="" if is_overhead else "ground3/210", dash=dash)
        moved = QTransform(self.to_screen).translate(*by) if by != (0.0, 0.0) else self.to_screen
        self.painter.drawPath(moved.map(path))
        if is_selected:
            self.use("accent/140", fill="accent/30")
            self.painter.drawPolygon(moved.map(QPolygonF([QPointF(*place) for place in each.outline])))

    def person(self, each: Footprint, *, is_selected: bool, is_hovered: bool, by: Vec2) -> None:
        """A person from above: shoulders, head, and a nose that shows where they look."""
        centre = self.at((each.centre[0] + by[0], each.centre[1] + by[1]))
        size = self.person_px / SHOULDER_M
        line = "accent" if is_selected else "ground8"
        self.painter.save()
        self.painter.translate(centre)
        self.painter.rotate(degrees_of_front(each.front))
        self.use(line, width=1.6 if is_selected or is_hovered else 1.2, fill="ground4")
        self.painter.drawEllipse(QPointF(0, 0), SHOULDER_M * size, HEAD_M * 1.05 * size)
        nose = [QPointF(-0.07 * size, 0.1 * size), QPointF(0, 0.24 * size), QPointF(0.07 * size, 0.1 * size)]
        self.use("", fill=line)
        self.painter.drawPolygon(QPolygonF(nose))
        self.use(line, width=1.2, fill="accent" if is_selected else "ground7")
        self.painter.drawEllipse(QPointF(0, 0), HEAD_M * size, HEAD_M * size)
        self.painter.restore()

    def camera(self, mark: CameraMark, *, is_selected: bool) -> None:
        """A camera and what it sees: the selected one's whole field up to its subject, of the others the direction."""
        eye = self.at(mark.position)
        line = "accent" if is_selected else "ground6"
        if mark.path:
            self._rail(mark, line)
        if mark.heading != (0.0, 0.0):
            length = mark.reach_m * self.scale if is_selected else min(_CONE_PX, mark.reach_m * self.scale)
            self.use(f"{line}/{200 if is_selected else 60}", fill=f"{line}/{34 if is_selected else 16}")
            self.painter.drawPolygon(_wedge(eye, mark.heading, mark.fov_x_deg, length))
        self.painter.save()
        self.painter.translate(eye)
        self.painter.rotate(degrees_of_front(mark.heading))
        self.use("ground0", fill=line)
        body = _CAMERA_PX[1] if is_selected else min(_CAMERA_PX[1], max(_CAMERA_PX[0], _CAMERA_M * self.scale))
        self.painter.drawRect(QRectF(-body / 2, -body, body, body))
        hood = ((-0.33, 0.0), (0.33, 0.0), (0.55, 0.45), (-0.55, 0.45))
        self.painter.drawPolygon(QPolygonF([QPointF(x * body, y * body) for x, y in hood]))
        self.painter.restore()

    def _rail(self, mark: CameraMark, line: str) -> None:
        self.use(line, width=1.5)
        places = [self.at(place) for place in mark.path]
        self.painter.drawPolyline(QPolygonF(places))
        self._arrow_head(places[-2], places[-1], line)
        if mark.end_heading != (0.0, 0.0):
            self.use(f"{line}/90", dash=Qt.PenStyle.DashLine)
            self.painter.drawPolygon(_wedge(places[-1], mark.end_heading, mark.fov_x_deg, _CONE_PX))

    def walk(self, path: WalkPath) -> None:
        """A person's way from board to board, with the boards at its places."""
        places = [self.at(place) for place in path.places]
        self.use("ground7", width=1.4, dash=Qt.PenStyle.DashLine)
        self.painter.drawPolyline(QPolygonF(places))
        for before, here in pairwise(places):
            self._arrow_head(before, here, "ground7")
        self.use("ground7", fill="ground1")
        for place in places:
            self.painter.drawEllipse(place, 3.0, 3.0)

    def action_line(self, first: Vec2, second: Vec2, seen: QRectF) -> None:
        """The line through two people, as far as it is seen."""
        dx, dz = second[0] - first[0], second[1] - first[1]
        length = (dx * dx + dz * dz) ** 0.5
        if length < 1e-6:
            return
        reach = (seen.width() + seen.height()) / length + 1.0
        ends = [(first[0] - dx * reach, first[1] - dz * reach), (second[0] + dx * reach, second[1] + dz * reach)]
        self.use("saved/190", width=1.2, dash=Qt.PenStyle.DashDotLine)
        self.painter.drawLine(self.at(ends[0]), self.at(ends[1]))

    def label(self, text: str, place: QPointF, *, colour: str = "ground7", below: float = 0.0) -> bool:
        """A word centred on a place, or ``below`` it; left out where others stand already."""
        width, height = self._metrics.horizontalAdvance(text), self._metrics.height()
        middle = place + QPointF(0.0, below + (height / 2 if below > 0 else -height / 2 if below < 0 else 0.0))
        box = QRectF(middle.x() - width / 2 - 2, middle.y() - height / 2, width + 4, height)
        if any(box.intersects(other) for other in self._taken):
            return False
        self._taken.append(box)
        self.painter.setFont(self._small)
        self.painter.setPen(self._colour("ground0"))
        for shift in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
            self.painter.drawText(box.translated(*shift), Qt.AlignmentFlag.AlignCenter, text)
        self.painter.setPen(self._colour(colour))
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return True

    def label_near(self, text: str, place: QPointF, offsets: Sequence[float], *, colour: str) -> None:
        """A word at the first of some distances below a place (above it, below 0) where no other stands."""
        for below in offsets:
            if self.label(text, place, colour=colour, below=below):
                return

    def fits(self, text: str, box: QRectF) -> bool:
        """Whether a word fits into a box on the screen."""
        return self._metrics.height() < box.height() and self._metrics.horizontalAdvance(text) < box.width() - 4

    def keep_clear(self, place: QPointF, radius: float) -> None:
        """Lets no label stand there."""
        self._taken.append(QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius))

    def scale_bar(self, corner: QPointF) -> None:
        """A bar of a round number of metres above ``corner`` (its left end), and which way the front is."""
        metres = bar_m(self.scale)
        width = metres * self.scale
        self.use("ground7", width=1.5)
        x, y = corner.x(), corner.y()
        self.painter.drawPolyline(
            QPolygonF([QPointF(x, y - 5), QPointF(x, y), QPointF(x + width, y), QPointF(x + width, y - 5)])
        )
        self.label(f"{metres:g} m", QPointF(x + width / 2, y - 12))
        tip = QPointF(x + width + 28, y)
        self.use("", fill="ground7")
        self.painter.drawPolygon(QPolygonF([tip, tip + QPointF(-5, -9), tip + QPointF(5, -9)]))
        self.label(tr("front"), tip + QPointF(0, -17))

    def _arrow_head(self, start: QPointF, end: QPointF, colour: str) -> None:
        line = QLineF(start, end)
        if line.length() < 8:
            return
        self.painter.save()
        self.painter.translate(end)
        self.painter.rotate(-line.angle())
        self.use("", fill=colour)
        self.painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(-9, -4), QPointF(-9, 4)]))
        self.painter.restore()

    def box(self, each: Footprint, by: Vec2 = (0.0, 0.0)) -> QRectF:
        """The bounds of a prop on the screen."""
        least_x, least_z, most_x, most_z = each.bounds
        return QRectF(self.at((least_x + by[0], least_z + by[1])), self.at((most_x + by[0], most_z + by[1])))

    def _colour(self, name: str) -> QColor:
        plain, _, alpha = name.partition("/")
        colour = self.theme.colour(plain)
        if alpha:
            colour.setAlpha(int(alpha))
        return colour


def grid_step_m(scale: float) -> float:
    """The least of the usual steps whose lines stand apart at ``scale`` pixels a metre."""
    return next(
        (step for step in _GRID_STEPS if step * scale >= _LEAST_GRID_PX), 10.0 ** ceil(log10(_LEAST_GRID_PX / scale))
    )


def bar_m(scale: float) -> float:
    """A round number of metres that is 50 to 125 pixels long."""
    longest = 125.0 / scale
    unit = 10.0 ** floor(log10(longest))
    return next(unit * factor for factor in (5, 2, 1) if unit * factor <= longest)


def degrees_of_front(front: Vec2) -> float:
    """How far a symbol whose front is down the sheet is turned, clockwise as Qt turns."""
    return _angle_deg(*front) * -1 - 90 if front != (0.0, 0.0) else 0.0


def _angle_deg(x: float, z: float) -> float:
    """Qt's angle of a direction on the sheet: 0 to the right, counter-clockwise."""
    return degrees(atan2(-z, x))


def _wedge(eye: QPointF, heading: Vec2, fov_deg: float, length: float) -> QPolygonF:
    half = radians(min(fov_deg, 170.0) / 2)
    edge = length / max(0.1, cos(half))
    corners = [eye]
    for turn in (-half, half):
        x = heading[0] * cos(turn) - heading[1] * sin(turn)
        z = heading[0] * sin(turn) + heading[1] * cos(turn)
        corners.append(eye + QPointF(x, z) * edge)
    return QPolygonF(corners)
