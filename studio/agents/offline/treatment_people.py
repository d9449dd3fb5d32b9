"""Who a treatment is about: names that its sentences act under, and what they say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from studio.agents.cue_words import english_verbs
from studio.agents.korean_forms import has_hangul
from studio.agents.person_words import ENGLISH_PEOPLE, HE, KOREAN_PEOPLE, SHE, THEY
from studio.agents.sentences import Sentence, Word, words_of
from studio.staging.words.noun import korean_nouns
from studio.staging.words.place import english_places, korean_places

_COMMON_LIST = """
i it we you they the a an this that these those there here then now when while after before but and or so if as
at in on into from with without by for of to up down out off no not yes one two three four five every each all
some once suddenly finally meanwhile outside inside behind above below today tomorrow yesterday tonight
monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december god
"""
_KOREAN_COMMON_LIST = """
그녀 그들 우리 당신 사람 모두 아무 누군가 하나 이것 그것 저것 여기 거기 오늘 내일 어제 다음 마침내 하지만 그날 이날
시간 세상 마음 이름 소리 목소리 눈물 바람 파도 폭풍 하늘 바다 어둠 불빛 순간
"""
_COMMON = SHE | HE | THEY | frozenset(_COMMON_LIST.split())
_KOREAN_COMMON = frozenset(_KOREAN_COMMON_LIST.split())
_SUBJECT = re.compile(r"(?P<stem>[가-힣]{2,4}?)(?:이는|이가|은|는|이|가)")


def names_in_treatment(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Proper names of people, in order of mention.

    English: a word that always has its capital, once in the middle of a sentence or before a verb of doing. Korean: a
    short word that is no known noun and acts twice or more.
    """
    small = {word.text for sentence in sentences for word in words_of(sentence.text) if word.text.islower()}
    found: dict[str, None] = {}
    acts: Counter[str] = Counter()
    for sentence in sentences:
        words = words_of(sentence.text)
        for at, word in enumerate(words):
            if has_hangul(word.text):
                stem = _korean_name(word)
                if stem:
                    acts[stem] += 1
                    found.setdefault(stem, None)
            elif _is_english_name(words, at) and word.text.lower() not in small:
                found.setdefault(word.text, None)
    return tuple(name for name in found if not has_hangul(name) or acts[name] > 1)


def described_as(name: str, text: str) -> str:
    """What stands beside a name: ``Mina (9)`` or ``Mina, a lighthouse keeper's daughter,``; "" where nothing does."""
    word = re.escape(name)
    age = re.search(rf"\b{word}\s*\((\d[^)]*)\)", text, re.IGNORECASE)
    apposition = re.search(rf"\b{word}(?:\s*\([^)]*\))?,\s+((?:an?|the|his|her)\s[^,.;]+)", text, re.IGNORECASE)
    korean = re.search(rf"([가-힣 ]{{2,16}}(?:딸|아들|소년|소녀|아이|남자|여자|노인))(?:인|,)?\s+{word}", text)
    told = (age[1] if age else "", apposition[1] if apposition else "", korean[1].strip() if korean else "")
    return ", ".join(filter(None, told))


def with_introduction(text: str, name: str) -> str:
    """The text with a Latin name in capitals where it first stands, as screenplays introduce people."""
    if has_hangul(name):
        return text
    return re.sub(rf"\b{re.escape(name)}\b", name.upper(), text, count=1)


def _is_english_name(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if len(word.text) < 2 or not word.text.isalpha() or not word.text[0].isupper() or not word.text[1:].islower():
        return False
    if word.lower in _COMMON or word.lower in ENGLISH_PEOPLE or word.lower in english_places():
        return False
    follows = words[at + 1].lower if at + 1 < len(words) else ""
    if at == 0:
        return follows in english_verbs() and not word.after
    before = words[at - 1]
    return before.lower not in {"the", "a", "an", "in", "at", "on", "of"} or before.after != ""


def _korean_name(word: Word) -> str:
    found = _SUBJECT.fullmatch(word.text)
    if found is None:
        return ""
    stem = found["stem"]
    known = stem in KOREAN_PEOPLE or stem in korean_nouns() or stem in korean_places() or stem in _KOREAN_COMMON
    return "" if known else stem
