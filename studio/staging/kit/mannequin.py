"""People on the set: posed mannequins, the points that frame them and the room they take."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from studio.model.mesh import Mesh
from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, Build
from studio.staging.kit.body import BODIES
from studio.staging.kit.figure import Figure, figure
from studio.staging.kit.geometry import Part, Points, Vec3
from studio.staging.kit.operators import extent, fit, join
from studio.staging.kit.poses import POSES, pose_named
from studio.staging.kit.shading import shade
from studio.staging.kit.skeleton import BUTTOCK

_ARM_LEVELS = 3
CLOTHES = ("cloth_blue", "cloth_grey", "skin", "hair", "black")


def _who(asset: str) -> str:
    name = asset.removeprefix("kit:")
    return name if name in BODIES else "person"


def _pose(pose: str | None) -> str:
    return pose if pose is not None and pose in POSES else "stand"


def _posed(asset: str, pose: str | None) -> Figure:
    return figure(_who(asset), _pose(pose))


def is_mannequin(asset: str) -> bool:
    """Whether the asset is one of the mannequins, which can be posed."""
    return asset.removeprefix("kit:") in BODIES


@lru_cache(maxsize=128)
def pose_size(asset: str, pose: str | None = None) -> Size:
    """The natural box (width, height, depth) in metres of a mannequin in a pose; an unknown pose stands."""
    low, high = extent(_posed(asset, pose).whole())
    w, h, d = (round(float(edge), 4) for edge in high - low)
    return (w, BODIES[_who(asset)].height if _pose(pose) == "stand" else h, d)


def _into_box(shape: Figure, size: Size) -> tuple[Points, Points, Points]:
    """The corner, the factors and the foot that take natural points into the prop's box."""
    low, high = extent(shape.whole())
    return low, np.array(size) / (high - low), np.array((-size[0] / 2, 0.0, -size[2] / 2))


def _seat_y(shape: Figure) -> float:
    """The natural height at which a sitting figure rests: the lowest of trunk and thighs behind the shins."""
    points = join(shape.trunk, shape.thighs).points
    return float(points[points[:, 2] < extent(shape.shins)[0][2], 1].min())


def landmarks(asset: str, size: Size, pose: str | None = None) -> dict[str, Vec3]:
    """Points of a mannequin in its own box (bottom-centre origin, facing +Z), in metres.

    ``head_top``, ``eyes``, ``chin``, ``shoulders``, ``chest``, ``waist``, ``hips``, ``knees``, ``feet``; the point
    ``seat`` under the hips that rests on a chair, ``back`` behind the hips, ``left_hand`` and ``right_hand``.
    """
    body, shape = BODIES[_who(asset)], _posed(asset, pose)
    bones, h = shape.bones, body.height
    head = body.head * h
    (left_arm, right_arm), (left_leg, right_leg) = bones.arms, bones.legs
    waist = bones.chest.origin
    hips = bones.pelvis.origin
    natural = {
        "head_top": bones.head.point(0, head, 0),
        "eyes": bones.head.point(0, 0.52 * head, 0.34 * head),
        "chin": bones.head.point(0, 0, 0.33 * head),
        "shoulders": (left_arm.upper.origin + right_arm.upper.origin) / 2,
        "chest": bones.chest.point(0, 0.6 * (body.shoulder_y - body.waist_y) * h, 0.06 * h),
        "waist": waist,
        "hips": hips,
        "knees": (left_leg.lower.origin + right_leg.lower.origin) / 2,
        "feet": (left_leg.end.origin + right_leg.end.origin) / 2 - (0, body.ankle * h, 0),
        "seat": hips - (0, BUTTOCK * h, 0),
        "back": hips - (0, 0, 0.07 * h),
        "left_hand": left_arm.end.point(0, -0.5 * body.hand * h, 0),
        "right_hand": right_arm.end.point(0, -0.5 * body.hand * h, 0),
    }
    if pose_named(pose).seat_m is not None:
        natural["seat"][1] = _seat_y(shape)
    low, factor, foot = _into_box(shape, size)
    placed = {name: (point - low) * factor + foot for name, point in natural.items()}
    return {name: (round(float(x), 4), round(float(y), 4), round(float(z), 4)) for name, (x, y, z) in placed.items()}


