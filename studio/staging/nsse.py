"""The one table of what each semantic role asks of a place: read by zoning, scale, placement and validation."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from studio.model.stage import PlacementHint, Role, SpecNode, Support, ZoneKind

Facing = Literal["room", "focal", "any"]
Alignment = Literal["upright", "against", "under"]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What a role asks for.

    ``support`` is what carries it; ``clearance_m`` the free space it would like around; ``facing`` where its front
    turns; ``alignment`` which face meets the surface; ``height`` its range as fractions of the room's height (None
    is its surface's); ``zone`` where it goes unasked; ``alpha`` its share of the container's diagonal; ``band`` its
    plausible share of it.
    """

    support: Support
    clearance_m: float
    facing: Facing
    alignment: Alignment
    height: tuple[float, float] | None
    zone: ZoneKind
    alpha: float
    band: tuple[float, float]
    parent: Role | None = None


RULES: MappingProxyType[str, RoleRule] = MappingProxyType(
    {
        "environment_container": RoleRule("floor", 0.0, "any", "upright", None, "random", 1.0, (0.3, 1.0)),
        "structure": RoleRule("floor", 0.3, "any", "upright", None, "near_wall", 0.5, (0.3, 1.0)),
        "sub_container": RoleRule("floor", 0.4, "room", "upright", None, "center", 0.10, (0.05, 0.15)),
        "furniture_floor": RoleRule("floor", 0.35, "room", "upright", None, "center", 0.08, (0.05, 0.15)),
        "character": RoleRule("floor", 0.4, "focal", "upright", None, "center", 0.06, (0.03, 0.12)),
        "unspecified": RoleRule("floor", 0.2, "any", "upright", None, "center", 0.05, (0.01, 0.15)),
        "furniture_wall": RoleRule("wall", 0.05, "room", "against", (0.25, 0.8), "near_wall", 0.04, (0.02, 0.10)),
        "decoration_hanging": RoleRule("ceiling", 0.3, "any", "under", (0.5, 1.0), "center", 0.03, (0.02, 0.08)),
        "decoration_surface": RoleRule(
            "surface", 0.02, "any", "upright", None, "center", 0.02, (0.01, 0.05), "furniture_floor"
        ),
        "decoration_floating": RoleRule("floating", 0.25, "any", "upright", (0.3, 0.9), "random", 0.015, (0.005, 0.02)),
        "lighting": RoleRule("floor", 0.1, "any", "upright", (0.5, 1.0), "center", 0.015, (0.01, 0.05)),
        "effect": RoleRule("floating", 0.1, "any", "upright", (0.0, 0.9), "random", 0.01, (0.0, 0.05)),
    }
)
_ATTACHMENTS: dict[str, Support] = {
    "floor": "floor",
    "ceiling": "ceiling",
    "wall": "wall",
    "parent_surface": "surface",
}
_ON = frozenset({"on_top_of"})


def rule(role: str) -> RoleRule:
    """The rule of a role; an unknown role is ``unspecified``."""
    return RULES.get(role, RULES["unspecified"])


def support_of(node: SpecNode, *, attach: str = "floor") -> Support:
    """What carries a node: its relations win over its hint, the hint over its role.

    ``attach`` is how the asset itself is made to be mounted; it decides for lamps, which may stand, hang or stick.
    """
    kinds = {relation.type for relation in node.relationships}
    for kind, support in (
        ("hanging", "ceiling"),
        ("on_wall", "wall"),
        ("floating", "floating"),
        ("on_top_of", "surface"),
    ):
        if kind in kinds:
            return cast(Support, support)
    hint = node.placement_hint or PlacementHint()
    if hint.floating_range is not None and node.semantic_role != "lighting":
        return "floating"
    if hint.attach_to in _ATTACHMENTS:
        return _hinted(node, _ATTACHMENTS[hint.attach_to])
    if node.semantic_role == "lighting":
        return cast(Support, {"ceiling": "ceiling", "wall": "wall"}.get(attach, "floor"))
    support = rule(node.semantic_role).support
    if support == "wall" and "against_wall" in kinds:
        return "floor"
    return support


def _hinted(node: SpecNode, hinted: Support) -> Support:
    """A wall hint on floor furniture, or on something said to stand against the wall, means *at* the wall."""
    stands = any(relation.type == "against_wall" for relation in node.relationships)
    if (
        hinted == "wall"
        and (stands or rule(node.semantic_role).support == "floor")
        and node.semantic_role != "lighting"
    ):
        return "floor"
    return hinted


def zone_of(node: SpecNode) -> ZoneKind:
    """The zone a node prefers: a hint wins, then its relations, then its role."""
    hint = node.placement_hint
    if hint is not None and hint.zone in {"center", "near_wall", "corner", "elevated", "random"}:
        return cast(ZoneKind, hint.zone)
    kinds = {relation.type for relation in node.relationships}
    if "in_corner" in kinds:
        return "corner"
    if "against_wall" in kinds or "on_wall" in kinds:
        return "near_wall"
    return rule(node.semantic_role).zone
