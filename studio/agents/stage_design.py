"""What the Stage Designer answers with: a spec with its reasons, a critique of drafts, edits after a look."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal

from pydantic import Field

from studio.errors import SpecError
from studio.model.frozen import Frozen
from studio.model.stage import Expansion, SpecNode, StageSpec
from studio.staging.designed import SetResources
from studio.staging.safe_spec import safe_spec
from studio.staging.spec_check import check_spec


class NodeReason(Frozen):
    """Why a node is on the set."""

    node: str
    why: str


class StageDesign(Frozen):
    """A set as the designer wants it: what stands there and why; nothing of where."""

    spec: StageSpec
    rationale: str
    reasons: tuple[NodeReason, ...] = ()
    expansion: Expansion | None = None
    resources: SetResources | None = None
    not_understood: tuple[str, ...] = ()


class DraftScore(Frozen):
    """How good a draft is for the scene, from 0 to 100."""

    draft: int
    score: int = Field(ge=0, le=100)
    strengths: str = ""
    weaknesses: str = ""


class StageCritique(Frozen):
    """Every draft scored, which is better, and what is to be mended in it."""

    scores: tuple[DraftScore, ...]
    better: int
    why: str
    fixes: tuple[str, ...] = ()


class SpecEdit(Frozen):
    """One change of a spec: ``node`` is what is added, or what stands for ``target`` from now on."""

    action: Literal["add", "remove", "change"]
    target: str
    node: SpecNode | None = None
    why: str


class StageLook(Frozen):
    """What the critic saw of the set, and what it would change; no edits where it is good."""

    seen: str
    edits: tuple[SpecEdit, ...] = ()


def safe_design(design: StageDesign) -> StageDesign:
    """The design with a spec that can be staged, as far as leaving things out makes it one."""
    return design.model_copy(update={"spec": safe_spec(design.spec)})


def check_design(design: StageDesign) -> None:
    """A design has reasons, things, and a spec that can be staged.

    Raises:
        ValueError: it has not.
    """
    if not design.rationale.strip():
        raise ValueError("rationale: say why the set is like this")
    if not design.spec.nodes:
        raise ValueError("spec.nodes: name what stands on the set")
    try:
        check_spec(safe_spec(design.spec))
    except SpecError as error:
        raise ValueError(f"spec: {error.message}") from error


def critique_check(drafts: int) -> Callable[[StageCritique], None]:
    """A check that a critique speaks of that many drafts."""

    def check(critique: StageCritique) -> None:
        wanted = list(range(1, drafts + 1))
        if sorted(each.draft for each in critique.scores) != wanted:
            raise ValueError(f"scores: give one for each of the drafts {wanted}")
        if critique.better not in wanted:
            raise ValueError(f"better: name one of the drafts {wanted}")
        if not critique.why.strip():
            raise ValueError("why: say why that draft is better")

    return check


def look_check(spec: StageSpec) -> Callable[[StageLook], None]:
    """A check that edits can be made in a spec."""

    def check(look: StageLook) -> None:
        if not look.edits:
            return
        try:
            check_spec(edited(spec, look.edits))
        except SpecError as error:
            raise ValueError(f"edits: {error.message}") from error

    return check


def edited(spec: StageSpec, edits: Collection[SpecEdit]) -> StageSpec:
    """The spec with the edits made, one after the other.

    Raises:
        ValueError: an edit is about a node that is not there, or has none to add.
    """
    nodes = {node.id: node for node in spec.nodes}
    for edit in edits:
        if edit.action != "add" and edit.target not in nodes:
            raise ValueError(f"edits: there is no node {edit.target!r} to {edit.action}")
        if edit.action == "remove":
            del nodes[edit.target]
            continue
        if edit.node is None:
            raise ValueError(f"edits: give the whole node to {edit.action} {edit.target!r}")
        name = edit.target if edit.action == "change" else edit.node.id
        if edit.action == "add" and name in nodes:
            raise ValueError(f"edits: there is a node {name!r} already; change it, or choose another id")
        nodes[name] = edit.node.model_copy(update={"id": name})
    return safe_spec(spec.model_copy(update={"nodes": _without_lost_targets(spec, nodes)}))


def _without_lost_targets(spec: StageSpec, nodes: dict[str, SpecNode]) -> tuple[SpecNode, ...]:
    """The nodes without relations to what was taken away."""
    lost = {node.id for node in spec.nodes} - nodes.keys()
    found = []
    for node in nodes.values():
        kept = tuple(each for each in node.relationships if each.target_id.partition("#")[0] not in lost)
        parent = None if node.parent_id in lost else node.parent_id
        found.append(node.model_copy(update={"relationships": kept, "parent_id": parent}))
    return tuple(found)
