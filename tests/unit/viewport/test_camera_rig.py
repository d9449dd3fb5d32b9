from __future__ import annotations

from itertools import product
from math import dist

import numpy as np
import pytest

from studio.errors import InputError
from studio.model.stage import Prop, Stage, StageContainer, Vec3
from studio.staging.kit.mannequin import landmarks, pose_size
from studio.viewport.camera_rig import Framing, frame_shot
from studio.viewport.continuity import angle_change_deg, crosses_line
from studio.viewport.projection import project_point
from studio.viewport.room_space import room_space
from studio.viewport.shot_reading import ShotReader
from studio.viewport.shot_sizes import CUTS
from studio.viewport.subject import subject_of
from studio.viewport.transform import to_world

ASPECT = 16 / 9
WIDE_ROOM = ((-7.0, -7.0), (7.0, -7.0), (7.0, 7.0), (-7.0, 7.0))


def person(name: str, x: float, z: float, *, yaw: float = 0.0, pose: str = "stand", asset: str = "kit:person") -> Prop:
    return Prop(
        id=name.lower(),
        name=name,
        asset=asset,
        semantic_role="character",
        position=(x, 0.0, z),
        rotation=(0.0, yaw, 0.0),
        size=pose_size(asset, pose),
        pose=pose,
    )


def box(prop_id: str, x: float, z: float, size: Vec3, *, y: float = 0.0) -> Prop:
    return Prop(id=prop_id, asset="kit:box", position=(x, y, z), size=size)


