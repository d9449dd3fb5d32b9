"""Copies of props: they, and with them all that stands on them, under names of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from studio.model.ids import stage_path
from studio.model.operations import Operation, Set
from studio.model.reader import DocumentReader
from studio.model.stage import Vec3
from studio.viewport.prop_placement import carried_by
from studio.workflows.edit_props import Reach, shown_stage


@dataclass(frozen=True, slots=True)
class Copies:
    """The operations that make copies; ``chosen`` are the copies of those that were asked for."""

    operations: tuple[Operation, ...]
    chosen: tuple[str, ...]


def copy_operations(
    documents: DocumentReader, reach: Reach, prop_ids: Collection[str], *, offset: Vec3 = (0.0, 0.0, 0.0)
) -> Copies:
    """Copies props; for one board alone the copies are hidden on the set and shown on the board."""
    stage = shown_stage(documents, reach)
    path = stage_path(reach.scene)
    raw = (documents.raw(path) or {}).get("props", {})
    if stage is None:
        return Copies((), ())
    taken = carried_by(stage, prop_ids)
    sources = [prop for prop in stage.props if prop.id in taken]
    fresh = _fresh_names(raw, [prop.id for prop in sources])
    groups = _fresh_groups(raw, {prop.group for prop in sources if prop.group})
    last = max((prop.get("order", 0) for prop in raw.values()), default=0)
    ops: list[Operation] = []
    for place, prop in enumerate(sources, start=1):
        x, y, z = (round(at + way, 4) for at, way in zip(prop.position, offset, strict=True))
        wire: dict[str, Any] = {
            **raw[prop.id],
            **prop.to_wire(),
            "id": fresh[prop.id],
            "position": [x, y, z],
            "parentId": fresh.get(prop.parent_id or "", prop.parent_id),
            "group": groups.get(prop.group or "", prop.group),
            "order": last + place,
            "pinned": True,
            "hidden": reach.is_board_only,
            "locked": False,
        }
        ops.append(Set(path, ("props", fresh[prop.id]), wire))
        if reach.is_board_only:
            ops.append(Set(reach.board, ("propOverrides", fresh[prop.id]), {"hidden": False}))
    return Copies(tuple(ops), tuple(fresh[prop.id] for prop in sources if prop.id in prop_ids))


def fresh_group(props: Mapping[str, Mapping[str, Any]]) -> str:
    """A name for a group that no prop is in."""
    return _fresh_groups(props, {""})[""]


def _fresh_names(props: Mapping[str, Any], names: list[str]) -> dict[str, str]:
    used = set(props)

    def numbered(stem: str) -> Iterator[str]:
        return (f"{stem}#{number}" for number in count(2))

    found = {}
    for name in names:
        fresh = next(other for other in numbered(name.partition("#")[0]) if other not in used)
        used.add(fresh)
        found[name] = fresh
    return found


def _fresh_groups(props: Mapping[str, Any], groups: set[str]) -> dict[str, str]:
    used = {prop.get("group") for prop in props.values()}
    found = {}
    for group in sorted(groups):
        fresh = next(name for name in (f"group-{number}" for number in count(1)) if name not in used)
        used.add(fresh)
        found[group] = fresh
    return found
