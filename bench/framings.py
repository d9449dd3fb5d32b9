"""Framing put to the proof: ten sizes from five angles of a grown-up and a child in twenty staged rooms.

The verdict comes from what the picture would show, not from how the camera was found: where the marks of the body land,
how many metres the frame takes in, what the lens stands in, and what lies between it and the face.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import dist, tan

import numpy as np
import numpy.typing as npt

from bench.row import Row
from studio.model import optics
from studio.model.documents import ANGLES, SHOT_SIZES
from studio.model.stage import Stage
from studio.staging.cast import PersonInScene
from studio.staging.kit.mannequin import landmarks
from studio.staging.pipeline import stage_prompt
from studio.viewport.camera_rig import Framing, frame_shot
from studio.viewport.hands import part_of
from studio.viewport.polygon import contains, distance_to_edges
from studio.viewport.projection import project_point, view_matrix
from studio.viewport.room_space import RoomSpace, room_space
from studio.viewport.shot_reading import ShotReader
from studio.viewport.shot_sizes import cut_of
from studio.viewport.subject import Subject, find_prop, subject_of
from studio.viewport.transform import to_world
from studio.workflows.prop_library import person_library

Point = npt.NDArray[np.float64]

ROOMS: tuple[tuple[str, str, str], ...] = (
    ("A great hall with four long tables, benches, ten columns and fifty floating candles.", "stand", "sit"),
    ("A narrow kitchen with a stove, a refrigerator, a table and four chairs.", "sit", "stand"),
    ("A small bedroom with a double bed, a wardrobe, a desk with a chair and a nightstand.", "lie", "stand"),
    ("A noir detective office: a desk with a lamp, two chairs, a bookshelf and a filing cabinet.", "sit", "sit"),
    ("A dark alley with twelve crates, three dumpsters and six barrels.", "stand", "crouch"),
    ("A classroom with a teacher's desk, twelve student desks and twelve chairs.", "stand", "sit"),
    ("A pine forest with thirty trees, five rocks and a campfire with two logs.", "kneel", "stand"),
    ("A hospital room with two beds, two nightstands, a chair and a wheelchair.", "lie", "sit"),
    ("A bathroom with a bathtub, a sink, a toilet and a mirror.", "stand", "stand"),
    ("A library with ten bookshelves, three tables and eight chairs.", "lean", "stand"),
    ("비 오는 밤의 오래된 서재. 안락의자 두 개, 작은 원탁, 벽을 따라 책장 다섯 개.", "sit", "stand"),
    ("허름한 취조실: 철제 책상 하나와 의자 세 개, 천장에 매달린 전등 하나.", "sit", "stand"),
    ("중세 시장 광장, 천막 가게 6개, 나무 상자 20개, 통 10개, 가운데 분수대.", "walk", "stand"),
    ("우주선 함교. 조종 콘솔 3대, 의자 3개, 천장에 조명 8개.", "sit", "stand"),
    ("해변, 파라솔 세 개와 의자 네 개, 바위 다섯 개.", "lie", "sit"),
    ("지하철 객차 안, 긴 의자 여섯 개와 기둥 네 개.", "sit", "stand"),
    ("작은 카페, 원형 테이블 여섯 개와 의자 열두 개, 카운터 하나.", "sit", "sit"),
    ("결혼식장, 의자 스무 개와 꽃 아치, 꽃병 여섯 개.", "stand", "sit"),
    ("창고, 선반 여덟 개와 상자 서른 개.", "point", "stand"),
    ("거실, 소파 하나와 탁자, 텔레비전, 화분 두 개.", "sit", "lie"),
)
"""A prompt for the set, and how the grown-up and the child are in it; who finds no seat or bed stands."""

PEOPLE = ("HANA", "BORI")
FRAME_MM = 35.0
_SCALE = 1.5
_LEAST_INSERT_M, _MOST_INSERT_M = 0.2, 1.0
"""An insert is no figure and no blur."""
_ANGLES = ANGLES[:5]


@dataclass(frozen=True, slots=True)
class Case:
    """One framing to be tried, by the number of its room."""

    room: int
    person: str
    shot_size: str
    angle: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is amiss with a framing; nothing where it is as it should be.

    ``is_outside``: the camera looks in through a wall that was taken out for it, as a stage has wild walls.
    """

    case: Case
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    is_outside: bool

    @property
    def is_told(self) -> bool:
        """Whether a person is told that it is not what they asked for."""
        return bool(self.notes)


@cache
def staged(room: int) -> Stage:
    """The set of a room with both people in it."""
    prompt, grown_up, child = ROOMS[room]
    people = (
        PersonInScene(PEOPLE[0], grown_up, figure="woman" if room % 2 else "person"),
        PersonInScene(PEOPLE[1], child, figure="child"),
    )
    return stage_prompt(prompt, people=people, library=person_library()).stage


def cases(*, every: int = 1) -> Iterator[Case]:
    """All two thousand, or every nth of them, which still takes all rooms, sizes, angles and both people."""
    for room in range(len(ROOMS)):
        for size_at, size in enumerate(SHOT_SIZES):
            for angle_at, angle in enumerate(_ANGLES):
                for person_at, person in enumerate(PEOPLE):
                    if (3 * room + size_at + 2 * angle_at + 5 * person_at) % every == 0:
                        yield Case(room, person, size, angle)


