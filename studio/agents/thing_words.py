"""Nouns that film grammar looks for in action lines: small things, bodies, vehicles and threats, English and Korean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from studio.agents.english_forms import noun_forms


def _nouns(words: str) -> tuple[str, ...]:
    return tuple(words.split())


SMALL_ENGLISH = _nouns(
    """
    letter note envelope photograph photo picture ring key coin watch clock phone map chart book page diary
    newspaper ticket card knife gun pistol bullet match candle jar lighter cigarette cup glass bottle plate bowl
    teapot wrench hammer tool toolbox hand finger palm fist wrist foot blood needle gauge dial switch button
    screen radio snuffer lantern compass badge necklace locket doll toy pen pencil handle doorknob lock wick
    label flower feather spoon medal
    """
)
SMALL_KOREAN = _nouns(
    """
    편지 쪽지 봉투 사진 반지 열쇠 동전 시계 전화 전화기 휴대폰 핸드폰 지도 해도 책 일기 일기장 신문 표 카드 칼
    총 총알 성냥 촛불 초 라이터 담배 컵 잔 병 접시 그릇 주전자 망치 공구 손 손가락 손바닥 주먹 손목 발 피 바늘
    연료계 스위치 버튼 화면 무전기 랜턴 등불 등잔 나침반 목걸이 인형 펜 연필 손잡이 자물쇠 꽃 숟가락 국 수첩
    가위 바퀴
    """
)
VEHICLES_ENGLISH = _nouns(
    """
    boat ship car truck train bus taxi ferry bicycle plane van cart
    """
)
VEHICLES_KOREAN = _nouns(
    """
    배 차 자동차 트럭 기차 열차 버스 택시 여객선 자전거 비행기 수레 어선
    """
)
THREATS_ENGLISH = _nouns(
    """
    gun knife pistol rifle blade explosion monster corpse threat
    """
)
THREATS_KOREAN = _nouns(
    """
    총 칼 권총 폭발 괴물 시체 위협 총구 칼날
    """
)
SMALL_WORDS = frozenset(SMALL_ENGLISH + SMALL_KOREAN)
BODY_PARTS = frozenset(_nouns("hand finger palm fist wrist foot blood 손 손가락 손바닥 주먹 손목 발 피"))
FEET = frozenset(_nouns("foot 발"))
SEQUENCES_ENGLISH = (("one", "by", "one"), ("one", "after", "another"), ("row", "by", "row"), ("in", "turn"))
SEQUENCES_KOREAN = frozenset(_nouns("하나씩 하나하나 차례로 차례차례 줄줄이 하나둘"))


@cache
def english_nouns(nouns: tuple[str, ...]) -> Mapping[str, str]:
    """Singular and plural → the noun of the table."""
    return MappingProxyType({form: noun for noun in nouns for form in noun_forms(noun)})
