from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.model.mesh import Mesh
from studio.model.stage import Post, Prop, Size, Stage, StageContainer
from studio.viewport.draw_list import DrawList, build_draw_list
from studio.viewport.draw_list_change import next_draw_list
from tests.render.box_kit import BoxKit

SQUARE = ((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0))


class CountingKit(BoxKit):
    """Boxes, and how many of them were asked for."""

    def __init__(self) -> None:
        self.built = 0

    def build_mesh(self, asset: str, size: Size, pose: str | None = None) -> Mesh:
        self.built += 1
        return super().build_mesh(asset, size, pose)


def stage_of(count: int = 6) -> Stage:
    props = [
        Prop(id=f"p#{k}", position=(k * 0.5, 0.0, 1.0), size=(0.3 + k % 2, 0.3, 0.3), material={"palette": "flame"})
        for k in range(count)
    ]
    return Stage(container=StageContainer(footprint=SQUARE), props=tuple(props))


def with_prop(stage: Stage, at: int, **fields: object) -> Stage:
    props = list(stage.props)
    props[at] = props[at].model_copy(update=fields)
    return stage.model_copy(update={"props": tuple(props)})


def assert_same(first: DrawList, second: DrawList) -> None:
    for name in ("instances", "spheres", "palettes"):
        assert np.array_equal(getattr(first, name), getattr(second, name)), name
    assert first.prop_ids == second.prop_ids
    assert first.bounds == second.bounds
    assert first.lighting == second.lighting
    assert [(span.mesh_key, span.first, span.count) for span in first.spans] == [
        (span.mesh_key, span.first, span.count) for span in second.spans
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda stage: with_prop(stage, 3, position=(1.0, 2.0, -1.0)),
        lambda stage: with_prop(stage, 2, rotation=(10.0, 20.0, 30.0)),
        lambda stage: with_prop(stage, 1, hidden=True),
        lambda stage: with_prop(stage, 1, size=(2.0, 2.0, 2.0)),
        lambda stage: with_prop(stage, 1, semantic_role="character"),
        lambda stage: with_prop(stage, 1, material={"palette": "gold"}),
        lambda stage: stage.model_copy(update={"props": stage.props[1:]}),
        lambda stage: stage.model_copy(update={"props": stage.props[::-1]}),
        lambda stage: stage.model_copy(update={"post": Post(fog=0.1)}),
        lambda stage: Stage.from_wire(stage.to_wire()),
    ],
)
def test_that_the_next_list_equals_one_built_anew(change: Callable[[Stage], Stage]) -> None:
    kit, before = BoxKit(), stage_of()
    drawn = build_draw_list(before, kit=kit)
    marks = {"selected": ("p#2", "p#4"), "collided": ("p#4",)}
    after = change(before)
    assert_same(next_draw_list(drawn, after, kit=kit, **marks), build_draw_list(after, kit=kit, **marks))


def test_that_a_moved_prop_changes_its_own_row_only_and_asks_for_no_mesh() -> None:
    kit = CountingKit()
    drawn = build_draw_list(stage_of(), kit=kit)
    asked = kit.built
    after = next_draw_list(drawn, with_prop(stage_of(), 3, position=(1.0, 2.0, -1.0)), kit=kit)
    assert kit.built == asked
    assert after.spans is drawn.spans
    assert after.palettes is drawn.palettes
    assert int(np.any(after.instances != drawn.instances, axis=1).sum()) == 1


def test_that_a_selection_changes_flags_only() -> None:
    kit = CountingKit()
    drawn = build_draw_list(stage_of(), kit=kit)
    asked = kit.built
    after = next_draw_list(drawn, stage_of(), kit=kit, selected=("p#0", "p#5"))
    rows, columns = np.nonzero(after.instances != drawn.instances)
    assert kit.built == asked
    assert len(set(rows)) == 2
    assert set(columns) == {15}


def test_that_nothing_changed_leaves_the_arrays_themselves() -> None:
    kit = BoxKit()
    drawn = build_draw_list(stage_of(), kit=kit)
    assert next_draw_list(drawn, stage_of(), kit=kit).instances is drawn.instances


def test_that_another_kit_is_not_taken_for_the_last_one() -> None:
    drawn = build_draw_list(stage_of(), kit=BoxKit())
    other = CountingKit()
    next_draw_list(drawn, stage_of(), kit=other)
    assert other.built
