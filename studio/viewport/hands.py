"""What an insert of a person shows: their hands, with what they hold or touch, or their feet."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, Stage
from studio.viewport.subject import Subject, corners_of, is_person, people_of
from studio.viewport.transform import forward_of, rotation_matrix, to_world

Array = npt.NDArray[np.float64]
BodyPart = Literal["hands", "feet"]

_ROUND_HAND_M, _ROUND_FOOT_M = 0.12, 0.16
_TOUCH_M = 0.16
_HELD_M = 0.7
"""The longest edge of a thing that is shown with the hand on it; of a larger one just the part at the hand is seen."""
_WIDE = 0.56
"""How much of the frame's height something that lies across it needs; the frame is wider than tall."""
_TOGETHER_M = 0.45
"""How far apart hands are at most that are shown together."""


def part_of(stage: Stage, person: Prop, part: BodyPart) -> Subject:
    """Somebody's hands or feet as something to frame.

    A hand that holds something goes before an empty one, and of hands that are far apart the one that reaches farther
    is shown.
    """
    from studio.staging.kit.mannequin import landmarks

    found = landmarks(person.asset, person.size, person.pose)
    forward = np.array(forward_of(person))
    if part == "feet":
        return _around(person, np.array(to_world(person, found["feet"]))[None], _ROUND_FOOT_M, ())
    hands = np.array([to_world(person, found[name]) for name in ("left_hand", "right_hand")])
    held = [_touched(stage, hand, person) for hand in hands]
    if any(held):
        holding = [place for place in (0, 1) if held[place]]
        things = tuple({prop.id: prop for place in holding for prop in held[place]}.values())
        return _around(person, hands[holding], _ROUND_HAND_M, things)
    if float(np.linalg.norm(hands[0] - hands[1])) > _TOGETHER_M:
        reach = (hands - np.array(person.position)) @ (forward + np.array((0.0, 0.5, 0.0)))
        hands = hands[[int(np.argmax(reach))]]
    return _around(person, hands, _ROUND_HAND_M, ())


def holder_of(stage: Stage, thing: Prop) -> Prop | None:
    """Who has a thing in hand, if anybody."""
    from studio.staging.kit.mannequin import landmarks

    for person in people_of(stage):
        found = landmarks(person.asset, person.size, person.pose)
        hands = (np.array(to_world(person, found[name])) for name in ("left_hand", "right_hand"))
        if any(thing in _touched(stage, hand, person) for hand in hands):
            return person
    return None


def _around(person: Prop, points: Array, margin_m: float, things: tuple[Prop, ...]) -> Subject:
    """What is shown of a person: points of their body with some air, and whole things.

    The marks from 0.35 to 0.95 are what has to be seen: the points themselves and the first of the things.
    """
    inside = np.concatenate([points - margin_m, points + margin_m, *(corners_of(prop) for prop in things)])
    low, high = inside.min(axis=0), inside.max(axis=0)
    centre = (low + high) / 2
    foot, top = centre.copy(), centre.copy()
    foot[1], top[1] = low[1], high[1]
    shown = to_world(things[0], (0.0, things[0].size[1] / 2, 0.0)) if things else _vec(points[0])
    width, height = float(np.linalg.norm((high - low)[[0, 2]])), float(high[1] - low[1])
    return Subject(
        prop_id=person.id,
        is_person=False,
        marks=((0.0, _vec(foot)), (0.35, _vec(points[0])), (0.65, _vec(points[-1])), (0.95, shown), (1.0, _vec(top))),
        forward=forward_of(person),
        centre=_vec(centre),
        radius_m=max(height / 2, _WIDE * width / 2),
        with_ids=tuple(prop.id for prop in things),
    )


def _touched(stage: Stage, hand: Array, person: Prop) -> list[Prop]:
    """Small things within reach of a hand, the nearest one alone: a hand holds one thing."""
    near = []
    for prop in stage.props:
        if prop.id == person.id or prop.hidden or is_person(prop) or max(prop.size) > _HELD_M:
            continue
        local = (hand - np.array(prop.position)) @ rotation_matrix(prop.rotation)
        half = np.array(prop.size) / 2
        away = float(np.linalg.norm(np.maximum(0.0, np.abs(local - (0.0, half[1], 0.0)) - half)))
        if away <= _TOUCH_M:
            near.append((away, prop.id, prop))
    return [min(near, key=lambda one: one[:2])[2]] if near else []


def _vec(point: Array) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in point)
    return x, y, z
