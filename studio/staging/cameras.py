"""Default views of a stage: wide from a corner or a door, at eye height within, and the plan from above."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.model.stage import Prop, StageCamera, Vec2, Vec3
from studio.staging.room import Room

EYE_M = 1.6
_WIDE_FOV, _EYE_FOV, _TOP_FOV = 58.0, 42.0, 40.0


def default_cameras(room: Room, props: Sequence[Prop]) -> tuple[StageCamera, ...]:
    """``wide`` sees the whole set from 1.6 m, ``eye`` the middle of interest from nearer, ``top`` is the plan."""
    focus = _focus(room, props)
    wide = _wide_from(room, props, focus)
    span = max(room.sides)
    reach = max(1.0, min(3.0, 0.35 * (math.dist(wide, focus))))
    toward = _unit(focus, wide)
    eye = (focus[0] + toward[0] * (reach + 1.5), focus[1] + toward[1] * (reach + 1.5))
    if not room.contains(eye) or _blocked(eye, props):
        eye = ((wide[0] + focus[0]) / 2, (wide[1] + focus[1]) / 2)
    lift = 1.0 if room.ceiling_y < 4 else min(2.6, room.ceiling_y * 0.27)
    middle = ((room.low[0] + room.high[0]) / 2, (room.low[1] + room.high[1]) / 2)
    height = span / 2 / math.tan(math.radians(_TOP_FOV / 2)) * 1.15
    return (
        _camera("wide", (wide[0], EYE_M, wide[1]), (focus[0], lift, focus[1]), _WIDE_FOV),
        _camera("eye", (eye[0], EYE_M, eye[1]), (focus[0], 1.0, focus[1]), _EYE_FOV),
        _camera("top", (middle[0], height, middle[1] + 0.01), (middle[0], 0.0, middle[1]), _TOP_FOV),
    )


def _camera(name: str, position: Vec3, target: Vec3, fov: float) -> StageCamera:
    def rounded(point: Vec3) -> Vec3:
        return round(point[0], 4), round(point[1], 4), round(point[2], 4)

    return StageCamera(name=name, position=rounded(position), target=rounded(target), fov_y_deg=fov)


def _focus(room: Room, props: Sequence[Prop]) -> Vec2:
    """The middle of what stands on the floor, people counting most, drawn to the middle of the room."""
    x, z, weight = room.centre[0] * 2.0, room.centre[1] * 2.0, 2.0
    for prop in props:
        if prop.support in {"floor", "surface"}:
            heavy = 3.0 if prop.semantic_role == "character" else min(1.0, prop.size[0] * prop.size[2]) * 0.3
            x, z, weight = x + prop.position[0] * heavy, z + prop.position[2] * heavy, weight + heavy
    return x / weight, z / weight


def _unit(origin: Vec2, to: Vec2) -> Vec2:
    distance = math.dist(origin, to)
    return (0.0, 1.0) if distance < 1e-6 else ((to[0] - origin[0]) / distance, (to[1] - origin[1]) / distance)


def _wide_from(room: Room, props: Sequence[Prop], focus: Vec2) -> Vec2:
    """A little inside the corner or doorway that sees farthest over the set with nothing before the lens."""
    inset = 0.35 if max(room.sides) < 9 else 0.8
    spots: list[tuple[float, Vec2]] = []
    for place, wall in enumerate(room.walls):
        before = room.walls[place - 1]
        if before.along[0] * wall.along[1] - before.along[1] * wall.along[0] <= 0.1:
            continue
        spots.extend((0.0, wall.point(away, away)) for away in (inset, inset * 2))
    for gate in room.doors:
        middle = (gate.low + gate.high) / 2
        spots += [(0.6, gate.wall.point(middle, away)) for away in (0.3, 0.8)]
    if room.outdoor:
        reach = max(4.0, min(0.46 * max(room.sides), 1.15 * _spread(props, focus) + 2.5))
        spots = [(0.25 * math.cos(math.radians(turn)), (focus[0] + share * reach * math.sin(math.radians(turn)),
                  focus[1] + share * reach * math.cos(math.radians(turn))))
                 for share in (1.0, 0.75, 0.5) for turn in range(-180, 180, 20)]  # fmt: skip

    def worth(spot: tuple[float, Vec2]) -> tuple[float, Vec2]:
        bonus, point = spot
        hidden = 6.0 if _blocked(point, props) else 0.0
        hidden += 0.8 * sum(1 for prop in props if _before(point, focus, prop))
        far = math.dist(point, focus) / max(room.sides)
        return round(hidden - 3.0 * far - bonus - 0.2 * (point[1] > focus[1]), 4), point

    inside = [spot for spot in spots if room.contains(spot[1])]
    return min(inside, key=worth)[1] if inside else room.centre


def _spread(props: Sequence[Prop], focus: Vec2) -> float:
    """How far from the focus three quarters of what is no plant stands."""
    away = sorted(math.dist(focus, (p.position[0], p.position[2])) for p in props if p.size[1] < 4.0)
    return away[(3 * len(away)) // 4] if away else 3.0


def _blocked(point: Vec2, props: Sequence[Prop]) -> bool:
    """Whether something as tall as the lens stands at it."""
    return any(
        prop.position[1] < EYE_M + 0.1 and prop.position[1] + prop.size[1] > EYE_M - 0.4
        and math.dist(point, (prop.position[0], prop.position[2])) < 0.5 + max(prop.size[0], prop.size[2]) / 2
        for prop in props
    )  # fmt: skip


def _before(point: Vec2, focus: Vec2, prop: Prop) -> bool:
    """Whether something tall stands in the first stretch of the view."""
    if prop.position[1] + prop.size[1] < 1.2 or prop.position[1] > EYE_M:
        return False
    to = _unit(point, focus)
    dx, dz = prop.position[0] - point[0], prop.position[2] - point[1]
    ahead, aside = dx * to[0] + dz * to[1], abs(dx * to[1] - dz * to[0])
    return 0.0 < ahead < 0.85 * math.dist(point, focus) and aside < max(prop.size[0], prop.size[2]) / 2 + 0.2 * ahead
