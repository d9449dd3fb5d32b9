"""Which items form units, and in which order units are decided."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from studio.staging.placement.item import Item
from studio.staging.placement.unit import Satellite, Unit, before, behind, opposite, ring

_BESIDE = frozenset({"near", "next_to", "in_front_of", "behind", "around", "long_side_of"})
_LONGEST_AT_TABLE_M = 2.0
"""What is longer is a pew rather than the bench of a table."""
_UNORDERED = frozenset({"inside", "far", "same_facing"})
"""Relations that put a thing right beside another, and those that it may be placed before."""


def make_units(items: list[Item]) -> list[Unit]:
    """Things with what belongs to them: tables with their seats, pairs face to face, a rug under its bed."""
    by_id = {item.id: item for item in items}
    groups: dict[str, _Group] = {}
    for item in items:
        belonging = _belonging(item, by_id)
        if belonging is not None:
            groups.setdefault(belonging[1], _Group()).add(belonging[0], item)
    _adopt(items, groups)
    taken: set[str] = set()
    units: dict[str, Unit] = {}
    for item in items:
        pair = _pair(item, items, by_id)
        if pair is not None and item.id not in taken and not taken & {one.id for one in pair.items}:
            units[item.id] = pair
            taken |= {one.id for one in pair.items}
    for item in items:
        group = groups.get(item.id)
        if group is None or item.id in taken:
            continue
        unit, _ = Unit(item, group.satellites(item, taken)).without_clashes()
        units[item.id] = unit
        taken |= {one.id for one in unit.items}
    return [units.get(item.id) or Unit(item) for item in items if item.id in units or item.id not in taken]


@dataclass(slots=True)
class _Group:
    """What belongs to one thing, by the side it belongs to."""

    around: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    before: list[Item] = field(default_factory=list)
    beneath: list[Item] = field(default_factory=list)

    def add(self, side: str, item: Item) -> None:
        {"around": self.around, "behind": self.behind, "before": self.before, "beneath": self.beneath}[side].append(
            item
        )

    def satellites(self, anchor: Item, taken: set[str]) -> tuple[Satellite, ...]:
        def free(some: list[Item]) -> list[Item]:
            return [item for item in some if item.id not in taken]

        seats = sorted(free(self.around), key=lambda item: not item.wants("long_side_of"))
        found = [*ring(anchor, seats), *behind(anchor, free(self.behind)), *before(anchor, free(self.before))]
        if not found:
            found = [Satellite(rug, 0.0, 0.25 if anchor.is_a("bed") else 0.0, 0.0) for rug in free(self.beneath)[:1]]
        return tuple(found)


def _belonging(item: Item, by_id: dict[str, Item]) -> tuple[str, str] | None:
    """(side, id of the thing) when an item belongs rigidly to another."""
    if item.support != "floor":
        return None
    if item.is_flat:
        under = [name for wish in item.wants("under") for name in wish.targets if name in by_id]
        return ("beneath", under[0]) if under and not by_id[under[0]].is_flat else None
    for kind, side in (("behind", "behind"), ("in_front_of", "before")):
        names = [name for wish in item.wants(kind) for name in wish.targets]
        if len(names) != 1 or names[0] not in by_id or item.wants("against_wall", "in_corner", "far"):
            continue
        host = by_id[names[0]]
        if _are_in_line(item, host):
            # On a slanted floor a seat right before a thing is not in line with it along the axes.
            continue
        at_table = item.is_a("seat") and host.is_a("table") and min(item.size[0], item.size[2]) < 0.8
        if at_table or (kind == "behind" and host.is_a("top", "table") and not item.is_a("person")):
            return side, names[0]
    host_id = _host(item, by_id)
    return ("around", host_id) if host_id is not None else None


def _pair(item: Item, items: list[Item], by_id: dict[str, Item]) -> Unit | None:
    """Two of one kind that face each other, with the one thing said to be near both of them between."""
    if item.node.count != 2 or item.index != 0 or item.support != "floor":
        return None
    names = [name for wish in item.wants("facing") for name in wish.targets]
    if len(names) != 1 or names[0] not in by_id or by_id[names[0]].node is not item.node:
        return None
    other = by_id[names[0]]
    both = {item.id, other.id}
    middle = next(
        (i for i in items if i.node is not item.node and both <= {n for w in i.wants("near") for n in w.targets}), None
    )
    return Unit(item, opposite(item, other, middle), is_pair=True)


def _are_in_line(one: Item, other: Item) -> bool:
    """Whether either asks to be in line with the other."""
    return any(b.id in wish.targets for a, b in ((one, other), (other, one)) for wish in a.wants("aligned_with"))


def _host(item: Item, by_id: dict[str, Item]) -> str | None:
    """The thing a seat belongs to rigidly; a lone seat at one named side keeps its freedom."""
    if item.support != "floor" or (item.node.semantic_role == "character" and not item.wants("around")):
        return None
    # Those around a thing keep even places, whatever else they ask.
    around = [wish for wish in item.wants("around") if wish.targets]
    if around:
        return around[0].targets[0] if around[0].targets[0] in by_id else None
    if item.wants("in_front_of", "behind", "left_of", "right_of", "against_wall", "in_corner", "far"):
        return None
    if not item.is_a("seat"):
        return None
    facing = {target for wish in item.wants("facing") for target in wish.targets}
    close = {target for wish in item.wants("near", "next_to") for target in wish.targets}
    both = sorted(facing & close)
    if len(both) == 1 and both[0] in by_id and by_id[both[0]].is_a("table") and not by_id[both[0]].is_wallside:
        return both[0]
    return None


def _adopt(items: list[Item], groups: dict[str, _Group]) -> None:
    """Seats that say nothing of where they go are shared out among the tables of the same room."""
    tables = [item for item in items if _seats_people(item) and item.id not in groups]
    free = [item for item in items if _is_loose_seat(item)]
    if not tables or not free or len(free) > 10 * len(tables):
        return
    for place, seat in enumerate(free):
        groups.setdefault(tables[place * len(tables) // len(free)].id, _Group()).around.append(seat)


def _seats_people(item: Item) -> bool:
    return item.is_a("table") and item.support == "floor" and not item.is_wallside


def _is_loose_seat(item: Item) -> bool:
    if not item.is_a("seat") or item.is_a("focal", "wallside") or item.support != "floor" or item.zone == "near_wall":
        return False
    is_of_table = min(item.size[0], item.size[2]) < 0.75 and max(item.size[0], item.size[2]) < _LONGEST_AT_TABLE_M
    return is_of_table and all(wish.kind == "inside" for wish in item.wishes)


def in_order(units: list[Unit], *, first: Set[str] = frozenset()) -> list[Unit]:
    """Targets before what relates to them; rugs said to be somewhere first, loose ones last, the rest by what floor
    or wall they take.

    Units of the nodes in ``first`` go before all others.
    """
    owner = {item.id: unit for unit in units for item in unit.items}
    ranked = sorted(units, key=lambda unit: (unit.anchor.node.id not in first, _rank(unit)))
    close: dict[int, list[Unit]] = {}
    for unit in ranked:
        for other in _targets(unit, owner, _BESIDE):
            close.setdefault(id(other), []).append(unit)
    done: list[Unit] = []
    seen: set[int] = set()

    def visit(unit: Unit) -> None:
        if id(unit) in seen:
            return
        seen.add(id(unit))
        for other in _targets(unit, owner, None):
            visit(other)
        done.append(unit)
        # What belongs beside it comes next, while the floor there is free.
        for other in close.get(id(unit), ()):
            if _bulk(other) <= _bulk(unit):
                visit(other)

    for unit in ranked:
        visit(unit)
    return done


def _targets(unit: Unit, owner: dict[str, Unit], kinds: Set[str] | None) -> list[Unit]:
    """Other units that a unit relates to: by any of some kinds of relation, else by all that order them."""
    found: dict[int, Unit] = {}
    for item in unit.items:
        for wish in item.wishes:
            is_free = wish.kind in _UNORDERED or (item.is_flat and wish.kind != "between")
            if is_free if kinds is None else wish.kind not in kinds:
                continue
            for target in wish.targets:
                other = owner.get(target)
                if other is not None and other is not unit:
                    found[id(other)] = other
    return list(found.values())


def _rank(unit: Unit) -> tuple[int, float, str, int]:
    item = unit.anchor
    if is_loose_rug(item):
        group = 5
    elif item.is_flat:
        group = 0
    elif item.wants("centered", "in_corner") or item.node.semantic_role == "structure":
        group = 1
    elif unit.satellites or item.is_wallside:
        group = 2
    elif item.node.semantic_role == "character":
        group = 4
    else:
        group = 3
    return group, -round(_bulk(unit), 4), item.node.id, item.index


def is_loose_rug(item: Item) -> bool:
    """Whether it lies wherever it keeps nothing from its place: a rug of which nothing is said, and no long carpet."""
    is_bound = item.approached or any(wish.targets for wish in item.wishes) or item.is_a("focal")
    return item.is_flat and not is_bound and max(item.size[0], item.size[2]) <= 2.5 * min(item.size[0], item.size[2])


def _bulk(unit: Unit) -> float:
    """How hard a unit is to find a place for: the floor it takes, or the wall, where it needs much of that."""
    left, front, right, back = unit.bounds()
    area = (right - left) * (back - front)
    return max(area, unit.anchor.size[0] ** 2 / 2) if unit.anchor.is_wallside else area
