"""Staging: every bar of a set that can be measured, judged from the finished stage alone, and what it costs.

The rooms of ``data/staging`` are measured where that folder lies beside the checkout; the others are generated.
"""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.rooms import OUTLINES, furnished, hall
from bench.row import Row, at_most
from studio.model.stage import Container, Size, Stage, StageSpec
from studio.staging.checks.access import access_of
from studio.staging.checks.floor_walk import walk_of
from studio.staging.checks.plan_room import plan_room
from studio.staging.checks.solid_boxes import find_overlaps
from studio.staging.checks.standing import in_openings, out_of_room, unsupported
from studio.staging.pipeline import stage_spec

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "staging"
HALL = "호그와트 대강당, 긴 나무 테이블 4개, 떠다니는 촛불 50개, 황금 접시들"
EMPTY = "빈 방, 의자 하나"
PACKED = ("hard_tiny",)
"""Rooms packed on purpose: nobody is to walk in them, all else holds."""


@dataclass(slots=True)
class Tally:
    """What a group of rooms came to; the shares are of the worst room."""

    rooms: int = 0
    faults: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    relations: float = 1.0
    around: float = 1.0
    walked: dict[str, float] = field(default_factory=dict)
    slowest_s: float = 0.0
    took_s: list[float] = field(default_factory=list)

    def add(self, name: str, spec: StageSpec, stage: Stage, took_s: float, *, is_walked: bool) -> None:
        """Judges one stage."""
        self.rooms += 1
        self.took_s.append(took_s)
        self.slowest_s = max(self.slowest_s, took_s)
        self.faults += [f"{name}: {fault}" for fault in faults_of(spec, stage)]
        self.unplaced += [f"{name}: {one.id}" for one in stage.report.unplaced]
        notes = [note for note in stage.report.relations if note.type != "inside"]
        if notes:
            self.relations = min(self.relations, sum(note.satisfied for note in notes) / len(notes))
        self.unmet += [f"{name}: {n.node} {n.type} {n.target} {n.score}" for n in notes if not n.satisfied]
        around = [note.score for note in notes if note.type == "around"]
        self.around = min([self.around, *around])
        if is_walked:
            walk = walk_of(stage.container, stage.props, cell_m=0.06)
            access = access_of(spec, stage.container, stage.props)
            for measure, value in (
                ("NAV", walk.navigable), ("WALK", walk.reachable), ("ACC", access.free), ("REACH", access.reached),
            ):  # fmt: skip
                self.walked[measure] = min(self.walked.get(measure, 1.0), value)


def faults_of(spec: StageSpec, stage: Stage) -> list[str]:
    """Overlaps, what is out of the room, in a doorway, tilted, unsupported, or neither placed nor told."""
    room = plan_room(stage.container)
    told = {one.id.partition("#")[0] for one in stage.report.unplaced}
    asked = {node.id: node for node in spec.nodes}
    placed: dict[str, int] = {}
    for prop in stage.props:
        placed[prop.node] = placed.get(prop.node, 0) + 1
    return [
        *(f"{one.first} overlaps {one.second}" for one in find_overlaps(stage.props)),
        *(f"{prop} is out of the room" for prop in out_of_room(room, stage.props)),
        *(f"{prop} hangs in the air" for prop in unsupported(spec, room, stage.props)),
        *(f"{prop} blocks a door" for prop in in_openings(room, stage.props)),
        *(f"{prop.id} is tilted" for prop in stage.props if prop.rotation[0] or prop.rotation[2]),
        *(f"{p.id} changed size" for p in stage.props if _is_resized(p.size, asked[p.node].size)),
        *(f"{name} is unreported" for name, n in asked.items() if placed.get(name, 0) < n.count and name not in told),
    ]


def _is_resized(size: Size, asked: Size | None) -> bool:
    return asked is not None and max(abs(one - other) for one, other in zip(size, asked, strict=True)) > 1e-3


def timed(spec: StageSpec, *, seed: int = 0) -> tuple[Stage, float]:
    """The stage of a spec and the seconds it took."""
    begun = time.perf_counter()
    stage = stage_spec(spec, seed=seed)
    return stage, time.perf_counter() - begun


def empty_room_s() -> float:
    """The median time of an all but empty room, warm."""
    spec = StageSpec(main_container=Container(id="room", size=(6.0, 2.7, 5.0)))
    timed(spec)
    return statistics.median(timed(spec)[1] for _ in range(9))


def data_specs() -> Iterator[tuple[str, StageSpec]]:
    """The rooms of ``data/staging``, if they are here."""
    for path in sorted(DATA.glob("*.json")):
        yield path.stem, StageSpec.from_wire(json.loads(path.read_text("utf-8")))


def generated_specs(seeds: Sequence[int], share: float) -> Iterator[tuple[str, StageSpec]]:
    """Furnished rooms of every outline."""
    for name, outline in OUTLINES.items():
        for seed in seeds:
            yield f"{name} {share:.0%} #{seed}", furnished(seed, outline, share=share)


