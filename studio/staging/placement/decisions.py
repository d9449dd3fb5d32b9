"""What a floor plan decides in one go: a unit, or several that are laid out jointly."""

from __future__ import annotations

from dataclasses import dataclass

from studio.staging.placement.rows import wants_rows
from studio.staging.placement.unit import Unit


@dataclass(slots=True, eq=False)
class Decision:
    """Units decided in one go: several for a joint layout, else one."""

    units: list[Unit]
    joint: bool


def decisions_of(units: list[Unit]) -> list[Decision]:
    """Units of one node, or in line with one another, that are laid out jointly become one decision."""
    leader: dict[str, str] = {}
    first_of: dict[str, str] = {}
    sizes = {unit.anchor.id: unit.anchor.size for unit in units}
    for unit in units:
        item = unit.anchor
        lead = leader.get(first_of.setdefault(item.node.id, item.id), item.id) if item.node.count > 1 else item.id
        for wish in item.wants("aligned_with", "same_facing"):
            for target in wish.targets:
                if target in leader and sizes[target] == item.size:
                    lead = leader[target]
        leader[item.id] = lead
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(leader[unit.anchor.id], []).append(unit)
    found: list[Decision] = []
    for group in groups.values():
        if wants_rows(group):
            # A row runs in the order of its members, whichever of them something else is to be close to.
            order = list(dict.fromkeys(unit.anchor.node.id for unit in group))
            row = sorted(group, key=lambda unit: (order.index(unit.anchor.node.id), unit.anchor.index))
            found.append(Decision(row, joint=True))
        else:
            found.extend(Decision([unit], joint=False) for unit in group)
    return found
