"""Prompts that are no plain descriptions: dialogue, memories, measures, lists, poems, nothing at all."""

import math

import pytest

from studio.staging.pipeline import stage_prompt
from studio.staging.semantics import analyse, understood
from studio.staging.spec import build_spec


def things(prompt: str) -> dict[str, int]:
    return {entity.id: entity.count for entity in analyse(prompt).entities}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("chair", {"chair": 1}),
        ("의자", {"chair": 1}),
        ("🏰🕯️🕯️", {}),
        ("A hall 🏰 with three tables 🪑, two chairs", {"table": 3, "chair": 2}),
        ("https://example.com/three-tables?chairs=4 a desk", {"desk": 1}),
        ("거실 with two sofas and TV 한 대, coffee table 하나", {"sofa": 2, "tv": 1, "coffee_table": 1}),
        ("A BEDROOM WITH TWO BEDS AND A LAMP ON EACH BED. NO TV.", {"bed": 2, "lamp": 2}),
        (
            "a bedroom with a bed two nightstands a lamp and a wardrobe in the corner",
            {"bed": 1, "nightstand": 2, "lamp": 1, "wardrobe": 1},
        ),
        ("“A desk,” she says, “and two lamps.” Three ‘old’ chairs stand by the wall.", {"chair": 3}),
        ("A 3 m long table, a 12-seat sofa and a 40cm wide stool", {"long_table": 1, "sofa": 1, "stool": 1}),
        ("At 7:30 pm on 3 May 1920 two guests wait in room 12", {"person": 2}),
        ("오후 3시 30분, 2024년 5월 3일, 3층 사무실, 30평, 책상 두 개와 의자 5개", {"desk": 2, "chair": 5}),
        ("12인용 식탁과 3미터짜리 벤치, 다섯 살 아이", {"table": 1, "bench": 1, "child": 1}),
        ("1. a table\n2. two chairs\n3. a lamp", {"table": 1, "chair": 2, "lamp": 1}),
        ("tables: 4, chairs: 16", {"table": 4, "chair": 16}),
        ("4x table, chair x 16", {"table": 4, "chair": 16}),
        ("1,200 candles", {"candle": 1200}),
        ("침대2개 의자3개", {"bed": 2, "chair": 3}),
        ("A room full of nothing", {}),
        ("A pool of light, a single chair", {"chair": 1}),
        ("나 보기가 역겨워 가실 때에는 말없이 고이 보내 드리오리다", {}),
    ],
)
def test_that_an_odd_prompt_is_read_for_what_stands_there(prompt: str, expected: dict[str, int]) -> None:
    assert things(prompt) == expected


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "The soldier remembers his mother's house, the piano, the garden. He sits on a crate.",
            {"person": 1, "crate": 1},
        ),
        ("그는 어린 시절의 집과 마당의 그네를 떠올린다. 그의 앞에는 빈 의자 하나.", {"chair": 1}),
        ("The hangar is as big as a cathedral. Two ladders stand in it.", {"ladder": 2}),
        ("성처럼 웅장한 도서관. 책상 여섯 개.", {"desk": 6}),
        ("A painting of a ship hangs on the wall.", {"painting": 1}),
        ("INT. KITCHEN - NIGHT\n\nTwo cups stand on the table.\n\nMARA\nI had three horses.", {"cup": 2, "table": 1}),
        ('"엄마, 자전거 사 줘." 소년이 의자에 앉아 말한다.', {"child": 1, "chair": 1}),
        ("A man in a grey suit sits on a bench.", {"person": 1, "bench": 1}),
    ],
)
def test_that_what_is_only_said_remembered_or_likened_is_not_on_the_set(prompt: str, expected: dict[str, int]) -> None:
    assert things(prompt) == expected


@pytest.mark.parametrize(
    ("prompt", "absent"),
    [
        ("There isn't a sofa, and there aren't any chairs. A lamp.", {"sofa", "chair"}),
        ("The room doesn't have a TV. It lacks a bed. A lamp.", {"tv", "bed"}),
        ("A bedroom that has a lamp but neither a rug nor curtains", {"rug", "curtain"}),
        ("TV도 소파도 없는 거실에 의자 하나", {"tv", "sofa"}),
        ("거실에 소파 말고 빈백 세 개", {"sofa"}),
        ("서재, 책상 하나, 의자 없이", {"chair"}),
        ("책상 위에 컴퓨터가 없고 책만 있다", {"monitor"}),
    ],
)
def test_that_what_is_denied_is_neither_there_nor_implied(prompt: str, absent: set[str]) -> None:
    assert analyse(prompt).absent == absent
    nodes = {node.id for node in build_spec(prompt).nodes}
    assert nodes
    assert not nodes & absent


