"""Specs that a model wrote, whatever it wrote, can be staged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.agents.stage_design import StageDesign, StageLook, check_design, safe_design
from studio.agents.stage_schema import stage_schema
from studio.model.stage import StageSpec
from studio.staging.cast import PersonInScene
from studio.staging.designed import settled_spec
from studio.staging.pipeline import stage_spec
from studio.staging.safe_spec import MOST_THINGS, safe_spec
from studio.staging.spec import build_spec
from studio.staging.spec_check import check_spec, warnings_of


def spec_of(*nodes: dict[str, Any], **room: Any) -> StageSpec:
    """A spec of those nodes as it is made safe."""
    container: dict[str, Any] = {"id": "study", **room}
    return safe_spec(StageSpec.from_wire({"mainContainer": container, "nodes": list(nodes)}))


@pytest.mark.parametrize(
    "prompt",
    [
        "A medieval hall with 4 long tables, 20 plates, floating candles and a knight beside the door",
        "어두운 골목, 가로등 두 개와 쓰레기통, 고양이 한 마리",
        "a forest clearing with three tents and a campfire",
    ],
)
def test_that_a_spec_that_makes_sense_stays_as_it_is(prompt: str) -> None:
    spec = build_spec(prompt, people=(PersonInScene("MINA", holds="lantern"), PersonInScene("Jun O'Neil", pose="sit")))
    assert safe_spec(spec) == spec


def test_that_ids_that_break_names_of_instances_are_made_safe_and_relations_follow() -> None:
    spec = spec_of(
        {"id": "Big Desk/1#a"},
        {"id": "big desk 1 a"},
        {"id": "chair", "relationships": [{"targetId": "Big Desk/1#a", "type": "next_to"}]},
        {"id": "", "name": "의자", "relationships": [{"targetId": "chair#2", "type": "near"}]},
        {"id": "rug", "relationships": [{"targetId": "floor", "type": "centered"}]},
        {"id": "study"},
    )
    assert [node.id for node in spec.nodes] == ["big_desk_1_a", "big_desk_1_a_2", "chair", "의자", "rug", "study_2"]
    relations = [(r.target_id, r.target_instance) for node in spec.nodes for r in node.relationships]
    assert relations == [("big_desk_1_a", None), ("chair", 2), ("study", None)]


def test_that_circles_lost_targets_and_nonsense_numbers_are_left_out() -> None:
    spec = spec_of(
        {"id": "desk", "relationships": [{"targetId": "chair", "type": "on_top_of"}], "suggestedScale": -4},
        {"id": "chair", "relationships": [{"targetId": "desk", "type": "on_top_of"}], "count": 0},
        {"id": "lamp", "semanticRole": "glory", "relationships": [{"targetId": "moon", "type": "near"}]},
        suggestedScale=float("nan"),
    )
    check_spec(spec)
    assert warnings_of(spec) == ()
    desk, chair, lamp = spec.nodes
    assert [r.type for r in desk.relationships] == ["on_top_of"] and chair.relationships == ()
    assert (desk.suggested_scale, chair.count, lamp.semantic_role) == (None, 1, "unspecified")


def test_that_there_are_no_more_things_than_a_set_has() -> None:
    spec = spec_of({"id": "candle", "count": 90_000}, {"id": "cup", "count": 70_000}, {"id": "desk"})
    counts = [node.count for node in spec.nodes]
    assert sum(counts) <= MOST_THINGS + 1 and counts[2] == 1 and counts[0] > counts[1] > 300


TEXT = st.text(max_size=12) | st.sampled_from(["desk", "chair", "room", "desk#2", "#", "a/b"])
NUMBER = st.floats() | st.integers(-5, 5)
RELATION = st.fixed_dictionaries(
    {"targetId": TEXT, "type": TEXT | st.sampled_from(["on_top_of", "inside", "near", "facing"])},
    optional={"targetInstance": st.integers(-3, 4), "distance": st.tuples(NUMBER, NUMBER)},
)
HINT = st.fixed_dictionaries(
    {}, optional={"zone": TEXT, "floatingRange": st.tuples(NUMBER, NUMBER), "preferredHeight": NUMBER}
)
NODE = st.fixed_dictionaries(
    {"id": TEXT},
    optional={
        "name": TEXT,
        "count": st.integers(-3, 90),
        "suggestedScale": NUMBER,
        "parentId": TEXT,
        "semanticRole": TEXT | st.sampled_from(["character", "decoration_floating", "furniture_wall"]),
        "relationships": st.lists(RELATION, max_size=4),
        "placementHint": HINT,
    },
)


@settings(max_examples=80, deadline=None)
@given(nodes=st.lists(NODE, min_size=1, max_size=6), width=NUMBER)
def test_that_whatever_fits_the_form_can_be_staged(nodes: list[dict[str, Any]], width: float) -> None:
    wire = {"spec": {"mainContainer": {"id": "room", "suggestedScale": width}, "nodes": nodes}, "rationale": "So."}
    design = StageDesign.model_validate(wire)
    check_design(design)
    safe = safe_design(design)
    assert safe_design(safe) == safe
    check_spec(settled_spec(safe.spec, prompt="A room", people=(PersonInScene("MINA"),)))


def test_that_a_crowded_muddle_of_ids_is_staged_whole() -> None:
    spec = spec_of(
        {"id": "desk#1", "semanticRole": "furniture_floor", "keywords": ["desk"]},
        {"id": "lamp/1", "keywords": ["lamp"], "relationships": [{"targetId": "desk#1", "type": "on_top_of"}]},
    )
    stage = stage_spec(settled_spec(spec, prompt="A study"))
    assert [(prop.id, prop.parent_id) for prop in stage.props] == [("desk_1", None), ("lamp_1", "desk_1")]


def test_that_a_model_is_told_its_choices_and_not_asked_what_code_decides() -> None:
    for form in (StageDesign, StageLook):
        schema = stage_schema(form)
        node = schema["$defs"]["SpecNode"]
        assert "enum" in node["properties"]["semanticRole"] and "relationships" in node["required"]
        assert "around" in schema["$defs"]["Relationship"]["properties"]["type"]["enum"]
        text = json.dumps(schema)
        assert not any(f'"{word}"' in text for word in ("position", "rotation", "footprint", "metadata"))
