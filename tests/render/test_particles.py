from __future__ import annotations

import numpy as np
import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Post, Prop, Sky, Sound, Stage, StageContainer
from studio.viewport.draw_list import DrawList, build_draw_list
from studio.viewport.draw_list_change import next_draw_list
from studio.viewport.particles import particles_of
from studio.viewport.renderer import Look
from tests.render.box_kit import BoxKit
from tests.render.drawing import drawing

SQUARE = ((-6.0, -6.0), (6.0, -6.0), (6.0, 6.0), (-6.0, 6.0))
CAMERA = CameraKey(position=(0.0, 1.6, 6.0), target=(0.0, 1.2, 0.0), lens_mm=24)


def stage_of(*, outdoor: bool = True, prompt: str = "", fires: int = 0, sfx: str = "") -> Stage:
    props = tuple(
        Prop(id=f"fire{k}", position=(k * 2.0, 0.0, 0.0), size=(0.5, 0.5, 0.5), material={"palette": "flame"})
        for k in range(fires)
    )
    return Stage(
        container=StageContainer(footprint=SQUARE, outdoor=outdoor),
        props=props,
        sky=Sky(prompt=prompt),
        sound=Sound(sfx=({"name": sfx},)),
    )


def kinds(stage: Stage) -> list[str]:
    return [cloud.kind for cloud in build_draw_list(stage, kit=BoxKit()).particles]


def test_that_the_air_holds_what_sky_sound_and_fires_say() -> None:
    assert kinds(stage_of()) == []
    assert kinds(stage_of(prompt="overcast sky, rain, horizon line low")) == ["rain"]
    assert kinds(stage_of(sfx="snow")) == ["snow"]
    assert kinds(stage_of(prompt="dusty light", outdoor=False)) == ["dust"]
    assert kinds(stage_of(fires=1)) == ["embers"]
    assert kinds(stage_of(prompt="rain", outdoor=False)) == []
    assert [
        cloud.kind for cloud in particles_of(stage_of().model_copy(update={"post": Post(reason="day, rain")}), ())
    ] == ["rain"]


def test_that_a_train_or_a_grain_is_no_rain() -> None:
    assert kinds(stage_of(prompt="a train by the brain museum, snowdrop")) == []


def test_that_embers_go_with_their_fire() -> None:
    stage, kit = stage_of(fires=2), BoxKit()
    first = build_draw_list(stage, kit=kit)
    moved = stage.props[0].model_copy(update={"position": (-3.0, 0.0, 1.0)})
    after = stage.model_copy(update={"props": (moved, stage.props[1])})
    assert next_draw_list(first, after, kit=kit).particles == build_draw_list(after, kit=kit).particles
    assert next_draw_list(first, after, kit=kit).particles != first.particles


def listed(**fields: object) -> DrawList:
    return build_draw_list(stage_of(**fields), kit=BoxKit())  # type: ignore[arg-type]


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("look", ["clay", "sketch"])
@pytest.mark.parametrize("word", ["rain", "snow", "dust"])
def test_that_particles_are_seen_move_and_are_the_same_at_the_same_time(look: Look, word: str) -> None:
    import dataclasses

    with drawing() as draw:
        wet = listed(prompt=word)
        dry = dataclasses.replace(wet, particles=())
        bare, now = draw.draw(dry, CAMERA, look), draw.draw(wet, CAMERA, look)
        later, again = draw.draw(wet, CAMERA, look, time_s=0.5), draw.draw(wet, CAMERA, look)
    assert (np.abs(now - bare).max(axis=2) > 8).sum() > 40
    assert (np.abs(now - later).max(axis=2) > 8).sum() > 40
    assert np.array_equal(now, again)


@pytest.mark.usefixtures("context")
def test_that_particles_pass_behind_what_stands_before_them() -> None:
    import dataclasses

    wall = Prop(id="wall", position=(0.0, 0.0, 5.0), size=(6.0, 4.0, 0.1))
    stage = stage_of(prompt="snow").model_copy(update={"props": (wall,)})
    with drawing() as draw:
        snowy = build_draw_list(stage, kit=BoxKit())
        bare = draw.draw(dataclasses.replace(snowy, particles=()), CAMERA, "clay")
        assert (np.abs(draw.draw(snowy, CAMERA, "clay") - bare).max(axis=2) > 8).sum() < 15
