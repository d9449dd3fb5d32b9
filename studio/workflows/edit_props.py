"""Editing what stands on a set: for the whole set, or for one board alone, as operations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.model.ids import DocPath, SceneId, stage_path
from studio.model.operations import MISSING, Operation, Set
from studio.model.reader import DocumentReader
from studio.model.stage import Prop, Stage
from studio.viewport.prop_placement import Placement, carried_by
from studio.viewport.surface_drop import carriers
from studio.workflows.posed_stage import posed
from studio.workflows.prop_library import person_library
from studio.workflows.prop_shape import WireFields, posed_fields, replaced_fields, sized

Changes = Mapping[str, WireFields]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an edit goes: the whole set of a scene, or only the board that is looked at (``""``: none is)."""

    scene: SceneId
    board: DocPath
    is_board_only: bool = False


def shown_stage(documents: DocumentReader, reach: Reach) -> Stage | None:
    """The set as the board that is looked at shows it, with its own changes of props."""
    stage = documents.stage(reach.scene)
    board = documents.board(reach.board) if reach.board else None
    return posed(stage, board.prop_overrides) if stage is not None and board is not None else stage


def overridden(documents: DocumentReader, reach: Reach) -> frozenset[str]:
    """The props that the board shows otherwise than the set."""
    board = documents.board(reach.board) if reach.board else None
    return frozenset(board.prop_overrides) if board is not None else frozenset()


def change_operations(documents: DocumentReader, reach: Reach, changes: Changes) -> list[Operation]:
    """Sets wire fields of props, as far as they are not so already.

    For the whole set, the board that is looked at follows it in these fields; other boards keep what is their own.
    """
    props = _raw_props(documents, reach)
    own = _raw_overrides(documents, reach)
    ops: list[Operation] = []
    for name, fields in changes.items():
        base, kept = props.get(name), own.get(name, {})
        if base is None:
            continue
        if reach.is_board_only:
            ops += _override(reach.board, name, base, kept, fields)
            continue
        ops += [
            Set(stage_path(reach.scene), ("props", name, field), value)
            for field, value in fields.items()
            if base.get(field, _DEFAULTS.get(field)) != value
        ]
        ops += _follow(reach.board, name, kept, fields)
    return ops


def place_operations(documents: DocumentReader, reach: Reach, placements: Mapping[str, Placement]) -> list[Operation]:
    """Puts props where a gesture has them now."""
    stage = shown_stage(documents, reach)
    if stage is None:
        return []
    library = person_library()
    changes: dict[str, WireFields] = {}
    for prop in stage.props:
        to = placements.get(prop.id)
        if to is None:
            continue
        fields: WireFields = {"position": list(to.position), "rotation": list(to.rotation)}
        changes[prop.id] = fields | (sized(prop, to.size, library) if to.size != prop.size else {})
    return change_operations(documents, reach, changes)


def settle_operations(documents: DocumentReader, reach: Reach, prop_ids: Collection[str]) -> list[Operation]:
    """After a person moved props: what carries them now, and that they stay there when the scene is staged anew."""
    stage = shown_stage(documents, reach)
    if stage is None:
        return []
    changes: dict[str, WireFields] = {
        name: {"support": carrier.support, "parentId": carrier.parent_id}
        for name, carrier in carriers(stage, prop_ids).items()
    }
    if not reach.is_board_only:
        for name in changes.keys() | set(prop_ids):
            changes[name] = {**changes.get(name, {}), "pinned": True}
    return change_operations(documents, reach, changes)


def pose_operations(documents: DocumentReader, reach: Reach, prop_ids: Collection[str], pose: str) -> list[Operation]:
    """Gives figures a pose."""
    library = person_library()
    changes = {prop.id: posed_fields(prop, pose, library) for prop in _chosen(documents, reach, prop_ids)}
    return change_operations(documents, reach, changes)


def replace_operations(
    documents: DocumentReader, reach: Reach, prop_ids: Collection[str], asset: str, name: str
) -> list[Operation]:
    """Makes props another thing, where they stand; a person's choice stays when the scene is staged anew."""
    library = person_library()
    changes = {prop.id: replaced_fields(prop, asset, name, library) for prop in _chosen(documents, reach, prop_ids)}
    if not reach.is_board_only:
        changes = {prop_id: {**fields, "pinned": True} for prop_id, fields in changes.items()}
    return change_operations(documents, reach, changes)


def delete_operations(documents: DocumentReader, reach: Reach, prop_ids: Collection[str]) -> list[Operation]:
    """Takes props off the set with all that stands on them; for one board alone they are hidden there."""
    stage = shown_stage(documents, reach)
    if stage is None:
        return []
    gone = carried_by(stage, prop_ids)
    if reach.is_board_only:
        return change_operations(documents, reach, {name: {"hidden": True} for name in sorted(gone)})
    path, own = stage_path(reach.scene), _raw_overrides(documents, reach)
    ops: list[Operation] = [Set(path, ("props", name), MISSING) for name in sorted(gone)]
    return ops + [Set(reach.board, ("propOverrides", name), MISSING) for name in sorted(gone & own.keys())]


def reset_operations(documents: DocumentReader, reach: Reach, prop_ids: Iterable[str]) -> list[Operation]:
    """Lets the board show props as the set has them."""
    own = _raw_overrides(documents, reach)
    return [Set(reach.board, ("propOverrides", name), MISSING) for name in sorted(own.keys() & set(prop_ids))]


def _chosen(documents: DocumentReader, reach: Reach, prop_ids: Collection[str]) -> tuple[Prop, ...]:
    stage = shown_stage(documents, reach)
    return tuple(prop for prop in stage.props if prop.id in prop_ids) if stage is not None else ()


def _override(board: DocPath, name: str, base: WireFields, kept: WireFields, fields: WireFields) -> list[Operation]:
    """A board's own fields of a prop; what is as on the set again is its own no longer."""
    wanted = {**kept, **fields}
    wanted = {field: value for field, value in wanted.items() if base.get(field, _DEFAULTS.get(field)) != value}
    if wanted == kept:
        return []
    return [Set(board, ("propOverrides", name), wanted or MISSING)]


def _follow(board: DocPath, name: str, kept: WireFields, fields: WireFields) -> list[Operation]:
    left = {field: value for field, value in kept.items() if field not in fields}
    return [] if left == kept else [Set(board, ("propOverrides", name), left or MISSING)]


_DEFAULTS = {name: Prop(id="prop", position=(0, 0, 0), size=(1, 1, 1)).to_wire().get(name) for name in (
    "name", "rotation", "parentId", "support", "modelUrl", "material", "pose", "group", "hidden", "locked", "pinned",
    "solids", "supportSurfaces",
)}  # fmt: skip
"""What a field is that the stage does not name."""


def _raw_props(documents: DocumentReader, reach: Reach) -> Mapping[str, Any]:
    props: Mapping[str, Any] = (documents.raw(stage_path(reach.scene)) or {}).get("props", {})
    return props


def _raw_overrides(documents: DocumentReader, reach: Reach) -> Mapping[str, Any]:
    own: Mapping[str, Any] = (documents.raw(reach.board) or {}).get("propOverrides", {}) if reach.board else {}
    return own
