"""Nodes into items: an instance each, with its solids, surfaces and resolved relations."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args

from studio.model.stage import Prop, Relationship, SpecNode, StageSpec, Support
from studio.staging.assets import AssetIndex, ChosenAsset
from studio.staging.companions import companions
from studio.staging.hollow import hollowed
from studio.staging.library import Library
from studio.staging.nsse import support_of, zone_of
from studio.staging.placement.body import Body, stand
from studio.staging.placement.item import Item, Targets, Wish, approach_sides, instance_ids, local_boxes, within_box
from studio.staging.scale import Scaled

_ROOM_KINDS = frozenset({"against_wall", "on_wall", "in_corner", "centered", "hanging", "floating", "inside"})


def itemise(
    spec: StageSpec, chosen: dict[str, ChosenAsset], sizes: dict[str, Scaled], library: Library
) -> tuple[Item, ...]:
    """Every instance of every node, in the spec's order."""
    targets = Targets(spec)
    approached = approach_sides(spec)
    items: list[Item] = []
    for node in spec.nodes:
        asset, size = chosen[node.id], sizes[node.id].size
        for index, name in enumerate(instance_ids(node)):
            item = _item(name, node, index, asset, size, targets, library)
            near = approached.get(node.id, frozenset())
            items.append(replace(item, approached=near, opening=_opening(node)))
    return hollowed(companions(items, has_walls=not spec.main_container.outdoor))


def _item(
    name: str,
    node: SpecNode,
    index: int,
    chosen: ChosenAsset,
    size: tuple[float, float, float],
    targets: Targets,
    library: Library,
) -> Item:
    kind = chosen.kind
    relations = (targets.within_own_room(node, relation) for relation in node.relationships)
    wishes = tuple(wish for relation in relations if (wish := _wish(relation, node, index, targets)) is not None)
    person = kind.category == "person"
    pose = (node.pose or "stand") if person else None
    if person:
        solids = library.pose_solids(kind.id, size, pose) if pose not in {None, "stand"} else None
    else:
        solids = within_box(size, kind.solids(size)) if kind.solids is not None else None
    surfaces = kind.surfaces(size) if kind.surfaces is not None else ()
    access = node.access_sides or kind.access
    support = support_of(node, attach=kind.attach)
    if support == "surface" and not any(wish.kind == "on_top_of" for wish in wishes):
        wishes = (*wishes, *_parent_wish(node, index, targets))
    return Item(
        name, node, index, size, chosen.note.asset, kind, chosen.noun, support, zone_of(node),
        local_boxes(size, solids), solids, surfaces, access, pose, wishes,
    )  # fmt: skip


def _parent_wish(node: SpecNode, index: int, targets: Targets) -> tuple[Wish, ...]:
    """What stands on something unnamed stands in or on what it is inside of, else on its parent."""
    within = [relation.target_id for relation in node.relationships if relation.type == "inside"]
    for name in (*within, *((node.parent_id,) if node.parent_id else ())):
        if not targets.is_room(name) and targets.exists(name):
            return (Wish("on_top_of", targets.of(name, index=index, count=node.count)),)
    return ()


def _opening(node: SpecNode) -> tuple[str, str] | None:
    """(kind of opening, relation) of a hint that names one, as the reader of prompts writes it."""
    extra = (node.placement_hint.model_extra or {}) if node.placement_hint else {}
    kind, relation = extra.get("nearOpening"), extra.get("openingRelation", "next_to")
    return (str(kind), str(relation)) if kind in {"door", "window"} else None


def _wish(relation: Relationship, node: SpecNode, index: int, targets: Targets) -> Wish | None:
    if targets.is_room(relation.target_id) or relation.type in {"on_wall", "hanging", "floating"}:
        kind = relation.type if relation.type in _ROOM_KINDS else None
        return Wish(kind, (), relation.distance) if kind else None
    if not targets.exists(relation.target_id):
        return None
    if relation.target_id == node.id:
        others = instance_ids(node)
        if node.count < 2:
            return None
        partner = index ^ 1
        return Wish(relation.type, (others[partner if partner < len(others) else index - 1],), relation.distance)
    names = targets.of(relation.target_id, index=index, count=node.count, instance=relation.target_instance)
    return Wish(relation.type, names, relation.distance) if names else None


def pinned_body(prop: Prop, items: tuple[Item, ...], library: Library) -> Body:
    """A pinned prop as a body; one that is tipped over keeps its whole turned bounds free."""
    known = next((item for item in items if item.id == prop.id), None)
    node = known.node if known else SpecNode(id=prop.node or prop.id, name=prop.name, semantic_role=prop.semantic_role)
    chosen = AssetIndex(library).choose(node) if known is None else None
    kind = known.kind if known else library.find(prop.asset)
    tipped = prop.rotation[0] != 0 or prop.rotation[2] != 0
    size = _turned_bounds(prop) if tipped else prop.size
    solids = None if tipped else prop.solids
    item = Item(
        prop.id, node, known.index if known else 0, size, prop.asset, kind,
        known.noun if known else chosen.noun if chosen else None, _support(prop), prop.zone,
        local_boxes(size, solids), solids, prop.support_surfaces or (), known.access if known else (), prop.pose,
        known.wishes if known else (),
    )  # fmt: skip
    yaw = 0.0 if tipped else prop.rotation[1]
    x, y, z = prop.position
    return stand(item, x, y, z, yaw, parent=prop.parent_id)


def _support(prop: Prop) -> Support:
    return cast(Support, prop.support) if prop.support in get_args(Support) else "floor"


def _turned_bounds(prop: Prop) -> tuple[float, float, float]:
    """The axis-aligned bounds of a tipped box: never too small."""
    diagonal = sum(edge * edge for edge in prop.size) ** 0.5
    return diagonal, diagonal, diagonal
