"""A planned shot on a real set: what it shows there, at which size, through which camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import hypot

from studio.agents.reason import Reason
from studio.agents.shot_plan import ShotPlan
from studio.agents.thing_words import BODY_PARTS, FEET
from studio.agents.why import Why
from studio.model.documents import Angle, CameraKey, Project, ShotSize
from studio.model.stage import Prop, Stage, Vec3
from studio.viewport.camera_rig import frame_shot
from studio.viewport.hands import BodyPart
from studio.viewport.placing import EYES_M
from studio.viewport.shot_reading import ShotReader
from studio.viewport.subject import find_prop, is_person
from studio.workflows.named_things import on_stage, things_named

INSERTED_M = 0.8
"""The longest edge of a thing that stands in for the small one that the set has not."""

_SEEN_FROM = 0.75
"""From how many times its height on something tall can be taken in by who looks up at it."""
_FLAT = 0.35
"""How deep a thing that is to be seen from its face is at most, against its face."""

_INSTEAD_OF_INSERT: tuple[ShotSize, ...] = ("MS", "MLS", "MCU")
"""Sizes that show a face and what the hands do, the first that does not jump from its neighbours."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A shot's camera, who and what was really on the set for it, at which size, and what the set made of the plan."""

    key: CameraKey
    subjects: tuple[str, ...]
    shot_size: ShotSize
    angle: Angle
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a plan comes to on a set."""

    subjects: tuple[str, ...]
    shot_size: ShotSize
    reasons: tuple[Reason, ...] = ()
    part: BodyPart = "hands"
    angle: Angle | None = None


class SceneCameras:
    """The cameras of one scene, asked for board by board in order, so that each keeps the rules with those before."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._previous: Framed | None = None
        self._lines: dict[str, tuple[str, str]] = {}
        self._latest: tuple[str, str] | None = None
        self._places: list[CameraKey] = []
        self._last_on: dict[frozenset[str], CameraKey] = {}

    def next(self, plan: ShotPlan, stage: Stage, *, following: ShotPlan | None) -> Framed:
        """The camera of a planned shot; what the plan names and the set has not is left out."""
        present = stage.model_copy(update={"props": tuple(prop for prop in stage.props if not prop.hidden)})
        shown = _shown(plan, present, self._previous, following)
        # A new place is shown whole, so that everybody knows where they are; who is in it comes after.
        is_whole_set = plan.rule == "establish" and plan.over is None
        subjects = () if is_whole_set else shown.subjects
        is_of_the_place = not subjects and shown.shot_size in ("EWS", "WS")
        over = plan.over if plan.over and on_stage(present, (plan.over,)) else None
        is_seen = plan.rule == "pov" and bool(subjects)  # what the set has not is not looked at either
        seer = on_stage(present, (plan.person,)) if is_seen and plan.person else ()
        line = self._line(plan, present, subjects)
        angle = shown.angle or plan.angle
        framing = frame_shot(
            present,
            shot_size="EWS" if is_whole_set or is_of_the_place else shown.shot_size,
            angle=angle,
            subjects=subjects,
            sensor=self._project.sensor,
            aspect=self._project.aspect_ratio,
            over=over,
            line=line,
            previous=self._camera_before(line),
            point_of_view=seer[0] if seer else None,
            part=shown.part,
            unlike=self._places if is_whole_set or is_of_the_place else (),
        )
        if is_whole_set or is_of_the_place:
            self._places.append(framing.key)
        if line is not None and not seer:
            self._last_on[frozenset(line)] = framing.key
        reasons = shown.reasons
        if framing.wanted_mm is not None and framing.wanted_mm != framing.lens_mm:
            why = Why.WIDER_LENS if framing.lens_mm < framing.wanted_mm else Why.LONGER_LENS
            used, wanted = f"{framing.lens_mm:g} mm", f"{framing.wanted_mm:g} mm"
            reasons = (*reasons, Reason(why, thing=used, other=wanted))
        read = ShotReader(present).read(framing.key, sensor=self._project.sensor, aspect=self._project.aspect_ratio)
        # What the board says of itself is what the read-out says of its camera, whatever was asked for.
        size, angle = read.label
        self._previous = Framed(framing.key, subjects or plan.subjects, size, angle, reasons)
        return self._previous

    def _line(self, plan: ShotPlan, stage: Stage, subjects: Sequence[str]) -> tuple[str, str] | None:
        """The 180° line of the shot: its own, else the one that somebody in it stands on since the last exchange.

        A picture of the place keeps to the side of the last one.
        """
        if plan.axis is not None:
            line = (plan.axis.a, plan.axis.b)
            self._lines.update(dict.fromkeys(line, line))
            self._latest = line
        known = next((self._lines[name] for name in subjects if name in self._lines), None)
        known = known if subjects else self._latest
        line_now = (plan.axis.a, plan.axis.b) if plan.axis is not None else known
        return line_now if line_now and len(on_stage(stage, line_now)) == 2 else None

    def _camera_before(self, line: tuple[str, str] | None) -> CameraKey | None:
        """The camera whose side is kept: the last on the line, whatever details and places were cut to since."""
        last = self._last_on.get(frozenset(line)) if line is not None else None
        return last or (self._previous.key if self._previous else None)


