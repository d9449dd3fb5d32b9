"""Random but sensible StageSpecs, and the zero bars that every stage has to hold."""

from __future__ import annotations

from hypothesis import strategies as st

from studio.model.stage import Container, Opening, PlacementHint, Relationship, SpecNode, Stage, StageSpec
from studio.staging.checks.plan_room import plan_room
from studio.staging.checks.solid_boxes import find_overlaps
from studio.staging.checks.standing import out_of_room, unsupported
from studio.staging.placement.item import instance_ids

WALLSIDE = (
    ("wardrobe", (1.4, 2.0, 0.6)),
    ("bookcase", (0.9, 1.9, 0.35)),
    ("desk", (1.2, 0.75, 0.6)),
    ("bed", (1.4, 0.5, 2.0)),
)
FREE = (
    ("table", (1.6, 0.75, 0.9)),
    ("armchair", (0.8, 0.9, 0.85)),
    ("crate", (0.6, 0.6, 0.6)),
    ("person", (0.5, 1.75, 0.3)),
)
FOOTPRINTS = (
    ((0.0, 0.0), (6.0, 0.0), (6.0, 5.0), (0.0, 5.0)),
    ((0.0, 0.0), (0.0, 7.0), (-4.0, 7.0), (-4.0, 4.0), (-8.0, 4.0), (-8.0, 0.0)),
    ((0.0, 0.0), (7.0, 1.5), (6.0, 7.0), (1.0, 6.0)),
    ((-5.0, 0.0), (0.0, -5.0), (5.0, 0.0), (0.0, 5.0)),
)


def room(footprint: tuple[tuple[float, float], ...] = FOOTPRINTS[0], *, height: float = 2.8) -> Container:
    (x0, z0), (x1, z1) = footprint[0], footprint[1]
    door = Opening(
        kind="door",
        start=(x0 + (x1 - x0) * 0.1, z0 + (z1 - z0) * 0.1),
        end=(x0 + (x1 - x0) * 0.25, z0 + (z1 - z0) * 0.25),
        clear=0.8,
    )
    return Container(id="room", name="room", size=(8.0, height, 8.0), footprint=footprint, openings=(door,))


def node(node_id: str, size: tuple[float, float, float] | None = None, **fields: object) -> SpecNode:
    base = {
        "id": node_id,
        "name": node_id,
        "keywords": (node_id,),
        "semantic_role": "furniture_floor",
        "parent_id": "room",
    }
    return SpecNode.model_validate({**base, "size": size, **fields})


def relation(target: str, kind: str, **fields: object) -> Relationship:
    return Relationship.model_validate({"target_id": target, "type": kind, **fields})


@st.composite
def specs(draw: st.DrawFn) -> StageSpec:
    nodes: list[SpecNode] = []
    for name, size in WALLSIDE:
        if draw(st.booleans()):
            nodes.append(
                node(name, size, relationships=(relation("room", "against_wall"),), count=draw(st.integers(1, 2)))
            )
    for name, size in FREE:
        if draw(st.booleans()):
            role = "character" if name == "person" else "furniture_floor"
            nodes.append(node(name, size, count=draw(st.integers(1, 4)), semantic_role=role))
    hosts = [one.id for one in nodes if one.id in {"table", "desk"}]
    for host in hosts:
        seats = draw(st.integers(0, 6))
        if seats:
            kinds = ("around", "facing") if host == "table" else ("near", "in_front_of", "facing")
            relations = tuple(relation(host, kind) for kind in kinds)
            count = seats if host == "table" else 1
            nodes.append(node(f"chair_{host}", (0.45, 0.9, 0.5), name="chair", count=count, relationships=relations))
        plates = draw(st.integers(0, 8))
        if plates:
            on = (relation(host, "on_top_of"),)
            size = (0.26, 0.03, 0.26)
            role = "decoration_surface"
            nodes.append(node(f"plate_{host}", size, name="plate", count=plates, semantic_role=role, relationships=on))
    nodes.append(
        node("candle", (0.05, 0.15, 0.05), count=draw(st.integers(1, 12)), semantic_role="decoration_floating",
             placement_hint=PlacementHint(zone="random", floating_range=(1.5, 2.5)),
             relationships=(relation("room", "floating"),))
    )  # fmt: skip
    nodes.append(
        node("painting", (0.7, 0.5, 0.04), count=draw(st.integers(1, 3)), semantic_role="furniture_wall",
             relationships=(relation("room", "on_wall"),))
    )  # fmt: skip
    container = room(draw(st.sampled_from(FOOTPRINTS)))
    return StageSpec(scene_id="random", main_container=container, nodes=tuple(nodes))


def faults_of(spec: StageSpec, stage: Stage) -> list[str]:
    """Overlaps, what is out of the room, what nothing carries, and what was dropped in silence."""
    built = plan_room(stage.container)
    told = {one.id for one in stage.report.unplaced}
    asked = {name for one in spec.nodes for name in instance_ids(one)}
    placed = {prop.id for prop in stage.props}
    return [
        *(f"overlap {o.first} {o.second} {o.depth_m}" for o in find_overlaps(stage.props)),
        *(f"outside {name}" for name in out_of_room(built, stage.props)),
        *(f"unsupported {name}" for name in unsupported(spec, built, stage.props)),
        *(f"silent {name}" for name in sorted(asked - placed - told)),
        *(f"twice {name}" for name in sorted(told & placed)),
    ]
