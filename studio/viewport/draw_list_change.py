"""The next draw list from the last, where only places, the selection or collisions changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from studio.model.stage import Prop, Stage
from studio.viewport.draw_list import (
    FLAGS_AT,
    DrawList,
    Kit,
    bounds_of,
    build_draw_list,
    fire_of,
    flags_of,
    kit_of_staging,
    placed_glows,
    shown_props,
)
from studio.viewport.lighting import stage_lighting
from studio.viewport.particles import clouds_of
from studio.viewport.transform import rotation_matrix

_SURROUNDINGS = ("container", "sky", "post", "lights", "particles", "theme", "title")
_SHAPE = ("id", "asset", "size", "pose", "material", "semantic_role")


def next_draw_list(
    before: DrawList | None,
    stage: Stage,
    *,
    hidden: Collection[str] = (),
    selected: Collection[str] = (),
    collided: Collection[str] = (),
    kit: Kit | None = None,
) -> DrawList:
    """``build_draw_list`` that takes over what stayed of the list drawn ``before``.

    Where only places, the selection or collisions changed, no mesh is asked for and only those props' rows differ;
    the result equals what building it anew gives.
    """
    source = kit or kit_of_staging()
    changed = None
    if before is not None and before.source.kit is source:
        changed = _changed(before, stage, frozenset(hidden), frozenset(selected), frozenset(collided))
    return changed or build_draw_list(stage, hidden=hidden, selected=selected, collided=collided, kit=source)


def _changed(
    before: DrawList, stage: Stage, hidden: frozenset[str], selected: frozenset[str], collided: frozenset[str]
) -> DrawList | None:
    was = before.source
    if any(not _is_same(getattr(was.stage, name), getattr(stage, name)) for name in _SURROUNDINGS):
        return None
    old, new = shown_props(was.stage, was.hidden), shown_props(stage, hidden)
    if len(old) != len(new):
        return None
    moved: list[Prop] = []
    for prop, now in zip(old, new, strict=True):
        if prop is now:
            continue
        if any(getattr(prop, name) != getattr(now, name) for name in _SHAPE):
            return None
        if prop.position != now.position or prop.rotation != now.rotation:
            moved.append(now)
    source = replace(was, stage=stage, hidden=hidden, selected=selected, collided=collided)
    marked = (selected ^ was.selected) | (collided ^ was.collided)
    if not moved and not marked:
        return replace(before, source=source)
    instances = before.instances.copy()
    rows = {prop_id: row for row, prop_id in enumerate(before.prop_ids) if prop_id}
    for prop in new if marked else ():
        if prop.id in marked:
            instances[rows[prop.id], FLAGS_AT] = flags_of(prop, selected, collided)
    if not moved:
        return replace(before, source=source, instances=instances)
    spheres = before.spheres.copy()
    for prop in moved:
        row = rows[prop.id]
        matrix = instances[row, :12].reshape(3, 4)
        matrix[:, :3], matrix[:, 3] = rotation_matrix(prop.rotation), prop.position
        spheres[row, :3] = prop.position
    shines = any(prop.id in was.glows for prop in moved)
    lamps = placed_glows(new, was.glows) if shines else {}
    fires = [fire_of(lamps[prop_id]) for prop_id in was.fires] if shines else []
    return replace(
        before,
        source=source,
        instances=instances,
        spheres=spheres,
        bounds=bounds_of(stage, spheres),
        lighting=stage_lighting(stage, list(lamps.values())) if shines else before.lighting,
        clouds=clouds_of(stage, fires) if shines else before.clouds,
    )


def _is_same(first: object, second: object) -> bool:
    return first is second or first == second
