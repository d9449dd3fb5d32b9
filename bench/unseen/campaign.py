"""Hundreds of unseen rooms, two seeds each: every measure of every room, and what fell short.

``python -m bench.unseen.campaign --rooms 40`` stages that many of each share of the floor.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.row import Row, at_most
from bench.staging import empty_room_s, faults_of
from bench.unseen.rooms import UnseenRoom, unseen_room
from studio.model.stage import Stage
from studio.staging.checks.access import access_of
from studio.staging.checks.floor_walk import walk_of
from studio.staging.pipeline import stage_spec

SHARES, SEEDS = (0.15, 0.30, 0.50, 0.66), (0, 1)
MOST_S, LEAST_RELATIONS, LEAST_AROUND = 2.0, 0.98, 0.95
LEAST_WALKED = {"NAV": 0.98, "WALK": 0.98, "ACC": 0.95, "REACH": 0.95}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One room staged with one seed: ``short`` says what fell short, by the kind of measure."""

    name: str
    seed: int
    objects: int
    took_s: float
    short: tuple[tuple[str, str], ...]


def judged(room: UnseenRoom, stage: Stage, *, seed: int, took_s: float) -> Outcome:
    """Every measure of a staged room."""
    short = [("fault", fault) for fault in faults_of(room.spec, stage)]
    short += [("unplaced", f"{one.id}: {one.reason}") for one in stage.report.unplaced]
    short += [("pinned", prop.id) for prop in room.pinned if prop not in stage.props]
    notes = [note for note in stage.report.relations if note.type != "inside"]
    unmet = [note for note in notes if not note.satisfied]
    if len(unmet) > (1.0 - LEAST_RELATIONS) * len(notes):
        short += [("relation", f"{note.node} {note.type} {note.target} {note.score}") for note in unmet]
    short += [("around", note.node) for note in notes if note.type == "around" and note.score <= LEAST_AROUND]
    if room.is_walked:
        walk = walk_of(stage.container, stage.props, cell_m=0.06)
        access = access_of(room.spec, stage.container, stage.props)
        found = {"NAV": walk.navigable, "WALK": walk.reachable, "ACC": access.free, "REACH": access.reached}
        short += [(kind, f"{value:.3f}") for kind, value in found.items() if value < LEAST_WALKED[kind]]
    objects = sum(node.count for node in room.spec.nodes)
    if took_s > MOST_S and objects <= 100:
        short.append(("slow", f"{took_s:.2f} s"))
    return Outcome(room.name, seed, objects, took_s, tuple(short))


def outcomes(rooms: Sequence[UnseenRoom], *, seeds: Sequence[int] = SEEDS) -> Iterator[Outcome]:
    """Stages every room with every seed; times are of the processor, less those of an empty room."""
    empty = empty_room_s()
    for room in rooms:
        for seed in seeds:
            begun = time.process_time()
            stage = stage_spec(room.spec, seed=seed, pinned=room.pinned)
            yield judged(room, stage, seed=seed, took_s=max(0.0, time.process_time() - begun - empty))


def campaign_rows(*, rooms: int = 10, shares: Sequence[float] = SHARES) -> Iterator[Row]:
    """How many of some unseen rooms fell short of any measure, and the slowest of them."""
    for share in shares:
        found = [one for number in range(rooms) for one in outcomes([unseen_room(number, share=share)])]
        group = f"unseen rooms, {share:.0%} of the floor, {len(found)} stages"
        yield at_most(f"{group}: fell short", sum(bool(one.short) for one in found), "", 0)
        yield at_most(f"{group}: slowest, of the processor", max(one.took_s for one in found), "s", MOST_S)


def _summary(share: float, found: Sequence[Outcome]) -> str:
    """The counts of one share of the floor in a line."""
    kinds = sorted({kind for one in found for kind, _ in one.short})
    counts = ", ".join(f"{kind} {sum(any(k == kind for k, _ in one.short) for one in found)}" for kind in kinds)
    took = sorted(one.took_s for one in found)
    short = sum(bool(one.short) for one in found)
    times = f"median {took[len(took) // 2]:.2f} s, slowest {took[-1]:.2f} s"
    return f"{share:.0%} of the floor: {len(found)} stages, {short} fell short ({counts}); {times}"


def main() -> None:
    """Prints what fell short, and the counts."""
    parser = argparse.ArgumentParser(prog="python -m bench.unseen.campaign", description=__doc__)
    parser.add_argument("--rooms", type=int, default=40, help="rooms of each share of the floor")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first room")
    parser.add_argument("--share", type=float, action="append", help="shares of the floor, else all of them")
    arguments = parser.parse_args()
    for share in arguments.share or SHARES:
        found: list[Outcome] = []
        for number in range(arguments.first, arguments.first + arguments.rooms):
            for outcome in outcomes([unseen_room(number, share=share)]):
                found.append(outcome)
                if outcome.short:
                    print(
                        f"{outcome.name}/{outcome.seed}: {outcome.objects} objects, {outcome.took_s:.2f} s", flush=True
                    )
                    for kind, what in outcome.short:
                        print(f"    {kind}: {what}", flush=True)
        print(_summary(share, found), flush=True)


if __name__ == "__main__":
    main()