def room(*props: Prop, half: float = 7.0, ceiling: float = 3.2, outdoor: bool = False) -> Stage:
    corners = tuple((x * half, z * half) for x, z in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
    return Stage(container=StageContainer(footprint=corners, ceiling_y=ceiling, outdoor=outdoor), props=props)


def height_in_frame(framing: Framing, prop: Prop, fraction: float) -> float:
    x, y, z = subject_of(prop).mark(fraction)
    return project_point((x, y, z), framing.key, sensor="Super 35", aspect=ASPECT)[1]


MINA = person("Mina", 0.0, 0.0, yaw=20.0, asset="kit:woman")


@pytest.mark.parametrize("shot_size", ["MLS", "MS", "MCU", "CU", "BCU", "ECU", "FS", "WS"])
@pytest.mark.parametrize("pose", ["stand", "sit"])
def test_that_a_size_cuts_the_body_at_its_mark(shot_size: str, pose: str) -> None:
    mina = person("Mina", 0.0, 0.0, yaw=20.0, pose=pose)
    framing = frame_shot(room(mina), shot_size=shot_size, subjects=["Mina"])
    cut = CUTS[shot_size]
    assert height_in_frame(framing, mina, cut.low) == pytest.approx(1 - cut.foot_room, abs=0.02)
    assert height_in_frame(framing, mina, cut.high) == pytest.approx(cut.headroom, abs=0.02)


def test_that_a_full_shot_leaves_the_feet_their_room() -> None:
    framing = frame_shot(room(MINA), shot_size="FS", subjects=["mina"])
    assert 0.92 <= height_in_frame(framing, MINA, 0.0) <= 0.95


@pytest.mark.parametrize(("shot_size", "most", "least"), [("WS", 2 / 3, 0.5), ("EWS", 0.26, 0.12)])
def test_that_wide_sizes_show_the_figure_as_small_as_they_say(shot_size: str, most: float, least: float) -> None:
    framing = frame_shot(room(MINA, half=20.0, ceiling=8.0), shot_size=shot_size, subjects=["mina"])
    share = height_in_frame(framing, MINA, 0.0) - height_in_frame(framing, MINA, 1.0)
    assert least <= share <= most


def test_that_headroom_shrinks_with_the_size() -> None:
    tops = [
        height_in_frame(frame_shot(room(MINA), shot_size=size, subjects=["mina"]), MINA, 1.0)
        for size in ("MS", "MCU", "CU", "BCU")
    ]
    assert tops == sorted(tops, reverse=True)
    assert tops[-1] < 0


@pytest.mark.parametrize(
    ("angle", "lowest", "highest"),
    [
        ("bird", 65, 90),
        ("high", 18, 45),
        ("eye", -8, 14),
        ("low", -32, -10),
        ("worm", -55, -22),
    ],
)
def test_that_an_angle_looks_from_where_it_says(angle: str, lowest: float, highest: float) -> None:
    key = frame_shot(room(MINA, ceiling=6.0), shot_size="MS", angle=angle, subjects=["mina"]).key
    down = key.position[1] - key.target[1]
    pitch = np.degrees(np.arcsin(down / dist(key.position, key.target)))
    assert lowest <= pitch <= highest


def test_that_only_a_dutch_angle_tilts_the_horizon() -> None:
    rolls = {
        a: frame_shot(room(MINA), shot_size="MS", angle=a, subjects=["mina"]).key.roll_deg for a in ("dutch", "eye")
    }
    assert rolls["eye"] == 0
    assert abs(rolls["dutch"]) >= 8


@pytest.mark.parametrize(("shot_size", "half"), list(product(["FS", "MS", "CU"], [1.6, 2.5, 7.0])))
def test_that_the_camera_stands_in_the_room_and_sees_the_face(shot_size: str, half: float) -> None:
    stage = room(MINA, box("crate", 0.9, 0.9, (0.5, 0.5, 0.5)), half=half, ceiling=2.6)
    framing = frame_shot(stage, shot_size=shot_size, subjects=["mina"])
    space = room_space(stage)
    position = np.array(framing.key.position)
    assert space.is_inside(position, margin_m=0.15)
    assert space.is_free(position)
    eyes = subject_of(MINA).mark(0.936)
    assert not space.solids.blocked(position, eyes[None], ignoring={"mina"}).any()
    if half > 2:
        forward = np.array(subject_of(MINA).forward)
        assert float(forward @ (position - eyes)) > 0


def test_that_a_pillar_before_the_face_is_walked_round() -> None:
    free = frame_shot(room(MINA), shot_size="MS", subjects=["mina"]).key
    x, z = free.position[0] * 0.5, free.position[2] * 0.5
    stage = room(MINA, box("pillar", x, z, (0.5, 3.0, 0.5)))
    framing = frame_shot(stage, shot_size="MS", subjects=["mina"])
    eyes = subject_of(MINA).mark(0.936)
    assert not room_space(stage).solids.blocked(np.array(framing.key.position), eyes[None], ignoring={"mina"}).any()
    assert framing.key != free


def test_that_a_tight_room_gets_a_wider_lens_and_says_so() -> None:
    stage = room(MINA, half=1.4, ceiling=2.5)
    framing = frame_shot(stage, shot_size="FS", subjects=["mina"])
    assert framing.lens_mm < 35
    assert any("mm instead of" in note for note in framing.notes)


def test_that_a_given_lens_is_kept() -> None:
    framing = frame_shot(room(MINA, half=1.4), shot_size="FS", subjects=["mina"], lens_mm=85)
    assert framing.lens_mm == framing.key.lens_mm == 85


def test_that_a_profile_looks_into_the_longer_part_of_the_frame() -> None:
    wall = [
        box(f"w{k}", np.cos(a) * 1.1, np.sin(a) * 1.1, (0.3, 2.4, 0.3)) for k, a in enumerate(np.linspace(0.35, 2.8, 9))
    ]
    framing = frame_shot(
        room(MINA.model_copy(update={"rotation": (0.0, 0.0, 0.0)}), *wall), shot_size="CU", subjects=["mina"]
    )
    key = framing.key
    mina = subject_of(MINA.model_copy(update={"rotation": (0.0, 0.0, 0.0)}))
    x = project_point(tuple(mina.mark(0.936)), key, sensor="Super 35", aspect=ASPECT)[0]
    to = np.array(key.target) - np.array(key.position)
    right = np.cross(to, (0.0, 1.0, 0.0))
    gaze = float(np.array(mina.forward) @ right / np.linalg.norm(right))
    assert (x < 0.5) == (gaze > 0)
    assert abs(x - 0.5) <= 0.2


DORA, SIL = person("Dora", -1.2, 0.0, yaw=90.0, asset="kit:woman"), person("Sil", 1.2, 0.0, yaw=-90.0)


def at_in_frame(framing: Framing, prop: Prop) -> tuple[float, float, float]:
    x, y, z = subject_of(prop).mark(0.936)
    return project_point((x, y, z), framing.key, sensor="Super 35", aspect=ASPECT)


def test_that_a_two_shot_holds_both() -> None:
    framing = frame_shot(room(DORA, SIL), shot_size="MS", subjects=["Dora", "Sil"])
    for prop in (DORA, SIL):
        x, y, depth = at_in_frame(framing, prop)
        assert 0.05 < x < 0.95
        assert 0.02 < y < 0.8
        assert depth > 0.5


@pytest.mark.parametrize(("side", "near_is_left"), [("right", True), ("left", False)])
def test_that_over_a_shoulder_the_near_one_frames_the_far_ones_face(side: str, near_is_left: bool) -> None:
    framing = frame_shot(
        room(DORA, SIL), shot_size="MCU", subjects=["Sil"], over="Dora", side="right" if side == "right" else "left"
    )
    near, far = at_in_frame(framing, DORA), at_in_frame(framing, SIL)
    assert 0 < near[2] < far[2]
    assert (near[0] < far[0]) == near_is_left
    assert 0.25 < far[0] < 0.75
    assert 0.1 < far[1] < 0.6
    assert -0.1 < near[0] < 1.1


def test_that_a_point_of_view_looks_out_of_the_eyes() -> None:
    framing = frame_shot(room(DORA, SIL), shot_size="MS", subjects=["Sil"], point_of_view="Dora")
    assert dist(framing.key.position, tuple(subject_of(DORA).mark(0.936))) < 0.4
    x, _, depth = at_in_frame(framing, SIL)
    assert x == pytest.approx(0.5, abs=0.06)
    assert depth > 1


def test_that_the_line_is_kept_from_shot_to_shot() -> None:
    stage = room(DORA, SIL)
    line = ("Dora", "Sil")
    first = frame_shot(stage, shot_size="MS", subjects=["Dora", "Sil"], line=line)
    for subject in line:
        following = frame_shot(stage, shot_size="CU", subjects=[subject], line=line, previous=first.key)
        assert not crosses_line(first.key, following.key, DORA.position, SIL.position)


def test_that_the_angle_changes_by_thirty_degrees_between_shots_of_one_size() -> None:
    stage = room(MINA)
    first = frame_shot(stage, shot_size="MS", subjects=["mina"])
    second = frame_shot(stage, shot_size="MCU", subjects=["mina"], previous=first.key)
    assert angle_change_deg(first.key, second.key, MINA.position) >= 30


def test_that_an_establishing_shot_shows_most_of_the_set_from_inside() -> None:
    props = [box(f"b{k}", x, z, (0.6, 0.8, 0.6)) for k, (x, z) in enumerate(product((-4, -2, 0, 2, 4), repeat=2))]
    stage = room(*props, half=6.0, ceiling=4.0)
    framing = frame_shot(stage, shot_size="EWS")
    inside = [
        prop.id
        for prop in props
        if 0 < (p := project_point(prop.position, framing.key, sensor="Super 35", aspect=ASPECT))[0] < 1
        and 0 < p[1] < 1
        and p[2] > 0
    ]
    assert len(inside) >= 0.8 * len(props)
    assert room_space(stage).is_inside(np.array(framing.key.position))


def test_that_an_insert_fills_the_frame_with_the_thing() -> None:
    cup = box("cup", 0.5, 0.5, (0.09, 0.11, 0.09), y=0.75)
    framing = frame_shot(room(cup, box("table", 0.5, 0.5, (1.4, 0.75, 0.8))), shot_size="INSERT", subjects=["cup"])
    bottom = project_point(cup.position, framing.key, sensor="Super 35", aspect=ASPECT)
    top = project_point((0.5, 0.86, 0.5), framing.key, sensor="Super 35", aspect=ASPECT)
    assert 0.2 < bottom[1] - top[1] < 0.8
    assert bottom[0] == pytest.approx(0.5, abs=0.05)


def test_that_the_same_question_gets_the_same_camera() -> None:
    stage = room(DORA, SIL, MINA)
    assert frame_shot(stage, shot_size="MS", subjects=["Mina"]) == frame_shot(stage, shot_size="MS", subjects=["Mina"])


def test_that_somebody_who_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"Ghost.*Mina"):
        frame_shot(room(MINA), shot_size="CU", subjects=["Ghost"])


