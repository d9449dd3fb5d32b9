import pytest

from studio.model.stage import SpecNode
from studio.staging.pipeline import stage_prompt
from studio.staging.semantics import analyse
from studio.staging.spec import build_spec


def _counts(prompt: str) -> dict[str, int]:
    return {entity.head: entity.count for entity in analyse(prompt).entities}


def _node(prompt: str, name: str) -> SpecNode:
    return next(node for node in build_spec(prompt, literal=True).nodes if node.id == name)


@pytest.mark.parametrize(
    ("prompt", "counts"),
    [
        ("창고에 선반 네 줄", {"shelf": 16}),
        ("책상이 세 줄로 놓여 있다", {"desk": 12}),
        ("책상 열두 개가 세 줄로 놓인 교실", {"desk": 12}),
        ("의자 다섯 개씩 네 줄", {"chair": 20}),
        ("의자 네 줄, 한 줄에 다섯 개", {"chair": 20}),
        ("한 줄에 다섯 개씩 의자 네 줄", {"chair": 20}),
        ("세 줄로 늘어선 나무", {"tree": 12}),
        ("나무 상자 세 줄과 통 두 줄", {"crate": 12, "barrel": 8}),
        ("밧줄 세 줄", {"rope": 3}),
        ("접시에 김밥 두 줄", {"plate": 1, "김밥": 2}),
        ("desks in three rows", {"desk": 12}),
        ("six desks in three rows", {"desk": 6}),
        ("chairs arranged in four lines", {"chair": 16}),
    ],
)
def test_that_rows_are_counted_and_strings_are_no_rows(prompt: str, counts: dict[str, int]) -> None:
    assert _counts(prompt) == counts


@pytest.mark.parametrize(
    ("prompt", "heads"),
    [
        ("A diner booth", {"dining_booth"}),
        ("A diner with four booths and a counter", {"dining_booth", "counter"}),
        ("카페에 부스 두 개", {"dining_booth"}),
        ("a pub with two booths", {"dining_booth"}),
        ("a market with a booth", {"market_stall"}),
        ("a phone booth in a cafe", {"telephone_booth"}),
        ("toilet stalls in a restroom", {"toilet_cubicle"}),
        ("a market with three stalls", {"market_stall"}),
        ("옥상에 물탱크 두 개", {"water_tank"}),
        ("물 탱크와 기름 탱크", {"water_tank"}),
        ("옥상에 탱크 하나", {"water_tank"}),
        ("탱크 두 대가 있는 전쟁터", {"tank"}),
        ("산소 탱크", {"gas_cylinder"}),
        ("A restaurant with a fish tank", {"aquarium"}),
        ("A courtroom with four benches and a witness stand", {"pew", "witness_stand"}),
        ("a park with four benches", {"bench"}),
        ("판사석과 방청석", {"judges_bench", "pew"}),
        ("two TVs and a sofa", {"tv", "sofa"}),
    ],
)
def test_that_a_word_means_in_a_place_what_it_means_there(prompt: str, heads: set[str]) -> None:
    assert set(_counts(prompt)) == heads


def test_that_relations_follow_a_word_that_means_something_else_here() -> None:
    spec = build_spec("A cafe with two booths, a candle on each booth", literal=True)
    candle = next(node for node in spec.nodes if node.id == "candle")
    assert [(r.type, r.target_id) for r in candle.relationships] == [("on_top_of", "dining_booth")]
    assert candle.count == 2


def test_that_a_courtroom_has_pews_that_look_at_the_bench_unless_it_is_said_to_have_none() -> None:
    props = stage_prompt("A courtroom").stage.props
    bench = next(prop for prop in props if prop.node == "judges_bench")
    pews = [prop for prop in props if prop.node == "pew"]
    assert len(pews) == 8
    assert {round(abs(pew.rotation[1] - bench.rotation[1])) for pew in pews} == {180}
    for prompt in ("A courtroom without pews", "pews 없는 법정", "방청석 없는 법정"):
        assert "pew" not in {node.id for node in build_spec(prompt).nodes}


@pytest.mark.parametrize(
    ("prompt", "where"),
    [
        ("A living room with a sofa, a coffee table and a TV", ("on_wall", "living_room")),
        ("거실에 소파와 TV, 커피 테이블", ("on_wall", "living_room")),
        ("A bedroom with a TV", ("on_wall", "bedroom")),
        ("A hotel room with a desk and a television", ("on_wall", "bedroom")),
        ("A room with a wall-mounted TV and a TV stand", ("on_wall", "room")),
        ("A living room with a sofa, a TV stand and a TV", ("on_top_of", "tv_stand")),
        ("A room with a TV on the coffee table", ("on_top_of", "coffee_table")),
        ("커피 테이블 위에 TV", ("on_top_of", "coffee_table")),
        ("A garden with a table and a TV", ("on_top_of", "table")),
    ],
)
def test_that_a_television_is_on_its_stand_or_on_the_wall_but_where_it_is_said_to_be(
    prompt: str, where: tuple[str, str]
) -> None:
    assert [(r.type, r.target_id) for r in _node(prompt, "tv").relationships if r.type != "inside"] == [where]


def test_that_a_television_without_a_stand_is_placed() -> None:
    stage = stage_prompt("A bedroom with a TV", literal=True).stage
    assert stage.report.unplaced == ()
    assert next(prop.support for prop in stage.props if prop.node == "tv") == "wall"


def test_that_a_house_stands_round_the_room_that_it_is_said_to_have_and_in_a_street() -> None:
    room = analyse("A house with a kitchen, a stove and a sink")
    assert room.place is not None
    assert room.place.key == "kitchen"
    assert [entity.head for entity in room.entities] == ["stove", "sink"]
    assert "house (the set is the kitchen in it)" in room.passed_over
    assert [entity.head for entity in analyse("A street with a house and a tree").entities] == ["house", "tree"]
