"""Rooms within the room: a booth, a cabin, a stall with what stands and who sits in it."""

from __future__ import annotations

from bench.unseen.hidden_layout import HiddenLayout, Piece
from studio.model.stage import Size

_FLOOR_M, _OFF_M = 0.01, 0.03
"""The floor that marks such a room, and how far things keep off its sides."""
_LABELS = ("booth", "cabin", "stall", "cubicle", "zorblatt cell")
_AT_WALLS: dict[str, Size] = {"cabinet": (0.8, 1.2, 0.4), "chest": (0.9, 0.5, 0.5), "bookcase": (0.9, 1.9, 0.35)}
_IN_CORNERS: dict[str, Size] = {"plant": (0.4, 1.1, 0.4), "trash can": (0.35, 0.5, 0.35)}


def room_within(layout: HiddenLayout) -> bool:
    """A room within the room, one or two alike, with something at its back wall, in a corner and in its middle."""
    rng = layout.rng
    x, z, yaw = layout.spot()
    wide, deep = rng.uniform(2.0, 3.2), rng.uniform(2.0, 2.8)
    size = (round(wide, 2), min(2.4, round(layout.container.size[1] - 0.1, 2)), round(deep, 2))  # type: ignore[index]
    label = rng.choice(_LABELS)
    name = layout.name(label)
    count = rng.choice((1, 1, 2))
    frame = Piece("", "", (0.01, 0.01, 0.01), x, z, yaw)
    rooms = []
    for turn in range(count):
        px, pz = frame.rect.world(turn * (size[0] + 0.8), 0.0)
        rooms.append(Piece(name, label, size, px, pz, yaw, role="sub_container"))
    if not layout.add(rooms, margin=0.3 if layout.is_walked else 0.05):
        return False
    _furnish(layout, rooms)
    return True


def _furnish(layout: HiddenLayout, rooms: list[Piece]) -> None:
    """The same things in each of them, so that every instance has its own."""
    rng = layout.rng
    half_w, half_d = rooms[0].size[0] / 2 - _OFF_M, rooms[0].size[2] / 2 - _OFF_M
    target = rng.choice(("room", rooms[0].node))
    at_wall = rng.choice(sorted(_AT_WALLS))
    size = _AT_WALLS[at_wall]
    _put(layout, rooms, at_wall, size, (0.0, size[2] / 2 - half_d), ("against_wall", target))
    if rng.random() < 0.6:
        in_corner = rng.choice(sorted(_IN_CORNERS))
        size = _IN_CORNERS[in_corner]
        _put(layout, rooms, in_corner, size, (half_w - size[0] / 2, half_d - size[2] / 2), ("in_corner", target))
    if rng.random() < 0.7:
        kind = ("centered", target) if rng.random() < 0.5 else None
        _put(layout, rooms, "stool", (0.4, 0.45, 0.4), (0.0, 0.1), kind)


def _put(
    layout: HiddenLayout,
    rooms: list[Piece],
    label: str,
    size: Size,
    at: tuple[float, float],
    said: tuple[str, str] | None,
) -> None:
    name = layout.name(label)
    for room in rooms:
        x, z = room.rect.world(*at)
        one = Piece(name, label, size, x, z, room.yaw, y=_FLOOR_M, support="surface", parent=room)
        one.said.append(("inside", room.node, None, None))
        if said is not None:
            one.said.append((said[0], said[1], None, None))
        layout.pieces.append(one)
