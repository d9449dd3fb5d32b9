"""Reading one action line: who acts, what is looked at, which things matter."""

from __future__ import annotations

import pytest

from studio.agents.cue_words import Cue
from studio.agents.line_reading import LineReading, read_line
from studio.agents.person_words import Figure
from studio.agents.sentences import Sentence, sentences_of

PEOPLE: dict[str, Figure | None] = {
    "DORA": "woman",
    "SIL": "woman",
    "미나": "child",
    "할머니": "woman",
    "OLD MAN": "person",
}


def read(text: str, *, carried: tuple[str, ...] = (), is_continued: bool = False) -> LineReading:
    return read_line(Sentence(text, 0, len(text)), PEOPLE, carried=carried, is_continued=is_continued)


def test_that_each_acts_for_herself() -> None:
    line = read("DORA runs to the door, and SIL kneels.")
    assert dict(line.deeds) == {"DORA": {Cue.RUN}, "SIL": {Cue.KNEEL}}


def test_that_two_who_are_joined_act_together() -> None:
    assert dict(read("Dora and Sil walk in.").deeds) == {"DORA": {Cue.WALK, Cue.ENTER}, "SIL": {Cue.WALK, Cue.ENTER}}


def test_that_who_is_looked_at_does_not_act() -> None:
    line = read("DORA looks at SIL.")
    assert (line.actor, line.looked_at) == ("DORA", "SIL")
    korean = read("미나가 할머니를 본다.")
    assert (korean.actor, korean.looked_at) == ("미나", "할머니")


def test_that_a_pronoun_is_who_acted_before() -> None:
    assert read("She falls.", carried=("SIL", "DORA")).actor == "SIL"
    assert read("She falls.", carried=("OLD MAN", "DORA")).actor == "DORA"
    assert read("He falls.", carried=("DORA", "OLD MAN")).actor == "OLD MAN"
    assert read("They walk.", carried=("SIL", "DORA")).people == ("SIL", "DORA")
    assert read("She looks at her.", carried=("SIL", "DORA")).looked_at == "DORA"


def test_that_korean_goes_on_with_who_acted_until_something_else_does() -> None:
    assert read("벌떡 일어난다.", carried=("미나",), is_continued=True).actor == "미나"
    assert read("벌떡 일어난다.", carried=("미나",)).actor is None
    assert read("안개가 지나간다.", carried=("미나",), is_continued=True).actor is None


def test_that_a_verb_before_a_name_is_that_persons() -> None:
    assert dict(read("In the corner sits DORA.").deeds) == {"DORA": {Cue.SIT}}


def test_that_a_relative_clause_is_about_the_thing() -> None:
    assert dict(read("DORA walks to the book that lies open.").deeds)["DORA"] == {Cue.WALK}


def test_that_trying_is_not_seeing() -> None:
    assert Cue.LOOK not in read("미나가 문을 열어 본다.").cues
    assert Cue.LOOK in read("미나가 문을 본다.").cues


def test_that_a_noun_is_not_taken_for_a_verb() -> None:
    assert read("DORA drops her watch.").things == ("watch",)
    assert Cue.LOOK not in read("DORA drops her watch.").cues
    assert read("SIL watches.").things == ()


def test_that_names_are_whole_words_with_particles() -> None:
    assert read("SIL이 걷는다.").actor == "SIL"
    assert read("미나리가 자란다.").people == ()
    assert dict(read("The OLD MAN sits.").deeds) == {"OLD MAN": {Cue.SIT}}
    assert read("A silver door.").people == ()


def test_that_capitals_that_are_nobody_are_things() -> None:
    assert read("DORA lifts the BRASS BELL, slowly.").things == ("brass bell",)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Kim waits. He is 3.5 m tall.", 2),
        ("Wait... what? No!", 3),
        ("J. R. stops.", 1),
        ("안개. 배 두 척.", 2),
        ("One line\nanother line", 2),
    ],
)
def test_that_sentences_end_where_they_end(text: str, count: int) -> None:
    found = sentences_of(text, 0, len(text), at_newlines=True)
    assert len(found) == count
    assert all(" ".join(text[s.start : s.end].split()) == s.text for s in found)
