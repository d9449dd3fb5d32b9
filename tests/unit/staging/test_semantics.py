import pytest

from studio.staging.semantics import Semantics, analyse


def counts(semantics: Semantics) -> dict[str, int]:
    return {entity.id: entity.count for entity in semantics.entities}


def relations(semantics: Semantics) -> set[tuple[str, str, str]]:
    return {(relation.source, relation.kind, relation.target) for relation in semantics.relations}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("긴 나무 테이블 4개, 떠다니는 촛불 50개", {"table": 4, "candle": 50}),
        ("칼 두 자루와 책 세 권, 사람 열두 명", {"knife": 2, "book": 3, "person": 12}),
        ("소나무 서른 그루, 자동차 세 대, 고양이 다섯 마리", {"pine_tree": 30, "car": 3, "cat": 5}),
        ("와인 잔 스물네 잔", {"glass": 24}),
        ("촛대 두 쌍", {"candlestick": 4}),
        ("세 명의 남자와 두 개의 의자", {"person": 3, "chair": 2}),
        ("여러 접시", {"plate": 4}),
        ("three chairs and a dozen candles", {"chair": 3, "candle": 12}),
        ("a pair of candlesticks and twenty-four wine glasses", {"candlestick": 2, "glass": 24}),
        ("a couple of crates, several barrels", {"crate": 2, "barrel": 4}),
        ("two rows of five stone columns", {"column": 10}),
        ("five tables with four chairs each", {"table": 5, "chair": 20}),
        ("six plates per table and four long tables", {"plate": 24, "long_table": 4}),
        ("테이블 다섯 개, 테이블마다 의자 네 개씩", {"table": 5, "chair": 20}),
        (
            "twelve desks, each with a computer monitor, three clocks on one wall",
            {"desk": 12, "monitor": 12, "clock": 3},
        ),
    ],
)
def test_that_numbers_and_counters_are_read(prompt: str, expected: dict[str, int]) -> None:
    assert counts(analyse(prompt)) == expected


@pytest.mark.parametrize("prompt", ["황금 접시들", "golden plates"])
def test_that_a_plural_without_a_number_is_more_than_one(prompt: str) -> None:
    plate = analyse(prompt).entities[0]
    assert plate.count > 1
    assert not plate.is_exact
    assert "golden" in plate.attributes or "gold" in plate.attributes


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("탁자 위 지도 위에 동전 세 개", {("map", "on_top_of", "table"), ("coin", "on_top_of", "map")}),
        ("three coins on the map on the table", {("map", "on_top_of", "table"), ("coin", "on_top_of", "map")}),
        ("탁자를 둘러싼 의자 여섯 개", {("chair", "around", "table")}),
        ("six chairs surrounding a round table", {("chair", "around", "round_table")}),
        ("a round table surrounded by six chairs", {("chair", "around", "round_table")}),
        ("벽을 따라 책장 다섯 개", {("bookcase", "against_wall", "@wall")}),
        ("five bookcases along the wall", {("bookcase", "against_wall", "@wall")}),
        ("천장에 매달린 전등 하나", {("light", "hanging", "@ceiling")}),
        ("a lantern hanging from the ceiling", {("lantern", "hanging", "@ceiling")}),
        ("한쪽 벽에 큰 거울", {("mirror", "on_wall", "@wall")}),
        ("떠다니는 촛불 50개", {("candle", "floating", "@room")}),
        ("fifty floating candles", {("candle", "floating", "@room")}),
        ("침대 옆에 협탁", {("nightstand", "next_to", "bed")}),
        ("고양이가 침대 위에 있다", {("cat", "on_top_of", "bed")}),
        ("a chair behind each desk", {("chair", "behind", "desk")}),
        ("a sofa in front of the fireplace", {("sofa", "in_front_of", "fireplace")}),
        ("In front of the sofa is a coffee table", {("coffee_table", "in_front_of", "sofa")}),
        (
            "one desk with a lamp and a telephone on it",
            {("lamp", "on_top_of", "desk"), ("telephone", "on_top_of", "desk")},
        ),
        ("a filing cabinet in the corner", {("filing_cabinet", "in_corner", "@room")}),
        ("중앙에 분수대", {("fountain", "centered", "@room")}),
    ],
)
def test_that_relations_are_read(prompt: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= relations(analyse(prompt))


@pytest.mark.parametrize("prompt", ["침실, TV 없는 방", "A bedroom with no TV", "거실. 텔레비전은 없다."])
def test_that_what_is_denied_is_absent(prompt: str) -> None:
    semantics = analyse(prompt)
    assert "tv" in semantics.absent
    assert "tv" not in counts(semantics)


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("성당 안", "church"),
        ("성 안의 옥좌", "castle"),
        ("호그와트 대강당", "great_hall"),
        ("비 오는 밤의 오래된 서재", "study"),
        ("INT. KITCHEN - NIGHT", "kitchen"),
        ("눈 내리는 숲 속 오두막 앞", "forest"),
        ("A candlelit medieval tavern", "tavern"),
        ("Inside a pirate ship cabin", "ship_cabin"),
    ],
)
def test_that_the_place_is_a_whole_word(prompt: str, place: str) -> None:
    found = analyse(prompt).place
    assert found is not None
    assert found.key == place


def test_that_mood_is_read_in_both_languages() -> None:
    assert (analyse("비 오는 밤의 서재").mood.weather, analyse("비 오는 밤의 서재").mood.time) == ("rain", "night")
    assert analyse("A noir office on a foggy night").mood.theme == "noir"
    assert analyse("A noir office on a foggy night").mood.weather == "fog"


def test_that_an_unknown_thing_keeps_its_name() -> None:
    entity = next(e for e in analyse("a table with a zorbling on it").entities if e.noun is None)
    assert (entity.head, entity.label) == ("zorbling", "zorbling")


@pytest.mark.parametrize(
    "prompt",
    ["", "   ", "...", "。。", "🙂🙂", "the the the of of", "없는 없는 없는", "개 개 개", "with with with", "1 2 3 4"],
)
def test_that_nonsense_is_read_without_a_crash(prompt: str) -> None:
    assert isinstance(analyse(prompt), Semantics)
