"""How people furnish: pieces along walls, beds with nightstands, seats at tables, rows, what stands on things."""

from __future__ import annotations

import math
from collections.abc import Callable

from bench.unseen.hidden_layout import HiddenLayout, Piece
from studio.model.stage import Size

CHAIR: Size = (0.45, 0.9, 0.5)
WALL: dict[str, tuple[Size, bool]] = {
    "wardrobe": ((1.5, 2.0, 0.6), True), "bookcase": ((0.9, 1.9, 0.35), True), "dresser": ((1.2, 0.85, 0.5), True),
    "sideboard": ((1.5, 0.85, 0.45), True), "piano": ((1.5, 1.25, 0.65), True), "cabinet": ((0.8, 1.2, 0.4), True),
    "refrigerator": ((0.7, 1.8, 0.7), True), "stove": ((0.6, 0.9, 0.6), True), "counter": ((1.8, 0.9, 0.6), True),
    "sink": ((0.6, 0.85, 0.5), True), "workbench": ((1.6, 0.9, 0.7), True), "locker": ((0.4, 1.8, 0.5), True),
    "plant": ((0.4, 1.1, 0.4), False), "aquarium": ((0.8, 1.2, 0.4), False), "trash can": ((0.3, 0.5, 0.3), False),
    "floor lamp": ((0.35, 1.6, 0.35), False), "chest": ((0.9, 0.5, 0.5), False), "printer": ((0.6, 0.9, 0.55), True),
    "coat rack": ((0.45, 1.8, 0.45), False), "barrel": ((0.6, 0.9, 0.6), False), "fireplace": ((1.5, 1.2, 0.4), True),
    "washing machine": ((0.6, 0.85, 0.6), True), "medicine cart": ((0.5, 0.95, 0.4), False),
    "vending machine": ((0.9, 1.85, 0.8), True), "zorblatt engine": ((0.8, 1.1, 0.5), False),
}  # fmt: skip
FREE: dict[str, Size] = {
    "crate": (0.6, 0.6, 0.6), "barrel": (0.6, 0.9, 0.6), "statue": (0.5, 1.8, 0.5), "plant": (0.4, 1.1, 0.4),
    "ottoman": (0.5, 0.42, 0.5), "armchair": (0.8, 0.9, 0.85), "toy box": (0.6, 0.45, 0.4), "anvil": (0.6, 0.7, 0.3),
    "pedestal": (0.5, 1.0, 0.5), "easel": (0.6, 1.6, 0.6), "gronk pillar": (0.45, 2.0, 0.45),
}  # fmt: skip
SMALL: dict[str, Size] = {
    "book": (0.2, 0.04, 0.14), "vase": (0.15, 0.3, 0.15), "cup": (0.09, 0.1, 0.09), "candle": (0.05, 0.15, 0.05),
    "laptop": (0.34, 0.24, 0.25), "plate": (0.22, 0.03, 0.22), "lamp": (0.2, 0.4, 0.2), "map": (0.4, 0.005, 0.3),
}  # fmt: skip
Motif = Callable[[HiddenLayout], bool]


def wall_piece(layout: HiddenLayout, label: str, *, in_corner: bool = False) -> bool:
    """Something with its back to a wall, in a corner of it if asked."""
    size, is_used = WALL[label]
    stop = layout.wall(size[0])
    if stop is None:
        return False
    wall, along = stop
    if in_corner:
        along = layout.rng.choice((size[0] / 2 + 0.03, wall.length - size[0] / 2 - 0.03))
    x, z = wall.point(along, size[2] / 2 + 0.01)
    piece = Piece(layout.name(label), label, size, x, z, wall.yaw_deg, access=("front",) if is_used else ())
    piece.said.append(("against_wall", "room", None, None))
    if in_corner:
        piece.said.append(("in_corner", "room", None, None))
    return layout.add([piece])


