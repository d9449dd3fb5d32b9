"""Step 4: how big each node is, and why: its size, its suggested scale, the catalogue, else the rule."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.model.stage import Container, ScaleNote, Size, SpecNode
from studio.staging.assets import ChosenAsset
from studio.staging.library import Library
from studio.staging.nsse import rule
from studio.staging.props_library.own_prop import is_own
from studio.staging.room import container_size
from studio.staging.words.attribute import attribute

_SMALLEST_M = 0.001
_SMALL_THING_M = 0.45
"""The longest edge of a floor prop that is asked to stand on something instead."""
SHRINK, MOST_SHRINKS = 0.9, 5


@dataclass(frozen=True, slots=True)
class Scaled:
    """A node's size in metres and the note that explains it."""

    size: Size
    note: ScaleNote


def diagonal(size: Size) -> float:
    """√(w² + h² + d²)."""
    return math.sqrt(sum(edge * edge for edge in size))


def rule_factor(container_diagonal: float, role: str, asset_diagonal: float) -> float:
    """The scale rule: max(0.001, d_C · α / d_i); 1 for an asset without extent."""
    if asset_diagonal < _SMALLEST_M:
        return 1.0
    return max(_SMALLEST_M, container_diagonal * rule(role).alpha / asset_diagonal)


def scale_node(
    node: SpecNode,
    chosen: ChosenAsset,
    *,
    container: Container,
    parent_size: Size | None,
    library: Library,
) -> Scaled:
    """The size of a node, in the contract's order; the plausibility band only warns."""
    outer = diagonal(parent_size or container_size(container))
    natural = _natural_size(node, chosen, library)
    own = diagonal(natural)
    alpha = rule(node.semantic_role).alpha
    known = chosen.note.via != "primitive" or chosen.noun is not None
    if node.size is not None:
        size, source, formula = node.size, "size", " × ".join(f"{edge:g}" for edge in node.size)
    elif node.suggested_scale is not None and node.suggested_scale > 0:
        factor = node.suggested_scale / max(natural)
        size = (natural[0] * factor, natural[1] * factor, natural[2] * factor)
        source, formula = "suggestedScale", f"{node.suggested_scale:g} / {max(natural):.2f}"
    elif known:
        w, h, d = _by_words(node, natural)
        size = (natural[0] * w, natural[1] * h, natural[2] * d)
        source, formula = "catalogue", f"{natural[0]:.2f} × {natural[1]:.2f} × {natural[2]:.2f}"
        if (w, h, d) != (1.0, 1.0, 1.0):
            formula += f" times ({w:g}, {h:g}, {d:g})"
    else:
        factor = rule_factor(outer, node.semantic_role, own)
        size = (natural[0] * factor, natural[1] * factor, natural[2] * factor)
        source, formula = "rule", f"({outer:.2f} × {alpha:g}) / {own:.2f}"
    warnings = _warnings(node, size, outer, own)
    rounded = (max(0.001, round(size[0], 4)), max(0.001, round(size[1], 4)), max(0.001, round(size[2], 4)))
    factor = diagonal(size) / own if own >= _SMALLEST_M else 1.0
    note = ScaleNote(node=node.id, source=source, formula=formula, factor=round(factor, 4), warnings=warnings)
    return Scaled(rounded, note)


def _natural_size(node: SpecNode, chosen: ChosenAsset, library: Library) -> Size:
    """The asset's own size; what only resembles the thing takes the thing's size."""
    noun = chosen.noun
    is_person = noun.is_a("person") if noun is not None else chosen.kind.category == "person"
    if is_person and chosen.kind.category == "person":
        return library.pose_size(chosen.kind.id, node.pose)
    size: Size = chosen.kind.size
    is_itself = chosen.kind.id == noun.key or chosen.kind.name_en.lower() in noun.en if noun is not None else True
    # A person's own prop has its true size wherever it is called so, not only where it resembles the thing.
    is_called_so = is_own(chosen.kind.id) and chosen.note.via in {"name", "keyword"}
    if noun is not None and not is_itself and not is_called_so:
        size = noun.size
    stands_on = node.semantic_role == "decoration_surface" and chosen.kind.attach == "floor"
    factor = min(1.0, _SMALL_THING_M / max(size)) if stands_on else 1.0
    return size[0] * factor, size[1] * factor, size[2] * factor


def _by_words(node: SpecNode, natural: Size) -> Size:
    """What adjectives make of width, height and depth; *long* lengthens the longer side."""
    words = {*node.keywords, *node.name.lower().split()}
    w = h = d = 1.0
    for word in sorted(words):
        factor = attribute(word).scale
        w, h, d = w * factor[0], h * factor[1], d * factor[2]
    return (d, h, w) if natural[2] > natural[0] else (w, h, d)


def shrunk(scaled: Scaled, *, why: str) -> Scaled:
    """The same node nine tenths as large, and told so."""
    w, h, d = scaled.size
    size = (round(w * SHRINK, 4), round(h * SHRINK, 4), round(d * SHRINK, 4))
    note = scaled.note
    told = (*note.warnings, f"Shrunk to 90 % because {why}.")
    return Scaled(size, note.model_copy(update={"factor": round(note.factor * SHRINK, 4), "warnings": told}))


def _warnings(node: SpecNode, size: Size, outer: float, own: float) -> tuple[str, ...]:
    warnings: list[str] = []
    if own < _SMALLEST_M:
        warnings.append("The asset has no extent; its scale is left at 1.")
    low, high = rule(node.semantic_role).band
    share = diagonal(size) / outer
    if not low <= share <= high:
        warnings.append(f"{share:.1%} of its container is outside the usual {low:.1%} to {high:.1%} of its role.")
    return tuple(warnings)
