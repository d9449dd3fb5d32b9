"""Rooms nobody furnished by hand: random furniture up to a share of the floor, outlines with nooks, great halls."""

from __future__ import annotations

import random
from collections.abc import Sequence

from studio.model.stage import Container, Opening, PlacementHint, Relationship, Size, SpecNode, StageSpec, Vec2
from studio.staging.room import build_room

_WALL: tuple[tuple[str, Size], ...] = (
    ("bed", (1.6, 0.6, 2.1)), ("wardrobe", (1.6, 2.0, 0.6)), ("desk", (1.2, 0.75, 0.6)), ("bookcase", (0.9, 1.9, 0.35)),
    ("dresser", (1.2, 0.85, 0.5)), ("sofa", (2.0, 0.85, 0.95)), ("sideboard", (1.5, 0.85, 0.45)),
    ("piano", (1.5, 1.25, 0.65)), ("refrigerator", (0.7, 1.8, 0.7)), ("plant", (0.4, 1.1, 0.4)),
    ("aquarium", (0.8, 1.2, 0.4)), ("toy_box", (0.6, 0.45, 0.4)), ("coat_rack", (0.45, 1.8, 0.45)),
)  # fmt: skip
_USED = frozenset({"bed", "wardrobe", "desk", "bookcase", "dresser", "sofa", "sideboard", "piano", "refrigerator"})


def _relation(target: str, kind: str, *distance: float | None) -> Relationship:
    span = (distance[0], distance[1]) if distance else None
    return Relationship(target_id=target, type=kind, distance=span)


def _node(name: str, size: Size, *relations: Relationship, access: bool = False, count: int = 1) -> SpecNode:
    label = name.rstrip("0123456789_").replace("_", " ")
    return SpecNode(
        id=name, name=label, keywords=tuple(label.split()), semantic_role="furniture_floor", parent_id="room",
        size=size, count=count, relationships=relations, access_sides=("front",) if access else (),
    )  # fmt: skip


def box(width: float, depth: float) -> tuple[Vec2, ...]:
    """A rectangle from the origin."""
    return ((0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth))


def outlined(footprint: Sequence[Vec2], *, door_at: float = 0.3, height: float = 2.7) -> Container:
    """A room of an outline with a door of 0.9 m in its first wall, ``door_at`` metres along it."""
    (x0, z0), (x1, z1) = footprint[0], footprint[1]
    length = ((x1 - x0) ** 2 + (z1 - z0) ** 2) ** 0.5
    along = ((x1 - x0) / length, (z1 - z0) / length)
    start = (round(x0 + along[0] * door_at, 4), round(z0 + along[1] * door_at, 4))
    end = (round(x0 + along[0] * (door_at + 0.9), 4), round(z0 + along[1] * (door_at + 0.9), 4))
    door = Opening(kind="door", start=start, end=end, height=2.1, clear=0.9)
    edge = max(max(x for x, _ in footprint), max(z for _, z in footprint))
    return Container(
        id="room", name="room", size=(edge, height, edge), footprint=tuple(footprint), openings=(door,)
    )  # fmt: skip