def free_piece(layout: HiddenLayout, label: str) -> bool:
    """Something that stands anywhere."""
    x, z, yaw = layout.spot()
    return layout.add(
        [Piece(layout.name(label), label, FREE[label], x, z, yaw)], margin=0.3 if layout.is_walked else 0.03
    )


def bed_set(layout: HiddenLayout) -> bool:
    """A bed, its headboard to the wall, with one or two nightstands and sometimes a bench before it."""
    rng = layout.rng
    size: Size = rng.choice(((0.9, 0.55, 2.0), (1.4, 0.55, 2.0), (1.6, 0.6, 2.1)))
    stop = layout.wall(size[0])
    if stop is None:
        return False
    wall, along = stop
    x, z = wall.point(along, size[2] / 2 + 0.01)
    bed = Piece(
        layout.name("bed"), "bed", size, x, z, wall.yaw_deg, access=rng.choice((("left",), ("right",), ("front",)))
    )
    bed.said.append(("against_wall", "room", None, None))
    pieces = [bed]
    for side, sign in (("left_of", 1.0), ("right_of", -1.0)):
        if rng.random() < 0.6:
            nx, nz = wall.point(along, 0.21)
            left, front = bed.rect.local((nx, nz))
            nx, nz = bed.rect.world(left + sign * (size[0] / 2 + 0.225 + 0.05), front)
            stand = Piece(layout.name("nightstand"), "nightstand", (0.45, 0.5, 0.4), nx, nz, wall.yaw_deg)
            stand.said += [("against_wall", "room", None, None), ("near", bed.node, (0.0, 0.8), None)]
            if rng.random() < 0.4:
                stand.said.append((side, bed.node, None, None))
            pieces.append(stand)
            bed.access = ("front",)
    return layout.add(pieces)


def sofa_set(layout: HiddenLayout) -> bool:
    """A sofa with a low table before it, armchairs at its ends, a rug beneath, a screen across the room."""
    rng = layout.rng
    size: Size = rng.choice(((1.6, 0.85, 0.9), (2.0, 0.85, 0.95), (2.2, 0.85, 0.95)))
    stop = layout.wall(size[0])
    if stop is None:
        return False
    wall, along = stop
    x, z = wall.point(along, size[2] / 2 + 0.02)
    sofa = Piece(layout.name("sofa"), "sofa", size, x, z, wall.yaw_deg)
    sofa.said.append(("against_wall", "room", None, None))
    tx, tz = sofa.rect.world(0.0, size[2] / 2 + 0.4 + 0.3)
    table = Piece(layout.name("coffee table"), "coffee table", (1.0, 0.42, 0.6), tx, tz, wall.yaw_deg)
    table.said += [("near", sofa.node, (0.0, 0.8), None), ("in_front_of", sofa.node, None, None)]
    pieces = [sofa, table]
    for sign in (1.0, -1.0):
        if rng.random() < 0.5:
            ax, az = table.rect.world(sign * (0.5 + 0.45 + 0.425), rng.uniform(-0.1, 0.3))
            chair = Piece(layout.name("armchair"), "armchair", (0.8, 0.9, 0.85), ax, az, wall.yaw_deg - sign * 90)
            chair.said += [("near", table.node, (0.0, 0.8), None), ("facing", table.node, None, None)]
            pieces.append(chair)
    if rng.random() < 0.4:
        rug = Piece(layout.name("rug"), "rug", (2.0, 0.02, 1.4), tx, tz, wall.yaw_deg)
        rug.said.append(("under", table.node, None, None))
        pieces.append(rug)
    if not layout.add(pieces):
        return False
    _screen(layout, sofa)
    return True


