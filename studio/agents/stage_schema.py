"""The JSON schemas of the Stage Designer's answers: choices named, and what code decides left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from studio.model.frozen import Frozen
from studio.model.stage import Attachment, RelationKind, Role, Side, ZoneKind
from studio.staging.kit.poses import POSES

_OF_CODE: Mapping[str, tuple[str, ...]] = {
    "Container": (
        "footprint", "relationships", "parentId", "count", "placementHint", "accessSides", "pose", "implied",
        "isContainer", "semanticRole",
    ),
    "StageSpec": ("metadata",),
    "SpecNode": ("implied",),
}  # fmt: skip
"""What of a definition is decided by code, so that a model is not asked for it."""

_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "SpecNode": ("id", "name", "description", "semanticRole", "keywords", "count", "relationships"),
    "Container": ("id", "name", "description", "outdoor"),
}
_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("SpecNode", "semanticRole"): get_args(Role),
    ("SpecNode", "pose"): tuple(POSES),
    ("Relationship", "type"): get_args(RelationKind),
    ("PlacementHint", "zone"): get_args(ZoneKind),
    ("PlacementHint", "attachTo"): get_args(Attachment),
}


@cache
def stage_schema(form: type[Frozen]) -> Mapping[str, Any]:
    """The schema of an answer. Making it takes longer than a frame of a window; it is shared, never changed."""
    schema: dict[str, Any] = form.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = schema.get("$defs", {})
    definitions.pop("SpecMetadata", None)
    for name, definition in definitions.items():
        properties = definition.get("properties", {})
        for field in _OF_CODE.get(name, ()):
            properties.pop(field, None)
        if name in _ALWAYS:
            definition["required"] = list(_ALWAYS[name])
        for (owner, field), choices in _CHOICES.items():
            if owner == name:
                properties[field] = {"type": "string", "enum": list(choices)}
        if name == "SpecNode":
            properties["accessSides"] = {"type": "array", "items": {"type": "string", "enum": list(get_args(Side))}}
    return schema