def test_that_what_was_said_aside_is_told_as_not_understood() -> None:
    semantics = analyse('"I want two boats," he says. A desk. Perspicacity.')
    assert semantics.passed_over[0] == '"I want two boats,"'
    assert "perspicacity" in semantics.passed_over
    assert "1 × desk: desk" in understood(semantics)


def test_that_three_thousand_words_are_read_whole() -> None:
    unit = "A table with two chairs stands against the wall. "
    assert sum(count for name, count in things(unit * 300).items() if name.startswith("chair")) == 600


@pytest.mark.parametrize(
    ("prompt", "place", "told"),
    [
        ("A bedroom with a bed, and a bathroom with a bathtub", "bedroom", "bathroom"),
        ("침실에 침대와 협탁, 욕실에 욕조와 세면대.", "bedroom", "욕실"),
    ],
)
def test_that_a_second_room_is_told_and_its_things_stand_in_the_first(prompt: str, place: str, told: str) -> None:
    semantics = analyse(prompt)
    assert semantics.place is not None and semantics.place.key == place
    assert any(line.startswith(f"{told} (a second room") for line in semantics.passed_over)
    assert {"bed", "bathtub"} <= {entity.id for entity in semantics.entities}


@pytest.mark.parametrize("prompt", ["비 오는 밤의 서재, 책상 하나", "EXT. HARBOUR - DAWN. Fog. A boat."])
def test_that_the_mood_is_not_told_as_not_understood(prompt: str) -> None:
    assert analyse(prompt).passed_over == ()


def test_that_a_list_of_what_shelves_are_full_of_ends_at_the_next_piece_of_furniture() -> None:
    staged = stage_prompt("A workshop with shelves full of potions, a desk covered with books and a cat", literal=True)
    props = {prop.id: prop for prop in staged.stage.props}
    assert props["desk"].support == "floor"
    assert props["book#1"].parent_id == "desk"
    assert props["potion#1"].parent_id == "shelf#1"


def test_that_a_shelf_that_stands_is_no_board_for_the_wall() -> None:
    for prompt in ("A workshop with three shelves", "작업실, 선반 세 개"):
        shelves = [prop for prop in stage_prompt(prompt, literal=True).stage.props if prop.node == "shelf"]
        assert {prop.asset for prop in shelves} == {"kit:bookcase"}


def test_that_the_lone_chair_before_five_consoles_looks_at_the_middle_one() -> None:
    stage = stage_prompt("우주선 조종실, 조종석 의자 하나 앞에 콘솔 다섯 개", literal=True).stage
    props = {prop.id: prop for prop in stage.props}
    assert all(note.satisfied for note in stage.report.relations)
    chair, middle = props["chair"], props["console#3"]
    assert abs((chair.rotation[1] - middle.rotation[1]) % 360.0 - 180.0) <= 30.0
    assert math.dist(chair.position, middle.position) < 1.5
    others = [props[f"console#{turn}"] for turn in (1, 2, 4, 5)]
    assert all(math.dist(chair.position, middle.position) < math.dist(chair.position, o.position) for o in others)


def test_that_stools_stand_at_the_counter_they_are_told_with() -> None:
    stage = stage_prompt("A diner with a counter with five stools and a jukebox", literal=True).stage
    counter = next(prop for prop in stage.props if prop.node == "counter")
    stools = [prop for prop in stage.props if prop.node == "stool"]
    assert len(stools) == 5
    assert all(math.dist(stool.position, counter.position) < 1.8 for stool in stools)
    assert all(note.satisfied for note in stage.report.relations)


def test_that_a_yard_of_a_house_is_under_the_sky_and_who_sits_on_a_low_bench_there_sits() -> None:
    stage = stage_prompt("한옥 마당, 평상 위에 앉은 할머니, 장독 여섯 개", literal=True).stage
    assert stage.container.outdoor
    woman = next(prop for prop in stage.props if prop.node == "woman")
    assert (woman.pose, woman.support) == ("sit", "surface")
    assert not stage.report.unplaced


def test_that_a_second_room_is_told_as_such() -> None:
    report = stage_prompt("A kitchen with a table, and next to it a bedroom with a bed", literal=True).stage.report
    assert any("second room" in line for line in report.not_understood)
