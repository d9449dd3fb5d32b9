"""Boards that a set makes one: an insert of what it has not is no other picture than the shot of who handles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.agents.board_length import LONGEST_S
from studio.agents.reason import Reason
from studio.agents.shot_plan import ShotPlan
from studio.agents.thing_words import BODY_PARTS
from studio.agents.why import Why
from studio.model.documents import Anchor, ShotSize
from studio.model.stage import Stage
from studio.model.timing import FrameRate
from studio.viewport.subject import find_prop, is_person
from studio.workflows.named_things import on_stage, things_named

_SHOWS_HANDS: tuple[ShotSize, ...] = ("MLS", "MS", "MCU")


def with_held_shots(plans: Sequence[ShotPlan], stage: Stage, text: str, *, rate: FrameRate) -> tuple[ShotPlan, ...]:
    """The plans of a scene on its set; ``text`` is the scene's own, which the anchors lie in."""
    found: list[ShotPlan] = []
    for plan in plans:
        before = found[-1] if found else None
        if before is not None and _is_same_picture(before, plan, stage, rate=rate):
            found[-1] = _held_for(before, plan, text)
        else:
            found.append(plan)
    return tuple(found)


def missing_thing(plan: ShotPlan, stage: Stage) -> str | None:
    """The thing an insert is of that the set has not; None for every other board."""
    wanted = plan.subjects[-1] if plan.subjects else ""
    if plan.shot_size != "INSERT" or plan.rule == "pov" or wanted in BODY_PARTS:
        return None
    on_it = any(not is_person(find_prop(stage, name)) for name in on_stage(stage, plan.subjects))
    return None if on_it or things_named(stage, f"{wanted} {plan.action}") else wanted


def _is_same_picture(before: ShotPlan, plan: ShotPlan, stage: Stage, *, rate: FrameRate) -> bool:
    if missing_thing(plan, stage) is None or plan.person is None or before.subjects != (plan.person,):
        return False
    is_short = before.duration_frames + plan.duration_frames <= rate.frames(LONGEST_S)
    return before.shot_size in _SHOWS_HANDS and before.over is None and is_short


def _held_for(before: ShotPlan, plan: ShotPlan, text: str) -> ShotPlan:
    start, end = before.anchor.start, plan.anchor.end
    assert plan.person is not None
    reason = Reason(Why.HELD_WITHOUT_THING, who=plan.person, thing=plan.subjects[-1])
    return replace(
        before,
        anchor=Anchor(start=start, end=end, quote=text[start:end]),
        duration_frames=before.duration_frames + plan.duration_frames,
        reasons=(*before.reasons, reason, *plan.reasons[1:]),
        action=" ".join(filter(None, (before.action, plan.action))),
        dialogue="\n".join(filter(None, (before.dialogue, plan.dialogue))),
        poses=tuple({**dict(plan.poses), **dict(before.poses)}.items()),
        left_in=tuple({**dict(before.left_in), **dict(plan.left_in)}.items()),
        notes=plan.notes or before.notes,
    )
