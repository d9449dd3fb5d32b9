from __future__ import annotations

import numpy as np
import pytest

from studio.model.stage import Light, Prop, Sky, Stage, StageContainer, Vec3
from studio.viewport.draw_list import IS_FIGURE, IS_SELECTED, build_draw_list
from studio.viewport.lighting import MAX_LAMPS, Lamp, gathered, stage_lighting
from studio.viewport.shadow_pass import sun_projection
from studio.viewport.transform import rotation_matrix, to_world
from tests.render.box_kit import BoxKit

SQUARE = ((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0))


def prop(prop_id: str, position: Vec3 = (0.0, 0.0, 0.0), **fields: object) -> Prop:
    return Prop.model_validate({"id": prop_id, "position": position, "size": (1.0, 1.0, 1.0)} | fields)


def stage(*props: Prop, lights: tuple[Light, ...] = (), sky: Sky | None = None) -> Stage:
    return Stage(container=StageContainer(footprint=SQUARE), props=props, lights=lights, sky=sky or Sky())


def test_that_equal_meshes_share_one_span() -> None:
    draw_list = build_draw_list(stage(prop("a"), prop("b"), prop("c", size=(2.0, 1.0, 1.0))), kit=BoxKit())
    assert [span.count for span in draw_list.spans if not span.is_room] == [2, 1]


def test_that_hidden_props_are_left_out() -> None:
    given = stage(prop("a"), prop("b", hidden=True), prop("c"))
    draw_list = build_draw_list(given, hidden={"c"}, kit=BoxKit())
    assert [name for name in draw_list.prop_ids if name] == ["a"]


def test_that_an_instances_number_leads_to_its_prop() -> None:
    draw_list = build_draw_list(stage(prop("a"), prop("b", size=(2.0, 1.0, 1.0)), prop("c")), kit=BoxKit())
    for span in draw_list.spans:
        for row in range(span.first, span.first + span.count):
            name = draw_list.prop_ids[int(draw_list.instances[row, 12]) - 1]
            assert (name == "") == span.is_room
    assert sorted(name for name in draw_list.prop_ids if name) == ["a", "b", "c"]


def test_that_figures_and_selected_props_are_marked() -> None:
    given = stage(prop("a"), prop("b", semanticRole="character"))
    draw_list = build_draw_list(given, selected={"a"}, kit=BoxKit())
    flags = {draw_list.prop_ids[int(row[12]) - 1]: int(row[15]) for row in draw_list.instances}
    assert flags["a"] == IS_SELECTED
    assert flags["b"] == IS_FIGURE


def test_that_one_material_is_one_palette_row() -> None:
    red, gold = {"palette": "cloth_red"}, {"palette": "gold"}
    draw_list = build_draw_list(
        stage(prop("a", material=red), prop("b", material=gold), prop("c", material=red)), kit=BoxKit()
    )
    assert len(draw_list.palettes) == 3


def test_that_rotation_is_intrinsic_xyz() -> None:
    assert rotation_matrix((0.0, 90.0, 0.0)) @ (0, 0, 1) == pytest.approx((1, 0, 0))
    turned = rotation_matrix((90.0, 90.0, 0.0)) @ (0, 0, 1)
    assert turned == pytest.approx((1, 0, 0))
    assert rotation_matrix((90.0, 0.0, 90.0)) @ (1, 0, 0) == pytest.approx((0, 0, 1))
    assert to_world(prop("a", (1.0, 2.0, 3.0), rotation=(0.0, 90.0, 0.0)), (0.0, 1.0, 2.0)) == pytest.approx((3, 3, 3))


def test_that_a_flame_is_a_lamp_where_it_burns() -> None:
    lighting = build_draw_list(stage(prop("a", (1.0, 2.0, 0.0), material={"palette": "flame"})), kit=BoxKit()).lighting
    (lamp,) = lighting.lamps
    assert lamp.position == pytest.approx((1.0, 2.5, 0.0))
    assert lamp.colour[0] > lamp.colour[2]


def test_that_many_lamps_become_few_with_the_same_light() -> None:
    lamps = [Lamp((k % 10 * 0.7, 3.0, k // 10 * 0.7), (1.0, 0.5, 0.2), 3.0) for k in range(100)]
    few = gathered(lamps, MAX_LAMPS)
    assert 4 < len(few) <= MAX_LAMPS
    assert np.sum([lamp.colour for lamp in few], axis=0) == pytest.approx((100, 50, 20))


def test_that_no_mood_swallows_all_other_hues() -> None:
    neon = (Light(kind="ambient", colour="#ff00ff", intensity=0.25), Light(kind="sun", colour="#ff00ff", intensity=0.5))
    lighting = stage_lighting(stage(lights=neon), ())
    assert lighting.sun[1] > 0.25 * lighting.sun[0]
    assert lighting.sun[0] > lighting.sun[1]


def test_that_the_given_sun_stays_above_the_horizon() -> None:
    low = (Light(kind="sun", direction=(1.0, 0.0, 0.0)),)
    x, y, _ = stage_lighting(stage(lights=low), ()).sun_direction
    assert x < 0
    assert y > 0


def test_that_all_that_casts_lies_in_the_shadow_map() -> None:
    draw_list = build_draw_list(stage(prop("a", (3.0, 0.0, -3.0)), prop("b", (-3.0, 2.0, 3.0))), kit=BoxKit())
    matrix, texel_m = sun_projection(draw_list)
    low, high = draw_list.bounds
    for corner in ((x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])):
        assert np.abs((matrix @ (*corner, 1.0))[:3]).max() <= 1
    assert texel_m < 0.02
