"""How people furnish: pieces along walls, beds with nightstands, sofas with a low table and a screen, desks."""

from __future__ import annotations

from bench.unseen.hidden_layout import HiddenLayout, Piece
from studio.model.stage import Size

CHAIR: Size = (0.45, 0.9, 0.5)
WALL: dict[str, tuple[Size, bool]] = {
    "wardrobe": ((1.5, 2.0, 0.6), True),
    "bookcase": ((0.9, 1.9, 0.35), True),
    "dresser": ((1.2, 0.85, 0.5), True),
    "sideboard": ((1.5, 0.85, 0.45), True),
    "piano": ((1.5, 1.25, 0.65), True),
    "cabinet": ((0.8, 1.2, 0.4), True),
    "refrigerator": ((0.7, 1.8, 0.7), True),
    "stove": ((0.6, 0.9, 0.6), True),
    "counter": ((1.8, 0.9, 0.6), True),
    "sink": ((0.6, 0.85, 0.5), True),
    "workbench": ((1.6, 0.9, 0.7), True),
    "locker": ((0.4, 1.8, 0.5), True),
    "plant": ((0.4, 1.1, 0.4), False),
    "aquarium": ((0.8, 1.2, 0.4), False),
    "trash can": ((0.3, 0.5, 0.3), False),
    "floor lamp": ((0.35, 1.6, 0.35), False),
    "chest": ((0.9, 0.5, 0.5), False),
    "printer": ((0.6, 0.9, 0.55), True),
    "coat rack": ((0.45, 1.8, 0.45), False),
    "barrel": ((0.6, 0.9, 0.6), False),
    "fireplace": ((1.5, 1.2, 0.4), True),
    "washing machine": ((0.6, 0.85, 0.6), True),
    "medicine cart": ((0.5, 0.95, 0.4), False),
    "vending machine": ((0.9, 1.85, 0.8), True),
    "zorblatt engine": ((0.8, 1.1, 0.5), False),
}
FREE: dict[str, Size] = {
    "crate": (0.6, 0.6, 0.6),
    "barrel": (0.6, 0.9, 0.6),
    "statue": (0.5, 1.8, 0.5),
    "plant": (0.4, 1.1, 0.4),
    "ottoman": (0.5, 0.42, 0.5),
    "armchair": (0.8, 0.9, 0.85),
    "toy box": (0.6, 0.45, 0.4),
    "anvil": (0.6, 0.7, 0.3),
    "pedestal": (0.5, 1.0, 0.5),
    "easel": (0.6, 1.6, 0.6),
    "gronk pillar": (0.45, 2.0, 0.45),
}


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


def middle_piece(layout: HiddenLayout) -> bool:
    """Something in the middle of the room."""
    (x0, z0), (x1, z1) = layout.room.low, layout.room.high
    label = layout.rng.choice(("statue", "pedestal", "fountain", "billiard table"))
    size: Size = {
        "statue": (0.6, 1.8, 0.6),
        "pedestal": (0.5, 1.0, 0.5),
        "fountain": (1.2, 1.0, 1.2),
        "billiard table": (2.4, 0.8, 1.3),
    }[label]
    piece = Piece(layout.name(label), label, size, (x0 + x1) / 2, (z0 + z1) / 2, layout.room.walls[0].yaw_deg)
    piece.said.append(("centered", "room", None, None))
    return layout.add([piece], margin=0.5 if layout.is_walked else 0.03)


def person(layout: HiddenLayout) -> bool:
    """Somebody who stands before a thing and looks at it."""
    floor = [p for p in layout.pieces if p.support == "floor" and p.size[1] > 0.3]
    if not floor:
        return False
    target = layout.rng.choice(floor)
    away = layout.rng.uniform(0.4, 1.2)
    x, z = target.rect.world(0.0, target.size[2] / 2 + away + 0.15)
    one = Piece(layout.name("woman"), "woman", (0.5, 1.7, 0.3), x, z, target.yaw + 180.0, role="character")
    one.said += [
        ("in_front_of", target.node, None, None),
        ("near", target.node, None, None),
        ("facing", target.node, None, None),
    ]
    others = [p for p in layout.pieces if p.node == target.node]
    return len(others) == 1 and layout.add([one], margin=0.3 if layout.is_walked else 0.03)


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