def test_that_an_empty_stage_can_be_framed() -> None:
    assert frame_shot(room(), shot_size="MS").key.lens_mm > 0


@pytest.mark.parametrize("outdoor", [False, True])
def test_that_every_size_and_angle_gives_a_camera_off_the_floor(outdoor: bool) -> None:
    stage = room(DORA, SIL, half=3.0, ceiling=2.6, outdoor=outdoor)
    for shot_size, angle in product(CUTS, ("bird", "high", "eye", "low", "worm", "dutch")):
        key = frame_shot(stage, shot_size=shot_size, angle=angle, subjects=["Dora"]).key
        assert key.position[1] > 0.03, (shot_size, angle)
        assert key.position != key.target


@pytest.mark.parametrize("angle", ["low", "worm", "eye"])
def test_that_a_camera_that_steps_back_from_a_wide_group_stays_above_the_ground(angle: str) -> None:
    stage = room(person("ANNA", -9, 0), person("BEN", 9, -6), half=20, outdoor=True)

    framing = frame_shot(stage, shot_size="WS", angle=angle, subjects=["ANNA", "BEN"])

    assert framing.key.position[1] >= 0.1


def seen(framing: Framing, point: Vec3) -> tuple[float, float, float]:
    return project_point(point, framing.key, sensor="Super 35", aspect=ASPECT)


