"""Reasons in words: complete in both languages, with names and particles in place."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from studio.agents.film_grammar import plan_shots
from studio.agents.reason import Reason, in_words
from studio.agents.scene_beats import read_beats
from studio.agents.why import Why
from studio.model.timing import FILM
from tests.unit.agents.scripts import boards, scene

_LATIN_IN_KOREAN = {"POV", "mm"}
_BOTH = re.compile(r"이\(가\)|을\(를\)|은\(는\)|[{}/]")


def _speaks_of(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def _latin(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]+", text))


@pytest.mark.parametrize("why", Why)
def test_that_every_reason_says_the_same_in_both_languages(why: Why) -> None:
    assert _speaks_of(why.english) >= _speaks_of(why.korean)
    reason = Reason(why, who="미나", other="노인", thing="편지")
    korean = reason.in_words("ko")
    assert re.search("[가-힣]", korean)
    assert _latin(korean) <= _LATIN_IN_KOREAN
    assert not _BOTH.search(korean)
    assert korean.endswith(".")
    english = Reason(why, who="DORA", other="SIL", thing="letter").in_words("en")
    assert not re.search("[가-힣{}]", english)
    assert english.endswith(".")


def test_that_no_two_reasons_say_the_same() -> None:
    assert len({why.value for why in Why}) == len({why.english for why in Why}) == len({why.korean for why in Why})


def test_that_korean_names_take_their_particles() -> None:
    two = Reason(Why.GROUP, who="노인", other="미나")
    assert two.in_words("ko").startswith("투숏. 노인과 미나 사이의 일이므로")
    assert Reason(Why.GROUP, who="미나", other="노인").in_words("ko").startswith("투숏. 미나와 노인 사이의")
    assert "DORA를 가까이" in Reason(Why.LOOK, who="DORA").in_words("ko")
    assert "SIL을 가까이" in Reason(Why.LOOK, who="SIL").in_words("ko")
    assert "close on Sil," in Reason(Why.LOOK, who="SIL").in_words("en")


def test_that_a_place_without_a_name_is_still_a_place() -> None:
    assert "the place was established" in Reason(Why.RETURN).in_words("en")
    assert "이 장소는" in Reason(Why.RETURN).in_words("ko")


def test_that_reasons_follow_one_another() -> None:
    reasons = (Reason(Why.LOOK, who="DORA"), Reason(Why.HELD_TO_END))
    assert in_words(reasons, "en") == f"{reasons[0].in_words('en')} {reasons[1].in_words('en')}"


KOREAN_SCENE = """INT. 할머니의 부엌 - 밤

작은 부엌. 둥근 식탁과 의자 두 개.

미나가 의자에 앉아 시계를 본다.

@미나
할머니, 아빠는 언제 오셔?

@할머니
등대 불이 켜지면 온다고 하지 않았니.

@미나
(속삭이며)
불이 안 켜지면?

할머니가 편지를 집는다. 미나가 뛰어나간다.
"""


def test_that_a_korean_scene_gets_korean_reasons_and_an_english_one_english() -> None:
    korean = plan_shots(read_beats(KOREAN_SCENE), rate=FILM)
    assert len(korean) > 5
    for board in korean:
        assert _latin(board.rationale) <= _LATIN_IN_KOREAN, board.rationale
        assert re.search("[가-힣]", board.rationale)
    english = boards(scene("DORA looks at the clock.", "SIL\nYou are late again, as you always are."))
    assert not any(re.search("[가-힣]", board.rationale) for board in english)


def test_that_a_mixed_scene_speaks_as_most_of_its_words_do() -> None:
    mostly_english = scene("DORA walks the whole length of the pier with a lantern.", "@할머니\n열둘.")
    mostly_korean = scene("할머니가 등불을 들고 부두 끝까지 천천히 걸어간다. 아무도 없다.", "DORA\nTwelve.")
    assert {board.language for board in boards(mostly_english)} == {"en"}
    assert {board.language for board in boards(mostly_korean)} == {"ko"}
    assert [board.language for board in boards("INT. 부엌 - 밤\n")] == ["ko"]
    assert [board.language for board in boards("INT. KITCHEN - NIGHT\n")] == ["en"]
