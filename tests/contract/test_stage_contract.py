import json

import pytest

from studio.model.stage import Stage, StageSpec, stage_from_fields, stage_to_fields
from studio.staging.pipeline import stage_prompt, stage_spec

SPEC = {
    "sceneId": "hogwarts_great_hall_001",
    "title": "호그와트 대강당",
    "theme": "fantasy",
    "mainContainer": {
        "id": "great_hall",
        "name": "호그와트 대강당",
        "description": "medieval castle great hall stone walls high ceiling",
        "semanticRole": "environment_container",
        "keywords": ["hogwarts", "great hall"],
        "isContainer": True,
        "parentId": None,
        "suggestedScale": 12.0,
        "count": 1,
        "somethingNew": {"kept": True},
    },
    "nodes": [
        {
            "id": "table_01",
            "name": "긴 나무 테이블",
            "description": "long wooden dining table medieval style",
            "semanticRole": "furniture_floor",
            "keywords": ["table", "wooden", "long", "dining"],
            "parentId": "great_hall",
            "relationships": [{"targetId": "great_hall", "type": "inside"}],
            "placementHint": {"zone": "center", "attachTo": "floor"},
            "suggestedScale": 3.0,
            "count": 4,
        },
        {
            "id": "candle_floating",
            "name": "떠다니는 촛불",
            "semanticRole": "decoration_floating",
            "keywords": ["candle", "floating"],
            "parentId": "great_hall",
            "relationships": [{"targetId": "great_hall", "type": "floating"}],
            "placementHint": {"floatingRange": [3.0, 8.0], "zone": "random"},
            "suggestedScale": 0.15,
            "count": 50,
        },
        {
            "id": "plate_gold",
            "name": "황금 접시",
            "semanticRole": "decoration_surface",
            "keywords": ["plate", "gold"],
            "parentId": "table_01",
            "relationships": [{"targetId": "table_01", "type": "on_top_of"}],
            "placementHint": {"attachTo": "parent_surface"},
            "suggestedScale": 0.3,
            "count": 20,
            "role": "unknown field",
        },
    ],
    "metadata": {"prompt": "호그와트 대강당...", "inferenceMethod": "ai_unified", "nodeCount": 74, "containerCount": 1},
}


def test_that_a_spec_survives_a_round_trip_with_fields_it_does_not_know() -> None:
    spec = StageSpec.from_wire(SPEC)
    again = StageSpec.from_wire(json.loads(json.dumps(spec.to_wire())))
    assert again == spec
    assert again.to_wire()["mainContainer"]["somethingNew"] == {"kept": True}
    assert spec.to_wire(with_unset=False) == SPEC


def test_that_the_model_s_own_example_becomes_seventy_four_props() -> None:
    stage = stage_spec(StageSpec.from_wire(SPEC), seed=7)
    assert len(stage.props) == 74
    assert [prop.id for prop in stage.props if prop.node == "table_01"] == [f"table_01#{turn}" for turn in (1, 2, 3, 4)]
    assert stage.container.ceiling_y == pytest.approx(9.6)
    plates = [prop for prop in stage.props if prop.node == "plate_gold"]
    assert sorted(plate.parent_id or "" for plate in plates) == [
        f"table_01#{turn}" for turn in (1, 2, 3, 4) for _ in range(5)
    ]
    assert all(note.satisfied for note in stage.report.relations)
    assert stage.report.unplaced == ()


def test_that_a_stage_survives_a_round_trip_as_file_and_as_document() -> None:
    stage = stage_prompt(
        "A bedroom with a bed, two nightstands on each side and a lamp on each nightstand", seed=3
    ).stage
    wire = stage.to_wire()
    assert Stage.from_wire(json.loads(json.dumps(wire))) == stage
    assert stage_from_fields(json.loads(json.dumps(stage_to_fields(stage)))) == stage


def test_that_a_stage_has_every_part_the_contract_names() -> None:
    wire = stage_prompt("A kitchen with a table and four chairs", seed=1).stage.to_wire()
    for key in (
        "version",
        "title",
        "theme",
        "prompt",
        "seed",
        "unit",
        "up",
        "container",
        "zones",
        "props",
        "lights",
        "sky",
        "post",
        "sound",
        "cameras",
        "report",
    ):
        assert key in wire
    assert set(wire["report"]["timingsMs"]) == {
        "semantics",
        "spec",
        "zoning",
        "scale",
        "assets",
        "placement",
        "validation",
    }
    assert {"tiers", "score", "verdict"} <= wire["report"]["quality"].keys()
    prop = wire["props"][0]
    for key in (
        "id",
        "node",
        "name",
        "semanticRole",
        "asset",
        "position",
        "rotation",
        "size",
        "parentId",
        "support",
        "zone",
        "description",
        "modelUrl",
        "material",
        "pose",
        "group",
        "hidden",
        "locked",
        "pinned",
    ):
        assert key in prop
    assert {zone["type"] for zone in wire["zones"]} >= {"center", "near_wall", "corner", "elevated"}


@pytest.mark.parametrize("support", ["floor", "surface", "wall", "ceiling", "floating"])
def test_that_every_kind_of_support_occurs_and_is_named_as_in_the_contract(support: str) -> None:
    prompt = "A study with a desk, a lamp on it, a painting on the wall, a chandelier and three floating candles"
    assert support in {prop.support for prop in stage_prompt(prompt, seed=1).stage.props}


def test_that_english_keywords_are_always_there() -> None:
    spec = stage_prompt("서재, 벽난로 앞에 안락의자 두 개, 이상한풍금 하나").spec
    assert all(node.keywords and all(word.isascii() for word in node.keywords) for node in spec.nodes)
    assert spec.metadata.inference_method == "fallback_inference"