def judged(case: Case, *, lens_mm: float | None = FRAME_MM) -> Verdict:
    """The verdict on one framing, which keeps the current lens where that can be."""
    stage = staged(case.room)
    framing = frame_shot(stage, shot_size=case.shot_size, angle=case.angle, subjects=[case.person], usual_mm=lens_mm)
    subject = subject_of(find_prop(stage, case.person))
    space = room_space(stage)
    is_insert = case.shot_size == "INSERT"
    faults = (
        *(_without_hands(case, framing, stage, space) if is_insert else _misframed(case, framing, subject)),
        *_askew(case, framing, subject, space),
        *_lens_in_the_way(framing, space),
        *(() if is_insert else _face_hidden(framing, subject, space)),
    )
    return Verdict(case, faults, framing.notes, not space.is_inside(np.array(framing.key.position), margin_m=0.0))


def is_read_back(case: Case, *, lens_mm: float | None = FRAME_MM) -> bool:
    """Whether the size and the angle that are read off the picture are those that were asked for."""
    stage = staged(case.room)
    key = frame_shot(stage, shot_size=case.shot_size, angle=case.angle, subjects=[case.person], usual_mm=lens_mm).key
    read = _reader(case.room).read(key, sensor=optics.DEFAULT_GATE.name, aspect=optics.DEFAULT_ASPECT)
    return (read.shot_size, read.angle) == (case.shot_size, case.angle)


@cache
def _reader(room: int) -> ShotReader:
    return ShotReader(staged(room))


def _misframed(case: Case, framing: Framing, subject: Subject) -> Iterator[str]:
    """What of the body is not where the size says."""
    wanted = {"EWS": (0.0, 1.0), "WS": (0.0, 1.0), "FS": (0.0, 1.0), "ECU": (0.936,)}
    for mark in wanted.get(case.shot_size, (0.936, 0.88)):
        x, y, depth = _landed(subject, mark, framing)
        if depth <= 0 or not (-0.005 <= x <= 1.005 and -0.005 <= y <= 1.005):
            yield f"mark {mark} is outside the frame"
    cut = cut_of(case.shot_size)
    length = float(np.linalg.norm(subject.mark(1.0) - subject.mark(cut.low))) if cut.low > 0.3 else _span(subject)
    middle = subject.mark((cut.low + cut.high) / 2)
    depth = -float((view_matrix(framing.key) @ np.array((*middle, 1.0)))[2])
    up_deg = optics.fov_deg(optics.DEFAULT_GATE, optics.DEFAULT_ASPECT, framing.lens_mm)[1]
    taken = 2 * depth * tan(np.radians(up_deg) / 2)
    nominal = length * (cut.high - cut.low) / (1.0 - cut.low) / (1 - cut.headroom - cut.foot_room)
    if not nominal / _SCALE <= taken <= nominal * _SCALE:
        yield f"takes in {taken:.2f} m in place of {nominal:.2f} m"
    if cut.low > 0.3 and case.angle in ("eye", "high", "low"):
        x, z = np.array(framing.key.position)[[0, 2]] - subject.mark(0.936)[[0, 2]]
        facing = (subject.forward[0] * x + subject.forward[2] * z) / max(1e-6, float(np.hypot(x, z)))
        if facing < -0.35 and np.hypot(subject.forward[0], subject.forward[2]) > 0.5:
            yield "shows the back of the head"


def _without_hands(case: Case, framing: Framing, stage: Stage, space: RoomSpace) -> Iterator[str]:
    """What an insert of a person, which is of their hands, does not show of those."""
    person = find_prop(stage, case.person)
    found = landmarks(person.asset, person.size, person.pose)
    hands = [to_world(person, found[name]) for name in ("left_hand", "right_hand")]
    landed = [
        project_point(hand, framing.key, sensor=optics.DEFAULT_GATE.name, aspect=optics.DEFAULT_ASPECT)
        for hand in hands
    ]
    shown = [hand for hand, at in zip(hands, landed, strict=True) if 0 <= at[0] <= 1 and 0 <= at[1] <= 1 and at[2] > 0]
    if not shown:
        yield "no hand in the frame"
        return
    up_deg = optics.fov_deg(optics.DEFAULT_GATE, optics.DEFAULT_ASPECT, framing.lens_mm)[1]
    taken = 2 * min(at[2] for at in landed if at[2] > 0) * tan(np.radians(up_deg) / 2)
    if not _LEAST_INSERT_M <= taken <= _MOST_INSERT_M:
        yield f"takes in {taken:.2f} m about the hands"
    held = part_of(stage, person, "hands").own_ids
    if space.solids.blocked(np.array(framing.key.position), np.array(shown), ignoring=held).all():
        yield "something hides the hands"