def pose_solids(asset: str, size: Size, pose: str | None = None) -> tuple[Box3, ...]:
    """What is solid of a posed mannequin: trunk, arms, thighs and shins apart, so that it sits on a chair.

    The knees of one who sits belong to the shins: before the edge of the seat they may hang below it. The arms of one
    who sits are lower the further forward, so that the hands come under a table.
    """
    shape = _posed(asset, pose)
    low, factor, foot = _into_box(shape, size)
    seated = pose_named(pose).seat_m is not None
    thighs = extent(shape.thighs)
    if seated:
        thighs[0][1] = _seat_y(shape)
    arms = [level for arm in shape.arms for level in (_levels(arm, _ARM_LEVELS) if seated else (extent(arm),))]
    boxes = []
    for corners in (extent(join(shape.trunk, shape.head)), *arms, thighs, extent(shape.shins)):
        lowest, highest = ((corner - low) * factor + foot for corner in corners)
        (x0, y0, z0), (x1, y1, z1) = lowest.round(4).tolist(), highest.round(4).tolist()
        boxes.append(Box3(min=(x0, y0, z0), max=(x1, y1, z1)))
    return tuple(boxes)


def _levels(shape: Part, count: int) -> list[tuple[Points, Points]]:
    """The bounds of a part cut level into slices of equal height, from the bottom up."""
    edges = np.concatenate([shape.faces[:, (a, b)] for a, b in ((0, 1), (1, 2), (2, 0))])
    ends = shape.points[edges]
    bottom, top = ends[:, :, 1].min(), ends[:, :, 1].max()
    found = []
    for level in range(count):
        y0, y1 = (bottom + (top - bottom) * turn / count for turn in (level, level + 1))
        start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
        rise = np.where(np.abs(along[:, 1]) < 1e-9, 1e-9, along[:, 1])
        at = np.sort(np.clip(((y0 - start[:, 1]) / rise, (y1 - start[:, 1]) / rise), 0.0, 1.0), axis=0)
        cut = np.concatenate([start + share[:, None] * along for share in at])
        within = cut[(cut[:, 1] >= y0 - 1e-6) & (cut[:, 1] <= y1 + 1e-6)]
        found.append((within.min(axis=0), within.max(axis=0)))
    return found


def _build(asset: str) -> Build:
    def build(size: Size, pose: str | None) -> Mesh:
        return shade(fit(_posed(asset, pose).whole(), size))

    return build


PEOPLE = (
    Archetype(
        id="person",
        name_en="person",
        name_ko="사람",
        keywords=("man", "figure", "character", "actor", "adult", "guy", "남자", "인물", "배우", "아저씨", "남성"),
        category="person",
        role="character",
        size=(0.5507, 1.75, 0.3267),
        materials=CLOTHES,
        build=_build("person"),
        tags=("person", "posable"),
    ),
    Archetype(
        id="woman",
        name_en="woman",
        name_ko="여자",
        keywords=("lady", "girl", "female", "actress", "grandmother", "여성", "여인", "할머니", "아가씨", "소녀"),
        category="person",
        role="character",
        size=(0.4775, 1.63, 0.3043),
        materials=("cloth_red", "cloth_grey", "skin", "hair", "black"),
        build=_build("woman"),
        tags=("person", "posable"),
    ),
    Archetype(
        id="child",
        name_en="child",
        name_ko="아이",
        keywords=("kid", "boy", "little girl", "toddler", "어린이", "소년", "꼬마", "아동"),
        category="person",
        role="character",
        size=(0.3496, 1.2, 0.235),
        materials=("yellow", "cloth_blue", "skin", "hair", "black"),
        build=_build("child"),
        tags=("person", "posable"),
    ),
)
