"""Korean verbs and particles: whole words, as action lines write them."""

from __future__ import annotations

import pytest

from studio.agents.cue_words import Cue, korean_verbs
from studio.agents.korean_forms import particle_after, verb_forms, vowel_ending


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        (("보", "봐"), "본다 보고 보며 보는 본 봐 봤다 봅니다 보면서"),
        (("앉", "앉아"), "앉는다 앉고 앉으며 앉은 앉아 앉았다 앉습니다"),
        (("들", "들어"), "든다 들고 들며 드는 든 들어 들었다 듭니다"),
        (("눕", "누워", "누우"), "눕는다 눕고 누우며 누운 누워 누웠다"),
        (("쓰러지", "쓰러져"), "쓰러진다 쓰러지며 쓰러진 쓰러졌다"),
    ],
)
def test_that_a_verb_has_the_forms_that_scripts_use(verb: tuple[str, ...], forms: str) -> None:
    assert set(forms.split()) <= verb_forms(*verb)


@pytest.mark.parametrize(
    "word", ["보인다", "보고서", "집은", "열한", "매달린", "걷힌다", "걸린", "선반", "기대를", "서울"]
)
def test_that_other_words_are_not_taken_for_verbs(word: str) -> None:
    assert word not in korean_verbs()


def test_that_a_word_gives_its_cues() -> None:
    assert Cue.RUN in korean_verbs()["뛰어나간다"]
    assert Cue.EXIT in korean_verbs()["뛰어나간다"]
    assert Cue.SIT in korean_verbs()["앉아"]
    assert Cue.KNEEL in korean_verbs()["꿇고"]


def test_that_particles_follow_whole_nouns() -> None:
    assert particle_after("시계를", "시계") == "를"
    assert particle_after("미나", "미나") == ""
    assert particle_after("아이들이", "아이") == "이"
    assert particle_after("시계탑", "시계") is None
    assert particle_after("미나리", "미나") is None
    assert particle_after("성당", "성") is None


def test_that_infinitives_are_told_from_objects() -> None:
    assert vowel_ending("열어")
    assert not vowel_ending("시계를")