def furnished(seed: int, footprint: Sequence[Vec2], *, share: float, most: int = 60) -> StageSpec:
    """A room for living in: pieces along its walls, seats at desks and tables, tops with things on them.

    Pieces are drawn until ``share`` of the floor is covered; each asks only for what a room of that size can give.
    """
    rng = random.Random(seed)
    container = outlined(footprint)
    room = build_room(container)
    wall_left = 0.72 * sum(wall.length for wall in room.walls) - 0.9
    nodes: list[SpecNode] = []
    covered = 0.0

    def add(node: SpecNode) -> None:
        nonlocal covered
        nodes.append(node)
        covered += node.count * node.size[0] * node.size[2] if node.size else 0.0

    tables = 1 if room.area >= 18 else 0
    if tables:
        width, depth = rng.choice(((1.6, 0.9), (1.8, 0.9), (1.2, 1.2)))
        add(_node("table", (width, 0.75, depth)))
        close = (_relation("table", "around"), _relation("table", "facing"))
        add(_node("chair", (0.45, 0.9, 0.5), *close, access=True, count=rng.choice((4, 6) if width > 1.5 else (4,))))
    turn = 0
    misses = 0
    while covered < share * room.area and len(nodes) < most and misses < 8:
        turn += 1
        kind, size = rng.choice(_WALL)
        if covered + size[0] * size[2] > share * room.area or size[0] > wall_left:
            misses += 1
            continue
        name = f"{kind}_{turn}"
        wall_left -= size[0]
        add(_node(name, size, _relation("room", "against_wall"), access=kind in _USED))
        if kind == "desk":
            seat = (_relation(name, "near", 0.0, 0.8), _relation(name, "in_front_of"), _relation(name, "facing"))
            add(_node(f"desk_chair_{turn}", (0.5, 0.9, 0.5), *seat, access=True))
        if kind == "bed" and rng.random() < 0.7 and wall_left > 0.6:
            wall_left -= 0.45
            beside = (_relation("room", "against_wall"), _relation(name, "near", 0.0, 0.8))
            add(_node(f"nightstand_{turn}", (0.45, 0.5, 0.4), *beside))
        if kind == "sofa" and covered < share * room.area - 0.6:
            before = (_relation(name, "near", 0.0, 0.8), _relation(name, "in_front_of"))
            add(_node(f"coffee_table_{turn}", (0.9, 0.42, 0.5), *before))
    return StageSpec(scene_id=f"furnished_{seed}", main_container=container, nodes=tuple(nodes))


OUTLINES: dict[str, tuple[Vec2, ...]] = {
    "box 4 × 3.5": box(4.0, 3.5),
    "box 6 × 5": box(6.0, 5.0),
    "box 8 × 6": box(8.0, 6.0),
    "L 8 × 7": ((0.0, 0.0), (8.0, 0.0), (8.0, 4.0), (4.0, 4.0), (4.0, 7.0), (0.0, 7.0)),
    "T 9 × 7": ((3.0, 0.0), (6.0, 0.0), (6.0, 3.5), (9.0, 3.5), (9.0, 7.0), (0.0, 7.0), (0.0, 3.5), (3.0, 3.5)),
    "slanted 7 × 6": ((0.0, 0.0), (7.0, 1.2), (6.2, 6.4), (0.6, 5.4)),
    "hexagon 8": ((2.0, 0.0), (6.0, 0.0), (8.0, 3.5), (6.0, 7.0), (2.0, 7.0), (0.0, 3.5)),
}


def hall(count: int, *, edge: float) -> StageSpec:
    """A banqueting hall of about ``count`` things: tables, chairs, shelves, plates, candles, lamps; a bare square."""
    parts = {"table": 0.12, "chair": 0.24, "shelf": 0.04, "plate": 0.30, "candle": 0.22, "chandelier": 0.04}
    counts = {name: max(1, round(share * count)) for name, share in parts.items()}
    counts["lamp"] = max(1, count - sum(counts.values()))
    sizes: dict[str, Size] = {
        "table": (2.0, 0.75, 0.9), "chair": (0.5, 0.9, 0.5), "shelf": (1.0, 2.0, 0.35), "plate": (0.25, 0.03, 0.25),
        "candle": (0.05, 0.15, 0.05), "chandelier": (1.0, 0.8, 1.0), "lamp": (0.3, 0.4, 0.3),
    }  # fmt: skip
    roles = {
        "table": "furniture_floor", "chair": "furniture_floor", "shelf": "furniture_wall", "lamp": "lighting",
        "plate": "decoration_surface", "candle": "decoration_floating", "chandelier": "decoration_hanging",
    }  # fmt: skip
    relations = {
        "shelf": ("container", "against_wall"), "plate": ("table", "on_top_of"), "candle": ("container", "floating"),
        "chandelier": ("container", "hanging"),
    }  # fmt: skip
    hints = {"shelf": PlacementHint(zone="near_wall"), "candle": PlacementHint(zone="random", floating_range=(3, 6))}
    nodes = tuple(
        SpecNode(
            id=name, name=name, keywords=(name,), semantic_role=roles[name], parent_id="container", size=sizes[name],
            count=counts[name], relationships=(_relation(*relations.get(name, ("container", "inside"))),),
            placement_hint=hints.get(name, PlacementHint(zone="center")),
        )
        for name in sizes
    )  # fmt: skip
    container = Container(id="container", name="hall", size=(edge, 8.0, edge))
    return StageSpec(scene_id=f"hall_{count}", main_container=container, nodes=nodes)
