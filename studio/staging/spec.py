"""Step 2: a StageSpec from what was understood, without any model: nodes, their relations, the room around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from studio.model.stage import Container, PlacementHint, Relationship, SpecMetadata, SpecNode, StageSpec
from studio.staging.cast import PersonInScene, cast_nodes
from studio.staging.container import build_container
from studio.staging.expansion import expand
from studio.staging.hosts import with_hosts
from studio.staging.implied import afloat, implied_nodes
from studio.staging.semantics import CEILING, DOOR, ROOM, WALL, WINDOW, Entity, Relation, Semantics, analyse
from studio.staging.words.attribute import attribute
from studio.staging.words.noun import Noun, nouns
from studio.staging.words.place import Place, places

_OUTDOOR = frozenset(
    {"tree", "pine_tree", "bush", "car", "bus", "house", "cabin", "pond", "campfire", "market_stall", "street_lamp"}
    | {"boat", "well", "fountain", "tombstone", "lighthouse", "snowman", "haystack"}
)
_FLOATING_SHARE = (0.3, 0.8)
_THIN_M, _TALL_M, _SLIM_M = 0.3, 1.5, 0.55
"""Things thinner than the first and taller, or taller than the second, carry nothing on top; cupboards are wider."""
_ON_THE_FLOOR = frozenset({"next_to", "left_of", "right_of", "in_front_of", "behind", "in_corner", "against_wall"})
"""Small things of which this is said stand on the floor: vases along an aisle."""


def build_spec(prompt: str, *, literal: bool = False, people: Sequence[PersonInScene] = ()) -> StageSpec:
    """The StageSpec a prompt becomes offline (``fallback_inference``), in Korean or English.

    ``literal`` adds nothing that the prompt does not name; else the place brings what it usually holds, marked
    ``implied``. ``people`` are staged as figures under their own names.
    """
    semantics = analyse(prompt)
    place = semantics.place or _place_by_things(semantics)
    entities = _beside_the_thin(_split_sides(semantics))
    by_id = {entity.id: entity for entity in entities.entities}
    own: dict[str, list[Relation]] = {name: [] for name in by_id}
    for relation in entities.relations:
        own[relation.source].append(relation)
    holders = {relation.target for relation in entities.relations if relation.kind == "on_top_of"}
    nodes = [_node(entity, own[entity.id], by_id, place, holders) for entity in entities.entities]
    backed = {relation.target for relation in entities.relations if relation.kind == "behind"}
    nodes = [_off_the_wall(_as_seated(node, nodes), backed) for node in nodes]
    nodes = with_hosts(nodes, entities, has_walls=not place.outdoor)
    nodes += cast_nodes(people, nodes)
    if not literal:
        nodes += implied_nodes(place, nodes, semantics.absent)
        nodes = afloat(nodes)
    container = build_container(place, semantics, nodes)
    height = container.size[1] if container.size else 3.0
    nodes = [_in_container(node, container, height) for node in nodes]
    theme = semantics.mood.theme or place.theme
    count = sum(node.count for node in nodes)
    metadata = SpecMetadata(
        prompt=prompt, inference_method="fallback_inference", node_count=count, container_count=1,
        expansion=expand(semantics, place, nodes, container=container, literal=literal),
    )  # fmt: skip
    return StageSpec(
        scene_id=f"{place.key}_001",
        title=_title(prompt),
        theme=theme,
        main_container=container,
        nodes=tuple(nodes),
        metadata=metadata,
    )


def _title(prompt: str) -> str:
    first = re.split(r"[,.:;!?\n]", prompt.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= 60 else first[:57].rstrip() + "…"


def _place_by_things(semantics: Semantics) -> Place:
    """Without a place word, things tell: trees and cars stand outdoors, the rest in a plain room."""
    outdoor = sum(1 for entity in semantics.entities if entity.noun and _is_outdoor(entity.noun))
    furniture = [entity for entity in semantics.entities if entity.noun and entity.noun.role.startswith("furniture")]
    indoor = len(furniture) - outdoor
    return places()["field" if outdoor > max(0, indoor) else "room"]


def _is_outdoor(noun: Noun) -> bool:
    return noun.key in _OUTDOOR


def _split_sides(semantics: Semantics) -> Semantics:
    """*Two nightstands on each side of the bed* become one on its left and one on its right, what is on them too."""
    counts = {entity.id: entity.count for entity in semantics.entities}
    both = {r.source: r.target for r in semantics.relations if r.kind == "beside_both"}
    if not both:
        return semantics
    split = {name for name in both if counts[name] > 1}
    split |= {r.source for r in semantics.relations if r.target in split and counts[r.source] > 1}
    entities: list[Entity] = []
    for entity in semantics.entities:
        half = (entity.count + 1) // 2
        sides = (("left", half), ("right", entity.count - half)) if entity.id in split else ()
        entities += [replace(entity, id=f"{entity.id}_{side}", count=count) for side, count in sides] or [entity]
    relations: list[Relation] = []
    for relation in semantics.relations:
        source, target, kind = relation.source, relation.target, relation.kind
        if source not in split:
            target = f"{target}_left" if target in split else target
            relations.append(replace(relation, target=target, kind="next_to" if kind == "beside_both" else kind))
            continue
        for side in ("left", "right"):
            here, there = f"{source}_{side}", f"{target}_{side}" if target in split else target
            relations.append(Relation(here, f"{side}_of" if kind == "beside_both" else kind, there, relation.instance))
            if kind == "beside_both" and counts[source] == 2:
                relations.append(Relation(here, "next_to", there))
    return replace(semantics, entities=tuple(entities), relations=tuple(relations))


def _carries_nothing(noun: Noun) -> bool:
    """Whether nothing stands on top of such things: trees, columns, fences, ladders."""
    width, height, depth = noun.size
    is_cupboard = noun.is_a("wallside") and width > _SLIM_M
    if is_cupboard or noun.is_a("top", "table", "shelf", "seat", "flat", "person"):
        return False
    return noun.role == "structure" or noun.is_a("plant") or height > _TALL_M or min(width, depth) < _THIN_M < height


def _beside_the_thin(semantics: Semantics) -> Semantics:
    """What is hung on a fence or a tree is at it: nothing stands on top of such things."""
    thin = {entity.id for entity in semantics.entities if entity.noun and _carries_nothing(entity.noun)}
    relations = tuple(
        replace(one, kind="next_to") if one.kind == "on_top_of" and one.target in thin else one
        for one in semantics.relations
    )
    return replace(semantics, relations=relations)


def _node(
    entity: Entity, own: Sequence[Relation], by_id: Mapping[str, Entity], place: Place, holders: Set[str]
) -> SpecNode:
    noun = entity.noun
    role = noun.role if noun else "unspecified"
    kinds = {relation.kind for relation in own}
    if "floating" in kinds:
        role = "decoration_floating"
    elif "hanging" in kinds and role != "character":
        role = "lighting" if role == "lighting" else "decoration_hanging"
    elif "on_wall" in kinds:
        role = "furniture_wall"
    elif role == "furniture_wall" and ("on_top_of" in kinds or place.outdoor):
        role = "decoration_surface" if "on_top_of" in kinds else "furniture_floor"
    elif role in {"unspecified", "furniture_floor"} and _is_put_on_something(own, by_id):
        role = "decoration_surface"
    beside = {r.kind for r in own if r.target not in {DOOR, WINDOW}} & _ON_THE_FLOOR
    attach = "floor" if role == "decoration_surface" and beside and "on_top_of" not in kinds else None
    hint = _hint(kinds, own, entity, attach)
    english = [word for word in entity.head.split("_") if word.isascii()] or ["object"]
    keywords = tuple(dict.fromkeys([*entity.attributes, *english, *(("rows",) if "rows" in kinds else ())]))
    palette = next((p for name in entity.attributes if (p := attribute(name).palette)), None)
    description = " ".join([*entity.attributes, entity.head.replace("_", " ")])
    return SpecNode(
        id=entity.id,
        name=entity.label,
        description=description if description.isascii() else entity.label,
        semantic_role=role,
        keywords=keywords,
        count=entity.count,
        relationships=tuple(_relationships(own, entity, by_id)),
        placement_hint=hint,
        material={"palette": palette} if palette else None,
        pose=_pose(entity, own, by_id, holders),
    )


def _is_put_on_something(own: Sequence[Relation], by_id: Mapping[str, Entity]) -> bool:
    """Whether a thing was said to be on another that is no rug."""
    under = {relation.target for relation in own if relation.kind == "on_top_of"}
    rugs = {name for name in under if name in by_id and (noun := by_id[name].noun) and noun.is_a("flat")}
    return bool(under - rugs)


def _pose(entity: Entity, own: Sequence[Relation], by_id: Mapping[str, Entity], holders: Set[str]) -> str | None:
    """The pose a prompt gives a person; who is on a seat sits, who holds something holds it, everyone else stands."""
    if entity.noun is None or not entity.noun.is_a("person"):
        return None
    if entity.pose not in {None, "stand"}:
        return entity.pose
    on = {relation.target for relation in own if relation.kind == "on_top_of"}
    seats = [name for name in on if name in by_id and (noun := by_id[name].noun) and noun.is_a("seat")]
    if seats:
        return "sit"
    return "hold" if entity.id in holders else "stand"


def _hint(kinds: set[str], own: Sequence[Relation], entity: Entity, attach: str | None) -> PlacementHint | None:
    extra: dict[str, str] = {"attachTo": attach} if attach else {}
    for relation in own:
        if relation.target in {DOOR, WINDOW}:
            extra["nearOpening"] = relation.target[1:]
            extra["openingRelation"] = relation.kind
    zone = "center" if "centered" in kinds else "corner" if "in_corner" in kinds else None
    if "floating" in kinds or (entity.noun is not None and entity.noun.role == "decoration_floating"):
        zone = zone or "random"
    if zone is None and not extra:
        return None
    return PlacementHint.model_validate({"zone": zone, **extra})


def _relationships(own: Sequence[Relation], entity: Entity, by_id: Mapping[str, Entity]) -> list[Relationship]:
    found: list[Relationship] = []
    for relation in own:
        target, kind = relation.target, relation.kind
        if target.endswith("#other"):
            found.append(Relationship(target_id=entity.id, type="facing"))
        elif target in {DOOR, WINDOW} or kind == "rows":
            continue
        elif target in {ROOM, WALL, CEILING}:
            kind = {"next_to": "against_wall", "near": "against_wall", "along": "against_wall"}.get(kind, kind)
            if kind in {"centered", "in_corner", "against_wall", "on_wall", "hanging", "floating"}:
                found.append(Relationship(target_id="@container", type=kind))
        elif kind == "between":
            several = target in by_id and by_id[target].count > 1
            found += [
                Relationship(target_id=target, type="near", target_instance=instance)
                for instance in ((1, 2) if several else (None,))
            ]
        elif kind == "across":
            found.append(Relationship(target_id=target, type="facing"))
        elif kind in {"hanging", "on_wall"}:
            found.append(Relationship(target_id="@container", type=kind))
        else:
            found.append(Relationship(target_id=target, type=kind, target_instance=relation.instance))
    return list(dict.fromkeys(found))


_WORKED_AT = frozenset({"counter", "console", "control_panel"})
"""What stands at a wall and is sat at from its front."""


def _as_seated(node: SpecNode, nodes: list[SpecNode]) -> SpecNode:
    """Seats at a table look at it, and there are enough of them for those who sit."""
    noun = nouns().get(_base(node.id))
    if noun is None or not noun.is_a("seat"):
        return node
    relations = [*node.relationships, *_at_what_is_worked_at(node, noun, nodes)]
    kinds = {relation.type for relation in relations}
    for relation in node.relationships:
        table = nouns().get(_base(relation.target_id))
        close = relation.type in {"next_to", "behind", "in_front_of", "around", "left_of", "right_of", "long_side_of"}
        if close and table is not None and table.is_a("table") and "facing" not in kinds:
            relations.append(Relationship(target_id=relation.target_id, type="facing"))
            kinds.add("facing")
    sitting = sum(
        other.count for other in nodes
        if other.pose == "sit" and any(r.target_id == node.id and r.type == "on_top_of" for r in other.relationships)
    )  # fmt: skip
    count = node.count if noun.size[0] > 1.2 else max(node.count, sitting)
    return node.model_copy(update={"relationships": tuple(relations), "count": count})


def _at_what_is_worked_at(node: SpecNode, noun: Noun, nodes: list[SpecNode]) -> tuple[Relationship, ...]:
    """Seats of which nothing is said stand before the counter, a lone one before the middle of the consoles."""
    if any(relation.type != "inside" for relation in node.relationships):
        return ()
    for other in nodes:
        key = _base(other.id)
        if other.semantic_role != "furniture_floor" or key not in _WORKED_AT:
            continue
        is_bar = key == "counter" and noun.key in {"stool", "bar_stool"} and node.count > 1
        is_helm = key != "counter" and node.count == 1 and other.count > 1 and noun.size[0] < 1.2
        if is_bar or is_helm:
            middle = (other.count + 1) // 2 if is_helm else None
            return tuple(
                Relationship(target_id=other.id, type=kind, target_instance=middle)
                for kind in ("in_front_of", "near", "facing")
            )
    return ()


def _off_the_wall(node: SpecNode, backed: Set[str]) -> SpecNode:
    """What has something behind it cannot stand against the wall as well; it stands parallel to it, farther out."""
    if node.id not in backed:
        return node
    return node.model_copy(update={"relationships": tuple(r for r in node.relationships if r.type != "against_wall")})


def _base(name: str) -> str:
    """The noun of a node's id: ``chair`` of ``chair_2`` and ``nightstand_left``."""
    while name and name not in nouns() and "_" in name:
        name = name.rpartition("_")[0]
    return name


