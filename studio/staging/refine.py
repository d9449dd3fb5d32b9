"""Critique and refine: what the quality gate finds decides whether a set is placed again, and who chooses first."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from studio.model.stage import Prop, StageSpec
from studio.staging.contradictions import contradictory_nodes
from studio.staging.placement.body import Body
from studio.staging.placement.place import Placement
from studio.staging.scale import Scaled
from studio.staging.validation import Validation

MOST_RETRIES, _MOST_TO_RETRY = 2, 120
_MOST_TO_MEND = 3
"""Up to how many nodes amiss the floor plan is kept and mended: more of them say that it is a poor one."""
_WALKED_IN_UP_TO, _WALKABLE, _USABLE = 0.40, 0.985, 0.95
"""Up to this share of the floor a room is one that people walk in; what they then have to reach of it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A set as placed once, and what the gate found."""

    placed: Placement
    sizes: dict[str, Scaled]
    props: tuple[Prop, ...]
    checked: Validation

    @property
    def unmet(self) -> int:
        """How many relations do not hold."""
        return sum(not note.satisfied for note in self.checked.relations)

    @property
    def worth(self) -> tuple[int, int, bool, int, float]:
        """Ever more is better: nothing left out, no wish unmet, people come to all of it, no fault, much to walk on."""
        checked = self.checked
        walked = min(checked.value("navigation"), checked.value("entrance"))
        usable = checked.value("access")
        is_open = walked >= _WALKABLE and usable >= _USABLE
        return -len(self.placed.unplaced), -self.unmet, is_open, int(checked.quality["score"]), min(walked, usable)


def refined(spec: StageSpec, place: Callable[[int, Set[str], Sequence[Body], bool], Attempt]) -> tuple[Attempt, int]:
    """The best of up to three attempts, and how many there were; ``place(turn, first, start, is_packed)`` makes one.

    It is tried again only where the gate found what another plan may mend, a packed room once. Where few nodes are
    concerned, the best plan so far is mended on; where many are, or the plan itself is not to blame, they choose first
    in a new one.
    """
    is_packed = False
    best = place(0, frozenset(), (), is_packed)
    if sum(node.count for node in spec.nodes) > _MOST_TO_RETRY:
        return best, 1
    is_packed = best.checked.value("density") > _WALKED_IN_UP_TO
    retries = 1 if is_packed else MOST_RETRIES
    for turn in range(1, retries + 1):
        amiss = _amiss(spec, best)
        if not amiss:
            return best, turn
        # A packed floor is mended on, with room made for what was left out; a new one would be no better.
        is_mendable = is_packed or (len(amiss) <= _MOST_TO_MEND and not best.placed.unplaced)
        trial = place(turn, amiss, best.placed.floor if is_mendable else (), is_packed)
        if trial.worth > best.worth:
            best = trial
    return best, retries + 1


def _amiss(spec: StageSpec, attempt: Attempt) -> Set[str]:
    """The nodes that another plan may serve better."""
    known = {node.id for node in spec.nodes} | {spec.main_container.id}
    # What found no room on its table finds none wherever the table stands.
    carried = {node.id for node in spec.nodes if any(r.type == "on_top_of" for r in node.relationships)}
    carried |= contradictory_nodes(spec)
    checked = attempt.checked
    missing = {one.id.partition("#")[0] for one in attempt.placed.unplaced}
    found = (missing - carried) | {
        note.node for note in checked.relations
        if not note.satisfied and note.node not in missing | carried and note.target.partition("#")[0] in known
    }  # fmt: skip
    if checked.value("density") <= _WALKED_IN_UP_TO and not attempt.placed.unplaced:
        found |= _shut(checked, attempt.props)
    return found


def _shut(checked: Validation, props: Sequence[Prop]) -> Set[str]:
    """Whose sides are shut, and what stands on most floor where little of it is walked to."""
    found: set[str] = set()
    if checked.value("access") < _USABLE:
        shut = set(checked.faults("access"))
        found |= {prop.node for prop in props if prop.id in shut}
    if min(checked.value("navigation"), checked.value("entrance")) < _WALKABLE:
        floor = [prop for prop in props if prop.support == "floor"]
        found |= {max(floor, key=lambda prop: round(prop.size[0] * prop.size[2], 4)).node} if floor else set()
    return found
