import json
import math
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from studio.model.stage import Prop, StageSpec
from studio.staging.pipeline import stage_prompt, stage_spec
from tests.unit.staging.specs import faults_of, node, relation, room, specs

HALL = "호그와트 대강당, 긴 나무 테이블 4개, 떠다니는 촛불 50개, 황금 접시들"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(specs())
def test_that_no_random_room_has_overlaps_or_things_outside_or_in_the_air(spec: StageSpec) -> None:
    assert faults_of(spec, stage_spec(spec, seed=3)) == []


def test_that_the_hall_has_its_tables_in_rows_its_candles_in_the_air_and_its_plates_on_tables() -> None:
    staged = stage_prompt(HALL, seed=7)
    props = staged.stage.props
    tables = [prop for prop in props if prop.node == "table"]
    candles = [prop for prop in props if prop.node == "candle"]
    plates = [prop for prop in props if prop.node == "plate"]
    assert (len(tables), len(candles)) == (4, 50)
    assert max(tables[0].size) >= 3.0
    assert len({prop.rotation[1] % 180 for prop in tables}) == 1
    assert len({prop.position[0] for prop in tables}) == 1 or len({prop.position[2] for prop in tables}) == 1
    assert all(3.0 <= prop.position[1] <= 8.0 and prop.support == "floating" for prop in candles)
    assert len(plates) == 20
    assert {plate.parent_id for plate in plates} == {table.id for table in tables}
    tops = {table.id: table.position[1] + table.size[1] for table in tables}
    assert all(abs(plate.position[1] - tops[plate.parent_id or ""]) < 0.005 for plate in plates)
    assert {"column", "banner", "torch"} <= {prop.node for prop in props}
    assert faults_of(staged.spec, staged.stage) == []


def test_that_floating_candles_keep_their_distance() -> None:
    candles = [p.position for p in stage_prompt(HALL, seed=2).stage.props if p.node == "candle"]
    nearest = [
        min(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 for other in candles if other is not one)
        for one in candles
    ]
    assert min(nearest) > 0.9


def test_that_a_literal_hall_holds_nothing_unasked() -> None:
    staged = stage_prompt(HALL, literal=True)
    assert {prop.node for prop in staged.stage.props} == {"table", "candle", "plate"}


def test_that_chairs_stand_evenly_around_a_table_and_plates_before_them() -> None:
    around = (relation("table", "around"), relation("table", "facing"))
    spec = StageSpec(
        main_container=room(),
        nodes=(
            node("table", (2.4, 0.75, 1.0), relationships=(relation("room", "centered"),)),
            node("chair", (0.45, 0.9, 0.5), count=8, relationships=around),
            node("plate", (0.26, 0.03, 0.26), count=8, semantic_role="decoration_surface",
                 relationships=(relation("table", "on_top_of"),)),
        ),
    )  # fmt: skip
    stage = stage_spec(spec)
    assert all(note.satisfied for note in stage.report.relations), stage.report.relations
    chairs = [prop for prop in stage.props if prop.node == "chair"]
    for plate in (prop for prop in stage.props if prop.node == "plate"):
        x, _, z = plate.position
        away = [math.hypot(chair.position[0] - x, chair.position[2] - z) for chair in chairs]
        assert min(away) < 0.75


def test_that_a_chain_of_supports_stands_one_on_the_other() -> None:
    props = {p.id: p for p in stage_prompt("탁자 위 지도 위에 동전 세 개", literal=True).stage.props}
    table, paper, coin = props["table"], props["map"], props["coin#2"]
    assert (paper.parent_id, coin.parent_id) == ("table", "map")
    assert paper.position[1] == pytest.approx(table.size[1], abs=0.005)
    height = paper.support_surfaces[0].height if paper.support_surfaces else paper.size[1]
    assert coin.position[1] == pytest.approx(paper.position[1] + height, abs=0.001)


def test_that_things_too_big_for_the_room_are_told_and_the_rest_stands() -> None:
    spec = StageSpec(main_container=room(), nodes=(node("ship", (20.0, 2.0, 6.0)), node("table", (1.6, 0.75, 0.9))))
    stage = stage_spec(spec)
    assert [one.id for one in stage.report.unplaced] == ["ship"]
    assert "no free floor" in stage.report.unplaced[0].reason
    assert [prop.id for prop in stage.props] == ["table"]


def test_that_pinned_props_stay_and_others_keep_off_them() -> None:
    spec = StageSpec(
        main_container=room(), nodes=(node("table", (1.6, 0.75, 0.9)), node("crate", (0.6, 0.6, 0.6), count=6))
    )
    pinned = Prop(
        id="table",
        node="table",
        position=(1.2345, 0.0, 2.5),
        rotation=(0.0, 33.0, 0.0),
        size=(1.6, 0.75, 0.9),
        pinned=True,
    )
    stage = stage_spec(spec, pinned=(pinned,))
    assert stage.props[0] == pinned
    assert len(stage.props) == 7
    assert faults_of(spec, stage) == []


def test_that_wall_furniture_is_flush_and_leaves_the_door_free() -> None:
    nodes = tuple(
        node(f"bookcase_{turn}", (0.9, 1.9, 0.35), name="bookcase", relationships=(relation("room", "against_wall"),))
        for turn in range(6)
    )
    stage = stage_spec(StageSpec(main_container=room(), nodes=nodes))
    checks = {check["name"]: check for tier in stage.report.quality["tiers"] for check in tier["checks"]}
    assert all(note.satisfied for note in stage.report.relations)
    assert checks["openings"]["passed"] and checks["overlap"]["passed"]


def test_that_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import json,sys;from studio.staging.pipeline import stage_prompt;"
        f"s=stage_prompt({HALL!r}, seed=5).stage;"
        "sys.stdout.write(json.dumps([p.to_wire() for p in s.props], ensure_ascii=True))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert json.loads(runs[0]) == [prop.to_wire() for prop in stage_prompt(HALL, seed=5).stage.props]
    assert json.loads(runs[0]) != [prop.to_wire() for prop in stage_prompt(HALL, seed=6).stage.props]


def test_that_numbers_are_written_to_a_tenth_of_a_millimetre() -> None:
    for prop in stage_prompt(HALL).stage.props:
        assert all(round(value, 4) == value for value in (*prop.position, *prop.size))
        assert round(prop.rotation[1], 2) == prop.rotation[1]