def _in_container(node: SpecNode, room: Container, height: float) -> SpecNode:
    """Names the container in relations, gives floating things their range, and says that everything is inside."""
    container = room.id
    relations = tuple(
        r.model_copy(update={"target_id": container}) if r.target_id == "@container" else r for r in node.relationships
    )
    kinds = {relation.type for relation in relations}
    parent = next((r.target_id for r in relations if r.type == "on_top_of"), container)
    hint = node.placement_hint or PlacementHint()
    if node.semantic_role == "decoration_floating" or "floating" in kinds:
        if hint.floating_range is None:
            low, high = (round(share * height, 2) for share in _FLOATING_SHARE)
            hint = hint.model_copy(update={"floating_range": (low, high)})
        if "floating" not in kinds:
            relations = (*relations, Relationship(target_id=container, type="floating"))
    usual = {"furniture_wall": "on_wall", "decoration_hanging": "hanging"}.get(node.semantic_role)
    if usual and not room.outdoor and not kinds & {"on_top_of", "floating", "hanging", "on_wall", "against_wall"}:
        relations, kinds = (*relations, Relationship(target_id=container, type=usual)), kinds | {usual}
    if not kinds & {"on_top_of", "floating", "hanging", "on_wall"}:
        relations = (Relationship(target_id=container, type="inside"), *relations)
    return node.model_copy(
        update={
            "relationships": relations,
            "parent_id": parent,
            "placement_hint": hint if hint != PlacementHint() else None,
        }
    )
