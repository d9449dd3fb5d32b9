"""Step 7: the finished stage, judged anew from its props alone; knows nothing of how they were placed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from studio.model.stage import AssetNote, Prop, RelationNote, StageContainer, StageSpec, Unplaced
from studio.staging.checks.access import access_of
from studio.staging.checks.floor_walk import walk_of
from studio.staging.checks.plan_room import PlanRoom, plan_room
from studio.staging.checks.relations import judge_relations
from studio.staging.checks.solid_boxes import find_overlaps
from studio.staging.checks.standing import balance, floor_share, in_openings, out_of_room, unsupported
from studio.staging.props_library.own_prop import MOST_OWN_TRIANGLES, is_own

Severity = Literal["critical", "major", "minor"]
PASS_SCORE = 70
MOST_TRIANGLES, MOST_DRAWS, TRIANGLES_PER_KIT_PROP = 2_000_000, 500, 1_800
_COST: dict[Severity, int] = {"critical": 30, "major": 8, "minor": 3}
_MOST_NAMED = 12
_FORBIDDEN: dict[str, frozenset[str]] = {
    theme: frozenset({"tv", "monitor", "laptop", "telephone", "car", "refrigerator", "vending_machine", "bus", "drone"})
    for theme in ("medieval", "fantasy", "pirate", "historical")
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: ``faults`` name props or say what is amiss; ``ran`` is False when it could not."""

    tier: int
    name: str
    severity: Severity
    faults: tuple[str, ...] = ()
    ran: bool = True
    value: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The finding as the report tells it; one that did not run never passes."""
        shown = list(self.faults[:_MOST_NAMED])
        told: dict[str, Any] = {"name": self.name, "severity": self.severity, "ran": self.ran, "passed": self.passed}
        if self.value is not None:
            told["value"] = round(self.value, 3)
        return {**told, "faultCount": len(self.faults), "faults": shown}

    @property
    def passed(self) -> bool:
        """Whether the check ran and found nothing."""
        return self.ran and not self.faults


@dataclass(frozen=True, slots=True)
class Validation:
    """Which relations hold, what each check found, and the quality gate's verdict."""

    relations: tuple[RelationNote, ...]
    findings: tuple[Finding, ...]
    quality: dict[str, Any]

    def faults(self, *names: str) -> list[str]:
        """The faults that checks of these names found."""
        return [fault for finding in self.findings if finding.name in names for fault in finding.faults]

    def value(self, name: str) -> float:
        """What a check measured; 1 where it measures nothing."""
        return next((f.value for f in self.findings if f.name == name and f.value is not None), 1.0)


def validate(
    spec: StageSpec,
    container: StageContainer,
    props: Sequence[Prop],
    unplaced: Sequence[Unplaced],
    *,
    assets: Sequence[AssetNote] = (),
) -> Validation:
    """Judges a stage: tier 0 placement and performance, tier 1 objects and scenario, tier 2 walking and looks."""
    room = plan_room(container)
    relations = judge_relations(spec, room, props)
    findings = [
        _run(
            0,
            "overlap",
            "critical",
            lambda: [f"{o.first} in {o.second}: {o.depth_m:g} m" for o in find_overlaps(props)],
        ),
        _run(0, "bounds", "critical", lambda: out_of_room(room, props)),
        _run(0, "support", "major", lambda: unsupported(spec, room, props)),
        _run(0, "openings", "major", lambda: in_openings(room, props)),
        _density(room, props),
        _performance(props),
        _run(1, "counts", "major", lambda: [one.id for one in unplaced]),
        _run(1, "relations", "major", lambda: [f"{n.node} {n.type} {n.target}" for n in relations if not n.satisfied]),
        _run(1, "assets", "minor", lambda: [note.node for note in assets if note.via == "primitive"]),
        _run(1, "theme", "minor", lambda: _out_of_theme(spec)),
        _run(1, "duplicates", "major", lambda: _duplicates(props)),
        *_walking(container, props),
        _access(spec, container, props),
        _composition(room, props),
    ]
    return Validation(relations, tuple(findings), _verdict(findings))


def _run(tier: int, name: str, severity: Severity, check: Callable[[], Sequence[str]]) -> Finding:
    """Runs a check; arithmetic it cannot do (a degenerate room) makes it one that could not run."""
    try:
        return Finding(tier, name, severity, tuple(check()))
    except (ZeroDivisionError, ValueError, OverflowError) as problem:
        return Finding(tier, name, severity, (f"could not run: {problem}",), ran=False)


