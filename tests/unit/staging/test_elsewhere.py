import pytest

from studio.staging.pipeline import stage_prompt
from studio.staging.semantics import analyse
from studio.staging.spec import build_spec
from tests.unit.staging.specs import faults_of


def things(prompt: str) -> dict[str, int]:
    return {entity.id: entity.count for entity in analyse(prompt).entities}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A village hall with a table. Candles on the table, one for each boat at sea.", {"table": 1, "candle": 3}),
        ("A pier with three crates and fishing boats in the distance", {"crate": 3}),
        ("A bedroom with a bed and a tree outside the window", {"bed": 1}),
        ("거실, 창밖에 나무가 보인다. 소파 하나", {"sofa": 1}),
        ("멀리 등대가 보이는 해변, 파라솔 세 개", {"parasol": 3}),
        ("마을 회관. 촛불 세 개, 바다에 나간 배마다 하나씩", {"candle": 3}),
    ],
)
def test_that_what_is_only_spoken_of_elsewhere_is_not_on_the_set(prompt: str, expected: dict[str, int]) -> None:
    assert things(prompt) == expected


def test_that_a_boat_on_the_set_stays_on_it() -> None:
    assert things("A pier with two boats and a crate") == {"boat": 2, "crate": 1}
    assert things("부두에 배 두 척") == {"boat": 2}


@pytest.mark.parametrize("prompt", ["배의 조타실. 나무 키와 나침반", "A wheelhouse with a wooden helm and a compass"])
def test_that_a_helm_is_no_tree(prompt: str) -> None:
    assert things(prompt) == {"helm": 1, "compass": 1}


@pytest.mark.parametrize(
    "prompt",
    ["부두. 그물이 울타리에 걸려 있다.", "부두. 울타리에 걸린 그물 하나.", "A pier. A net hung on a fence."],
)
def test_that_a_net_on_a_fence_stands_at_it(prompt: str) -> None:
    spec = build_spec(prompt, literal=True)
    net = next(node for node in spec.nodes if node.id == "net")
    assert ("next_to", "fence") in {(relation.type, relation.target_id) for relation in net.relationships}
    stage = stage_prompt(prompt, literal=True).stage
    assert not stage.report.unplaced
    assert all(note.satisfied for note in stage.report.relations)


@pytest.mark.parametrize(("prompt", "floor"), [("항구. 배 두 척", "stone"), ("A pier with two boats", "wood")])
def test_that_a_harbour_has_hard_ground_and_water_at_its_edge_that_boats_lie_on(prompt: str, floor: str) -> None:
    staged = stage_prompt(prompt, seed=1)
    assert staged.spec.main_container.material == {"floor": floor, "wall": floor}
    props = {prop.id: prop for prop in staged.stage.props}
    assert props["sea"].material == {"palette": "water"}
    assert {prop.parent_id for prop in props.values() if prop.node == "boat"} == {"sea"}
    assert all(note.satisfied for note in staged.stage.report.relations if note.node in {"sea", "boat"})
    assert faults_of(staged.spec, staged.stage) == []
    assert "sea" not in {node.id for node in build_spec(prompt, literal=True).nodes}


def test_that_a_long_table_runs_the_length_of_a_long_hall() -> None:
    staged = stage_prompt("A great hall with a long table and two rows of benches", literal=True)
    table = next(prop for prop in staged.stage.props if prop.node == "long_table")
    width, _, depth = staged.spec.main_container.size or (0, 0, 0)
    turned = table.rotation[1] % 180 == 90
    along_x = (table.size[0] > table.size[2]) != turned
    assert abs(width - depth) > 0.5
    assert along_x == (width > depth)


def test_that_what_has_a_place_of_its_own_is_not_of_the_list_before_it() -> None:
    semantics = analyse("A table surrounded by six chairs, and a ladder against the wall.")
    kinds = {(relation.source, relation.kind) for relation in semantics.relations}
    assert ("chair", "around") in kinds
    assert ("ladder", "against_wall") in kinds
    assert ("ladder", "around") not in kinds
