"""Where the joints of a body are in a pose: forward kinematics from the pelvis outward."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, degrees

import numpy as np

from studio.staging.kit.body import Body
from studio.staging.kit.geometry import Points, Vec3
from studio.staging.kit.operators import rotation
from studio.staging.kit.poses import Limb, Pose

BUTTOCK = 0.0565
"""From the hip joint down to the seat, as a part of the body's height."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A joint: where it is (3,) and how it is turned (3, 3)."""

    origin: Points
    turned: Points

    def place(self, points: Points) -> Points:
        """Points (n, 3) given about the joint, in the body's own space."""
        placed: Points = points @ self.turned.T + self.origin
        return placed

    def point(self, x: float, y: float, z: float) -> Points:
        """One point given about the joint, in the body's own space."""
        return self.place(np.array((x, y, z)))

    def joint(self, at: Vec3, turned: Points) -> Frame:
        """A joint that hangs on this one."""
        return Frame(self.point(*at), self.turned @ turned)


@dataclass(frozen=True, slots=True, eq=False)
class LimbFrames:
    """The three joints of an arm (shoulder, elbow, wrist) or a leg (hip, knee, ankle)."""

    upper: Frame
    lower: Frame
    end: Frame


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """All joints of a posed body, in metres; the pelvis is at its standing height over the origin."""

    pelvis: Frame
    chest: Frame
    neck: Frame
    head: Frame
    arms: tuple[LimbFrames, LimbFrames]
    legs: tuple[LimbFrames, LimbFrames]


def _limb(root: Frame, at: Vec3, limb: Limb, *, side: int, upper: float, lower: float, knee: bool) -> LimbFrames:
    turned = (
        rotation(x_deg=-limb.raise_deg) @ rotation(z_deg=side * limb.spread_deg) @ rotation(y_deg=-side * limb.turn_deg)
    )
    first = root.joint(at, turned)
    second = first.joint((0, -upper, 0), rotation(x_deg=limb.bend_deg if knee else -limb.bend_deg))
    third = second.joint((0, -lower, 0), rotation(x_deg=limb.end_deg or 0.0))
    if knee and limb.end_deg is None:
        ahead = first.turned[:, 2] * 1.0 if abs(first.turned[1, 2]) < 0.8 else second.turned[:, 2]
        third = Frame(third.origin, rotation(y_deg=degrees(np.arctan2(ahead[0], ahead[2]))))
    return LimbFrames(first, second, third)


def _sitting(limb: Limb, body: Body, seat_m: float, lean_deg: float) -> Limb:
    """The leg with its thigh sloped so that the hips are on the seat and the sole on the floor."""
    h = body.height
    knee = (body.shin + body.ankle) * h
    drop = (seat_m + BUTTOCK * h - knee) / (body.thigh * h)
    slope = degrees(asin(min(0.3, max(-0.1, drop))))
    raised = 90 - slope + lean_deg
    return Limb(
        raise_deg=raised,
        spread_deg=limb.spread_deg,
        turn_deg=limb.turn_deg,
        bend_deg=limb.bend_deg - slope,
    )


def skeleton(body: Body, pose: Pose) -> Skeleton:
    """The joints of a body in a pose."""
    h = body.height
    pelvis = Frame(
        np.array((0.0, body.hip_y * h, 0.0)), rotation(x_deg=pose.pitch_deg) @ rotation(z_deg=-pose.roll_deg)
    )
    chest = pelvis.joint(
        (0, (body.waist_y - body.hip_y) * h, 0),
        rotation(y_deg=pose.twist_deg) @ rotation(x_deg=pose.bow_deg) @ rotation(z_deg=-pose.sway_deg),
    )
    neck = chest.joint((0, (body.neck_y - body.waist_y) * h, -0.006 * h), rotation(x_deg=0.4 * pose.nod_deg))
    chin = 1 - body.head - body.neck_y
    head = neck.joint(
        (0, chin * h, 0.01 * h),
        rotation(y_deg=pose.look_deg) @ rotation(x_deg=0.6 * pose.nod_deg) @ rotation(z_deg=-pose.tilt_deg),
    )
    shoulder_y = (body.shoulder_y - body.waist_y) * h
    legs = (pose.left_leg, pose.right_leg)
    if pose.seat_m is not None:
        legs = (
            _sitting(legs[0], body, pose.seat_m, pose.pitch_deg),
            _sitting(legs[1], body, pose.seat_m, pose.pitch_deg),
        )
    arm_frames = [
        _limb(
            chest,
            (side * body.shoulder_x * h, shoulder_y - 0.007 * h, -0.006 * h),
            limb,
            side=side,
            upper=body.upper_arm * h,
            lower=body.forearm * h,
            knee=False,
        )
        for side, limb in ((1, pose.left_arm), (-1, pose.right_arm))
    ]
    leg_frames = [
        _limb(
            pelvis,
            (side * body.hip_x * h, 0.0, 0.0),
            limb,
            side=side,
            upper=body.thigh * h,
            lower=body.shin * h,
            knee=True,
        )
        for side, limb in ((1, legs[0]), (-1, legs[1]))
    ]
    return Skeleton(pelvis, chest, neck, head, (arm_frames[0], arm_frames[1]), (leg_frames[0], leg_frames[1]))
