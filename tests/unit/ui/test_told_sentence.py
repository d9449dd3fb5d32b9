from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from studio.agents.artist_words import artist_words
from studio.agents.provider_failure import FailureKind, ProviderFailure
from studio.ui.agent_words import OUTCOME_WORDS, STEP_WORDS
from studio.ui.told_sentence import told_words
from studio.ui.translation import use_language
from studio.workflows.design_words import design_words
from tests.unit.ui.told_texts import told_steps, told_texts


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    use_language("ko")
    yield
    use_language("en")


def filled(sentence: str) -> str:
    return re.sub(r"\{(\d)\}", lambda gap: str(int(gap[1]) + 7), sentence)


@pytest.mark.parametrize("sentence", sorted(told_texts()))
def test_that_every_sentence_that_a_person_is_told_is_korean_in_a_korean_window(sentence: str) -> None:
    told = told_words(filled(sentence))
    assert any("가" <= letter <= "힣" for letter in told)
    english = set(re.findall(r"[A-Za-z]{3,}", told)) - {"JSON", "Gemini", "MP4", "PyAV", "install", "pip", "PNG"}
    assert not english - {
        "JPEG",
        "WebP",
        "Google",
        "Cloud",
        "dreamfactory",
        "doctor",
        "clay",
        "sketch",
        "flat",
        "depth",
        "DreamFactory",
        "check",
        "scene",
    }


@pytest.mark.parametrize("kind", get_args(FailureKind))
def test_that_a_failure_is_korean_but_for_what_the_service_said(kind: FailureKind) -> None:
    told = told_words(ProviderFailure(kind, "Quota exceeded. Try project abc.").message)
    assert "(Quota exceeded. Try project abc.)" in told
    assert not re.search("[A-Za-z]", told.replace("(Quota exceeded. Try project abc.)", ""))


def test_that_sentences_within_sentences_are_translated() -> None:
    failure = ProviderFailure("quota", "slow down")
    told = told_words(
        f"The video was not there 15 minutes after it was ordered ({failure.message.rstrip('.')})."
        " Instead the camera moves over the picture: a fallback, no video. Dixit model."
    )
    assert told == (
        "주문하고 15분이 지나도 영상이 오지 않았습니다(요청 한도에 이르렀습니다. 조금 기다리거나 키의 한도를 늘리세요"
        " (slow down)). 대신 카메라가 그림 위를 움직입니다. 영상이 아니라 대체입니다. Dixit model."
    )


def test_that_numbers_and_names_stay_in_what_is_told() -> None:
    told = told_words(
        "The budget of $5.00 leaves $0.20, and this needs about $0.39; nothing was sent."
        " Raise the budget in the settings to go on."
    )
    assert told == (
        "예산 $5.00 가운데 $0.20이 남았는데 이 일에는 약 $0.39이 듭니다. 아무것도 보내지 않았습니다."
        " 계속하려면 설정에서 예산을 늘리세요."
    )


def test_that_what_fills_the_end_of_a_sentence_is_translated_however_many_sentences_it_is() -> None:
    failure = ProviderFailure("quota", "slow down").message
    told = told_words(
        design_words("en", "fallback", why=f"{failure} The next try is in 3 s.") + "\nRead from the words: a"
    )
    assert told == (
        "모델의 설계를 쓸 수 없어 규칙으로 세트를 만들었습니다 (fallback_inference): 요청 한도에 이르렀습니다. 조금"
        " 기다리거나 키의 한도를 늘리세요 (slow down). 3초 뒤에 다시 시도합니다.\n글에서 읽은 것: a"
    )


def test_that_what_a_model_wrote_stays_as_it_is() -> None:
    words = "She waits: nobody comes.\n\nThe board is hers (so to speak)."
    assert told_words(words) == words


def test_that_words_in_the_scripts_language_are_told_in_the_persons() -> None:
    failure = ProviderFailure("timeout").message
    english, korean = (artist_words(language, "not_checked", why=failure) for language in ("en", "ko"))
    assert (
        told_words(english)
        == told_words(korean)
        == ("그림을 확인하지 못했습니다: 모델의 답이 너무 오래 걸렸습니다. 다시 해 보거나 한 번에 더 적게 부탁하세요.")
    )
    use_language("en")
    assert (
        told_words(english)
        == told_words(korean)
        == ("The picture was not checked: The model took too long to answer; try again, or ask for less at once.")
    )


@pytest.mark.parametrize("kind", get_args(FailureKind))
def test_that_the_services_own_words_are_quoted_behind_ours(kind: FailureKind) -> None:
    said = "Quota exceeded for metric: generate_requests. Please retry later (see https://ai.google.dev)."
    told = told_words(f"{ProviderFailure(kind, said=said).message} The next try is in 26 s.")
    ours, _, rest = told.partition(" 전한 말: “")
    assert rest == f"{said[:-1]}”. 26초 뒤에 다시 시도합니다." and not any("a" <= letter <= "z" for letter in ours)


def test_that_every_step_and_every_outcome_has_its_words() -> None:
    assert told_steps() == STEP_WORDS.keys()
    assert set(get_args(FailureKind)) <= OUTCOME_WORDS.keys()