def _screen(layout: HiddenLayout, sofa: Piece) -> None:
    """A television stand at the wall that the sofa looks at."""
    for wall in layout.room.walls:
        along, off = wall.local((sofa.x, sofa.z))
        turned = abs((wall.yaw_deg - sofa.yaw) % 360.0 - 180.0)
        if turned > 4.0 or not 0.7 < along < wall.length - 0.7 or off < 2.2:
            continue
        x, z = wall.point(along, 0.22 + 0.01)
        stand = Piece(layout.name("tv stand"), "tv stand", (1.4, 0.5, 0.44), x, z, wall.yaw_deg, access=("front",))
        stand.said += [("against_wall", "room", None, None), ("far", sofa.node, (1.5, None), None)]
        if layout.add([stand]):
            sofa.said.append(("facing", stand.node, None, None))
            if layout.rng.random() < 0.5:
                stand.said.append(("facing", sofa.node, None, None))
        return


def desk_set(layout: HiddenLayout) -> bool:
    """A desk at the wall with its chair before it, or one with its back free and the chair behind it."""
    rng = layout.rng
    size: Size = rng.choice(((1.2, 0.75, 0.6), (1.4, 0.75, 0.7)))
    if rng.random() < 0.65:
        stop = layout.wall(size[0])
        if stop is None:
            return False
        wall, along = stop
        x, z = wall.point(along, size[2] / 2 + 0.01)
        desk = Piece(layout.name("desk"), "desk", size, x, z, wall.yaw_deg, access=("front",))
        desk.said.append(("against_wall", "room", None, None))
        cx, cz = desk.rect.world(rng.uniform(-0.15, 0.15), size[2] / 2 + 0.1 + 0.25)
        chair = Piece(layout.name("chair"), "chair", CHAIR, cx, cz, wall.yaw_deg + 180, access=("front",))
        chair.said += [("in_front_of", desk.node, None, None), ("facing", desk.node, None, None)]
        chair.said.append(("near", desk.node, (0.0, 0.8), None))
        return layout.add([desk, chair])
    x, z, yaw = layout.spot()
    desk = Piece(layout.name("desk"), "desk", size, x, z, yaw)
    cx, cz = desk.rect.world(0.0, -(size[2] / 2 + 0.12 + 0.25))
    chair = Piece(layout.name("chair"), "chair", CHAIR, cx, cz, yaw)
    chair.said += [("behind", desk.node, None, None), ("facing", desk.node, None, None)]
    return layout.add([desk, chair], margin=0.5 if layout.is_walked else 0.05)


def table_set(layout: HiddenLayout) -> bool:
    """A round, square or long table with its chairs around it."""
    rng = layout.rng
    kind, size, most = rng.choice((
        ("round table", (1.1, 0.75, 1.1), 5), ("round table", (1.4, 0.75, 1.4), 7), ("table", (1.0, 0.75, 1.0), 4),
        ("table", (1.6, 0.75, 0.9), 6), ("long table", (2.4, 0.75, 1.0), 8), ("dining table", (1.8, 0.75, 0.9), 6),
    ))  # fmt: skip
    x, z, yaw = layout.spot()
    table = Piece(layout.name(kind), kind, size, x, z, yaw)
    count = rng.randint(3, most)
    pieces = [table, *_chairs(table, layout.name("chair"), count)]
    if not layout.add(pieces, margin=0.55 if layout.is_walked else 0.05):
        return False
    if rng.random() < 0.7:
        _on_top(layout, table, rng.choice(("plate", "cup", "candle")), rng.randint(1, count))
    return True


def _chairs(table: Piece, node: str, count: int) -> list[Piece]:
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


