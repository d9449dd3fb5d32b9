import pytest

from studio.model.stage import StageSpec
from studio.staging.contradictions import contradictions
from studio.staging.pipeline import stage_spec
from tests.unit.staging.specs import node, relation, room


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ((("left_of", None), ("right_of", None)), "cannot be left_of and right_of 'table' at once"),
        ((("next_to", None), ("far", None)), "cannot be next_to and far 'table' at once"),
        ((("near", (5.0, 1.0)),), "at 5 to 1 m, which is no range"),
    ],
)
def test_that_the_report_says_which_relations_contradict_one_another(
    kinds: tuple[tuple[str, tuple[float, float] | None], ...], said: str
) -> None:
    wishes = tuple(relation("table", kind, distance=distance) for kind, distance in kinds)
    nodes = (node("table", (1.2, 0.75, 0.8)), node("crate", (0.5, 0.5, 0.5), relationships=wishes))
    stage = stage_spec(StageSpec(main_container=room(), nodes=nodes))
    assert [said in warning for warning in stage.report.warnings] == [True]
    assert len(stage.props) == 2
    assert stage.report.attempts == 1


def test_that_relations_that_go_together_are_no_contradiction() -> None:
    wishes = (relation("table", "near"), relation("table", "left_of"), relation("table", "far", distance=(1.0, None)))
    nodes = (node("table", (1.2, 0.75, 0.8)), node("crate", (0.5, 0.5, 0.5), relationships=wishes))
    assert contradictions(StageSpec(main_container=room(), nodes=nodes)) == ()
