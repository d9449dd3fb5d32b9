"""Poses of the mannequin as data: the angles of its joints in degrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """An arm or a leg; all angles are nought when it hangs straight down.

    ``raise_deg`` swings it forward, ``spread_deg`` outward, ``turn_deg`` turns it inward about its own length,
    ``bend_deg`` folds the elbow forward or the knee back. ``end_deg`` tips the hand or the toes down;
    ``None`` keeps a sole level.
    """

    raise_deg: float = 0.0
    spread_deg: float = 0.0
    turn_deg: float = 0.0
    bend_deg: float = 0.0
    end_deg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One pose. ``pitch_deg`` tips the pelvis forward, ``roll_deg`` to its right; the chest and the head follow and add
    ``bow``, ``sway``, ``twist`` and ``nod``, ``tilt``, ``look`` of their own; twist and look are to its left.

    With ``seat_m`` the thighs slope so that the hips rest at that height, where the legs are long enough.
    """

    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    bow_deg: float = 0.0
    sway_deg: float = 0.0
    twist_deg: float = 0.0
    nod_deg: float = 0.0
    tilt_deg: float = 0.0
    look_deg: float = 0.0
    left_arm: Limb = Limb()
    right_arm: Limb = Limb()
    left_leg: Limb = Limb()
    right_leg: Limb = Limb()
    seat_m: float | None = None


_HANGING = Limb(raise_deg=2, spread_deg=9, turn_deg=12, bend_deg=16)

