from studio.staging.pipeline import stage_prompt


def test_that_a_night_street_is_lit_by_the_moon_under_an_open_sky() -> None:
    stage = stage_prompt("A street at night in the rain").stage
    sun = next(light for light in stage.lights if light.kind == "sun")
    assert (sun.colour, sun.intensity) == ("#8899ff", 0.3)
    assert stage.sky.needs_skybox and stage.sky.is_outdoor
    assert stage.sky.confidence > 0.5
    assert any(effect["name"] == "rain" for effect in stage.sound.sfx)


def test_that_every_decision_has_its_reason() -> None:
    stage = stage_prompt("호그와트 대강당, 긴 나무 테이블 4개, 떠다니는 촛불 50개").stage
    assert all(light.reason for light in stage.lights)
    assert stage.sky.reason and stage.post.reason and stage.sound.bgm["reason"]
    assert stage.theme == "fantasy"
    assert sum(light.kind == "point" for light in stage.lights) <= 32


def test_that_default_cameras_stand_inside_a_room_at_eye_height() -> None:
    from studio.staging.room import build_room

    staged = stage_prompt("A bedroom with a bed and two nightstands")
    cameras = {camera.name: camera for camera in staged.stage.cameras}
    assert {"wide", "eye", "top"} <= cameras.keys()
    room = build_room(staged.spec.main_container)
    for name in ("wide", "eye"):
        x, y, z = cameras[name].position
        assert y == 1.6
        assert room.contains((x, z))
