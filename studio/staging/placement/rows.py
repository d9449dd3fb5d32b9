"""Joint layouts of many alike: rows and columns of tables, seats before a stage, columns along the walls, trees."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.candidates import WALL_GAP_M, room_yaws
from studio.staging.placement.item import Item
from studio.staging.placement.ranks import ranked_side, ranks, stand_in_ranks
from studio.staging.placement.scoring import foci_for, is_focus
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.rect import turned
from studio.staging.relation_check import faces
from studio.staging.room import Wall

Layout = list[tuple[float, float, float]]
"""A place (x, z, yaw) for each unit of a group, in order."""
AISLE_M, WALL_AISLE_M, _MOST_TIGHT, _AWAY = 1.0, 0.8, 4, 3.0


def wants_rows(units: list[Unit]) -> bool:
    """Whether a group of like units is laid out as one: several tables, pews, columns, trees, shelves."""
    item = units[0].anchor
    if len(units) < 2 or item.support != "floor" or item.node.semantic_role == "character":
        return False
    if stand_in_ranks(units):
        return True
    first = {wish.kind: wish.targets for wish in item.wishes}
    own = {unit.anchor.id for unit in units}
    loose = {"inside", "facing", "against_wall"}
    for unit in units:
        for wish in unit.anchor.wishes:
            beside = wish.kind in {"left_of", "right_of"} and len(units) >= 3 and wish.targets == first.get(wish.kind)
            in_line = beside or (wish.kind in {"aligned_with", "same_facing"} and own.issuperset(wish.targets))
            if not in_line and (wish.kind not in loose or (wish.targets and wish.kind != "facing")):
                return False
    if item.is_a("plant") or item.zone in {"corner", "random"}:
        return False
    return len(units) >= 2


def layouts(units: list[Unit], site: Site, occupied: Occupancy, *, is_packed: bool = False) -> Iterator[Layout]:
    """Ways to lay a group out, the best looking first; on a packed floor those that leave most of it whole."""
    item = units[0].anchor
    for wish in item.wants("left_of", "right_of"):
        target = occupied.bodies.get(wish.targets[0]) if wish.targets else None
        if target is not None and len(units) >= 3:
            yield from _side_blocks(units, target, occupied, left=wish.kind == "left_of")
            if not stand_in_ranks(units):
                return
    place = ranked_side(units[0]) if stand_in_ranks(units) else None
    if place is not None and place[1] in occupied.bodies:
        yield from ranks(units, occupied.bodies[place[1]], place[0])
        return
    if item.node.semantic_role == "structure" and min(item.size[0], item.size[2]) < 1.5 and item.size[1] > 1.5:
        yield from _colonnades(units, site)
    if item.is_wallside and not site.room.outdoor:
        yield from _along_wall(units, site)
        return
    yield from _grids(units, site, foci_for((item,), occupied), is_packed=is_packed)


def _side_blocks(units: list[Unit], target: Body, occupied: Occupancy, *, left: bool) -> Iterator[Layout]:
    """Rows along one side of an aisle: seats look along it at the focus, other things stand in one even line."""
    item = units[0].anchor
    seats = item.is_a("seat")
    length, half = 2 * target.rect.half_d, target.rect.half_w
    focus = next((body for body in occupied.bodies.values() if is_focus(body.item)), None)
    ahead = focus is None or target.rect.local((focus.x, focus.z))[1] >= 0
    yaw = target.yaw + (0.0 if ahead else 180.0) if seats else target.yaw
    sign = 1.0 if left else -1.0
    for across in (4, 5, 3, 6, 2, 8, 1) if seats else (1, 2):
        rows = math.ceil(len(units) / across)
        pitch_w = item.size[0] + (0.08 if seats else 0.3)
        pitch_d = max(item.size[2] + (0.35 if seats else 0.05), min(1.1 if seats else 9.0, length / rows))
        if (rows - 1) * pitch_d > length * 1.2:
            continue
        layout: Layout = []
        for place in range(len(units)):
            row, column = divmod(place, across)
            out = half + (0.5 if seats else 0.08) + item.size[0] / 2 + column * pitch_w
            x, z = target.rect.world(sign * out, (row - (rows - 1) / 2) * pitch_d)
            layout.append((x, z, yaw))
        yield layout


def _along_wall(units: list[Unit], site: Site) -> Iterator[Layout]:
    """Shoulder to shoulder, centred on one wall; else shared out over all walls, the longest first."""
    widths = [unit.anchor.size[0] for unit in units]
    depth = max(unit.anchor.size[2] for unit in units)
    walls = sorted(
        site.room.walls, key=lambda wall: (any(g.wall is wall for g in site.room.gates), -round(wall.length, 4))
    )
    # Beds that people come to from their sides keep those free.
    gaps = (0.7, 0.9, 0.6, 0.25, 0.02) if {"left", "right"} & set(units[0].anchor.access) else (0.02, 0.6, 0.25)
    for gap in gaps:
        total = sum(widths) + gap * (len(widths) - 1)
        for wall in walls:
            for shift in (0.5, 0.0, 1.0):
                spare = wall.length - total - 2 * WALL_GAP_M
                if spare >= 0:
                    yield _shoulder_to_shoulder(widths, depth, wall, WALL_GAP_M + spare * shift, gap)
    for gap in (0.6, 0.25, 0.02):
        layout: Layout = []
        for wall in walls:
            free = wall.length - 2 * (depth + WALL_GAP_M)
            some = list(widths[len(layout) :])
            while some and sum(some) + gap * (len(some) - 1) > free:
                some.pop()
            start = (wall.length - sum(some) - gap * (len(some) - 1)) / 2
            layout += _shoulder_to_shoulder(some, depth, wall, start, gap)
        if len(layout) == len(widths):
            yield layout


def _shoulder_to_shoulder(widths: list[float], depth: float, wall: Wall, start: float, gap: float) -> Layout:
    """A row along a wall, from ``start`` metres on."""
    along, layout = start, []
    for width in widths:
        x, z = wall.point(along + width / 2, depth / 2 + WALL_GAP_M)
        layout.append((x, z, wall.yaw_deg))
        along += width + gap
    return layout


def _colonnades(units: list[Unit], site: Site) -> Iterator[Layout]:
    """Two rows along the longer sides of the room, as far apart as they fit."""
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    half = (len(units) + 1) // 2
    along_z = z1 - z0 >= x1 - x0
    long, short = (z1 - z0, x1 - x0) if along_z else (x1 - x0, z1 - z0)
    reach = max(units[0].anchor.size[0], units[0].anchor.size[2])
    for inset in (0.09, 0.13, 0.2, 0.05, 0.3):
        side = short * (0.5 - inset)
        if side + reach / 2 > short / 2:
            side = short / 2 - reach / 2 - 0.02
        layout: Layout = []
        for place in range(len(units)):
            row, sign = (place, -1.0) if place < half else (place - half, 1.0)
            count = half if sign < 0 else len(units) - half
            offset = long * ((row + 0.5) / count - 0.5)
            dx, dz = (sign * side, offset) if along_z else (offset, sign * side)
            layout.append(((x0 + x1) / 2 + dx, (z0 + z1) / 2 + dz, 0.0))
        yield layout


def _grids(units: list[Unit], site: Site, foci: list[Body], *, is_packed: bool) -> Iterator[Layout]:
    """Rows and columns about the middle of the room, aisles between them; the most open shapes first."""
    bounds = [unit.bounds() for unit in units]
    low_l, low_f = min(b[0] for b in bounds), min(b[1] for b in bounds)
    high_l, high_f = max(b[2] for b in bounds), max(b[3] for b in bounds)
    wide, deep = high_l - low_l, high_f - low_f
    seat = units[0].anchor.is_a("seat")
    middle = site.room.centre
    options: list[tuple[float, Layout]] = []
    in_line = any(unit.anchor.wants("aligned_with") for unit in units)
    for yaw in room_yaws(site)[: 4 if seat or foci else 2]:
        across = _across(site, yaw)
        for columns in range(1, len(units) + 1):
            rows = math.ceil(len(units) / columns)
            if (columns - 1) * rows >= len(units):
                continue
            for aisle in itertools.chain.from_iterable(
                (((*pair, 1.5), (*pair, 1.0)) if not seat else ((*pair, 1.0),)) for pair in _aisles(units[0].anchor)
            ):
                option = _grid(len(units), columns, rows, (wide, deep), aisle[:2], across, stretch=aisle[2])
                if option is None:
                    continue
                badness, spots = option
                if in_line:
                    spots = _there_and_back(spots, columns)
                radians = math.radians(yaw)
                cos, sin = math.cos(radians), math.sin(radians)
                off_l, off_f = (low_l + high_l) / 2, (low_f + high_f) / 2
                layout = [
                    (middle[0] + (left - off_l) * cos + (front - off_f) * sin,
                     middle[1] - (left - off_l) * sin + (front - off_f) * cos, yaw)
                    for left, front in spots
                ]  # fmt: skip
                badness += _against_the_grain(units[0].anchor, yaw, (columns, rows), site)
                options.append((badness + _turned_away(units[0], layout, foci), layout))
    options.sort(key=lambda option: round(option[0], 6))
    centred = [layout for _, layout in options[: 60 if in_line else 24]]
    tight = sorted(options, key=lambda option: round(_floor_of(option[1]), 6))[:_MOST_TIGHT]
    aside = (moved for _, layout in tight for moved in _pushed_aside(layout, (wide, deep), site))
    yield from itertools.chain(aside, centred) if is_packed else itertools.chain(centred, aside)


def _floor_of(layout: Layout) -> float:
    """The floor between the outermost places of a layout."""
    xs, zs = [place[0] for place in layout], [place[1] for place in layout]
    return (max(xs) - min(xs) + 1.0) * (max(zs) - min(zs) + 1.0)


def _pushed_aside(layout: Layout, cell: tuple[float, float], site: Site) -> Iterator[Layout]:
    """The layout as a whole in each corner and at each side of the room's bounds."""
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    wide, deep = turned(0.0, 0.0, cell[0] / 2, cell[1] / 2, layout[0][2]).reach()
    xs, zs = [place[0] for place in layout], [place[1] for place in layout]
    spans_x = (x0 + wide + WALL_GAP_M - min(xs), 0.0, x1 - wide - WALL_GAP_M - max(xs))
    spans_z = (z0 + deep + WALL_GAP_M - min(zs), 0.0, z1 - deep - WALL_GAP_M - max(zs))
    for dx, dz in itertools.product(spans_x, spans_z):
        if dx or dz:
            yield [(x + dx, z + dz, yaw) for x, z, yaw in layout]