def _askew(case: Case, framing: Framing, subject: Subject, space: RoomSpace) -> Iterator[str]:
    """Whether the angle is another one than asked: by the camera's pitch, or by its height near the ground."""
    key = framing.key
    pitch = float(np.degrees(np.arcsin((key.target[1] - key.position[1]) / dist(key.target, key.position))))
    height = (key.position[1] - space.floor_m) / max(0.2, float(subject.mark(0.936)[1]) - space.floor_m)
    fits = {
        "bird": pitch <= -45,
        "high": -55 <= pitch <= -10,
        "eye": -16 <= pitch <= 12,
        "low": pitch >= 5 or height <= 0.65,
        "worm": pitch >= 16 or height <= 0.4,
    }
    if not fits[case.angle]:
        yield f"looks {pitch:+.0f}° from {height:.2f} of the eyes' height"


def _span(subject: Subject) -> float:
    """How long the body is as it stands, sits or lies."""
    points = np.array([at for _, at in subject.marks])
    return max(float(np.linalg.norm(a - b)) for a in points for b in points)


def _landed(subject: Subject, mark: float, framing: Framing) -> tuple[float, float, float]:
    x, y, z = subject.mark(mark)
    return project_point((x, y, z), framing.key, sensor=optics.DEFAULT_GATE.name, aspect=optics.DEFAULT_ASPECT)


def _lens_in_the_way(framing: Framing, space: RoomSpace) -> Iterator[str]:
    """What the lens stands in."""
    position = np.array(framing.key.position)
    if space.solids.holds(position, margin_m=0.0):
        yield "the lens is inside something"
    if _in_wall(space, position):
        yield "the lens is inside a wall"


def _face_hidden(framing: Framing, subject: Subject, space: RoomSpace) -> Iterator[str]:
    """What lies between the lens and the face."""
    position = np.array(framing.key.position)
    face = np.array([subject.mark(mark) for mark in (0.936, 0.9)])
    if space.solids.blocked(position, face, ignoring={subject.prop_id}).all():
        yield "something hides the face"
    elif any(_leaves_room(space, position, point) for point in face):
        yield "a wall hides the face"


def _in_wall(space: RoomSpace, at: Point) -> bool:
    """Whether a place is within a hand's breadth of a wall, the ceiling or the ground."""
    if at[1] < space.floor_m + 0.05:
        return True
    if space.is_outdoor or at[1] > space.ceiling_m + 0.1:
        return False
    x, z = float(at[0]), float(at[2])
    return distance_to_edges(space.outline, x, z) < 0.1 or (
        contains(space.outline, x, z) and at[1] > space.ceiling_m - 0.1
    )


def _leaves_room(space: RoomSpace, start: Point, end: Point) -> bool:
    """Whether a look leaves the room on its way; it may enter it, for walls are seen from inside only."""
    if space.is_outdoor:
        return False
    steps = start + (end - start) * np.linspace(0.0, 1.0, 400)[:, None]
    inside = [contains(space.outline, float(x), float(z)) for x, _, z in steps]
    return any(before and not after for before, after in pairwise(inside))


def framing_rows(*, every: int = 1) -> Iterator[Row]:
    """The share of framings that are as they should be, and of the others the share that say so."""
    verdicts = [judged(case) for case in cases(every=every)]
    amiss = [verdict for verdict in verdicts if verdict.faults]
    share = 100 * (1 - len(amiss) / len(verdicts))
    yield Row(f"framings as they should be, of {len(verdicts)}", share, "%", bar="≥ 98 %", holds=share >= 98)
    silent = sum(not verdict.is_told for verdict in amiss)
    yield Row("framings amiss that do not say so", float(silent), "", bar="0", holds=silent == 0)
    inside = 100 * sum(not verdict.faults and not verdict.is_outside for verdict in verdicts) / len(verdicts)
    read = [is_read_back(case) for case in cases(every=every)]
    agreed = 100 * sum(read) / len(read)
    yield Row("framings read back in the size and angle asked", agreed, "%", bar="≥ 97 %", holds=agreed >= 97)
    yield Row("framings as they should be from within the room, no wall taken out", inside, "%")


def main() -> None:
    """Prints the shares and what is amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--own-lens", action="store_true", help="each size with its usual lens")
    arguments = parser.parse_args()
    verdicts = [judged(case, lens_mm=None if arguments.own_lens else FRAME_MM) for case in cases(every=arguments.every)]
    amiss = [verdict for verdict in verdicts if verdict.faults]
    for verdict in amiss:
        told = "told" if verdict.is_told else "SILENT"
        where = f"{verdict.case.room:2} {verdict.case.person} {verdict.case.shot_size:6} {verdict.case.angle:5}"
        print(f"{where} {told:6} {'; '.join(verdict.faults)}")
    kinds = Counter(fault.split(" m ")[0][:12] for verdict in amiss for fault in verdict.faults)
    print(len(verdicts), "framings,", len(amiss), "amiss,", sum(not v.is_told for v in amiss), "silent", dict(kinds))
    outside = [verdict for verdict in verdicts if verdict.is_outside]
    print(len(outside), "through a wild wall,", sum(not v.is_told for v in outside), "silent")
    print(sum(bool(verdict.notes) and not verdict.faults for verdict in verdicts), "good ones with a note")


if __name__ == "__main__":
    main()
