"""A planned shot on a real set: what it shows there, at which size, through which camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import hypot

from studio.agents.reason import Reason
from studio.agents.shot_plan import ShotPlan
from studio.agents.thing_words import BODY_PARTS
from studio.agents.why import Why
from studio.errors import InputError
from studio.model.documents import Angle, CameraKey, Project, ShotSize
from studio.model.stage import Prop, Stage, Vec3
from studio.viewport.camera_rig import frame_shot
from studio.viewport.shot_sizes import cut_of
from studio.viewport.subject import find_prop, is_person
from studio.workflows.named_things import things_named

INSERTED_M = 0.8
"""The longest edge of a thing that stands in for the small one that the set has not."""

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


def frame_plan(
    plan: ShotPlan, stage: Stage, project: Project, *, previous: Framed | None, following: ShotPlan | None
) -> Framed:
    """The camera of a planned shot between its neighbours; what the plan names and the set has not is left out."""
    present = stage.model_copy(update={"props": tuple(prop for prop in stage.props if not prop.hidden)})
    shown = _shown(plan, present, previous, following)
    # A new place is shown whole, so that everybody knows where they are; who is in it comes after.
    is_whole_set = plan.rule == "establish" and plan.over is None
    is_of_the_place = not shown.subjects and shown.shot_size in ("EWS", "WS")
    axis = on_stage(present, (plan.axis.a, plan.axis.b)) if plan.axis else ()
    over = plan.over if plan.over and on_stage(present, (plan.over,)) else None
    seer = on_stage(present, (plan.person,)) if plan.rule == "pov" and plan.person else ()
    framing = frame_shot(
        present,
        shot_size="EWS" if is_whole_set or is_of_the_place else shown.shot_size,
        angle=plan.angle,
        subjects=() if is_whole_set else shown.subjects,
        sensor=project.sensor,
        aspect=project.aspect_ratio,
        over=over,
        line=(axis[0], axis[1]) if len(axis) == 2 else None,
        previous=previous.key if previous else None,
        point_of_view=seer[0] if seer else None,
    )
    reasons = shown.reasons
    usual_mm = cut_of(shown.shot_size).lens_mm
    if shown.subjects and not (over or seer or is_whole_set) and framing.lens_mm < usual_mm:
        lens = Reason(Why.WIDER_LENS, thing=f"{framing.lens_mm:g} mm", other=f"{usual_mm:g} mm")
        reasons = (*reasons, lens)
    subjects = () if is_whole_set else shown.subjects
    return Framed(framing.key, subjects or plan.subjects, shown.shot_size, plan.angle, reasons)


def on_stage(stage: Stage, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that stand on the set."""
    found = []
    for name in names:
        try:
            find_prop(stage, name)
        except InputError:
            continue
        found.append(name)
    return tuple(found)


def _shown(plan: ShotPlan, stage: Stage, previous: Framed | None, following: ShotPlan | None) -> _Shown:
    subjects = on_stage(stage, plan.subjects)
    if plan.rule == "pov":
        things = tuple(name for name in subjects if not is_person(find_prop(stage, name)))
        things = things or things_named(stage, f"{plan.action} {plan.looked_at}")
        return _Shown(_far_enough(stage, plan.person, things), plan.shot_size)
    if plan.shot_size != "INSERT":
        return _Shown(subjects, plan.shot_size)
    wanted = plan.subjects[-1] if plan.subjects else ""
    things = tuple(name for name in subjects if not is_person(find_prop(stage, name)))
    things = things or things_named(stage, wanted)[:1] or _small(stage, things_named(stage, plan.action))
    if things and wanted not in BODY_PARTS:
        return _Shown(things[:1], "INSERT")
    person = on_stage(stage, (plan.person,)) if plan.person else ()
    if not person:
        return _Shown((), "WS")
    missing = () if wanted in BODY_PARTS else (Reason(Why.NO_SUCH_THING, who=person[0], thing=wanted),)
    return _Shown(person, _instead_of_insert(plan, person[0], previous, following), missing)


def _far_enough(stage: Stage, seer: str | None, names: Sequence[str]) -> tuple[str, ...]:
    """The first of those things that somebody can see as a whole from where they stand."""
    if seer is None or not on_stage(stage, (seer,)):
        return tuple(names[:1])
    eyes = find_prop(stage, seer).position
    seen = (name for name in names if _is_seen_whole(find_prop(stage, name), eyes))
    return tuple(islice(seen, 1))


def _is_seen_whole(thing: Prop, eyes: Vec3) -> bool:
    return hypot(thing.position[0] - eyes[0], thing.position[2] - eyes[2]) >= max(thing.size)


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