@pytest.mark.parametrize("pose", ["hold", "kneel", "stand"])
def test_that_an_insert_of_somebody_is_of_their_hands_and_not_their_face(pose: str) -> None:
    mina = person("Mina", 0.0, 0.0, pose=pose)
    framing = frame_shot(room(mina), shot_size="INSERT", angle="high", subjects=["Mina"])
    found = landmarks(mina.asset, mina.size, mina.pose)
    hands = [seen(framing, to_world(mina, found[name])) for name in ("left_hand", "right_hand")]
    assert any(0.05 < x < 0.95 and 0.05 < y < 0.95 for x, y, _ in hands)
    assert height_in_frame(framing, mina, 0.936) < 0


def test_that_an_insert_of_hands_has_what_they_hold() -> None:
    mina = person("Mina", 0.0, 0.0, pose="hold")
    x, y, z = to_world(mina, landmarks(mina.asset, mina.size, mina.pose)["left_hand"])
    lamp = box("lamp", x, z, (0.2, 0.3, 0.2), y=y)
    framing = frame_shot(room(mina, lamp), shot_size="INSERT", subjects=["Mina"])
    for height in (0.0, 0.3):
        across, down, _ = seen(framing, (x, y + height, z))
        assert 0 < across < 1 and 0 < down < 1


def test_that_an_insert_of_feet_is_of_the_feet() -> None:
    framing = frame_shot(room(MINA), shot_size="INSERT", subjects=["mina"], part="feet")
    assert 0 < height_in_frame(framing, MINA, 0.0) < 1
    assert height_in_frame(framing, MINA, 0.6) < 0


def test_that_who_is_not_meant_to_be_in_a_shot_is_kept_from_its_edge() -> None:
    alone = frame_shot(room(MINA), shot_size="MS", subjects=["mina"]).key
    x, z = (0.55 * alone.position[axis] for axis in (0, 2))
    stranger = person("Old", x + 0.6, z, asset="kit:person")
    framing = frame_shot(room(MINA, stranger), shot_size="MS", subjects=["mina"])
    marks = [seen(framing, tuple(subject_of(stranger).mark(at))) for at in (0.3, 0.6, 0.8, 0.936)]
    assert not any(0 < x < 1 and 0 < y < 1 and depth > 0 for x, y, depth in marks)


def test_that_two_are_shown_side_by_side_and_not_past_the_back_of_one() -> None:
    for props in ((DORA, SIL), (person("Dora", 0, -1.2), person("Sil", 0, 1.2, yaw=180.0))):
        near, far = sorted(
            at_in_frame(frame_shot(room(*props), shot_size="MLS", subjects=["Dora", "Sil"]), prop)[2] for prop in props
        )
        assert far < 1.6 * near


def test_that_a_point_of_view_has_the_top_of_something_tall() -> None:
    tower = box("tower", 0.0, 12.0, (3.0, 12.0, 3.0))
    framing = frame_shot(
        room(MINA, tower, half=20.0, outdoor=True), shot_size="WS", point_of_view="Mina", subjects=["tower"]
    )
    assert 0 < seen(framing, (0.0, 12.0, 12.0))[1] < 1