def _density(room: PlanRoom, props: Sequence[Prop]) -> Finding:
    share = floor_share(room, props)
    faults = (f"{share:.0%} of the floor is covered",) if share > 0.66 else ()
    return Finding(0, "density", "minor", faults, value=share)


def _performance(props: Sequence[Prop]) -> Finding:
    """Draws are one a kind and size; triangles are bounded by what the kit and the reader of others' models promise.

    A model's address is never followed, so it costs what is drawn in its place.
    """
    draws = len({(prop.asset, prop.size, prop.pose) for prop in props})
    faults = []
    if sum(MOST_OWN_TRIANGLES if is_own(prop.asset) else TRIANGLES_PER_KIT_PROP for prop in props) > MOST_TRIANGLES:
        faults.append(f"{len(props)} props may pass {MOST_TRIANGLES} triangles")
    if draws > MOST_DRAWS:
        faults.append(f"{draws} draws are more than {MOST_DRAWS}")
    return Finding(0, "performance", "minor", tuple(faults), value=float(draws))


def _out_of_theme(spec: StageSpec) -> list[str]:
    forbidden = _FORBIDDEN.get(spec.theme, frozenset())
    return [node.id for node in spec.nodes if node.id in forbidden]


def _duplicates(props: Sequence[Prop]) -> list[str]:
    """Props of one kind on the very same spot; told when they are more than 30 % of the set."""
    seen: set[tuple[str, tuple[float, float, float]]] = set()
    twice = []
    for prop in props:
        key = (prop.asset, prop.position)
        if key in seen:
            twice.append(prop.id)
        seen.add(key)
    return twice if len(twice) > 0.3 * len(props) else []


def _walking(container: StageContainer, props: Sequence[Prop]) -> tuple[Finding, Finding]:
    try:
        walk = walk_of(container, props)
    except (ValueError, MemoryError) as problem:
        failed = (f"could not run: {problem}",)
        return (
            Finding(2, "navigation", "major", failed, ran=False),
            Finding(2, "entrance", "minor", failed, ran=False),
        )
    if walk.navigable < 0.3:
        navigation = Finding(
            2, "navigation", "critical", (f"only {walk.navigable:.0%} hangs together",), value=walk.navigable
        )
    elif walk.navigable < 0.5:
        navigation = Finding(
            2, "navigation", "minor", (f"only {walk.navigable:.0%} hangs together",), value=walk.navigable
        )
    else:
        navigation = Finding(2, "navigation", "minor", (), value=walk.navigable)
    entrance = (
        (f"a person reaches {walk.reachable:.0%} of the free floor from the door",) if walk.reachable < 0.5 else ()
    )
    return navigation, Finding(2, "entrance", "minor", entrance, value=walk.reachable)


def _access(spec: StageSpec, container: StageContainer, props: Sequence[Prop]) -> Finding:
    """Sides that a person must be able to reach: free floor before them, and a way there from the door."""
    access = access_of(spec, container, props)
    return Finding(2, "access", "minor", access.shut, value=min(access.free, access.reached))


def _composition(room: PlanRoom, props: Sequence[Prop]) -> Finding:
    value = balance(room, props)
    return Finding(2, "composition", "minor", ("the set leans to one side",) if value < 0.3 else (), value=value)


def _verdict(findings: Sequence[Finding]) -> dict[str, Any]:
    """Pass at 70 points; any critical fault rejects, a check that could not run holds the pass back."""
    score = 100
    for finding in findings:
        if not finding.passed:
            score -= min(3 * _COST[finding.severity], _COST[finding.severity] * max(1, len(finding.faults)))
    critical = any(not finding.passed and finding.severity == "critical" for finding in findings)
    unknown = any(not finding.ran for finding in findings)
    score = max(0, score)
    verdict = "reject" if critical else "incomplete" if unknown else "pass" if score >= PASS_SCORE else "retry"
    tiers = [
        {"tier": tier, "checks": [finding.as_json() for finding in findings if finding.tier == tier]}
        for tier in (0, 1, 2)
    ]
    return {"tiers": tiers, "score": score, "verdict": verdict}
