"""Where many sit: round, square and long tables, restaurants, rows of desks and pews, seats before one thing."""

from __future__ import annotations

import math

from bench.unseen.hidden_layout import HiddenLayout, Piece
from bench.unseen.motifs import CHAIR
from bench.unseen.small_things import SMALL, put_on_top


def table_set(layout: HiddenLayout) -> bool:
    """A round, square or long table with its chairs around it."""
    rng = layout.rng
    kind, size, most = rng.choice(
        (
            ("round table", (1.1, 0.75, 1.1), 5),
            ("round table", (1.4, 0.75, 1.4), 7),
            ("table", (1.0, 0.75, 1.0), 4),
            ("table", (1.6, 0.75, 0.9), 6),
            ("long table", (2.4, 0.75, 1.0), 8),
            ("dining table", (1.8, 0.75, 0.9), 6),
        )
    )
    x, z, yaw = layout.spot()
    table = Piece(layout.name(kind), kind, size, x, z, yaw)
    count = rng.randint(3, most)
    pieces = [table, *chairs_around(table, layout.name("chair"), count)]
    if not layout.add(pieces, margin=0.55 if layout.is_walked else 0.05):
        return False
    if rng.random() < 0.7:
        put_on_top(layout, table, rng.choice(("plate", "cup", "candle")), rng.randint(1, count))
    return True


def chairs_around(table: Piece, node: str, count: int) -> list[Piece]:
    """Chairs around a table, evenly, each facing it."""
    width, depth = table.size[0], table.size[2]
    spots: list[tuple[float, float, float]] = []
    if max(width, depth) / min(width, depth) <= 1.2:
        corner = 1.25 if "round" not in table.label and count != 4 else 1.0
        radius = max(max(width, depth) / 2 * corner + 0.2, 0.52 / (2 * math.tan(math.pi / count))) + 0.25
        for turn in range(count):
            angle = 360.0 * turn / count
            left, front = radius * math.sin(math.radians(angle)), radius * math.cos(math.radians(angle))
            spots.append((left, front, angle + 180.0))
    else:
        first = (count + 1) // 2
        for place in range(count):
            row, number, sign = (place, first, 1.0) if place < first else (place - first, count - first, -1.0)
            pitch = max(width / number, 0.52)
            left = pitch * (row - (number - 1) / 2)
            spots.append((left, sign * (depth / 2 + 0.2 + 0.25), 180.0 if sign > 0 else 0.0))
    found = []
    for left, front, yaw in spots:
        x, z = table.rect.world(left, front)
        chair = Piece(node, "chair", CHAIR, x, z, table.yaw + yaw, access=("front",))
        chair.said += [("around", table.node, None, None), ("facing", table.node, None, None)]
        found.append(chair)
    return found


def restaurant(layout: HiddenLayout) -> bool:
    """Tables of one kind in rows, each with its share of the chairs, something on one of them."""
    rng = layout.rng
    label, size, each = rng.choice(
        (("table", (0.9, 0.75, 0.9), 4), ("round table", (1.1, 0.75, 1.1), 4), ("table", (1.4, 0.75, 0.8), 4))
    )
    x, z, yaw = layout.spot()
    frame = Piece("", "", (0.01, 0.01, 0.01), x, z, yaw)
    name, seat = layout.name(label), layout.name("chair")
    columns, many = rng.randint(1, 3), rng.randint(1, 3)
    if columns * many < 2:
        return False
    pitch_w, pitch_d = size[0] + 2.1, size[2] + 2.1
    tables = []
    for row in range(many):
        for column in range(columns):
            px, pz = frame.rect.world((column - (columns - 1) / 2) * pitch_w, (row - (many - 1) / 2) * pitch_d)
            tables.append(Piece(name, label, size, px, pz, yaw))
    chairs = [chair for table in tables for chair in chairs_around(table, seat, each)]
    if not layout.add([*tables, *chairs], margin=0.5 if layout.is_walked else 0.05):
        return False
    if rng.random() < 0.6:
        put_on_top(layout, tables[0], rng.choice(("plate", "cup")), each * len(tables))
    if rng.random() < 0.5:
        nth = rng.randrange(len(tables))
        px, pz = tables[nth].rect.x, tables[nth].rect.z
        vase = Piece(
            layout.name("vase"),
            "vase",
            SMALL["vase"],
            px,
            pz,
            yaw,
            y=size[1],
            role="decoration_surface",
            support="surface",
            parent=tables[nth],
        )
        vase.said.append(("on_top_of", name, None, nth + 1))
        layout.pieces.append(vase)
    return True