def _shown(plan: ShotPlan, stage: Stage, previous: Framed | None, following: ShotPlan | None) -> _Shown:
    subjects = on_stage(stage, plan.subjects)
    if plan.rule == "pov":
        things = tuple(name for name in subjects if not is_person(find_prop(stage, name)))
        things = things or things_named(stage, f"{plan.action} {plan.looked_at}")
        things = _far_enough(stage, plan.person, things)
        return _Shown(things, plan.shot_size if things else "WS")
    if plan.shot_size != "INSERT":
        return _Shown(subjects, plan.shot_size)
    wanted = plan.subjects[-1] if plan.subjects else ""
    things = tuple(name for name in subjects if not is_person(find_prop(stage, name)))
    things = things or things_named(stage, wanted)[:1] or _small(stage, things_named(stage, plan.action))
    if things and wanted not in BODY_PARTS:
        return _Shown(things[:1], "INSERT", angle=_level_at(stage, things[0], plan.angle))
    person = on_stage(stage, (plan.person,)) if plan.person else ()
    if not person:
        return _Shown((), "WS", (Reason(Why.PLACE_INSTEAD, thing=wanted),))
    if wanted in BODY_PARTS:
        return _Shown(person, "INSERT", part="feet" if wanted in FEET else "hands")
    missing = (Reason(Why.NO_SUCH_THING, who=person[0], thing=wanted),)
    return _Shown(person, _instead_of_insert(plan, person[0], previous, following), missing, angle="eye")


def _level_at(stage: Stage, name: str, angle: Angle) -> Angle:
    """An insert looks down on what lies below; what hangs on a wall or as high as the eyes is seen level."""
    thing = find_prop(stage, name)
    width, height, depth = thing.size
    is_at_eyes = thing.position[1] + height / 2 - stage.container.floor_y >= EYES_M
    is_on_wall = depth < _FLAT * min(width, height) and thing.position[1] - stage.container.floor_y > EYES_M / 2
    return "eye" if angle == "high" and (is_at_eyes or is_on_wall) else angle


def _far_enough(stage: Stage, seer: str | None, names: Sequence[str]) -> tuple[str, ...]:
    """The first of those things that somebody can see as a whole from where they stand."""
    if seer is None or not on_stage(stage, (seer,)):
        return tuple(names[:1])
    eyes = find_prop(stage, seer).position
    seen = (name for name in names if _is_seen_whole(find_prop(stage, name), eyes))
    return tuple(islice(seen, 1))


def _is_seen_whole(thing: Prop, eyes: Vec3) -> bool:
    away = hypot(thing.position[0] - eyes[0], thing.position[2] - eyes[2])
    return away >= max(_SEEN_FROM * thing.size[1], thing.size[0], thing.size[2])


def _small(stage: Stage, names: Sequence[str]) -> tuple[str, ...]:
    """The first of those things that an insert can show whole."""
    return tuple(name for name in names if max(find_prop(stage, name).size) <= INSERTED_M)[:1]


def _instead_of_insert(plan: ShotPlan, person: str, previous: Framed | None, following: ShotPlan | None) -> ShotSize:
    taken = set()
    if previous and person in previous.subjects and previous.angle == plan.angle:
        taken.add(previous.shot_size)
    if following and person in following.subjects and following.angle == plan.angle:
        taken.add(following.shot_size)
    return next((size for size in _INSTEAD_OF_INSERT if size not in taken), _INSTEAD_OF_INSERT[-1])
