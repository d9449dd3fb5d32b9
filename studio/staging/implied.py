"""What a place brings along unasked: columns and torches in a hall, a bed in a bedroom."""

from __future__ import annotations

from collections.abc import Sequence

from studio.model.stage import PlacementHint, Relationship, SpecNode
from studio.staging.words.attribute import attribute
from studio.staging.words.noun import Noun, nouns
from studio.staging.words.place import Place

_FAMILIES = (
    frozenset(
        {"table", "round_table", "long_table", "desk", "teacher_desk", "student_desk", "workbench", "pool_table"}
    ),
    frozenset({"coffee_table", "side_table", "low_table"}),
    frozenset({"chair", "stool", "office_chair", "bench", "pew", "bar_stool", "captain_chair", "floor_cushion"}),
    frozenset({"sofa", "armchair", "bean_bag"}),
    frozenset({"bed", "single_bed", "bunk_bed", "crib", "hammock"}),
    frozenset({"bookcase", "shelf", "cabinet", "wall_shelf"}),
    frozenset({"dresser", "wardrobe", "sideboard", "vanity"}),
    frozenset({"tv_stand", "tv"}),
    frozenset({"rug", "aisle_carpet"}),
    frozenset({"counter", "bar_counter"}),
    frozenset({"crate", "box", "barrel", "treasure_chest", "suitcase"}),
    frozenset({"tree", "pine_tree"}),
    frozenset({"torch", "lantern", "candlestick"}),
    frozenset({"market_stall", "tent"}),
    frozenset({"sink", "vanity"}),
    frozenset({"rug", "round_rug"}),
)
_SEA = "sea"
_WITH_CANDLES = frozenset({"columns", "banner", "torch"})


def implied_nodes(place: Place, named: Sequence[SpecNode], absent: frozenset[str]) -> list[SpecNode]:
    """Nodes for what the place usually holds and the prompt neither names (nor a thing of its family) nor denies."""
    heads = {_head(node.id) for node in named}
    taken = {node.id for node in named}
    busy = sum(node.count for node in named if node.semantic_role.startswith("furniture"))
    found: list[SpecNode] = []
    for implied in place.implied:
        noun = nouns()[implied.noun]
        kin = frozenset().union(*(family for family in _FAMILIES if noun.key in family), {noun.key})
        if kin & heads or kin & absent or noun.key in taken:
            continue
        if busy >= 12 and noun.is_a("seat", "table") and implied.count > 1:
            continue
        found.append(_node(noun, implied.count))
        if noun.key == "chair" and not any(h in heads or h in {n.id for n in found} for h in ("table", "desk")):
            found.pop()
    found += _benches(place, named, heads)
    tables = [node for node in found if nouns()[node.id].is_a("table") and node.count == 1]
    return [_seated(node, tables) for node in found]


def afloat(nodes: Sequence[SpecNode]) -> list[SpecNode]:
    """Where a place brings its water along, boats that were not said to be anywhere lie on it."""
    if not any(node.id == _SEA for node in nodes):
        return list(nodes)
    return [_on_water(node) if _head(node.id) == "boat" else node for node in nodes]


def _on_water(node: SpecNode) -> SpecNode:
    if any(relation.type not in {"inside", "facing"} for relation in node.relationships):
        return node
    on_it = Relationship(target_id=_SEA, type="on_top_of")
    return node.model_copy(update={"relationships": (*node.relationships, on_it)})


def _benches(place: Place, named: Sequence[SpecNode], heads: set[str]) -> list[SpecNode]:
    """Two benches along each long table of a hall, when nobody says what people sit on."""
    if place.key not in {"great_hall", "castle"} or any(nouns()[h].is_a("seat") for h in heads if h in nouns()):
        return []
    table = next((node for node in named if "long" in node.keywords and "table" in node.keywords), None)
    if table is None:
        return []
    relations = tuple(Relationship(target_id=table.id, type=kind) for kind in ("long_side_of", "facing", "next_to"))
    bench = _node(nouns()["bench"], 2 * table.count)
    length = round(nouns()["table"].size[0] * attribute("long").scale[0] * 0.92, 2)
    return [bench.model_copy(update={"relationships": relations, "size": (length, 0.45, 0.36), "placement_hint": None})]


def _head(name: str) -> str:
    """The noun of a node's id: ``chair`` of ``chair_2``, ``rug`` of ``round_rug``."""
    base = name.removesuffix("_left").removesuffix("_right")
    while base and base not in nouns() and "_" in base:
        base = base.rpartition("_")[0]
    while base not in nouns() and "_" in name:
        name = name.partition("_")[2]
        base = name if name in nouns() else base
    return base


def _node(noun: Noun, count: int) -> SpecNode:
    relations: tuple[Relationship, ...] = ()
    hint = None
    if noun.key == _SEA:
        relations = (Relationship(target_id="@container", type="against_wall"),)
    elif noun.role == "furniture_wall":
        relations = (Relationship(target_id="@container", type="on_wall"),)
    elif noun.role == "decoration_hanging":
        relations = (Relationship(target_id="@container", type="hanging"),)
    elif noun.is_a("wallside"):
        relations = (Relationship(target_id="@container", type="against_wall"),)
        hint = PlacementHint(zone="near_wall")
    elif noun.is_a("plant") or noun.key in {"rock", "crate", "barrel", "tombstone", "street_lamp", "trash_can"}:
        hint = PlacementHint(zone="near_wall")
    label = noun.en[0]
    keywords = tuple(noun.key.split("_"))
    return SpecNode(
        id=noun.key, name=label, description=label, semantic_role=noun.role, keywords=keywords, count=count,
        relationships=relations, placement_hint=hint, implied=True,
        pose="stand" if noun.is_a("person") else None, material={"palette": "water"} if noun.key == _SEA else None,
    )  # fmt: skip


def _seated(node: SpecNode, tables: list[SpecNode]) -> SpecNode:
    """Implied seats gather around the one implied table; small lights go on it."""
    noun = nouns()[node.id]
    if not tables or node in tables:
        return node
    table = tables[0].id
    if noun.is_a("seat") and not noun.is_a("wallside", "focal"):
        kinds = ("around", "facing") if node.count >= 3 else ("next_to", "facing")
        return node.model_copy(
            update={"relationships": tuple(Relationship(target_id=table, type=kind) for kind in kinds)}
        )
    if noun.role == "decoration_surface" or noun.key == "lantern":
        return node.model_copy(update={"relationships": (Relationship(target_id=table, type="on_top_of"),)})
    return node
