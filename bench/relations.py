"""How many of the relations that prompts tell are understood offline (recall), and how many of those read were told
(precision), both with nothing added (``--literal``).

Recall is of the spec that placement gets; precision of what was read between things that the annotation knows at all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.counts import by_category
from bench.prompts import ROOM_PARTS, AnnotatedPrompt, AskedRelation, PromptFile, files_here
from bench.row import Row
from studio.model.stage import SpecNode, StageSpec
from studio.staging.spec import build_spec

_BESIDE = frozenset({"next_to", "near", "left_of", "right_of", "around", "long_side_of"})
_BY = _BESIDE | {"in_front_of", "behind", "facing", "against_wall"}
_SAME = {
    "on": frozenset({"on_top_of", "on_wall"}),
    "in": frozenset({"on_top_of", "inside"}),
    "under": frozenset({"under"}),
    "above": frozenset({"above", "hanging", "on_wall", "floating"}),
    "near": _BY,
    "next": _BY,
    "front": frozenset({"in_front_of"}),
    "behind": frozenset({"behind"}),
    "left": frozenset({"left_of"}),
    "right": frozenset({"right_of"}),
    "sides": frozenset({"left_of", "right_of", "long_side_of", "next_to", "around"}),
    "face": frozenset({"facing"}),
    "across": frozenset({"facing"}),
    "between": frozenset({"near", "between"}),
    "around": frozenset({"around"}),
    "center": frozenset({"centered", "on_top_of"}),
    "corner": frozenset({"in_corner"}),
    "against": frozenset({"against_wall", "next_to", "along"}),
    "far": frozenset({"far"}),
    "hang": frozenset({"hanging"}),
    "floating": frozenset({"floating"}),
    "rows": frozenset({"rows"}),
}
"""The kinds of the contract that a told relation may become."""
_ALIKE = {
    "within": "in", "surround": "around", "long_side": "sides", "short_side": "sides", "outside": "next",
    "next_to": "next", "adjacent": "next", "beside": "next", "at_the_foot": "next", "left_region": "left",
    "right_region": "right", "middle_of": "center", "middle": "center",
}  # fmt: skip
_ROOM = "room"


@dataclass(frozen=True, slots=True)
class Related:
    """A relation a prompt tells, and whether it was understood."""

    prompt: str
    asked: AskedRelation
    is_met: bool


@dataclass(frozen=True, slots=True)
class Spurious:
    """A relation that was read between things that no such one is told of."""

    prompt: str
    source: str
    kind: str
    target: str


def _of_spec(spec: StageSpec) -> Iterator[tuple[str, str, str]]:
    """(node, kind, node or part of the room) of all a spec says."""
    for node in spec.nodes:
        for relation in node.relationships:
            target = _ROOM if relation.target_id == spec.main_container.id else relation.target_id
            yield node.id, relation.type, target
        hint = node.placement_hint
        extra = (hint.model_extra or {}) if hint else {}
        if "nearOpening" in extra:
            yield node.id, str(extra.get("openingRelation", "next_to")), str(extra["nearOpening"])
        if "rows" in node.keywords:
            yield node.id, "rows", _ROOM


def _is_it(kind: str, asked: AskedRelation) -> bool:
    told = _ALIKE.get(asked.kind, asked.kind)
    # Under a window is by it: nothing of the floor is beneath.
    return kind in (_BY if told == "under" and asked.anchor == "window" else _SAME[told])


def _anchors(asked: AskedRelation, things: dict[str, list[SpecNode]]) -> set[str]:
    if asked.anchor in ROOM_PARTS:
        return {asked.anchor if asked.anchor in {"door", "window"} else _ROOM}
    return {node.id for node in things.get(asked.anchor, ())}


def related(prompt: AnnotatedPrompt) -> tuple[list[Related], list[Spurious], int]:
    """The relations a prompt tells, those it does not, and how many were read."""
    spec = build_spec(prompt.text, literal=True)
    things = by_category(spec.nodes, prompt.counts)
    read = set(_of_spec(spec))
    told: list[Related] = []
    right: set[tuple[str, str, str]] = set()
    for asked in prompt.relations:
        sources, anchors = {node.id for node in things.get(asked.thing, ())}, _anchors(asked, things)
        # Who faces one another may stand first or second; what hangs over a thing hangs at the ceiling.
        pairs = {one for one in read if one[0] in sources and (one[2] in anchors or _hangs_over(one, asked))}
        if asked.kind in {"face", "across", "next", "near"}:
            pairs |= {one for one in read if one[2] in sources and one[0] in anchors}
        told.append(Related(prompt.name, asked, any(_is_it(one[1], asked) for one in pairs)))
        right |= {one for one in pairs if _is_it(one[1], asked) or one[1] in {"facing", "near", "next_to"}}
    known = {node.id for nodes in things.values() for node in nodes}
    judged = {one for one in read if one[0] in known and _is_telling(one, known)}
    return told, [Spurious(prompt.name, *one) for one in sorted(judged - right)], len(judged)


def _hangs_over(read: tuple[str, str, str], asked: AskedRelation) -> bool:
    return asked.kind == "above" and read[2] == _ROOM and read[1] in _SAME["above"]


def _is_telling(read: tuple[str, str, str], known: set[str]) -> bool:
    """Whether a relation says more than that a thing is in the room, or hangs as such things do."""
    _, kind, target = read
    if target == _ROOM:
        return kind not in {"inside", "on_wall", "hanging", "floating"}
    return target in known or target in {"door", "window"}


def shares_of(prompts: Sequence[AnnotatedPrompt]) -> tuple[float, float, int]:
    """(recall, precision, relations told) of some prompts, the first two in per cent."""
    told: list[Related] = []
    wrong = read = 0
    for prompt in prompts:
        mine, spurious, judged = related(prompt)
        told, wrong, read = told + mine, wrong + len(spurious), read + judged
    met = sum(one.is_met for one in told)
    return 100 * met / max(1, len(told)), 100 * (read - wrong) / max(1, read), len(told)


def relation_rows() -> Iterator[Row]:
    """Recall with its bar and precision without one, for each file that is here."""
    for file in files_here():
        met, precise, told = shares_of(list(file.prompts()))
        label = f"relations understood, {told} of {file.path.name}"
        yield Row(label, met, "%", bar=f"≥ {file.least_relations:g} %", holds=met >= file.least_relations)
        yield Row(f"relations read that are told, {file.path.name}", precise, "%")


def _print_missed(file: PromptFile) -> None:
    for prompt in file.prompts():
        told, spurious, _ = related(prompt)
        for one in told:
            if not one.is_met:
                print(f"{file.path.name} {one.prompt}: {one.asked.thing} {one.asked.kind} {one.asked.anchor} not read")
        for extra in spurious:
            print(f"{file.path.name} {extra.prompt}: {extra.source} {extra.kind} {extra.target} is not told")


def main() -> None:
    """Prints the shares, and with ``--missed NAME`` what was missed in files of such a name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", default=None)
    wanted = parser.parse_args().missed
    for row in relation_rows():
        print(f"{row.name:60} {row.value:6.1f} {row.unit} {row.bar or ''} {'' if row.holds else 'FALLS SHORT'}")
    for file in files_here() if wanted is not None else ():
        if wanted in file.path.name:
            _print_missed(file)


if __name__ == "__main__":
    main()
