import pytest

from studio.model.stage import Container, SpecNode
from studio.staging.assets import AssetIndex
from studio.staging.library import kit_library
from studio.staging.scale import Scaled, diagonal, rule_factor, scale_node

HALL = Container(id="hall", size=(12.0, 10.0, 12.0))


def scaled(node: SpecNode) -> Scaled:
    library = kit_library()
    return scale_node(node, AssetIndex(library).choose(node), container=HALL, parent_size=None, library=library)


def test_that_the_rule_gives_the_worked_example() -> None:
    assert diagonal((12.0, 10.0, 12.0)) == pytest.approx(19.7, abs=0.01)
    assert rule_factor(19.7, "decoration_floating", 0.85) == pytest.approx(0.2955 / 0.85, abs=1e-4)


def test_that_an_asset_without_extent_keeps_its_scale() -> None:
    assert rule_factor(19.7, "decoration_floating", 0.0005) == 1.0


def test_that_an_exact_size_wins_over_a_suggested_scale() -> None:
    result = scaled(SpecNode(id="table", name="table", size=(3.0, 0.75, 1.0), suggested_scale=9.0))
    assert (result.size, result.note.source) == ((3.0, 0.75, 1.0), "size")


def test_that_a_suggested_scale_is_the_longest_edge() -> None:
    result = scaled(SpecNode(id="table", name="table", suggested_scale=3.0))
    assert max(result.size) == pytest.approx(3.0)
    assert result.note.source == "suggestedScale"


def test_that_words_lengthen_the_catalogue_size() -> None:
    plain, long = (
        scaled(SpecNode(id="table", name="table")),
        scaled(SpecNode(id="table", name="table", keywords=("long",))),
    )
    assert plain.note.source == long.note.source == "catalogue"
    assert long.size[0] > 1.5 * plain.size[0]
    assert long.size[1] == plain.size[1]


def test_that_only_an_unknown_thing_is_scaled_by_the_rule() -> None:
    result = scaled(SpecNode(id="zorbling", name="zorbling", semantic_role="furniture_floor"))
    assert result.note.source == "rule"
    assert "0.08" in result.note.formula
    assert diagonal(result.size) == pytest.approx(19.7 * 0.08, abs=0.01)


def test_that_an_implausible_size_warns() -> None:
    note = scaled(SpecNode(id="table", name="table", semantic_role="furniture_floor", size=(11.0, 1.0, 9.0))).note
    assert "outside the usual" in note.warnings[0]
