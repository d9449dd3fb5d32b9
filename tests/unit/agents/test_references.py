"""Which pictures go with an order to the Artist."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.agents.picture_shapes import nearest_shape
from studio.agents.references import choose_references, people_of_shot
from studio.model.documents import Character


def person(name: str, pictures: int) -> Character:
    """A character with that many pictures."""
    urls = tuple(f"media:{name}{number}" for number in range(pictures))
    return Character(id=name.lower(), name=name, reference_image_urls=urls)


def test_that_the_frame_comes_first_then_faces_in_turn_then_the_shot_before_and_the_place() -> None:
    chosen = choose_references(
        has_composition=True,
        people=(person("Mina", 2), person("노인", 1)),
        previous="media:before",
        place="media:place",
        style=("media:style", "media:before"),
    )
    assert [(each.kind, each.asset) for each in chosen] == [
        ("composition", ""),
        ("character", "media:Mina0"),
        ("character", "media:노인0"),
        ("character", "media:Mina1"),
        ("previous", "media:before"),
        ("place", "media:place"),
        ("style", "media:style"),
    ]
    assert "Mina" in chosen[1].label and "노인" in chosen[2].label


def test_that_people_are_known_by_name_in_any_case_and_in_the_order_of_the_shot() -> None:
    mina, old = person("Mina", 1), person("노인", 1)
    assert people_of_shot(("노인", "lamp", "MINA", "mina"), (mina, old)) == (old, mina)


def test_that_a_name_in_two_languages_goes_by_either() -> None:
    mina, sil = person("Mina (미나)", 1), person("실 / Sil", 1)
    assert people_of_shot(("SIL", "미나"), (mina, sil)) == (sil, mina)
    assert people_of_shot(("mina", "Mina (미나)"), (mina, sil)) == (mina,)


@given(
    pictures=st.lists(st.integers(0, 9), max_size=8),
    has_composition=st.booleans(),
    previous=st.booleans(),
    place=st.booleans(),
    styles=st.integers(0, 20),
)
def test_that_there_are_never_more_than_fourteen_and_nobody_is_left_out_for_another(
    pictures: list[int], has_composition: bool, previous: bool, place: bool, styles: int
) -> None:
    people = [person(f"P{number}", count) for number, count in enumerate(pictures)]
    chosen = choose_references(
        has_composition=has_composition,
        people=people,
        previous="media:before" if previous else None,
        place="media:place" if place else None,
        style=[f"media:s{number}" for number in range(styles)],
    )
    assert len(chosen) <= 14
    assert len({each.asset for each in chosen if each.asset}) == sum(bool(each.asset) for each in chosen)
    kinds = [each.kind for each in chosen]
    assert kinds == sorted(kinds, key=["composition", "character", "previous", "place", "style"].index)
    assert kinds.count("previous") == previous and kinds.count("place") == place
    shares = [sum(f"CHARACTER {each.name}:" in one.label for one in chosen) for each in people[:5]]
    for count, share in zip(pictures[:5], shares, strict=True):
        assert share == count or share >= max(shares) - 1


def test_that_a_film_of_2_39_is_drawn_in_21_to_9() -> None:
    assert [nearest_shape(each) for each in (2.39, 16 / 9, 1.85, 4 / 3, 1.0, 9 / 16)] == [
        "21:9",
        "16:9",
        "16:9",
        "4:3",
        "1:1",
        "9:16",
    ]
