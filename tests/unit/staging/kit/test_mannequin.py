"""Mannequins: proportions, poses, where they look, how they sit."""

from __future__ import annotations

import numpy as np
import pytest

from studio.staging.kit.body import BODIES
from studio.staging.kit.catalogue import find
from studio.staging.kit.mannequin import is_mannequin, landmarks, pose_size, pose_solids
from studio.staging.kit.meshes import build_mesh
from studio.staging.kit.poses import POSES
from tests.unit.staging.kit.test_meshes import assert_fills, volumes

PEOPLE = ("person", "woman", "child")
EVERY = pytest.mark.parametrize("who", PEOPLE)
IN_EVERY_POSE = pytest.mark.parametrize("pose", POSES)


@pytest.mark.parametrize(("who", "height"), [("person", 1.75), ("woman", 1.63), ("child", 1.20)])
def test_that_they_stand_as_tall_as_they_should(who: str, height: float) -> None:
    assert find(who).size[1] == height
    assert find(who).size == pose_size(who, "stand") == pose_size("kit:" + who)


def test_that_adults_are_seven_and_a_half_heads_and_children_six() -> None:
    for who, heads in (("person", 7.5), ("woman", 7.5), ("child", 6.0)):
        points = landmarks(who, pose_size(who), "stand")
        head = points["head_top"][1] - points["chin"][1]
        assert pose_size(who)[1] / head == pytest.approx(heads, rel=0.03)


@EVERY
@IN_EVERY_POSE
def test_that_every_pose_fills_its_natural_box_with_outward_parts(who: str, pose: str) -> None:
    size = pose_size(who, pose)
    mesh = build_mesh(who, size, pose)
    assert_fills(mesh, size)
    assert len(mesh.triangles) <= 1800
    assert volumes(mesh).min() > -1e-9


@EVERY
def test_that_no_two_poses_are_the_same(who: str) -> None:
    shapes = {pose: build_mesh(who, pose_size(who, pose), pose).positions.tobytes() for pose in POSES}
    assert len(set(shapes.values())) == len(POSES) >= 10


def test_that_an_unknown_pose_stands() -> None:
    assert pose_size("person", "levitate") == pose_size("person", "stand")
    assert np.array_equal(
        build_mesh("person", pose_size("person"), "levitate").positions,
        build_mesh("person", pose_size("person"), "stand").positions,
    )


@EVERY
def test_that_a_standing_body_is_in_order_from_head_to_feet_and_looks_ahead(who: str) -> None:
    points = landmarks(who, pose_size(who), "stand")
    names = ("head_top", "eyes", "chin", "shoulders", "chest", "waist", "hips", "knees", "feet")
    heights = [points[name][1] for name in names]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == pytest.approx(pose_size(who)[1], abs=0.03)
    assert heights[-1] == pytest.approx(0, abs=0.02)
    assert points["eyes"][2] > points["head_top"][2] + 0.03
    assert points["left_hand"][0] > 0 > points["right_hand"][0]


@EVERY
@IN_EVERY_POSE
def test_that_landmarks_lie_in_the_box(who: str, pose: str) -> None:
    w, h, d = size = pose_size(who, pose)
    for name, (x, y, z) in landmarks(who, size, pose).items():
        assert abs(x) <= w / 2 + 0.03 and -0.03 <= y <= h + 0.03 and abs(z) <= d / 2 + 0.03, name


def test_that_the_nose_is_the_foremost_point_of_the_head() -> None:
    mesh = build_mesh("person", pose_size("person"), "stand")
    eyes = landmarks("person", pose_size("person"), "stand")["eyes"]
    head = mesh.positions[mesh.positions[:, 1] > eyes[1] - 0.1]
    tip = head[head[:, 2].argmax()]
    assert abs(tip[0]) < 0.02 and eyes[1] - 0.06 < tip[1] < eyes[1]


def test_that_a_pointing_arm_is_level_and_ahead() -> None:
    points = landmarks("person", pose_size("person", "point"), "point")
    assert points["right_hand"][2] > points["shoulders"][2] + 0.5
    assert points["right_hand"][1] == pytest.approx(points["shoulders"][1], abs=0.12)


def test_that_one_who_lies_is_flat_with_the_head_behind() -> None:
    points = landmarks("person", pose_size("person", "lie"), "lie")
    assert pose_size("person", "lie")[1] < 0.4
    assert points["head_top"][2] < -0.7 < 0.7 < points["feet"][2]
    assert points["eyes"][1] > points["head_top"][1]


@pytest.mark.parametrize("who", ["person", "woman"])
def test_that_an_adult_sits_at_chair_height_with_the_feet_on_the_floor(who: str) -> None:
    points = landmarks(who, pose_size(who, "sit"), "sit")
    assert points["seat"][1] == pytest.approx(0.45, abs=0.03)
    assert points["feet"][1] == pytest.approx(0.0, abs=0.03)


def test_that_one_who_sits_touches_no_part_of_the_chair() -> None:
    """Seat on seat, back to the back: trunk and thighs over the seat board, shins in front of it."""
    chair = find("chair")
    assert chair.solids is not None and chair.surfaces is not None
    size = pose_size("person", "sit")
    points = landmarks("person", size, "sit")
    seat = chair.surfaces(chair.size)[0]
    trunk_back = min(box.min[2] for box in pose_solids("person", size, "sit")[:3])
    dy, dz = seat.height - points["seat"][1], seat.min[1] - trunk_back + 0.01
    for mine in pose_solids("person", size, "sit"):
        for other in chair.solids(chair.size):
            moved = (
                (mine.min[0], mine.min[1] + dy, mine.min[2] + dz),
                (mine.max[0], mine.max[1] + dy, mine.max[2] + dz),
            )
            depths = [min(moved[1][a], other.max[a]) - max(moved[0][a], other.min[a]) for a in range(3)]
            assert min(depths) <= 0.001, (mine, other)


@EVERY
@IN_EVERY_POSE
def test_that_the_solids_of_a_pose_span_its_box(who: str, pose: str) -> None:
    w, h, d = size = pose_size(who, pose)
    boxes = pose_solids(who, size, pose)
    assert [min(box.min[axis] for box in boxes) for axis in range(3)] == pytest.approx([-w / 2, 0, -d / 2], abs=2e-4)
    assert [max(box.max[axis] for box in boxes) for axis in range(3)] == pytest.approx([w / 2, h, d / 2], abs=2e-4)


def test_that_only_people_are_mannequins() -> None:
    assert [name for name in ("person", "kit:child", "chair", "kit:dog") if is_mannequin(name)] == [
        "person",
        "kit:child",
    ]
    assert set(BODIES) == set(PEOPLE)