def tally(specs: Iterator[tuple[str, StageSpec]], seeds: Sequence[int], *, walked: bool) -> Tally:
    """Stages every spec with every seed and judges what comes out."""
    empty = empty_room_s()
    found = Tally()
    for name, spec in specs:
        for seed in seeds:
            stage, took_s = timed(spec, seed=seed)
            is_walked = walked and not name.startswith(PACKED)
            found.add(f"{name}/{seed}", spec, stage, max(0.0, took_s - empty), is_walked=is_walked)
    return found


def tally_rows(group: str, found: Tally, *, slowest_s: float) -> list[Row]:
    """The bars of a group of rooms."""
    rows = [
        at_most(f"{group}, {found.rooms} stages: faults of any kind", len(found.faults), "", 0),
        at_most(f"{group}: unplaced", len(found.unplaced), "", 0),
        _at_least(f"{group}: relations met, worst room", 100 * found.relations, "%", 98),
        _at_least(f"{group}: around, worst table", found.around, "", 0.95),
    ]
    bars = {"NAV": 0.98, "WALK": 0.98, "ACC": 0.95, "REACH": 0.95}
    rows += [_at_least(f"{group}: {name}, worst room", value, "", bars[name]) for name, value in found.walked.items()]
    return [*rows, at_most(f"{group}: slowest room less an empty one", 1000 * found.slowest_s, "ms", 1000 * slowest_s)]


def hall_rows() -> list[Row]:
    """Halls of 100, 300 and 1,000: time and its growth; the fastest of three runs each."""
    empty = empty_room_s()
    took: dict[int, float] = {}
    found = Tally()
    for count, edge, rounds in ((100, 12.0, 5), (300, 20.0, 3), (1000, 36.0, 2)):
        spec = hall(count, edge=edge)
        for turn in range(rounds):
            stage, took_s = timed(spec)
            took[count] = min(took.get(count, math.inf), took_s - empty)
            if not turn:
                found.add(spec.scene_id, spec, stage, took_s - empty, is_walked=False)
    growth = math.log(took[1000] / took[300]) / math.log(1000 / 300)
    return [
        *tally_rows("halls", found, slowest_s=1.5),
        at_most("hall of 100, less an empty room", 1000 * took[100], "ms", 500),
        at_most("hall of 1,000, less an empty room", 1000 * took[1000], "ms", 1500),
        at_most("growth from 300 to 1,000 objects, exponent", growth, "", 1.3),
    ]


def command_rows(*, rounds: int = 10) -> list[Row]:
    """The command itself, from a cold start, for the hall of 74 and for an all but empty room."""
    runs = [(_command_s(HALL), _command_s(EMPTY)) for _ in range(rounds)]
    took = {words: min(run[side] for run in runs) for side, words in enumerate((HALL, EMPTY))}
    stage = stage_spec(_prompt_spec(HALL))
    steps = stage.report.timings_ms
    return [
        at_most("the hall of 74, cold start of the command", took[HALL], "s", 1.5),
        at_most("the hall of 74, command less that of an empty room", 1000 * (took[HALL] - took[EMPTY]), "ms", 60),
        at_most("zoning", steps["zoning"], "ms", 10),
        at_most("scale", steps["scale"], "ms", 50),
        at_most("assets", steps["assets"], "ms", 200),
    ]


def _prompt_spec(prompt: str) -> StageSpec:
    from studio.staging.spec import build_spec

    return build_spec(prompt, literal=True)


def _command_s(prompt: str) -> float:
    words = [sys.executable, "-m", "studio", "stage", prompt, "--literal", "--offline", "--out", "/dev/null"]
    begun = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - begun


def _at_least(name: str, value: float, unit: str, bar: float) -> Row:
    return Row(name, value, unit, bar=f"≥ {bar:g} {unit}".strip(), holds=value >= bar)


def staging_rows(*, seeds: Sequence[int] = (0, 1, 2), told: bool = False) -> Iterator[Row]:
    """All of it; ``told`` prints what fell short beneath each group."""
    groups = (
        ("data/staging", data_specs(), seeds, True),
        ("rooms walked in, 30 % of the floor", generated_specs((1, 2, 3), 0.30), seeds[:1], True),
        ("rooms packed to 50 %", generated_specs((4, 5), 0.50), seeds[:1], False),
        ("rooms packed to 66 %", generated_specs((6, 7), 0.66), seeds[:1], False),
    )
    for group, specs, own, walked in groups:
        found = tally(specs, own, walked=walked)
        if not found.rooms:
            continue
        yield from tally_rows(group, found, slowest_s=2.0)
        if told:
            for line in (*found.faults, *found.unplaced, *found.unmet):
                print(f"    {line}")
    yield from hall_rows()
    yield from command_rows()


def main() -> None:
    """Prints the table."""
    for row in staging_rows(told=True):
        verdict = "holds" if row.holds else "FALLS SHORT"
        print(f"{row.name:70} {row.value:9.3f} {row.unit:3} {row.bar or '':10} {verdict}", flush=True)


if __name__ == "__main__":
    main()
