"""What somebody holds: how a thing lies in the hand of a figure, whatever the figure's pose."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, hypot, radians, sin

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, Vec3
from studio.staging.kit.mannequin import is_mannequin, landmarks

Array = npt.NDArray[np.float64]

MOST_HELD_M = 1.3
"""The longest edge of what one person holds."""
_LONG = 3.0
"""How many times as long as wide is what is held by its end: a sword, a spoon, a wrench."""
_GRIP = 0.36
"""How far from its middle, of its length, that is."""
_RISE_DEG = 58.0
"""How steeply it points up, away from the body."""
_WIDE_M = 0.22
"""From this width on a thing is held between both hands."""
_CASE_M = 0.45
_FINGERS_M = 0.03


def held_prop(thing: Prop, person: Prop) -> Prop:
    """The thing where that person holds it."""
    position, rotation = in_hand(thing, person)
    return thing.model_copy(
        update={"position": position, "rotation": rotation, "parent_id": person.id, "support": "surface"}
    )


def in_hand(thing: Prop, person: Prop) -> tuple[Vec3, Vec3]:
    """Position and rotation of a thing in the hand of a figure that stands, turns and poses as ``person`` does."""
    found = landmarks(person.asset, person.size, person.pose)
    left, right = np.array(found["left_hand"]), np.array(found["right_hand"])
    # Above the hips, or in the lap, a hand carries; below them a thing hangs from it.
    is_raised = max(left[1], right[1]) > found["hips"][1]
    yaw_deg = person.rotation[1]
    if is_raised and min(thing.size[0], thing.size[2]) > _WIDE_M:
        hand = (left + right) / 2 + np.array((0.0, 0.0, thing.size[2] / 3))
    else:
        hand = right if right[1] >= left[1] - 0.05 else left
    turned = _about_y(yaw_deg)
    rotation: Vec3 = (0.0, yaw_deg, 0.0)
    if _is_long(thing):
        local, turn = _by_its_end(thing, hand)
        rotation = _angles(turned @ turn)
    else:
        local = _upright(thing, hand, is_raised=is_raised)
        if not is_raised and is_case(thing):
            local[0] += np.sign(hand[0]) * thing.size[2] / 2
            rotation = (0.0, yaw_deg + 90.0, 0.0)
    x, y, z = turned @ local + np.array(person.position)
    return (round(float(x), 4), round(float(y), 4), round(float(z), 4)), rotation


def is_case(thing: Prop) -> bool:
    """Whether a thing is carried at the side, its long edge along the way: a toolbox, a bag, a suitcase."""
    return _CASE_M <= thing.size[0] <= MOST_HELD_M and thing.size[2] < 0.8 * thing.size[0] and not _is_long(thing)


def with_held(props: Sequence[Prop]) -> tuple[Prop, ...]:
    """The props of a set, those that were put on a person in that person's hand."""
    people = {prop.id: prop for prop in props if is_mannequin(prop.asset)}
    return tuple(
        held_prop(prop, people[prop.parent_id])
        if prop.parent_id in people and prop.id not in people and max(prop.size) <= MOST_HELD_M
        else prop
        for prop in props
    )


def _is_long(thing: Prop) -> bool:
    longest, second, _ = sorted(thing.size, reverse=True)
    return longest >= _LONG * second


def _upright(thing: Prop, hand: Array, *, is_raised: bool) -> Array:
    """The foot of a thing that is carried: it rests on a raised hand and hangs from one that is let down."""
    height = thing.size[1]
    if is_raised:
        return np.add(hand, (0.0, -min(height / 2, _FINGERS_M), _FINGERS_M))
    return np.subtract(hand, (0.0, height if height > 2 * _FINGERS_M else height / 2, 0.0))


def _by_its_end(thing: Prop, hand: Array) -> tuple[Array, Array]:
    """The foot and the turn of a long thing that is held by one end and points up and away."""
    along = int(np.argmax(thing.size))
    ahead = np.array((0.0, sin(radians(_RISE_DEG)), cos(radians(_RISE_DEG))))
    across = np.array((1.0, 0.0, 0.0))
    turn = np.zeros((3, 3))
    turn[:, along] = ahead
    turn[:, (along + 1) % 3] = across
    turn[:, (along + 2) % 3] = np.cross(ahead, across)
    grip = np.array((0.0, thing.size[1] / 2, 0.0))
    grip[along] -= _GRIP * thing.size[along]
    return hand - turn @ grip, turn


def _about_y(yaw_deg: float) -> Array:
    sine, cosine = sin(radians(yaw_deg)), cos(radians(yaw_deg))
    return np.array(((cosine, 0.0, sine), (0.0, 1.0, 0.0), (-sine, 0.0, cosine)))


def _angles(turn: Array) -> Vec3:
    """The intrinsic XYZ Euler degrees of a turn Rx · Ry · Rz."""
    about_y = asin(max(-1.0, min(1.0, float(turn[0, 2]))))
    if hypot(turn[0, 0], turn[0, 1]) < 1e-6:
        return round(degrees(atan2(turn[2, 1], turn[1, 1])), 3), round(degrees(about_y), 3), 0.0
    about_x, about_z = atan2(-turn[1, 2], turn[2, 2]), atan2(-turn[0, 1], turn[0, 0])
    return round(degrees(about_x), 3), round(degrees(about_y), 3), round(degrees(about_z), 3)
