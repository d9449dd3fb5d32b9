from collections.abc import Callable

import pytest

from studio.model.stage import Prop, StageSpec
from studio.staging.checks.solid_boxes import find_overlaps
from studio.staging.pipeline import stage_spec
from studio.staging.room import build_room, stage_container
from studio.staging.validation import validate
from tests.unit.staging.specs import node, relation, room

SPEC = StageSpec(
    main_container=room(),
    nodes=(
        node("table", (1.6, 0.75, 0.9), relationships=(relation("room", "centered"),)),
        node(
            "plate",
            (0.26, 0.03, 0.26),
            semantic_role="decoration_surface",
            relationships=(relation("table", "on_top_of"),),
        ),
        node("bookcase", (0.9, 1.9, 0.35), relationships=(relation("room", "against_wall"),)),
    ),
)


def failed(props: tuple[Prop, ...]) -> set[str]:
    container = stage_container(SPEC.main_container, build_room(SPEC.main_container))
    quality = validate(SPEC, container, props, ()).quality
    return {check["name"] for tier in quality["tiers"] for check in tier["checks"] if not check["passed"]}


def moved(props: tuple[Prop, ...], name: str, change: Callable[[Prop], dict[str, object]]) -> tuple[Prop, ...]:
    return tuple(prop.model_copy(update=change(prop)) if prop.id == name else prop for prop in props)


def test_that_a_good_stage_passes() -> None:
    stage = stage_spec(SPEC)
    assert stage.report.quality["verdict"] == "pass"
    assert failed(stage.props) == set()


@pytest.mark.parametrize(
    ("name", "change", "check"),
    [
        ("plate", lambda p: {"position": (p.position[0], p.position[1] + 0.2, p.position[2])}, "support"),
        ("plate", lambda p: {"position": (p.position[0], p.position[1] - 0.02, p.position[2])}, "overlap"),
        ("bookcase", lambda p: {"position": (p.position[0], 0.0, p.position[2] - 20.0)}, "bounds"),
        ("bookcase", lambda _: {"position": (3.0, 0.0, 2.5), "rotation": (0.0, 45.0, 0.0)}, "overlap"),
        ("bookcase", lambda _: {"position": (3.0, 0.5, 4.0)}, "support"),
        ("bookcase", lambda _: {"position": (1.0, 0.0, 0.9)}, "openings"),
    ],
)
def test_that_what_is_spoiled_is_found(name: str, change: Callable[[Prop], dict[str, object]], check: str) -> None:
    assert check in failed(moved(stage_spec(SPEC).props, name, change))


def test_that_an_overlap_rejects() -> None:
    props = moved(stage_spec(SPEC).props, "bookcase", lambda _: {"position": (3.0, 0.0, 2.5)})
    container = stage_container(SPEC.main_container, build_room(SPEC.main_container))
    assert validate(SPEC, container, props, ()).quality["verdict"] == "reject"


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Prop(id="b", position=(0.999, 0, 0), size=(1, 1, 1)), False),
        (Prop(id="b", position=(0.95, 0, 0), size=(1, 1, 1)), True),
        (Prop(id="b", position=(0, 1.0, 0), size=(1, 1, 1)), False),
        (Prop(id="b", position=(1.19, 0, 0), rotation=(0, 45, 0), size=(1, 1, 1)), True),
        (Prop(id="b", position=(1.22, 0, 0), rotation=(0, 45, 0), size=(1, 1, 1)), False),
        (Prop(id="b", position=(0.9, 1.0, 0.0), rotation=(0, 0, 45), size=(1, 1, 1)), True),
        (Prop(id="b", position=(-1.3, 1.0, 0.0), rotation=(0, 0, 45), size=(1, 1, 1)), False),
    ],
)
def test_that_boxes_overlap_only_when_they_reach_into_one_another(other: Prop, overlaps: bool) -> None:
    found = find_overlaps((Prop(id="a", position=(0, 0, 0), size=(1, 1, 1)), other))
    assert bool(found) is overlaps


def test_that_a_chair_slides_under_a_table_by_its_solids() -> None:
    spec = StageSpec(main_container=room(), nodes=(node("table", (1.6, 0.75, 0.9)), node("chair", (0.45, 0.9, 0.5))))
    table, chair = sorted(stage_spec(spec).props, key=lambda prop: -prop.size[0])
    under = chair.model_copy(update={"position": (0.0, 0.0, 0.6), "rotation": (0.0, 180.0, 0.0)})
    here = table.model_copy(update={"position": (0.0, 0.0, 0.0), "rotation": (0.0, 0.0, 0.0)})
    assert table.solids and chair.solids
    assert find_overlaps((here, under)) == ()
    assert find_overlaps((here.model_copy(update={"solids": None}), under)) != ()


def test_that_models_of_others_are_counted_against_the_budget() -> None:
    container = stage_container(SPEC.main_container, build_room(SPEC.main_container))
    own = "user:0123456789abcdef"
    models = tuple(
        Prop(
            id=f"theirs#{k}",
            asset=own,
            model_url="https://example.org/theirs.glb",
            position=(2.0 * k, 0.0, 0.0),
            size=(1.0, 1.0, 1.0),
        )
        for k in range(170)
    )
    few, many = (
        next(finding for finding in validate(SPEC, container, props, ()).findings if finding.name == "performance")
        for props in (models[:3], models)
    )
    assert few.ran and not few.faults
    assert many.ran and many.faults
