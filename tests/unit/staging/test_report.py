from collections.abc import Sequence, Set

from studio.model.stage import StageSpec
from studio.staging.pipeline import stage_prompt, stage_spec
from studio.staging.placement.body import Body
from studio.staging.placement.place import Placement
from studio.staging.refine import Attempt, refined
from studio.staging.validation import validate
from tests.unit.staging.specs import node, relation, room


def test_that_the_report_says_what_was_understood_and_what_was_not() -> None:
    report = stage_prompt(
        "A bedroom with two quizzical beds and a table. No rug. Rain at night.", literal=True
    ).stage.report
    assert any(line.startswith("2 × ") and "bed" in line for line in report.understood)
    assert "place: bedroom" in report.understood
    assert "no rug" in report.understood
    assert "time: night" in report.understood
    assert "bed" not in report.not_understood


def test_that_words_nothing_was_made_of_are_told() -> None:
    report = stage_prompt("A kitchen with a stove. Frumious perspicacity abounds.", literal=True).stage.report
    assert {"frumious", "perspicacity"} <= set(report.not_understood)
    assert "stove" not in report.not_understood
    korean = stage_prompt("부엌에 화로 하나. 우주적인 삼각함수.", literal=True).stage.report
    assert "삼각함수" in korean.not_understood


def test_that_unknown_roles_relations_and_targets_are_warned_of() -> None:
    spec = StageSpec(
        main_container=room(),
        nodes=(node("table", (1.6, 0.75, 0.9), semantic_role="throne_like",
                    relationships=(relation("ghost", "near"), relation("room", "entangled"))),),
    )  # fmt: skip
    warnings = stage_spec(spec).report.warnings
    assert len(warnings) == 3
    assert all("'table'" in warning for warning in warnings)
    assert any("throne_like" in warning for warning in warnings)
    assert any("ghost" in warning for warning in warnings)
    assert any("entangled" in warning for warning in warnings)


def hopeless() -> StageSpec:
    apart = (relation("a", "far", distance=(50.0, None)),)
    return StageSpec(
        main_container=room(), nodes=(node("a", (1.0, 1.0, 1.0)), node("b", (1.0, 1.0, 1.0), relationships=apart))
    )


def test_that_a_set_with_nothing_amiss_is_placed_once_and_a_hopeless_one_three_times() -> None:
    good = StageSpec(main_container=room(), nodes=(node("table", (1.6, 0.75, 0.9)),))
    assert stage_spec(good).report.attempts == 1
    stage = stage_spec(hopeless())
    assert stage.report.attempts == 3
    assert [note.satisfied for note in stage.report.relations] == [False]


def test_that_what_the_gate_finds_chooses_first_in_the_next_attempt_and_the_best_is_kept() -> None:
    spec = hopeless()
    asked: list[Set[str]] = []
    made: list[Attempt] = []

    def place(turn: int, first: Set[str], start: Sequence[Body], is_packed: bool) -> Attempt:
        asked.append(first)
        assert not start and not is_packed
        stage = stage_spec(spec, seed=turn)
        checked = validate(spec, stage.container, stage.props, stage.report.unplaced)
        made.append(Attempt(Placement((), stage.report.unplaced, ()), {}, stage.props, checked))
        return made[-1]

    best, count = refined(spec, place)
    assert (asked, count) == ([frozenset(), {"b"}, {"b"}], 3)
    assert best.worth == max(attempt.worth for attempt in made)
