from __future__ import annotations

from dataclasses import asdict

import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Prop, Stage, StageContainer
from studio.viewport.draw_list import build_draw_list
from studio.viewport.draw_list_change import next_draw_list
from studio.viewport.uploads import Uploads
from tests.render.box_kit import BoxKit
from tests.render.drawing import Drawing, drawing

SQUARE = ((-8.0, -8.0), (8.0, -8.0), (8.0, 8.0), (-8.0, 8.0))
CAMERA = CameraKey(position=(0.0, 12.0, 20.0), target=(0.0, 0.0, 0.0), lens_mm=18)
KIT = BoxKit()

pytestmark = pytest.mark.usefixtures("context")


def field(count: int = 1000) -> Stage:
    props = tuple(
        Prop(id=f"b#{k}", position=(k % 40 * 0.4 - 8, 0.0, k // 40 * 0.4 - 8), size=(0.2, 0.2 + k % 3 * 0.1, 0.2))
        for k in range(count)
    )
    return Stage(container=StageContainer(footprint=SQUARE, outdoor=True), props=props)


def moved(stage: Stage, at: int) -> Stage:
    props = list(stage.props)
    props[at] = props[at].model_copy(update={"position": (0.0, 1.0, 2.0)})
    return stage.model_copy(update={"props": tuple(props)})


def sent(draw: Drawing, before: Uploads) -> dict[str, int]:
    after = asdict(draw.renderer.uploads)
    return {name: count - value for name, value in asdict(before).items() if (count := after[name]) != value}


def counts(draw: Drawing) -> Uploads:
    return Uploads(**asdict(draw.renderer.uploads))


def test_that_a_moved_prop_sends_its_own_64_bytes_and_the_shadow_is_drawn_again() -> None:
    stage = field()
    with drawing() as draw:
        first = build_draw_list(stage, kit=KIT)
        draw.draw(first, CAMERA, "clay")
        before = counts(draw)
        draw.draw(next_draw_list(first, moved(stage, 500), kit=KIT), CAMERA, "clay")
        assert sent(draw, before) == {"instances": 1, "instance_bytes": 64, "shadow_maps": 1}


def test_that_a_selection_sends_the_rows_of_what_was_chosen_and_draws_no_shadow() -> None:
    stage = field()
    with drawing() as draw:
        first = build_draw_list(stage, kit=KIT)
        draw.draw(first, CAMERA, "clay")
        before = counts(draw)
        draw.draw(next_draw_list(first, stage, selected={"b#3", "b#700"}, kit=KIT), CAMERA, "clay")
        assert sent(draw, before) == {"instances": 2, "instance_bytes": 128}


def test_that_a_moved_camera_sends_no_instance() -> None:
    with drawing() as draw:
        draw_list = build_draw_list(field(), kit=KIT)
        draw.draw(draw_list, CAMERA, "clay")
        before = counts(draw)
        draw.draw(draw_list, CAMERA.model_copy(update={"position": (2.0, 13.0, 20.0)}), "clay")
        draw.draw(draw_list, CAMERA, "sketch")
        assert sent(draw, before) == {}


def test_that_a_cut_span_sends_copies_of_what_is_seen_and_then_only_what_changed() -> None:
    near = CameraKey(position=(0.0, 1.0, 2.0), target=(0.0, 0.0, -2.0), lens_mm=35)
    with drawing() as draw:
        first = build_draw_list(field(), kit=KIT)
        draw.draw(first, near, "clay")
        assert 0 < draw.renderer.uploads.visible_bytes < 64 * 800
        before = counts(draw)
        seen = next_draw_list(first, field(), selected={"b#380"}, kit=KIT)
        draw.draw(seen, near, "clay")
        assert sent(draw, before) == {"instances": 1, "instance_bytes": 64, "visible_bytes": 64}


@pytest.mark.parametrize("change", ["hide", "delete", "duplicate"])
def test_that_a_prop_hidden_deleted_or_duplicated_sends_no_mesh(change: str) -> None:
    stage = field()
    hidden = {"b#3"} if change == "hide" else set()
    props = {"hide": stage.props, "delete": stage.props[1:]}.get(
        change, (*stage.props, stage.props[0].model_copy(update={"id": "copy"}))
    )
    with drawing() as draw:
        first = build_draw_list(stage, kit=KIT)
        draw.draw(first, CAMERA, "clay")
        before = counts(draw)
        after = next_draw_list(first, stage.model_copy(update={"props": props}), hidden=hidden, kit=KIT)
        draw.draw(after, CAMERA, "clay")
        changed = sent(draw, before)
        assert not {"meshes", "mesh_bytes", "textures"} & set(changed)
        assert changed["shadow_maps"] == 1


def test_that_what_a_change_sent_is_what_is_drawn() -> None:
    stage = field(200)
    with drawing() as draw, drawing() as fresh:
        first = build_draw_list(stage, kit=KIT)
        draw.draw(first, CAMERA, "clay")
        after = next_draw_list(first, moved(stage, 50), selected={"b#3"}, kit=KIT)
        seen = draw.draw(after, CAMERA, "clay", mark=(1.0, 0.0, 0.0))
        anew = fresh.draw(
            build_draw_list(moved(stage, 50), selected={"b#3"}, kit=KIT), CAMERA, "clay", mark=(1.0, 0.0, 0.0)
        )
        assert (seen == anew).all()