def consoles(layout: HiddenLayout) -> bool:
    """Several seats or consoles in front of one thing, side by side, all looking at it."""
    rng = layout.rng
    label, size = rng.choice((("screen", (2.4, 1.6, 0.2)), ("control panel", (2.0, 1.0, 0.6)), ("stage platform", (3.0, 0.4, 1.6)),
                              ("altar", (1.8, 1.0, 0.8)), ("counter", (2.2, 0.9, 0.6)), ("blackboard", (2.4, 1.8, 0.15))))  # fmt: skip
    stop = layout.wall(size[0])
    if stop is None:
        return False
    wall, along = stop
    x, z = wall.point(along, size[2] / 2 + 0.02)
    focus = Piece(layout.name(label), label, size, x, z, wall.yaw_deg)
    focus.said.append(("against_wall", "room", None, None))
    seat, seat_size = rng.choice((("chair", CHAIR), ("console", (0.8, 1.1, 0.5)), ("stool", (0.4, 0.6, 0.4)), ("bench", (1.2, 0.45, 0.4))))  # fmt: skip
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
    label, size, seated = rng.choice((("desk", (0.7, 0.75, 0.5), True), ("pew", (1.8, 0.9, 0.5), False),
                                      ("bookshelf", (1.6, 1.9, 0.4), False), ("table", (1.4, 0.75, 0.8), False)))  # fmt: skip
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
            if not seated and rng.random() < 0.0:
                continue
            one.said.append(("same_facing", name, None, None))
            alike.append(one)
            if seated:
                cx, cz = one.rect.world(0.0, -(size[2] / 2 + 0.12 + 0.25))
                chair = Piece(seat, "chair", CHAIR, cx, cz, yaw)
                chair.said += [("behind", name, None, None), ("facing", name, None, None)]
                chairs.append(chair)
    return layout.add([*alike, *chairs], margin=0.4 if layout.is_walked else 0.05)


def ward_beds(layout: HiddenLayout) -> bool:
    """Two to five beds side by side along one wall, a curtain's breadth between them."""
    rng = layout.rng
    count, pitch = rng.randint(2, 5), rng.choice((1.6, 1.9))
    wall = rng.choice(layout.room.walls)
    need = 0.9 + (count - 1) * pitch
    if wall.length < need + 0.1:
        return False
    start = rng.uniform(0.5, max(0.5, wall.length - need + 0.4))
    name = layout.name("hospital bed")
    beds = []
    for turn in range(count):
        x, z = wall.point(start + turn * pitch, 1.01)
        one = Piece(name, "hospital bed", (0.9, 0.6, 2.0), x, z, wall.yaw_deg, access=("left",))
        one.said.append(("against_wall", "room", None, None))
        beds.append(one)
    return layout.add(beds)


def on_furniture(layout: HiddenLayout) -> bool:
    """Small things on something with a top; now and then a coin on a map on a table."""
    hosts = [p for p in layout.pieces if p.label in {"table", "desk", "dresser", "sideboard", "counter", "coffee table", "workbench", "nightstand", "long table", "dining table", "round table"}]  # fmt: skip
    if not hosts:
        return False
    host = layout.rng.choice(hosts)
    label = layout.rng.choice(tuple(SMALL))
    many = [p for p in layout.pieces if p.node == host.node]
    return _on_top(layout, host, label, layout.rng.randint(1, 3) if len(many) == 1 else len(many))


