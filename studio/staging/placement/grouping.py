"""Which items form units, and in which order units are decided."""

from __future__ import annotations

from studio.staging.placement.item import Item
from studio.staging.placement.unit import Satellite, Unit, ring

_SEATED_BY = ("around", "next_to", "near", "facing", "long_side_of")


def make_units(items: list[Item]) -> list[Unit]:
    """Tables with the seats that belong to them, and everything else alone."""
    by_id = {item.id: item for item in items}
    rings: dict[str, list[Item]] = {}
    for item in items:
        host = _host(item, by_id)
        if host is not None:
            rings.setdefault(host, []).append(item)
    _adopt(items, rings)
    taken: set[str] = set()
    units: list[Unit] = []
    for item in items:
        seats = rings.get(item.id, [])
        if seats and item.id not in taken:
            taken.update(seat.id for seat in seats)
    for item in items:
        if item.id in taken:
            continue
        seats = [seat for seat in rings.get(item.id, []) if seat.id in taken]
        units.append(Unit(item, _satellites(item, seats)))
    return units


def _satellites(anchor: Item, seats: list[Item]) -> tuple[Satellite, ...]:
    long_side = [seat for seat in seats if seat.wants("long_side_of")]
    return ring(anchor, [*long_side, *(seat for seat in seats if seat not in long_side)])


def _host(item: Item, by_id: dict[str, Item]) -> str | None:
    """The thing a seat belongs to rigidly; a lone seat at one named side keeps its freedom."""
    if item.support != "floor" or item.node.semantic_role == "character" and not item.wants("around"):
        return None
    if item.wants("in_front_of", "behind", "left_of", "right_of", "against_wall", "in_corner", "beside_both", "far"):
        return None
    around = [wish for wish in item.wants("around") if wish.targets]
    if around:
        return around[0].targets[0] if around[0].targets[0] in by_id else None
    if not item.is_a("seat"):
        return None
    facing = {target for wish in item.wants("facing") for target in wish.targets}
    close = {target for wish in item.wants("near", "next_to") for target in wish.targets}
    both = sorted(facing & close)
    if len(both) == 1 and both[0] in by_id and by_id[both[0]].is_a("table") and not by_id[both[0]].is_wallside:
        return both[0]
    return None


def _adopt(items: list[Item], rings: dict[str, list[Item]]) -> None:
    """Seats that say nothing of where they go are shared out among the tables of the same room."""
    tables = [i for i in items if i.is_a("table") and i.support == "floor" and not i.is_wallside and i.id not in rings]
    free = [
        item
        for item in items
        if item.is_a("seat") and not item.is_a("focal") and item.support == "floor" and min(item.size[0], item.size[2]) < 0.75
        and all(wish.kind in {"inside"} for wish in item.wishes) and item.zone != "near_wall" and not item.is_a("wallside")
    ]  # fmt: skip
    if not tables or not free or len(free) > 10 * len(tables):
        return
    for place, seat in enumerate(free):
        rings.setdefault(tables[place * len(tables) // len(free)].id, []).append(seat)


def in_order(units: list[Unit]) -> list[Unit]:
    """Targets before what relates to them; rugs first, then the wall's big pieces, the rest by floor they take."""
    owner = {item.id: unit for unit in units for item in unit.items}
    ranked = sorted(units, key=_rank)
    done: list[Unit] = []
    state: dict[int, int] = {}

    def visit(unit: Unit) -> None:
        if state.get(id(unit)):
            return
        state[id(unit)] = 1
        for item in unit.items:
            for wish in item.wishes:
                if wish.kind in {"inside", "far", "same_facing"}:
                    continue
                for target in wish.targets:
                    other = owner.get(target)
                    if other is not None and other is not unit:
                        visit(other)
        done.append(unit)

    for unit in ranked:
        visit(unit)
    return done


def _rank(unit: Unit) -> tuple[int, float, str, int]:
    item = unit.anchor
    area = item.size[0] * item.size[2]
    if item.is_flat:
        group = 0
    elif item.wants("centered", "in_corner"):
        group = 1
    elif unit.satellites or item.node.semantic_role == "structure":
        group = 2
    elif item.is_wallside:
        group = 3
    elif item.node.semantic_role == "character":
        group = 6
    else:
        group = 4
    return group, -round(area, 4), item.node.id, item.index