POSES: Mapping[str, Pose] = MappingProxyType(
    {
        "stand": Pose(
            sway_deg=1,
            left_arm=Limb(raise_deg=4, spread_deg=9, turn_deg=14, bend_deg=18),
            right_arm=_HANGING,
            left_leg=Limb(raise_deg=3, spread_deg=5, turn_deg=-12, bend_deg=4),
            right_leg=Limb(raise_deg=-1, spread_deg=3, turn_deg=-8),
        ),
        "sit": Pose(
            pitch_deg=-4,
            bow_deg=8,
            nod_deg=2,
            left_arm=Limb(raise_deg=18, spread_deg=6, turn_deg=12, bend_deg=40),
            right_arm=Limb(raise_deg=15, spread_deg=6, turn_deg=20, bend_deg=46),
            left_leg=Limb(raise_deg=86, spread_deg=7, bend_deg=82),
            right_leg=Limb(raise_deg=86, spread_deg=6, bend_deg=88),
            seat_m=0.45,
        ),
        "walk": Pose(
            pitch_deg=2,
            bow_deg=2,
            twist_deg=-7,
            look_deg=6,
            left_arm=Limb(raise_deg=-24, spread_deg=7, turn_deg=8, bend_deg=12),
            right_arm=Limb(raise_deg=26, spread_deg=7, turn_deg=16, bend_deg=28),
            left_leg=Limb(raise_deg=24, spread_deg=1, bend_deg=5, end_deg=-16),
            right_leg=Limb(raise_deg=-18, spread_deg=1, bend_deg=20, end_deg=24),
        ),
        "run": Pose(
            pitch_deg=12,
            bow_deg=6,
            twist_deg=-12,
            nod_deg=-12,
            look_deg=10,
            left_arm=Limb(raise_deg=-48, spread_deg=12, turn_deg=6, bend_deg=86),
            right_arm=Limb(raise_deg=42, spread_deg=8, turn_deg=20, bend_deg=96),
            left_leg=Limb(raise_deg=72, spread_deg=1, bend_deg=84, end_deg=8),
            right_leg=Limb(raise_deg=-16, spread_deg=1, bend_deg=24, end_deg=42),
        ),
        "lie": Pose(
            pitch_deg=-90,
            left_arm=Limb(raise_deg=-7, spread_deg=15, turn_deg=20, bend_deg=8),
            right_arm=Limb(raise_deg=-5, spread_deg=14, turn_deg=58, bend_deg=78),
            left_leg=Limb(raise_deg=1, spread_deg=5, turn_deg=-18, end_deg=28),
            right_leg=Limb(raise_deg=12, spread_deg=5, turn_deg=-12, bend_deg=24, end_deg=24),
        ),
        "kneel": Pose(
            pitch_deg=6,
            bow_deg=6,
            nod_deg=8,
            left_arm=Limb(raise_deg=38, spread_deg=8, turn_deg=20, bend_deg=58),
            right_arm=_HANGING,
            left_leg=Limb(raise_deg=88, spread_deg=7, bend_deg=94),
            right_leg=Limb(raise_deg=2, spread_deg=4, bend_deg=84, end_deg=38),
        ),
        "point": Pose(
            sway_deg=-2,
            twist_deg=10,
            look_deg=-8,
            left_arm=Limb(raise_deg=-2, spread_deg=10, turn_deg=10, bend_deg=18),
            right_arm=Limb(raise_deg=88, spread_deg=6, bend_deg=4),
            left_leg=Limb(raise_deg=-6, spread_deg=5, turn_deg=-14),
            right_leg=Limb(raise_deg=10, spread_deg=3, turn_deg=-4, bend_deg=6),
        ),
        "hold": Pose(
            bow_deg=3,
            nod_deg=12,
            left_arm=Limb(raise_deg=26, spread_deg=12, turn_deg=30, bend_deg=78),
            right_arm=Limb(raise_deg=26, spread_deg=12, turn_deg=30, bend_deg=78),
            left_leg=Limb(raise_deg=3, spread_deg=5, turn_deg=-12, bend_deg=3),
            right_leg=Limb(raise_deg=-1, spread_deg=4, turn_deg=-8),
        ),
        "lean": Pose(
            pitch_deg=-9,
            bow_deg=4,
            nod_deg=6,
            look_deg=14,
            left_arm=Limb(raise_deg=34, spread_deg=12, turn_deg=66, bend_deg=98),
            right_arm=Limb(raise_deg=26, spread_deg=12, turn_deg=72, bend_deg=102),
            left_leg=Limb(raise_deg=11, spread_deg=4, turn_deg=-10),
            right_leg=Limb(raise_deg=25, spread_deg=3, turn_deg=6, bend_deg=28),
        ),
        "talk": Pose(
            sway_deg=2,
            twist_deg=-4,
            nod_deg=-3,
            tilt_deg=4,
            left_arm=Limb(raise_deg=30, spread_deg=14, turn_deg=6, bend_deg=82),
            right_arm=Limb(raise_deg=16, spread_deg=12, turn_deg=34, bend_deg=64),
            left_leg=Limb(raise_deg=6, spread_deg=6, turn_deg=-14, bend_deg=8),
            right_leg=Limb(raise_deg=-2, spread_deg=3, turn_deg=-6),
        ),
        "wave": Pose(
            sway_deg=3,
            tilt_deg=-4,
            left_arm=_HANGING,
            right_arm=Limb(raise_deg=10, spread_deg=104, turn_deg=-84, bend_deg=64),
            left_leg=Limb(raise_deg=2, spread_deg=4, turn_deg=-10),
            right_leg=Limb(raise_deg=0, spread_deg=4, turn_deg=-10),
        ),
        "crouch": Pose(
            pitch_deg=26,
            bow_deg=16,
            nod_deg=-24,
            left_arm=Limb(raise_deg=50, spread_deg=10, turn_deg=14, bend_deg=54),
            right_arm=Limb(raise_deg=34, spread_deg=12, turn_deg=14, bend_deg=70),
            left_leg=Limb(raise_deg=112, spread_deg=10, bend_deg=112),
            right_leg=Limb(raise_deg=84, spread_deg=8, bend_deg=122, end_deg=30),
        ),
    }
)


def pose_named(name: str | None) -> Pose:
    """The pose of that name; one that is not known, or none, is standing."""
    return POSES.get(name or "stand", POSES["stand"])
