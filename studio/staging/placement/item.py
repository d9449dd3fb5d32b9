"""What is to be placed: one item an instance, with its size, its solids and what it asks of others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from studio.model.stage import Box3, Relationship, Size, SpecNode, StageSpec, Support, SupportSurface, Vec2
from studio.staging.library import Library, PropKind
from studio.staging.relation_check import WITHIN_KINDS
from studio.staging.words.noun import Noun

LocalBox = tuple[float, float, float, float, float, float]
"""A solid in its own prop: centre x, centre z, half width, half depth, bottom, top."""
Range = tuple[float | None, float | None]
_CLOSE = ("near", "next_to", "in_front_of", "behind", "left_of", "right_of", "around", "long_side_of")


@dataclass(frozen=True, slots=True)
class Wish:
    """A relation of one item: to items by id, or to the room when ``targets`` is empty."""

    kind: str
    targets: tuple[str, ...] = ()
    distance: Range | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One instance of a node; ``approached`` are the kinds of relation others have to it.

    ``opening`` is a relation to a kind of opening, such as ("door", "next_to"). ``is_flat`` things lie on the floor
    and are walked on, ``is_wallside`` ones want their back to a wall, said or by habit; ``related`` are the items it
    is to be close to or faces, ``belongs_to`` those of which it asks both, as a seat of its table.
    """

    id: str
    node: SpecNode
    index: int
    size: Size
    asset: str
    kind: PropKind
    noun: Noun | None
    support: Support
    zone: str
    boxes: tuple[LocalBox, ...]
    solids: tuple[Box3, ...] | None
    surfaces: tuple[SupportSurface, ...]
    access: tuple[str, ...]
    pose: str | None
    wishes: tuple[Wish, ...] = ()
    approached: frozenset[str] = frozenset()
    opening: tuple[str, str] | None = None
    is_flat: bool = field(init=False)
    is_wallside: bool = field(init=False)
    related: frozenset[str] = field(init=False)
    belongs_to: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        # Asked many thousand times a search; an item never changes.
        object.__setattr__(self, "is_flat", self._lies_flat())
        object.__setattr__(self, "is_wallside", self._stands_at_walls())
        close = frozenset(name for wish in self.wants(*_CLOSE) for name in wish.targets)
        faced = frozenset(name for wish in self.wants("facing", "around") for name in wish.targets)
        object.__setattr__(self, "related", close | faced)
        object.__setattr__(self, "belongs_to", close & faced)

    def is_a(self, *tags: str) -> bool:
        """Whether the lexicon says so of its kind."""
        return self.noun is not None and self.noun.is_a(*tags)

    def wants(self, *kinds: str) -> tuple[Wish, ...]:
        """Its wishes of some kinds."""
        return tuple(wish for wish in self.wishes if wish.kind in kinds)

    def _lies_flat(self) -> bool:
        """Whether it lies on the floor and is walked on: at most 5 cm high."""
        return self.size[1] <= 0.05 and self.support == "floor" and min(self.size[0], self.size[2]) > 0.4

    def _stands_at_walls(self) -> bool:
        """Whether it wants its back to a wall, said or by habit."""
        if self.wants("against_wall"):
            return True
        if "behind" in self.approached or (self.node.count >= 4 and self.is_a("table") and self.zone != "near_wall"):
            return False
        loose = self.wants(
            "centered", "around", "under", "near", "next_to", "left_of", "right_of", "in_front_of", "behind"
        )
        if loose or self.zone in {"random"} or (self.node.placement_hint and self.node.placement_hint.zone == "center"):
            return False
        return self.zone == "near_wall" or self.is_a("wallside")


