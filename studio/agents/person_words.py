"""Nouns for people, and which figure of the prop kit stands for each: person, woman or child."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

Figure = Literal["person", "woman", "child"]

_ENGLISH: dict[Figure, str] = {
    "person": """man boyfriend father dad grandfather grandpa husband brother uncle king prince priest monk waiter actor
        policeman fireman fisherman salesman guard soldier cop detective officer doctor driver captain sailor farmer
        stranger clerk guest teacher keeper pilot thief lawyer judge student worker nurse figure gentleman butler wizard
        knight bartender barber baker butcher mechanic janitor skipper""",
    "woman": """woman girlfriend mother mom grandmother grandma wife sister aunt queen princess nun waitress actress
        policewoman widow lady bride witch maid landlady hostess seamstress""",
    "child": "boy girl child kid baby toddler schoolboy schoolgirl son daughter infant teenager",
}
_KOREAN: dict[Figure, str] = {
    "person": """남자 사내 청년 노인 할아버지 아버지 아빠 남편 오빠 형 삼촌 왕 왕자 신부님 스님 경찰 형사 군인 의사 기사
        선장 어부 농부 손님 점원 선생님 선생 운전사 도둑 변호사 판사 학생 직원 경비원 소방관 기자 사장 감독 이장 선원
        웨이터 친구""",
    "woman": """여자 여인 아가씨 할머니 어머니 엄마 아내 언니 누나 이모 고모 여왕 공주 수녀 간호사 아주머니 아줌마 해녀
        노파 신부 부인 며느리 시어머니""",
    "child": "소년 소녀 아이 꼬마 어린이 아기 아들 딸 손자 손녀 여자아이 남자아이",
}

ENGLISH_PEOPLE = MappingProxyType({word: figure for figure, words in _ENGLISH.items() for word in words.split()})
KOREAN_PEOPLE = MappingProxyType({word: figure for figure, words in _KOREAN.items() for word in words.split()})

_AGES = "three four five six seven eight nine ten eleven twelve thirteen fourteen"
AGES = MappingProxyType(
    {
        word: age
        for age, word in enumerate(
            _AGES.split(),
            start=3,
        )
    }
)
CHILD_BELOW = 14
"""Years under which a character is played by the child figure, 1.20 m."""

SHE = frozenset({"she", "her", "hers", "herself", "그녀가", "그녀는", "그녀의"})
HE = frozenset({"he", "him", "his", "himself"})
THEY = frozenset({"they", "them", "their", "both", "neither", "둘은", "둘이", "둘이서", "그들은", "그들이"})
