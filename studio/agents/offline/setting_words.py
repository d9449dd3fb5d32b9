"""Where and when a sentence of a treatment plays: the words that name a place or a time of day, and the leaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from studio.agents.korean_forms import has_hangul
from studio.agents.sentences import Word, words_of
from studio.staging.words.place import english_places, korean_places

_PLACING_LIST = "in inside at into on to onto through outside across behind toward towards from"
_DETERMINER_LIST = "the a an his her their its this that another my our your"
_PLACING, _DETERMINERS = frozenset(_PLACING_LIST.split()), frozenset(_DETERMINER_LIST.split())
_MOST_BETWEEN = 3

_ENGLISH_TIMES = {
    "dawn": "DAWN",
    "sunrise": "DAWN",
    "daybreak": "DAWN",
    "morning": "MORNING",
    "noon": "NOON",
    "midday": "NOON",
    "afternoon": "AFTERNOON",
    "dusk": "DUSK",
    "sunset": "DUSK",
    "evening": "EVENING",
    "night": "NIGHT",
    "tonight": "NIGHT",
    "midnight": "NIGHT",
}
_KOREAN_TIMES = {
    "새벽": "새벽",
    "아침": "아침",
    "정오": "정오",
    "한낮": "낮",
    "대낮": "낮",
    "낮": "낮",
    "오후": "오후",
    "해질녘": "황혼",
    "황혼": "황혼",
    "저녁": "저녁",
    "한밤중": "밤",
    "한밤": "밤",
    "깊은밤": "밤",
    "자정": "밤",
    "밤": "밤",
}
_AT_A_TIME = re.compile(r"(?:에|에는|에도|이|이다|이면|부터|까지|마다|의|늦게|일찍|무렵|녘에?|쯤)?")
_AT_A_PLACE = re.compile(r"(?:안|앞|위|밖|옆|속|쪽)?(?:에서|에서는|으로|로|에는|에)")

_LEAPS = re.compile(
    r"\b(?:(?:years?|months?|weeks?|days?|hours?|moments?|much|some time) (?:later|after|afterwards)"
    r"|the next (?:day|week|year)|the following (?:day|week|year)|later that)\b"
    r"|(?:다음|이튿)\s?(?:날|해|주)|(?:몇|수)\s?(?:년|달|주|일|시간|분)\s?(?:후|뒤)|며칠\s?(?:후|뒤)|(?:잠시|얼마)\s?(?:후|뒤)|세월이",
    re.IGNORECASE,
)

# Places of stories that are no sets of their own in the prop library: whether each is outdoors.
_INDOORS_LIST = "lighthouse house home school hotel airport castle cabin tower 등대 집 학교 공항 배"
_OUTDOORS_LIST = "mountain sea bridge city sky cliff roof road 바다 산꼭대기 다리 도시 절벽 하늘"
_FURTHER = {**dict.fromkeys(_INDOORS_LIST.split(), False), **dict.fromkeys(_OUTDOORS_LIST.split(), True)}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as the text calls it."""

    words: str
    is_outdoors: bool

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.words.casefold()


@dataclass(frozen=True, slots=True)
class Setting:
    """What one sentence says of where and when it plays, if anything; ``leaps`` where time has passed."""

    place: NamedPlace | None
    time: str | None
    leaps: bool


def setting_of(sentence: str) -> Setting:
    """Where and when a sentence plays by its own words: the first place and time of day that it names."""
    words = words_of(sentence)
    place = next(_english_places(words), None) or next(_korean_places(words), None)
    return Setting(place, next(_times(words), None), _LEAPS.search(sentence) is not None)


def _english_places(words: Sequence[Word]) -> Iterator[NamedPlace]:
    for at, word in enumerate(words):
        if word.lower not in _PLACING or word.after:
            continue
        start = at + 1
        while start < len(words) and words[start].lower in _DETERMINERS:
            start += 1
        best: NamedPlace | None = None
        for end in range(start + 1, min(len(words), start + _MOST_BETWEEN + 3) + 1):
            named = [each.lower for each in words[start:end]]
            if any(each in _PLACING for each in named):
                break
            for first in range(max(0, len(named) - 4), len(named)):
                is_outdoors = _english_outdoors().get(" ".join(named[first:]))
                if is_outdoors is not None and first <= _MOST_BETWEEN:
                    best = NamedPlace(" ".join(each.text for each in words[start:end]), is_outdoors)
                    break
            if words[end - 1].after:
                break
        if best is not None:
            yield best


def _korean_places(words: Sequence[Word]) -> Iterator[NamedPlace]:
    known = _korean_outdoors()
    for at, word in enumerate(words):
        if not has_hangul(word.text):
            continue
        before = words[at - 1].text if at and not words[at - 1].after else ""
        for lead in dict.fromkeys((before, "")):
            joined = lead + word.text
            for end in range(len(joined) - 1, len(lead), -1):
                if joined[:end] in known and _AT_A_PLACE.fullmatch(joined[end:]):
                    place = f"{lead} {word.text[: end - len(lead)]}".strip()
                    yield NamedPlace(place, known[joined[:end]])
                    break


def _times(words: Sequence[Word]) -> Iterator[str]:
    for at, word in enumerate(words):
        if has_hangul(word.text):
            stem = next((stem for stem in _KOREAN_TIMES if word.text.startswith(stem)), None)
            if stem and _AT_A_TIME.fullmatch(word.text[len(stem) :]):
                yield _KOREAN_TIMES[stem]
        elif word.lower in _ENGLISH_TIMES and (at == 0 or words[at - 1].lower != "good"):
            yield _ENGLISH_TIMES[word.lower]


@cache
def _english_outdoors() -> dict[str, bool]:
    further = {word: is_out for word, is_out in _FURTHER.items() if word.isascii()}
    return {**further, **{word: place.outdoor for word, place in english_places().items()}}


@cache
def _korean_outdoors() -> dict[str, bool]:
    further = {word: is_out for word, is_out in _FURTHER.items() if not word.isascii()}
    return {**further, **{word: place.outdoor for word, place in korean_places().items()}}
