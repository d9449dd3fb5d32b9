"""A scene's shots on a real set: what they show there, and which side of the line they keep."""

from __future__ import annotations

from itertools import pairwise

from studio.model.documents import Project
from studio.model.stage import Stage
from studio.viewport.continuity import angle_change_deg, crosses_line
from studio.viewport.shot_reading import ShotReader
from studio.workflows.attitudes import Attitudes
from studio.workflows.posed_stage import posed
from studio.workflows.scene_cameras import Framed, SceneCameras
from tests.unit.agents.scripts import boards, scene
from tests.unit.workflows.stages import person, room, thing

DORA, SIL = person("DORA", -1, 0), person("SIL", 1, 0.4)
TOWER = thing("tower", 3, 0, size=(1.0, 2.6, 1.0))
CLOCK = thing("wall_clock", 0, -2.6, size=(0.4, 0.4, 0.05))


def _framed(stage: Stage, *paragraphs: str) -> list[Framed]:
    plans = boards(scene(*paragraphs), people={"DORA": "woman", "SIL": "woman"})
    attitudes, cameras = Attitudes(stage), SceneCameras(Project())
    return [
        cameras.next(plan, posed(stage, attitudes.next(plan)), following=following)
        for plan, following in zip(plans, (*plans[1:], None), strict=True)
    ]


def test_that_an_insert_of_what_the_set_has_not_is_played_on_who_handles_it() -> None:
    shot = _framed(room(DORA), "DORA picks up the LETTER.")[-1]
    assert (shot.subjects, shot.shot_size) == (("DORA",), "MS")
    assert [reason.in_words("en") for reason in shot.reasons][:1] == [
        "The set has no letter, so Dora is framed instead, hands in the picture."
    ]


def test_that_an_insert_of_what_the_set_has_is_an_insert() -> None:
    shot = _framed(room(DORA, CLOCK), "The clock strikes twelve.")[-1]
    assert (shot.subjects, shot.shot_size, shot.reasons) == (("wall_clock",), "INSERT", ())


def test_that_hands_are_shown_with_the_person_they_belong_to() -> None:
    shot = _framed(room(DORA), "DORA opens her hand.")[-1]
    assert (shot.subjects, shot.shot_size, shot.reasons) == (("DORA",), "INSERT", ())
    assert shot.key.target[1] < 1.3


def test_that_an_insert_of_what_hangs_on_a_wall_is_level() -> None:
    clock = CLOCK.model_copy(update={"position": (0.0, 1.6, -2.6)})
    shot = _framed(room(DORA, clock), "DORA looks at the clock.")[-1]
    assert (shot.shot_size, shot.angle, shot.key.roll_deg) == ("INSERT", "eye", 0.0)
    assert abs(shot.key.target[1] - shot.key.position[1]) < 0.08


def test_that_places_in_one_scene_are_seen_from_different_sides() -> None:
    shots = _framed(
        room(DORA, TOWER, CLOCK),
        "The rain has stopped over the roofs.",
        "DORA sits down.",
        "Outside the street is empty, and nobody in the whole town is awake to see that it is.",
    )
    first, last = shots[0].key, shots[-1].key
    assert not shots[0].subjects and not shots[-1].subjects
    assert angle_change_deg(first, last) > 30


def test_that_a_point_of_view_looks_from_the_eyes_at_what_was_looked_at() -> None:
    shot = _framed(room(DORA, TOWER), "DORA looks up at the tower.", "Nothing moves there.")[-1]
    eyes, seen = shot.key.position, shot.key.target
    assert abs(eyes[0] - DORA.position[0]) < 0.3 and abs(eyes[2] - DORA.position[2]) < 0.3
    assert shot.subjects == ("tower",)
    assert seen[0] > eyes[0] + 1


def test_that_an_exchange_keeps_its_side_of_the_line_across_inserts() -> None:
    shots = _framed(
        room(DORA, SIL, CLOCK),
        "DORA\nWhere have you been all this time, tell me now?",
        "SIL\nI have been where you told me to be, and nowhere else.",
        "The clock strikes twelve.",
        "DORA\nAnd you did not once think of the people who were waiting?",
        "SIL\nI thought of nothing else from the first day to the last.",
    )
    spoken = [shot for shot in shots[1:] if shot.shot_size != "INSERT"]
    assert len(spoken) == 4
    for before, after in pairwise(spoken):
        assert not crosses_line(before.key, after.key, DORA.position, SIL.position)


def test_that_two_who_stand_far_apart_are_not_called_a_medium_shot() -> None:
    near, far = person("SIL", 0.2, 0), person("SIL", 3.6, 0)
    sizes = [
        _framed(room(DORA, other), "DORA\nWhere is it?", "SIL\nHere.", "DORA\nAnd the light?", "SIL\nOut!")[1].shot_size
        for other in (near, far)
    ]
    assert all(size in ("FS", "WS") for size in sizes)


def test_that_a_board_bears_what_the_read_out_says_of_its_camera() -> None:
    stage = room(DORA, SIL, CLOCK, TOWER)
    shots = _framed(
        stage,
        "An empty hall. The rain has stopped over the roofs.",
        "DORA looks up at the tower.",
        "It is dark.",
        "The clock strikes twelve.",
        "DORA\nWhere have you been all this time, tell me now?",
        "SIL\nI have been where you told me to be, and nowhere else.",
        "SIL falls to the floor.",
    )
    assert {shot.shot_size for shot in shots} >= {"INSERT", "MCU"}
    for shot in shots:
        read = ShotReader(stage).read(shot.key, sensor="Super 35", aspect=16 / 9)
        assert shot.angle in (read.angle, "dutch" if read.is_dutch else read.angle)
    empty = ShotReader(room(CLOCK)).read(shots[0].key, sensor="Super 35", aspect=16 / 9)
    assert shots[0].shot_size == empty.shot_size


def test_that_the_place_is_seen_from_the_side_of_the_exchange() -> None:
    sil = person("SIL", 1, -0.4)
    shots = _framed(
        room(DORA, sil),
        "DORA\nWhere have you been all this time, tell me now?",
        "SIL\nI have been where you told me to be, and nowhere else.",
        "Outside the rain has stopped, and nobody in the whole street is awake to hear that it has.",
    )
    assert not shots[-1].subjects
    assert not crosses_line(shots[-2].key, shots[-1].key, DORA.position, sil.position)