def _there_and_back(spots: list[tuple[float, float]], columns: int) -> list[tuple[float, float]]:
    """Every other row from its far end, so that each is in line with the one before it."""
    found: list[tuple[float, float]] = []
    for start in range(0, len(spots), columns):
        row = spots[start : start + columns]
        found += row[::-1] if (start // columns) % 2 else row
    return found


def _against_the_grain(item: Item, yaw: float, grid: tuple[int, int], site: Site) -> float:
    """Long tables lie along a long room, side by side rather than end to end."""
    width, _, depth = item.size
    if max(width, depth) < 2.2 * min(width, depth) or item.is_a("seat"):
        return 0.0
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    along_x = (abs(math.cos(math.radians(yaw))) > 0.7) == (width >= depth)
    crosswise = 0.0 if abs((x1 - x0) - (z1 - z0)) < 0.5 or along_x == (x1 - x0 > z1 - z0) else 0.8
    end_to_end = grid[0] if width >= depth else grid[1]
    return crosswise + 1.2 * (end_to_end - 1)


def _turned_away(unit: Unit, layout: Layout, foci: list[Body]) -> float:
    """An audience looks at what there is to look at: who sits at a desk does, whichever way the desk stands."""
    if not foci:
        return 0.0
    turn = next((one.yaw for one in unit.satellites if one.item.is_a("seat")), 0.0)
    ends = (stand(unit.anchor, x, 0.0, z, yaw + turn) for x, z, yaw in (layout[0], layout[-1]))
    looks = [max(faces(body, one.rect) for one in foci) for body in ends]
    return _AWAY * (1.0 - sum(looks) / len(looks))


def _across(site: Site, yaw: float) -> tuple[float, float]:
    """The room's extent along the left and the front of a yaw."""
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    cos, sin = abs(math.cos(math.radians(yaw))), abs(math.sin(math.radians(yaw)))
    wide, deep = x1 - x0, z1 - z0
    return wide * cos + deep * sin, wide * sin + deep * cos


def _aisles(item: Item) -> tuple[tuple[float, float], ...]:
    """(between columns, between rows) in metres, generous ones first."""
    if item.is_a("seat"):
        return ((0.1, 0.5), (0.08, 0.35), (0.3, 0.7))
    if item.is_a("table", "top"):
        return ((1.6, 1.6), (1.2, 1.2), (0.9, 0.9), (0.6, 0.6))
    return ((1.2, 1.2), (0.8, 0.8), (0.4, 0.4), (0.1, 0.1))


def _grid(
    count: int,
    columns: int,
    rows: int,
    cell: tuple[float, float],
    aisle: tuple[float, float],
    across: tuple[float, float],
    *,
    stretch: float,
) -> tuple[float, list[tuple[float, float]]] | None:
    """(how ugly, places in (left, front)) of a grid, spread to fill the room a little; None when it is too big."""
    least_w = columns * cell[0] + (columns - 1) * aisle[0]
    least_d = rows * cell[1] + (rows - 1) * aisle[1]
    margin = 2 * WALL_AISLE_M
    if least_w > across[0] - 0.1 or least_d > across[1] - 0.1:
        return None
    crowd = max(0.0, least_w - (across[0] - margin)) + max(0.0, least_d - (across[1] - margin))
    pitch_w, pitch_d = cell[0] + aisle[0], cell[1] + aisle[1]
    if stretch > 1.0:
        pitch_w = max(pitch_w, min(pitch_w * stretch, (across[0] - margin) / columns))
        pitch_d = max(pitch_d, min(pitch_d * stretch, (across[1] - margin) / rows))
    ragged = rows * columns - count
    shape = abs(math.log((pitch_w * columns / across[0]) / (pitch_d * rows / across[1])))
    badness = (0.1 if stretch == 1.0 else 0.0) + 2.0 * crowd + 0.6 * ragged + shape - 0.4 * min(aisle)
    spots = []
    for place in range(count):
        row, column = divmod(place, columns)
        in_row = min(columns, count - row * columns)
        left = (column - (in_row - 1) / 2) * pitch_w
        spots.append((left, (row - (rows - 1) / 2) * pitch_d))
    return badness, spots
