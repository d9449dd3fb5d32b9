"""Unseen rooms known to be possible: a hidden layout is furnished, what holds in it is said, and it is dropped."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.unseen import motifs, rooms_within, seating, small_things
from bench.unseen.hidden_layout import HiddenLayout, Piece
from bench.unseen.outlines import container
from studio.model.stage import Prop, Relationship, SpecNode, StageContainer, StageSpec
from studio.staging.checks.access import access_of
from studio.staging.checks.floor_walk import walk_of
from studio.staging.checks.plan_room import plan_room
from studio.staging.checks.relations import judge_relations
from studio.staging.room import stage_container

_TRIES = 25
"""How often a group of things looks for a place in the hidden layout."""
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bedroom": (("bed_set", "desk_set", "on_furniture"), ("wardrobe", "dresser", "bookcase", "plant", "floor lamp")),
    "living": (
        ("sofa_set", "table_set", "desk_set", "on_furniture"),
        ("sideboard", "bookcase", "piano", "plant", "aquarium", "floor lamp"),
    ),
    "kitchen": (("table_set", "on_furniture"), ("counter", "stove", "sink", "refrigerator", "cabinet", "trash can")),
    "office": (
        ("desk_set", "desk_set", "table_set", "room_within", "on_furniture"),
        ("cabinet", "bookcase", "printer", "plant", "trash can"),
    ),
    "classroom": (("rows", "consoles", "on_furniture"), ("bookcase", "cabinet", "locker", "plant")),
    "restaurant": (
        ("restaurant", "table_set", "room_within", "on_furniture"),
        ("counter", "plant", "sideboard", "coat rack"),
    ),
    "workshop": (
        ("rows", "desk_set", "room_within", "on_furniture"),
        ("workbench", "locker", "chest", "barrel", "zorblatt engine"),
    ),
    "hall": (
        ("restaurant", "consoles", "room_within", "floating", "middle_piece"),
        ("chest", "barrel", "fireplace", "sideboard", "plant"),
    ),
    "library": (("rows", "desk_set", "table_set", "on_furniture"), ("bookcase", "bookcase", "cabinet", "floor lamp")),
    "church": (("consoles", "rows", "room_within", "floating", "middle_piece"), ("chest", "cabinet", "plant")),
    "ward": (("ward_beds", "desk_set", "on_furniture"), ("cabinet", "sink", "medicine cart", "locker", "trash can")),
}
_ANYWHERE = ("on_wall", "hanging", "person", "free", "corner")
_EXTRA = (
    "near",
    "far",
    "left_of",
    "right_of",
    "in_front_of",
    "behind",
    "facing",
    "same_facing",
    "aligned_with",
    "next_to",
    "long_side_of",
)


@dataclass(frozen=True, slots=True)
class UnseenRoom:
    """A spec that is known to be possible; ``is_walked`` ones can be so that people reach all of it."""

    name: str
    spec: StageSpec
    pinned: tuple[Prop, ...]
    is_walked: bool


def unseen_room(seed: int, *, share: float) -> UnseenRoom:
    """A room of about ``share`` of its floor covered; up to 40 % people can walk in it."""
    for attempt in range(200):
        rng = random.Random(f"unseen/{seed}/{share}/{attempt}")
        room = _attempt(f"{seed}", rng, share)
        if room is not None:
            return room
    raise AssertionError(f"no layout of {share:.0%} was found for seed {seed}")


def _attempt(name: str, rng: random.Random, share: float) -> UnseenRoom | None:
    is_walked = share <= 0.40
    kind = rng.choice(sorted(KINDS))
    most = rng.choice((12, 30, 60, 100))
    area = {12: rng.uniform(9, 20), 30: rng.uniform(14, 40), 60: rng.uniform(25, 80), 100: rng.uniform(50, 160)}[most]
    height = 2.7 if area < 45 else rng.choice((3.2, 5.0, 8.0))
    if not is_walked:
        area = min(area, 45.0)
    shell = container(rng, area, height=height, windows=rng.randint(0, 4), doors=rng.choice((1, 1, 1, 2)))
    if not any(opening.kind == "door" for opening in shell.openings):
        return None
    layout = HiddenLayout(shell, rng, is_walked)
    _furnish(layout, kind, share, most)
    if len(layout.pieces) < 5 or layout.share < (0.7 if is_walked else 0.94) * share or len(layout.pieces) > 100:
        return None
    props = layout.props()
    spec = _spec(f"{kind}_{name}", layout, props)
    if is_walked:
        stage = StageContainer(
            id="room", footprint=layout.room.footprint, floor_y=0.0, ceiling_y=height, openings=shell.openings
        )
        walk, access = walk_of(stage, props, cell_m=0.06), access_of(spec, stage, props)
        if min(walk.navigable, walk.reachable) < 0.99 or min(access.free, access.reached) < 0.98:
            return None
    pinned: tuple[Prop, ...] = ()
    if rng.random() < 0.15:
        # A room within that is pinned would be a solid block: a prop without solids is its whole box.
        floor = [p for p in props if p.support == "floor" and p.semantic_role != "sub_container"]
        alone = [p for p in floor if "#" not in p.id and p.size[1] > 0.05]
        pinned = tuple(p.model_copy(update={"pinned": True}) for p in rng.sample(alone, min(2, len(alone))))
    shape = len(layout.room.walls)
    return UnseenRoom(
        f"{kind} {shape} walls {layout.room.area:.0f} m² {layout.share:.0%} #{name}", spec, pinned, is_walked
    )


def _furnish(layout: HiddenLayout, kind: str, share: float, most: int) -> None:
    """Motifs of the kind until the floor is covered; a packed room is then filled up from its walls."""
    rng = layout.rng
    groups, lining = KINDS[kind]
    ways: dict[str, Callable[[HiddenLayout], bool]] = {
        "bed_set": motifs.bed_set,
        "sofa_set": motifs.sofa_set,
        "desk_set": motifs.desk_set,
        "table_set": seating.table_set,
        "consoles": seating.consoles,
        "rows": seating.rows,
        "ward_beds": motifs.ward_beds,
        "restaurant": seating.restaurant,
        "room_within": rooms_within.room_within,
        "on_furniture": small_things.on_furniture,
        "on_wall": small_things.on_wall,
        "hanging": small_things.hanging,
        "floating": small_things.floating,
        "person": motifs.person,
        "middle_piece": motifs.middle_piece,
        "free": lambda one: motifs.free_piece(one, rng.choice(sorted(motifs.FREE))),
        "corner": lambda one: motifs.wall_piece(one, rng.choice(lining), in_corner=True),
    }
    once = {"floating", "hanging", "middle_piece"}
    done: set[str] = set()
    for turn in range(400):
        if layout.share >= share or len(layout.pieces) >= most:
            break
        draw = rng.random()
        if turn < 4 or (turn < 60 and draw < 0.4):
            way = groups[0] if turn == 0 else rng.choice(groups)
        elif draw < 0.75:
            motifs.wall_piece(layout, rng.choice(lining))
            continue
        else:
            way = rng.choice(_ANYWHERE)
        if way in done:
            continue
        if any(ways[way](layout) for _ in range(_TRIES if way in groups else 1)) and way in once:
            done.add(way)
    if share > 0.40:
        _fill(layout, share, lining)


def _fill(layout: HiddenLayout, share: float, lining: Sequence[str]) -> None:
    """Packs what is left: beside what stands there, square to it, a hand's breadth between."""
    rng = layout.rng
    misses = 0
    while layout.share < share and misses < 80:
        if rng.random() < 0.4:
            misses += not motifs.wall_piece(layout, rng.choice(lining))
            continue
        label = rng.choice(("crate", "barrel", "chest", "ottoman", "pallet", "cargo"))
        wide, deep = rng.choice(((0.6, 0.6), (0.9, 0.5), (1.2, 0.8), (0.5, 0.5), (0.8, 0.6)))
        placed = False
        for host in rng.sample(layout.pieces, len(layout.pieces)):
            if host.support != "floor" or host.size[1] <= 0.05 or placed:
                continue
            for side in rng.sample((0, 1, 2, 3), 4):
                sign = 1.0 if side < 2 else -1.0
                gap = rng.uniform(0.04, 0.1)
                if side % 2:
                    x, z = host.rect.world(sign * (host.size[0] / 2 + gap + wide / 2), rng.uniform(-0.2, 0.2))
                else:
                    x, z = host.rect.world(rng.uniform(-0.2, 0.2), sign * (host.size[2] / 2 + gap + deep / 2))
                piece = Piece(layout.name(label), label, (wide, 0.6, deep), x, z, host.yaw)
                if layout.add([piece], margin=0.02):
                    placed = True
                    break
        misses += not placed


