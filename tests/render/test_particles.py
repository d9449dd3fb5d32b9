from __future__ import annotations

import numpy as np
import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Particles, Prop, Stage, StageContainer
from studio.viewport.draw_list import build_draw_list
from studio.viewport.draw_list_change import next_draw_list
from studio.viewport.renderer import Look
from tests.render.box_kit import BoxKit
from tests.render.drawing import drawing

SQUARE = ((-6.0, -6.0), (6.0, -6.0), (6.0, 6.0), (-6.0, 6.0))
CAMERA = CameraKey(position=(0.0, 1.6, 6.0), target=(0.0, 1.2, 0.0), lens_mm=24)


def stage_of(*kinds: str, outdoor: bool = True, fires: int = 0) -> Stage:
    props = tuple(
        Prop(id=f"fire{k}", position=(k * 2.0, 0.0, 0.0), size=(0.5, 0.5, 0.5), material={"palette": "flame"})
        for k in range(fires)
    )
    return Stage(
        container=StageContainer(footprint=SQUARE, outdoor=outdoor),
        props=props,
        particles=tuple(Particles(kind=kind, density=0.5) for kind in kinds),
    )


def drawn(stage: Stage) -> list[str]:
    return [cloud.kind for cloud in build_draw_list(stage, kit=BoxKit()).clouds]


def test_that_what_a_stage_names_is_drawn_where_it_can_be() -> None:
    assert drawn(stage_of()) == []
    assert drawn(stage_of("rain", "snowflakes", "dust")) == ["rain", "snow", "dust"]
    assert drawn(stage_of("rain", "glowing motes", outdoor=False)) == ["motes"]
    assert drawn(stage_of("sparks", fires=1)) == ["embers"]
    assert drawn(stage_of("sparks")) == []
    assert drawn(stage_of("mist", "anything else")) == []


@pytest.mark.usefixtures("context")
def test_that_a_denser_cloud_has_more_particles() -> None:
    thin = stage_of("snow").model_copy(update={"particles": (Particles(kind="snow", density=0.1),)})
    with drawing() as draw:
        bare, few, many = (
            draw.draw(build_draw_list(stage, kit=BoxKit()), CAMERA, "clay")
            for stage in (stage_of(), thin, stage_of("snow"))
        )
    counts = [int((np.abs(one - bare).max(axis=2) > 8).sum()) for one in (few, many)]
    assert counts[1] > 2 * counts[0] > 0


def test_that_embers_go_with_their_fire() -> None:
    stage, kit = stage_of("sparks", fires=2), BoxKit()
    first = build_draw_list(stage, kit=kit)
    moved = stage.props[0].model_copy(update={"position": (-3.0, 0.0, 1.0)})
    after = stage.model_copy(update={"props": (moved, stage.props[1])})
    assert next_draw_list(first, after, kit=kit).clouds == build_draw_list(after, kit=kit).clouds
    assert next_draw_list(first, after, kit=kit).clouds != first.clouds


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("look", ["clay", "sketch"])
@pytest.mark.parametrize("word", ["rain", "snow", "dust", "petals"])
def test_that_particles_are_seen_move_and_are_the_same_at_the_same_time(look: Look, word: str) -> None:
    import dataclasses

    with drawing() as draw:
        wet = build_draw_list(stage_of(word), kit=BoxKit())
        dry = dataclasses.replace(wet, clouds=())
        bare, now = draw.draw(dry, CAMERA, look), draw.draw(wet, CAMERA, look)
        later, again = draw.draw(wet, CAMERA, look, time_s=0.5), draw.draw(wet, CAMERA, look)
    assert (np.abs(now - bare).max(axis=2) > 8).sum() > 40
    assert (np.abs(now - later).max(axis=2) > 8).sum() > 40
    assert np.array_equal(now, again)


@pytest.mark.usefixtures("context")
def test_that_particles_pass_behind_what_stands_before_them() -> None:
    import dataclasses

    wall = Prop(id="wall", position=(0.0, 0.0, 5.0), size=(6.0, 4.0, 0.1))
    stage = stage_of("snow").model_copy(update={"props": (wall,)})
    with drawing() as draw:
        snowy = build_draw_list(stage, kit=BoxKit())
        bare = draw.draw(dataclasses.replace(snowy, clouds=()), CAMERA, "clay")
        assert (np.abs(draw.draw(snowy, CAMERA, "clay") - bare).max(axis=2) > 8).sum() < 15
