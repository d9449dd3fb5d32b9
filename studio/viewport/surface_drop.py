"""Lets props down onto what is below them, and tells what carries them where they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from studio.model.stage import Prop, Stage
from studio.viewport.prop_placement import Placement, carried_by, moved, roots_of
from studio.viewport.subject import corners_of
from studio.viewport.support import CONTACT_M, Top, top_below, tops_of

_AIRBORNE = frozenset({"floating", "ceiling", "wall"})


@dataclass(frozen=True, slots=True)
class Carried:
    """What carries a prop: ``support`` and the parent that the stage writes for it."""

    support: str
    parent_id: str | None


def dropped(stage: Stage, prop_ids: Collection[str]) -> dict[str, Placement]:
    """The props let down onto the next surface, or the floor, under their middle; what stands on them comes along."""
    ignoring = carried_by(stage, prop_ids)
    tops = tops_of(stage, ignoring=ignoring)
    found: dict[str, Placement] = {}
    for root in roots_of(stage, prop_ids):
        lowest = float(np.min(corners_of(root)[:, 1]))
        x, _, z = root.position
        top = top_below(tops, x, z, height=lowest)
        ground = top.height if top is not None else stage.container.floor_y
        found |= moved(stage, (root.id,), (0.0, ground - lowest, 0.0))
    return found


def carriers(stage: Stage, prop_ids: Collection[str]) -> dict[str, Carried]:
    """For each of the moved props (not for what stands on them), what carries it now."""
    tops = tops_of(stage, ignoring=carried_by(stage, prop_ids))
    return {
        root.id: _carrier(stage, root, top_below(tops, root.position[0], root.position[2], height=root.position[1]))
        for root in roots_of(stage, prop_ids)
    }


def _carrier(stage: Stage, prop: Prop, top: Top | None) -> Carried:
    height = prop.position[1]
    if top is not None and abs(top.height - height) <= CONTACT_M:
        return Carried("surface", top.prop_id)
    room = stage.container.id
    if abs(height - stage.container.floor_y) <= CONTACT_M and prop.support != "wall":
        return Carried("floor", room)
    parent = room if prop.support == "surface" else prop.parent_id
    return Carried(prop.support if prop.support in _AIRBORNE else "floating", parent)
