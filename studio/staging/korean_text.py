"""Korean as eojeols: nouns under their particles, numbers with counters, location nouns, verb forms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.staging.words import korean_grammar as grammar
from studio.staging.words.attribute import KOREAN_ATTRIBUTES
from studio.staging.words.english_grammar import singular
from studio.staging.words.noun import Noun, english_nouns, korean_nouns
from studio.staging.words.number import COUNTER_FACTOR, COUNTERS, KOREAN_VAGUE, korean_number
from studio.staging.words.place import Place, english_places, korean_places

_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[.,;:!?]")
STOPS = frozenset(".;!?:")
_LONGEST = 4
_HANGUL = re.compile(r"[가-힣]+")
_OF_ONE_SYLLABLE = frozenset({"마리", "명", "그루", "송이", "자루", "켤레", "권", "벌", "척", "채", "개"})
"""Counters before which even a single syllable is a noun: 삽 네 자루."""
_FALSE_TAILS = frozenset({"다리", "가지", "사장", "사이", "지도", "신부", "기타"})
"""Ends of words that only look like a noun: 책상다리 is no bridge."""
_SHORT_HEADS = frozenset("밥국술물빵꽃책옷쌀흙벽새헌철은금떡차약뒷앞옆")
THING_PARTICLES = frozenset(
    {"이", "가", "을", "를", "은", "는", "와", "과", "도", "들", "들이", "들을", "들과", "하고", "랑", "뿐", "만"}
)
_WITH_NUMBER = ("씩", "게", "히", "고", "며", "에", "서", "면", "으로", "만")
_ADVERBIAL = ("씩", "에", "로", "게", "고", "서", "히", "며", "면", "의", "니", "만")
_DETERMINING = frozenset({"한", "두", "세", "네", "여러", "몇", "많은", "온", "이", "일", "오"})
"""Numbers that belong to the noun after them."""

_BEING = (
    "있",
    "놓",
    "세워",
    "걸려",
    "쌓",
    "깔",
    "널려",
    "흩어",
    "늘어",
    "들어",
    "꽂",
    "담겨",
    "매달",
    "붙어",
    "자리",
    "보관",
)
_COUNT = re.compile(r"(\d+)([가-힣]*)")


@dataclass(frozen=True, slots=True)
class Found:
    """A noun, place or location at a token: ``end`` is the token after it, ``particle`` what followed its stem."""

    end: int
    particle: str
    text: str
    noun: Noun | None = None
    place: Place | None = None
    attributes: tuple[str, ...] = ()


class KoreanText:
    """The eojeols of a prompt, and what can be read at each."""

    def __init__(self, prompt: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(prompt)

    def verb_at(self, at: int) -> tuple[int, str] | None:
        """(next token, relation) of a verb form that relates."""
        for length in (2, 1):
            joined = "".join(self.tokens[at : at + length])
            if joined in grammar.RELATION_VERBS:
                return at + length, grammar.RELATION_VERBS[joined]
        return None

    def pose_at(self, at: int) -> tuple[int, str] | None:
        """(next token, pose) of a verb form that strikes a pose."""
        for length in (2, 1):
            joined = "".join(self.tokens[at : at + length])
            if joined in grammar.POSES:
                return at + length, grammar.POSES[joined]
        return None

    def number_at(self, at: int) -> tuple[int, int, str] | None:
        """(next token, number, counter) when a number stands here."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token == "반" and self._counter("".join(self.tokens[at + 1 : at + 2])):
            return self._with_next_counter(at, 1, "")
        digits = _COUNT.fullmatch(token)
        if digits:
            counter = self._counter(digits[2])
            if counter is not None:
                return self._with_next_counter(at, int(digits[1]), counter)
            return None
        stem = next((s for s, p in grammar.without_particle(token) if korean_number(s) is not None), None)
        if stem is not None and (len(stem) > 1 or stem == token or stem in {"둘", "셋", "넷"}):
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else ""
            if stem == token and len(stem) == 1 and self._counter(following) is None and stem in "열석이일오육구":
                return None
            return self._with_next_counter(at, korean_number(stem) or 1, "")
        for length in (2, 1):
            head, rest = token[:length], token[length:]
            if rest and korean_number(head) is not None and head not in "이일오육구석열십백천" and self._counter(rest):
                return at + 1, korean_number(head) or 1, self._counter(rest) or ""
        if token in KOREAN_VAGUE:
            return self._with_next_counter(at, KOREAN_VAGUE[token], "")
        return None

    def _with_next_counter(self, at: int, number: int, counter: str) -> tuple[int, int, str]:
        if not counter and at + 1 < len(self.tokens):
            following = self._counter(self.tokens[at + 1])
            if following:
                return at + 2, number, following
        return at + 1, number, counter

    def _counter(self, word: str) -> str | None:
        """The counter an eojeol is, without its particle; the empty word is no counter but no hindrance."""
        if not word:
            return ""
        for stem, _ in grammar.without_particle(word):
            if stem in COUNTERS or stem in COUNTER_FACTOR:
                return stem
        return None

    def find_at(self, at: int) -> Found | None:
        """The noun or place that stands here, over up to four eojeols; whole words before parts of them."""
        if at >= len(self.tokens):
            return None
        for length in range(min(_LONGEST, len(self.tokens) - at), 0, -1):
            part = self.tokens[at : at + length]
            if any(token in STOPS or token == "," for token in part):
                continue
            joined = "".join(part)
            for stem, particle in grammar.without_particle(joined):
                if length == 1 and particle and joined in KOREAN_ATTRIBUTES:
                    continue
                if particle == "당" and len(stem) < 2:
                    continue
                if length > 1 and len(stem) <= len("".join(part[:-1])):
                    continue
                noun, place = korean_nouns().get(stem), korean_places().get(stem)
                if stem.isascii():
                    one, _ = singular(stem.lower())
                    noun = noun or english_nouns().get(stem.lower()) or english_nouns().get(one)
                    place = place or english_places().get(stem.lower())
                if (noun or place) and self._is_certain(stem, particle, at + length):
                    return Found(at + length, particle, stem, noun, place)
        return self._compound(at)

    def _compound(self, at: int) -> Found | None:
        """A compound written together, its head at the end (나무상자, 황금접시, 흔들의자, 꽃바구니)."""
        for stem, particle in grammar.without_particle(self.tokens[at]):
            if (
                particle
                and particle not in THING_PARTICLES
                and not particle.startswith(("에", "의", "마다", "들", "처럼"))
            ):
                continue
            for cut in range(1, len(stem) - 1):
                head, tail = stem[:cut], stem[cut:]
                noun = korean_nouns().get(tail)
                if (
                    noun
                    and tail not in _FALSE_TAILS
                    and (len(head) > 1 or head in KOREAN_ATTRIBUTES or head in _SHORT_HEADS)
                ):
                    said = (KOREAN_ATTRIBUTES[head].name,) if head in KOREAN_ATTRIBUTES else ()
                    return Found(at + 1, particle, stem, noun, None, said)
        return None

    def unknown_at(self, at: int, *, is_listed: bool) -> tuple[str, str] | None:
        """(name, particle) of a thing that no lexicon knows, where grammar says that a thing stands here.

        It is counted, something is told to be on or by it, it is joined to another by 와, it is said to be there, or
        it stands alone as a part of a list.
        """
        token = self.tokens[at]
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else "."
        if (
            len(token) == 1
            and (living := self.number_at(at + 1))
            and living[2] in _OF_ONE_SYLLABLE
            and token not in grammar.LITTLE
        ):
            return token, ""
        if not _HANGUL.fullmatch(token) or self._is_no_thing(token):
            return None
        readings = grammar.without_particle(token)
        name, particle = next(((s, p) for s, p in readings if p in THING_PARTICLES and len(s) > 1), (token, ""))
        if name in grammar.ABSTRACT or token in grammar.ABSTRACT:
            return None
        number = self.number_at(at + 1)
        if number and (number[2] or self.tokens[at + 1] not in _DETERMINING) and not token.endswith(_WITH_NUMBER):
            return name, particle
        if not particle and self.location_at(at + 1):
            return name, particle
        if particle in {"와", "과", "하고", "랑", "이랑"} and (self.find_at(at + 1) or self.number_at(at + 2)):
            return name, particle
        if is_listed and (following in STOPS or following == ",") and (particle or not token.endswith(_ADVERBIAL)):
            return name, particle
        if following in grammar.CARRIED and not particle:
            return name, particle
        if particle in {"이", "가", "도", "들이", "들"} and self._is_said_to_be(at + 1):
            return name, particle
        return None

    def is_host(self, at: int) -> bool:
        """Whether a noun follows that is said to be there: *빨랫줄에 이불이 널려 있다*."""
        return self.find_at(at + 1) is not None and self._is_said_to_be(at + 2)

    def _is_no_thing(self, token: str) -> bool:
        stems = {stem for stem, _ in grammar.without_particle(token)}
        return (
            len(token) < 2
            or token in grammar.NO_NOUNS
            or token.endswith((*grammar.VERBAL_ENDS, "의"))
            or bool(stems & grammar.ABSTRACT)
            or token in KOREAN_ATTRIBUTES
        )

    def _is_said_to_be(self, at: int) -> bool:
        """Whether a verb of being there ends the clause, and none that only the living do."""
        for place in range(at, min(at + 4, len(self.tokens))):
            if self.tokens[place] in STOPS or self.tokens[place] == "," or self.pose_at(place):
                return False
            if self.tokens[place].startswith(_BEING):
                return True
        return False

    def _is_certain(self, stem: str, particle: str, end: int) -> bool:
        if stem not in grammar.SINGLE_SYLLABLE_RISKS:
            return True
        if particle in {"다", "고", "며", "인", "이다"}:
            return False
        if end >= len(self.tokens) or self.tokens[end] in {",", *STOPS}:
            return True
        if particle in {
            "이",
            "가",
            "을",
            "를",
            "은",
            "는",
            "들",
            "들이",
            "와",
            "과",
            "에",
            "에서",
            "마다",
            "만",
            "도",
            "뿐",
        }:
            return True
        return self.number_at(end) is not None or self.location_at(end) is not None

    def location_at(self, at: int) -> tuple[int, str, str] | None:
        """(next token, kind, particle) when a location noun stands here."""
        for length in (2, 1):
            part = self.tokens[at : at + length]
            if len(part) < length or any(token in STOPS or token == "," for token in part):
                continue
            for stem, particle in grammar.without_particle("".join(part)):
                along = particle == "을" and self.tokens[at + length : at + length + 1] == ["따라"]
                if stem in grammar.LOCATIONS and (along or particle not in {"이", "가", "다", "을", "보다", "처럼"}):
                    return at + length, grammar.LOCATIONS[stem], particle
        return None

    def past_architecture_at(self, at: int) -> tuple[int, str, str] | None:
        """The location in *오두막 문 옆에*: at a door of the thing itself."""
        if at < len(self.tokens) and self.tokens[at] in grammar.ARCHITECTURE_WORDS:
            return self.location_at(at + 1)
        return None