def test_that_a_childs_shoulder_stands_in_the_picture_and_not_at_its_lower_edge() -> None:
    child = person("Bori", -1.2, 0.0, yaw=90.0, asset="kit:child")
    framing = frame_shot(room(child, SIL), shot_size="MS", subjects=["Sil"], over="Bori")
    assert at_in_frame(framing, child)[1] < 0.78
    assert 0.05 < at_in_frame(framing, SIL)[1] < 0.6


def test_that_a_tower_does_not_make_specks_of_people() -> None:
    props = [person("Ana", 0.0, 0.0), person("Ben", 2.0, 1.0), box("crate", -1.5, 1.0, (0.7, 0.7, 0.7))]
    low = frame_shot(room(*props, half=20.0, outdoor=True), shot_size="EWS")
    tall = frame_shot(room(*props, box("tower", 9.0, -9.0, (4.0, 14.0, 4.0)), half=20.0, outdoor=True), shot_size="EWS")
    shares = [
        height_in_frame(framing, props[0], 0.0) - height_in_frame(framing, props[0], 1.0) for framing in (low, tall)
    ]
    assert shares[1] > 0.8 * shares[0] > 0.08


@pytest.mark.parametrize("pose", ["stand", "sit", "hold", "kneel", "lie"])
@pytest.mark.parametrize("at", [(0.0, 0.0, 2.0), (0.0, 0.0, -2.0), (1.0, 0.0, 1.0), (0.0, 3.0, 0.4)])
def test_that_a_point_of_view_is_in_nobodys_head(pose: str, at: Vec3) -> None:
    mina = person("Mina", 0.0, 0.0, pose=pose)
    framing = frame_shot(
        room(mina, box("cup", at[0], at[2], (0.1, 0.1, 0.1), y=at[1])),
        shot_size="MS", point_of_view="Mina", subjects=["cup"],
    )  # fmt: skip
    eyes, crown = subject_of(mina).mark(0.936), subject_of(mina).mark(1.0)
    middle = eyes - 0.11 * subject_of(mina).gaze
    lens_at = np.array(framing.key.position)
    assert 0.2 < float(np.linalg.norm(lens_at - middle)) < 0.6
    assert float(np.linalg.norm(lens_at - crown)) > 0.1
    to = np.subtract((at[0], at[1] + 0.05, at[2]), lens_at)
    ahead = np.subtract(framing.key.target, framing.key.position)
    assert float(to @ ahead) > 0.98 * float(np.linalg.norm(to) * np.linalg.norm(ahead))


def test_that_a_point_of_view_stops_short_of_who_stands_face_to_face() -> None:
    mina, other = person("Mina", 0.0, 0.0), person("Sil", 0.0, 0.5, yaw=180.0)
    framing = frame_shot(room(mina, other), shot_size="CU", point_of_view="Mina", subjects=["Sil"])
    face = subject_of(other).mark(0.936)
    assert float(np.linalg.norm(np.array(framing.key.position) - face)) > 0.15


@pytest.mark.parametrize("size", ["EWS", "WS", "FS", "MS", "CU"])
def test_that_a_dutch_angle_rolls_the_camera_and_is_read_back_as_dutch(size: str) -> None:
    framing = frame_shot(room(MINA), shot_size=size, angle="dutch", subjects=["mina"])
    assert abs(framing.key.roll_deg) >= 8
    assert ShotReader(room(MINA)).read(framing.key, sensor="Super 35", aspect=ASPECT).label == (size, "dutch")


def test_that_an_insert_of_what_is_held_shows_the_hand_with_it() -> None:
    mina = person("Mina", 0.0, 0.0, pose="hold")
    x, y, z = to_world(mina, landmarks(mina.asset, mina.size, mina.pose)["right_hand"])
    key = box("key", x, z, (0.02, 0.1, 0.02), y=y)
    held = frame_shot(room(mina, key), shot_size="INSERT", subjects=["key"])
    alone = frame_shot(room(key), shot_size="INSERT", subjects=["key"])
    assert dist(held.key.position, held.key.target) > 1.5 * dist(alone.key.position, alone.key.target)
    assert all(0.1 < at < 0.9 for at in seen(held, (x, y, z))[:2])
