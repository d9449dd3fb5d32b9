"""Shot numbers as they stand on a slate."""

from __future__ import annotations

import pytest

from studio.agents.shot_numbers import inserted_number, next_setup, setup_index, setup_letters, setup_of


def test_that_setups_skip_i_and_o() -> None:
    letters = [setup_letters(index) for index in range(26)]
    assert letters[7:9] == ["H", "J"]
    assert letters[12:14] == ["N", "P"]
    assert letters[23:26] == ["Z", "AA", "AB"]
    assert not set("IO") & set("".join(setup_letters(index) for index in range(700)))


def test_that_letters_and_places_are_each_others_inverse() -> None:
    assert [setup_index(setup_letters(index)) for index in range(2000)] == list(range(2000))
    assert len({setup_letters(index) for index in range(2000)}) == 2000


@pytest.mark.parametrize("letters", ["", "I", "AO", "a", "1"])
def test_that_what_is_no_setup_is_refused(letters: str) -> None:
    with pytest.raises(ValueError, match="no setup"):
        setup_index(letters)


def test_that_an_inserted_scenes_setups_are_no_other_scenes() -> None:
    assert "12" + setup_of("12", 1) == "12B"
    assert "12A" + setup_of("12A", 1) == "12A-B"
    of_12 = {"12" + setup_of("12", index) for index in range(700)}
    assert of_12.isdisjoint("12A" + setup_of("12A", index) for index in range(700))


def test_that_a_setup_is_never_issued_twice() -> None:
    assert next_setup("12", []) == "A"
    assert next_setup("12", ["A", "C"]) == "D"
    assert next_setup("12A", ["-A", "-H"]) == "-J"


def test_that_a_scene_put_in_later_takes_the_first_free_letter() -> None:
    assert inserted_number("12", ["12", "13"]) == "12A"
    assert inserted_number("12", ["12", "12A", "13"]) == "12B"
    assert inserted_number("12A", ["12", "12A"]) == "12AA"
