"""The plan of a scene's set: everything that is drawn of it from above, in metres, for the window and for print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.model.documents import Board
from studio.model.stage import Stage, Vec2
from studio.staging.floor_plan.camera_marks import CameraMark, camera_mark
from studio.staging.floor_plan.footprints import Footprint, Footprints
from studio.staging.floor_plan.walk_paths import WalkPath, walk_paths
from studio.staging.floor_plan.walls import OpeningMark, WallPiece, walls_of


@dataclass(frozen=True, slots=True)
class ZoneMark:
    """A zone of the room on the floor."""

    name: str
    low: Vec2
    high: Vec2


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """A set from above; x grows to the right and z, the front, down the sheet.

    ``line`` goes through the two people whom the board plays between: the line that cameras do not cross.
    """

    outline: tuple[Vec2, ...]
    is_outdoor: bool
    walls: tuple[WallPiece, ...]
    openings: tuple[OpeningMark, ...]
    zones: tuple[ZoneMark, ...]
    footprints: tuple[Footprint, ...]
    cameras: tuple[CameraMark, ...]
    paths: tuple[WalkPath, ...]
    line: tuple[Vec2, Vec2] | None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least x and z, greatest x and z, of the room, its props and the cameras."""
        xs, zs = [x for x, _ in self.outline], [z for _, z in self.outline]
        for each in self.footprints:
            least_x, least_z, most_x, most_z = each.bounds
            xs += (least_x, most_x)
            zs += (least_z, most_z)
        for x, z in (place for mark in self.cameras for place in (mark.position, *mark.path)):
            xs.append(x)
            zs.append(z)
        return (min(xs), min(zs), max(xs), max(zs)) if xs else (-1.0, -1.0, 1.0, 1.0)

    def footprint(self, prop_id: str) -> Footprint | None:
        """The footprint of a prop."""
        return next((each for each in self.footprints if each.prop_id == prop_id), None)


def floor_plan(
    stage: Stage,
    boards: Sequence[tuple[str, Board]],
    *,
    sensor: str,
    aspect: float,
    shown: Stage | None = None,
    board: Board | None = None,
    footprints: Footprints | None = None,
) -> FloorPlan:
    """The plan of a set with its boards by path.

    ``board`` is the one that is looked at and ``shown`` the set with that board's own changes; ``footprints`` keeps
    what has not changed from one plan to the next.
    """
    seen = shown or stage
    walls, openings = walls_of(stage.container)
    marks = (camera_mark(path, each, sensor=sensor, aspect=aspect) for path, each in boards)
    return FloorPlan(
        outline=stage.container.footprint,
        is_outdoor=stage.container.outdoor,
        walls=walls,
        openings=openings,
        zones=tuple(
            ZoneMark(zone.type, (zone.bounds.min[0], zone.bounds.min[2]), (zone.bounds.max[0], zone.bounds.max[2]))
            for zone in stage.zones
        ),
        footprints=(footprints or Footprints()).of(seen.props),
        cameras=tuple(mark for mark in marks if mark is not None),
        paths=walk_paths(stage, [each for _, each in boards]),
        line=line_of_action(seen, board, [each for _, each in boards]),
    )


def line_of_action(stage: Stage, board: Board | None, boards: Sequence[Board]) -> tuple[Vec2, Vec2] | None:
    """Through the two people of the board, else the first two that any board of the scene names together."""
    people = {
        word: prop
        for prop in stage.props
        if prop.semantic_role == "character" and not prop.hidden
        for word in (prop.id.casefold(), prop.name.casefold())
    }
    for each in (*((board,) if board is not None else ()), *boards):
        named = list(
            dict.fromkeys(people[name.casefold()].position for name in each.subjects if name.casefold() in people)
        )
        if len(named) >= 2:
            (ax, _, az), (bx, _, bz) = named[:2]
            return (ax, az), (bx, bz)
    return None
