from __future__ import annotations

import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.viewport.camera_rig import frame_shot
from studio.viewport.shot_reading import ShotReader, ShotReading
from tests.unit.viewport.test_camera_rig import box, person, room

ASPECT = 16 / 9
MINA, SIL = person("Mina", 0.0, 0.0, yaw=20.0), person("Sil", 1.4, 2.2, yaw=210.0)


def read(stage: Stage, key: CameraKey) -> ShotReading:
    return ShotReader(stage).read(key, sensor="Super 35", aspect=ASPECT)


@pytest.mark.parametrize("shot_size", ["EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "BCU", "ECU"])
@pytest.mark.parametrize(
    ("angle", "pose"),
    [*((angle, "stand") for angle in ("bird", "high", "eye", "low", "worm")), ("eye", "sit"), ("low", "sit")],
)
def test_that_a_framed_shot_is_read_back_as_what_it_was_framed_as(shot_size: str, angle: str, pose: str) -> None:
    stage = room(person("Mina", 0.0, 0.0, yaw=20.0, pose=pose), half=40.0, ceiling=20.0, outdoor=True)
    framing = frame_shot(stage, shot_size=shot_size, angle=angle, subjects=["Mina"], usual_mm=35.0)
    reading = read(stage, framing.key)
    assert (reading.shot_size, reading.kind, reading.subjects) == (shot_size, "single", ("Mina",))
    assert reading.angle == angle or {reading.angle, angle} == {"low", "worm"}
    assert reading.lens_mm == framing.lens_mm


def test_that_the_size_follows_the_camera_wherever_it_is_dragged() -> None:
    stage = room(MINA)
    sizes = [
        read(stage, CameraKey(position=(0.0, 1.64, z), target=(0.0, 1.6, 0.0), lens_mm=35.0)).shot_size
        for z in (0.5, 0.8, 2.0, 4.5, 6.9)
    ]
    order = ["ECU", "BCU", "CU", "MCU", "MS", "MLS", "FS", "WS", "EWS"]
    places = [order.index(size) for size in sizes]
    assert places == sorted(places)
    assert len(set(places)) == 5


def test_that_a_tilted_horizon_is_dutch() -> None:
    key = frame_shot(room(MINA), shot_size="MS", angle="dutch", subjects=["mina"]).key
    assert read(room(MINA), key).is_dutch
    assert not read(room(MINA), key.model_copy(update={"roll_deg": 0.0})).is_dutch


@pytest.mark.parametrize("side", ["left", "right"])
def test_that_over_the_shoulder_names_the_shoulder(side: str) -> None:
    stage = room(MINA, SIL)
    key = frame_shot(
        stage, shot_size="MS", subjects=["Mina"], over="Sil", side="left" if side == "left" else "right"
    ).key
    reading = read(stage, key)
    assert reading.kind == f"over_{side}"
    assert (reading.subjects, reading.seer) == (("Mina",), "Sil")


def test_that_a_camera_at_somebodys_eyes_is_their_point_of_view() -> None:
    stage = room(MINA, SIL)
    reading = read(stage, frame_shot(stage, shot_size="MS", point_of_view="Sil", subjects=["Mina"]).key)
    assert (reading.kind, reading.seer, reading.subjects) == ("pov", "Sil", ("Mina",))


def test_that_two_side_by_side_are_a_two_shot() -> None:
    stage = room(person("Mina", -0.5, 0.0), person("Sil", 0.5, 0.0))
    assert read(stage, frame_shot(stage, shot_size="MS", subjects=["Mina", "Sil"]).key).kind == "two"


def test_that_who_stands_behind_a_wall_of_crates_is_not_in_the_picture() -> None:
    key = CameraKey(position=(0.0, 1.6, 4.0), target=(0.0, 1.5, 0.0))
    assert read(room(MINA), key).subjects == ("Mina",)
    hidden = read(room(MINA, box("crates", 0.0, 1.5, (4.0, 2.4, 0.4))), key)
    assert (hidden.kind, hidden.subjects) == ("nobody", ())