def consoles(layout: HiddenLayout) -> bool:
    """Several seats or consoles in front of one thing, side by side, all looking at it."""
    rng = layout.rng
    label, size = rng.choice(
        (
            ("screen", (2.4, 1.6, 0.2)),
            ("control panel", (2.0, 1.0, 0.6)),
            ("stage platform", (3.0, 0.4, 1.6)),
            ("altar", (1.8, 1.0, 0.8)),
            ("counter", (2.2, 0.9, 0.6)),
            ("blackboard", (2.4, 1.8, 0.15)),
        )
    )
    stop = layout.wall(size[0])
    if stop is None:
        return False
    wall, along = stop
    x, z = wall.point(along, size[2] / 2 + 0.02)
    focus = Piece(layout.name(label), label, size, x, z, wall.yaw_deg)
    focus.said.append(("against_wall", "room", None, None))
    seat, seat_size = rng.choice(
        (("chair", CHAIR), ("console", (0.8, 1.1, 0.5)), ("stool", (0.4, 0.6, 0.4)), ("bench", (1.2, 0.45, 0.4)))
    )
    count = rng.randint(2, 4) if seat_size[0] < 1 else 2
    pitch = seat_size[0] + 0.06
    if count * pitch > size[0] * 1.2:
        count = max(2, int(size[0] * 1.2 / pitch))
    away = rng.choice((0.45, 0.9, 1.4))
    name = layout.name(seat)
    pieces = [focus]
    for turn in range(count):
        cx, cz = focus.rect.world((turn - (count - 1) / 2) * pitch, size[2] / 2 + away + seat_size[2] / 2)
        one = Piece(name, seat, seat_size, cx, cz, wall.yaw_deg + 180.0)
        one.said += [("in_front_of", focus.node, None, None), ("facing", focus.node, None, None)]
        pieces.append(one)
    return layout.add(pieces)


def rows(layout: HiddenLayout) -> bool:
    """Desks with chairs, pews, tables or shelves in rows, square to a wall."""
    rng = layout.rng
    label, size, seated = rng.choice(
        (
            ("desk", (0.7, 0.75, 0.5), True),
            ("pew", (1.8, 0.9, 0.5), False),
            ("bookshelf", (1.6, 1.9, 0.4), False),
            ("table", (1.4, 0.75, 0.8), False),
        )
    )
    x, z, yaw = layout.spot()
    columns, count_rows = rng.randint(1, 3), rng.randint(2, 4)
    pitch_w, pitch_d = size[0] + rng.choice((0.7, 0.9)), size[2] + (1.15 if seated else 0.9)
    frame = Piece("", "", (0.01, 0.01, 0.01), x, z, yaw)
    name, seat = layout.name(label), layout.name("chair")
    alike: list[Piece] = []
    chairs: list[Piece] = []
    for row in range(count_rows):
        for column in range(columns):
            px, pz = frame.rect.world((column - (columns - 1) / 2) * pitch_w, row * pitch_d)
            one = Piece(name, label, size, px, pz, yaw)
            one.said.append(("same_facing", name, None, None))
            alike.append(one)
            if seated:
                cx, cz = one.rect.world(0.0, -(size[2] / 2 + 0.12 + 0.25))
                chair = Piece(seat, "chair", CHAIR, cx, cz, yaw)
                chair.said += [("behind", name, None, None), ("facing", name, None, None)]
                chairs.append(chair)
    return layout.add([*alike, *chairs], margin=0.4 if layout.is_walked else 0.05)