def _spec(name: str, layout: HiddenLayout, props: Sequence[Prop]) -> StageSpec:
    """What was said, and a few things more that happen to hold; only what holds is kept."""
    rng = layout.rng
    by_node: dict[str, list[Piece]] = {}
    for piece in layout.pieces:
        by_node.setdefault(piece.node, []).append(piece)
    single = [
        n for n, some in by_node.items() if len(some) == 1 and some[0].support == "floor" and some[0].size[1] > 0.05
    ]
    nodes = []
    for node_id, some in by_node.items():
        first = some[0]
        said = [Relationship(target_id=t, type=k, distance=d, target_instance=i) for k, t, d, i in first.said]
        if first.support == "floor" and first.size[1] > 0.05 and rng.random() < 0.35 and single:
            target = rng.choice(single)
            if target != node_id:
                kind = rng.choice(_EXTRA)
                limits = (
                    (1.5, None)
                    if kind == "far" and rng.random() < 0.5
                    else (0.0, round(rng.uniform(0.6, 3.0), 1))
                    if kind == "near" and rng.random() < 0.5
                    else None
                )
                said.append(Relationship(target_id=target, type=kind, distance=limits))
        nodes.append(
            SpecNode.model_validate(
                {
                    "id": node_id,
                    "name": first.label,
                    "keywords": tuple(first.label.split()),
                    "semantic_role": first.role,
                    "parent_id": first.parent.node if first.parent else "room",
                    "size": first.size,
                    "count": len(some),
                    "access_sides": first.access,
                    "relationships": tuple(said),
                    "placement_hint": first.hint or None,
                }
            )
        )
    whole = StageSpec(scene_id=name, main_container=layout.container, nodes=tuple(nodes))
    notes = iter(judge_relations(whole, plan_room(stage_container(layout.container, layout.room)), props))
    kept = []
    for node in whole.nodes:
        held = tuple(relation for relation in node.relationships if next(notes).satisfied)
        kept.append(node.model_copy(update={"relationships": held}))
    order = list(kept)
    rng.shuffle(order)
    return whole.model_copy(update={"nodes": tuple(order)})