def local_boxes(size: Size, solids: tuple[Box3, ...] | None) -> tuple[LocalBox, ...]:
    """The solids of a prop, its whole box when it has none."""
    if not solids:
        return ((0.0, 0.0, size[0] / 2, size[2] / 2, 0.0, size[1]),)
    return tuple(
        (
            (box.min[0] + box.max[0]) / 2, (box.min[2] + box.max[2]) / 2, (box.max[0] - box.min[0]) / 2,
            (box.max[2] - box.min[2]) / 2, box.min[1], box.max[1],
        )
        for box in solids
    )  # fmt: skip


def within_box(size: Size, solids: tuple[Box3, ...]) -> tuple[Box3, ...]:
    """Solids cut to the prop's own box: a part that a model cannot make that small never reaches into its neighbour."""
    w, h, d = size
    low, high = (-w / 2, 0.0, -d / 2), (w / 2, h, d / 2)
    found = []
    for box in solids:
        a = tuple(max(one, edge) for one, edge in zip(box.min, low, strict=True))
        b = tuple(min(one, edge) for one, edge in zip(box.max, high, strict=True))
        if all(one < other for one, other in zip(a, b, strict=True)):
            found.append(Box3(min=(a[0], a[1], a[2]), max=(b[0], b[1], b[2])))
    return tuple(found) or (Box3(min=low, max=high),)


def instance_ids(node: SpecNode) -> tuple[str, ...]:
    """``table#1 … table#4``; a single one keeps the bare id."""
    return (node.id,) if node.count == 1 else tuple(f"{node.id}#{turn}" for turn in range(1, node.count + 1))


@dataclass(slots=True)
class Targets:
    """Who a relation's target is, for each instance of a node."""

    spec: StageSpec
    nodes: dict[str, SpecNode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.nodes = {node.id: node for node in self.spec.nodes}

    def is_room(self, target: str) -> bool:
        """Whether the target is the main container."""
        return target == self.spec.main_container.id

    def exists(self, target: str) -> bool:
        """Whether a target names the container, a node or an instance."""
        base, _, turn = target.rpartition("#")
        known = self.is_room(target) or target in self.nodes
        return known or (base in self.nodes and turn.isdigit() and 1 <= int(turn) <= self.nodes[base].count)

    def within_own_room(self, node: SpecNode, relation: Relationship) -> Relationship:
        """A relation to the walls or the middle of the room, of what is in a room within it: to those of that one."""
        if relation.type not in WITHIN_KINDS or not self.is_room(relation.target_id):
            return relation
        for other in node.relationships:
            holder = self.nodes.get(other.target_id.partition("#")[0])
            if other.type == "inside" and holder is not None and holder.semantic_role == "sub_container":
                own = {"target_id": other.target_id, "target_instance": other.target_instance}
                return relation.model_copy(update=own)
        return relation

    def of(self, target: str, *, index: int, count: int, instance: int | None = None) -> tuple[str, ...]:
        """The instance ids that instance ``index`` (0-based) of ``count`` relates to: spread evenly."""
        node = self.nodes.get(target)
        if node is None:
            return (target,) if self.exists(target) and not self.is_room(target) else ()
        ids = instance_ids(node)
        if instance is not None:
            return (ids[instance - 1],) if 1 <= instance <= len(ids) else ()
        return (ids[index * len(ids) // max(1, count)],)


def approach_sides(spec: StageSpec) -> dict[str, frozenset[str]]:
    """Which kinds of relation others have to each node."""
    found: dict[str, frozenset[str]] = {}
    for node in spec.nodes:
        for relation in node.relationships:
            base = relation.target_id.partition("#")[0]
            found[base] = found.get(base, frozenset()) | {relation.type}
    return found


def room_distance(wish: Wish, default: Range) -> Vec2:
    """The metres a wish allows, from and to; its own distance wins."""
    low, high = wish.distance or default
    return (low if low is not None else 0.0, high if high is not None else float("inf"))


def upright(item: Item, library: Library) -> Item:
    """The same person standing: for who was to sit where no seat is left."""
    size = library.pose_size(item.kind.id, "stand")
    return replace(item, size=size, pose="stand", solids=None, boxes=local_boxes(size, None))