def _on_top(layout: HiddenLayout, host: Piece, label: str, count: int) -> bool:
    """``count`` small things on a host, spread over all of its kind; tops never more than a third full."""
    size = SMALL[label]
    hosts = [p for p in layout.pieces if p.node == host.node]
    each = math.ceil(count / len(hosts))
    for one in hosts:
        used = sum(p.size[0] * p.size[2] for p in layout.pieces if p.parent is one)
        if used + each * size[0] * size[2] > 0.3 * one.size[0] * one.size[2] or max(size[0], size[2]) > 0.8 * min(
            one.size[0], one.size[2]
        ):
            return False
    if any(p.parent is host for p in layout.pieces) and size[0] > 0.2:
        return False
    name = layout.name(label)
    first: Piece | None = None
    for turn in range(count):
        one = hosts[turn * len(hosts) // count]
        spread = (turn % max(1, each) + 0.5) / max(1, each) - 0.5
        x, z = one.rect.world(spread * (one.size[0] - size[0]), 0.0)
        small = Piece(
            name, label, size, x, z, one.yaw, y=one.top, role="decoration_surface", support="surface", parent=one
        )
        small.said.append(("on_top_of", host.node, None, None))
        layout.pieces.append(small)
        first = first or small
    if label == "map" and first is not None and count == 1 and layout.rng.random() < 0.7:
        coin = layout.name("coin")
        for turn in range(3):
            x, z = first.rect.world(0.1 * (turn - 1), 0.0)
            piece = Piece(coin, "coin", (0.025, 0.003, 0.025), x, z, first.yaw, y=first.top, role="decoration_surface", support="surface", parent=first)  # fmt: skip
            piece.said.append(("on_top_of", first.node, None, None))
            layout.pieces.append(piece)
    return True


def on_wall(layout: HiddenLayout) -> bool:
    """A picture, a clock, a banner on a wall; sometimes another beside it on the same wall."""
    rng = layout.rng
    label, size = rng.choice((("painting", (0.7, 0.5, 0.04)), ("clock", (0.35, 0.35, 0.06)), ("mirror", (0.5, 0.8, 0.04)), ("screen", (1.2, 0.7, 0.08)), ("banner", (0.6, 1.0, 0.03))))  # fmt: skip
    beside = rng.random() < 0.5
    stop = layout.wall(size[0] + (1.6 if beside else 0.0))
    if stop is None:
        return False
    wall, along = stop
    bottom = 1.9 - size[1] / 2
    if not _is_free_wall(layout, wall.start, along, size[0] + (1.6 if beside else 0.2)):
        return False
    pieces = [_mounted(layout, wall, along, bottom, label, size)]
    if beside:
        small: Size = rng.choice(((0.3, 0.3, 0.04), (0.4, 0.5, 0.03)))
        sign = rng.choice((1.0, -1.0))
        other = _mounted(
            layout, wall, along + sign * (size[0] / 2 + 0.15 + small[0] / 2), 1.9 - small[1] / 2, "picture", small
        )
        other.said.append(
            ("left_of" if pieces[0].rect.local((other.x, other.z))[0] > 0 else "right_of", pieces[0].node, None, None)
        )
        pieces.append(other)
    layout.pieces += pieces
    return True


def _mounted(layout: HiddenLayout, wall: object, along: float, bottom: float, label: str, size: Size) -> Piece:
    x, z = wall.point(along, size[2] / 2 + 0.002)  # type: ignore[attr-defined]
    piece = Piece(layout.name(label), label, size, x, z, wall.yaw_deg, y=bottom, role="furniture_wall", support="wall")  # type: ignore[attr-defined]
    piece.said.append(("on_wall", "room", None, None))
    return piece


def _is_free_wall(layout: HiddenLayout, start: tuple[float, float], along: float, width: float) -> bool:
    wall = next(one for one in layout.room.walls if one.start == start)
    low, high = along - width / 2, along + width / 2
    if low < 0.05 or high > wall.length - 0.05:
        return False
    if any(gate.wall is wall and low < gate.high + 0.1 and high > gate.low - 0.1 for gate in layout.room.gates):
        return False
    for piece in layout.pieces:
        at, off = wall.local((piece.x, piece.z))
        reach = max(piece.size[0], piece.size[2]) / 2
        if off < 1.6 and low < at + reach and high > at - reach and piece.top > 1.0:
            return False
    return True


def hanging(layout: HiddenLayout) -> bool:
    """Lamps from the ceiling."""
    size: Size = (0.5, 0.4, 0.5)
    name = layout.name("chandelier")
    y = layout.container.size[1] - size[1]  # type: ignore[index]
    for _ in range(layout.rng.randint(1, 4)):
        for _ in range(20):
            x, z, yaw = layout.spot()
            piece = Piece(name, "chandelier", size, x, z, yaw, y=y, role="decoration_hanging", support="ceiling")
            piece.said.append(("hanging", "room", None, None))
            clear = all(abs(o.x - x) + abs(o.z - z) > 1.2 for o in layout.pieces if o.top > y)
            if clear and layout.inside(piece.rect.grown(0.2)):
                layout.pieces.append(piece)
                break
    return True


def floating(layout: HiddenLayout) -> bool:
    """Candles in the air between two heights."""
    ceiling = layout.container.size[1]  # type: ignore[index]
    if ceiling < 2.6:
        return False
    name, count = layout.name("candle"), layout.rng.randint(3, 25)
    low, high = round(ceiling * 0.65, 2), round(ceiling * 0.95, 2)
    for _ in range(count):
        for _ in range(20):
            x, z, yaw = layout.spot()
            y = layout.rng.uniform(low, high - 0.2)
            piece = Piece(
                name, "candle", (0.05, 0.15, 0.05), x, z, yaw, y=y, role="decoration_floating", support="floating"
            )
            piece.said.append(("floating", "room", None, None))
            piece.hint = {"zone": "random", "floatingRange": [low, high]}
            clear = all(abs(o.x - x) + abs(o.z - z) > 0.4 for o in layout.pieces if o.top > y - 0.2)
            if clear and layout.inside(piece.rect.grown(0.1)):
                layout.pieces.append(piece)
                break
    return True


def restaurant(layout: HiddenLayout) -> bool:
    """Tables of one kind in rows, each with its share of the chairs, something on one of them."""
    rng = layout.rng
    label, size, each = rng.choice((("table", (0.9, 0.75, 0.9), 4), ("round table", (1.1, 0.75, 1.1), 4), ("table", (1.4, 0.75, 0.8), 4)))  # fmt: skip
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
    chairs = [chair for table in tables for chair in _chairs(table, seat, each)]
    if not layout.add([*tables, *chairs], margin=0.5 if layout.is_walked else 0.05):
        return False
    if rng.random() < 0.6:
        _on_top(layout, tables[0], rng.choice(("plate", "cup")), each * len(tables))
    if rng.random() < 0.5:
        nth = rng.randrange(len(tables))
        px, pz = tables[nth].rect.x, tables[nth].rect.z
        vase = Piece(layout.name("vase"), "vase", SMALL["vase"], px, pz, yaw, y=size[1], role="decoration_surface", support="surface", parent=tables[nth])  # fmt: skip
        vase.said.append(("on_top_of", name, None, nth + 1))
        layout.pieces.append(vase)
    return True


def person(layout: HiddenLayout) -> bool:
    """Somebody who stands before a thing and looks at it."""
    floor = [p for p in layout.pieces if p.support == "floor" and p.size[1] > 0.3]
    if not floor:
        return False
    target = layout.rng.choice(floor)
    away = layout.rng.uniform(0.4, 1.2)
    x, z = target.rect.world(0.0, target.size[2] / 2 + away + 0.15)
    one = Piece(layout.name("woman"), "woman", (0.5, 1.7, 0.3), x, z, target.yaw + 180.0, role="character")
    one.said += [("in_front_of", target.node, None, None), ("near", target.node, None, None), ("facing", target.node, None, None)]  # fmt: skip
    others = [p for p in layout.pieces if p.node == target.node]
    return len(others) == 1 and layout.add([one], margin=0.3 if layout.is_walked else 0.03)


def middle_piece(layout: HiddenLayout) -> bool:
    """Something in the middle of the room."""
    (x0, z0), (x1, z1) = layout.room.low, layout.room.high
    label = layout.rng.choice(("statue", "pedestal", "fountain", "billiard table"))
    size: Size = {"statue": (0.6, 1.8, 0.6), "pedestal": (0.5, 1.0, 0.5), "fountain": (1.2, 1.0, 1.2), "billiard table": (2.4, 0.8, 1.3)}[label]  # fmt: skip
    piece = Piece(layout.name(label), label, size, (x0 + x1) / 2, (z0 + z1) / 2, layout.room.walls[0].yaw_deg)
    piece.said.append(("centered", "room", None, None))
    return layout.add([piece], margin=0.5 if layout.is_walked else 0.03)
